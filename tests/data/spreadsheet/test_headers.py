"""Which row names the columns, what they hold, and which rows belong together."""

from __future__ import annotations

import pytest

from data.spreadsheet.fields import Field, recognise
from data.spreadsheet.headers import find_header, header_at
from data.spreadsheet.mapping import Layout
from data.spreadsheet.opening import open_tables
from tests.data.spreadsheet.importing import plan, proposals, route


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Reiseziel", Field.DESTINATION),
        ("Destinations", Field.DESTINATION),
        ("REISE-ZIEL(E)", Field.DESTINATION),
        ("Start date", Field.START),
        ("Date(s) of trip", Field.DATES),
        ("Branche", Field.SECTORS),
        ("Brnache", Field.SECTORS),
        ("Teilnehmer*innen", Field.DELEGATES),
        ("Delegationsleitung", Field.LEADERS),
        ("Herkunft", Field.ORIGIN),
        ("Zweck der Reise", Field.PURPOSE),
        ("Reiseziele in China", Field.DESTINATION),
        ("City 2", Field.DESTINATION),
    ],
)
def test_names_of_columns(header: str, field: Field) -> None:
    found, sure = recognise(header)
    assert (found, sure > 0) == (field, True)


@pytest.mark.parametrize("header", ["Cost", "Gesamtkosten", "Total cost (£)", "E-Mail"])
def test_columns_that_are_left_aside(header: str) -> None:
    found, sure = recognise(header)
    assert found is None
    assert sure > 0


@pytest.mark.parametrize("header", ["Farbe", "", "xyz", "Das Wetter in der Stadt war schön"])
def test_columns_that_are_unknown(header: str) -> None:
    assert recognise(header)[0] is None


def fields_of(data: str) -> list[Field | None]:
    (proposal,) = proposals("a.csv", data)
    return [use.field for use in proposal.mapping.columns]


def test_what_a_column_holds_decides_where_its_name_does_not() -> None:
    assert fields_of("From;To;When\nLeipzig;Wuhan;2016\nLeeds;Xi'an;2017\n") == [
        *(Field.ORIGIN, Field.DESTINATION, Field.DATES)
    ]
    assert fields_of("From;To;City\n1.5.2016;3.5.2016;Wuhan\n") == [
        *(Field.START, Field.END, Field.DESTINATION)
    ]
    assert fields_of("Stadt;Ort;Datum\nLeipzig;Wuhan;2016\n") == [
        *(Field.ORIGIN, Field.DESTINATION, Field.DATES)
    ]
    assert fields_of("Region;Land;Zeit\nYorkshire;China;Mai 2016\n") == [
        *(Field.ORIGIN, Field.DESTINATION_COUNTRY, Field.DATES)
    ]


def test_without_a_header_the_cells_tell() -> None:
    assert fields_of("Leipzig;Nanjing;25.6.2019;30.6.2019\nLeeds;Wuhan;1.5.2016;3.5.2016\n") == [
        *(Field.ORIGIN, Field.DESTINATION, Field.START, Field.END)
    ]


def test_misspelt_names_are_a_header_too() -> None:
    assert fields_of("Reisezeil;Daum;Hrekunft\nWuhan;2016;Leipzig\n")[0] is Field.DESTINATION


def test_a_person_can_point_at_the_header() -> None:
    (sheet,) = open_tables("a.csv", b"Ziel;Datum\nNach;Wann\nWuhan;2016\n").sheets
    assert find_header(sheet).last_row < 3
    assert header_at(sheet, 2).names == ("Nach", "Wann")
    assert header_at(sheet, 1, 2).last_row == 2
    assert not header_at(sheet, 0).found


@pytest.mark.parametrize(
    "rows",
    [
        "A trip;Leeds;1.5.2016;3.5.2016;Wuhan\n;;4.5.2016;6.5.2016;Xi'an\n",
        "A trip;Leeds;1.5.2016;3.5.2016;Wuhan\nA trip;Leeds;4.5.2016;6.5.2016;Xi'an\n",
        "A trip;Leeds;1.5.2016;6.5.2016;Wuhan\nA trip;;;;Xi'an\n",
        "A trip;Leeds;1.5.2016;6.5.2016;Wuhan\n;;;;Xi'an\n",
    ],
)
def test_rows_of_stops_are_put_together(rows: str) -> None:
    data = f"Titel;Von;Beginn;Ende;Ort\n{rows}Other;Leeds;2018;;Tianjin\n"
    (proposal,) = proposals("a.csv", data)
    assert proposal.mapping.layout is Layout.STOPS
    first, second = [r for r in plan(data).results if r.entry]
    assert (route(first), route(second)) == (["Wuhan", "Xi'an"], ["Tianjin"])
    assert first.entry is not None
    assert first.entry.mission is not None
    assert str(first.entry.mission.when) == "1 to 6 May 2016"


def test_the_same_title_every_year_is_a_mission_each() -> None:
    data = "Titel;Von;Datum;Ort\nMesse;Leeds;Mai 2016;Wuhan\nMesse;Leeds;Mai 2017;Xi'an\n"
    (proposal,) = proposals("a.csv", data)
    assert proposal.mapping.layout is Layout.MISSIONS
    assert len([r for r in plan(data).results if r.entry]) == 2
