"""When the journey took place or will: days, months or a year, each with the words that say it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from data.model import Standing, Status
from data.report.bounds import first_and_last
from data.report.clues import Clue, heads_line, sign_of
from data.report.lengths import Length
from data.report.masked import Masked
from data.report.moments import Moment
from data.report.patterns import pattern_list
from data.report.resolving import resolve
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tense import tense_of
from data.report.times import Partial, Time, number, partial


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the journey with its words."""

    date: Partial
    start: int
    """Offset in the report of the words."""
    end: int
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day, the year, and whether the journey is over."""

    first: Dated | None = None
    last: Dated | None = None
    year: Dated | None = None
    status: Status | None = None
    status_words: tuple[int, int] | None = None


def status_of(
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    travels: dict[int, float],
    language: str,
) -> tuple[Status | None, tuple[int, int] | None]:
    """Whether the sentences about the travelling look ahead or back; and the first to say so."""
    score = 0.0
    rank = 0
    spans: dict[bool, tuple[int, int] | None] = dict.fromkeys((True, False))
    for sentence, parts in zip(masked, clauses, strict=True):
        weight = travels.get(sentence.sentence.order, 0.0)
        main = "".join(sentence.text[c.start : c.end] for c in parts if c.scope is Scope.MAIN)
        if weight < 1 or not main:
            continue
        ahead = tense_of(main, language)
        if ahead is None:
            continue
        head = 0.6 if sentence.sentence.part is Part.HEAD else 1.0
        score += (1 if ahead else -1) * weight * head / (1 + 0.35 * rank)
        rank += 1
        if spans[ahead] is None:
            spans[ahead] = (sentence.sentence.start, sentence.sentence.end)
    if score == 0:
        return None, None
    return (Status.PLANNED if score > 0 else Status.HELD), spans[score > 0]


# --- the journey's dates ------------------------------------------------------------------------


def settle_dates(
    found: list[Clue],
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    travels: dict[int, float],
    language: str,
) -> tuple[Dated | None, Dated | None]:
    """First and last day of the journey, as precise as the words are."""
    lines = [
        c
        for c in found
        if heads_line(c.sentence, c.sentence.text.index(sign_of(c.sentence, c.time)))
    ]
    spans = [c for c in found if c.role == "span"]
    if len(lines) >= 2 and _together(lines):
        inside = [c for c in lines if c.first.day]
        if len(inside) >= 2:
            first = min(inside, key=lambda c: c.first.first or dt.date.max)
            last = max(inside, key=lambda c: c.last.last or dt.date.min)
            whole = max(spans, key=lambda c: _days(c), default=None)
            if whole is None or _days(whole) < _between(first, last):
                return dated(first, first.first), dated(last, last.last)
    if spans:
        best = max(spans, key=lambda c: (c.weight, _days(c)))
        return dated(best, best.first), dated(best, best.last)
    starts = [c for c in found if c.role == "start"]
    ends = [c for c in found if c.role == "end"]
    days = [c for c in found if c.role == "day"]
    start = max(starts, key=lambda c: (c.weight, -c.order), default=None)
    if start is not None and start.first.first is not None:
        ends = [_after(c, start.first.first) for c in ends]
        days = [_after(c, start.first.first) for c in days]
        ends = [c for c in ends if (c.last.last or dt.date.max) >= start.first.first]
    surest = max((c.weight for c in ends), default=0.0)
    end = max(
        (c for c in ends if c.weight >= surest - _NEARLY),
        key=lambda c: c.last.last or dt.date.min,
        default=None,
    )
    length = duration(masked, clauses, travels, language)
    if length and end and start and start.weight < _SURE:
        start = None
    if start or end:
        return _from_ends(start, end, days, length)
    if days:
        return _from_days(days)
    vague = [c for c in found if c.role == "vague"]
    if vague:
        best = max(vague, key=lambda c: (c.first.month is not None, c.weight, -c.order))
        return dated(best, best.first), dated(best, best.last)
    return None, None


def weighed_dates(
    found: tuple[Moment, ...], length: Length | None
) -> tuple[Dated | None, Dated | None]:
    """First and last day as the weights have them; where only one is said, the other follows from
    the length of the journey, or, if only the month or year is known, is the same."""
    start, end = first_and_last(found, length.days if length else None)
    first = dated(start, start.first) if start else None
    last = dated(end, end.last) if end else None
    if start and first and last is None:
        if not first.date.day:
            last = dated(start, start.last)
        elif length:
            last = _shifted(first, (length.days, length.start, length.end), length.days - 1)
    elif end and last and first is None:
        if not last.date.day:
            first = dated(end, end.first)
        elif length:
            first = _shifted(last, (length.days, length.start, length.end), 1 - length.days)
    return first, last


_NEARLY = 2.5
_SURE = 4.0
_WEEK = dt.timedelta(days=7)


def _after(clue: Clue, start: dt.date) -> Clue:
    """A weekday of a journey that is to come lies after its first day."""
    day = clue.first.first
    if clue.time.kind != "weekday" or clue.time.pointer is not None or day is None or day >= start:
        return clue
    if (start - day).days > 7:
        return clue
    while day < start:
        day += _WEEK
    return replace(clue, first=partial(day), last=partial(day))


def _together(lines: list[Clue]) -> bool:
    orders = sorted(c.order for c in lines)
    return all(b - a <= 4 for a, b in pairwise(orders))


def _days(clue: Clue) -> int:
    first, last = clue.first.first, clue.last.last
    return (last - first).days if first and last else 0


def _between(first: Clue, last: Clue) -> int:
    a, b = first.first.first, last.last.last
    return (b - a).days if a and b else 0


def dated(clue: Clue | Moment, date: Partial) -> Dated:
    """A date with the words of a time that give it."""
    sentence = clue.sentence.sentence
    start, end = sentence.start + clue.time.start, sentence.start + clue.time.end
    if clue.time.has_year:
        return Dated(date, start, end, Standing.STATED, "The date is printed with the journey.")
    if clue.time.first.month or clue.time.kind == "ordinal":
        return Dated(
            date,
            start,
            end,
            Standing.INFERRED,
            "The year follows from the date of the report or of another event.",
        )
    return Dated(date, start, end, Standing.INFERRED, "Counted from the day of publication.")


def _from_ends(
    start: Clue | None, end: Clue | None, days: list[Clue], length: tuple[int, int, int] | None
) -> tuple[Dated | None, Dated | None]:
    first = dated(start, start.first) if start else None
    last = dated(end, end.last) if end else None
    if length and first and last is None and first.date.first:
        last = _shifted(first, length, length[0] - 1)
    if length and last and first is None and last.date.last:
        first = _shifted(last, length, 1 - length[0])
    if first is None and last is not None and days:
        early = min(days, key=lambda c: c.first.first or dt.date.max)
        if early.first.first and last.date.last and early.first.first <= last.date.last:
            first = dated(early, early.first)
    return first, last


def _from_days(
    days: list[Clue],
) -> tuple[Dated | None, Dated | None]:
    best = max(c.weight for c in days)
    near = [c for c in days if c.weight >= best - 1.5]
    first = min(near, key=lambda c: c.first.first or dt.date.max)
    last = max(near, key=lambda c: c.last.last or dt.date.min)
    if (_between(first, last)) > 30:
        first = last = max(near, key=lambda c: (c.weight, -c.order))
    return dated(first, first.first), dated(last, last.last)


def _shifted(known: Dated, length: tuple[int, int, int], days: int) -> Dated:
    day = known.date.first
    assert day is not None
    return Dated(
        partial(day + dt.timedelta(days=days)),
        length[1],
        length[2],
        Standing.INFERRED,
        f"Counted from {known.date.iso()} by the length of the journey.",
    )


def duration(
    masked: Iterable[Masked],
    clauses: Iterable[tuple[Clause, ...]],
    travels: dict[int, float],
    language: str,
) -> tuple[int, int, int] | None:
    """The length of the journey in days, and where the report says it."""
    for sentence, parts in zip(masked, clauses, strict=True):
        if not travels.get(sentence.sentence.order) or sentence.sentence.part is Part.ASIDE:
            continue
        for pattern in pattern_list("dates", "duration", language):
            match = pattern.search(sentence.text)
            if match is None:
                continue
            scope = next((c.scope for c in parts if c.start <= match.start() < c.end), Scope.MAIN)
            count = number(match["n"].rstrip("-"))
            if scope is not Scope.MAIN or count is None or not 0 < count < 60:
                continue
            unit = match["unit"].casefold()
            days = count * (7 if unit.startswith("w") else 1)
            start, end = sentence.span(*match.span())
            return days, start, end
    return None


# --- the year -----------------------------------------------------------------------------------


def anniversary_year(
    masked: Iterable[Masked], language: str, since: Callable[[Masked], int | None]
) -> tuple[Dated, int] | None:
    """The year that an anniversary gives, and the year of what it marks; None without one.

    `since` knows since when the places of a sentence have been partners, or None.
    """
    sentences = tuple(masked)
    for sentence in sentences:
        if sentence.sentence.part is Part.ASIDE:
            continue
        for pattern in pattern_list("dates", "anniversary", language):
            match = pattern.search(sentence.text)
            count = number(match["n"]) if match else None
            if match is None or count is None or not 0 < count <= 150:
                continue
            years = [
                t.first.year
                for s, t in sentence.times.items()
                if t.first.year and sentence.text.index(s) > match.start()
            ]
            base = years[0] if years else since(sentence)
            if base is None:
                continue
            start, end = sentence.span(*match.span())
            reason = f"{count} years after {base}."
            return Dated(Partial(base + count), start, end, Standing.INFERRED, reason), base
    return None


def year_of(first: Dated | None, last: Dated | None, anniversary: Dated | None) -> Dated | None:
    """The year of the journey with the words that give it; None when it cannot be known."""
    for dated in (first, last):
        if dated is not None and dated.date.year is not None:
            return replace(dated, date=Partial(dated.date.year))
    return anniversary


def settle_status(
    status: Status | None, first: Dated | None, last: Dated | None, published: dt.date | None
) -> Status | None:
    """What the words say, unless the days of the journey and of the report say otherwise."""
    if published is None or first is None or first.date.day is None or first.date.first is None:
        return status
    if first.date.first > published:
        return Status.PLANNED
    end = last.date.last if last and last.date.day else None
    if end is not None and end < published:
        return Status.HELD
    return status or Status.HELD


def days_at(
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    stops: Iterable[str],
    dates: Dates,
    published: dt.date | None,
) -> dict[str, dt.date]:
    """The first day on which the group was at each stop, by the key of the place."""
    wanted = set(stops)
    found: dict[str, dt.date] = {}
    ahead = dates.status is Status.PLANNED
    year = dates.year.date.year if dates.year else None
    for sentence, parts in zip(masked, clauses, strict=True):
        for offset, sign in enumerate(sentence.text):
            mention = sentence.places.get(sign)
            if mention is None or mention.place.key not in wanted or mention.place.key in found:
                continue
            clause = next((c for c in parts if c.start <= offset < c.end), None)
            if clause is None or clause.scope is not Scope.MAIN:
                continue
            time = _time_beside(sentence, offset)
            resolved = resolve(time, published, future=ahead, year=year) if time else None
            if time and resolved and resolved[0].day and resolved[0].first:
                day = resolved[0].first
                start = dates.first.date.first if dates.first and dates.first.date.day else None
                if start and time.kind == "weekday" and time.pointer is None and day < start:
                    day += _WEEK * (-(-(start - day).days // 7))
                found[mention.place.key] = day
    return found


_BESIDE_AFTER = re.compile("[^.;:\ue000-\ue5ff]{0,24}?(?:on |am )?(?:the )?([\ue600-\ue6ff])")
_BESIDE_BEFORE = re.compile("([\ue600-\ue6ff])[^.;\ue000-\ue6ff]{0,45}$")


def _time_beside(sentence: Masked, offset: int) -> Time | None:
    """The time that stands with a place: right after it, or before it with no place between."""
    before = _BESIDE_BEFORE.search(sentence.text[:offset])
    after = _BESIDE_AFTER.match(sentence.text, offset + 1)
    match = before if before and before.start() < 3 else after or before
    return sentence.times[match[1]] if match else None
