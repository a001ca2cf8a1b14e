from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geo.palette import PALETTES, Theme, contrast
from pages.widgets.report.looks import LOOKS
from pages.widgets.report.segments import segments


@given(st.text(), st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=6))
def test_pieces_make_the_text_and_each_mark_its_own_words(
    text: str, edges: list[tuple[int, int]]
) -> None:
    marks: list[Any] = [SimpleNamespace(start=start, end=end) for start, end in edges]
    pieces = list(segments(text, marks))
    assert "".join(piece.text for piece in pieces) == text
    for number, (start, end) in enumerate(edges):
        marked = "".join(piece.text for piece in pieces if number in piece.marks)
        assert marked == (text[start:end] if 0 <= start < end <= len(text) else "")


def test_the_shortest_mark_comes_first() -> None:
    long, short = SimpleNamespace(start=0, end=6), SimpleNamespace(start=2, end=4)
    made = {piece.text: piece.marks for piece in segments("abcdef", [long, short])}
    assert made == {"ab": (0,), "cd": (1, 0), "ef": (0,)}


def test_fields_are_told_apart_without_colour_and_seen_on_either_ground() -> None:
    themes: tuple[Theme, ...] = ("light", "dark")
    for theme in themes:
        grounds = {look.colour(theme): look for look in LOOKS.values()}
        assert all(contrast(colour, PALETTES[theme].halo) >= 3 for colour in grounds)
        told = {(look.colour(theme), look.line) for look in LOOKS.values()}
        assert len(told) == len(LOOKS)
