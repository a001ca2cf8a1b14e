"""Names on a figure: they meet no other name, marker, arc end or frame, and few arcs.

Greedy point-feature labelling as Christensen, Marks and Shieber (1995) describe it: the most
important place first, each at the best of several hundred places around its marker. A name that
fits nowhere beside its marker stands off and is tied to it by a leader line. One that finds no
place at all may move others aside; and where there are too many, all are set in smaller type.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.figure_fonts import ASCENT, CAP, DESCENT, MIDDLE, text_width
from geo.figure_geometry import crossings, lines_meet_boxes, overlaps, point_distances
from geo.figure_ink import CELL, Ink
from geo.figure_projections import Box
from geo.routes import Array

_NEAR = np.array(
    [(1, 0, 0.0), (-1, 0, 0.6), (1, -1, 0.8), (1, 1, 0.8), (-1, -1, 1.2), (-1, 1, 1.2),
     (0, -1, 1.6), (0, 1, 1.6)]
)  # fmt: skip
"""Places beside a marker: x to the right, y down, and how little each is liked."""
_RINGS = ((1.2, 24), (1.7, 32), (2.3, 32), (3.0, 32), (3.8, 32), (4.7, 40), (5.7, 40), (7.0, 48),
          (8.5, 48), (10.5, 56), (13.0, 64))  # fmt: skip
"""Length of leader lines in multiples of the type size, and in how many directions they go."""
_TIED = np.array(
    [
        (ring, math.cos(2 * math.pi * step / count), math.sin(2 * math.pi * step / count))
        for ring, count in _RINGS
        for step in range(count)
    ]
)
LEADER_COST, LENGTH_COST = 5.0, 1.3
INK_COST = 1.6
"""Of ink under a name, by its cells and the size of the type."""
CROSSING_COST = 0.7
"""Of each sixth of a leader line that lies on ink."""
ROUNDS = 2
MOST_INK = 0.85
"""Share of a name's box that lines may cover: on a thick bundle of arcs no name can be read."""
MOVED_ASIDE = 3
"""Names that one without a place may move."""
TRIES = 6
"""Places that a name without one tries to free."""
HOPELESS = 0.2
"""Share of names without a place above which smaller type is tried at once."""
APART = 0.35
"""Between the end of a leader line and another, in multiples of the type size."""
CLOSE = 1.6
"""Between two markers, in multiples of their radii: of those that are closer, a leader line may
pass over the other."""
CLEAR = 0.04
"""Between a leader line and a marker that is not its own, likewise."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that wants a place, at its marker."""

    key: str
    text: str
    x: float
    y: float
    radius: float
    bold: bool = False
    pictures: frozenset[int] = frozenset({0})
    """Numbers of the pictures, of a moving one, in which the place is shown: names that are never
    seen together may stand on each other."""


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
            names get the first in which they find room, or else the last.
        taken: boxes that no name may enter.
    """
    inside = [
        name
        for name in names
        if frame.left <= name.x <= frame.right and frame.top <= name.y <= frame.bottom
    ]
    if not inside:
        return [], []
    best: _Placement | None = None
    for size in sizes:
        work = _Placement(inside, frame, inks, size, taken)
        hopeless = not work.settle_all() and size != sizes[-1]
        if hopeless:
            continue
        work.make_room()
        if best is None or len(work.chosen) > len(best.chosen):
            best = work
        if len(best.chosen) == len(inside):
            break
    assert best is not None  # the last size is never given up
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
        found = [_candidates(name, size) for name in names]
        boxes, leaders, costs = (np.concatenate(parts) for parts in zip(*found, strict=True))
        owner = np.repeat(np.arange(len(names)), len(_NEAR) + len(_TIED))
        fine = _within(boxes, frame, 0.2 * size)
        for shown in dict.fromkeys(name.pictures for name in names):
            own = np.isin(owner, [i for i, name in enumerate(names) if name.pictures == shown])
            rows = np.flatnonzero(own & fine)
            below = [inks[number] for number in sorted(shown)]
            covered = np.max([ink.inside(boxes[rows]) for ink in below], axis=0)
            fine[rows] = covered <= MOST_INK * _cells(boxes[rows])
            crossed = np.max([_crossed(ink, leaders[rows]) for ink in below], axis=0)
            costs[rows] += covered * CELL / size * INK_COST + crossed * CROSSING_COST
        self._keep_clear(fine, boxes, leaders, owner, taken)
        kept = np.flatnonzero(fine)
        kept = kept[np.lexsort((costs[kept], owner[kept]))]
        self.boxes, self.leaders, self.owner = boxes[kept], leaders[kept], owner[kept]
        self.first = np.searchsorted(self.owner, np.arange(len(names) + 1))
        self.chosen: dict[int, int] = {}
        """Row of the place of each name that has one."""
        self.taken = np.zeros(len(kept), dtype=np.int64)
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
        """Places for names without one, by moving others aside; the more important one stays."""
        for _ in range(ROUNDS):
            for i in range(len(self.names)):
                if i not in self.chosen and not self.settle(i):
                    self._make_room_for(i)
            for i in range(len(self.names)):
                self.settle(i)

    def _make_room_for(self, i: int) -> None:
        first, last = int(self.first[i]), int(self.first[i + 1])
        counts = self.taken[first:last]
        order = np.argsort(counts, kind="stable")
        order = order[counts[order] <= MOVED_ASIDE]
        others = list(self.chosen)
        meets = np.array([self._met_by(self.chosen[j])[first:last] for j in others])
        before = dict(self.chosen)
        fewest, best = MOVED_ASIDE + 1, before
        tried: set[tuple[int, ...]] = set()
        for place in order:
            aside = tuple(others[j] for j in np.flatnonzero(meets[:, place]))
            if aside in tried:
                continue
            if len(tried) == TRIES:
                break
            tried.add(aside)
            for j in aside:
                self._take_away(j)
            self._put(i, first + int(place))
            lost = [j for j in aside if not self.settle(j)]
            if len(lost) < fewest and all(j > i for j in lost):
                fewest, best = len(lost), dict(self.chosen)
            if not lost:
                break
            self._restore(before)
        self._restore(best)

    def _restore(self, chosen: dict[int, int]) -> None:
        for j in [j for j, at in self.chosen.items() if chosen.get(j) != at]:
            self._take_away(j)
        for j, at in chosen.items():
            self._put(j, at)

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

    def _keep_clear(
        self,
        fine: NDArray[np.bool_],
        boxes: Array,
        leaders: Array,
        owner: NDArray[np.int64],
        taken: Sequence[Box],
    ) -> None:
        """Strike out in `fine` the places that meet what is taken, or another's marker."""
        names, size = self.names, self.size
        fixed = np.array([[b.left, b.top, b.right, b.bottom] for b in taken]).reshape(-1, 4)
        fine &= ~overlaps(boxes, fixed, 0.2 * size).any(axis=1)
        fine &= ~lines_meet_boxes(leaders, fixed, 0.0).any(axis=1)
        markers = np.array([[name.x, name.y, name.radius] for name in names])
        for i in range(len(names)):
            own = np.flatnonzero(fine & (owner == i))
            apart = np.hypot(*(markers[:, :2] - markers[i, :2]).T)
            # A marker that shares its spot with this one cannot be avoided.
            seen = self.together[i] & (apart > 0.5)
            others, apart = markers[seen], apart[seen]
            # Letters fill their box from the top of capitals to the base line, seldom below.
            tight = boxes[own] + np.array([0.0, (ASCENT - CAP) * size, 0.0, -0.1 * size])
            reach = others[:, 2:] + 0.5
            marks = np.column_stack([others[:, :2] - reach, others[:, :2] + reach])
            hidden = overlaps(tight, marks, 1.0).any(axis=1)
            clear = others[apart > CLOSE * (others[:, 2] + markers[i, 2])]
            near = point_distances(clear[:, :2], leaders[own]) < clear[:, 2:] + CLEAR * size
            fine[own[hidden | near.any(axis=0)]] = False

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


def _candidates(name: Name, size: float) -> tuple[Array, Array, Array]:
    """Boxes (n, 4), leader lines (n, 4; NaN for none) and costs (n,)."""
    width = text_width(name.text, size, name.bold)
    across, down, liking = _NEAR.T
    reach = name.radius + 0.32 * size
    both = (across != 0) & (down != 0)
    x = across * reach * np.where(both, 0.75, 1.0)
    y = down * np.where(both, reach * 0.55, reach) + down * CAP * size / 2
    left = name.x + x - width * (1 - across) / 2
    base = name.y + y + MIDDLE * size
    ring, cos, sin = _TIED.T
    length = name.radius + ring * size
    end_x, end_y = name.x + cos * length, name.y + sin * length
    # The line meets the name at the middle of the side that faces the marker.
    flat = np.abs(cos) > 0.3
    beside = np.where(cos > 0, end_x + 0.2 * size, end_x - 0.2 * size - width)
    tied_left = np.where(flat, beside, end_x - width / 2)
    above = np.where(sin > 0, end_y + (CAP + 0.15) * size, end_y - DESCENT * size)
    tied_base = np.where(flat, end_y + MIDDLE * size, above)
    left, base = np.concatenate([left, tied_left]), np.concatenate([base, tied_base])
    boxes = np.column_stack([left, base - ASCENT * size, left + width, base + DESCENT * size])
    start = name.radius + 0.5
    lines = np.column_stack([name.x + cos * start, name.y + sin * start, end_x, end_y])
    leaders = np.vstack([np.full((len(_NEAR), 4), np.nan), lines])
    far = LEADER_COST + LENGTH_COST * ring + np.where(flat, 0.0, 0.8)
    return boxes, leaders, np.concatenate([liking, far])


def _within(boxes: Array, frame: Box, edge: float) -> NDArray[np.bool_]:
    """Which boxes lie within the frame."""
    fine: NDArray[np.bool_] = (
        (boxes[:, 0] >= frame.left + edge)
        & (boxes[:, 1] >= frame.top + edge)
        & (boxes[:, 2] <= frame.right - edge)
        & (boxes[:, 3] <= frame.bottom - edge)
    )
    return fine


def _crossed(ink: Ink, leaders: Array) -> Array:
    """How many of the outer six eighths of leader lines, shape (n, 4), lie on ink; 0 for NaN."""
    crossed = np.zeros(len(leaders))
    tied = np.isfinite(leaders[:, 0])
    share = np.linspace(0.0, 1.0, 9)[None, 3:, None]
    spots = leaders[tied, None, :2] * (1 - share) + leaders[tied, None, 2:] * share
    spots = spots.reshape(-1, 2)
    under = ink.inside(np.hstack([spots - CELL, spots + CELL])) > 0
    crossed[tied] = under.reshape(-1, 6).sum(axis=1)
    return crossed


def _cells(boxes: Array) -> Array:
    """Cells of the grid of ink that boxes cover."""
    cells: Array = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) / CELL**2
    return cells
