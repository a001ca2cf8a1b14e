"""Names on the map that do not run into each other, chosen in pixels for one view.

The method is the greedy point-feature labelling described by Christensen, Marks and Shieber (1995):
places in order of importance, each tried at eight positions around its marker, then at the same a
little further off. A name takes the free position that crosses the fewest lines; one that fits
nowhere is left out, and said to be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.routes import Array
from geo.view import View, in_frame

GAP = 3.0
"""Pixels between a marker and its name."""
FURTHER = 9.0
"""Pixels more where there is no room beside the marker; further off a name would seem lost."""
MARGIN = 1.5
"""Pixels kept free around a name."""
INK_STEP = 4.0
"""Pixels between the points at which a line is looked at when a name avoids it."""
LINE_HEIGHT = 1.15
"""Height of a name as a multiple of the text size."""

_POSITIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
"""Where a name stands from its marker, in order of preference: x to the right, y down."""
_ANCHOR = {1: "start", 0: "middle", -1: "end"}

_NARROW = set("ijlI.,:;'|!’ ()[]-–ftr")
_WIDE = set("mwMW@%—")


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that fit, and those that do not."""

    placed: pd.DataFrame
    """One row for each name shown, the most important first: key str, text str, lon and lat float64
    (degrees), anchor str ("start", "middle", "end": the side of the text that is at the offset),
    dx and dy float64 (pixels from the marker's centre to the anchor, y down, at mid-height)."""
    dropped: tuple[str, ...]
    """Keys of the places in the frame whose name found no room, most important first."""
    outside: tuple[str, ...]
    """Keys of the places that lie outside the frame at this view."""


def text_width(text: str, size: float) -> float:
    """Pixels that a text takes, estimated for Arial and faces that are no wider.

    The shares of the text size by kind of letter are rounded up, so that the estimate is rather
    too wide than too narrow. Chinese letters take the whole size.
    """
    return size * sum(_share(letter) for letter in text)


def place_labels(
    points: pd.DataFrame,
    view: View,
    size: tuple[int, int],
    *,
    text_size: float = 13.0,
    lines: Iterable[Array] = (),
    first: Collection[str] = (),
) -> Labels:
    """Choose which places are named and where each name stands.

    Args:
        points: as `Arcs.points`; key, name, lon, lat, role, missions and radius are read.
            Places with more missions come first, then origins, then by name.
        view, size: what the map shows, and its width and height in pixels.
        text_size: height of the letters in pixels.
        first: keys of places that come before all others, such as what is selected.
        lines: paths to keep clear of where there is a choice: arrays (n, 2) of degrees.
    """
    importance = points.assign(
        _later=~points["key"].isin(list(first)), _stop=points["role"] == "stop"
    ).sort_values(
        ["_later", "missions", "_stop", "name", "key"], ascending=[True, False, True, True, True]
    )
    at = view.pixels(importance[["lon", "lat"]].to_numpy(dtype=np.float64), size)
    radius = importance["radius"].to_numpy(dtype=np.float64)
    markers = np.column_stack([at - radius[:, None], at + radius[:, None]])
    ink = _ink(lines, view, size)
    taken = np.empty((0, 4))
    rows: list[tuple[object, ...]] = []
    dropped: list[str] = []
    outside: list[str] = []
    inside = in_frame(at, size)
    for i, place in enumerate(importance.itertuples(index=False)):
        if not inside[i]:
            outside.append(str(place.key))
            continue
        box_size = np.array([text_width(str(place.name), text_size), text_size * LINE_HEIGHT])
        obstacles = np.vstack([np.delete(markers, i, axis=0), taken])
        best: tuple[int, int] | None = None
        reach = 0.0
        for reach in (radius[i], radius[i] + FURTHER):
            others = np.delete(at, i, axis=0) if reach > radius[i] else np.empty((0, 2))
            best = _freest(at[i], reach, box_size, size, obstacles, ink, others)
            if best is not None:
                break
        if best is None:
            dropped.append(str(place.key))
            continue
        taken = np.vstack([taken, _box(at[i], reach, box_size, best)])
        dx, dy = _offset(reach, box_size[1], best)
        rows.append((place.key, place.name, place.lon, place.lat, _ANCHOR[best[0]], dx, dy))
    placed = pd.DataFrame(rows, columns=["key", "text", "lon", "lat", "anchor", "dx", "dy"])
    return Labels(placed, tuple(dropped), tuple(outside))


def _freest(
    at: Array,
    radius: float,
    box_size: Array,
    size: tuple[int, int],
    obstacles: Array,
    ink: Array,
    others: Array,
) -> tuple[int, int] | None:
    """The free position that crosses the fewest lines, None when none is free. A name that stands
    twice as near to one of the other markers would be taken for that one's."""
    best: tuple[int, int] | None = None
    fewest = np.inf
    for position in _POSITIONS:
        box = _box(at, radius, box_size, position)
        if _leaves(box, size) or _overlaps(box, obstacles):
            continue
        if (2.0 * _distances(others, box) <= _distances(at[None], box)).any():
            continue
        crossed = _inside(ink, box)
        if crossed < fewest:
            best, fewest = position, crossed
    return best


def _distances(points: Array, box: Array) -> Array:
    """Pixels from points to the nearest edge of a box, 0 inside."""
    apart = np.maximum(np.maximum(box[:2] - points, points - box[2:]), 0.0)
    distances: Array = np.hypot(apart[:, 0], apart[:, 1])
    return distances


def _share(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.33
    if letter in _WIDE:
        return 0.9
    return 0.72 if letter.isupper() else 0.56


def _offset(radius: float, height: float, position: tuple[int, int]) -> tuple[float, float]:
    """Pixels from the marker's centre to where the text is anchored at mid-height."""
    across, down = position
    reach = radius + GAP
    if not across:
        return 0.0, down * (reach + height / 2.0)
    if not down:
        return across * reach, 0.0
    return across * reach * 0.7, down * (reach * 0.7 + height / 3.0)


def _box(at: Array, radius: float, size: Array, position: tuple[int, int]) -> Array:
    """Left, top, right and bottom of a name at a position."""
    dx, dy = _offset(radius, float(size[1]), position)
    left = at[0] + dx - {1: 0.0, 0: size[0] / 2.0, -1: size[0]}[position[0]]
    top = at[1] + dy - size[1] / 2.0
    return np.array([left, top, left + size[0], top + size[1]])


def _leaves(box: Array, size: tuple[int, int]) -> bool:
    return bool(box[0] < 2 or box[1] < 2 or box[2] > size[0] - 2 or box[3] > size[1] - 2)


def _overlaps(box: Array, others: Array) -> bool:
    return bool(
        (
            (others[:, 0] < box[2] + MARGIN)
            & (others[:, 2] > box[0] - MARGIN)
            & (others[:, 1] < box[3] + MARGIN)
            & (others[:, 3] > box[1] - MARGIN)
        ).any()
    )


def _ink(lines: Iterable[Array], view: View, size: tuple[int, int]) -> Array:
    """Points every few pixels along the lines, those within the frame."""
    parts = [np.empty((0, 2))]
    for line in lines:
        path = view.pixels(line, size)
        steps = np.hypot(*np.diff(path, axis=0).T)
        steps[steps > size[0] + size[1]] = 0.0  # from one edge of the world to the other
        reached = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.arange(0.0, reached[-1], INK_STEP)
        parts.append(np.column_stack([np.interp(at, reached, path[:, axis]) for axis in (0, 1)]))
    ink = np.vstack(parts)
    kept: Array = ink[in_frame(ink, size)]
    return kept


def _inside(ink: Array, box: Array) -> int:
    x, y = ink[:, 0], ink[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())
