"""Names on a figure: they meet no other name, marker, arc end or frame, and few arcs.

Greedy point-feature labelling as Christensen, Marks and Shieber (1995) describe it, followed by
rounds in which each name moves to a better place if there is one. A name that fits nowhere beside
its marker stands off and is tied to it by a leader line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.figure_fonts import ASCENT, CAP, DESCENT, MIDDLE, text_width
from geo.figure_projections import Box
from geo.routes import Array

_NEAR = (
    (1, 0, 0.0), (-1, 0, 0.6), (1, -1, 0.8), (1, 1, 0.8), (-1, -1, 1.2), (-1, 1, 1.2), (0, -1, 1.6),
    (0, 1, 1.6),
)  # fmt: skip
"""Places beside a marker: x to the right, y down, and how little each is liked."""
_RINGS = (1.2, 1.7, 2.3, 3.0, 3.8, 4.7, 5.7)
"""Leader lines, in multiples of the type size: longer ones make a web that nobody follows."""
_ANGLES = 32
BATCH = 12
"""Places looked at together."""
CELL = 2.0
"""Pixels of a cell of the grid that holds the ink."""
LEADER_COST, LENGTH_COST = 5.0, 1.3
END_REACH = 9.0
"""Pixels from an arc's end within which its ink counts for much more."""
LONGEST_STEP = 400.0
"""Pixels between two points of a line beyond which it jumps across the edge of the world."""
ROUNDS = 3
MOST_INK = 0.7
"""Share of a name's box that lines may cover: on a thick bundle of arcs no name can be read."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that wants a place, at its marker."""

    key: str
    text: str
    x: float
    y: float
    radius: float
    bold: bool = False


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
    box: Box
    leader: tuple[float, float, float, float] | None
    """From the marker to the name, where it stands off."""


class Ink:
    """What lies under the names, in a grid that answers quickly how much is in a box."""

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        shape = (int(frame.height / CELL) + 2, int(frame.width / CELL) + 2)
        self._grid = np.zeros(shape)
        self._sums: Array | None = None

    def lines(self, paths: Sequence[Array], widths: Sequence[float]) -> None:
        """Add lines of positions, shape (n, 2); NaN and jumps break them. Their ends weigh more."""
        parts = [_segments(path, width) for path, width in zip(paths, widths, strict=True)]
        if not parts:
            return
        a, b, ends, width = (np.vstack(column) for column in zip(*parts, strict=True))
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
        steps = 2 ** np.ceil(np.log2(np.maximum(length / CELL, 1.0))).astype(np.int64)
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
            for side in (-0.5, 0.0, 0.5) if float(wide.max()) > 2.5 else (0.0,):
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


def place_names(
    names: Sequence[Name], frame: Box, ink: Ink, size: float, taken: Sequence[Box] = ()
) -> tuple[list[Placed], list[Name]]:
    """Where each name stands, and those for which there is no room.

    Args:
        names: the most important first.
        frame: no name leaves it; a marker outside it is not named.
        size: type size in pixels.
        taken: boxes that no name may enter.
    """
    inside = [
        name
        for name in names
        if frame.left <= name.x <= frame.right and frame.top <= name.y <= frame.bottom
    ]
    work = _Placement(inside, frame, ink, size, taken)
    for i in range(len(inside)):
        work.settle(i)
    for _ in range(ROUNDS):
        moved = [work.settle(i) for i in range(len(inside))]
        if not any(moved):
            break
    placed = [work.placed(i) for i in range(len(inside)) if i in work.chosen]
    return placed, [name for i, name in enumerate(inside) if i not in work.chosen]


class _Placement:
    def __init__(
        self, names: Sequence[Name], frame: Box, ink: Ink, size: float, taken: Sequence[Box]
    ) -> None:
        self.names, self.frame, self.ink, self.size = names, frame, ink, size
        self.fixed = np.array([[b.left, b.top, b.right, b.bottom] for b in taken]).reshape(-1, 4)
        self.markers = np.array([[n.x, n.y, n.radius] for n in names]).reshape(-1, 3)
        self.chosen: dict[int, int] = {}
        self.options = [self._candidates(name) for name in names]
        self.costs = [self._standing_costs(i) for i in range(len(names))]

    def settle(self, i: int) -> bool:
        """Choose the best free place for a name; whether that is a new one."""
        before = self.chosen.pop(i, None)
        boxes, leaders, _ = self.options[i]
        others = [(self.options[j][0][k], self.options[j][1][k]) for j, k in self.chosen.items()]
        theirs = np.array([box for box, _ in others]).reshape(-1, 4)
        lines = np.array([line for _, line in others]).reshape(-1, 4)
        lines = lines[np.isfinite(lines[:, 0])]
        # In order of cost, a few at a time: the first free one is the best.
        order = np.argsort(self.costs[i], kind="stable")
        order = order[np.isfinite(self.costs[i][order])]
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            free = self._free(boxes[some], leaders[some], theirs, lines)
            if free.any():
                self.chosen[i] = int(some[int(np.argmax(free))])
                break
        return self.chosen.get(i) != before

    def _free(self, boxes: Array, leaders: Array, theirs: Array, lines: Array) -> NDArray[np.bool_]:
        """Which places meet neither the names of others nor their leader lines."""
        taken = _overlap(boxes, theirs, 0.14 * self.size)
        taken |= _lines_in_boxes(leaders, theirs, 0.1 * self.size)
        if len(lines):
            taken |= _boxes_on_lines(boxes, lines, 0.1 * self.size)
            taken |= _crossings(leaders, lines)
            spots, near = _samples(lines).reshape(-1, 2), 0.3 * self.size
            taken |= _lines_in_boxes(leaders, np.hstack([spots - near, spots + near]), 0.0)
        return ~taken

    def placed(self, i: int) -> Placed:
        name, k = self.names[i], self.chosen[i]
        left, top, right, bottom = (float(v) for v in self.options[i][0][k])
        line = self.options[i][1][k]
        leader = tuple(round(float(v), 2) for v in line) if np.isfinite(line[0]) else None
        base = top + ASCENT * self.size
        return Placed(
            name.key, name.text, left, base, name.bold, Box(left, top, right, bottom),
            leader,  # type: ignore[arg-type]
        )  # fmt: skip

    def _candidates(self, name: Name) -> tuple[Array, Array, Array]:
        """Boxes (n, 4), leader lines (n, 4; NaN for none) and costs (n,)."""
        size = self.size
        width = text_width(name.text, size, name.bold)
        gap = 0.32 * size
        boxes, leaders, costs = [], [], []
        for across, down, cost in _NEAR:
            reach = name.radius + gap
            if across and down:
                x, y = across * reach * 0.75, down * (reach * 0.55 + CAP * size / 2)
            elif across:
                x, y = across * reach, 0.0
            else:
                x, y = 0.0, down * (reach + CAP * size / 2)
            left = name.x + x - {1: 0.0, 0: width / 2, -1: width}[across]
            base = name.y + y + MIDDLE * size
            boxes.append([left, base - ASCENT * size, left + width, base + DESCENT * size])
            leaders.append([math.nan] * 4)
            costs.append(cost)
        for ring in _RINGS:
            for step in range(_ANGLES):
                turn = 2 * math.pi * step / _ANGLES
                cos, sin = math.cos(turn), math.sin(turn)
                reach = name.radius + ring * size
                x, y = name.x + cos * reach, name.y + sin * reach
                # The line meets the name at the middle of the side that faces the marker.
                if abs(cos) > 0.3:
                    left = x + 0.2 * size if cos > 0 else x - 0.2 * size - width
                    base = y + MIDDLE * size
                else:
                    left = x - width / 2
                    base = y + (CAP + 0.15) * size if sin > 0 else y - DESCENT * size
                boxes.append([left, base - ASCENT * size, left + width, base + DESCENT * size])
                start = name.radius + 0.5
                leaders.append([name.x + cos * start, name.y + sin * start, x, y])
                flat = 0.0 if abs(cos) > 0.3 else 0.8
                costs.append(LEADER_COST + LENGTH_COST * ring + flat)
        return np.array(boxes), np.array(leaders), np.array(costs)

    def _standing_costs(self, i: int) -> Array:
        """Costs that do not depend on the other names; infinite where a name cannot stand."""
        boxes, leaders, liking = self.options[i]
        frame, edge = self.frame, 0.2 * self.size
        ink = self.ink.inside(boxes)
        costs: Array = liking + ink * CELL / self.size * 1.6
        area = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) / CELL**2
        costs[ink > MOST_INK * area] = np.inf
        tied = np.isfinite(leaders[:, 0])
        spots = _samples(leaders[tied])[:, 3:].reshape(-1, 2)
        under = self.ink.inside(np.hstack([spots - CELL, spots + CELL])) > 0
        costs[tied] += 0.7 * under.reshape(int(tied.sum()), -1).sum(axis=1)
        costs[
            (boxes[:, 0] < frame.left + edge)
            | (boxes[:, 1] < frame.top + edge)
            | (boxes[:, 2] > frame.right - edge)
            | (boxes[:, 3] > frame.bottom - edge)
        ] = np.inf
        if len(self.fixed):
            costs[_overlap(boxes, self.fixed, 0.2 * self.size)] = np.inf
            costs[_lines_in_boxes(leaders, self.fixed, 0.0)] = np.inf
        others = np.delete(self.markers, i, axis=0)
        if len(others):
            # Letters fill their box from the top of capitals to the base line, seldom below.
            tight = boxes + np.array([0.0, (ASCENT - CAP) * self.size, 0.0, -0.1 * self.size])
            marks = np.column_stack(
                [others[:, :2] - others[:, 2:] - 0.5, others[:, :2] + others[:, 2:] + 0.5]
            )
            # A marker that shares its spot with this one cannot be avoided.
            apart = np.hypot(*(others[:, :2] - self.markers[i, :2]).T) > 0.5
            costs[_overlap(tight, marks[apart], 1.0)] = np.inf
            edge = 0.15 * self.size
            grown = marks[apart] + np.array([-edge, -edge, edge, edge])
            touching = np.hypot(*(others[apart, :2] - self.markers[i, :2]).T)
            clear = touching > others[apart, 2] + self.markers[i, 2]
            costs[_lines_in_boxes(leaders, grown[clear], 0.0)] = np.inf
        return costs


def _overlap(boxes: Array, others: Array, gap: float) -> NDArray[np.bool_]:
    """Which boxes come closer than the gap to any of the others."""
    a, b = boxes[:, None, :], others[None, :, :]
    hit = (a[..., 0] < b[..., 2] + gap) & (a[..., 2] > b[..., 0] - gap)
    hit &= (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    return np.asarray(hit.any(axis=1), dtype=np.bool_)


def _samples(lines: Array) -> Array:
    """Points along lines (n, 4): shape (n, 9, 2)."""
    share = np.linspace(0.0, 1.0, 9)[None, :, None]
    return lines[:, None, :2] * (1 - share) + lines[:, None, 2:] * share


def _lines_in_boxes(lines: Array, boxes: Array, gap: float) -> NDArray[np.bool_]:
    """Which lines enter any of the boxes; a line of NaN enters none."""
    points = _samples(lines)[:, :, None, :]
    b = boxes[None, None, :, :]
    hit = (points[..., 0] > b[..., 0] - gap) & (points[..., 0] < b[..., 2] + gap)
    hit &= (points[..., 1] > b[..., 1] - gap) & (points[..., 1] < b[..., 3] + gap)
    return np.asarray(hit.any(axis=(1, 2)), dtype=np.bool_)


def _boxes_on_lines(boxes: Array, lines: Array, gap: float) -> NDArray[np.bool_]:
    """Which boxes any of the lines enters."""
    points = _samples(lines).reshape(-1, 2)[None, :, :]
    b = boxes[:, None, :]
    hit = (points[..., 0] > b[..., 0] - gap) & (points[..., 0] < b[..., 2] + gap)
    hit &= (points[..., 1] > b[..., 1] - gap) & (points[..., 1] < b[..., 3] + gap)
    return np.asarray(hit.any(axis=1), dtype=np.bool_)


def _crossings(lines: Array, others: Array) -> NDArray[np.bool_]:
    """Which lines cross any of the others; a line of NaN crosses none."""
    a, b = lines[:, None, :], others[None, :, :]

    def side(p: Array, q: Array, at: int) -> Array:
        turn: Array = (p[..., 2] - p[..., 0]) * (q[..., at + 1] - p[..., 1]) - (
            p[..., 3] - p[..., 1]
        ) * (q[..., at] - p[..., 0])
        return turn

    with np.errstate(invalid="ignore"):
        hit = (side(a, b, 0) * side(a, b, 2) < 0) & (side(b, a, 0) * side(b, a, 2) < 0)
    return np.asarray(hit.any(axis=1), dtype=np.bool_)


def _segments(path: Array, width: float) -> tuple[Array, Array, Array, Array]:
    """Starts and ends of the pieces of a line, the two ends of the whole, and the width."""
    count = max(len(path) - 1, 0)
    ends = np.concatenate([path[0], path[-1]]) if count else np.zeros(4)
    return path[:-1], path[1:], np.tile(ends, (count, 1)), np.full((count, 1), width)
