"""The times of a report that may be those of its journey, and what each may be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.model import Status
from data.report.masked import Masked
from data.report.patterns import compiled
from data.report.resolving import resolve
from data.report.scopes import Clause, Scope, dates_event
from data.report.sentences import Part
from data.report.tense import tense_of
from data.report.times import Partial, Time, partial


@dataclass(frozen=True, slots=True)
class Clue:
    """A time in a sentence about the journey, with what it may be."""

    sentence: Masked
    time: Time
    first: Partial
    last: Partial
    role: str
    """"span", "start", "end", "day" or "vague"."""
    weight: float
    order: int


def clues(
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    travels: dict[int, float],
    published: dt.date | None,
    year: int | None,
    status: Status | None,
    language: str,
) -> list[Clue]:
    """Every time that may be one of the journey's, in the order of the text."""
    found: list[Clue] = []
    since = 99
    hints = sorted(
        {t.first.year for s in masked for t in s.times.values() if t.first.year}, reverse=True
    )
    for sentence, parts in zip(masked, clauses, strict=True):
        order = sentence.sentence.order
        travel = travels.get(order, 0.0)
        since = 0 if travel >= 1.5 else since + 1
        if sentence.sentence.part is Part.ASIDE:
            continue
        before: Time | None = None
        for sign, time in times_in_order(sentence):
            offset = sentence.text.index(sign)
            clause = next((c for c in parts if c.start <= offset < c.end), None)
            if clause is None or (clause.scope is not Scope.MAIN):
                continue
            piece = sentence.text[clause.start : clause.end]
            local = sentence.text[max(clause.start, offset - 70) : min(clause.end, offset + 60)]
            if is_published(sentence, time, published):
                continue
            if time.kind == "year" and not dates_event(sentence.text[clause.start : offset]):
                continue
            if compiled("dates", "link.not", language).search(
                sentence.text[max(clause.start, offset - 45) : min(clause.end, offset + 25)]
            ):
                continue
            if compiled("dates", "link.before", language).search(sentence.text[:offset]):
                continue
            ahead = tense_of(piece, language)
            if ahead is None:
                ahead = None if status is None else status is Status.PLANNED
            if time.kind == "ordinal":
                resolved = ordinal(time, before, published, year, ahead)
            else:
                near = year or year_by_weekday(time, hints if published is None else ())
                resolved = resolve(time, published, future=ahead, year=near)
            if time.first.month or time.first.day:
                before = time if time.first.month else before
            if resolved is None:
                continue
            clue = _clue(sentence, time, resolved, local, offset, clause, travel, since, language)
            if clue is not None:
                found.append(clue)
    return found


def year_by_weekday(time: Time, years: Iterable[int]) -> int | None:
    """The latest of some years in which a day falls on the weekday that is printed with it."""
    month, day = time.first.month, time.first.day
    if time.weekday is None or not month or not day or (month, day) == (2, 29):
        return None
    fitting = (y for y in years if dt.date(y, month, day).weekday() == time.weekday)
    return next(fitting, None)


def times_in_order(sentence: Masked) -> Iterator[tuple[str, Time]]:
    """The times of a sentence with their signs, as they come."""
    return iter(sorted(sentence.times.items(), key=lambda item: item[1].start))


def is_published(sentence: Masked, time: Time, published: dt.date | None) -> bool:
    """Whether a time is only the date of the report."""
    if published is None or time.kind != "day" or sentence.sentence.order > 6:
        return False
    exact = time.first == partial(published) or (
        (time.first.month, time.first.day) == (published.month, published.day)
        and time.first.year is None
    )
    rest = sentence.text.replace("  ", " ")
    return exact and (
        sentence.sentence.part is Part.HEAD
        or len(rest) < 70
        or sentence.text.index(sign_of(sentence, time)) < 40
    )


def sign_of(sentence: Masked, time: Time) -> str:
    """The sign that stands for a time in its sentence."""
    return next(sign for sign, other in sentence.times.items() if other is time)


def ordinal(
    time: Time, before: Time | None, published: dt.date | None, year: int | None, ahead: bool | None
) -> tuple[Partial, Partial] | None:
    """What "the 9th" means after a time that gives the month; None where none does."""
    if before is None or before.last.month is None:
        return None
    whole = replace(
        time,
        kind="day",
        first=Partial(before.last.year, before.last.month, time.first.day),
        last=Partial(before.last.year, before.last.month, time.first.day),
    )
    return resolve(whole, published, future=ahead, year=year)


def _clue(
    sentence: Masked,
    time: Time,
    resolved: tuple[Partial, Partial],
    local: str,
    offset: int,
    clause: Clause,
    travel: float,
    since: int,
    language: str,
) -> Clue | None:
    first, last = resolved
    order = sentence.sentence.order
    before = sentence.text[max(clause.start, offset - 100) : offset]
    after = sentence.text[offset + 1 : min(clause.end, offset + 46)]
    near_start = nearest(compiled("dates", "link.start", language), before, after)
    near_end = nearest(compiled("dates", "link.end", language), before, after)
    programme = heads_line(sentence, offset)
    base = travel + (1.0 if since <= 2 else 0.0) + (1.0 if order < 8 else 0.0) + 1.5 * programme
    if first.day is None or last.day is None:
        if travel <= 0 and since > 2 and not programme:
            return None
        if first.month is None and travel < 1.5 and order > _LEAD:
            return None
        return Clue(
            sentence, time, first, last, "vague", base + (1.0 if first.month else 0.0), order
        )
    if time.kind == "range":
        return Clue(sentence, time, first, last, "span", base + 3, order)
    if time.kind in ("week", "ago_week"):
        return Clue(sentence, time, first, last, "vague", base, order)
    if base <= 0:
        return None
    if time.kind == "rel_day" and time.offset == 0 and min(near_start, near_end) >= 50:
        return None
    if time.kind == "weekend" and near_end < 50:
        return Clue(sentence, time, first, last, "vague", base - 2, order)
    if near_end < near_start and near_end < _FAR:
        return Clue(sentence, time, first, last, "end", base + 1.5, order)
    if near_start < _FAR:
        return Clue(sentence, time, first, last, "start", base + 1.5, order)
    rest = re.split("[\ue600-\ue6ff]", sentence.text[offset + 1 : offset + 170])[0]
    if GOES_HOME.search(rest):
        return Clue(sentence, time, first, last, "end", base + 0.5, order)
    return Clue(sentence, time, first, last, "day", base, order)


_FAR = 90
"""Letters between a time and the verb that it goes with."""
_LEAD = 6
"""Sentences at the head of a report, where a mere year may be the journey's."""
GOES_HOME = re.compile(
    r"\b(?:fl(?:y|ies|ew) home|flight home|home from|returns? home|heads? home|for home|"
    r"nach Hause|Heimreise|Heimflug|Rückflug|zurück nach)\b",
    re.IGNORECASE,
)


_JOINED = re.compile(r",|\b(?:and|but|before|und|aber|bevor)\b")


def nearest(pattern: re.Pattern[str], before: str, after: str) -> int:
    """How many letters away the nearest match lies; 99 without one."""
    found = [len(before) - m.end() for m in pattern.finditer(before)]
    found += [
        m.start() + (16 if _JOINED.search(after[: m.start()]) else 4)
        for m in pattern.finditer(after)
    ]
    return min(found, default=99)


def heads_line(sentence: Masked, offset: int) -> bool:
    """Whether a time stands at the head of a line, as in a programme."""
    head = sentence.text[:offset]
    return (
        len(head) < 12
        and re.match(r"[:,.]|\s?[–-]|\s*[\ue000-\ue5ff]", sentence.text[offset + 1 :]) is not None
    )
