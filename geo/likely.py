"""Places that a text may mean: how they are ordered, and which might as well be meant."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import NamedTuple

from geopy.distance import EARTH_RADIUS

from geo.extract import Record
from geo.names import fold, spellings
from geo.places import Match, PlaceKind

SEAT_BONUS = 0.8
"""What the seat of a district of its name has ahead, in the score."""
_COMPARABLE = 1.0
"""Scores nearer than this are comparable: a place has at most ten times the other's inhabitants."""
_COMPARABLE_TOWN = 0.7
"""The same for a town that is not the seat of a district of its name: at most five times."""
_MILLIONS = 630
"""Two million inhabitants: no such town is comparable with a city as large as that."""
_NEIGHBOUR_KM = 25.0
"""Two entries of one name this near are the same spot on a map of the world."""


class Area(NamedTuple):
    """What a qualifier or a hint may stand for."""

    areas: frozenset[int]
    """Row numbers of regions, districts and city regions."""
    countries: frozenset[str]
    """ISO codes of countries."""
    towns: tuple[int, ...]
    """Row numbers of towns."""

    @property
    def known(self) -> bool:
        """Whether it stands for anything."""
        return bool(self.areas or self.countries or self.towns)


class Scored(NamedTuple):
    """A place that the text may mean."""

    record: Record
    match: Match
    folded: str
    likeness: float
    slips: int
    score: float
    hinted: bool
    """Whether it lies in the region hinted at; True without a hint."""
    of_kind: bool
    """Whether it is what the text says it is; True when the text does not say."""

    @property
    def order(self) -> tuple[bool, bool, int, float, int]:
        """Sorts the likeliest first."""
        return (not self.hinted, not self.of_kind, self.slips, -self.score, self.record.number)

    @property
    def matched_name(self) -> str:
        """The name of the place that was matched, as the gazetteer writes it."""
        usual = self.record.place.name
        if fold(usual) == self.folded:
            return usual
        for name in self.record.names:
            if self.folded in spellings(name):
                return name
        return self.folded


BY_LIKELIHOOD = attrgetter("order")


class Found(NamedTuple):
    """The places that a text may mean, best first, and what was noticed on the way."""

    places: tuple[Scored, ...]
    notes: tuple[str, ...]
    doubtful: bool = False
    """Whether the text says something of the place that is not so."""


def rival(places: tuple[Scored, ...]) -> Scored | None:
    """The place that might as well be meant as the first one, or None.

    It must be as likely by hints, kind and slips, and comparable in score and in inhabitants.
    An area is no rival of a town in it, nor are two entries for one spot.
    """
    if len(places) < 2:
        return None
    first = places[0]
    as_likely = first.order[:3]
    for other in places[1:]:
        if other.order[:3] != as_likely:
            return None
        behind = first.score - other.score - SEAT_BONUS * first.record.seat
        if behind >= _COMPARABLE:
            return None
        town = other.record.kind is PlaceKind.CITY and not other.record.seat
        if town and first.record.weight >= _MILLIONS:
            continue
        ratio = _COMPARABLE_TOWN if town else _COMPARABLE
        if max(behind, (first.record.weight - other.record.weight) / 100) >= ratio:
            continue
        if not _related(first.record, other.record):
            return other
    return None


def _related(one: Record, other: Record) -> bool:
    if one.number in other.areas or other.number in one.areas:
        return True
    if {one.kind, other.kind} & {PlaceKind.COUNTRY}:
        return one.country == other.country
    return distance_km(one, other) < _NEIGHBOUR_KM


def distance_km(one: Record, other: Record) -> float:
    """Great-circle distance of two places in kilometres by the haversine: without numpy, as
    names are weighed one at a time."""
    (lat, lon), (other_lat, other_lon) = one.position, other.position
    north = math.sin(math.radians(other_lat - lat) / 2) ** 2
    east = math.sin(math.radians(other_lon - lon) / 2) ** 2
    both = math.cos(math.radians(lat)) * math.cos(math.radians(other_lat))
    km: float = 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, north + both * east)))
    return km
