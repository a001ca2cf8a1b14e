"""The fields that the journey is about, as keys of the vocabulary."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from data.report.features import Features
from data.report.masked import Masked
from data.report.patterns import compiled
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import table
from data.report.weighing import likelihood, weights

_LEAST = 0.45
"""How likely a field must be what the journey is about."""
_LEAST_ALONE = 0.1
"""How likely the likeliest must be where none is likely: a journey is about something."""
_LISTED = 0.8
"""More for a sentence that lists several fields."""
_MOST = 6
_LISTS = {"fields": "in a list of fields", "takers": "beside those who work in fields"}
"""Words that stand with a list of fields, by their table in the grammar, and what is noted then."""
_LIST = 70
"""Letters on either side of a field in which the rest of its list may stand."""
_STEM = 6


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    more = table("sectors")["more"]
    return tuple(
        (key, re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])", re.IGNORECASE))
        for key, words in more.items()
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """A field that the journey may be about."""

    key: str
    start: int
    """Offsets in the report of the words that name it first."""
    end: int
    features: Features


@dataclass(slots=True)
class _Seen:
    start: int
    end: int
    weight: float = 0.0
    times: int = 0
    words: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)


def find_subjects(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Those of a report's fields that its journey is about, in the order of the text."""
    likely = [(likelihood(each.features, weights("sectors")), each) for each in subjects]
    likely.sort(key=lambda one: -one[0])
    chosen = [one for one in likely if one[0] >= _LEAST][:_MOST]
    chosen = chosen or [one for one in likely[:1] if one[0] >= _LEAST_ALONE]
    return tuple(sorted((each for _, each in chosen), key=lambda each: each.start))


def subjects(
    masked: tuple[Masked, ...],
    parts: tuple[tuple[Clause, ...], ...],
    travels: Mapping[int, float],
    language: str,
) -> tuple[Subject, ...]:
    """Every field that a report has a word of, with what is known of it."""
    seen = _seen(masked, parts, travels, language)
    best = max((each.weight for each in seen.values()), default=0.0)
    ranked = sorted(seen, key=lambda key: -seen[key].weight)
    made = []
    for key, each in seen.items():
        features: Features = {
            "always": 1.0,
            f"field {key}": 1.0,
            "weight": math.log1p(each.weight),
            "share": each.weight / best,
            "times": math.log1p(each.times),
            "words": math.log1p(len(each.words)),
            "fields": math.log1p(len(seen)),
            f"rank {min(ranked.index(key), 6)}": 1.0,
        }
        features |= dict.fromkeys(each.marks, 1.0)
        features |= {f"word {key} {word}": 1.0 for word in each.words}
        made.append(Subject(key, each.start, each.end, features))
    return tuple(made)


def _seen(
    masked: tuple[Masked, ...],
    parts: tuple[tuple[Clause, ...], ...],
    travels: Mapping[int, float],
    language: str,
) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    aim = compiled("sectors", "aim", language)
    bodies = 0
    near = 99
    for sentence, clauses in zip(masked, parts, strict=True):
        part = sentence.sentence.part
        if part is Part.ASIDE:
            continue
        travel = travels.get(sentence.sentence.order, 0.0)
        near = 0 if travel >= 1.5 else near + 1
        named = _named(sentence.text)
        marks = {
            "in a headline": part is Part.HEAD,
            "where the journey is told of": travel >= 1.5,
            "soon after": 0 < near <= 2,
            "where the aim is told of": aim.search(sentence.text) is not None,
            "early": part is Part.BODY and bodies < 4,
            "line of a list": sentence.sentence.item,
            "of several": len({key for key, _ in named}) >= 3,
        }
        bodies += part is Part.BODY
        weight = (
            0.6
            + 0.5 * travel
            + 0.7 * marks["where the aim is told of"]
            + 0.4 * (near <= 2)
            + 0.9 * (bodies < 4)
            + 0.4 * (marks["in a headline"] and bodies < 3)
            + 0.6 * sentence.sentence.item
            + _LISTED * (marks["of several"] and marks["where the aim is told of"])
        )
        for key, match in named:
            if not _in_main(clauses, match.start()):
                continue
            one = seen.setdefault(key, _Seen(*sentence.span(*match.span())))
            word = match[0].casefold()[:_STEM]
            one.weight += weight * (0.3 if word in one.words else 1.0)
            one.times += 1
            one.words.add(word)
            one.marks |= {name for name, holds in marks.items() if holds}
            for words, mark in _LISTS.items():
                if _in_list_of(words, sentence.text, match, language):
                    one.marks.add(mark)
    return seen


def _named(text: str) -> list[tuple[str, re.Match[str]]]:
    """The words for fields in a sentence, without those that are part of a longer one: "medical
    technology" is no technology."""
    found = [(key, match) for key, pattern in _fields() for match in pattern.finditer(text)]
    return [
        (key, match)
        for key, match in found
        if not any(
            other.start() <= match.start()
            and match.end() <= other.end()
            and other.end() - other.start() > match.end() - match.start()
            for _, other in found
        )
    ]


def _in_list_of(words: str, text: str, match: re.Match[str], language: str) -> bool:
    """Whether a field stands in a list that is said to be one of fields, such as "the marketing,
    property and technology sectors" or "cooperation in finance, tourism and sport"."""
    after = re.split(r"[.;:]", text[match.end() : match.end() + _LIST])[0]
    before = re.split(r"[.;]", text[max(0, match.start() - _LIST) : match.start()])[-1]
    return (
        compiled("sectors", f"{words}.after", language).search(after) is not None
        or compiled("sectors", f"{words}.before", language).search(before) is not None
    )


def _in_main(clauses: tuple[Clause, ...], offset: int) -> bool:
    return next((c.scope for c in clauses if c.start <= offset < c.end), Scope.MAIN) is Scope.MAIN
