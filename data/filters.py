"""Which missions are meant: one immutable value that a sidebar, a link and a command line share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.dates import YEARS
from data.itinerary import Itinerary, folded
from data.model import Direction

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
    possible = {Facet.DIRECTION: [choice.value for choice in Direction], **(known or {})}

    def values(facet: Facet) -> tuple[str, ...]:
        found = dict.fromkeys(value for value in query.get(facet.value, ()) if value)
        if facet not in possible:
            return tuple(found)
        allowed = set(possible[facet])
        ignored.extend(Ignored(facet, value) for value in found if value not in allowed)
        return tuple(value for value in found if value in allowed)

    years = _years([value for value in query.get(Facet.YEARS.value, ()) if value], ignored)
    parsed = Filter(
        years=years,
        sectors=values(Facet.SECTOR),
        origins=values(Facet.FROM),
        destinations=values(Facet.TO),
        leads=values(Facet.LEAD),
        directions=tuple(Direction(value) for value in values(Facet.DIRECTION)),
        text=" ".join("".join(query.get(Facet.TEXT.value, ())[:1]).split())[:LONGEST_TEXT].rstrip(),
    )
    return parsed, tuple(ignored)


def _years(values: list[str], ignored: list[Ignored]) -> tuple[int, int] | None:
    years = []
    for value in values:
        year = int(value) if len(value) == 4 and value.isascii() and value.isdigit() else 0
        if year in YEARS:
            years.append(year)
        else:
            ignored.append(Ignored(Facet.YEARS, value))
    return (min(years), max(years)) if years else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A mission that the filter leaves out, with the first facet that does so; years come last."""

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
    tests = _tests(chosen)
    for itinerary in itineraries:
        failed = next((facet for facet, test in tests.items() if not test(itinerary)), None)
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
    tests = [test for other, test in _tests(chosen).items() if other is not facet]
    for itinerary in itineraries:
        passes = all(test(itinerary) for test in tests)
        for option in _OPTIONS[facet](itinerary):
            counts[option] += passes
    return counts


def _tests(chosen: Filter) -> dict[Facet, Callable[[Itinerary], bool]]:
    """A test for each facet that is set. Years come last, so that a date is blamed only when the
    mission passes all else."""
    tests: dict[Facet, Callable[[Itinerary], bool]] = {}
    if wanted := frozenset(chosen.sectors):
        tests[Facet.SECTOR] = lambda entry: not wanted.isdisjoint(entry.mission.sectors)
    if origins := frozenset(chosen.origins):
        tests[Facet.FROM] = lambda entry: not origins.isdisjoint(entry.origin_areas)
    if destinations := frozenset(chosen.destinations):
        tests[Facet.TO] = lambda entry: not destinations.isdisjoint(entry.stop_areas)
    if leads := frozenset(chosen.leads):
        tests[Facet.LEAD] = lambda entry: entry.mission.lead in leads
    if directions := frozenset(chosen.directions):
        tests[Facet.DIRECTION] = lambda entry: entry.mission.direction in directions
    if words := [folded(word) for word in chosen.text.split()]:
        tests[Facet.TEXT] = lambda entry: all(word in entry.words for word in words)
    if years := chosen.years:
        tests[Facet.YEARS] = lambda entry: (
            entry.mission.when is not None and entry.mission.when.touches(*years)
        )
    return tests


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
