"""Positions as people write them."""

from __future__ import annotations

import re

from geo.errors import GeoError
from geo.places import Point

LONGEST = 60
_PART = r"""([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*
    (?:(\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*["″”]\s*)?"""
_PAIR = re.compile(rf"{_PART}([NS]?)\s*[,;\s]\s*{_PART}([EW]?)", re.VERBOSE | re.IGNORECASE)


class CoordinatesError(GeoError, ValueError):
    """A text that is no position."""


def read_point(text: str) -> Point:
    """A position written latitude first, in degrees or with minutes: "31.95, 118.78".

    Raises CoordinatesError for what is none.
    """
    written = " ".join(text.split()).replace("−", "-")
    found = _PAIR.fullmatch(written) if len(written) <= LONGEST else None
    try:
        if found is None:
            raise ValueError("not two angles")
        return Point(lon=_degrees(*found.groups()[4:]), lat=_degrees(*found.groups()[:4]))
    except ValueError as error:
        raise CoordinatesError(
            f"“{written[:LONGEST]}” is no position. Write latitude and longitude in degrees, such "
            "as 31.95, 118.78 or 31°57′N 118°47′E."
        ) from error


def _degrees(degrees: str, minutes: str | None, seconds: str | None, side: str) -> float:
    size = abs(float(degrees)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -size if degrees.startswith("-") or side.upper() in ("S", "W") else size
