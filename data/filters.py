"""Which missions are meant: one immutable value that a sidebar, a link and a command line share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.itinerary import Itinerary
from data.model import Direction
from geo.names import fold

YEAR_RANGE = range(1900, 2101)
"""Years that a link may ask for; anything else is junk."""

LONGEST_TEXT = 200
"""Characters that a search may have."""


class Facet(StrEnum):
    """One thing to choose by; the value is its name in a link."""

    YEARS = "years"
    SECTOR = "sector"
    FROM = "from"
    TO = "to"
    LEAD = "lead"
    DIRECTION = "direction"
    TEXT = "q"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show. Values of one facet widen the choice, facets narrow it; empty means all."""

    years: tuple[int, int] | None = None
    """First and last calendar year, both included. Undated missions fall outside any range."""
    sectors: tuple[str, ...] = ()
    """Keys of the vocabulary."""
    origins: tuple[str, ...] = ()
    """Names of countries, regions or cities that missions come from."""
    destinations: tuple[str, ...] = ()
    """Names of countries, provinces, regions or cities that missions visit."""
    leads: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()
    text: str = ""
    """Words that must all occur, whatever their case and accents."""

    def to_query(self) -> dict[str, list[str]]:
        """The filter as the query of a link, without what is not set."""
        query = {
            Facet.YEARS: [str(year) for year in self.years or ()],
            Facet.SECTOR: list(self.sectors),
            Facet.FROM: list(self.origins),
            Facet.TO: list(self.destinations),
            Facet.LEAD: list(self.leads),
            Facet.DIRECTION: [direction.value for direction in self.directions],
            Facet.TEXT: [self.text] if self.text else [],
        }
        return {facet.value: values for facet, values in query.items() if values}


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of a link that means nothing here."""

    facet: Facet
    value: str

    def __str__(self) -> str:
        return f"{self.facet.value}={self.value[:40]}"


def parse_query(
    query: Mapping[str, Sequence[str]],
    known: Mapping[Facet, Iterable[str]] | None = None,
) -> tuple[Filter, tuple[Ignored, ...]]:
    """The filter that a link's query means, and what in it was not understood.

    ``known`` holds the values that exist for a facet; values of facets that it lacks are taken as
    they are. Parameters that are no facet are left to others.
    """
    ignored: list[Ignored] = []

    def values(facet: Facet) -> tuple[str, ...]:
        found = dict.fromkeys(value for value in query.get(facet.value, ()) if value)
        if known is None or facet not in known:
            return tuple(found)
        allowed = set(known[facet])
        ignored.extend(Ignored(facet, value) for value in found if value not in allowed)
        return tuple(value for value in found if value in allowed)

    years = _years([value for value in query.get(Facet.YEARS.value, ()) if value], ignored)
    directions = []
    for value in dict.fromkeys(query.get(Facet.DIRECTION.value, ())):
        if value in Direction:
            directions.append(Direction(value))
        elif value:
            ignored.append(Ignored(Facet.DIRECTION, value))
    parsed = Filter(
        years=years,
        sectors=values(Facet.SECTOR),
        origins=values(Facet.FROM),
        destinations=values(Facet.TO),
        leads=values(Facet.LEAD),
        directions=tuple(directions),
        text=" ".join("".join(query.get(Facet.TEXT.value, ())[:1]).split())[:LONGEST_TEXT],
    )
    return parsed, tuple(ignored)


def _years(values: list[str], ignored: list[Ignored]) -> tuple[int, int] | None:
    years = []
    for value in values:
        if value.isascii() and value.isdigit() and int(value[:9]) in YEAR_RANGE:
            years.append(int(value))
        else:
            ignored.append(Ignored(Facet.YEARS, value))
    return (min(years), max(years)) if years else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A mission that the filter leaves out, with the first facet that does so."""

    itinerary: Itinerary
    facet: Facet

    @property
    def undated(self) -> bool:
        """Whether it is left out for want of a date alone, not for a date outside the range."""
        return self.facet is Facet.YEARS and self.itinerary.mission.when is None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter selects, in the order given, and what it leaves out."""

    kept: tuple[Itinerary, ...]
    left_out: tuple[LeftOut, ...] = ()


def select(itineraries: Iterable[Itinerary], chosen: Filter) -> Selection:
    """The missions that pass every facet of the filter, and for each other one why it does not."""
    kept: list[Itinerary] = []
    left_out: list[LeftOut] = []
    for itinerary in itineraries:
        failed = next((facet for facet in Facet if not _TESTS[facet](itinerary, chosen)), None)
        if failed is None:
            kept.append(itinerary)
        else:
            left_out.append(LeftOut(itinerary, failed))
    return Selection(tuple(kept), tuple(left_out))


def option_counts(itineraries: Iterable[Itinerary], chosen: Filter, facet: Facet) -> Counter[str]:
    """For each option of a facet, how many missions it alone would leave under the other facets.

    Options that occur but would leave nothing count 0. For years the options are single years.
    """
    counts: Counter[str] = Counter()
    for itinerary in itineraries:
        passes = all(_TESTS[other](itinerary, chosen) for other in Facet if other is not facet)
        for option in _OPTIONS[facet](itinerary):
            counts[option] += passes
    return counts


def _in_years(itinerary: Itinerary, chosen: Filter) -> bool:
    if chosen.years is None:
        return True
    when = itinerary.mission.when
    return when is not None and when.touches(*chosen.years)


def _has_words(itinerary: Itinerary, chosen: Filter) -> bool:
    return all(fold(word) in itinerary.words for word in chosen.text.split())


_TESTS: dict[Facet, Callable[[Itinerary, Filter], bool]] = {
    Facet.YEARS: _in_years,
    Facet.SECTOR: lambda itinerary, chosen: _meets(chosen.sectors, itinerary.mission.sectors),
    Facet.FROM: lambda itinerary, chosen: _meets(chosen.origins, itinerary.origin_areas),
    Facet.TO: lambda itinerary, chosen: _meets(chosen.destinations, itinerary.stop_areas),
    Facet.LEAD: lambda itinerary, chosen: _meets(chosen.leads, (itinerary.mission.lead or "",)),
    Facet.DIRECTION: lambda itinerary, chosen: _meets(
        chosen.directions, (itinerary.mission.direction,)
    ),
    Facet.TEXT: _has_words,
}

_OPTIONS: dict[Facet, Callable[[Itinerary], Iterable[str]]] = {
    Facet.YEARS: lambda itinerary: (
        [str(year) for year in itinerary.mission.when.years] if itinerary.mission.when else []
    ),
    Facet.SECTOR: lambda itinerary: itinerary.mission.sectors,
    Facet.FROM: lambda itinerary: itinerary.origin_areas,
    Facet.TO: lambda itinerary: itinerary.stop_areas,
    Facet.LEAD: lambda itinerary: [itinerary.mission.lead] if itinerary.mission.lead else [],
    Facet.DIRECTION: lambda itinerary: [itinerary.mission.direction.value],
    Facet.TEXT: lambda itinerary: [],
}


def _meets(wanted: Sequence[str], present: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(present)
