from __future__ import annotations

import pytest

from data.report.paragraphs import Paragraphs


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Head\n\nOne wraps\nhere.\n \nTwo", "here", "paragraph 2"),
        ("Head\n\nOne wraps\nhere.\n \nTwo", "Two", "paragraph 3"),
        ("Head\nOne\nTwo", "Two", "paragraph 3"),
        ("\n\n  Head", "Head", "paragraph 1"),
    ],
)
def test_blank_lines_part_paragraphs_else_lines_do(text: str, word: str, expected: str) -> None:
    assert Paragraphs(text).named([text.index(word)]) == expected


def test_several_are_listed_once_in_order() -> None:
    text = "a\n\nb\n\nc\n\nd"
    offsets = [text.index(letter) for letter in "dabb"]
    assert Paragraphs(text).named(offsets) == "paragraphs 1, 2 and 4"
    assert Paragraphs(text).named([]) == ""
