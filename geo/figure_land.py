"""The land as far as it is seen on one map, with no more points than can be told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.figure_projections import Plane
from geo.routes import Array

STATIC = Path(__file__).parents[1] / "static"
CLOSE = 0.5
"""Layout pixels within which a coast needs one point only: a dot and a half at 300 dpi."""
SPECK = 0.8
"""Layout pixels across below which an island or lake is left out."""
BEYOND = 4.0
"""Layout pixels around the map in which land is kept, so that no edge of it shows."""


@dataclass(frozen=True, slots=True)
class _Rings:
    """All rings of the land, one after another."""

    points: Array
    """Longitude and latitude, shape (n, 2)."""
    starts: NDArray[np.int64]
    polygons: tuple[tuple[int, ...], ...]
    """Numbers of the rings of each polygon, its outer one first."""


@lru_cache(maxsize=16)
def land_json(plane: Plane) -> str:
    """Features in GeoJSON of the land that this map shows."""
    rings = _rings()
    at = plane.pixels(rings.points)
    low = np.fmin.reduceat(at, rings.starts)
    high = np.fmax.reduceat(at, rings.starts)
    clip = plane.clip
    with np.errstate(invalid="ignore"):
        seen = (high[:, 0] > clip.left - BEYOND) & (low[:, 0] < clip.right + BEYOND)
        seen &= (high[:, 1] > clip.top - BEYOND) & (low[:, 1] < clip.bottom + BEYOND)
        seen &= (high - low).max(axis=1) > SPECK
        cells = np.floor(at / CLOSE)
    kept = np.ones(len(at), dtype=np.bool_)
    # A point in the cell of the one before it adds nothing; NaN differs from everything.
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    kept[rings.starts] = True
    kept[np.append(rings.starts[1:], len(at)) - 1] = True
    ends = np.append(rings.starts[1:], len(at))

    def ring(number: int) -> list[list[float]] | None:
        if not seen[number]:
            return None
        part = slice(rings.starts[number], ends[number])
        points: list[list[float]] = rings.points[part][kept[part]].tolist()
        return points if len(points) >= 4 else None

    polygons = []
    for outer, *holes in rings.polygons:
        edge = ring(outer)
        if edge:
            polygons.append([edge, *(hole for hole in map(ring, holes) if hole)])
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }
    return json.dumps([feature], separators=(",", ":"))


@lru_cache(maxsize=1)
def borders_json() -> str:
    """Features in GeoJSON of the lines between countries."""
    data = json.loads((STATIC / "borders.geojson").read_text(encoding="utf-8"))
    return json.dumps(data["features"], separators=(",", ":"))


@lru_cache(maxsize=1)
def _rings() -> _Rings:
    points: list[Array] = []
    starts: list[int] = []
    polygons: list[tuple[int, ...]] = []
    count = 0
    for polygon in _polygons():
        numbers = []
        for ring in polygon:
            numbers.append(len(starts))
            starts.append(count)
            points.append(np.array(ring, dtype=np.float64)[:, :2])
            count += len(ring)
        polygons.append(tuple(numbers))
    return _Rings(np.vstack(points), np.array(starts, dtype=np.int64), tuple(polygons))


def _polygons() -> Iterator[list[list[list[float]]]]:
    data = json.loads((STATIC / "land.geojson").read_text(encoding="utf-8"))
    for feature in data["features"]:
        if "sea" in feature["properties"]:
            continue
        geometry = feature["geometry"]
        if geometry["type"] == "Polygon":
            yield geometry["coordinates"]
        else:
            yield from geometry["coordinates"]
