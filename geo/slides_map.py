"""A map laid out in pixels for shapes that are drawn one by one: projection, clipping, the land.

Formulas: Snyder, Map Projections: A Working Manual (1987), chapters 20, 24 and 7; Šavrič, Patterson
and Jenny (2019) for Equal Earth and Šavrič et al. (2011) for Natural Earth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from geo.errors import GeoError
from geo.routes import Array
from geo.view import View

LAND_FILE = Path(__file__).parents[1] / "static" / "land.geojson"
BORDERS_FILE = LAND_FILE.with_name("borders.geojson")
CENTRE = (60.0, 45.0)
"""Degrees at the middle of a map of Eurasia, as in geo.figure_projections."""
REACH = {"equal-area": 125.0, "globe": 89.5}
"""Degrees from the centre at which the round projections end."""
CLOSE = 0.7
"""Pixels that a coast may be moved when it is simplified."""
SPECK = 1.5
"""Square pixels below which an island is left out."""


class MapError(GeoError, ValueError):
    """A map that cannot be laid out as asked."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in layout pixels, y down."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its bottom edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Plane(View):
    """A projection fitted to a box. It is a View, so that names can be laid out on it; `pixels`
    counts from the upper left corner of the box."""

    projection: str = "equal-area"
    scale: float = 1.0
    """Pixels to the radius of the earth."""
    middle: tuple[float, float] = (0.0, 0.0)
    """Projected position, in radii of the earth and y up, that is at the middle of the box."""

    def pixels(self, lonlat: Array, size: tuple[int, int]) -> Array:
        """Pixel positions, shape (n, 2), of longitudes and latitudes, shape (n, 2)."""
        flat = project(lonlat, self.projection, (self.lon, self.lat)) - np.array(self.middle)
        moved: Array = flat * [self.scale, -self.scale] + np.array(size) / 2.0
        return moved

    def fine_pixels(self, lonlat: Array, size: tuple[float, float]) -> Array:
        """As `pixels`, in a frame whose sides need not be whole."""
        flat = project(lonlat, self.projection, (self.lon, self.lat)) - np.array(self.middle)
        moved: Array = flat * [self.scale, -self.scale] + np.array(size) / 2.0
        return moved


def project(lonlat: Array, projection: str, centre: tuple[float, float] = CENTRE) -> Array:
    """Projected positions, shape (n, 2), in radii of the earth, y up, x from the central meridian.

    The round projections bring what lies beyond their reach to their edge. Raises MapError for a
    projection that does not exist.
    """
    lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
    if projection in REACH:
        return _round(lonlat, projection, centre)
    turned = lonlat[:, 0] - centre[0]
    if not (np.abs(turned) <= 180.0 + 1e-6).all():
        turned = (turned + 180.0) % 360.0 - 180.0
    lam, phi = np.radians(turned), np.radians(lonlat[:, 1])
    if projection == "mercator":
        phi = np.clip(phi, -1.4, 1.4)
        return np.column_stack([lam, np.arctanh(np.sin(phi))])
    if projection == "equal-earth":
        a = (1.340264, -0.081106, 0.000893, 0.003796)
        theta = np.arcsin(math.sqrt(3) / 2 * np.sin(phi))
        t2 = theta**2
        t6 = t2**3
        slope = a[0] + 3 * a[1] * t2 + t6 * (7 * a[2] + 9 * a[3] * t2)
        x = 2 * math.sqrt(3) * lam * np.cos(theta) / (3 * slope)
        return np.column_stack([x, theta * (a[0] + a[1] * t2 + t6 * (a[2] + a[3] * t2))])
    if projection == "natural-earth":
        p2 = phi**2
        p4 = p2**2
        across = 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))
        up = 1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))
        return np.column_stack([lam * across, phi * up])
    raise MapError(f"There is no projection {projection!r}.")


def _round(lonlat: Array, projection: str, centre: tuple[float, float]) -> Array:
    lam, phi = np.radians(lonlat[:, 0] - centre[0]), np.radians(lonlat[:, 1])
    phi0 = math.radians(centre[1])
    across = np.cos(phi) * np.sin(lam)
    up = math.cos(phi0) * np.sin(phi) - math.sin(phi0) * np.cos(phi) * np.cos(lam)
    cosine = math.sin(phi0) * np.sin(phi) + math.cos(phi0) * np.cos(phi) * np.cos(lam)
    away = np.minimum(np.arccos(np.clip(cosine, -1, 1)), math.radians(REACH[projection]))
    radius = 2 * np.sin(away / 2) if projection == "equal-area" else np.sin(away)
    norm = np.hypot(across, up)
    share = np.divide(radius, norm, out=np.zeros_like(norm), where=norm > 1e-12)
    return np.column_stack([across * share, up * share])


def seen(path: Array, plane: Plane) -> list[Array]:
    """The parts of a path, shape (n, 2) degrees, that a projection can show without a jump."""
    if plane.projection not in REACH:
        turned = (path[:, 0] - plane.lon + 180.0) % 360.0 - 180.0
        cuts = np.flatnonzero(np.abs(np.diff(turned)) > 180.0) + 1
        return [part for part in np.split(path, cuts) if len(part) > 1]
    phi0, lam = math.radians(plane.lat), np.radians(path[:, 0] - plane.lon)
    phi = np.radians(path[:, 1])
    cosine = math.sin(phi0) * np.sin(phi) + math.cos(phi0) * np.cos(phi) * np.cos(lam)
    return runs(path, cosine > math.cos(math.radians(REACH[plane.projection])))


def fit_plane(
    lines: Iterable[Array],
    box: Box,
    projection: str,
    padding: float = 0.0,
    centre: tuple[float, float] = CENTRE,
) -> Plane:
    """The largest scale at which the projected lines, (n, 2) degrees, fit into a box."""
    flat = np.vstack([project(line, projection, centre) for line in lines])
    low, high = flat.min(axis=0), flat.max(axis=0)
    span = np.maximum(high - low, 0.08)  # a lone place shows about 500 km around it
    room = np.array([box.width, box.height]) - 2 * padding
    scale = float((room / span).min())
    x, y = ((low + high) / 2).tolist()
    return Plane(centre[0], centre[1], 0.0, projection, scale, (x, y))


def clip_line(path: Array, size: tuple[float, float]) -> list[Array]:
    """The parts of a path in pixels that lie in the frame, cut exactly at its edge."""
    parts: list[Array] = [path]
    for axis in (0, 1):
        for sign, limit in ((1.0, 0.0), (-1.0, -float(size[axis]))):
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


def clip_ring(ring: Array, low: tuple[float, float], high: tuple[float, float]) -> Array:
    """A closed ring cut to a rectangle (Sutherland and Hodgman, 1974); empty if none is left."""
    for axis in (0, 1):
        for sign, limit in ((1.0, low[axis]), (-1.0, -high[axis])):
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
        distance = (
            np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
            if length > 1e-9
            else np.hypot(away[:, 0], away[:, 1])
        )
        i = int(np.argmax(distance))
        if distance[i] > tolerance:
            kept[first + 1 + i] = True
            stack += [(first, first + 1 + i), (first + 1 + i, last)]
    return ring[kept]


def area(ring: Array) -> float:
    """Area of a ring, in the square of its unit."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def land(plane: Plane, size: tuple[float, float]) -> list[list[Array]]:
    """The land in the frame, in pixels: for each polygon its outline and its lakes, simplified."""
    shapes = []
    for polygon in _polygons():
        for cut in _turned(polygon, plane):
            rings: list[Array] = []
            for ring in cut:
                if plane.projection == "globe" and not seen(ring, plane):
                    break
                pixels = clip_ring(plane.fine_pixels(ring, size), (0.0, 0.0), size)
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
    if plane.projection in REACH:
        return [list(polygon)]
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        low, high = plane.lon - 180.0, plane.lon + 180.0
        moved = [ring + np.array([turn, 0.0]) for ring in polygon]
        cut = [clip_ring(ring, (low, -90.0), (high, 90.0)) for ring in moved]
        if len(cut[0]):
            pieces.append([ring for ring in cut if len(ring)])
    return pieces


@lru_cache(maxsize=1)
def _polygons() -> tuple[tuple[Array, ...], ...]:
    try:
        shapes = json.loads(LAND_FILE.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError) as error:
        raise MapError(f"The land cannot be read from {LAND_FILE.name}: {error}") from None
    found = []
    for shape in shapes:
        geometry = shape["geometry"]
        inner = geometry["coordinates"]
        for polygon in inner if geometry["type"] == "MultiPolygon" else [inner]:
            rings = (np.array(ring, dtype=np.float64)[:-1] for ring in polygon)
            found.append(tuple(rings))
    return tuple(found)


def borders(plane: Plane, size: tuple[float, float]) -> list[Array]:
    """The lines between countries in the frame, in pixels, simplified."""
    return [
        simplify(piece, CLOSE)
        for path in _border_lines()
        for part in seen(path, plane)
        for piece in clip_line(plane.fine_pixels(part, size), size)
    ]


@lru_cache(maxsize=1)
def _border_lines() -> tuple[Array, ...]:
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
