"""What lies under the names of a figure, in a grid that answers quickly how much is in a box."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.figure_projections import Box
from geo.routes import Array

CELL = 2.0
"""Pixels of a cell of the grid."""
END_REACH = 9.0
"""Pixels from an arc's end within which its ink counts for much more."""
MANY = 300
"""Lines above which they are looked at less closely: they cover the ground anyhow."""
LONGEST_STEP = 400.0
"""Pixels between two points of a line beyond which it jumps across the edge of the world."""


class Ink:
    """The ink of the lines of one map."""

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        shape = (int(frame.height / CELL) + 2, int(frame.width / CELL) + 2)
        self._grid = np.zeros(shape)
        self._sums: Array | None = None

    def lines(self, paths: Sequence[Array], widths: Sequence[float]) -> None:
        """Add lines of positions, shape (n, 2); NaN and jumps break them. Their ends weigh more."""
        if not paths:
            return
        a, b, ends, width = _segments(paths, widths, 1 if len(paths) <= MANY else 3)
        frame, reach = self._frame, 12.0
        low, high = np.minimum(a, b) - reach, np.maximum(a, b) + reach
        with np.errstate(invalid="ignore"):
            length = np.hypot(*(b - a).T)
            kept = np.isfinite(length) & (length < LONGEST_STEP)
            kept &= (high[:, 0] > frame.left) & (low[:, 0] < frame.right)
            kept &= (high[:, 1] > frame.top) & (low[:, 1] < frame.bottom)
        a, b, ends, width, length = a[kept], b[kept], ends[kept], width[kept], length[kept]
        if not len(a):
            return
        # Segments of one length class are sampled together.
        between = CELL if len(paths) <= MANY else 2.0 * CELL
        steps = 2 ** np.ceil(np.log2(np.maximum(length / between, 1.0))).astype(np.int64)
        for count in np.unique(steps):
            chosen = steps == count
            share = ((np.arange(count) + 0.5) / count)[None, :, None]
            first, second = a[chosen, None, :], b[chosen, None, :]
            points = first + (second - first) * share
            near = np.minimum(
                np.hypot(*np.moveaxis(points - ends[chosen, None, :2], -1, 0)),
                np.hypot(*np.moveaxis(points - ends[chosen, None, 2:], -1, 0)),
            )
            weight = np.where(near < END_REACH, 4.0, 1.0)
            along = (second - first) / np.maximum(length[chosen], 1e-9)[:, None, None]
            across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
            wide = width[chosen][:, None, :]
            thick = float(wide.max()) > 2.5 and len(paths) <= MANY
            for side in (-0.5, 0.0, 0.5) if thick else (0.0,):
                self._add((points + across * wide * side).reshape(-1, 2), weight.ravel())

    def _add(self, points: Array, weight: Array) -> None:
        column = ((points[:, 0] - self._frame.left) / CELL).astype(np.int64)
        row = ((points[:, 1] - self._frame.top) / CELL).astype(np.int64)
        kept = (column >= 0) & (row >= 0)
        kept &= (column < self._grid.shape[1]) & (row < self._grid.shape[0])
        # Many arcs on top of each other are no worse to cross than a few.
        for level in (1.0, 4.0):
            chosen = kept & (weight == level)
            self._grid[row[chosen], column[chosen]] = np.maximum(
                self._grid[row[chosen], column[chosen]], level
            )
        self._sums = None

    def inside(self, boxes: Array) -> Array:
        """Ink in boxes, shape (n, 4): left, top, right, bottom."""
        if self._sums is None:
            self._sums = np.pad(self._grid.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        sums = self._sums
        high, wide = sums.shape[0] - 1, sums.shape[1] - 1
        left, right = (
            np.clip(((boxes[:, i] - self._frame.left) / CELL).astype(np.int64) + i // 2, 0, wide)
            for i in (0, 2)
        )
        top, bottom = (
            np.clip(((boxes[:, i] - self._frame.top) / CELL).astype(np.int64) + i // 2, 0, high)
            for i in (1, 3)
        )
        total: Array = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return total


def _segments(
    paths: Sequence[Array], widths: Sequence[float], step: int
) -> tuple[Array, Array, Array, Array]:
    """Starts and ends of the pieces of all lines, each with the two ends of its line, shape (n, 4),
    and its width, shape (n, 1); of the points of a line every `step`-th and the last are used."""
    sizes = np.array([len(path) for path in paths])
    first = np.cumsum(sizes) - sizes
    line = np.repeat(np.arange(len(paths)), sizes)
    points = np.vstack(paths)
    number = np.arange(len(points)) - first[line]
    used = np.flatnonzero((number % step == 0) | (number == sizes[line] - 1))
    starts, stops = used[:-1], used[1:]
    one_line = line[starts] == line[stops]
    starts, stops = starts[one_line], stops[one_line]
    own = line[starts]
    ends = np.hstack([points[first[own]], points[first[own] + sizes[own] - 1]])
    width = np.asarray(widths, dtype=np.float64)[own, None]
    return points[starts], points[stops], ends, width
