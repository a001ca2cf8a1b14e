"""Every time in a report that may give the journey's first or last day, and what is known of it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.model import Status
from data.report.clues import (
    GOES_HOME,
    Clue,
    heads_line,
    is_published,
    nearest,
    ordinal,
    times_in_order,
    year_by_weekday,
)
from data.report.features import Features, word_classes
from data.report.masked import Masked
from data.report.patterns import compiled
from data.report.resolving import resolve
from data.report.scopes import Clause, Scope, dates_event
from data.report.sentences import Part
from data.report.tense import tense_of
from data.report.times import Partial, Time

_NEAR = 60
"""Letters on either side of a time in which a word or a place is near it."""
_NONE = 99
"""What `nearest` gives where there is nothing."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a report and the dates that it means."""

    sentence: Masked
    time: Time
    first: Partial
    last: Partial
    features: Features = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ByRule:
    """What the rules alone take for the journey's dates."""

    clues: tuple[Clue, ...]
    first: Partial | None
    last: Partial | None


def moments(
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    travels: dict[int, float],
    published: dt.date | None,
    year: int | None,
    status: Status | None,
    by_rule: ByRule,
    language: str,
) -> tuple[Moment, ...]:
    """Every time that can be told, in the order of the text.

    Args:
        masked: the sentences.
        clauses: what the parts of each sentence are about.
        travels: how surely each sentence tells of the travelling, by its number.
        published: the day of the report; None where unknown.
        year: the year that is printed with the journey; None without one.
        status: whether the journey is over, as far as the words say.
        by_rule: what the rules alone take.
        language: "en" or "de".
    """
    found: list[Moment] = []
    roles = {id(clue.time): clue for clue in by_rule.clues}
    hints = sorted(
        {t.first.year for s in masked for t in s.times.values() if t.first.year}, reverse=True
    )
    since = _NONE
    for sentence, parts in zip(masked, clauses, strict=True):
        travel = travels.get(sentence.sentence.order, 0.0)
        since = 0 if travel >= 1.5 else since + 1
        before: Time | None = None
        for sign, time in times_in_order(sentence):
            offset = sentence.text.index(sign)
            clause = next((c for c in parts if c.start <= offset < c.end), None)
            if clause is None:
                continue
            ahead = tense_of(sentence.text[clause.start : clause.end], language)
            told = ahead
            if ahead is None and status is not None:
                ahead = status is Status.PLANNED
            if time.kind == "ordinal":
                resolved = ordinal(time, before, published, year, ahead)
            else:
                near = year or year_by_weekday(time, hints if published is None else ())
                resolved = resolve(time, published, future=ahead, year=near)
            if time.first.month:
                before = time
            if resolved is None or resolved[0].year is None:
                continue
            moment = Moment(sentence, time, *resolved)
            made = moment.features
            made |= _of_standing(moment, clause, travel, since, len(masked))
            made |= _of_words(moment, offset, clause, language)
            made |= _of_rule(moment, roles.get(id(time)), by_rule)
            made |= _of_publication(moment, published)
            made[f"told {'back' if told is False else 'ahead' if told else 'neither way'}"] = 1.0
            found.append(moment)
    _compare(found)
    return tuple(found)


def _of_standing(
    moment: Moment, clause: Clause, travel: float, since: int, sentences: int
) -> Features:
    sentence, time = moment.sentence.sentence, moment.time
    offset = moment.sentence.text.index(
        next(s for s, other in moment.sentence.times.items() if other is time)
    )
    ranged = moment.first != moment.last
    return {
        "always": 1.0,
        f"kind {time.kind}": 1.0,
        f"precise {_precision(moment.first)}": 1.0,
        f"precise {_precision(moment.first)}, {'two' if ranged else 'one'}": 1.0,
        "year printed": float(time.has_year),
        "weekday": float(time.weekday is not None),
        f"scope {clause.scope.value}": 1.0,
        f"part {sentence.part.value}": 1.0,
        "line of a list": float(sentence.item),
        "heads a line": float(heads_line(moment.sentence, offset)),
        "travelling": travel / 2,
        "soon after travelling": float(0 < since <= 2),
        "early": float(sentence.order <= 5),
        "first half": float(sentence.order <= sentences / 2),
        "a mere year": float(
            time.kind == "year" and not dates_event(moment.sentence.text[clause.start : offset])
        ),
    }


def _precision(date: Partial) -> str:
    return "day" if date.day else "month" if date.month else "year"


def _of_words(moment: Moment, offset: int, clause: Clause, language: str) -> Features:
    text = moment.sentence.text
    before = text[max(clause.start, offset - 100) : offset]
    after = text[offset + 1 : min(clause.end, offset + _NEAR)]
    start = nearest(compiled("dates", "link.start", language), before, after)
    end = nearest(compiled("dates", "link.end", language), before, after)
    made: Features = {
        "start word": 20 / (20 + start) if start < _NONE else 0.0,
        "end word": 20 / (20 + end) if end < _NONE else 0.0,
        "start word nearer": float(start < end),
        "end word nearer": float(end < start),
        "no word": float(start == end == _NONE),
        "word against": float(
            compiled("dates", "link.not", language).search(before[-45:] + after[:25]) is not None
        ),
        "event before": float(
            compiled("dates", "link.before", language).search(text[:offset]) is not None
        ),
        "goes home": float(GOES_HOME.search(text[offset + 1 : offset + 120]) is not None),
    }
    for name, pattern in word_classes(language).items():
        made[f"{name} before"] = float(pattern.search(before[-_NEAR:]) is not None)
        made[f"{name} after"] = float(pattern.search(after) is not None)
    around = text[max(0, offset - _NEAR) : offset + _NEAR]
    for sign, mention in moment.sentence.places.items():
        if sign in around:
            made[f"near a place: {mention.side.value}"] = 1.0
    others = [sign for sign in moment.sentence.times if sign in around]
    made["other times near"] = math.log1p(len(others) - 1) if others else 0.0
    words = _WORD.findall(before[-_NEAR:].lower())[-3:]
    made |= {f"before: {word}": 1.0 for word in words[-1:]}
    made |= {f"near: {word}": 1.0 for word in words[:-1]}
    words = _WORD.findall(after.lower())[:2]
    made |= {f"after: {word}": 1.0 for word in words[:1]}
    made |= {f"near: {word}": 1.0 for word in words[1:]}
    return made


def _of_rule(moment: Moment, clue: Clue | None, by_rule: ByRule) -> Features:
    made: Features = {
        "start by rule": float(moment.first == by_rule.first),
        "end by rule": float(moment.last == by_rule.last),
        "no start by rule": float(by_rule.first is None),
        "no end by rule": float(by_rule.last is None),
        f"clue {clue.role if clue else 'none'}": 1.0,
        "clue's weight": clue.weight / 6 if clue else 0.0,
    }
    if clue is not None:
        made[f"clue {clue.role}, surest"] = float(
            clue.weight >= max(c.weight for c in by_rule.clues if c.role == clue.role)
        )
    return made


def _of_publication(moment: Moment, published: dt.date | None) -> Features:
    first = moment.first.first
    if published is None or first is None:
        return {"no publication": 1.0}
    days = (first - published).days
    return {
        "of publication": float(is_published(moment.sentence, moment.time, published)),
        "same day": float(days == 0),
        "after publication": float(days > 0),
        "before publication": float(days < 0),
        "long before": float(days < -90),
        "very long before": float(days < -400),
        "long after": float(days > 200),
        "distance": math.log1p(abs(days)) / 6,
    }


def _compare(found: Iterable[Moment]) -> None:
    """How each time stands to the others that tell of this journey."""
    main = [
        moment
        for moment in found
        if f"scope {Scope.MAIN.value}" in moment.features
        and f"part {Part.ASIDE.value}" not in moment.features
        and not moment.features.get("of publication")
    ]
    firsts, lasts = Counter(m.first for m in main), Counter(m.last for m in main)
    clued = [m for m in main if m.first.day and "clue none" not in m.features]
    earliest = min((m.first.first or dt.date.max for m in clued), default=None)
    latest = max((m.last.last or dt.date.min for m in clued), default=None)
    for number, moment in enumerate(main):
        made = moment.features
        made["first said again"] = math.log2(firsts[moment.first])
        made["last said again"] = math.log2(lasts[moment.last])
        made["first of all"] = float(number == 0)
        made["only one"] = float(len(main) == 1)
        made["earliest day"] = float(moment.first.first == earliest and bool(moment.first.day))
        made["latest day"] = float(moment.last.last == latest and bool(moment.last.day))
        made["days there are"] = float(bool(clued))
        made["many days"] = math.log1p(len(clued)) / 2
