"""Names that are nearly right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Near(NamedTuple):
    """A name that resembles what was asked for."""

    name: str
    """Folded."""
    slips: int
    """Letters left out, put in, changed, or swapped with their neighbour."""
    likeness: float
    """0 to 100: the share of letters that are right."""


def slips_allowed(length: int) -> int:
    """How many slips a name of so many letters may hold.

    Most misspellings of towns are one slip; two letters wrong of eight make another word more often
    than a misspelling ("Atlantis" is not Atlanta). Under five letters every name is near another.
    """
    if length < 5:
        return 0
    if length < 10:
        return 1
    return 2 if length < 16 else 3


class FuzzyIndex:
    """Folded names, grouped by first letter, because people hardly ever get that one wrong, and by
    length, because so many slips change it by no more."""

    def __init__(self, names: Iterable[str]) -> None:
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in names:
            groups[name[0], len(name)].append(name)
        self._groups = dict(groups)

    def near(self, folded: str) -> tuple[Near, ...]:
        """The names within the slips allowed, nearest first; none for a short or non-Latin name.

        A swap of the first two letters ("Hcongqing") is a slip like any other.
        """
        allowed = slips_allowed(len(folded))
        if not allowed or not folded.isascii() or not folded.isalpha():
            return ()
        found: dict[str, int] = {}
        lengths = range(len(folded) - allowed, len(folded) + allowed + 1)
        for group in product({folded[0], folded[1]}, lengths):
            names = self._groups.get(group, [])
            hits = process.extract(
                folded, names, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            for name, slips, _ in hits:
                swapped = name[:2] == folded[1::-1]
                if name[0] == folded[0] or swapped:
                    found[name] = int(slips)
        near = (
            Near(name, slips, round(100 * (1 - slips / max(len(name), len(folded))), 1))
            for name, slips in found.items()
        )
        return tuple(sorted(near, key=lambda n: (n.slips, n.name)))
