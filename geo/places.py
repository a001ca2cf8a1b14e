"""What a place is: a point, a named place, a question for one, and the answer to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Point:
    """A position on the earth, WGS84, in decimal degrees, longitude first.

    Raises ValueError when a coordinate is not a finite number or lies outside its range.
    """

    lon: float
    """Degrees east of Greenwich, -180 to 180."""
    lat: float
    """Degrees north of the equator, -90 to 90."""

    def __post_init__(self) -> None:
        if -180 <= self.lon <= 180 and -90 <= self.lat <= 90:
            return
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise ValueError(f"A point needs finite degrees, not lon={self.lon}, lat={self.lat}.")
        if not -90 <= self.lat <= 90:
            raise ValueError(
                f"Latitude {self.lat} is outside -90..90. "
                "The order is longitude, latitude: swapped?"
            )
        raise ValueError(f"Longitude {self.lon} is outside -180..180.")


class PlaceKind(StrEnum):
    """How large a thing a place is; also the order in which a tie between kinds is broken."""

    CITY = "city"
    """A populated place of any size."""
    CITY_REGION = "city region"
    """A UK combined authority or city region, a German metropolitan region."""
    REGION = "region"
    """A UK nation or ITL1 region, a German Land, a Chinese province-level division."""
    DISTRICT = "district"
    """A second-level division: county, borough, unitary authority, Regierungsbezirk, prefecture."""
    COUNTRY = "country"


class Place(NamedTuple):
    """A place in the world, as the gazetteer, a correction or an online service knows it."""

    key: str
    """Stable identifier: ``gn:1804651`` for GeoNames, else a slug of ours."""
    name: str
    """The usual English name."""
    country: str
    """ISO 3166-1 alpha-2 code, upper case."""
    region: str | None
    """English name of the ITL1 region, Land or province that holds it (of itself for a region);
    None where the country has none that we know."""
    kind: PlaceKind
    point: Point
    geoname_id: int | None = None
    """GeoNames identifier; None for places that GeoNames does not have."""
    population: int = 0
    """Inhabitants by GeoNames; 0 means unknown."""
    within: tuple[str, ...] = ()
    """English names of further areas that hold it: district, city region, nation."""
    name_de: str | None = None
    """German name where it differs from the English one."""
    name_zh: str | None = None
    """Chinese name, None where unknown."""


class Match(StrEnum):
    """How a name was matched, best first."""

    CORRECTION = "correction"
    EXACT = "exact"
    ALIAS = "alias"
    FUZZY = "fuzzy"
    ONLINE = "online"


class Outcome(StrEnum):
    """What became of a question. Not found is an answer; unavailable: nobody could be asked."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


class PlaceQuery(NamedTuple):
    """A name to look for, with what is known of where it lies. Hashable, so it can key a cache."""

    name: str
    """As somebody wrote it: any language, spelling or qualifier."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes that the place must lie in; empty for anywhere."""
    region: str | None = None
    """Name of a region, in any language, that the place should lie in."""


class Candidate(NamedTuple):
    """One place that a name may mean."""

    place: Place
    match: Match
    matched_name: str
    """The name of the place that the query matched."""
    score: float = 100.0
    """Likeness of the two names, 0 to 100; 100 unless the match is fuzzy."""
    source: str = "GeoNames"
    """Where the place comes from, as a reader may be told."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to a PlaceQuery and the way it was come by."""

    query: PlaceQuery
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    """Best first; empty unless found or ambiguous."""
    trace: tuple[str, ...] = ()
    """One plain sentence for each step that was tried, in order."""

    @property
    def best(self) -> Candidate | None:
        """The answer, or the likeliest of several; None when nothing was found."""
        return self.candidates[0] if self.candidates else None

    @property
    def place(self) -> Place | None:
        """The place of the best candidate; None when nothing was found."""
        return self.candidates[0].place if self.candidates else None
