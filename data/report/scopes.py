"""Which part of a sentence tells of the journey that the report is about, and which of another."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from data.report.masked import Masked
from data.report.patterns import compiled, frame_patterns
from data.report.resolving import resolve
from data.report.sentences import Part
from data.report.tense import tense_of
from data.report.times import Time


class Scope(StrEnum):
    """What a part of a sentence is about."""

    MAIN = "main"
    EARLIER = "earlier"
    """A journey, or a state of things, before this one."""
    LATER = "later"
    """A journey after this one."""
    NEGATED = "negated"
    """What did not take place, or not in person."""
    ASIDE = "aside"
    """What is no part of the report proper."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a masked sentence."""

    start: int
    end: int
    scope: Scope
    by_time: bool = False
    """Whether only a time says that it tells of another journey."""


@dataclass(frozen=True, slots=True)
class When:
    """What is known of the time of the report and of its journey while reading."""

    language: str
    published: dt.date | None = None
    year: int | None = None
    """The year of the journey, where a strong sentence prints it."""
    near: bool = False
    """Whether a mere time does not part the first sentences from the report's journey."""
    over: bool = False
    """Whether the journey is over, so that what is to come is another one."""
    last: dt.date | None = None
    """Its last day, where that is known."""


_SINCE_WHEN = re.compile(r"\b(?:since|seit)\s[\ue600-\ue6ff],?\s*$", re.IGNORECASE)
_WHEN = re.compile(r"\s*(?:when|als|wo)\b")
_FIRST = 10
"""Sentences that may tell of a journey long ago and be what the report is about."""
_STATIC = re.compile(
    r"\b(?:since|seit|back to|dat(?:es|ing) (?:from|back to)|ab|as of|until|bis)\s+$",
    re.IGNORECASE,
)
"""Before a time that says how long something has been so, and not when a journey took place."""
_EVENT = re.compile(
    r"(?:^\W*|\b(?:in|im|of|by|on|from|during|für|for|and|und|jahre?s?|year|early|late|mid|about|around|mission|visit|tour|trip|reise|besuch|anno|after|before|nach|vor|bereits|schon|zuletzt|then|also|war|was|were|founded|opened)\s*\W?\s*)$",
    re.IGNORECASE,
)
"""Before a bare year that dates an event; "the 1931 map" is no event."""
_FAR_DAYS = 150
_FAR_MONTHS = 4
"""A journey so many months before the report, or more, is another one than the report's."""


def clauses(masked: tuple[Masked, ...], when: When) -> tuple[tuple[Clause, ...], ...]:
    """The parts of each sentence, in order, with what each is about."""
    found: list[tuple[Clause, ...]] = []
    before: Scope = Scope.MAIN
    for sentence in masked:
        if sentence.sentence.part is Part.ASIDE:
            found.append((Clause(0, len(sentence.text), Scope.ASIDE),))
            continue
        inherited = Scope.MAIN
        if frame_patterns("other", when.language).search(sentence.text):
            inherited = Scope.EARLIER
        elif before is not Scope.MAIN and _points_back(sentence, when.language):
            inherited = before
        parts = _parts(sentence, when, inherited)
        found.append(parts)
        before = parts[0].scope if parts else Scope.MAIN
    return tuple(found)


def dates_event(before: str) -> bool:
    """Whether the words before a bare year make it the year of an event."""
    return _EVENT.search(before) is not None


def _points_back(sentence: Masked, language: str) -> bool:
    return frame_patterns("anaphora", language).search(sentence.text) is not None


def _parts(sentence: Masked, when: When, inherited: Scope) -> tuple[Clause, ...]:
    text = sentence.text
    bounds = _bounds(text, when.language)
    made: list[Clause] = []
    for number, (start, end, linked) in enumerate(bounds):
        piece = text[start:end]
        scope, by_time = _scope(sentence, piece, when)
        if by_time and when.near and when.year is None and sentence.sentence.order < _FIRST:
            scope = Scope.MAIN
        if scope is Scope.MAIN and inherited is not Scope.MAIN:
            scope = inherited
        if _SINCE_WHEN.search(text[:start]) and _WHEN.match(piece):
            scope, by_time = Scope.EARLIER, False
        # What hangs on a part that tells of another journey tells of it as well.
        hangs = linked and number and not frame_patterns("now", when.language).search(piece)
        if scope is Scope.MAIN and hangs and made[-1].scope is not Scope.MAIN:
            scope, by_time = made[-1].scope, made[-1].by_time
        made.append(Clause(start, end, scope, by_time))
    return tuple(made)


def _bounds(text: str, language: str) -> list[tuple[int, int, bool]]:
    """Start, end, and whether the part hangs on the one before."""
    cuts: list[tuple[int, bool]] = []
    opener = frame_patterns("openers", language).match(text)
    if opener:
        cuts.append((opener.end(), False))
    for match in frame_patterns("cuts", language).finditer(text):
        linked = bool(re.match(r"[,\s]+$", match[0])) and text[match.end() :].startswith(
            (
                "which",
                "where",
                "who",
                "whose",
                "when",
                "and",
                "der ",
                "die ",
                "wo",
                "dort",
                "als ",
                "in der",
                "in dem",
                "mit der",
            )
        )
        if match.end() > 3:
            cuts.append((match.end(), linked))
    bounds: list[tuple[int, int, bool]] = []
    position, hangs = 0, False
    for offset, linked in sorted(set(cuts)):
        if offset <= position:
            continue
        bounds.append((position, offset, hangs))
        position, hangs = offset, linked
    bounds.append((position, len(text), hangs))
    return bounds


def _scope(sentence: Masked, piece: str, when: When) -> tuple[Scope, bool]:
    if frame_patterns("negated", when.language).search(piece):
        return Scope.NEGATED, False
    if frame_patterns("later", when.language).search(piece):
        return Scope.LATER, False
    if frame_patterns("earlier", when.language).search(piece):
        return Scope.EARLIER, False
    if when.over and _to_come(sentence, piece, when):
        return Scope.LATER, True
    for offset, sign in enumerate(piece):
        time = sentence.times.get(sign)
        if time is None or _STATIC.search(piece[:offset]):
            continue
        if time.kind == "year" and not _EVENT.search(piece[:offset]):
            continue
        scope = scope_of_time(time, when, future=tense_of(piece, when.language))
        if scope is not Scope.MAIN:
            return scope, True
    return Scope.MAIN, False


_SOON_DAYS = 12


def _to_come(sentence: Masked, piece: str, when: When) -> bool:
    """Whether a part of a sentence tells of what is to come after the journey."""
    if not compiled("dates", "to_come", when.language).search(piece):
        return False
    if not compiled("travel", "move", when.language).search(piece):
        return False
    times = [sentence.times[sign] for sign in piece if sign in sentence.times]
    if when.published is None or when.last is None:
        return not times
    resolved = [resolve(t, when.published, future=True) for t in times]
    firsts = [r[0].first for r in resolved if r is not None]
    known = [f for f in firsts if f is not None]
    if known:
        return any((f - max(when.last, when.published)).days > _SOON_DAYS for f in known)
    return when.last < when.published


def scope_of_time(time: Time, when: When, *, future: bool | None = None) -> Scope:
    """Whether a time is that of the report's journey, as far as it alone can say."""
    if time.kind in ("season_of_year", "month_of_year") and when.published is not None:
        resolved = resolve(time, when.published, future=None)
        last = resolved[1].last if resolved else None
        if last is not None and abs((when.published - last).days) < _FAR_DAYS:
            return Scope.MAIN
    if time.kind == "ago_year" or (time.kind in ("rel_year", "season_of_year", "month_of_year")):
        way = time.offset or time.pointer or 0
        return Scope.EARLIER if way < 0 else Scope.LATER if way > 0 else Scope.MAIN
    if time.has_year:
        return _of_year(time, when)
    if time.kind in ("month", "season", "day", "range") and when.published is not None:
        past = time.pointer == -1 or future is False
        resolved = resolve(time, when.published, future=False) if past else None
        if resolved and resolved[1].last:
            far = (when.published - resolved[1].last).days > 30 * _FAR_MONTHS
            return Scope.EARLIER if far else Scope.MAIN
    return Scope.MAIN


def _of_year(time: Time, when: When) -> Scope:
    first, last = time.first.year or time.last.year or 0, time.last.year or time.first.year or 0
    if when.year is not None:
        if first <= when.year <= last:
            return Scope.MAIN
        return Scope.EARLIER if last < when.year else Scope.LATER
    if when.published is None:
        return Scope.MAIN
    day = time.last.last
    if day is not None and time.last.month is not None:
        if (when.published - day).days > 30 * _FAR_MONTHS:
            return Scope.EARLIER
        return Scope.MAIN
    if last < when.published.year - (when.published.month <= 2):
        return Scope.EARLIER
    return Scope.LATER if first > when.published.year + 1 else Scope.MAIN
