"""Lines and boxes on a page: which of them meet, every one of some with every one of others.

Boxes are rows of left, top, right and bottom, lines rows of x, y, x2 and y2, in pixels. A line of
NaN meets nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.routes import Array

_SHORT = 1e-9
"""Pixels that stand for none, so that a division has an answer."""


def overlaps(boxes: Array, others: Array, gap: float) -> NDArray[np.bool_]:
    """Shape (n, m): whether a box comes closer than the gap, left or right, to another."""
    a, b = boxes[:, None, :], others[None, :, :]
    hit = (a[..., 0] < b[..., 2] + gap) & (a[..., 2] > b[..., 0] - gap)
    hit &= (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    return np.asarray(hit, dtype=np.bool_)


def lines_meet_boxes(lines: Array, boxes: Array, gap: float) -> NDArray[np.bool_]:
    """Shape (n, m): whether a line enters a box grown by the gap (Liang and Barsky, 1984)."""
    first, last = np.zeros((len(lines), len(boxes))), np.ones((len(lines), len(boxes)))
    for axis in (0, 1):
        start = lines[:, axis, None]
        step = lines[:, axis + 2, None] - start
        step = np.where(np.abs(step) < _SHORT, _SHORT, step)
        one = (boxes[None, :, axis] - gap - start) / step
        other = (boxes[None, :, axis + 2] + gap - start) / step
        first = np.maximum(first, np.minimum(one, other))
        last = np.minimum(last, np.maximum(one, other))
    return np.asarray(first <= last, dtype=np.bool_)


def moved(path: Array, offset: float) -> Array:
    """A path in pixels, shape (n, 2), moved to the right of its direction."""
    steps = np.gradient(path, axis=0)
    lengths = np.maximum(np.hypot(*steps.T), _SHORT)[:, None]
    right = np.column_stack([-steps[:, 1], steps[:, 0]]) / lengths
    aside: Array = path + right * offset
    return aside


def point_distances(points: Array, lines: Array) -> Array:
    """Shape (n, m): pixels from points, shape (n, 2), to the nearest point of a line."""
    x, y = points[:, 0, None], points[:, 1, None]
    step_x, step_y = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    square = np.maximum(step_x**2 + step_y**2, _SHORT)
    away_x, away_y = x - lines[:, 0], y - lines[:, 1]
    share = np.clip(away_x * (step_x / square) + away_y * (step_y / square), 0.0, 1.0)
    found: Array = np.hypot(away_x - share * step_x, away_y - share * step_y)
    return found


def box_distances(boxes: Array, points: Array) -> Array:
    """Shape (n, m): pixels from boxes to points, rows of x, y and perhaps more; 0 within a box."""
    apart = [
        np.maximum(
            boxes[:, axis, None] - points[:, axis], points[:, axis] - boxes[:, axis + 2, None]
        )
        for axis in (0, 1)
    ]
    found: Array = np.hypot(np.maximum(apart[0], 0.0), np.maximum(apart[1], 0.0))
    return found


def crossings(lines: Array, others: Array) -> NDArray[np.bool_]:
    """Shape (n, m): whether a line crosses another."""
    a, b = lines[:, None, :], others[None, :, :]

    def side(p: Array, q: Array, at: int) -> Array:
        turn: Array = (p[..., 2] - p[..., 0]) * (q[..., at + 1] - p[..., 1]) - (
            p[..., 3] - p[..., 1]
        ) * (q[..., at] - p[..., 0])
        return turn

    with np.errstate(invalid="ignore"):
        hit = (side(a, b, 0) * side(a, b, 2) < 0) & (side(b, a, 0) * side(b, a, 2) < 0)
    return np.asarray(hit, dtype=np.bool_)
