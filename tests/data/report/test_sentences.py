from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.report.sentences import Part, split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Cllr. Smith flew to Xi'an. She met Dr. Li.",
            ["Cllr. Smith flew to Xi'an.", "She met Dr. Li."],
        ),
        (
            "Vom 25. bis 30. Juni reist er. Am 1. Juli kommt er.",
            ["Vom 25. bis 30. Juni reist er.", "Am 1. Juli kommt er."],
        ),
        ("He said: “Yes.” Then he left.", ["He said: “Yes.”", "Then he left."]),
        ("z. B. Köln und Bonn. Ende.", ["z. B. Köln und Bonn.", "Ende."]),
        ("3.5 million people. More", ["3.5 million people.", "More"]),
    ],
)
def test_a_stop_is_not_always_an_end(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == sentences


def test_lines_that_a_program_broke_are_one_paragraph() -> None:
    text = (
        "The delegation from Leeds will spend nine days in southern China this\n"
        "year, looking for orders for the toolmakers of the city and for buyers\n"
        "of what its hospitals have invented."
    )
    assert [sentence.paragraph for sentence in split(text)] == [0]


def test_a_programme_keeps_its_lines() -> None:
    text = "6. bis 8. Mai: Seoul\n9. und 10. Mai: Dalian\n11. bis 13. Mai: Shenyang"
    assert len(split(text)) == 3


def test_what_the_sender_says_of_itself_stands_aside() -> None:
    text = (
        "Leeds goes east\n\nA party left for Wuhan. It is large.\n\n"
        "About Leeds City Council\nWe serve."
    )
    assert [s.part for s in split(text)] == [
        Part.HEAD,
        Part.BODY,
        Part.BODY,
        Part.ASIDE,
        Part.ASIDE,
    ]


@given(st.text(alphabet="Ab .!?\n“”1-•é中", max_size=200))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    sentences = split(text)
    assert all(text[s.start : s.end] == s.text and s.text for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
