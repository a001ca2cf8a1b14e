"""What the gazetteer answers, as a geopy Location."""

from __future__ import annotations

from typing import Any

from geopy import Location
from geopy import Point as GeopyPoint

from geo.places import Candidate, Resolution
from geo.regions import country_name


def location(found: Candidate) -> Location:
    """A candidate as a geopy Location; its `raw` is a dict of what is known of it."""
    place = found.place
    raw = {
        "key": place.key,
        "name": place.name,
        "country": place.country,
        "region": place.region,
        "kind": place.kind.value,
        "geoname_id": place.geoname_id,
        "population": place.population,
        "match": found.match.value,
        "matched_name": found.matched_name,
        "score": found.score,
        "source": found.source,
    }
    parts = dict.fromkeys((place.name, place.region, country_name(place.country)))
    address = ", ".join(part for part in parts if part)
    return Location(address, GeopyPoint(place.point.lat, place.point.lon), raw)


class FirstLocation(Location):  # type: ignore[misc]  # geopy has no types
    """The best candidate of an answer as a geopy Location, which is made when it is first read:
    most of the time that a look-up takes would go into it."""

    __slots__ = ("_answer",)

    def __init__(self, answer: Resolution) -> None:
        """The answer needs at least one candidate."""
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        """Called by Python for what is not there yet. Raises AttributeError for what never is."""
        best = self._answer.best if name in Location.__slots__ else None
        if best is None:
            raise AttributeError(f"A location has no {name!r}.")
        made = location(best)
        super().__init__(made.address, made.point, made.raw)
        return getattr(self, name)
