"""What an export is about: the missions selected, their tables, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from data.atlas import Atlas
from data.filters import Filter, LeftOut, select
from data.frames import Tables, make_tables
from data.itinerary import Itinerary, Visit
from data.model import HOME_COUNTRIES, Direction, Partnership, Source, Status
from data.vocabulary import Vocabulary
from geo.arcs import Arcs, flow_arcs, leg_arcs
from geo.places import Place

MapKind = Literal["flows", "itineraries"]


@dataclass(frozen=True)
class Subject:
    """The missions that a filter selects, with everything that words and files need of them."""

    chosen: Filter
    itineraries: tuple[Itinerary, ...]
    left_out: tuple[LeftOut, ...]
    known_sources: dict[str, Source]
    vocabulary: Vocabulary
    kind: MapKind = "flows"
    partnerships: tuple[Partnership, ...] = ()
    """Those between places of the missions; all of them when nothing is filtered."""

    @cached_property
    def tables(self) -> Tables:
        """The frames of the missions; read only."""
        return make_tables(self.itineraries)

    @cached_property
    def arcs(self) -> Arcs:
        """What is drawn: arcs from origins to cities, or the legs of the itineraries."""
        make = leg_arcs if self.kind == "itineraries" else flow_arcs
        return make(self.lines, self.tables.places)

    @property
    def lines(self) -> pd.DataFrame:
        """FLOWS or LEGS, whichever is drawn."""
        return self.tables.legs if self.kind == "itineraries" else self.tables.flows

    @property
    def outbound(self) -> tuple[Itinerary, ...]:
        """Missions to China."""
        return tuple(e for e in self.itineraries if e.mission.direction is Direction.OUTBOUND)

    @property
    def inbound(self) -> tuple[Itinerary, ...]:
        """Visits from China."""
        return tuple(e for e in self.itineraries if e.mission.direction is Direction.INBOUND)

    @property
    def undated(self) -> int:
        """Missions that no source dates."""
        return sum(entry.mission.when is None for entry in self.itineraries)

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last calendar year that the dated missions touch; None without any."""
        years = [y for e in self.itineraries if e.mission.when for y in e.mission.when.years]
        return (min(years), max(years)) if years else None

    def with_status(self, status: Status) -> int:
        """How many of the missions have this status."""
        return sum(entry.mission.status is status for entry in self.itineraries)

    @cached_property
    def sources(self) -> tuple[tuple[str, Source | None], ...]:
        """The sources of the missions, each once, in the order of the missions; None where a source
        is named but not described."""
        keys = dict.fromkeys(key for e in self.itineraries for key in e.mission.sources)
        return tuple((key, self.known_sources.get(key)) for key in keys)

    @cached_property
    def home(self) -> tuple[Visit, ...]:
        """Places in the UK and Germany at either end of a mission, the most frequent first."""
        starts = [visit for e in self.outbound for visit in e.origins]
        visited = [v for e in self.inbound for v in e.stops if v.at.country in HOME_COUNTRIES]
        return distinct([*starts, *visited])

    @cached_property
    def away(self) -> tuple[Visit, ...]:
        """Places outside the UK and Germany at either end, the most frequent first."""
        visited = [v for e in self.outbound for v in e.stops if v.at.country not in HOME_COUNTRIES]
        starts = [visit for e in self.inbound for visit in e.origins]
        return distinct([*visited, *starts])


def make_subject(atlas: Atlas, chosen: Filter, kind: MapKind = "flows") -> Subject:
    """What the filter selects from the atlas; it may be nothing."""
    selection = select(atlas.itineraries, chosen)
    return Subject(
        chosen,
        selection.kept,
        selection.left_out,
        dict(atlas.records.sources),
        atlas.records.vocabulary,
        kind,
        _partnerships(atlas, chosen, selection.kept),
    )


def _partnerships(
    atlas: Atlas, chosen: Filter, kept: Iterable[Itinerary]
) -> tuple[Partnership, ...]:
    if chosen == Filter():
        return atlas.records.partnerships
    touched = {name for entry in kept for name in entry.origin_areas | entry.stop_areas}
    return tuple(
        each
        for each in atlas.records.partnerships
        if each.home.name in touched and each.partner.name in touched
    )


def distinct(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Each place once, the most frequent first, then in the order given."""
    seen: dict[str, list[Visit]] = {}
    for visit in visits:
        seen.setdefault(place_key(visit), []).append(visit)
    return tuple(same[0] for same in sorted(seen.values(), key=len, reverse=True))


def place_key(visit: Visit) -> str:
    """What tells a place from others: its key, or its name and country when it was not found."""
    return visit.place.key if visit.place else f"{visit.at.country}:{visit.at.name}"


def display_name(visit: Visit, language: str) -> str:
    """The place's name in "en" or "de"; the name in the record when it was not found."""
    return place_name(visit.place, language) if visit.place else visit.at.name


def place_name(place: Place, language: str) -> str:
    """A found place's name in "en", "de" or "zh", the English one where there is no other."""
    other = {"de": place.name_de, "zh": place.name_zh}.get(language)
    return other or place.name
