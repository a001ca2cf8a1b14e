"""From a name to a place: corrections, the gazetteer, remembered answers, an online service."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from geo.errors import GeocoderUnavailableError, MemoryFileError
from geo.gazetteer import Gazetteer
from geo.memory import Memory
from geo.names import fold
from geo.online import OnlineService, online_from_environment
from geo.places import Candidate, Match, Outcome, Place, PlaceQuery, Resolution
from geo.readings import clean

_SHORTEST_ONLINE = 3
_REGION_KM = 60.0
"""An online place takes the region of the gazetteer's nearest town, if it is this near."""


class CorrectionKey(NamedTuple):
    """What a person's correction is kept under."""

    name: str
    """Folded."""
    country: str = ""
    """ISO 3166-1 alpha-2 code; empty for a correction that holds whatever the country."""


Corrections = Mapping[CorrectionKey, Place | None]
"""What people have said that names mean; None says that a name is no place at all."""


def correction_key(name: str, country: str = "") -> CorrectionKey:
    """The key of a correction for a name as somebody wrote it."""
    return CorrectionKey(fold(name), country.strip().upper())


class Resolver:
    """Asks each source in turn and stops at the first that has an answer.

    `online` is None unless somebody switched a service on; `memory` keeps its answers.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        corrections: Corrections | None = None,
        online: OnlineService | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.corrections: Corrections = {} if corrections is None else corrections
        self.online = online
        self.memory = Memory() if memory is None else memory

    def with_corrections(self, corrections: Corrections) -> Resolver:
        """A resolver that asks the same sources under other corrections."""
        return Resolver(
            self.gazetteer, corrections=corrections, online=self.online, memory=self.memory
        )

    def resolve(self, query: PlaceQuery) -> Resolution:
        """The answer to a query, with the steps taken. Never raises for what is in the query.

        Unavailable means that the gazetteer knows no such place and the online service, which is
        switched on, could not be asked. A doubtful answer of the gazetteer is not taken online.
        """
        corrected = self._corrected(query)
        if corrected is not None:
            return corrected
        answer = self.gazetteer.resolve(query)
        if answer.outcome is not Outcome.NOT_FOUND or self.online is None:
            return answer
        if len(fold(clean(query.name))) < _SHORTEST_ONLINE:
            return answer
        return self._ask(self.online, query, list(answer.trace))

    def _corrected(self, query: PlaceQuery) -> Resolution | None:
        if not self.corrections:
            return None
        folded = fold(query.name)
        countries = tuple(c.upper() for c in query.countries)
        for country in (*countries, ""):
            key = CorrectionKey(folded, country)
            if key not in self.corrections:
                continue
            place = self.corrections[key]
            where = f" in {country}" if country else ""
            if place is None:
                said = f"A person has said that “{query.name}”{where} is not a place."
                return Resolution(query, Outcome.NOT_FOUND, trace=(said,))
            if countries and place.country not in countries:
                continue
            said = f"A person has said that “{query.name}”{where} is {place.name}, {place.country}."
            candidate = Candidate(
                place, Match.CORRECTION, query.name, source="a person's correction"
            )
            return Resolution(query, Outcome.FOUND, (candidate,), (said,))
        return None

    def _ask(self, online: OnlineService, query: PlaceQuery, trace: list[str]) -> Resolution:
        found = None
        try:
            found = self.memory.recall(online.name, query)
        except MemoryFileError as error:
            trace.append(str(error))
        if found is not None:
            trace.append(f"{online.name} was asked before; its answer was remembered.")
        else:
            try:
                found = online.ask(query)
            except GeocoderUnavailableError as error:
                trace.append(str(error))
                return Resolution(query, Outcome.UNAVAILABLE, trace=tuple(trace))
            trace.append(f"{online.name} was asked.")
            found = tuple(self._with_region(candidate) for candidate in found)
            try:
                self.memory.remember(online.name, query, found)
            except MemoryFileError as error:
                trace.append(str(error))
        if not found:
            trace.append(f"{online.name} knows no such place.")
            return Resolution(query, Outcome.NOT_FOUND, trace=tuple(trace))
        place = found[0].place
        trace.append(f"{place.name}, {place.country} ({place.kind.value}): its first answer.")
        return Resolution(query, Outcome.FOUND, found, tuple(trace))

    def _with_region(self, candidate: Candidate) -> Candidate:
        """With the region as the gazetteer names it, so that a region has one name in the atlas."""
        place = candidate.place
        nearest = self.gazetteer.nearest(place.point, country=place.country)
        if nearest is None or nearest[1] > _REGION_KM:
            return candidate
        return replace(candidate, place=replace(place, region=nearest[0].region))


def open_resolver(
    corrections: Corrections | None = None, environment: Mapping[str, str] = os.environ
) -> Resolver:
    """The resolver that the environment asks for: offline, unless ATLAS_GEOCODER says otherwise.

    Answers of an online service are kept in the file ATLAS_GEOCODER_MEMORY, by default in the
    user's cache. Raises GazetteerError without a sound gazetteer, GeocoderSettingError for settings
    that cannot work. Keep one for the whole application.
    """
    online = online_from_environment(environment)
    memory = Memory(_memory_path(environment)) if online is not None else Memory()
    return Resolver(Gazetteer(), corrections=corrections, online=online, memory=memory)


def _memory_path(environment: Mapping[str, str]) -> Path:
    named = environment.get("ATLAS_GEOCODER_MEMORY", "").strip()
    if named:
        return Path(named)
    cache = environment.get("XDG_CACHE_HOME", "").strip()
    return (Path(cache) if cache else Path.home() / ".cache") / "mission-atlas" / "places.json"
