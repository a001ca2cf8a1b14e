"""What words mean that a person marks in a report."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from data.records import SEED_FOLDER, read_vocabulary
from data.report.meaning import Context, MeaninglessError, meaning_of
from tests.builders import CITIES, FixedGeocoder

GEOCODER = FixedGeocoder({**CITIES, "昆明": CITIES["Kunming"]})
CONTEXT = Context(GEOCODER, read_vocabulary(SEED_FOLDER)[0], ("GB", "DE"), ("CN", "HK"), year=2019)
DAY = {"first": "2019-06-25", "last": "2019-06-25"}


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("stops", "Kunming,", {"name": "Kunming", "country": "CN"}),
        ("stops", "昆明", {"name": "Kunming", "country": "CN", "written": "昆明"}),
        ("stops", "Nowhere", {"name": "Nowhere", "country": "CN"}),
        ("origins", "Leipzig", {"name": "Leipzig", "country": "DE"}),
        ("when", "25 June 2019", {**DAY, "standing": "stated"}),
        (
            "when",
            "25. Juni",
            {
                **DAY,
                "standing": "inferred",
                "reason": "The year is taken from the day of publication.",
            },
        ),
        ("delegates", "a 34-strong delegation", 34),
        ("delegates", "zwölf Vertreter", 12),
        ("lead", "Invest Leipzig", "Invest Leipzig"),
        ("leaders", "A. Mayor, Lord Mayor", {"name": "A. Mayor", "role": "Lord Mayor"}),
        ("sectors", "Maschinenbau", "advanced-manufacturing"),
        (
            "agreements",
            "Absichtserklärung zum Handel",
            {"title": "Absichtserklärung zum Handel", "kind": "letter of intent"},
        ),
        ("source", "The Evening Paper", {"publisher": "The Evening Paper"}),
        ("source", "25 June 2019", {"published": {**DAY, "standing": "stated"}}),
    ],
)
def test_words_become_what_they_were_said_to_be(kind: str, words: str, expected: JsonValue) -> None:
    assert meaning_of(kind, words, CONTEXT) == expected


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("stops", " ,. ", "at least one word"),
        ("delegates", "many people", "holds no number"),
        ("sectors", "the weather", "no known sector"),
        ("when", "the other day", "the other day"),
    ],
)
def test_words_that_are_not_that_are_refused_with_the_reason(
    kind: str, words: str, said: str
) -> None:
    with pytest.raises(MeaninglessError, match=said):
        meaning_of(kind, words, CONTEXT)
