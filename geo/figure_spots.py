"""Where the name of a place may stand: beside its marker, or off it and tied by a leader line.

All lengths are layout pixels. Spots are rows: of boxes (left, top, right, bottom), of leader lines
(x, y, x2, y2; NaN for none), of the number of the name, and of how little the spot is liked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.figure_fonts import ASCENT, CAP, DESCENT, MIDDLE, text_width
from geo.figure_geometry import box_distances, lines_meet_boxes, overlaps, point_distances
from geo.figure_ink import CELL, Ink
from geo.figure_projections import Box
from geo.routes import Array

Spots = tuple[Array, Array, NDArray[np.intp], Array]
"""Boxes (n, 4), leader lines (n, 4), numbers of their names (n,) and costs (n,)."""
_NEAR = np.array(
    [(1, 0, 0.0), (-1, 0, 0.6), (1, -1, 0.8), (1, 1, 0.8), (-1, -1, 1.2), (-1, 1, 1.2),
     (0, -1, 1.6), (0, 1, 1.6)]
)  # fmt: skip
"""Places beside a marker: x to the right, y down, and how little each is liked."""
_RINGS = ((1.2, 24), (1.7, 32), (2.3, 32), (3.0, 32), (3.8, 32), (4.7, 40), (5.7, 40))
"""Length of leader lines in multiples of the type size, and in how many directions they go."""
MANY = 24
"""Names above which leader lines have at most LONGEST: more would be a thicket."""
LONGEST = 4.0
"""Multiples of the type size."""
_TIED = np.array(
    [
        (ring, math.cos(2 * math.pi * step / count), math.sin(2 * math.pi * step / count), 0.0)
        for ring, count in _RINGS
        for step in range(count)
    ]
)
"""Leader lines: length, direction as cosine and sine, and whether the name hangs by its corner."""
_HUNG = _TIED[(np.abs(_TIED[:, 1]) > 0.15) & (np.abs(_TIED[:, 1]) < 0.85)] * [1, 1, 1, 0] + [
    0, 0, 0, 1,
]  # fmt: skip
"""The same for names above or below the end of their line, most of them to one side of it."""
LEADER_COST, LENGTH_COST, LONG_COST = 5.0, 1.3, 0.1
"""Of a leader line, of its length in multiples of the type size, and of the square of that."""
INK_COST = 1.6
"""Of ink under a name, by its cells and the size of the type."""
CROSSING_COST = 0.7
"""Of each sixth of a leader line that lies on ink."""
MOST_INK = 0.4
"""Share of a name's box that lines may cover: on a thick bundle of arcs no name can be read."""
MOST_CROSSED = 1
"""Sixths of a leader line that may lie on ink: among many arcs no line can be followed."""
IMPORTANT, LENIENT = 8, 2
"""Names that ought not to be missing, a third of all at most, and by what both limits are
multiplied for them."""
CLOSE = 1.6
"""Between two markers, in multiples of their radii: of those that are closer, a leader line may
pass over the other."""
DOUBT_COST = 4.0
"""Of a name that stands closer to another marker, or whose leader line passes over one."""
NEARER = 0.15
"""Multiples of the type size by which a name is closer to its own marker than to others."""
STRANGE = 0.35
"""Share of its distance from its own marker to which a tied name may come to another one."""
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


def find_spots(
    names: Sequence[Name],
    together: NDArray[np.bool_],
    frame: Box,
    inks: Sequence[Ink],
    size: float,
    taken: Sequence[Box],
) -> Spots:
    """Every spot at which a name could stand if there were no other names, the spots of a name
    together and the best of them first.

    Args:
        names: with their markers, which no name but their own may touch.
        together: shape (n, n), which of the names are ever seen together.
        frame, inks, taken: as for `geo.figure_labels.place_names`.
        size: of type.
    """
    few = len(names) <= MANY
    lines = np.vstack([_TIED, _HUNG]) if few else _TIED[_TIED[:, 0] <= LONGEST]
    found = [_candidates(name, size, lines) for name in names]
    boxes, leaders, costs = (np.concatenate(parts) for parts in zip(*found, strict=True))
    owner = np.repeat(np.arange(len(names)), len(_NEAR) + len(lines))
    fine = _within(boxes, frame, 0.2 * size)
    for shown in dict.fromkeys(name.pictures for name in names):
        own = np.isin(owner, [i for i, name in enumerate(names) if name.pictures == shown])
        rows = np.flatnonzero(own & fine)
        below = [inks[number] for number in sorted(shown)]
        covered = np.max([ink.inside(boxes[rows]) for ink in below], axis=0)
        lenient = np.where(owner[rows] < min(IMPORTANT, len(names) / 3.0), LENIENT, 1)
        fine[rows] = covered <= lenient * MOST_INK * _cells(boxes[rows])
        crossed = np.max([_crossed(ink, leaders[rows]) for ink in below], axis=0)
        fine[rows] &= crossed <= lenient * MOST_CROSSED
        costs[rows] += covered * CELL / size * INK_COST + crossed * CROSSING_COST
    _keep_clear(names, together, fine, costs, boxes, leaders, owner, size, taken)
    kept = np.flatnonzero(fine)
    kept = kept[np.lexsort((costs[kept], owner[kept]))]
    return boxes[kept], leaders[kept], owner[kept], costs[kept]


def _keep_clear(
    names: Sequence[Name],
    together: NDArray[np.bool_],
    fine: NDArray[np.bool_],
    costs: Array,
    boxes: Array,
    leaders: Array,
    owner: NDArray[np.int64],
    size: float,
    taken: Sequence[Box],
) -> None:
    """Strike out in `fine` the places that meet what is taken, or another's marker, and make
    dear those that one may take for another's."""
    fixed = np.array([[b.left, b.top, b.right, b.bottom] for b in taken]).reshape(-1, 4)
    fine &= ~overlaps(boxes, fixed, 0.2 * size).any(axis=1)
    fine &= ~lines_meet_boxes(leaders, fixed, 0.0).any(axis=1)
    markers = np.array([[name.x, name.y, name.radius] for name in names])
    for i in range(len(names)):
        own = np.flatnonzero(fine & (owner == i))
        apart = np.hypot(*(markers[:, :2] - markers[i, :2]).T)
        # A marker that shares its spot with this one cannot be avoided.
        seen = together[i] & (apart > 0.5)
        others, apart = markers[seen], apart[seen]
        # Letters fill their box from the top of capitals to the base line, seldom below.
        tight = boxes[own] + np.array([0.0, (ASCENT - CAP) * size, 0.0, -0.1 * size])
        reach = others[:, 2:] + 0.5
        marks = np.column_stack([others[:, :2] - reach, others[:, :2] + reach])
        hidden = overlaps(tight, marks, 1.0).any(axis=1)
        clear = others[apart > CLOSE * (others[:, 2] + markers[i, 2])]
        near = point_distances(clear[:, :2], leaders[own]) < clear[:, 2:] + CLEAR * size
        away = box_distances(boxes[own], clear) - clear[:, 2]
        over = point_distances(others[:, :2], leaders[own]) < others[:, 2:]
        nearer = box_distances(boxes[own], others) - others[:, 2]
        mine = box_distances(boxes[own], markers[i : i + 1]) - markers[i, 2]
        untied = ~np.isfinite(leaders[own, 0])
        taken_for = ~untied & (away < STRANGE * mine).any(axis=1)
        fine[own[hidden | near.any(axis=0) | taken_for]] = False
        strange = untied & (nearer < mine + NEARER * size).any(axis=1)
        costs[own] += DOUBT_COST * (strange | over.any(axis=0))


def _candidates(name: Name, size: float, tied: Array) -> tuple[Array, Array, Array]:
    """Boxes (n, 4), leader lines (n, 4; NaN for none) and costs (n,)."""
    width = text_width(name.text, size, name.bold)
    across, down, liking = _NEAR.T
    reach = name.radius + 0.32 * size
    both = (across != 0) & (down != 0)
    x = across * reach * np.where(both, 0.75, 1.0)
    y = down * np.where(both, reach * 0.55, reach) + down * CAP * size / 2
    left = name.x + x - width * (1 - across) / 2
    base = name.y + y + MIDDLE * size
    ring, cos, sin, hung = tied.T
    length = name.radius + ring * size
    end_x, end_y = name.x + cos * length, name.y + sin * length
    # The line meets the name at the middle of the side that faces the marker.
    flat = (np.abs(cos) > 0.3) & (hung == 0.0)
    beside = np.where(cos > 0, end_x + 0.2 * size, end_x - 0.2 * size - width)
    corner = np.where(cos > 0, end_x - 0.4 * size, end_x + 0.4 * size - width)
    tied_left = np.where(flat, beside, np.where(hung == 0.0, end_x - width / 2, corner))
    above = np.where(sin > 0, end_y + (CAP + 0.15) * size, end_y - DESCENT * size)
    tied_base = np.where(flat, end_y + MIDDLE * size, above)
    left, base = np.concatenate([left, tied_left]), np.concatenate([base, tied_base])
    boxes = np.column_stack([left, base - ASCENT * size, left + width, base + DESCENT * size])
    start = name.radius + 0.5
    lines = np.column_stack([name.x + cos * start, name.y + sin * start, end_x, end_y])
    leaders = np.vstack([np.full((len(_NEAR), 4), np.nan), lines])
    far = LEADER_COST + LENGTH_COST * ring + LONG_COST * ring**2 + np.where(flat, 0.0, 0.8)
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
