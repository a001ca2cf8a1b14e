"""Files that are damaged, enormous or not what they say: rows or a plain message, in bounds."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.spreadsheet.cells import MOST_ROWS, SpreadsheetError, TableFile
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import Outcome
from tests.data.spreadsheet import chamber
from tests.data.spreadsheet.importing import plan

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
TABLE = "Reiseziel;Datum;Von\nPeking, Schanghai;25.–30. Juni 2019;Köln\n"


def with_sheet(rows: bytes, prolog: bytes = b"") -> bytes:
    """A workbook whose one sheet holds this XML."""
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    sheet = b'%b<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (
        prolog,
        NAMESPACE.encode(),
        rows,
    )
    made = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == SHEET else source.read(name))
    return made.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def laughs() -> bytes:
    entities = b"".join(
        b'<!ENTITY a%d "%b">' % (n, (b"&a%d;" % (n - 1)) * 10 if n else b"ha" * 10)
        for n in range(10)
    )
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return with_sheet(cell, b'<?xml version="1.0"?><!DOCTYPE l [%b]>' % entities)


def bomb() -> bytes:
    zeros = b"0" * 30_000_000
    return zip_of({"xl/workbook.xml": b"<a/>", SHEET: zeros, "xl/worksheets/sheet2.xml": zeros})


def cut(data: bytes, at: int) -> bytes:
    return data[:at]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "zeros": (lambda: b"\0" * 5000, "is empty"),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
    "password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "OpenDocument": (lambda: zip_of({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
    "Word": (lambda: zip_of({"word/document.xml": b"<a/>"}), "document or slides"),
    "binary workbook": (lambda: zip_of({"xl/workbook.bin": b"x"}), "xlsb"),
    "pictures": (lambda: zip_of({"a.png": b"x"}), "without any CSV"),
    "PDF": (lambda: b"%PDF-1.7 ...", "is a PDF"),
    "web page": (lambda: b"  <!DOCTYPE html><table>", "web page"),
    "JSON": (lambda: b'{"a": 1}', "is JSON"),
    "program": (lambda: bytes(range(256)) * 40, "not a table of text"),
    "cut": (lambda: cut(chamber.workbook(), 3000), "damaged or cut short"),
    "cut a little": (lambda: chamber.workbook()[:-30], "damaged or cut short"),
    "bomb": (bomb, "unpacks to far more"),
    "many entries": (
        lambda: zip_of({f"{n}.csv": b"a" for n in range(2500)}),
        "unpacks to far more",
    ),
    "laughs": (laughs, "damaged|at most"),
    "last corner": (
        lambda: with_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "reaches column XFD",
    ),
    "broken XML": (lambda: with_sheet(b"<row r='1'><c"), "damaged"),
    "absurd numbers": (
        lambda: with_sheet(b'<row r="x"><c s="99999"><v>1e999</v></c></row>'),
        "dama",
    ),
    "endless cell": (lambda: b"a;b\n" + b"x" * 40_000 + b";1\n", "characters"),
    "too many rows": (lambda: b"a;b\n" + b"1;2\n" * (MOST_ROWS + 5), "more than 50,000 rows"),
    "large": (lambda: b"a" * 26_000_000, "larger than 25 MB"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_says_so_at_once(kind: str) -> None:
    make, words = REFUSED[kind]
    data = make()
    start = time.process_time()
    with pytest.raises(SpreadsheetError, match=words) as raised:
        open_tables("trips.xlsx", data)
    assert time.process_time() - start < 5
    assert str(raised.value).endswith(".")


def test_a_bomb_is_not_unpacked() -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(SpreadsheetError):
        open_tables("trips.xlsx", data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_hundred_thousand_empty_rows_take_no_room() -> None:
    rows = b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(1, 100_001))
    data = with_sheet(rows + b'<row r="100001"><c r="B100001"><v>5</v></c></row>')
    tracemalloc.start()
    file = open_tables("trips.xlsx", data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (row,) = file.sheets[0].rows
    assert (row.number, row.cells) == (100_001, (None, 5))
    assert peak < 10_000_000


def read(data: bytes) -> TableFile:
    return open_tables("trips.csv", data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    text = f'Ziel{separator}Datum\n"Peking{separator}\nKöln"{separator}25.–30. Juni 2019\n'
    (sheet,) = read(text.encode(encoding)).sheets
    assert sheet.rows[1].cells == (f"Peking{separator}\nKöln", "25.–30. Juni 2019")


def test_chinese_and_mixed_encodings() -> None:
    chinese = "目的地,日期\n昆明市，云南省,2019年6月\n".encode("gb18030")
    assert read(chinese).sheets[0].rows[1].cells == ("昆明市，云南省", "2019年6月")
    mixed = read(TABLE.encode() + "Xi’an;2016;München\n".encode("cp1252")).sheets[0]
    assert mixed.rows[2].cells == ("Xi’an", "2016", "München")
    assert "line 3" in mixed.notes[0]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    (sheet,) = read(b'Ziel;Jahr\n"Peking;2016\nWuhan;2017\nXuzhou;2018\n').sheets
    assert len(sheet.rows) == 4
    assert "never closed" in sheet.notes[0]


def test_null_letters_marks_and_a_thousand_columns() -> None:
    wide = ";".join(f"h{n}" for n in range(1000))
    (sheet,) = read(f"Ziel;Datum;Von;{wide}\nPeking;2016;Leipzig\n".encode()).sheets
    assert sheet.width == 1003
    data = "\u202eReiseziel\u202c;Da\0tum;Von\n\u200fPeking\u200f;20\0" + "16;Leipzig\n"
    made = plan(data + "x" * 200 + ";;\n", name="marks.csv")
    assert made.results[1].outcome is Outcome.OK


def test_duplicate_headers_formulas_and_errors() -> None:
    made = plan("Ziel;Ziel;Datum;Datum;Von\nPeking;Wuhan;2016;2017;Leipzig\n#REF!;;2016;;Leipzig\n")
    first, second = made.results[1], made.results[2]
    assert first.entry is not None
    assert second.outcome is Outcome.PROBLEM
    evil = "Ziel;Datum;Von;Titel\nPeking;2016;Leipzig;'=HYPERLINK(1)\n"
    (result,) = [r for r in plan(evil).results if r.entry]
    assert result.title == "=HYPERLINK(1)"


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "Peking",
                "Leipzig",
                "Peking, Jining",
                "2016",
                "03/04/2019",
                "Nil return",
                "Total",
            ),
            *("Reiseziel", "Datum", "Herkunft", "Titel", "Teilnehmer", "ca. 25", "Kosten", "=1+1"),
            *("China", "(", "1. ", "→", '"', "Point(1 2)", "#REF!", "KW 99/2019", "99999999999999"),
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from([",", ";", "\t"]))
@example([["Ziel", "Datum"], ["Peking", "2016"]], ";")
def test_any_table_ends_in_rows_that_add_up(rows: list[list[str]], separator: str) -> None:
    data = "\n".join(separator.join(row) for row in rows).encode(errors="replace")
    try:
        file = open_tables("any.csv", data)
        made = plan(data, name="any.csv")
    except SpreadsheetError as error:
        assert str(error).endswith(".")
        return
    read_rows = {row.number for sheet in file.tables for row in sheet.rows}
    named = [number for result in made.results for number in result.rows]
    assert len(named) == len(set(named))
    assert set(named) <= read_rows
    assert not made.proposals or set(named) == read_rows


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_plain_message(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", "Ziel;Datum\n".encode("utf-16"), b"Ziel;Datum\n"):
        try:
            open_tables("any.xlsx", start + data)
        except SpreadsheetError as error:
            assert str(error)


@settings(max_examples=60)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_a_few_wrong_bytes(place: int, wrong: bytes) -> None:
    whole = WORKBOOK
    at = place % len(whole)
    try:
        open_tables("any.xlsx", whole[:at] + wrong + whole[at + len(wrong) :])
    except SpreadsheetError as error:
        assert str(error)


WORKBOOK = chamber.workbook()
