"""Spreadsheets as a city hall, a chamber and a ministry keep them: every row judged by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.spreadsheet.fields import Field
from data.spreadsheet.mapping import Layout
from data.spreadsheet.outcomes import Outcome
from tests.data.spreadsheet import chamber
from tests.data.spreadsheet.importing import by_row, plan, proposals, route

SHEETS = Path(__file__).parent / "sheets"
OK, SKIPPED = Outcome.OK, Outcome.SKIPPED

CITY_HALL: dict[int, tuple[Outcome, str | None, list[str]]] = {
    6: (OK, "12 to 19 March 2017", ["Nanjing", "Shanghai"]),
    7: (OK, "May 2017", ["Xi'an"]),
    8: (OK, "18 to 24 September 2017", ["Beijing", "Tianjin"]),
    9: (OK, "4 to 6 September 2017", ["Leipzig"]),
    11: (OK, "25 to 30 June 2018", ["Nanjing"]),
    12: (OK, "October 2018", ["Shenzhen", "Hong Kong"]),
    13: (OK, "3 May 2018", ["Jiaxing"]),
    14: (OK, "March to May 2018", ["Suzhou"]),
    16: (OK, "25 June to 3 July 2019", ["Beijing", "Shanghai", "Chengdu"]),
    17: (OK, "17 to 23 June 2019", ["Taiyuan"]),
    18: (Outcome.PROBLEM, None, ["Jining"]),
    19: (Outcome.GEOCODE, "November 2019", ["Chongqing"]),
    20: (Outcome.PROBLEM, "December 2019", []),
    21: (Outcome.PROBLEM, "December 2019", ["Wuhan"]),
    22: (OK, "10 to 18 November 2019", ["Xuzhou", "Kunming"]),
    23: (OK, "21 to 29 April 2019", ["Shanghai"]),
}


def test_a_city_halls_table_row_by_row() -> None:
    made = plan((SHEETS / "city_hall.csv").read_bytes(), name="city_hall.csv")
    results = by_row(made)
    for row, (outcome, when, stops) in CITY_HALL.items():
        result = results[row]
        assert result.outcome is outcome, row
        assert route(result) == stops, row
        if outcome is OK:
            assert result.entry is not None
            assert result.entry.mission is not None
            assert str(result.entry.mission.when) == when, row
    assert {row for row, result in results.items() if result.outcome is SKIPPED} == {
        *(1, 2, 4, 5, 10, 15, 24, 25)
    }
    assert made.rows == 24
    first = results[6].entry
    assert first is not None
    assert first.values["sectors"] == ["environment", "logistics"]
    assert first.values["delegates"] == 25
    ninth, called_off = results[9].entry, results[12].entry
    assert ninth is not None
    assert ninth.values["direction"] == "inbound"
    assert called_off is not None
    assert called_off.values["status"] == "cancelled"
    assert any("Quantenoptik" in line for line in results[16].lines())
    assert any("Gesamtkosten" in note for note in made.notes)


def test_a_ministrys_table_of_travel() -> None:
    made = plan(
        (SHEETS / "ministry.csv").read_bytes(), name="ministry.csv", origin="United Kingdom"
    )
    results = by_row(made)
    taken = {row: route(result) for row, result in results.items() if result.outcome is OK}
    assert taken == {
        6: ["Beijing", "Shanghai"],
        8: ["Chengdu", "Chongqing", "Hong Kong"],
        12: ["Guangzhou"],
        14: ["India", "China"],
        15: ["Taipei"],
    }
    reasons = {row: result.reason for row, result in results.items() if result.reason}
    assert reasons[7] == "goes nowhere in China"
    assert reasons[10] == "says that there is nothing to report"
    assert reasons[16] == "is a total"
    assert reasons[18] == "is a note below the table"
    first = results[6].entry
    assert first is not None
    assert first.mission is not None
    assert first.mission.leaders[0].name == "The Rt Hon Ada Sample MP"
    assert first.mission.status == "held"
    assert first.mission.sectors == ("financial-services", "life-sciences")
    # Without an origin every one of them waits for somebody to say it.
    bare = plan((SHEETS / "ministry.csv").read_bytes(), name="ministry.csv")
    assert {r.outcome for r in bare.results} == {Outcome.PROBLEM, SKIPPED}


def test_a_chambers_workbook_of_stops() -> None:
    data = chamber.workbook()
    (proposal,) = proposals("chamber.xlsx", data)
    assert (proposal.header.last_row, proposal.mapping.layout) == (4, Layout.STOPS)
    assert [use.field for use in proposal.mapping.columns] == [
        *(Field.TITLE, Field.ORIGIN, Field.START, Field.END, Field.DESTINATION),
        *(Field.DESTINATION_COUNTRY, Field.DELEGATES, Field.COMPANIES),
    ]
    results = by_row(plan(data, name="chamber.xlsx"))
    first = results[5]
    assert (first.rows, first.outcome) == ((5, 6, 7), OK)
    assert route(first) == ["Beijing", "Chengdu", "Shenzhen"]
    assert first.entry is not None
    assert first.entry.mission is not None
    assert str(first.entry.mission.when) == "6 to 11 March 2017"
    assert results[8].outcome is Outcome.GEOCODE  # "IHK" is no place
    assert results[11].entry is not None
    assert results[11].entry.mission is not None
    assert str(results[11].entry.mission.when) == "4 to 8 February 2019"
    assert results[13].reason == "goes nowhere in China"
    assert results[14].entry is not None
    assert results[14].entry.values["direction"] == "inbound"
    assert results[16].reason == "is a total"


@pytest.mark.parametrize(
    ("cell", "stops"),
    [
        ("1. Peking 2. Schanghai", ["Beijing", "Shanghai"]),
        ("Bath and North East Somerset, Bristol and Tyne and Wear", None),
        ("Jining, Shandong", ["Jining"]),
        ("Nanjing, Jining (Shandong)", ["Nanjing", "Jining"]),
        ("Peking-Shanghai-Guangzhou", ["Beijing", "Shanghai", "Guangzhou"]),
        ("Beijing → Xi'an → Chengdu", ["Beijing", "Xi'an", "Chengdu"]),
        ("25.–27.6. Peking, 28.–30.6. Schanghai", ["Beijing", "Shanghai"]),
        ("Day 1-2: Beijing; Day 3: Tianjin", ["Beijing", "Tianjin"]),
        ("China (Peking, Schanghai)", ["Beijing", "Shanghai"]),
        ("China", ["China"]),
        ("Guangzhou, Foshan", ["Guangzhou", "Foshan"]),
        ("北京、上海、广州", ["Beijing", "Shanghai", "Guangzhou"]),
        ("Reise nach Peking und Tianjin u. a.", ["Beijing", "Tianjin"]),
    ],
)
def test_an_itinerary_in_one_cell(cell: str, stops: list[str] | None) -> None:
    if stops is None:
        made = plan(f'Origin;Destination;Date\n"{cell}";Wuhan;May 2019\n')
        entry = made.results[1].entry
        assert entry is not None
        assert entry.mission is not None
        assert [origin.name for origin in entry.mission.origins] == [
            *("Bath and North East Somerset", "Bristol", "Tyne and Wear")
        ]
        return
    made = plan(f'Origin;Destination;Date\nLeipzig;"{cell}";June 2019\n')
    assert route(made.results[1]) == stops
    assert made.results[1].outcome is OK
