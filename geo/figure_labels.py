"""Names on a figure: they meet no other name, marker, arc end or frame, and few arcs.

Greedy point-feature labelling as Christensen, Marks and Shieber (1995) describe it: the most
important place first, each at the best of several hundred places around its marker. A name that
fits nowhere beside its marker stands off and is tied to it by a leader line. One that finds no
place at all may move others aside; and where there are too many, all are set in smaller type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.figure_fonts import ASCENT
from geo.figure_geometry import crossings, lines_meet_boxes, overlaps, point_distances
from geo.figure_ink import Ink
from geo.figure_projections import Box
from geo.figure_spots import Name, find_spots

ROUNDS = 2
MOVED_ASIDE = 3
"""Names that one without a place may move."""
WORSE = 5.0
"""By how much the cost of such a name's place may grow: a leader line near the marker, no more."""
TRIES = 6
"""Places that a name without a good one tries to free."""
CROWDED = 40
"""Names above which none looks for a better place: there is hardly one."""
DEAR, DEAREST = 7.0, 16
"""Cost of a place from which a better one is looked for, and for how many names at most."""
HOPELESS = 0.2
"""Share of names without a place above which smaller type is tried at once."""
GAIN = 0.05
"""Share of the names that must find room in smaller type alone, for it to be better."""
APART = 0.35
"""Between the end of a leader line and another, in multiples of the type size."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in its place."""

    key: str
    text: str
    x: float
    """Left edge of the text."""
    y: float
    """Base line."""
    bold: bool
    size: float
    leader: tuple[float, float, float, float] | None
    """From the marker to the name, where it stands off."""


def place_names(
    names: Sequence[Name],
    frame: Box,
    inks: Sequence[Ink],
    sizes: Sequence[float],
    taken: Sequence[Box] = (),
) -> tuple[list[Placed], list[Name]]:
    """Where each name stands, and those for which there is no room.

    Args:
        names: the most important first.
        frame: no name leaves it; a marker outside it is not named.
        inks: the lines of each picture; a still one has one.
        sizes: of type in pixels, from the one that is wanted to the smallest that can be read; all
            names get the first in which they find room, or else a smaller one only where many more
            find it.
        taken: boxes that no name may enter.
    """
    inside = [
        name
        for name in names
        if frame.left <= name.x <= frame.right and frame.top <= name.y <= frame.bottom
    ]
    if not inside:
        return [], []
    tried: list[_Placement] = []
    for size in sizes:
        work = _Placement(inside, frame, inks, size, taken)
        hopeless = not work.settle_all()
        if hopeless and size != sizes[-1]:
            continue
        work.make_room()
        tried.append(work)
        if not work.unnamed:
            break
    best = tried[0]
    for work in tried[1:]:
        if best.unnamed - work.unnamed > GAIN * len(inside):
            best = work
    placed = [best.placed(i) for i in range(len(inside)) if i in best.chosen]
    return placed, [name for i, name in enumerate(inside) if i not in best.chosen]


class _Placement:
    """All places of all names in one table, the places of a name together, the best first."""

    def __init__(
        self,
        names: Sequence[Name],
        frame: Box,
        inks: Sequence[Ink],
        size: float,
        taken: Sequence[Box],
    ) -> None:
        self.names, self.size = names, size
        self.together = np.array([[bool(a.pictures & b.pictures) for b in names] for a in names])
        spots = find_spots(names, self.together, frame, inks, size, taken)
        self.boxes, self.leaders, self.owner, self.costs = spots
        self.first = np.searchsorted(self.owner, np.arange(len(names) + 1))
        self.chosen: dict[int, int] = {}
        """Row of the place of each name that has one."""
        self.taken = np.zeros(len(self.owner), dtype=np.int64)
        """How many of the chosen places each place would meet."""
        self._meets: dict[int, NDArray[np.bool_]] = {}
        tied = np.isfinite(self.leaders[:, :1])
        ends = np.where(tied, self.leaders, self.boxes)
        low = np.minimum(self.boxes[:, :2], np.minimum(ends[:, :2], ends[:, 2:]))
        high = np.maximum(self.boxes[:, 2:], np.maximum(ends[:, :2], ends[:, 2:]))
        self._low, self._high = low.T.copy(), high.T.copy()

    def settle_all(self) -> bool:
        """Every name in turn, then rounds in which each may move to a better place. False, and at
        once, where so many find none that this size of type is hopeless."""
        lost = 0
        for i in range(len(self.names)):
            lost += not self.settle(i)
            if lost > HOPELESS * len(self.names):
                return False
        for _ in range(ROUNDS):
            before = dict(self.chosen)
            for i in range(len(self.names)):
                self.settle(i)
            if self.chosen == before:
                break
        return True

    def settle(self, i: int) -> bool:
        """Move a name to its best free place; whether it has one."""
        rows = slice(self.first[i], self.first[i + 1])
        free = self.taken[rows] == 0
        if not free.any():
            return i in self.chosen
        self._put(i, int(self.first[i]) + int(np.argmax(free)))
        return True

    def make_room(self) -> None:
        """Places for names without one, by moving others aside, of which the more important ones
        stay; then better places for names that are far from their markers."""
        for _ in range(ROUNDS):
            for i in range(len(self.names)):
                if i not in self.chosen and not self.settle(i):
                    self._make_room_for(i)
            for i in range(len(self.names)):
                self.settle(i)
        if len(self.names) > CROWDED:
            return
        dear = sorted(self.chosen, key=lambda i: -self.costs[self.chosen[i]])
        for i in dear[:DEAREST]:
            if self.costs[self.chosen[i]] > DEAR:
                self._improve(i)

    def _make_room_for(self, i: int) -> None:
        first, last = int(self.first[i]), int(self.first[i + 1])
        order = first + np.argsort(self.taken[first:last], kind="stable")
        before = dict(self.chosen)
        fewest, best = MOVED_ASIDE + 1, before
        for lost in self._attempts(i, order):
            if len(lost) < fewest and all(j > i for j in lost) and self._near(before):
                fewest, best = len(lost), dict(self.chosen)
        self._restore(best)

    def _near(self, before: dict[int, int]) -> bool:
        """Whether no name has come much farther from its marker than it was before."""
        return all(
            self.costs[row] <= self.costs[before.get(j, row)] + WORSE
            for j, row in self.chosen.items()
        )

    def _improve(self, i: int) -> None:
        better = np.arange(self.first[i], self.chosen[i])
        least, best = self._cost() - 1.0, dict(self.chosen)
        for lost in self._attempts(i, better):
            if not lost and self._cost() < least:
                least, best = self._cost(), dict(self.chosen)
        self._restore(best)

    def _cost(self) -> float:
        return float(self.costs[list(self.chosen.values())].sum())

    def _attempts(self, i: int, rows: NDArray[np.intp]) -> Iterator[list[int]]:
        """Put a name at each of the rows in turn, and those that it meets elsewhere; yields which
        of them find no other place. Every attempt is undone before the next."""
        rows = rows[self.taken[rows] <= MOVED_ASIDE]
        others = [j for j in self.chosen if j != i]
        if not len(rows) or not others:
            return
        meets = np.array([self._met_by(self.chosen[j])[rows] for j in others])
        before = dict(self.chosen)
        tried: set[tuple[int, ...]] = set()
        for number, row in enumerate(rows):
            aside = tuple(others[j] for j in np.flatnonzero(meets[:, number]))
            if aside in tried:
                continue
            if len(tried) == TRIES:
                break
            tried.add(aside)
            for j in aside:
                self._take_away(j)
            self._put(i, int(row))
            yield [j for j in aside if not self.settle(j)]
            self._restore(before)

    def _restore(self, chosen: dict[int, int]) -> None:
        for j in [j for j, at in self.chosen.items() if chosen.get(j) != at]:
            self._take_away(j)
        for j, at in chosen.items():
            self._put(j, at)

    @property
    def unnamed(self) -> int:
        """Names without a place."""
        return len(self.names) - len(self.chosen)

    def placed(self, i: int) -> Placed:
        """A name at the place chosen for it."""
        name, row = self.names[i], self.chosen[i]
        left, top = (float(v) for v in self.boxes[row][:2])
        line = self.leaders[row]
        leader = tuple(round(float(v), 2) for v in line) if np.isfinite(line[0]) else None
        base = top + ASCENT * self.size
        return Placed(
            name.key, name.text, left, base, name.bold, self.size,
            leader,  # type: ignore[arg-type]
        )  # fmt: skip

    def _put(self, i: int, row: int) -> None:
        if self.chosen.get(i) == row:
            return
        self._take_away(i)
        self.chosen[i] = row
        self.taken += self._met_by(row)

    def _take_away(self, i: int) -> None:
        row = self.chosen.pop(i, None)
        if row is not None:
            self.taken -= self._met_by(row)

    def _met_by(self, row: int) -> NDArray[np.bool_]:
        """Which places of other names a place meets, with its box or its leader line."""
        known = self._meets.get(row)
        if known is not None:
            return known
        size, reach = self.size, 0.4 * self.size
        near = self.together[self.owner[row]][self.owner] & (self.owner != self.owner[row])
        for low, high in zip(self._low, self._high, strict=True):
            near &= (low < high[row] + reach) & (high > low[row] - reach)
        rows = np.flatnonzero(near)
        boxes, leaders = self.boxes[rows], self.leaders[rows]
        box, line = self.boxes[row : row + 1], self.leaders[row : row + 1]
        meets = overlaps(boxes, box, 0.14 * size)[:, 0]
        tied = np.isfinite(leaders[:, 0])
        meets[tied] |= lines_meet_boxes(leaders[tied], box, 0.1 * size)[:, 0]
        if np.isfinite(line[0, 0]):
            meets |= lines_meet_boxes(line, boxes, 0.1 * size)[0]
            theirs = leaders[tied]
            close = point_distances(line[:, 2:], theirs)[0] < APART * size
            close |= point_distances(theirs[:, 2:], line)[:, 0] < APART * size
            meets[tied] |= close | crossings(theirs, line)[:, 0]
        found = np.zeros(len(self.owner), dtype=np.bool_)
        found[rows[meets]] = True
        self._meets[row] = found
        return found
