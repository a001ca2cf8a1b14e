"""The countries, regions and cities that a filter can offer for a set of itineraries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from data.itinerary import HELD_BY, Visit, name_of_country
from geo.places import PlaceKind


class Level(IntEnum):
    """How wide an area is, widest first."""

    COUNTRY = 0
    REGION = 1
    AREA = 2
    """A city region, county or district: wider than a city and within a region."""
    CITY = 3


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """One choice for a "from" or "to" filter."""

    level: Level
    name: str
    """What the filter holds: the plain name, or ``Name, Region`` where two cities share it."""
    country: str
    """ISO 3166-1 alpha-2 code of the country that it lies in or is."""


def offered_areas(visits: Iterable[Visit]) -> tuple[Area, ...]:
    """Each country, region, area and city among the visits once, widest first, then by name.

    A city that could not be placed is offered too: it has a name and a country.
    """
    areas: dict[str, Area] = {}
    cities: defaultdict[str, dict[str, Visit]] = defaultdict(dict)
    for visit in visits:
        place, country, region = visit.place, visit.country, visit.region
        named = place.name if place else visit.at.name
        state = HELD_BY.get(country, country)
        _offer(areas, Level.COUNTRY, name_of_country(state), state)
        if region and region != named:
            _offer(areas, Level.REGION, region, country)
        for wider in place.within if place else ():
            if wider not in (named, region):
                _offer(areas, Level.AREA, wider, country)
        cities[named][place.key if place else f"{country}:{named}"] = visit
    for name, same_name in cities.items():
        for visit in same_name.values():
            place = visit.place
            level = _LEVELS.get(place.kind, Level.CITY) if place else Level.CITY
            shared = len(same_name) > 1 and visit.region
            _offer(areas, level, f"{name}, {visit.region}" if shared else name, visit.country)
    return tuple(sorted(areas.values()))


_LEVELS = {
    PlaceKind.COUNTRY: Level.COUNTRY,
    PlaceKind.REGION: Level.REGION,
    PlaceKind.CITY_REGION: Level.AREA,
    PlaceKind.DISTRICT: Level.AREA,
}


def _offer(areas: dict[str, Area], level: Level, name: str, country: str) -> None:
    # A name at several levels (Chongqing, West Midlands) is one choice, at its widest.
    if name not in areas or level < areas[name].level:
        areas[name] = Area(level, name, country)
