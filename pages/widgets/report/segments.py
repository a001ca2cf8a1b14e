"""A text cut where its marks begin and end, so that each piece is marked alike from end to end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class Marked(Protocol):
    """Whatever lies over a stretch of text."""

    @property
    def start(self) -> int:
        """Offset of its first letter, in Unicode code points."""
        ...

    @property
    def end(self) -> int:
        """Offset behind its last letter."""
        ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text."""

    start: int
    """Offset of its first letter, in Unicode code points."""
    text: str
    marks: tuple[int, ...]
    """Numbers of the marks that lie over all of it, the shortest mark first."""


def segments(text: str, marks: Sequence[Marked]) -> Iterable[Segment]:
    """The pieces in order; joined they are the text. Marks may overlap, and lie one in another."""
    inside = [n for n, mark in enumerate(marks) if 0 <= mark.start < mark.end <= len(text)]
    cuts = {0, len(text), *(edge for n in inside for edge in (marks[n].start, marks[n].end))}
    edges = sorted(cuts)
    inside.sort(key=lambda n: (marks[n].end - marks[n].start, n))
    for start, end in pairwise(edges):
        over = tuple(n for n in inside if marks[n].start <= start and end <= marks[n].end)
        yield Segment(start, text[start:end], over)
