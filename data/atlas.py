"""Everything that a page or a command needs at once: the records and where their places are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from data.filters import Facet
from data.itinerary import Geocoder, Itinerary, Visit, find_place, find_places, folded
from data.model import PRESS_REPORT, Partnership
from data.records import SEED_FOLDER, Records, Snapshot, read_records
from geo.errors import GeoError
from geo.places import Match, Outcome, PlaceQuery, Resolution
from geo.regions import country_names
from geo.resolver import Corrections, Resolver, open_resolver


@dataclass(frozen=True)
class Tie:
    """A partnership with both its places found."""

    partnership: Partnership
    home: Visit
    partner: Visit


@dataclass(frozen=True)
class Atlas:
    """The records of one revision, geocoded. Shared by all viewers, so nothing may be changed."""

    records: Records
    itineraries: tuple[Itinerary, ...]
    """One a mission, newest first."""
    ties: tuple[Tie, ...]
    trouble: str = ""
    """Why no place can be found at all; empty when places can be found."""
    revision: int = 0
    """The store's revision that it shows; 0 over a folder of records."""
    corrections: Corrections = field(default_factory=dict, repr=False)
    """What people have said that names mean."""
    geocoder: Geocoder | None = field(default=None, repr=False, compare=False)
    """Finds places as those above were found; None for an atlas that was put together by hand."""

    @cached_property
    def known(self) -> Mapping[Facet, frozenset[str]]:
        """The values that a filter may hold, by facet."""
        return {
            Facet.SECTOR: frozenset(self.records.vocabulary.sectors)
            | {key for entry in self.itineraries for key in entry.mission.sectors},
            Facet.FROM: frozenset().union(*(entry.origin_areas for entry in self.itineraries)),
            Facet.TO: frozenset().union(*(entry.stop_areas for entry in self.itineraries)),
            Facet.LEAD: frozenset(
                entry.mission.lead for entry in self.itineraries if entry.mission.lead
            ),
        }

    @property
    def press_reports(self) -> int:
        """How many press reports the records draw on."""
        return sum(source.kind == PRESS_REPORT for source in self.records.sources.values())

    @property
    def other_sources(self) -> int:
        """How many sources of other kinds the records draw on."""
        return len(self.records.sources) - self.press_reports

    @property
    def is_sample(self) -> bool:
        """Whether nothing was saved yet beside the records that the atlas comes with."""
        return self.revision <= 1

    def itinerary(self, mission_id: str) -> Itinerary | None:
        """The itinerary of the mission with this id; None when there is none."""
        found = (entry for entry in self.itineraries if entry.mission.id == mission_id)
        return next(found, None)

    def faults(self) -> list[str]:
        """Every fault in the records and every place or fact that is not settled, in sentences."""
        lines = [self.trouble] if self.trouble else []
        lines += [str(problem) for problem in self.records.problems]
        for entry in self.itineraries:
            mission = entry.mission
            visits = (*entry.origins, *entry.stops)
            lines += self._unsettled(mission.title, visits, mission.unsupported())
        for tie in self.ties:
            partnership = tie.partnership
            name = f"Partnership of {partnership.home} and {partnership.partner}"
            lines += self._unsettled(name, (tie.home, tie.partner), partnership.unsupported())
        return lines

    def _unsettled(
        self, record: str, visits: Iterable[Visit], unsupported: Iterable[str]
    ) -> list[str]:
        doubts = () if self.trouble else filter(None, map(_doubt, visits))
        lines = [f"{record}: {doubt}" for doubt in doubts]
        return lines + [f"{record}: nobody is named for {fact}." for fact in unsupported]


def _doubt(visit: Visit) -> str:
    """What is not settled about a place, and what to do; empty when all is."""
    name, best, outcome = visit.at.name, visit.resolution.best, visit.resolution.outcome
    if best is None and outcome is Outcome.UNAVAILABLE:
        why = " ".join(visit.resolution.trace[-1:])
        return f"{name!r} is not on the map, because nobody could be asked. {why}".strip()
    if best is None:
        return (
            f"{name!r} is not on the map, because the gazetteer does not know it there. "
            "Correct the name, its country or its region."
        )
    if outcome is Outcome.AMBIGUOUS:
        rivals = [rival.place for rival in visit.resolution.candidates[1:4]]
        others = "; ".join(f"{rival.name}, {rival.region or rival.country}" for rival in rivals)
        meant = f"It may also mean {others}." if others else "It is doubtful."
        where = best.place.region or best.place.country
        return (
            f"{name!r} is taken for {best.place.name}, {where}. {meant} "
            "Add or correct its region in the record."
        )
    if best.match is Match.FUZZY:
        return f"{name!r} is taken for {best.place.name}. Correct the spelling in the record."
    return ""


def open_atlas(source: Path | Snapshot = SEED_FOLDER, before: Atlas | None = None) -> Atlas:
    """The atlas over a snapshot of the store, or over a folder of records.

    What has not changed since ``before``, an atlas over an earlier snapshot of the same store, is
    taken from there. Never raises for damaged data: what cannot be read is in
    ``records.problems``, and without a gazetteer every place is unavailable and ``trouble`` says
    why.
    """
    if isinstance(source, Path):
        source = Snapshot(0, read_records(source), {})
    try:
        country_names()  # Without it the gazetteer works, but no country has a name.
        geocoder = _geocoder(source.corrections, before)
        return _located(source, geocoder, before)
    except GeoError as error:
        trouble = f"No place can be drawn. {error}"
        return _located(source, _NoGeocoder(str(error)), None, trouble)


def _geocoder(corrections: Corrections, before: Atlas | None) -> Geocoder:
    if before is not None and isinstance(before.geocoder, Resolver):
        if before.corrections == corrections:
            return before.geocoder
        return before.geocoder.with_corrections(corrections)
    return open_resolver(corrections)


def _located(
    source: Snapshot, geocoder: Geocoder, before: Atlas | None, trouble: str = ""
) -> Atlas:
    known = {} if before is None else _still_right(before, source.corrections)
    itineraries = []
    for mission in source.records.missions:
        entry = known.get(mission.id)
        if entry is None or entry.mission is not mission:
            [entry] = find_places([mission], geocoder)
        itineraries.append(entry)
    ties = tuple(
        Tie(entry, find_place(entry.home, geocoder), find_place(entry.partner, geocoder))
        for entry in source.records.partnerships
    )
    return Atlas(
        source.records,
        tuple(itineraries),
        ties,
        trouble,
        revision=source.revision,
        corrections=source.corrections,
        geocoder=geocoder,
    )


def _still_right(before: Atlas, corrections: Corrections) -> dict[str, Itinerary]:
    """The itineraries whose places would be found just so again, by mission id."""
    changed = {key.name for key, _ in before.corrections.items() ^ corrections.items()}
    return {
        entry.mission.id: entry
        for entry in before.itineraries
        if not any(
            # Who could not be asked then may answer now.
            visit.resolution.outcome is Outcome.UNAVAILABLE
            or (changed and folded(visit.at.name) in changed)
            for visit in (*entry.origins, *entry.stops)
        )
    }


@dataclass(frozen=True, slots=True)
class _NoGeocoder:
    reason: str

    def resolve(self, query: PlaceQuery) -> Resolution:
        return Resolution(query, Outcome.UNAVAILABLE, trace=(self.reason,))
