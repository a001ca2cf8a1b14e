"""Great circles: how far, and along which points. Degrees are WGS84, longitude first.

The earth is taken as a sphere of the mean radius that geopy uses (IUGG's R1 = 6371.009 km), so a
distance may differ from the one on the ellipsoid by up to half a per cent.
"""

from __future__ import annotations

import numpy as np
from geopy.distance import EARTH_RADIUS
from numpy.typing import ArrayLike, NDArray

from geo.places import Point

Array = NDArray[np.float64]

EARTH_RADIUS_KM: float = float(EARTH_RADIUS)
"""Mean radius of the earth in kilometres, as geopy has it."""

_PARALLEL = 1e-12
"""Sine of the angle below which two directions count as the same or opposite: six micrometres."""


def distances_km(
    from_lon: ArrayLike, from_lat: ArrayLike, to_lon: ArrayLike, to_lat: ArrayLike
) -> Array:
    """Great-circle distances in kilometres, element by element; NaN where a coordinate is NaN.

    The arctangent form of the central angle is used (Vincenty's formula on a sphere), because it
    stays exact for points close together and for points opposite each other.
    """
    lon1, lat1, lon2, lat2 = (
        np.radians(np.asarray(v, dtype=np.float64)) for v in (from_lon, from_lat, to_lon, to_lat)
    )
    turn = lon2 - lon1
    across = np.hypot(
        np.cos(lat2) * np.sin(turn),
        np.cos(lat1) * np.sin(lat2) - np.sin(lat1) * np.cos(lat2) * np.cos(turn),
    )
    along = np.sin(lat1) * np.sin(lat2) + np.cos(lat1) * np.cos(lat2) * np.cos(turn)
    result: Array = EARTH_RADIUS_KM * np.arctan2(across, along)
    return result


def distance_km(start: Point, end: Point) -> float:
    """Great-circle distance of two points in kilometres."""
    return float(distances_km(start.lon, start.lat, end.lon, end.lat))


def great_circle(start: Point, end: Point, count: int = 48) -> Array:
    """Points evenly spaced along the shorter great circle, as an array of shape (count, 2).

    The columns are longitude (-180 to 180) and latitude. The first and last rows are the two points
    as given. Between opposite points every great circle is equally short: the one over the north
    pole is taken. Coincident points give the same row `count` times.

    Raises ValueError when count is below 2.
    """
    if count < 2:
        raise ValueError(f"A line needs at least 2 points, not {count}.")
    a, b = _vector(start), _vector(end)
    sideways = b - a * float(a @ b)
    length = float(np.linalg.norm(sideways))
    if length < _PARALLEL:
        lon, lat = np.radians([start.lon, start.lat])
        sideways = np.array([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    else:
        sideways = sideways / length
    angle = np.linspace(0.0, distance_km(start, end) / EARTH_RADIUS_KM, count)[:, None]
    x, y, z = (np.cos(angle) * a + np.sin(angle) * sideways).T
    line: Array = np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))]))
    line[0], line[-1] = (start.lon, start.lat), (end.lon, end.lat)
    return line


def unwrap(line: Array) -> Array:
    """The line with longitudes that run on beyond 180 degrees instead of jumping across."""
    turned = np.array(line, dtype=np.float64)
    turned[:, 0] = np.unwrap(turned[:, 0], period=360.0)
    return turned


def split_at_dateline(line: Array) -> list[Array]:
    """The line cut wherever it crosses 180 degrees, each part within -180 to 180.

    The cut point is put on both sides, at the latitude where the straight piece between the two
    neighbouring points meets the antimeridian. A line that does not cross comes back alone.
    """
    turned = unwrap(line)
    world = np.floor((turned[:, 0] + 180.0) / 360.0)
    parts: list[Array] = []
    first = 0
    head: list[tuple[float, float]] = []
    for i in range(1, len(turned)):
        if world[i] == world[i - 1]:
            continue
        edge = 360.0 * max(world[i], world[i - 1]) - 180.0
        (lon0, lat0), (lon1, lat1) = turned[i - 1], turned[i]
        lat = lat0 + (lat1 - lat0) * (edge - lon0) / (lon1 - lon0)
        parts.append(_part(head, turned[first:i], (edge, lat), world[i - 1]))
        head, first = [(edge, lat)], i
    parts.append(_part(head, turned[first:], None, world[-1]))
    return [part for part in parts if len(part) > 1] or [np.array(line, dtype=np.float64)]


def _part(
    head: list[tuple[float, float]], body: Array, tail: tuple[float, float] | None, world: float
) -> Array:
    """One part of a cut line, moved back into -180..180, without points that stand there twice."""
    rows = [np.array(head).reshape(-1, 2), body, np.array([tail] if tail else []).reshape(-1, 2)]
    part = np.vstack(rows)
    part[:, 0] -= 360.0 * world
    same = np.all(np.isclose(part[1:], part[:-1], atol=1e-12, rtol=0), axis=1)
    kept: Array = part[np.concatenate([[True], ~same])]
    return kept


def _vector(point: Point) -> Array:
    lon, lat = np.radians([point.lon, point.lat])
    return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
