"""Importing a spreadsheet on the page Add, as a script runs it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.access import AT_THIS_MACHINE, Author
from data.atlas import open_atlas
from data.export.subject import make_subject
from data.export.tables import workbook
from data.filters import Filter
from data.model import Mission
from data.store import Delete, Kind, Store, open_store
from pages.widgets.sheet import dry_run, opening
from tests.data.spreadsheet import chamber

ROOT = Path(__file__).parents[2]
TRIPS = """Titel;Reiseziel;Zeitraum;Von;Sonderspalte
Energiereise;Wuhan, Changsha;3.-9. Mai 2021;Leipzig;Energie
Zweifel;Suzhou;Juni 2021;Leipzig;
Noch ein Zweifel;Suzhou, Wuhan;Juni 2022;Leipzig;
**Noch** einmal;Nanjing;25.06.2019;Leipzig;
2022;;;;
Fehler;Peking;bald;Leipzig;
"""


@pytest.fixture
def store(own_database: Path) -> Iterable[Store]:
    """A second look at the database that the pages use."""
    opened = open_store(policy=AT_THIS_MACHINE)
    yield opened
    opened.close()


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=90).run()
    app.switch_page("pages/4_Add.py")
    app.query_params["add"] = ["sheet"]
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    assert not app.exception, [error.message for error in app.exception]
    return app


def given(app: AppTest, *files: tuple[str, bytes | str]) -> AppTest:
    made = [(name, d.encode() if isinstance(d, str) else d, "text/csv") for name, d in files]
    return ran(app.file_uploader[0].set_value(made).run())


def field(app: AppTest, label: str, kind: str = "selectbox") -> Any:
    every: list[Any] = list(app.get(kind))
    found = [each for each in every if each.label == label]
    assert found, f"no {kind} {label}; there are {[each.label for each in every]}"
    return found[0]


def press(app: AppTest, label: str) -> AppTest:
    found = [each for each in app.button if each.label == label]
    assert found, f"no button {label}; there are {[each.label for each in app.button]}"
    return ran(found[0].click().run())


def show(app: AppTest, outcome: str | None) -> AppTest:
    return ran(field(app, "Rows to show", "button_group").set_value(outcome).run())


def said(app: AppTest) -> str:
    every = (*app.markdown, *app.caption, *app.info, *app.error, *app.text, *app.warning)
    return "\n".join(each.value for each in every)


def missions(store: Store) -> dict[str, Mission]:
    return {each.title: each for each in store.records().missions}


def test_a_file_is_corrected_settled_imported_and_imported_again(store: Store) -> None:
    before = store.revision()
    app = given(opened(), ("trips.csv", TRIPS))
    assert "This will make **1 mission, 4 drafts, 2 left out**" in said(app)

    # A column that was not recognised is one of sectors.
    ran(field(app, "E Sonderspalte").set_value("sectors").run())
    press(app, "Suzhou, Anhui, China")
    assert "**3 missions, 2 drafts, 2 left out**" in said(app)
    assert "Which place is meant" not in said(app)
    ran(next(each for each in app.checkbox if each.label == "For good").check().run())

    # Another page and back: nothing is lost, and nothing was kept yet.
    ran(app.switch_page("dashboard.py").run())
    app.switch_page("pages/4_Add.py")
    app.query_params["add"] = ["sheet"]
    ran(app.run())
    assert field(app, "E Sonderspalte").value == "sectors"
    assert store.revision() == before

    show(app, "possible duplicate")
    decide = field(app, "What becomes of row 5", "button_group")
    ran(decide.set_value("merge").run())
    assert "**3 missions, 1 merged, 1 draft, 2 left out**" in said(app)
    press(app, "Import")
    assert store.revision() == before + 1
    made = missions(store)
    assert made["Energiereise"].sectors == ("energy",)
    assert [made[name].stops[0].region for name in ("Zweifel", "Noch ein Zweifel")] == [
        *("Anhui", "Anhui")
    ]
    merged = made["Leipzig in Nanjing and Jining"]
    assert any(source.startswith("spreadsheet-trips") for source in merged.sources)
    [correction] = store.corrections().values()
    assert correction is not None
    assert correction.region == "Anhui"
    assert "3 + 1 + 1 + 2 = 7 rows" in said(app)
    assert "Undo" in [each.label for each in app.button]

    press(app, "Import another file")
    given(app, ("renamed.csv", TRIPS))
    assert field(app, "E Sonderspalte").value == "sectors"
    assert "Nothing would change" in said(app)
    assert "Import" not in [each.label for each in app.button]
    assert store.revision() == before + 1


def test_an_import_that_was_undone_can_be_made_again(store: Store) -> None:
    app = show(given(opened(), ("trips.csv", TRIPS)), "possible duplicate")
    ran(field(app, "What becomes of row 5", "button_group").set_value("merge").run())
    press(app, "Import")
    press(app, "Undo")
    assert len(missions(store)["Leipzig in Nanjing and Jining"].sources) == 1
    assert "Energiereise" not in missions(store)
    assert "This will make **1 mission, 1 merged, 3 drafts" in said(app)
    press(app, "Import")
    assert "Energiereise" in missions(store)
    assert len(missions(store)["Leipzig in Nanjing and Jining"].sources) == 2


def test_a_mission_that_was_deleted_comes_back_only_when_asked(store: Store) -> None:
    press(given(opened(), ("trips.csv", TRIPS)), "Import")
    made = missions(store)["Energiereise"]
    store.write([Delete(Kind.MISSION, made.id, 1)], Author())
    app = given(opened(), ("trips.csv", TRIPS))
    assert "Nothing would change" in said(app)
    show(app, "already imported")
    ran(field(app, "Import again what was deleted since", "checkbox").check().run())
    press(app, "Import")
    assert "Energiereise" in missions(store)


def test_what_somebody_else_saved_meanwhile_is_looked_at_first(store: Store) -> None:
    app = given(opened(), ("trips.csv", TRIPS))
    press(given(opened(), ("same.csv", TRIPS)), "Import")
    revision = store.revision()
    press(app, "Import")
    assert "Somebody else has saved" in said(app)
    assert "Nothing would change" in said(app)
    assert store.revision() == revision


def test_a_long_dry_run_is_made_anew_only_when_asked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dry_run, "AT_ONCE", 2)
    app = given(opened(), ("trips.csv", TRIPS))
    press(app, "Suzhou, Anhui, China")
    assert "not in the figures below yet" in said(app)
    assert field(app, "Import", "button").disabled
    press(app, "Check the rows again")
    assert "**3 missions, 2 drafts" in said(app)


def test_one_row_in_full_can_be_left_out(store: Store) -> None:
    app = given(opened(), ("trips.csv", TRIPS))
    show(app, "ok")
    key = next(each.key for each in app.dataframe if each.key and "_rows_" in each.key)
    app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    ran(app.run())
    assert "Row 2: Energiereise" in said(app)
    ran(field(app, "What becomes of row 2", "button_group").set_value("leave").run())
    assert "**4 drafts, 3 left out**" in said(app)


def test_problems_name_row_column_value_and_remedy(store: Store) -> None:
    app = show(given(opened(), ("trips.csv", TRIPS)), "problem")
    [faults] = [each.value for each in app.dataframe if "Found" in each.value]
    [fault] = faults.to_dict("records")
    assert (fault["Row"], fault["Column"], fault["Found"]) == ("7", "Zeitraum", "bald")
    assert fault["What would be right"]


def test_locations_and_flows_in_two_files_make_partnerships_or_missions(store: Store) -> None:
    locations = "id,name,lat,lon\n1,Leeds,53.8,-1.55\n2,Hangzhou,30.27,120.15\n"
    flows = "origin,dest,count\n1,2,3\n"
    app = given(opened(), ("locations.csv", locations), ("flows.csv", flows))
    ran(field(app, "Pairs become").set_value("partnerships").run())
    press(app, "Import")
    [tie] = [each for each in store.records().partnerships if each.home.name == "Leeds"]
    assert tie.partner.name == "Hangzhou"


def test_what_the_atlas_has_exported_changes_nothing(store: Store) -> None:
    everything = make_subject(open_atlas(store.snapshot()), Filter())
    app = given(opened(), ("export.xlsx", workbook(everything, "en", {"Title": "All"})))
    assert "The atlas has written this file itself" in said(app)
    assert "Nothing would change" in said(app)
    assert "Import" not in [each.label for each in app.button]


def test_one_sheet_of_a_workbook_is_chosen(store: Store) -> None:
    app = given(opened(), ("chamber.xlsx", chamber.workbook()))
    sheets = field(app, "Sheets to import", "multiselect")
    assert [sheets.format_func(number) for number in sheets.value] == ["Reisen 2017-2023 (14 rows)"]
    assert "a stop of a mission" in [each.format_func(each.value) for each in app.selectbox]
    assert field(app, "Rows to show", "button_group").value is None
    ran(field(app, "Sheets to import", "multiselect").set_value([]).run())
    assert "Choose a sheet to import" in said(app)
    assert "This will make" not in said(app)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04 cut short", "damaged"),
        ("a.csv", b"%PDF-1.7 <b>x</b>", "PDF"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old kind"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_plain_words(
    name: str, data: bytes, message: str, store: Store
) -> None:
    app = given(opened(), (name, data))
    assert "cannot be imported" in said(app)
    assert message in said(app)
    assert "atlas_sheet" not in app.session_state
    assert "This will make" in said(given(app, ("good.csv", TRIPS)))
    press(app, "Another file")
    assert "cannot be imported" not in said(app)


def test_a_file_that_is_too_large_is_refused_by_the_server_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST_FILE", 1_048_576)
    app = given(opened(), ("big.csv", TRIPS + " " * 1_048_576))
    assert "larger than" in said(app)
    assert "atlas_sheet" not in app.session_state


def test_a_thousand_columns_are_read_and_some_are_shown(store: Store) -> None:
    names = ["Ziel", "Datum", "Von", *(f"Spalte {number}" for number in range(997))]
    row = ["Wuhan", "Mai 2020", "Leipzig", *("x" for _ in range(997))]
    app = given(opened(), ("wide.csv", ";".join(names) + "\n" + ";".join(row) + "\n"))
    assert "960 more columns" in said(app)
    ran(field(app, "Column names stand in row", "number_input").set_value(1).run())
    press(app, "Import")
    assert "Leipzig in Wuhan" in missions(store)


def test_a_table_without_places_asks_which_column_names_them(store: Store) -> None:
    app = given(opened(), ("odd.csv", "Alpha;Beta\nWuhan;Mai 2020\nKunming;Mai 2021\n"))
    columns = [each for each in app.selectbox if each.label.startswith("A")]
    ran(columns[0].set_value("destination").run())
    ran(field(app, "Missions come from", "text_input").set_value("Leipzig").run())
    assert "This will make" in said(app)


def test_what_cells_hold_is_never_markup(store: Store) -> None:
    app = show(given(opened(), ("t.csv", TRIPS)), "possible duplicate")
    assert r"\*\*Noch\*\* einmal" in said(app)
    assert all(not each.allow_html for each in app.markdown)
