"""`Arcs` as the rows of the map's layers: only the fields that are drawn, with few decimals."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.arcs import DASH, LANE, Arcs, rows_of
from geo.icons import CELL, MARKER, Atlas, NameAtlas, arrowhead, marker
from geo.labels import Labels
from geo.palette import Palette, mix, rgb
from geo.routes import Array
from geo.selection import Picked
from geo.view import TILE, View, mercator, point_in_frame

Rows = list[dict[str, Any]]

STRAY, HIT_STRAY = 0.25, 1.5
"""Pixels, at the view that the map is made for, by which a line that is seen and one to pick may
leave its great circle. Four times as much, two zooms further in, a line still looks round and its
wide one still meets the mouse."""
HIT_WIDTH = 14.0
"""Pixels across which a line answers to the mouse: thin arcs are hard to hit, and Streamlit has no
setting for deck.gl's picking radius."""
ARROW_SIZE, ARROW_SMALLEST = 13.0, 6.0
"""Pixels of an arrowhead, and of one on a leg that is short at this view."""
ARROW_AT = 0.56
"""Share of a leg at which its arrowhead stands: past the middle, clear of a return leg's."""
HALO = 1.8
"""Pixels of the halo around a marker."""
FADED = 70
"""Opacity, of 255, of what is not selected."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What of a selection is on a map: it is drawn strongly, with everything else faded."""

    lines: frozenset[str]
    """Ids of lines, those from and to a selected place among them."""
    places: frozenset[str]
    """Keys of places."""
    ends: frozenset[str]
    """Keys of those places and of the ends of those lines."""

    @classmethod
    def of(cls, arcs: Arcs, selected: Picked | None) -> Focus:
        """The part of a selection that these arcs have; ids that are not here are passed over."""
        chosen = selected or Picked()
        keys = frozenset(chosen.places) & set(arcs.points["key"])
        every = arcs.lines
        lines = every[
            every["id"].isin(set(chosen.lines))
            | every["from_key"].isin(keys)
            | every["to_key"].isin(keys)
        ]
        ends = keys | set(lines["from_key"]) | set(lines["to_key"])
        return cls(frozenset(lines["id"]), keys, ends)

    @property
    def faded(self) -> bool:
        """Whether anything is selected, so that the rest is faded."""
        return bool(self.lines or self.places)


def hits(arcs: Arcs, zoom: float) -> Rows:
    """Lines to pick, in the order of `arcs.lines`: coarse paths with id, label and detail.

    Paths are flat, longitude and latitude by turns, as are those of `lines`. A line that lies
    beside its great circle answers across its own lane only.
    """
    return [
        {
            "id": line.id,
            "label": line.label,
            "detail": line.detail,
            "path": _flat(_bends(path, zoom, HIT_STRAY)),
            "width": LANE if line.offset else HIT_WIDTH,
            "offset": round(line.offset / LANE, 3),
        }
        for line, path in arcs.each_line()
    ]


def lines(arcs: Arcs, palette: Palette, faded: bool, zoom: float) -> Rows:
    """The lines as they are seen."""
    found: Rows = []
    for line, path in arcs.each_line():
        colour = rgba(palette.party(line.party), FADED if faded else 235)
        look = {"color": colour, "width": round(line.width, 2), **_style(line, line.width)}
        found.append({"path": _flat(_bends(path, zoom, STRAY)), **look})
    return found


def selected(arcs: Arcs, palette: Palette, ids: Collection[str], zoom: float) -> Rows:
    """GeoJSON features of the selected lines, each with its casing beneath it."""
    found: Rows = []
    for line, path in arcs.each_line():
        if line.id not in ids:
            continue
        geometry = {"type": "LineString", "coordinates": _degrees(_bends(path, zoom, STRAY), 2)}
        width = line.width + 1.0
        casing = _look(palette.halo, width + 3.0) | _style(line, width + 3.0) | {"dash": [0, 0]}
        body = _look(palette.party(line.party), width) | _style(line, width)
        for look in (casing, body):
            found.append({"type": "Feature", "properties": look, "geometry": geometry})
    return found


def arrows(
    arcs: Arcs,
    palette: Palette,
    view: View,
    size: tuple[int, int],
    atlas: Atlas,
    focus: Focus,
) -> Rows:
    """One arrowhead on each leg, on the part of it that is in the frame."""
    found: Rows = []
    for line, path in arcs.each_line():
        if not line.directed or line.from_key == line.to_key:
            continue
        lonlat, direction, length = point_in_frame(path, view, size, ARROW_AT)
        right = np.array([-direction[1], direction[0]]) * line.offset
        colour = palette.party(line.party)
        if focus.faded and line.id not in focus.lines:
            colour = mix(colour, palette.land, FADED / 255)
        found.append(
            {
                "position": _degrees(lonlat, 3),
                "angle": round(math.degrees(math.atan2(-direction[1], direction[0])), 1),
                "shift": np.round(right, 1).tolist(),
                "size": round(min(ARROW_SIZE, max(ARROW_SMALLEST, 0.4 * length)), 1),
                "icon": atlas.name(arrowhead(colour)),
            }
        )
    return found


def halos(arcs: Arcs, atlas: Atlas) -> Rows:
    """A disc beneath each marker."""
    icon = atlas.name(marker("circle", "#000", None))
    return [
        {
            "position": _position(point),
            "icon": icon,
            "size": round((point.radius + HALO) * CELL / MARKER, 1),
        }
        for point in arcs.each_point()
    ]


def points(arcs: Arcs, palette: Palette, atlas: Atlas, focus: Focus) -> Rows:
    """Markers, in the order of `arcs.points`."""
    found: Rows = []
    for point in arcs.each_point():
        colour = palette.party(point.party)
        if focus.faded and point.key not in focus.ends:
            colour = mix(colour, palette.land, FADED / 255)
        ring = palette.selected if point.key in focus.places else None
        picture = marker(point.shape, colour, ring)
        found.append(
            {
                "id": point.key,
                "label": point.name,
                "detail": point.detail,
                "position": _position(point),
                "icon": atlas.name(picture),
                "size": round(point.radius * CELL / MARKER, 1),
            }
        )
    return found


def labels(chosen: Labels, atlas: NameAtlas) -> Rows:
    """The names that fit."""
    return [
        {
            "icon": atlas.name(label.text, label.anchor),
            "position": _position(label),
            "size": atlas.height,
            "shift": [round(label.dx, 1), round(label.dy, 1)],
        }
        for label in rows_of(chosen.placed)
    ]


def rgba(colour: str, opacity: int = 255) -> list[int]:
    """A colour as deck.gl takes it, with its opacity, of 255, where it has one."""
    return [*rgb(colour), opacity] if opacity < 255 else [*rgb(colour)]


def _look(colour: str, width: float) -> dict[str, Any]:
    return {"color": rgba(colour), "width": round(width, 2)}


def _style(line: Any, width: float) -> dict[str, Any]:
    """Dashes in pixels, and the offset as deck.gl takes it, in widths of the line drawn."""
    dash = list(DASH) if line.style == "dashed" else [0, 0]
    return {"dash": dash, "offset": round(line.offset / width, 3)}


def _position(place: Any) -> list[float]:
    return [round(place.lon, 4), round(place.lat, 4)]


def _degrees(path: Array, decimals: int) -> list[list[float]]:
    rounded: list[list[float]] = np.round(path, decimals).tolist()
    return rounded


def _flat(path: Array) -> list[float]:
    return [degree for point in _degrees(path, 2) for degree in point]


def _bends(path: Array, zoom: float, stray: float) -> Array:
    """The points that it takes to stay within so many pixels of a smooth path at a zoom: many where
    it bends, and its two ends alone where it is straight.

    A chord of length c strays by c² / 8r from a curve of radius r; so the chords needed from point
    to point are the root of turn times length over eight times what it may stray.
    """
    steps = np.diff(mercator(path) * TILE * 2.0**zoom, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    turns = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
    needed = np.cumsum(np.sqrt(turns * (lengths[1:] + lengths[:-1]) / 2.0 / (8.0 * stray)))
    chords = np.linspace(0.0, needed[-1], max(2, math.ceil(needed[-1]) + 1))[1:-1]
    between = [np.interp(chords, [0.0, *needed], degrees[:-1]) for degrees in path.T]
    return np.vstack([path[:1], np.column_stack(between), path[-1:]])
