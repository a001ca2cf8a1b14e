"""A mission with its places found: where the delegation starts, stops and returns to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from data.model import CHINA, Direction, Mission, PlaceName, Stop
from geo.names import fold
from geo.places import Outcome, Place, PlaceQuery, Resolution
from geo.regions import country_name
from geo.routes import distance_km


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

    @cached_property
    def areas(self) -> frozenset[str]:
        """Every name by which a filter may mean this place: its own, and those of all that hold it.

        A name that several places share can be told apart as ``Jining, Shandong``.
        """
        country = country_name(self.at.country)
        names = {self.at.name, country, f"{self.at.name}, {country}"}
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

    @cached_property
    def km(self) -> float:
        """Great-circle length in kilometres."""
        return distance_km(self.start.point, self.end.point)


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
        """Everything that the text filter searches, folded."""
        mission = self.mission
        parts: list[str | None] = [mission.title, mission.lead, *self.origin_areas]
        parts += [*self.stop_areas, *(stop.written for stop in mission.stops)]
        for leader in mission.leaders:
            parts += [leader.name, leader.role]
        for agreement in mission.agreements:
            parts += [agreement.title, agreement.kind, *agreement.parties]
        return " ".join(fold(part) for part in parts if part)

    @property
    def unplaced(self) -> tuple[Visit, ...]:
        """Origins and stops that cannot be drawn."""
        return tuple(visit for visit in (*self.origins, *self.stops) if visit.place is None)

    @property
    def uncertain(self) -> tuple[Visit, ...]:
        """Origins and stops drawn at the likeliest of several places."""
        return tuple(
            visit
            for visit in (*self.origins, *self.stops)
            if visit.resolution.outcome is Outcome.AMBIGUOUS
        )

    def legs(self, origin: Visit) -> Iterator[Leg]:
        """The legs from one origin through the stops and home, over the places that were found."""
        found = [visit.place for visit in self.stops if visit.place is not None]
        if origin.place is None or not found:
            return
        path = [origin.place, *found, origin.place]
        for number, (start, end) in enumerate(zip(path, path[1:], strict=False)):
            if start.key != end.key:
                yield Leg(start, end, home=number in (0, len(path) - 2))

    @cached_property
    def km(self) -> float | None:
        """Kilometres of the journey from the lead origin and home; None when nothing can be drawn."""
        legs = list(self.legs(self.origins[0]))
        return sum(leg.km for leg in legs) if legs else None

    @property
    def cities_in_china(self) -> tuple[Visit, ...]:
        """Stops in mainland China, Hong Kong, Macau or Taiwan; none for an incoming visit."""
        if self.mission.direction is Direction.INBOUND:
            return ()
        return tuple(visit for visit in self.stops if visit.at.country in CHINA)


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


def find_place(at: PlaceName | Stop, geocoder: Geocoder) -> Visit:
    """One place with what the geocoder says of it."""
    return Visit(at, geocoder.resolve(PlaceQuery(at.name, (at.country,), at.region)))
