"""What the reader takes from a press report: facts, each with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.model import Standing, Status

READER_VERSION = "1"
"""Changes whenever the same text may give other facts."""


class Journey(StrEnum):
    """Which way the delegation of a report travels."""

    OUTBOUND = "outbound"
    """From the United Kingdom or Germany to China, Hong Kong, Macau or Taiwan."""
    INBOUND = "inbound"
    """The other way."""
    NONE = "none"
    """The report tells of no mission."""
    OTHER = "other"
    """A mission that does not join the two."""


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """A place that the delegation comes from or goes to."""

    name: str
    """The gazetteer's usual English name."""
    country: str
    """ISO 3166-1 alpha-2."""
    region: str | None = None
    """English name of the region, Land or province; None where the gazetteer knows none."""
    written: str = ""
    """The spelling in the report."""


@dataclass(frozen=True, slots=True)
class LeaderRead:
    """A person who leads the delegation."""

    name: str
    role: str | None = None
    """The office as the report writes it; None where it writes none."""


@dataclass(frozen=True, slots=True)
class AgreementRead:
    """Something signed, or to be signed, on the mission."""

    kind: str
    """Such as "memorandum of understanding", in English whatever the language of the report."""
    title: str
    """As the report calls it."""
    parties: tuple[str, ...] = ()
    """As the report names them; empty where it names none."""
    place: str | None = None
    """English name of the city of signing; None where the report does not say."""
    date: str | None = None
    """ISO, as precise as known; None where the report does not say."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say one fact."""

    field: str
    """Its path: ``delegates``, ``stops.0``, ``sectors.education``, ``agreements.0.kind``."""
    value: str | int
    """What the field holds."""
    quote: str
    """The words themselves: ``text[start:end]`` of the reading's text."""
    start: int
    """Offset of the first character of the quote."""
    end: int
    """Offset after its last character."""
    standing: Standing
    """Stated, or inferred from the words quoted."""
    reason: str
    """Why the words are taken to say so, for a person who checks it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place that the report names and the reading does not use."""

    name: str
    """As written."""
    why: str
    """In a sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader takes from one report. Empty and None mean: the report does not say."""

    text: str
    """The text read, to which all offsets refer."""
    direction: Journey
    origins: tuple[PlaceRead, ...] = ()
    """Where the delegation is at home; the first is the one named first."""
    stops: tuple[PlaceRead, ...] = ()
    """Places visited, in the order of travel as far as the words give it."""
    start: str | None = None
    """First day, ISO, as precise as known: "2019-06-25", "2019-06" or "2019"."""
    end: str | None = None
    """Last day, likewise."""
    year: int | None = None
    """The year of the journey."""
    year_standing: Standing | None = None
    """Whether the year is printed with the journey; None without a year."""
    published: str | None = None
    """Day of publication, ISO, where the report or its file gives it."""
    sectors: tuple[str, ...] = ()
    """Keys of the vocabulary, in the order in which the text comes to them."""
    delegates: int | None = None
    """How many people travel."""
    lead: str | None = None
    """The organisation that leads or organises, as written."""
    leaders: tuple[LeaderRead, ...] = ()
    agreements: tuple[AgreementRead, ...] = ()
    status: Status | None = None
    """None without a mission."""
    evidence: tuple[Evidence, ...] = ()
    """At least one entry for every fact above."""
    left_out: tuple[LeftOut, ...] = ()
    title: str | None = None
    """The report's headline; None where none stands out."""
    reader_version: str = READER_VERSION

    def evidence_for(self, field: str) -> tuple[Evidence, ...]:
        """The words behind a fact; for a group (``stops``) behind all facts in it."""
        inner = field + "."
        return tuple(e for e in self.evidence if e.field == field or e.field.startswith(inner))

    def to_json(self) -> dict[str, Any]:
        """Plain values, as ``python -m data read --json`` prints them."""
        return {
            "direction": self.direction.value,
            "origins": [{"name": place.name, "country": place.country} for place in self.origins],
            "stops": [
                {"name": place.name, "country": place.country, "region": place.region}
                for place in self.stops
            ],
            "start": self.start,
            "end": self.end,
            "year": self.year,
            "year_standing": self.year_standing.value if self.year_standing else None,
            "published": self.published,
            "sectors": list(self.sectors),
            "delegates": self.delegates,
            "lead": self.lead,
            "leaders": [{"name": person.name, "role": person.role} for person in self.leaders],
            "agreements": [
                {
                    "kind": each.kind,
                    "title": each.title,
                    "parties": list(each.parties),
                    "place": each.place,
                    "date": each.date,
                }
                for each in self.agreements
            ],
            "status": self.status.value if self.status else None,
            "evidence": [
                {
                    "field": each.field,
                    "value": each.value,
                    "quote": each.quote,
                    "start": each.start,
                    "end": each.end,
                    "standing": each.standing.value,
                    "reason": each.reason,
                }
                for each in self.evidence
            ],
            "left_out": [{"name": each.name, "why": each.why} for each in self.left_out],
        }
