"""The projections of a figure, in pixels, as the renderer's d3-geo has them.

Labels, legends and arrowheads are placed here, land and arcs are drawn by d3-geo: both must agree
to less than a pixel. A slide has no d3-geo: its land and arcs are placed here, too. Formulas:
Snyder (1987), Map Projections: A Working Manual, for the azimuthal ones and Mercator; Šavrič,
Patterson and Jenny (2019) for Equal Earth; Šavrič and others (2011) for Natural Earth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from geo.routes import EARTH_RADIUS_KM, Array
from geo.template import FigureError
from geo.view import longitude_span

D3_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "equal-area": "azimuthalEqualArea",
        "equal-earth": "equalEarth",
        "natural-earth": "naturalEarth1",
        "mercator": "mercator",
        "globe": "orthographic",
    }
)
REACH: Mapping[str, float] = MappingProxyType({"equal-area": 125.0, "globe": 89.5})
"""Degrees from the middle at which a slide's map ends, for each projection around a point; the
others are around a meridian."""
EURASIA_CENTRE = (60.0, 45.0)
"""Degrees east and north: the middle between the British Isles and the Chinese coast."""
CLOSEST_KM = 900.0
"""Kilometres across the shorter side of a map, at least: the land is not drawn finely enough for
less, and a single city needs its surroundings."""
GLOBE_LARGER = 1.35
"""Diameter of a globe over the height of the room: where nobody travels it may be cut off."""
HORIZON = 86.0
"""Degrees from the middle of a globe beyond which a place cannot be made out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in layout pixels, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels down."""
        return self.bottom - self.top

    def inside(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box without strips of these widths at its sides."""
        return Box(self.left + left, self.top + top, self.right - right, self.bottom - bottom)


@dataclass(frozen=True, slots=True)
class Plane:
    """A projection put in its place on the page."""

    name: str
    lon: float
    """Degrees east of the middle."""
    lat: float
    """Degrees north of the middle; 0 for a projection around a meridian."""
    scale: float
    """Pixels of the globe's radius."""
    x: float
    y: float
    """Pixels at which the middle of the projection lies."""
    clip: Box
    """What may be drawn on."""

    def pixels(self, lonlat: Array) -> Array:
        """Pixel positions, shape (n, 2), of degrees, shape (n, 2); NaN for what lies behind."""
        lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        placed: Array = _plane(self.name, (self.lon, self.lat), lonlat) * self.scale
        placed += np.array([self.x, self.y])
        return placed

    def held_pixels(self, lonlat: Array) -> Array:
        """As `pixels`, with what lies beyond the projection's REACH brought to its edge."""
        placed = self.pixels(lonlat)
        if self.name not in REACH:
            return placed
        lonlat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        reach = math.radians(REACH[self.name])
        radius = math.sin(reach) if self.name == "globe" else 2.0 * math.sin(reach / 2.0)
        beyond = distance((self.lon, self.lat), lonlat) > REACH[self.name]
        away = _towards((self.lon, self.lat), lonlat[beyond])
        length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-12)
        placed[beyond] = away * (radius * self.scale / length)[:, None] + [self.x, self.y]
        return placed

    def spec(self) -> dict[str, object]:
        """The projection as Vega writes it. d3-geo draws what lies beyond `clip` not at all."""
        edge = self.clip
        return {
            "type": D3_NAMES[self.name],
            "rotate": [_short(-self.lon), _short(-self.lat), 0],
            "scale": _short(self.scale),
            "translate": [_short(self.x), _short(self.y)],
            "clipExtent": [
                [_short(edge.left), _short(edge.top)],
                [_short(edge.right), _short(edge.bottom)],
            ],
        }


def fit(name: str, shown: Array, room: Box, clip: Box, centre: tuple[float, float] | None) -> Plane:
    """The projection that shows all of `shown`, degrees of shape (n, 2), as large as `room` allows.

    Args:
        name: a key of D3_NAMES.
        centre: degrees at its middle; None for the middle of what is shown.

    Raises FigureError for an unknown name, and for places on both sides of a globe.
    """
    if name not in D3_NAMES:
        raise FigureError(f"There is no projection {name!r}; there are {', '.join(D3_NAMES)}.")
    lon, lat = centre or middle(shown)
    if name not in REACH:
        lat = 0.0
        if centre is None or abs(lon) > 90:
            west, span = longitude_span(shown[:, 0])
            lon = (west + span / 2.0 + 180.0) % 360.0 - 180.0
    lon, lat = round(lon, 2), round(lat, 2)
    if name == "globe" and distance((lon, lat), shown).max() > HORIZON:
        lon, lat = (round(part, 2) for part in middle(shown))
        if distance((lon, lat), shown).max() > HORIZON:
            raise FigureError(
                "A globe cannot show all these places at once: some are on its far side. "
                "Choose another projection."
            )
    flat = _plane(name, (lon, lat), shown)
    low, high = flat.min(axis=0), flat.max(axis=0)
    across, down = (float(part) for part in np.maximum(high - low, 1e-9))
    closest = min(room.width, room.height) * EARTH_RADIUS_KM / CLOSEST_KM
    scale = min(room.width / across, room.height / down, closest)
    x = (room.left + room.right) / 2.0 - scale * float(low[0] + high[0]) / 2.0
    y = (room.top + room.bottom) / 2.0 - scale * float(low[1] + high[1]) / 2.0
    return Plane(name, lon, lat, scale, x, y, clip)


def large_globe(plane: Plane, room: Box) -> Plane:
    """A globe as large as fits the width; where the room is wide, its south is cut off."""
    scale = min(room.width / 2.0, room.height * GLOBE_LARGER / 2.0)
    whole = 2.0 * scale <= room.height
    y = (room.top + room.bottom) / 2.0 if whole else room.top + scale
    return replace(plane, scale=scale, x=(room.left + room.right) / 2.0, y=y)


def middle(shown: Array) -> tuple[float, float]:
    """Degrees of the point in the middle of these, on the sphere."""
    lon, lat = np.radians(shown.T)
    vectors = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = vectors.min(axis=0) + vectors.max(axis=0)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def turned(lon: Array, middle_lon: float) -> Array:
    """Degrees east of a meridian, -180 to 180; either end stays where it is, as in d3-geo."""
    east = lon - middle_lon
    wrapped: Array = np.where(np.abs(east) <= 180.0 + 1e-6, east, (east + 180.0) % 360.0 - 180.0)
    return wrapped


def distance(centre: tuple[float, float], shown: Array) -> Array:
    """Degrees of arc from the centre, for degrees of shape (n, 2)."""
    lon, lat = np.radians(shown.T)
    lon0, lat0 = math.radians(centre[0]), math.radians(centre[1])
    cosine = math.sin(lat0) * np.sin(lat) + math.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    degrees: Array = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return degrees


def _towards(centre: tuple[float, float], lonlat: Array) -> Array:
    """Positions on a globe of radius 1 seen from far above the centre, x to the right, y down."""
    lon, lat = np.radians(lonlat[:, 0] - centre[0]), np.radians(lonlat[:, 1])
    lat0 = math.radians(centre[1])
    up = math.cos(lat0) * np.sin(lat) - math.sin(lat0) * np.cos(lat) * np.cos(lon)
    return np.column_stack([np.cos(lat) * np.sin(lon), -up])


def _plane(name: str, centre: tuple[float, float], lonlat: Array) -> Array:
    """Positions on the plane of a globe of radius 1, x to the right and y down."""
    lon = np.radians(turned(lonlat[:, 0], centre[0]))
    lat = np.radians(lonlat[:, 1])
    if name in REACH:
        lat0 = math.radians(centre[1])
        cosine = math.sin(lat0) * np.sin(lat) + math.cos(lat0) * np.cos(lat) * np.cos(lon)
        with np.errstate(divide="ignore", invalid="ignore"):
            if name == "globe":
                factor = np.where(cosine < 0.0, np.nan, 1.0)
            else:
                factor = np.where(cosine < -0.99999, np.nan, np.sqrt(2.0 / (1.0 + cosine)))
        return _towards(centre, lonlat) * factor[:, None]
    if name == "mercator":
        lat = np.clip(lat, -1.4844222, 1.4844222)
        return np.column_stack([lon, -np.arctanh(np.sin(lat))])
    if name == "equal-earth":
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        root = math.sqrt(3.0) / 2.0
        t = np.arcsin(root * np.sin(lat))
        t2, t6 = t**2, t**6
        x = lon * np.cos(t) / (root * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
        return np.column_stack([x, -t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))])
    p2, p4 = lat**2, lat**4
    x = lon * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = lat * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return np.column_stack([x, -y])


def _short(value: float) -> float:
    return round(value, 3)
