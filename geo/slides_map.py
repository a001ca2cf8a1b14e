"""The land and lines of a map as shapes that are drawn one by one: cut to its frame, simplified."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from geo.errors import GeoError
from geo.figure_projections import REACH, Box, Plane, distance, turned
from geo.routes import Array

LAND_FILE = Path(__file__).parents[1] / "static" / "land.geojson"
BORDERS_FILE = LAND_FILE.with_name("borders.geojson")
CLOSE = 0.7
"""Pixels that a coast may be moved when it is simplified."""
SPECK = 1.5
"""Square pixels below which an island is left out."""


class MapError(GeoError, ValueError):
    """A map that cannot be laid out as asked."""


def seen(path: Array, plane: Plane) -> list[Array]:
    """The parts of a path, shape (n, 2) degrees, that a projection can show without a jump."""
    if plane.name not in REACH:
        jumps = np.abs(np.diff(turned(path[:, 0], plane.lon))) > 180.0
        cuts = np.flatnonzero(jumps) + 1
        return [part for part in np.split(path, cuts) if len(part) > 1]
    return runs(path, distance((plane.lon, plane.lat), path) < REACH[plane.name])


def clip_line(path: Array, frame: Box) -> list[Array]:
    """The parts of a path in pixels that lie in the frame, cut exactly at its edge."""
    parts: list[Array] = [path]
    for axis, low, high in ((0, frame.left, frame.right), (1, frame.top, frame.bottom)):
        for sign, limit in ((1.0, low), (-1.0, -high)):
            parts = [piece for part in parts for piece in _cut_line(part, axis, sign, limit)]
    return parts


def _cut_line(path: Array, axis: int, sign: float, limit: float) -> list[Array]:
    depth = path[:, axis] * sign - limit
    if (depth >= 0).all():
        return [path]
    if (depth < 0).all():
        return []
    crossing = np.flatnonzero((depth[:-1] >= 0) != (depth[1:] >= 0))
    share = depth[crossing] / (depth[crossing] - depth[crossing + 1])
    at = path[crossing] + share[:, None] * (path[crossing + 1] - path[crossing])
    full = np.insert(path, crossing + 1, at, axis=0)
    inside = np.insert(depth, crossing + 1, 0.0) >= 0
    return runs(full, inside)


def runs(path: Array, inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[Array]:
    """The stretches of a path of at least two points that are all inside."""
    cuts = np.flatnonzero(np.diff(inside.astype(np.int8))) + 1
    parts = zip(np.split(path, cuts), np.split(inside, cuts), strict=True)
    return [part for part, kept in parts if len(part) > 1 and kept[0]]


def clip_ring(ring: Array, frame: Box) -> Array:
    """A closed ring cut to a rectangle of its own unit (Sutherland and Hodgman, 1974); empty if
    none is left."""
    for axis, low, high in ((0, frame.left, frame.right), (1, frame.top, frame.bottom)):
        for sign, limit in ((1.0, low), (-1.0, -high)):
            if not len(ring):
                return ring
            depth = ring[:, axis] * sign - limit
            if (depth >= 0).all():
                continue
            before = np.roll(depth, 1)
            previous = np.roll(ring, 1, axis=0)
            crossed = (depth >= 0) != (before >= 0)
            gap = np.where(crossed, before - depth, 1.0)
            at = previous + (before / gap)[:, None] * (ring - previous)
            both = np.stack([at, ring], axis=1).reshape(-1, 2)
            kept = np.column_stack([crossed, depth >= 0]).ravel()
            ring = both[kept]
    return ring


def simplify(ring: Array, tolerance: float) -> Array:
    """Fewer points, none of those dropped further than a tolerance from the line (Douglas and
    Peucker, 1973)."""
    if len(ring) < 4:
        return ring
    kept = np.zeros(len(ring), dtype=bool)
    far = int(np.argmax(np.hypot(*(ring - ring[0]).T)))
    kept[[0, far, -1]] = True
    stack = [(0, far), (far, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        a, b = ring[first], ring[last]
        along = b - a
        length = float(np.hypot(*along))
        away = ring[first + 1 : last] - a
        gap = (
            np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
            if length > 1e-9
            else np.hypot(away[:, 0], away[:, 1])
        )
        i = int(np.argmax(gap))
        if gap[i] > tolerance:
            kept[first + 1 + i] = True
            stack += [(first, first + 1 + i), (first + 1 + i, last)]
    return ring[kept]


def area(ring: Array) -> float:
    """Area of a ring, in the square of its unit."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def land(plane: Plane) -> list[list[Array]]:
    """The land in the plane's clip, in pixels on the page: for each polygon its outline and its
    lakes, simplified."""
    shapes = []
    for polygon in land_polygons():
        for cut in _turned(polygon, plane):
            rings: list[Array] = []
            for ring in cut:
                if plane.name == "globe" and not seen(ring, plane):
                    break
                pixels = clip_ring(plane.held_pixels(ring), plane.clip)
                if len(pixels) < 3 or area(pixels) < SPECK:
                    if not rings:
                        break
                    continue
                rings.append(simplify(pixels, CLOSE))
            rings = [ring for ring in rings if len(ring) >= 3]
            if rings:
                shapes.append(rings)
    return sorted(shapes, key=lambda rings: -area(rings[0]))


def _turned(polygon: tuple[Array, ...], plane: Plane) -> list[list[Array]]:
    """A polygon, cut where the map's edge runs through it, on the far side of the earth."""
    if plane.name in REACH:
        return [list(polygon)]
    pieces = []
    world = Box(plane.lon - 180.0, -90.0, plane.lon + 180.0, 90.0)
    for turn in (-360.0, 0.0, 360.0):
        moved = [ring + np.array([turn, 0.0]) for ring in polygon]
        cut = [clip_ring(ring, world) for ring in moved]
        if len(cut[0]):
            pieces.append([ring for ring in cut if len(ring)])
    return pieces


@lru_cache(maxsize=1)
def land_polygons() -> tuple[tuple[Array, ...], ...]:
    """The land in degrees, within -180 to 180: for each polygon its outline and its lakes, as rings
    that are not closed, shape (n, 2). Raises MapError when it cannot be read."""
    try:
        shapes = json.loads(LAND_FILE.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise MapError(f"The land cannot be read from {LAND_FILE.name}: {error}") from None
    found = []
    for shape in shapes:
        if "sea" in shape["properties"]:
            continue
        geometry = shape["geometry"]
        inner = geometry["coordinates"]
        for polygon in inner if geometry["type"] == "MultiPolygon" else [inner]:
            rings = (np.array(ring, dtype=np.float64)[:-1] for ring in polygon)
            found.append(tuple(rings))
    return tuple(found)


def borders(plane: Plane) -> list[Array]:
    """The lines between countries in the plane's clip, in pixels on the page, simplified."""
    return [
        simplify(piece, CLOSE)
        for path in border_lines()
        for part in seen(path, plane)
        for piece in clip_line(plane.pixels(part), plane.clip)
    ]


@lru_cache(maxsize=1)
def border_lines() -> tuple[Array, ...]:
    """The lines between countries in degrees, shape (n, 2). Raises MapError likewise."""
    try:
        shapes = json.loads(BORDERS_FILE.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise MapError(f"The borders cannot be read from {BORDERS_FILE.name}: {error}") from None
    found: list[Array] = []
    for shape in shapes:
        inner = shape["geometry"]["coordinates"]
        lines = inner if shape["geometry"]["type"] == "MultiLineString" else [inner]
        found.extend(np.array(line, dtype=np.float64) for line in lines)
    return tuple(found)
