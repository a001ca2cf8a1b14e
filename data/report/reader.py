"""Reads a report: its stages in order, each a pure function that can be tried alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from data.report.facts import Evidence, Journey, PlaceRead, Reading
from data.report.journey import Course, Found, settle
from data.report.language import language_of
from data.report.masked import Masked, mask
from data.report.mentions import Finder, Side
from data.report.people_names import find_people
from data.report.published import find_published, find_title
from data.report.route import in_order
from data.report.roles import Hit, collect
from data.report.scopes import Clause, Scope, When, clauses
from data.report.sentences import split
from data.report.times import find_times
from data.model import Standing
from geo.gazetteer import Gazetteer


class Reader:
    """Reads any number of reports with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._finder = Finder(gazetteer)

    def read(self, text: str, *, published: dt.date | None = None) -> Reading:
        """What a report says. `published` is the day that its file gives, if it does."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
        sentences = split(text)
        language = language_of(text) or "en"
        mentions = self._finder.find(sentences, language)
        masked = tuple(
            mask(s, m, find_times(s.text, language), find_people(s.text))
            for s, m in zip(sentences, mentions, strict=True)
        )
        stated = find_published(text, sentences, language)
        day = stated[0] if stated else published
        when = When(language, day)
        parts = clauses(masked, when)
        hits = collect(masked, parts, language)
        year = _year_of(hits, masked)
        if year is not None:
            when = replace(when, year=year)
            parts = clauses(masked, when)
            hits = collect(masked, parts, language)
        course = settle(hits, masked, parts, language)
        course.stops = in_order(course.stops, hits, masked, parts, language, {})
        return assemble(text, course, day, find_title(sentences))


def _year_of(hits: tuple[Hit, ...], masked: tuple[Masked, ...]) -> int | None:
    """The year that the first strong sentence about the journey prints with it."""
    for hit in hits:
        if hit.role == "not" or hit.weight < 3.5 or hit.scope in (Scope.ASIDE, Scope.NEGATED):
            continue
        if hit.scope is not Scope.MAIN and not hit.by_time:
            continue
        sentence = masked[hit.sentence]
        years = [t.first.year or t.last.year for t in sentence.times.values() if t.has_year]
        if hit.scope is Scope.MAIN:
            return years[0] if len(years) == 1 else None
    return None


def assemble(text: str, course: Course, published: dt.date | None, title: str | None) -> Reading:
    evidence: list[Evidence] = []

    def places(field: str, found: list[Found]) -> tuple[PlaceRead, ...]:
        made = []
        for number, each in enumerate(found):
            place = each.place
            evidence.append(
                Evidence(
                    f"{field}.{number}", place.name, text[each.hit.start : each.hit.end],
                    each.hit.start, each.hit.end, Standing.STATED, each.hit.reason,
                )
            )
            made.append(PlaceRead(place.name, place.country, place.region, each.hit.mention.written))
        return tuple(made)

    return Reading(
        text,
        course.direction,
        places("origins", course.origins),
        places("stops", course.stops),
        published=published.isoformat() if published else None,
        evidence=tuple(evidence),
        title=title,
    )
