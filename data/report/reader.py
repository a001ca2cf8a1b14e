"""Reads a report: its stages in order, each a pure function that can be tried alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from data.model import Partnership, Status
from data.report.assembly import assemble
from data.report.bodies import Organisation
from data.report.clues import clues
from data.report.counting import Counted
from data.report.crew import candidates
from data.report.dating import (
    Dated,
    Dates,
    anniversary_year,
    days_at,
    duration,
    settle_dates,
    settle_status,
    status_of,
    weighed_dates,
    year_of,
)
from data.report.document import clean
from data.report.facts import Journey, Reading
from data.report.journey import Course, settle, travelling
from data.report.language import language_of
from data.report.leading import Named
from data.report.lengths import Length, lengths, likeliest_length
from data.report.masked import Masked, mask
from data.report.mentions import Finder
from data.report.moments import ByRule, Moment, moments
from data.report.people_names import find_people
from data.report.published import find_published, find_title
from data.report.roles import Hit, collect, in_scope
from data.report.route import in_order
from data.report.scopes import Clause, Scope, When, clauses
from data.report.sentences import split
from data.report.subjects import Subject, subjects
from data.report.times import find_times
from data.report.verdict import Weighed, take_stock, weigh
from geo.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Report:
    """A report taken apart."""

    text: str
    language: str
    """"en" or "de"."""
    masked: tuple[Masked, ...]
    published: tuple[dt.date, int, int] | None
    """The day that the text gives, and its offsets."""
    day: dt.date | None
    """The day of publication, by the text or the file."""
    title: str | None


@dataclass(frozen=True, slots=True)
class _Cued:
    """A report's cues, each with what the words around it are about."""

    raw: tuple[Hit, ...]
    hits: tuple[Hit, ...]
    parts: tuple[tuple[Clause, ...], ...]
    when: When
    year: int | None
    marked: Dated | None
    """The year that an anniversary gives."""
    course: Course
    """What the cues alone come to."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to weigh in a report."""

    places: Weighed
    numbers: tuple[Counted, ...]
    people: tuple[Named, ...]
    bodies: tuple[Organisation, ...]
    subjects: tuple[Subject, ...]
    moments: tuple[Moment, ...]
    lengths: tuple[Length, ...]


class Reader:
    """Reads any number of reports with one gazetteer. Safe to use from one thread at a time."""

    def __init__(self, gazetteer: Gazetteer, partnerships: Iterable[Partnership] = ()) -> None:
        self._finder = Finder(gazetteer)
        self._since: Mapping[frozenset[str], int] = {
            frozenset({tie.home.name, tie.partner.name}): tie.since.first.year
            for tie in partnerships
            if tie.since is not None
        }

    def take_apart(self, text: str, published: dt.date | None = None) -> Report:
        """Sentences with their places, people and times; the first half of reading."""
        sentences = split(text)
        language = language_of(text) or "en"
        mentions = self._finder.find(sentences, language)
        masked = tuple(
            mask(s, m, find_times(s.text), find_people(s.text))
            for s, m in zip(sentences, mentions, strict=True)
        )
        stated = find_published(text, sentences, language)
        day = stated[0] if stated else published
        return Report(text, language, masked, stated, day, find_title(sentences))

    def read(self, text: str, *, published: dt.date | None = None) -> Reading:
        """What a report says; `published` is the day that its file gives, if the text does not."""
        report = self.take_apart(clean(text), published)
        cued = self._cued(report)
        stock = take_stock(cued.course, cued.hits, report.masked, cued.parts, report.language)
        course = weigh(stock)
        if course.direction is Journey.NONE:
            return assemble(report, course, Dates(), (), cued.parts)
        parts, hits = cued.parts, cued.hits
        dates = _dates(report, parts, course, cued.year, cued.marked)
        if dates.status is Status.HELD:
            over = replace(cued.when, over=True, last=_last(dates))
            parts, hits = _cues(report, cued.raw, over)
            by_rule = settle(hits, report.masked, parts, report.language)
            again = weigh(take_stock(by_rule, hits, report.masked, parts, report.language))
            course = again if again.direction is course.direction else course
        keys = [stop.place.key for stop in course.stops]
        days = days_at(report.masked, parts, keys, dates, report.day)
        course.stops = in_order(course.stops, hits, report.masked, parts, report.language, days)
        return assemble(report, course, dates, hits, parts)

    def take_stock(self, text: str) -> Stock:
        """All that is known of a report's places, numbers, people, fields and times."""
        report = self.take_apart(clean(text))
        cued = self._cued(report)
        places = take_stock(cued.course, cued.hits, report.masked, cued.parts, report.language)
        group = candidates(report.masked, cued.parts, cued.course, report.language)
        fields = subjects(report.masked, cued.parts, cued.course.travels, report.language)
        status, _ = status_of(report.masked, cued.parts, cued.course.travels, report.language)
        times = _moments(report, cued.parts, cued.course, cued.year, status)
        long = _lengths(report, cued.parts, cued.course)
        return Stock(places, group.numbers, group.people, group.bodies, fields, times, long)

    def _cued(self, report: Report) -> _Cued:
        raw = collect(report.masked, report.language)
        anniversary = anniversary_year(report.masked, report.language, self._partners_since)
        when = When(report.language, report.day)
        parts, hits = _cues(report, raw, when)
        year = printed_year(report, parts, hits)
        marked = anniversary[0] if anniversary else None
        if marked is not None and anniversary is not None and year in (None, anniversary[1]):
            year = marked.date.year
        if year is not None:
            when = replace(when, year=year)
            parts, hits = _cues(report, raw, when)
        course = settle(hits, report.masked, parts, report.language)
        if course.direction is Journey.NONE:
            parts, hits = _cues(report, raw, replace(when, near=True))
            course = settle(hits, report.masked, parts, report.language)
        return _Cued(raw, hits, parts, when, year, marked, course)

    def _partners_since(self, sentence: Masked) -> int | None:
        names = {m.place.name for m in sentence.places.values()}
        return next((year for pair, year in self._since.items() if pair <= names), None)


def open_reader() -> Reader:
    """A reader with the gazetteer and the partnerships that come with the atlas.

    Raises GazetteerError without a sound gazetteer.
    """
    from data.records import read_records

    return Reader(Gazetteer(), read_records().partnerships)


def _cues(
    report: Report, raw: tuple[Hit, ...], when: When
) -> tuple[tuple[tuple[Clause, ...], ...], tuple[Hit, ...]]:
    parts = clauses(report.masked, when)
    return parts, in_scope(raw, parts)


def _last(dates: Dates) -> dt.date | None:
    last = dates.last or dates.first
    return last.date.last if last else None


def printed_year(
    report: Report, parts: tuple[tuple[Clause, ...], ...], hits: tuple[Hit, ...]
) -> int | None:
    """The year that the first sentence about the journey prints with it; None where none does."""
    travels = travelling(report.masked, parts, report.language)
    strong = {h.sentence for h in hits if h.role != "not" and h.weight >= 3.5}
    for sentence, clause in zip(report.masked, parts, strict=True):
        order = sentence.sentence.order
        if travels.get(order, 0) < 1.5 and order not in strong:
            continue
        for sign, time in sorted(sentence.times.items(), key=lambda item: item[1].start):
            offset = sentence.text.index(sign)
            part = next((c for c in clause if c.start <= offset < c.end), None)
            if part is None or not (time.first.year or time.last.year):
                continue
            if part.scope is Scope.MAIN and time.kind != "year":
                year = time.last.year or time.first.year
                if report.day is None or year is None or abs(year - report.day.year) <= 1:
                    return year
    return None


def _dates(
    report: Report,
    parts: tuple[tuple[Clause, ...], ...],
    course: Course,
    year: int | None,
    anniversary: Dated | None,
) -> Dates:
    status, words = status_of(report.masked, parts, course.travels, report.language)
    found = _moments(report, parts, course, year, status)
    first, last = weighed_dates(found, likeliest_length(_lengths(report, parts, course)))
    status = settle_status(status, first, last, report.day)
    return Dates(first, last, year_of(first, last, anniversary), status, words)


def _lengths(
    report: Report, parts: tuple[tuple[Clause, ...], ...], course: Course
) -> tuple[Length, ...]:
    by_rule = duration(report.masked, parts, course.travels, report.language)
    return lengths(report.masked, parts, course.travels, by_rule, report.language)


def _moments(
    report: Report,
    parts: tuple[tuple[Clause, ...], ...],
    course: Course,
    year: int | None,
    status: Status | None,
) -> tuple[Moment, ...]:
    travels = course.travels
    found = clues(report.masked, parts, travels, report.day, year, status, report.language)
    first, last = settle_dates(found, report.masked, parts, travels, report.language)
    by_rule = ByRule(tuple(found), first.date if first else None, last.date if last else None)
    return moments(
        report.masked, parts, travels, report.day, year, status, by_rule, report.language
    )
