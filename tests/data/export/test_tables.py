"""CSV and XLSX: complete, harmless, with real dates, and every column explained."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest

from data.export.columns import COLUMNS
from data.export.recipe import Recipe
from data.export.run import export
from data.export.subject import make_subject
from data.export.tables import LONGEST_CELL, tables
from data.filters import Filter
from data.frames import FLOWS, LEGS, PLACES, STOPS
from tests.data.export.samples import EVIL, atlas, mission, visit, year
from tests.readers import reader


def test_no_column_of_a_frame_is_lost() -> None:
    for name, frame in (("stops", STOPS), ("flows", FLOWS), ("legs", LEGS), ("places", PLACES)):
        assert {column.key for column in COLUMNS[name]} == set(frame)


def test_the_workbook_has_real_dates_frozen_headers_and_no_formula() -> None:
    known = atlas(
        mission("a", when=year(2016), title=EVIL, delegates=20, lead="@lead"),
        mission("b", title="x" * 2000, leaders=[{"name": "-1+1"}]),
        visit("c", when=year(2018)),
    )
    made = export(Recipe(format="xlsx"), known)
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    assert book.sheetnames == [
        *("About", "Missions", "Stops", "Flows", "Legs", "Places", "Sources", "Route", "People"),
        *("Agreements", "Parties", "Figures", "Partnerships", "Evidence", "Columns"),
    ]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes is not None
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    rows = list(book["Missions"].iter_rows(values_only=True))
    header = list(rows[0])
    by_id = {row[0]: dict(zip(header, row, strict=True)) for row in rows[1:]}
    assert by_id["a"]["title"] == EVIL
    assert by_id["a"]["first_day"].date() == dt.date(2016, 1, 1)
    assert by_id["a"]["delegates"] == 20
    assert by_id["b"]["first_day"] is None
    assert by_id["a"]["km"] == pytest.approx(17_000, rel=0.05)
    explained = {row[:2] for row in book["Columns"].iter_rows(values_only=True)}
    assert ("Missions", "first_day") in explained
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert json.loads(about["Recipe"])["records"] == made.recipe.records
    widths = book["Missions"].column_dimensions
    assert widths["B"].width > widths["D"].width


def test_an_endless_text_is_cut_for_excel_with_a_sign() -> None:
    leaders = [{"name": "n" * 2000} for _ in range(40)]
    made = export(Recipe(format="xlsx"), atlas(mission(leaders=leaders)))
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    texts = [str(cell.value) for row in book["Missions"].iter_rows() for cell in row]
    longest = max(texts, key=len)
    assert (len(longest), longest[-1]) == (LONGEST_CELL, "…")


def test_the_tables_of_nothing_have_their_columns() -> None:
    for table in tables(make_subject(atlas(), Filter()), "de"):
        if table.key != "columns":
            assert table.rows == ()
        assert table.csv().startswith("\ufeff" + table.columns[0].key)


def test_csv_is_read_by_pandas_and_holds_no_formula() -> None:
    made = export(Recipe(format="csv"), atlas(mission(title=EVIL, when=year(2016))))
    read = pd.read_csv(io.BytesIO(made.data))
    assert read.loc[0, "title"] == f"'{EVIL}"
    assert read.loc[0, "first_day"] == "2016-01-01"
    assert read.loc[0, "agreements"] == 0


def test_sectors_and_places_are_in_the_language_asked_for() -> None:
    known = atlas(mission(stops=("Beijing",), sectors=("education",)))
    made = export(Recipe(format="csv", language="de"), known)
    row = next(csv.DictReader(io.StringIO(made.data.decode("utf-8-sig"))))
    assert (row["sectors"], row["stops"]) == ("Bildung", "Peking")


@pytest.mark.parametrize("key", ["csv-tables", "flowmap-blue", "flourish"])
def test_a_zip_says_whence_and_how(key: str) -> None:
    made = export(Recipe(format=key), atlas(mission()))
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert "The Paper" in archive.read("sources.txt").decode()
        again = Recipe.from_json(archive.read("recipe.json"))
    assert again == made.recipe


def test_the_geojson_and_kml_carry_credit_sources_and_recipe() -> None:
    known = atlas(mission(title=EVIL))
    document = json.loads(export(Recipe(format="geojson"), known).data)
    assert document["source"] == "Source: The Paper (2016)"
    assert "GeoNames" in document["credit"]
    assert document["recipe"]["format"] == "geojson"
    text = export(Recipe(format="kml"), known).data.decode()
    root = ET.fromstring(text)
    assert "The Paper (2016)" in "".join(root.itertext())
    assert "<script" not in text


def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    book = tmp_path / "missions.xlsx"
    book.write_bytes(export(Recipe(format="xlsx"), atlas(mission("one"))).data)
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [reader("soffice"), home, "--headless", "--convert-to", "csv", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(book)], check=True, capture_output=True, timeout=180
    )
    assert (tmp_path / "missions.csv").read_text("utf-8", errors="replace").strip()
