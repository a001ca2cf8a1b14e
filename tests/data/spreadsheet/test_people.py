"""Names of people with their offices, numbers of people, and words of single cells."""

from __future__ import annotations

import pytest

from data.records import read_records
from data.spreadsheet.people import leader_values, split_people
from data.spreadsheet.values import (
    read_agreements,
    read_count,
    read_direction,
    read_sectors,
    read_status,
    read_urls,
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Sample (Mayor)", [("Ada Sample", "Mayor")]),
        ("Ada Sample, Mayor and Bo Test, Head", [("Ada Sample", "Mayor"), ("Bo Test", "Head")]),
        ("Ada Sample; Bo Test", [("Ada Sample", None), ("Bo Test", None)]),
        ("Ada Sample, Bo Test", [("Ada Sample", None), ("Bo Test", None)]),
        ("A. Sample, Head of Trade and Ports", [("A. Sample", "Head of Trade and Ports")]),
    ],
)
def test_people_and_offices(text: str, people: list[tuple[str, str | None]]) -> None:
    assert split_people(text) == people


def test_an_office_before_the_name_and_in_its_own_column() -> None:
    assert leader_values(["Oberbürgermeisterin Ada von Sample"], []) == [
        {"name": "Ada von Sample", "role": "Oberbürgermeisterin"}
    ]
    assert leader_values(["Ada Sample"], ["Leader"]) == [{"name": "Ada Sample", "role": "Leader"}]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("ca. 25", 25, 25, "about"),
        ("20-strong", 20, 20, None),
        ("12 Personen", 12, 12, None),
        ("12–15", 12, 15, None),
        ("über 30", 30, 30, "more than"),
        ("1.200", 1200, 1200, None),
        ("12.0", 12, 12, None),
        ("25 (davon 10 Firmen)", 25, 25, None),
        ("zwölf", 12, 12, None),
        ("5 + 7", 12, 12, None),
    ],
)
def test_numbers_of_people(text: str, low: int, high: int, qualifier: str | None) -> None:
    count = read_count(text)
    assert count is not None
    assert (count.low, count.high, count.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize("text", ["several", "", "viele", "99999999999999999"])
def test_what_is_no_number(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize(
    ("text", "keys", "unknown"),
    [
        ("Luft- und Raumfahrt, Logistik", ("aerospace", "logistics"), ()),
        ("Food and drink & Tourism", ("food-agriculture", "tourism"), ()),
        ("Automobilindustrie / Quantenoptik", ("automotive",), ("Quantenoptik",)),
        ("n/a", (), ()),
    ],
)
def test_sectors(text: str, keys: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    read = read_sectors(text, read_records().vocabulary)
    assert (read.keys, read.unknown) == (keys, unknown)


def test_words_of_status_and_direction() -> None:
    told = ["durchgeführt", "nicht durchgeführt", "in planning", "took place in May", "abgesagt"]
    assert list(map(read_status, told)) == ["held", "cancelled", "planned", "held", "cancelled"]
    assert read_status("blue") is None
    assert list(map(read_direction, ["Outward mission", "Besuch aus China", "?"])) == [
        *("outbound", "inbound", None)
    ]


def test_agreements_and_addresses() -> None:
    made, count = read_agreements("MoU with Wuhan; Städtepartnerschaft mit Xuzhou")
    assert [each.kind for each in made] == ["memorandum of understanding", "partnership agreement"]
    assert count is None
    assert read_agreements("2 MoUs") == ((), 2)
    assert read_agreements("nein") == ((), None)
    assert read_urls("See www.example.org/a, https://example.com/b.") == (
        *("https://www.example.org/a", "https://example.com/b"),
    )
