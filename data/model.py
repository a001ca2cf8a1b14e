"""What a mission is: frozen records that refuse what cannot be true.

Every text is kept as plain text and never as markup. Names of places are names, not points: where
a place lies is found afresh by the gazetteer, so that one correction mends every record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from data.dates import YEARS, describe_span

HOME_COUNTRIES = frozenset({"GB", "DE"})
"""The countries whose missions the atlas keeps: ISO 3166-1 alpha-2."""
CHINA = frozenset({"CN", "HK", "MO", "TW"})
"""Where those missions go to: the mainland, Hong Kong, Macau and Taiwan, by their ISO codes."""

PRESS_REPORT = "press report"
"""The kind of most sources."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
# Strict, because pydantic would else read 2019 as a number of seconds and true as the number 1.
Day = Annotated[dt.date, Field(strict=True)]
Days = Annotated[int, Field(strict=True, ge=1, le=366)]


class Record(BaseModel):
    """Frozen, and closed: an unknown field is a mistake, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Direction(StrEnum):
    """Which way the delegation travels, seen from the UK or Germany."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Status(StrEnum):
    """What is known of the mission. ``planned`` stands until a source says that it took place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """Whether a source says it in words or it follows from what the source says."""

    STATED = "stated"
    INFERRED = "inferred"


class DateSpan(Record):
    """A stretch of whole days, as precise as it is known: "June 2024" is all thirty of them."""

    first: Day
    last: Day
    standing: Standing
    reason: Text | None = None
    """Why it is believed; required when inferred."""

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the last day {self.last} lies before the first day {self.first}")
        if self.first.year not in YEARS or self.last.year not in YEARS:
            raise ValueError(f"a date lies between {YEARS[0]} and {YEARS[-1]}, unlike {self}")
        if self.standing is Standing.INFERRED and not self.reason:
            raise ValueError("an inferred date needs the reason for it")
        return self

    @property
    def years(self) -> range:
        """Every calendar year that the span touches."""
        return range(self.first.year, self.last.year + 1)

    def touches(self, first_year: int, last_year: int) -> bool:
        """Whether any day lies in the years from first_year to last_year, both included."""
        return self.first.year <= last_year and self.last.year >= first_year

    def __str__(self) -> str:
        return describe_span(self.first, self.last)


class Source(Record):
    """Somebody who says something: a press report, or a public record."""

    id: Slug
    title: Text
    """What it is, in our own words."""
    kind: Text = PRESS_REPORT
    publisher: Text | None = None
    published: DateSpan | None = None
    url: Text | None = None

    def __str__(self) -> str:
        published = f" ({self.published})" if self.published else ""
        return f"{self.publisher}: {self.title}{published}" if self.publisher else self.title


class Evidence(Record):
    """Who says one fact of a record, and where."""

    field: Text
    """The fact: ``delegates``, or one of several: ``stops.2``, ``sectors.education``."""
    source: Slug
    where: Text | None = None
    """Where in the source, such as "paragraph 5"."""
    standing: Standing = Standing.STATED
    note: Text | None = None
    """What follows from what; required when inferred."""

    @model_validator(mode="after")
    def _inference_has_a_reason(self) -> Self:
        if self.standing is Standing.INFERRED and not self.note:
            raise ValueError(f"inferred evidence for {self.field!r} needs a note with the reason")
        return self


class PlaceName(Record):
    """A place by name, with what pins it down."""

    name: Text
    """The usual English name."""
    country: CountryCode
    """ISO 3166-1 alpha-2."""
    region: Text | None = None
    """Name of the region, Land or province that it lies in; None where the name alone will do."""

    def __str__(self) -> str:
        return self.name


class Stop(PlaceName):
    """One place visited. The order of a mission's stops is the order of travel."""

    written: Text | None = None
    """The spelling in the source, where it differs."""
    when: DateSpan | None = None
    days: Days | None = None
    """Length of stay in days, where a source gives it."""
    note: Text | None = None


class Leader(Record):
    """A person who leads or represents the mission, with the office held at the time."""

    name: Text
    role: Text | None = None


class Agreement(Record):
    """Something signed on the mission."""

    title: Text
    kind: Text
    """Such as "memorandum of understanding"."""
    parties: tuple[Text, ...] = ()
    place: Text | None = None
    """Name of the city of signing: one of the mission's stops."""
    when: DateSpan | None = None


class ReportedFigure(Record):
    """A number that a source gives, kept as given, beside what the atlas computes itself."""

    name: Text
    """What is counted: "distance", "companies presented"."""
    value: Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
    unit: Text | None = None
    """Such as "miles" or "km"; None for a plain count."""
    qualifier: Text | None = None
    """The source's caution: "more than", "about"."""

    @property
    def km(self) -> float | None:
        """The value in kilometres (international mile); None when it is not a length."""
        factor = _KM_PER_UNIT.get((self.unit or "").casefold())
        return None if factor is None else self.value * factor

    def __str__(self) -> str:
        number = f"{self.value:,.0f}" if self.value.is_integer() else f"{self.value:,}"
        return " ".join(filter(None, (self.qualifier, number, self.unit)))


class Evidenced(Record):
    """A record that says who says each of its facts."""

    sources: Annotated[tuple[Slug, ...], Field(min_length=1)]
    evidence: tuple[Evidence, ...] = ()

    @field_validator("sources")
    @classmethod
    def _no_source_twice(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        return _each_once(keys)

    @model_validator(mode="after")
    def _evidence_speaks_of_this_record(self) -> Self:
        facts = {field for field, _ in self.facts()}
        known = facts | {field.partition(".")[0] for field in facts}
        for item in self.evidence:
            if item.source not in self.sources:
                raise ValueError(f"evidence names the source {item.source!r}, which is not listed")
            if item.field not in known:
                raise ValueError(f"evidence for {item.field!r}, which this record does not have")
        return self

    def facts(self) -> Iterator[tuple[str, object]]:
        """Each fact that is known, as the path that evidence uses and its value."""
        raise NotImplementedError

    def evidence_for(self, field: str) -> tuple[Evidence, ...]:
        """Who says a fact: evidence for the very field, else for the group that it belongs to."""
        exact = tuple(item for item in self.evidence if item.field == field)
        group = field.partition(".")[0]
        return exact or tuple(item for item in self.evidence if item.field == group)

    def unsupported(self) -> tuple[str, ...]:
        """The facts that nobody is recorded as saying."""
        return tuple(field for field, _ in self.facts() if not self.evidence_for(field))


class Mission(Evidenced):
    """One journey of a delegation, from its origins through its stops and home again."""

    id: Slug
    title: Text
    """A short name in our own words."""
    direction: Direction
    status: Status
    when: DateSpan | None = None
    """None when no source dates it."""
    duration_days: Days | None = None
    """Length of the journey, where a source gives it."""
    lead: Text | None = None
    """The organisation that leads or organises; None where no source names one."""
    leaders: tuple[Leader, ...] = ()
    delegates: Annotated[int, Field(strict=True, ge=1, le=10_000)] | None = None
    """How many people travel; None where no source counts them."""
    sectors: tuple[Slug, ...] = ()
    """Keys of the controlled vocabulary."""
    origins: Annotated[tuple[PlaceName, ...], Field(min_length=1)]
    """Where the delegation comes from. The first is the lead origin: kilometres count from it."""
    stops: tuple[Stop, ...] = ()
    """In travel order; empty when a source names no place."""
    agreements: tuple[Agreement, ...] = ()
    figures: tuple[ReportedFigure, ...] = ()

    @field_validator("sectors")
    @classmethod
    def _no_sector_twice(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        return _each_once(keys)

    @model_validator(mode="after")
    def _ends_are_where_the_direction_says(self) -> Self:
        home, away = (
            (HOME_COUNTRIES, CHINA)
            if self.direction is Direction.OUTBOUND
            else (CHINA, HOME_COUNTRIES)
        )
        strangers = [origin.name for origin in self.origins if origin.country not in home]
        if strangers:
            raise ValueError(
                f"an {self.direction} mission starts in {_listed(home)}, not in "
                f"{', '.join(strangers)}"
            )
        if self.stops and not any(stop.country in away for stop in self.stops):
            raise ValueError(f"an {self.direction} mission visits a place in {_listed(away)}")
        return self

    @model_validator(mode="after")
    def _dates_fit_together(self) -> Self:
        if self.when is None:
            return self
        for number, stop in enumerate(self.stops, start=1):
            if stop.when and not _overlap(stop.when, self.when):
                raise ValueError(
                    f"stop {number} ({stop.name}, {stop.when}) lies outside {self.when}"
                )
        for agreement in self.agreements:
            if agreement.when and agreement.when.last < self.when.first:
                raise ValueError(f"{agreement.title!r} was signed before the mission began")
        return self

    @model_validator(mode="after")
    def _stops_follow_each_other(self) -> Self:
        dated = [(stop.name, stop.when) for stop in self.stops if stop.when]
        for (before, earlier), (after, later) in pairwise(dated):
            if later.last < earlier.first:
                raise ValueError(f"{after} ({later}) is listed after {before} ({earlier})")
        return self

    @model_validator(mode="after")
    def _agreements_are_signed_at_stops(self) -> Self:
        visited = {stop.name for stop in self.stops}
        for agreement in self.agreements:
            if agreement.place is not None and agreement.place not in visited:
                raise ValueError(
                    f"{agreement.title!r} was signed in {agreement.place}, which is not a stop"
                )
        return self

    def facts(self) -> Iterator[tuple[str, object]]:
        """Each fact that is known, as the path that evidence uses and its value.

        A path is a field's name, or for one of several its group and which: ``stops.0``, counted
        from 0, or ``sectors.education``.
        """
        for field in ("direction", "status", "when", "duration_days", "lead", "delegates"):
            value = getattr(self, field)
            if value is not None:
                yield field, value
        for group in _GROUPS:
            for index, value in enumerate(getattr(self, group)):
                yield f"{group}.{value if group == 'sectors' else index}", value

    @property
    def party(self) -> str:
        """The European country that the traffic belongs to: "GB" or "DE".

        Of several the lead origin's or the first one visited; "" for a visit without stops.
        """
        if self.direction is Direction.OUTBOUND:
            return self.origins[0].country
        visited = (stop.country for stop in self.stops if stop.country in HOME_COUNTRIES)
        return next(visited, "")


class Partnership(Evidenced):
    """A standing tie between two cities or regions."""

    id: Slug
    kind: Text
    """Such as "twin city"."""
    home: PlaceName
    """The British or German side."""
    partner: PlaceName
    """The Chinese side."""
    since: DateSpan | None = None
    """None when no source says since when."""

    @model_validator(mode="after")
    def _joins_home_and_china(self) -> Self:
        if self.home.country not in HOME_COUNTRIES:
            raise ValueError(f"the home side lies in {_listed(HOME_COUNTRIES)}")
        if self.partner.country not in CHINA:
            raise ValueError(f"the partner lies in {_listed(CHINA)}")
        return self

    def facts(self) -> Iterator[tuple[str, object]]:
        """Each fact that is known, as the path that evidence uses and its value."""
        for field in ("kind", "home", "partner", "since"):
            value = getattr(self, field)
            if value is not None:
                yield field, value


_KM_PER_UNIT = dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), 1.0) | (
    dict.fromkeys(("mi", "mile", "miles"), 1.609344)
)
_GROUPS = ("leaders", "sectors", "origins", "stops", "agreements", "figures")


def _each_once(keys: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(keys)) < len(keys):
        raise ValueError(f"something is listed twice in {', '.join(keys)}")
    return keys


def _overlap(one: DateSpan, other: DateSpan) -> bool:
    return one.first <= other.last and other.first <= one.last


def _listed(codes: frozenset[str]) -> str:
    return " or ".join(sorted(codes))
