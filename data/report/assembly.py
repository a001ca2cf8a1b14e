"""Puts the facts of a report together, each with its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.model import Standing
from data.report.crew import Crew, find_crew
from data.report.dating import Dated, Dates
from data.report.facts import (
    Evidence,
    Journey,
    LeaderRead,
    LeftOut,
    PlaceRead,
    Reading,
)
from data.report.journey import Course, Found
from data.report.masked import Masked
from data.report.roles import NOT, Hit
from data.report.scopes import Clause, Scope
from data.report.signings import find_signings
from data.report.subjects import find_subjects, subjects

if TYPE_CHECKING:
    from data.report.reader import Report

_DIRECTION = {
    Journey.OUTBOUND: "The delegation travels from the United Kingdom or Germany to China.",
    Journey.INBOUND: "The delegation travels from China to the United Kingdom or Germany.",
    Journey.OTHER: "The delegation's journey does not join the two.",
}


class _Notes:
    """Collects evidence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Evidence] = []

    def add(
        self, field: str, value: str | int, start: int, end: int, reason: str, standing: Standing
    ) -> None:
        quote = self.text[start:end]
        self.entries.append(Evidence(field, value, quote, start, end, standing, reason))

    def places(self, field: str, found: Iterable[Found]) -> tuple[PlaceRead, ...]:
        made = []
        for number, each in enumerate(found):
            place, hit = each.place, each.hit
            inferred = each.inferred or hit.mention.misspelt
            reason = hit.reason[:1].upper() + hit.reason[1:] + "."
            if hit.mention.misspelt:
                reason += f" “{hit.mention.written}” is one slip away from {place.name}."
            standing = Standing.INFERRED if inferred else Standing.STATED
            self.add(f"{field}.{number}", place.name, hit.start, hit.end, reason, standing)
            made.append(PlaceRead(place.name, place.country, place.region, hit.mention.written))
        return tuple(made)

    def date(self, field: str, dated: Dated | None) -> str | None:
        value = dated.date.iso() if dated else None
        if dated is None or value is None:
            return None
        self.add(field, value, dated.start, dated.end, dated.reason, dated.standing)
        return value


def assemble(
    report: Report,
    course: Course,
    dates: Dates,
    hits: tuple[Hit, ...],
    parts: tuple[tuple[Clause, ...], ...],
) -> Reading:
    """The reading of a report whose journey is known."""
    notes = _Notes(report.text)
    published = None
    if report.published is not None:
        published = report.published[0].isoformat()
        notes.add(
            "published",
            published,
            report.published[1],
            report.published[2],
            "The date of the report.",
            Standing.STATED,
        )
    if course.direction is Journey.NONE:
        return Reading(
            report.text,
            course.direction,
            published=published,
            evidence=tuple(notes.entries),
            title=report.title,
        )
    if course.evidence is not None:
        hit = course.evidence
        notes.add(
            "direction",
            course.direction.value,
            hit.start,
            hit.end,
            _DIRECTION[course.direction],
            Standing.STATED,
        )
    origins = notes.places("origins", course.origins)
    stops = notes.places("stops", course.stops)
    start, end = notes.date("start", dates.first), notes.date("end", dates.last)
    year = dates.year.date.year if dates.year else None
    if dates.year is not None and year is not None:
        notes.add(
            "year", year, dates.year.start, dates.year.end, dates.year.reason, dates.year.standing
        )
    if dates.status is not None and dates.status_words is not None:
        notes.add(
            "status",
            dates.status.value,
            *dates.status_words,
            "The journey is told of as done or under way."
            if dates.status.value == "held"
            else "The journey is spoken of as still to come.",
            Standing.STATED,
        )
    crew = find_crew(report.masked, parts, course, report.language)
    _add_crew(notes, crew)
    sectors = find_subjects(subjects(report.masked, parts, course.travels, report.language))
    for each in sectors:
        notes.add(
            f"sectors.{each.key}",
            each.key,
            each.start,
            each.end,
            "Named as a field of the journey.",
            Standing.STATED,
        )
    signings = find_signings(report, parts, course, dates)
    for number, signed in enumerate(signings):
        path = f"agreements.{number}"
        notes.add(
            path,
            signed.agreement.title,
            signed.start,
            signed.end,
            "Signed, or to be signed, on the journey.",
            Standing.STATED,
        )
        notes.add(
            f"{path}.kind",
            signed.agreement.kind,
            signed.start,
            signed.end,
            "What the report calls it.",
            Standing.STATED,
        )
    return Reading(
        text=report.text,
        direction=course.direction,
        origins=origins,
        stops=stops,
        start=start,
        end=end,
        year=year,
        year_standing=dates.year.standing if dates.year and year else None,
        published=published,
        sectors=tuple(each.key for each in sectors),
        delegates=crew.delegates.value if crew.delegates else None,
        lead=crew.lead.value if crew.lead else None,
        leaders=tuple(LeaderRead(each.name, each.role) for each in crew.leaders),
        agreements=tuple(signed.agreement for signed in signings),
        status=dates.status if dates.status_words else None,
        evidence=tuple(notes.entries),
        left_out=tuple(_left_out(report.masked, hits, course)),
        title=report.title,
    )


def _add_crew(notes: _Notes, crew: Crew) -> None:
    if crew.delegates is not None:
        count = crew.delegates
        notes.add(
            "delegates",
            count.value,
            count.start,
            count.end,
            "The people who travel are counted.",
            Standing.STATED,
        )
    if crew.lead is not None:
        notes.add(
            "lead",
            crew.lead.value,
            crew.lead.start,
            crew.lead.end,
            "Named as the one who leads or organises.",
            Standing.STATED,
        )
    for number, person in enumerate(crew.leaders):
        notes.add(
            f"leaders.{number}",
            person.name,
            person.start,
            person.end,
            "Said to lead the delegation.",
            Standing.STATED,
        )


_SCOPES = {
    Scope.EARLIER: "It is named with an earlier journey or in the past.",
    Scope.LATER: "It is named with a later journey.",
    Scope.NEGATED: "It is named with what did not take place there.",
    Scope.ASIDE: "It is named outside the report proper.",
}


def _left_out(masked: Iterable[Masked], hits: tuple[Hit, ...], course: Course) -> Iterable[LeftOut]:
    """Each place named and not used, once, with the likeliest reason."""
    used = {f.place.key for f in (*course.origins, *course.stops)}
    reasons: dict[str, str] = {}
    for hit in hits:
        key = hit.mention.place.key
        if hit.scope is not Scope.MAIN:
            reasons.setdefault(key, _SCOPES[hit.scope])
        elif hit.role == NOT:
            reasons.setdefault(key, f"{hit.reason[:1].upper()}{hit.reason[1:]}.")
    seen: set[str] = set()
    for sentence in masked:
        for mention in sentence.places.values():
            key = mention.place.key
            if key in used or key in seen or mention.is_country:
                continue
            seen.add(key)
            why = reasons.get(
                key, "Nothing says that the delegation comes from there or goes there."
            )
            yield LeftOut(mention.written, why)
