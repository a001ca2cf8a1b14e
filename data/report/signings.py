"""What was signed on the journey, or will be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from data.model import Status
from data.report.dating import Dates
from data.report.facts import AgreementRead
from data.report.journey import Course
from data.report.masked import Masked
from data.report.resolving import resolve
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import table
from data.report.times import Partial, Time

if TYPE_CHECKING:
    from data.report.reader import Report

_MOST = 6


@dataclass(frozen=True, slots=True)
class Signing:
    """An agreement with the words that tell of it."""

    agreement: AgreementRead
    start: int
    """Offset in the report."""
    end: int
    order: int
    """Which sentence tells of it."""


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["kind"], re.compile("|".join(entry["list"]))) for entry in table("signings")["kind"]
    )


@cache
def _rules(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = table("signings")
    sign = re.compile(rf"\b{rules['words'][f'sign_{language}']}\b", re.IGNORECASE)
    return (
        sign,
        re.compile("|".join(rules["not"][language])),
        re.compile("|".join(rules["not"]["after"])),
    )


def find_signings(
    report: Report, parts: tuple[tuple[Clause, ...], ...], course: Course, dates: Dates
) -> tuple[Signing, ...]:
    """The agreements of this journey, each once, in order of the text."""
    found: list[Signing] = []
    here = ""
    stops = {stop.place.key: stop.place.name for stop in course.stops}
    for sentence, clauses in zip(report.masked, parts, strict=True):
        if sentence.sentence.part is Part.ASIDE:
            continue
        named = [
            stops[m.place.key]
            for c in sentence.text
            if (m := sentence.places.get(c)) is not None and m.place.key in stops
        ]
        for kind, match in _agreements(sentence, clauses, report.language):
            place = _place(sentence, stops) or (named[-1] if len(set(named)) == 1 else here)
            if not place and len(stops) == 1:
                place = next(iter(stops.values()))
            text = sentence.sentence.text
            start, end = sentence.span(match.start(), match.end())
            title = report.text[start:end]
            title += _topic(text[end - sentence.sentence.start :])
            agreement = AgreementRead(
                kind, title, _parties(text), place or None, _day(report, sentence, dates)
            )
            found.append(
                Signing(
                    agreement,
                    sentence.sentence.start,
                    sentence.sentence.end,
                    sentence.sentence.order,
                )
            )
        if named and sentence.sentence.part is not Part.HEAD:
            here = named[-1]
        elif named and re.match(r"[\ue000-\ue5ff]\s*[:–]", sentence.text):
            here = named[0]
    return _each_once(found)


def _agreements(
    sentence: Masked, clauses: tuple[Clause, ...], language: str
) -> Iterator[tuple[str, re.Match[str]]]:
    sign, never, after = _rules(language)
    if sign.search(sentence.text) is None:
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in _kinds():
        for match in pattern.finditer(sentence.text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            clause = next((c for c in clauses if c.start <= match.start() < c.end), clauses[-1])
            if clause.scope is not Scope.MAIN or _far(sign, sentence.text, match):
                continue
            if never.search(sentence.text[: match.start()]) or after.search(
                sentence.text[match.end() :]
            ):
                continue
            yield kind, match


_NEAR = 150


def _far(sign: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return not any(
        min(abs(m.start() - match.end()), abs(match.start() - m.end())) <= _NEAR
        for m in sign.finditer(text)
    )


_IN = re.compile("\\b(?:[Ii]n|[Aa]t)\\s(?:[a-z]+\\s){0,2}([\\ue000-\\ue5ff])")


def _place(sentence: Masked, stops: dict[str, str]) -> str:
    """The stop that the sentence says the signing was in."""
    for match in _IN.finditer(sentence.text):
        key = sentence.places[match[1]].place.key
        if key in stops:
            return stops[key]
    return ""


def _day(report: Report, sentence: Masked, dates: Dates) -> str | None:
    """The day of signing: a time in the sentence that lies within the journey, or its only day."""
    first = dates.first.date.first if dates.first else None
    last = dates.last.date.last if dates.last else None
    year = dates.year.date.year if dates.year else None
    for time in sentence.times.values():
        if time.kind == "weekday" and first and last and (last - first).days < 7:
            day = _weekday_between(time, first.toordinal(), last.toordinal())
            if day is not None:
                return day
        ahead = dates.status is Status.PLANNED
        resolved = resolve(time, report.day, future=ahead, year=year)
        if resolved is None or resolved[0].day is None or resolved[0] != resolved[1]:
            continue
        day_first = resolved[0].first
        assert day_first is not None
        inside = (first is None or day_first >= first) and (last is None or day_first <= last)
        if inside or first is None:
            return resolved[0].iso()
    if dates.first and dates.last and dates.first.date == dates.last.date and dates.first.date.day:
        return dates.first.date.iso()
    return None


def _weekday_between(time: Time, first: int, last: int) -> str | None:
    for number in range(first, last + 1):
        day = dt.date.fromordinal(number)
        if day.weekday() == time.weekday:
            return Partial(day.year, day.month, day.day).iso()
    return None


_TOPIC = re.compile(
    r"\s(?:on|for|to|über|zur|zum|für|regarding|concerning|covering|in the field of)\s"
    r"[^.,;:–()“”\"]{3,80}"
)
_TOPIC_ENDS = re.compile(
    r"\s(?:was|were|is|will|wurde|with|mit|in|at|on|am|between|zwischen|under|which|unterz\w+|"
    r"unterschr\w+|by|von der|vom|haben|hat)\s"
)


def _topic(rest: str) -> str:
    match = _TOPIC.match(rest)
    if match is None:
        return ""
    words = _TOPIC_ENDS.split(match[0].strip() + " ")[0]
    return " " + words.strip()


_WORD = r"[A-ZÄÖÜ][\w’'&.-]*"
_LINK = (
    r"\s(?:(?:of|for|and|und|für|zu|von|im|in)(?:\s(?:the|der|die|das|den))?|the|der|des)"
    r"\s(?=[A-ZÄÖÜ])"
)
_NAME = rf"(?:the |der |die |dem |den |das )?((?:{_WORD}(?:{_LINK}|\s)?){{1,8}})"
_BETWEEN = re.compile(rf"\b(?:between|zwischen)\s{_NAME}\s?(?:and|und)\s{_NAME}")
_BOTH = re.compile(
    rf"(?:^|[,:]\s|\b(?:[Tt]he|[Dd]ie|[Dd]er|that)\s){_NAME}\s?(?:and|und)\s{_NAME}\s?"
    r"(?:have |has |had |haben |hatten )?"
    r"(?:signed|inked|concluded|sealed|agreed|unterzeichn\w+|unterschr\w+)"
)


def _parties(text: str) -> tuple[str, ...]:
    """The two sides, where a sentence names both; empty where it does not."""
    match = _BETWEEN.search(text) or _BOTH.search(text)
    if match is None:
        return ()
    return tuple(
        re.sub(r"[’']s$", "", side.strip()) for side in (match[1], match[2]) if side.strip()
    )


def _each_once(found: list[Signing]) -> tuple[Signing, ...]:
    """Without what a headline or a later sentence says of the same agreement again."""
    kept: list[Signing] = []
    for signing in found:
        same = next((n for n, k in enumerate(kept) if _same(k.agreement, signing.agreement)), None)
        if same is None:
            kept.append(signing)
        elif _told(signing.agreement) > _told(kept[same].agreement):
            kept[same] = signing
    return tuple(kept[:_MOST])


_GENERAL = ("agreement", "contract")


def _same(one: AgreementRead, other: AgreementRead) -> bool:
    if one.place and other.place and one.place != other.place:
        return False
    if one.kind == other.kind:
        return True
    return "agreement" in (one.kind, other.kind)


def _told(agreement: AgreementRead) -> int:
    """How much is known of an agreement."""
    return (
        2 * bool(agreement.place)
        + bool(agreement.date)
        + bool(agreement.parties)
        + (agreement.kind != "agreement")
    )
