"""What a typed name of a place may mean, and how it goes into a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue

from data.itinerary import Geocoder, name_of_country
from geo.names import fold
from geo.places import Candidate, Match, Outcome, Place, PlaceKind, PlaceQuery, Resolution
from geo.resolver import Resolver

MOST = 6
"""Suggestions that a reader takes in at a glance."""
_SHORTEST = 2
_CITY = frozenset({PlaceKind.CITY})


def suggestions(
    geocoder: Geocoder, typed: str, countries: Sequence[str] = ()
) -> tuple[Candidate, ...]:
    """The places that a name being typed may become, those in the countries first; at most MOST."""
    name = " ".join(typed.split())
    if len(fold(name)) < _SHORTEST:
        return ()
    return _told_apart(_found(geocoder, name, tuple(countries)))


def _found(geocoder: Geocoder, name: str, countries: tuple[str, ...]) -> Iterator[Candidate]:
    whole = [
        geocoder.resolve(PlaceQuery(name, where)) for where in ((countries,) if countries else ())
    ]
    whole.append(geocoder.resolve(PlaceQuery(name)))
    for answer in whole:
        yield from (each for each in answer.candidates if each.match is not Match.FUZZY)
    if isinstance(geocoder, Resolver):
        yield from geocoder.gazetteer.suggest(name, countries=countries)
        yield from geocoder.gazetteer.suggest(name)
    for answer in whole:
        yield from answer.candidates


def in_full(place: Place) -> str:
    """A place so that no other is meant: "Jining, Shandong, China", "Saxony, Germany (region)"."""
    parts = dict.fromkeys((place.name, place.region, name_of_country(place.country)))
    kind = "" if place.kind in _CITY else f" ({place.kind.value})"
    return ", ".join(part for part in parts if part) + kind


def item_of(place: Place, geocoder: Geocoder) -> dict[str, JsonValue]:
    """A place as a record names it, with its region where the name alone would not do."""
    item: dict[str, JsonValue] = {"name": place.name, "country": place.country}
    answer = geocoder.resolve(PlaceQuery(place.name, (place.country,)))
    settled = answer.outcome is Outcome.FOUND and answer.place == place
    if not settled and place.region and place.region != place.name:
        item["region"] = place.region
    return item


def answer_for(item: dict[str, JsonValue], geocoder: Geocoder) -> Resolution | None:
    """What the geocoder says of an item of a form; None while it has no name."""
    name, country, region = (str(item.get(part) or "") for part in ("name", "country", "region"))
    if not name.strip():
        return None
    return geocoder.resolve(PlaceQuery(name, (country,) if country else (), region or None))


def rivals(resolution: Resolution) -> tuple[Candidate, ...]:
    """The candidates that a reader can tell apart, where a name is ambiguous; at most MOST."""
    return _told_apart(resolution.candidates)


def _told_apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    found: dict[tuple[str, str | None, str], Candidate] = {}
    for candidate in candidates:
        place = candidate.place
        # A city and the district of its name are one suggestion.
        found.setdefault((fold(place.name), place.region, place.country), candidate)
        if len(found) == MOST:
            break
    return tuple(found.values())
