"""What the reader takes from whole reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.report.facts import Journey
from data.report.reader import Reader
from data.report.score import Tally, score_folder, unsupported

REPORTS = Path(__file__).parents[2] / "reports" / "dev"
SHORT = Path(__file__).parents[2] / "reports" / "short"


def test_short_reports_are_read(reader: Reader) -> None:
    wrong: list[str] = []
    files = sorted(SHORT.glob("*.txt"))
    for file in files:
        labels = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        reading = reader.read(file.read_text(encoding="utf-8"))
        assert list(unsupported(reading)) == [], file
        right = (
            reading.direction.value == labels["direction"]
            and {p.name for p in reading.origins} == {p["name"] for p in labels["origins"]}
            and [p.name for p in reading.stops] == [p["name"] for p in labels["stops"]]
        )
        wrong += [] if right else [file.stem]
    assert len(files) >= 80
    assert len(wrong) <= 3, wrong


def test_the_labelled_reports_are_read_well(reader: Reader) -> None:
    score = score_folder(REPORTS, reader)
    assert score.reports >= 40
    assert score.without_quote == []
    tallies = score.tallies
    for name in ("direction", "origins", "stops", "year", "start month", "published"):
        assert tallies[name].f1 >= 0.95, name
    for name in ("order", "start", "end", "status", "leaders"):
        assert tallies[name].f1 >= 0.9, name
    for name in ("sectors", "delegates", "agreements"):
        assert tallies[name].f1 >= 0.75, name


def test_every_label_is_of_the_shape_that_is_scored() -> None:
    for file in sorted(REPORTS.glob("*.json")):
        labels = json.loads(file.read_text(encoding="utf-8"))
        assert labels["direction"] in set(Journey), file
        assert file.with_suffix(".txt").is_file()


WORDS = st.sampled_from(
    [
        "A",
        "delegation",
        "from",
        "Leeds",
        "visited",
        "Wuhan",
        "on",
        "3",
        "May",
        "2019",
        ".",
        "“",
        "”",
        ",",
        "\n\n",
        "Mayor",
        "Jane",
        "Hull",
        ",",
        "20-strong",
        "Die",
        "Reise",
        "nach",
        "Peking",
        "(",
        "Hongkong",
        ")",
        "–",
        "im",
        "Juni",
        "signed",
        "a",
        "memorandum",
        "with",
        "Kunming,",
        "Yunnan",
        "\ufeff",
        "\u2028",
        "\ue000",
        "昆明",
        "Leipziger",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_no_text_breaks_the_reader_and_every_fact_is_quoted(reader: Reader, text: str) -> None:
    assert list(unsupported(reader.read(text))) == []


def test_json_has_the_keys_that_are_promised(reader: Reader) -> None:
    values = reader.read("A delegation from Hull visited Weihai.").to_json()
    assert list(values) == [
        "direction",
        "origins",
        "stops",
        "start",
        "end",
        "year",
        "year_standing",
        "published",
        "sectors",
        "delegates",
        "lead",
        "leaders",
        "agreements",
        "status",
        "evidence",
        "left_out",
    ]
    assert all(
        list(entry) == ["field", "value", "quote", "start", "end", "standing", "reason"]
        for entry in values["evidence"]
    )


def test_a_text_without_words_for_it_leaves_a_field_empty(reader: Reader) -> None:
    reading = reader.read("A British delegation has arrived in Wuhan.")
    assert (reading.start, reading.year, reading.delegates, reading.lead) == (None,) * 4
    assert (reading.sectors, reading.leaders, reading.agreements) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "start", "end", "standing"),
    [
        (
            "Leeds delegation visits Wuhan from 3 to 9 June 2024.",
            "2024-06-03",
            "2024-06-09",
            "stated",
        ),
        (
            "12 May 2023\n\nA delegation from Leeds flew to Wuhan last Monday "
            "and returned yesterday.",
            "2023-05-08",
            "2023-05-11",
            "inferred",
        ),
        (
            "Köln, 2. Juni 2017\n\nEine Kölner Delegation ist gestern von einer fünftägigen "
            "Reise nach Peking zurückgekehrt.",
            "2017-05-28",
            "2017-06-01",
            "inferred",
        ),
        ("A delegation from Leeds visited Wuhan in May 2018.", "2018-05", "2018-05", "stated"),
        ("A delegation from Leeds will visit Wuhan from 3 to 9 June.", None, None, None),
    ],
)
def test_dates(
    reader: Reader, text: str, start: str | None, end: str | None, standing: str | None
) -> None:
    reading = reader.read(text)
    assert (reading.start, reading.end) == (start, end)
    assert (reading.year_standing.value if reading.year_standing else None) == standing


def test_an_anniversary_gives_the_year(reader: Reader) -> None:
    reading = reader.read(
        "In June a delegation of Liverpool head teachers will travel to Shanghai. The visit marks "
        "the 25th anniversary of the twinning of Liverpool and Shanghai."
    )
    assert (reading.start, reading.year) == ("2024-06", 2024)


def test_those_who_travel_and_what_they_sign(reader: Reader) -> None:
    reading = reader.read(
        "A 22-strong delegation from Sheffield, led by Councillor Maureen Lincoln, Leader of the "
        "Council, visited Chengdu last week. The trip was organised by Sheffield City Council. In "
        "Chengdu the two cities signed a memorandum of understanding on medical technology."
    )
    assert reading.delegates == 22
    assert reading.lead == "Sheffield City Council"
    assert [person.name for person in reading.leaders] == ["Maureen Lincoln"]
    assert [(a.kind, a.place) for a in reading.agreements] == [
        ("memorandum of understanding", "Chengdu")
    ]
    assert reading.sectors == ("life-sciences",)


def test_the_score_counts_each_kind_of_error() -> None:
    tally = Tally()
    tally.add(["a", "b"], ["b", "c"])
    assert (tally.right, tally.wrong, tally.missed, tally.f1) == (1, 1, 1, 0.5)
    assert Tally().f1 == 1.0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Die Abordnung aus Dalian ist heute (Donnerstag, 14.06.2012) empfangen worden.", 14),
        ("The delegation from Leeds was received today (12 June 2012) in Hangzhou.", 12),
        ("The delegation from Leeds was received in Hangzhou on 12 June 2012 by the mayor.", None),
    ],
)
def test_a_date_beside_today_is_the_day_of_publication(
    reader: Reader, text: str, day: int | None
) -> None:
    published = reader.read(text).to_json()["published"]
    assert published == (None if day is None else f"2012-06-{day}")


def test_whoever_led_an_earlier_journey_alone_does_not_lead_this_one(reader: Reader) -> None:
    text = (
        "Leeds and Hangzhou agreed on closer ties during a trade mission led by Mayor Jane "
        "Holroyd last year.\n\nThis week a delegation from Leeds, led by Councillor Mark "
        "Thwaite, is visiting Hangzhou."
    )
    assert [leader.name for leader in reader.read(text).leaders] == ["Mark Thwaite"]
