"""Where the map looks: the centre and zoom that show a set of points, in Web Mercator.

Zoom is deck.gl's: at zoom z the world is 512 * 2**z pixels wide. Pixels are CSS pixels, x to the
right and y down, from the upper left corner of the map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TILE = 512.0
"""Pixels of the world's width at zoom 0, as in deck.gl and MapLibre."""
MAX_LATITUDE = 85.051129
"""Degrees at which Web Mercator ends, where the map is a square."""
MIN_ZOOM, MAX_ZOOM = 0.0, 7.0
"""The whole world, and about one county: the land is not drawn finely enough for more."""
ONE_POINT_ZOOM = 4.5
"""Zoom for a single place: the country around it can be recognised."""


@dataclass(frozen=True, slots=True)
class View:
    """What a flat map, north up, shows."""

    lon: float
    """Degrees east at the centre, -180 to 180."""
    lat: float
    """Degrees north at the centre."""
    zoom: float

    def pixels(self, lonlat: Array, size: tuple[int, int]) -> Array:
        """Pixel positions, shape (n, 2), of longitudes and latitudes, shape (n, 2).

        Each longitude is taken on the turn of the world nearest to the centre.
        """
        lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2).copy()
        lonlat[:, 0] = self.lon + (lonlat[:, 0] - self.lon + 180.0) % 360.0 - 180.0
        centre = mercator(np.array([[self.lon, self.lat]]))
        scale = TILE * 2.0**self.zoom
        moved: Array = (mercator(lonlat) - centre) * scale + np.array(size) / 2.0
        return moved


DEFAULT_VIEW = View(lon=55.0, lat=42.0, zoom=2.2)
"""Eurasia from the British Isles to the Chinese coast."""


def mercator(lonlat: Array) -> Array:
    """Positions on the Web Mercator square, shape (n, 2): x and y from 0 to 1, y down.

    Latitudes beyond the square are moved to its edge; longitudes beyond 180 run on beyond it.
    """
    lat = np.radians(np.clip(lonlat[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
    y = (1.0 - np.arctanh(np.sin(lat)) / np.pi) / 2.0
    return np.column_stack([lonlat[:, 0] / 360.0 + 0.5, y])


def longitude_span(lon: Array) -> tuple[float, float]:
    """The shortest interval of longitudes that holds all: its western end and its width in degrees.

    It may run across 180 degrees. Needs at least one longitude.
    """
    turned = np.unique(np.mod(np.asarray(lon, dtype=np.float64), 360.0))
    gaps = np.diff(np.append(turned, turned[0] + 360.0))
    widest = int(np.argmax(gaps))
    west = float(turned[(widest + 1) % len(turned)])
    # Rounding must not make a single longitude narrower than nothing.
    return (west + 180.0) % 360.0 - 180.0, max(0.0, float(360.0 - gaps[widest]))


def fit(
    lines: Iterable[Array],
    size: tuple[int, int],
    *,
    padding: float = 48.0,
    zooms: tuple[float, float] = (MIN_ZOOM, MAX_ZOOM),
    default: View = DEFAULT_VIEW,
) -> View:
    """The closest view that shows whole lines (a lone point is a line of one row).

    Args:
        lines: arrays of shape (n, 2), longitude and latitude. Give the points *along* each arc:
            a great circle from Britain to China runs far north of both ends.
        size: width and height of the map in pixels.
        padding: pixels kept free on every side; at most 40 % of the shorter side is used.
        zooms: lowest and highest zoom to answer with.
        default: the answer when there is nothing to show.

    Raises ValueError when a coordinate is not finite or the size is not positive.
    """
    width, height = size
    if width <= 0 or height <= 0:
        raise ValueError(f"A map needs a positive width and height, not {width} x {height} pixels.")
    parts = [np.asarray(line, dtype=np.float64).reshape(-1, 2) for line in lines]
    points = np.vstack(parts) if parts else np.empty((0, 2))
    if not np.isfinite(points).all():
        raise ValueError("A view cannot be fitted to coordinates that are not finite.")
    if not len(points):
        return default
    west, span = longitude_span(points[:, 0])
    square = mercator(points)
    top, bottom = float(square[:, 1].min()), float(square[:, 1].max())
    middle = (top + bottom) / 2.0
    lat = math.degrees(math.asin(math.tanh(math.pi * (1.0 - 2.0 * middle))))
    lon = (west + span / 2.0 + 180.0) % 360.0 - 180.0
    across, down = span / 360.0, bottom - top
    low, high = zooms
    if max(across, down) < 1e-9:
        return View(lon, lat, min(max(ONE_POINT_ZOOM, low), high))
    padding = min(padding, 0.4 * min(width, height))
    room = [
        math.log2((pixels - 2.0 * padding) / (TILE * part))
        for pixels, part in ((width, across), (height, down))
        if part > 1e-9
    ]
    return View(lon, lat, min(max(min(room), low), high))


def in_frame(pixels: Array, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which of the positions, shape (n, 2), lie within a map of this width and height."""
    x, y = pixels[:, 0], pixels[:, 1]
    inside: NDArray[np.bool_] = (x >= 0) & (x <= size[0]) & (y >= 0) & (y <= size[1])
    return inside


def point_in_frame(
    path: Array, view: View, size: tuple[int, int], share: float
) -> tuple[Array, Array, float]:
    """The point at a share of the length of a path that is in the frame, the direction there
    (pixels, y down, length 1), and that length in pixels. The whole path counts where none is."""
    fine = np.linspace(0.0, len(path) - 1.0, 8 * len(path))
    known = np.arange(len(path))
    lonlat = np.column_stack([np.interp(fine, known, path[:, axis]) for axis in (0, 1)])
    pixels = view.pixels(lonlat, size)
    steps = np.diff(pixels, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    inside = in_frame(pixels, size)
    seen = inside[1:] & inside[:-1]
    if seen.any():
        lengths = np.where(seen, lengths, 0.0)
    reached = np.cumsum(lengths)
    i = int(min(np.searchsorted(reached, share * reached[-1]), len(steps) - 1))
    norm = float(np.hypot(*steps[i]))
    direction = steps[i] / norm if norm else np.array([1.0, 0.0])
    return lonlat[i], direction, float(reached[-1])
