"""Everything that a page or a command needs at once: the records and where their places are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data.filters import Facet
from data.itinerary import Geocoder, Itinerary, Visit, find_place, find_places
from data.model import PRESS_REPORT, Partnership
from data.records import SEED_FOLDER, Records, read_records
from geo.errors import GeoError
from geo.places import Outcome, PlaceQuery, Resolution
from geo.resolver import open_resolver


@dataclass(frozen=True)
class Tie:
    """A partnership with both its places found."""

    partnership: Partnership
    home: Visit
    partner: Visit


@dataclass(frozen=True)
class Atlas:
    """The records of one revision, geocoded. Shared by all viewers: nothing in it may be changed."""

    records: Records
    itineraries: tuple[Itinerary, ...]
    """One a mission, newest first."""
    ties: tuple[Tie, ...]
    trouble: str = ""
    """Why no place can be found at all; empty when places can be found."""

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

    def itinerary(self, mission_id: str) -> Itinerary | None:
        """The itinerary of the mission with this id; None when there is none."""
        found = (entry for entry in self.itineraries if entry.mission.id == mission_id)
        return next(found, None)

    def faults(self) -> list[str]:
        """Every fault in the records and every place or fact that is not settled, in sentences."""
        lines = [self.trouble] if self.trouble else []
        lines += [str(problem) for problem in self.records.problems]
        for entry in self.itineraries:
            name = entry.mission.title
            for visit in () if self.trouble else entry.unplaced:
                lines.append(
                    f"{name}: {visit.at.name!r} is not on the map, because the gazetteer does not "
                    "know it there. Correct the name, its country or its region."
                )
            for visit in entry.uncertain:
                others = ", ".join(
                    f"{rival.place.name}, {rival.place.region or rival.place.country}"
                    for rival in visit.resolution.candidates[1:4]
                )
                lines.append(
                    f"{name}: {visit.at.name!r} may also mean {others}. Add its region to the record."
                )
            lines += [
                f"{name}: nobody is named for {fact}." for fact in entry.mission.unsupported()
            ]
        return lines


def open_atlas(folder: Path = SEED_FOLDER) -> Atlas:
    """The atlas over a folder of records.

    Never raises for damaged data: what cannot be read is in ``records.problems``, and without a
    gazetteer every place is unavailable and ``trouble`` says why.
    """
    records = read_records(folder)
    trouble = ""
    geocoder: Geocoder
    try:
        geocoder = open_resolver()
    except GeoError as error:
        trouble = f"No place can be drawn. {error}"
        geocoder = _NoGeocoder(str(error))
    ties = tuple(
        Tie(entry, find_place(entry.home, geocoder), find_place(entry.partner, geocoder))
        for entry in records.partnerships
    )
    return Atlas(records, find_places(records.missions, geocoder), ties, trouble)


@dataclass(frozen=True, slots=True)
class _NoGeocoder:
    reason: str

    def resolve(self, query: PlaceQuery) -> Resolution:
        return Resolution(query, Outcome.UNAVAILABLE, trace=(self.reason,))
