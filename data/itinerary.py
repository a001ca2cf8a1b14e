"""A mission with its places found: where the delegation starts, stops and returns to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Protocol

from data.model import CHINA, Direction, Mission, PlaceName
from geo.errors import GeoError
from geo.names import fold
from geo.places import Place, PlaceQuery, Point, Resolution
from geo.regions import country_name
from geo.routes import distance_km

HELD_BY: Mapping[str, str] = {"HK": "CN", "MO": "CN"}
"""ISO codes of what a filter takes for a part of another country: Hong Kong and Macau of China."""


class Geocoder(Protocol):
    """Whatever answers a question for a place: a resolver, or a gazetteer alone."""

    def resolve(self, query: PlaceQuery) -> Resolution:
        """The answer, which may be that nothing was found or nobody could be asked."""
        ...


@dataclass(frozen=True)
class Visit:
    """One origin or stop of a mission, and what the geocoder says of it."""

    at: PlaceName
    resolution: Resolution

    @property
    def place(self) -> Place | None:
        """Where it is; None when it was not found or nobody could be asked."""
        return self.resolution.place

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code of the country that it lies in, found or not."""
        return self.place.country if self.place else self.at.country

    @property
    def region(self) -> str | None:
        """The region that it lies in, as far as it is known."""
        return self.place.region if self.place else self.at.region

    @cached_property
    def areas(self) -> frozenset[str]:
        """Every name by which a filter may mean this place: its own, and those of all that hold it.

        A name that several places share can be told apart as ``Jining, Shandong``.
        """
        country = name_of_country(self.country)
        names = {self.at.name, country, f"{self.at.name}, {country}"}
        if self.country in HELD_BY:
            names.add(name_of_country(HELD_BY[self.country]))
        names |= {self.at.region, f"{self.at.name}, {self.at.region}"} if self.at.region else set()
        if self.place is not None:
            names |= {self.place.name, *self.place.within}
            if self.place.region:
                names |= {self.place.region, f"{self.place.name}, {self.place.region}"}
        return frozenset(names)


@dataclass(frozen=True)
class Leg:
    """One leg of an itinerary between two places that were found."""

    start: Place
    end: Place
    home: bool
    """Whether it leaves the origin or returns to it."""

    @property
    def km(self) -> float:
        """Great-circle length in kilometres."""
        return _km(self.start.point, self.end.point)


@dataclass(frozen=True)
class Itinerary:
    """A mission and its places, in travel order."""

    mission: Mission
    origins: tuple[Visit, ...]
    stops: tuple[Visit, ...]

    @cached_property
    def origin_areas(self) -> frozenset[str]:
        """Names of every area that the mission comes from."""
        return frozenset().union(*(visit.areas for visit in self.origins))

    @cached_property
    def stop_areas(self) -> frozenset[str]:
        """Names of every area that the mission visits."""
        return frozenset().union(*(visit.areas for visit in self.stops))

    @cached_property
    def words(self) -> str:
        """Everything that the text filter searches, folded: names, offices, places, sectors."""
        mission = self.mission
        parts: list[str | None] = [mission.title, mission.lead, *mission.sectors]
        parts += [*self.origin_areas, *self.stop_areas, *(stop.written for stop in mission.stops)]
        for visit in (*self.origins, *self.stops):
            parts += [visit.place.name_de, visit.place.name_zh] if visit.place else []
        for leader in mission.leaders:
            parts += [leader.name, leader.role]
        for agreement in mission.agreements:
            parts += [agreement.title, agreement.kind, *agreement.parties]
        return " ".join(folded(part) for part in parts if part)

    @property
    def unplaced(self) -> tuple[Visit, ...]:
        """Origins and stops that cannot be drawn."""
        return tuple(visit for visit in (*self.origins, *self.stops) if visit.place is None)

    def legs(self, origin: Visit) -> Iterator[Leg]:
        """The legs from one origin through the stops and home, over the places that were found."""
        found = [visit.place for visit in self.stops if visit.place is not None]
        if origin.place is None or not found:
            return
        path = [origin.place, *found, origin.place]
        for start, end in pairwise(path):
            if start.key != end.key:
                yield Leg(start, end, home=origin.place.key in (start.key, end.key))

    @cached_property
    def km(self) -> float | None:
        """Kilometres of the journey from the lead origin and home, over the places that were found.

        None when the lead origin or every stop was not found.
        """
        legs = list(self.legs(self.origins[0]))
        return sum(leg.km for leg in legs) if legs else None

    @property
    def cities_in_china(self) -> tuple[Visit, ...]:
        """Stops in mainland China, Hong Kong, Macau or Taiwan; none for an incoming visit."""
        if self.mission.direction is Direction.INBOUND:
            return ()
        return tuple(visit for visit in self.stops if visit.country in CHINA)


def name_of_country(code: str) -> str:
    """The English name of a country; its code when the list of countries cannot be read."""
    try:
        return country_name(code)
    except GeoError:
        return code


def folded(text: str) -> str:
    """The form in which texts are compared; only in lower case when geo's tables cannot be read."""
    try:
        return fold(text)
    except GeoError:
        return text.casefold()


@lru_cache(maxsize=65_536)  # Missions share most of their legs.
def _km(start: Point, end: Point) -> float:
    return distance_km(start, end)


def find_places(missions: Iterable[Mission], geocoder: Geocoder) -> tuple[Itinerary, ...]:
    """Each mission with its places found, in the order given."""
    return tuple(
        Itinerary(
            mission,
            tuple(find_place(origin, geocoder) for origin in mission.origins),
            tuple(find_place(stop, geocoder) for stop in mission.stops),
        )
        for mission in missions
    )


def find_place(at: PlaceName, geocoder: Geocoder) -> Visit:
    """One place with what the geocoder says of it."""
    return Visit(at, geocoder.resolve(PlaceQuery(at.name, (at.country,), at.region)))
