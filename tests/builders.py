"""Builders of records and places that take only what a test is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from data.drafts import Draft, DraftKind
from data.itinerary import Itinerary, find_places
from data.model import DateSpan, Direction, Mission, PlaceName, Standing, Status, Stop
from geo.places import (
    Candidate,
    Match,
    Outcome,
    Place,
    PlaceKind,
    PlaceQuery,
    Point,
    Resolution,
)


def place(
    name: str, country: str = "CN", lon: float = 110.0, lat: float = 30.0, **kw: Any
) -> Place:
    """A city, keyed by its name and region unless told otherwise."""
    region = kw.pop("region", None)
    key = kw.pop("key", f"test:{name}:{region}")
    kind = kw.pop("kind", PlaceKind.CITY)
    return Place(key, name, country, region, kind, Point(lon, lat), **kw)


CITIES = {
    city.name: city
    for city in (
        place("Liverpool", "GB", -2.98, 53.41, region="North West England", within=("England",)),
        place("Leipzig", "DE", 12.37, 51.34, region="Saxony"),
        place("Kunming", "CN", 102.72, 25.04, region="Yunnan", name_zh="昆明"),
        place("Nanjing", "CN", 118.78, 32.06, region="Jiangsu"),
        place("Jining", "CN", 116.58, 35.41, region="Shandong"),
        place("Hong Kong", "HK", 114.17, 22.28, region="Hong Kong"),
        place("Singapore", "SG", 103.85, 1.29),
    )
}


class FixedGeocoder:
    """Knows just the places it is given: one for a found name, several for an ambiguous one."""

    def __init__(
        self,
        places: Mapping[str, Place | Sequence[Place]] = CITIES,
        *,
        match: Match = Match.EXACT,
    ) -> None:
        self.places = places
        self.match = match

    def resolve(self, query: PlaceQuery) -> Resolution:
        found = self.places.get(query.name)
        if found is None:
            return Resolution(query, Outcome.NOT_FOUND)
        several = [found] if isinstance(found, Place) else list(found)
        outcome = Outcome.FOUND if len(several) == 1 else Outcome.AMBIGUOUS
        candidates = tuple(Candidate(each, self.match, each.name) for each in several)
        return Resolution(query, outcome, candidates)


def span(first: str, last: str | None = None) -> DateSpan:
    """A stated span from ISO dates; a year alone is the whole of it."""
    if len(first) == 4:
        first, last = f"{first}-01-01", f"{last or first}-12-31"
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return DateSpan(first=start, last=end, standing=Standing.STATED)


def stop(name: str = "Kunming", country: str = "CN", **kw: Any) -> Stop:
    return Stop(name=name, country=country, **kw)


def origin(name: str = "Liverpool", country: str = "GB") -> PlaceName:
    return PlaceName(name=name, country=country)


def mission(**kw: Any) -> Mission:
    """A held, undated mission from Liverpool to Kunming, unless told otherwise."""
    values: dict[str, Any] = {
        "id": "a-mission",
        "title": "A mission",
        "direction": Direction.OUTBOUND,
        "status": Status.HELD,
        "origins": (origin(),),
        "stops": (stop(),),
        "sources": ("a-report",),
    }
    return Mission(**values | kw)


def incoming(**kw: Any) -> Mission:
    """A visit from Kunming to Liverpool, unless told otherwise."""
    ends: dict[str, Any] = {
        "direction": Direction.INBOUND,
        "origins": (origin("Kunming", "CN"),),
        "stops": (stop("Liverpool", "GB"),),
    }
    return mission(**ends | kw)


def draft(**kw: Any) -> Draft:
    """A draft of a form with a title and nothing else, unless told otherwise."""
    values: dict[str, Any] = {
        "id": "form-one",
        "kind": DraftKind.FORM,
        "label": "A form",
        "values": {"title": "A mission"},
    }
    return Draft(**values | kw)


def itineraries(*missions: Mission, geocoder: FixedGeocoder | None = None) -> list[Itinerary]:
    """The missions with their places found; ids are numbered where they are the builder's own."""
    numbered = [
        entry.model_copy(update={"id": f"mission-{number}"}) if entry.id == "a-mission" else entry
        for number, entry in enumerate(missions)
    ]
    return list(find_places(numbered, geocoder or FixedGeocoder()))
