"""Itineraries as tables. One contract holds each table's columns, dtypes and units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from data.itinerary import Itinerary, Visit
from data.model import HOME_COUNTRIES, Mission
from geo.places import Place
from geo.routes import distance_km

Columns = Mapping[str, str]

_ENDS: Columns = {
    "from_key": "str",
    "from_name": "str",
    "from_country": "str",
    "from_lon": "float64",
    "from_lat": "float64",
    "to_key": "str",
    "to_name": "str",
    "to_country": "str",
    "to_lon": "float64",
    "to_lat": "float64",
}
STOPS: Columns = {
    "mission_id": "str",
    "role": "str",  # "origin" or "stop"
    "seq": "int64",  # order of travel within the role, from 0
    "key": "str",
    "name": "str",
    "written": "str",  # the spelling in the source, "" where it is the same
    "country": "str",
    "region": "str",  # "" where unknown
    "kind": "str",
    "lon": "float64",  # degrees WGS84
    "lat": "float64",
    "match": "str",
}
"""One row per origin and stop that was found."""
LEGS: Columns = {
    "leg_id": "str",
    "mission_id": "str",
    "title": "str",
    "party": "str",  # "GB" or "DE"
    "direction": "str",
    "years": "str",  # in words, as years_in_words gives them
    "seq": "int64",  # order of travel within a mission and origin, from 0
    **_ENDS,
    "km": "float64",  # great circle
    "home": "bool",  # starts or ends at the origin
    "lead": "bool",  # belongs to the lead origin, whose legs make up the mission's kilometres
}
"""One row per leg travelled."""
FLOWS: Columns = {
    "flow_id": "str",
    **_ENDS,
    "party": "str",
    "direction": "str",
    "missions": "int64",
    "mission_ids": "object",  # tuple of str, in the order of the itineraries
    "titles": "object",  # tuple of str, in step with mission_ids
    "years": "str",
    "km": "float64",
}
"""One row per origin and place visited, summed over missions."""
PLACES: Columns = {
    "key": "str",
    "name": "str",
    "country": "str",
    "region": "str",
    "kind": "str",
    "lon": "float64",
    "lat": "float64",
    "role": "str",  # "origin", "stop" or "both"
    "party": "str",  # the country's own for places in it, "" for places elsewhere
    "missions": "int64",
    "agreements": "int64",  # signed there
    "population": "int64",  # inhabitants, 0 where unknown
    "mission_ids": "object",
}
"""One row per place that is drawn."""


@dataclass(frozen=True)
class Tables:
    """The tables for one selection, each made when it is first asked for; treat them as read-only,
    they are shared. What has no place has no row: ``Itinerary.unplaced`` says which."""

    itineraries: tuple[Itinerary, ...]

    @cached_property
    def stops(self) -> pd.DataFrame:
        """STOPS."""
        return stops_table(self.itineraries)

    @cached_property
    def legs(self) -> pd.DataFrame:
        """LEGS."""
        return legs_table(self.itineraries)

    @cached_property
    def flows(self) -> pd.DataFrame:
        """FLOWS."""
        return flows_table(self.itineraries)

    @cached_property
    def places(self) -> pd.DataFrame:
        """PLACES."""
        return places_table(self.itineraries)


def make_tables(itineraries: Iterable[Itinerary]) -> Tables:
    """All four tables for the itineraries; each may be empty."""
    return Tables(tuple(itineraries))


def stops_table(itineraries: Iterable[Itinerary]) -> pd.DataFrame:
    """STOPS, in the order of the itineraries, origins before stops."""
    rows = []
    for itinerary in itineraries:
        for role, visits in (("origin", itinerary.origins), ("stop", itinerary.stops)):
            for seq, visit in enumerate(visits):
                best = visit.resolution.best
                if best is None:
                    continue
                rows.append(
                    _place_cells(best.place)
                    | {
                        "mission_id": itinerary.mission.id,
                        "role": role,
                        "seq": seq,
                        "written": getattr(visit.at, "written", None) or "",
                        "match": best.match.value,
                    }
                )
    return _frame(rows, STOPS)


def legs_table(itineraries: Iterable[Itinerary]) -> pd.DataFrame:
    """LEGS, in travel order from each origin of each mission and home again."""
    rows = []
    for itinerary in itineraries:
        mission = itinerary.mission
        years = years_in_words([mission])
        for number, origin in enumerate(itinerary.origins):
            for seq, leg in enumerate(itinerary.legs(origin)):
                rows.append(
                    _end_cells("from", leg.start)
                    | _end_cells("to", leg.end)
                    | {
                        "leg_id": f"{mission.id}/{number}/{seq}",
                        "mission_id": mission.id,
                        "title": mission.title,
                        "party": _party(mission, origin.at.country),
                        "direction": mission.direction.value,
                        "years": years,
                        "seq": seq,
                        "km": leg.km,
                        "home": leg.home,
                        "lead": number == 0,
                    }
                )
    return _frame(rows, LEGS)


def flows_table(itineraries: Iterable[Itinerary]) -> pd.DataFrame:
    """FLOWS, the pairs with most missions last so that they are drawn on top, then by id."""
    pairs: dict[tuple[str, str], _Pair] = {}
    for itinerary in itineraries:
        mission = itinerary.mission
        ends = {
            (origin.key, stop.key): (origin, stop)
            for origin in _found(itinerary.origins)
            for stop in _found(itinerary.stops)
            if origin.key != stop.key
        }
        for key, (origin, stop) in ends.items():
            pairs.setdefault(key, _Pair(origin, stop)).missions.append(mission)
    rows = [pair.cells() for pair in pairs.values()]
    rows.sort(key=lambda row: (row["missions"], row["flow_id"]))
    return _frame(rows, FLOWS)


def places_table(itineraries: Iterable[Itinerary]) -> pd.DataFrame:
    """PLACES, by key."""
    seen: dict[str, _Seen] = {}
    for itinerary in itineraries:
        mission = itinerary.mission
        signed = [agreement.place for agreement in mission.agreements]
        for role, visits in (("origin", itinerary.origins), ("stop", itinerary.stops)):
            for visit in visits:
                if visit.place is None:
                    continue
                entry = seen.setdefault(visit.place.key, _Seen(visit.place))
                entry.roles.add(role)
                if mission.id not in entry.missions:
                    entry.missions.append(mission.id)
                    entry.agreements += signed.count(visit.at.name)
    return _frame([seen[key].cells() for key in sorted(seen)], PLACES)


def years_in_words(missions: Iterable[Mission]) -> str:
    """The years that missions touch, such as "2016, 2019 and 1 undated"."""
    chosen = list(missions)
    years = sorted({year for mission in chosen if mission.when for year in mission.when.years})
    undated = sum(mission.when is None for mission in chosen)
    words = ", ".join(map(str, years))
    if not undated:
        return words
    count = "undated" if not words and undated == 1 else f"{undated} undated"
    return f"{words} and {count}" if words else count


@dataclass
class _Pair:
    origin: Place
    stop: Place
    missions: list[Mission] = field(default_factory=list)

    def cells(self) -> dict[str, Any]:
        first = self.missions[0]
        return (
            _end_cells("from", self.origin)
            | _end_cells("to", self.stop)
            | {
                "flow_id": f"{self.origin.key}>{self.stop.key}",
                "party": _party(first, self.origin.country, self.stop.country),
                "direction": first.direction.value,
                "missions": len(self.missions),
                "mission_ids": tuple(mission.id for mission in self.missions),
                "titles": tuple(mission.title for mission in self.missions),
                "years": years_in_words(self.missions),
                "km": distance_km(self.origin.point, self.stop.point),
            }
        )


@dataclass
class _Seen:
    place: Place
    roles: set[str] = field(default_factory=set)
    missions: list[str] = field(default_factory=list)
    agreements: int = 0

    def cells(self) -> dict[str, Any]:
        return _place_cells(self.place) | {
            "role": "both" if len(self.roles) > 1 else next(iter(self.roles)),
            "party": self.place.country if self.place.country in HOME_COUNTRIES else "",
            "missions": len(self.missions),
            "agreements": self.agreements,
            "population": self.place.population,
            "mission_ids": tuple(self.missions),
        }


def _party(mission: Mission, *ends: str) -> str:
    """The first home country among the ends, since a joint mission has several; else its own."""
    return next((end for end in ends if end in HOME_COUNTRIES), mission.party)


def _found(visits: Iterable[Visit]) -> list[Place]:
    return [visit.place for visit in visits if visit.place is not None]


def _place_cells(place: Place) -> dict[str, Any]:
    return {
        "key": place.key,
        "name": place.name,
        "country": place.country,
        "region": place.region or "",
        "kind": place.kind.value,
        "lon": place.point.lon,
        "lat": place.point.lat,
    }


def _end_cells(end: str, place: Place) -> dict[str, Any]:
    return {
        f"{end}_key": place.key,
        f"{end}_name": place.name,
        f"{end}_country": place.country,
        f"{end}_lon": place.point.lon,
        f"{end}_lat": place.point.lat,
    }


def _frame(rows: list[dict[str, Any]], columns: Columns) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(dict(columns))
