"""One city or region: its missions, agreements, partnerships and counterparts over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.atlas import Tie
from data.frames import years_in_words
from data.itinerary import Itinerary, Visit
from data.model import Agreement, Direction
from data.records import newest_first


@dataclass(frozen=True)
class Profile:
    """What the atlas knows of one country, region or city."""

    name: str
    sent: tuple[Itinerary, ...]
    """Missions that come from it."""
    received: tuple[Itinerary, ...]
    """Missions that visit it."""
    agreements: tuple[tuple[Itinerary, Agreement], ...]
    """Signed there or with it, or on a mission that comes from it."""
    ties: tuple[Tie, ...]

    @property
    def missions(self) -> tuple[Itinerary, ...]:
        """Sent and received, each once, newest first."""
        each = {entry.mission.id: entry for entry in (*self.sent, *self.received)}
        return tuple(sorted(each.values(), key=lambda entry: newest_first(entry.mission)))

    @property
    def undated(self) -> int:
        """Missions that no year can be given for."""
        return sum(entry.mission.when is None for entry in self.missions)

    def by_year(self, years: range) -> pd.DataFrame:
        """Missions in each of these calendar years.

        Index "Year" (str); columns "To China" and "From China" (int64). A mission counts in the
        year in which it begins; undated ones do not count.
        """
        counts: Counter[tuple[int, Direction]] = Counter(
            (entry.mission.when.first.year, entry.mission.direction)
            for entry in self.missions
            if entry.mission.when
        )
        return pd.DataFrame(
            {
                "To China": [counts[year, Direction.OUTBOUND] for year in years],
                "From China": [counts[year, Direction.INBOUND] for year in years],
            },
            index=pd.Index([str(year) for year in years], name="Year", dtype="str"),
            dtype="int64",
        )

    def counterparts(self) -> pd.DataFrame:
        """The places at the other end of its missions, the most frequent first.

        Columns: Place, Region (str), Missions, Agreements (int64), Years (str).
        """
        met: dict[str, tuple[Visit, dict[str, Itinerary]]] = {}
        for entries, ends in ((self.sent, "stops"), (self.received, "origins")):
            for entry in entries:
                for visit in getattr(entry, ends):
                    if self.name not in visit.areas:
                        key = visit.place.key if visit.place else visit.at.name
                        met.setdefault(key, (visit, {}))[1][entry.mission.id] = entry
        rows = [
            {
                "Place": visit.place.name if visit.place else visit.at.name,
                "Region": visit.region or "",
                "Missions": len(entries),
                "Agreements": sum(
                    visit.at.name in (agreement.place, *agreement.parties)
                    for entry in entries.values()
                    for agreement in entry.mission.agreements
                ),
                "Years": years_in_words(entry.mission for entry in entries.values()),
            }
            for visit, entries in met.values()
        ]
        dtypes = {
            "Place": "str",
            "Region": "str",
            "Missions": "int64",
            "Agreements": "int64",
            "Years": "str",
        }
        frame = pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)
        return frame.sort_values(
            ["Missions", "Agreements", "Place"],
            ascending=[False, False, True],
            ignore_index=True,
        )


def area_profile(name: str, itineraries: Iterable[Itinerary], ties: Iterable[Tie]) -> Profile:
    """The profile of the area with this name, among these missions and partnerships."""
    chosen = tuple(itineraries)
    sent = tuple(entry for entry in chosen if name in entry.origin_areas)
    received = tuple(entry for entry in chosen if name in entry.stop_areas)
    agreements = tuple(
        (entry, agreement)
        for entry in chosen
        for agreement in entry.mission.agreements
        if name in _areas_of(agreement, entry)
    )
    named = tuple(tie for tie in ties if name in tie.home.areas | tie.partner.areas)
    return Profile(name, sent, received, agreements, named)


def _areas_of(agreement: Agreement, itinerary: Itinerary) -> frozenset[str]:
    """Every area that an agreement belongs to: signed there, with it, or by a mission from it."""
    ends = {agreement.place, *agreement.parties}
    signed = (visit.areas for visit in itinerary.stops if visit.at.name in ends)
    return itinerary.origin_areas.union(*signed)
