"""The fields that the journey is about, as keys of the vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from data.report.journey import Course
from data.report.masked import Masked
from data.report.patterns import compiled
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import table

_LEAST = 3.0
_SHARE = 0.35
"""A field needs this share of the weight of the chief one."""
_LISTED = 0.8
"""More for a sentence that lists several fields."""
_MOST = 6
_GENERAL = "trade-investment"
_TIES = "civic-ties"


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    more = table("sectors")["more"]
    return tuple(
        (key, re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])", re.IGNORECASE))
        for key, words in more.items()
    )


def find_subjects(
    masked: tuple[Masked, ...],
    parts: tuple[tuple[Clause, ...], ...],
    course: Course,
    language: str,
) -> tuple[tuple[str, int, int], ...]:
    """Keys with the offsets of the words that name each first, in order of the text."""
    weights: dict[str, float] = defaultdict(float)
    words: dict[str, set[str]] = defaultdict(set)
    first: dict[str, tuple[int, int]] = {}
    aim = compiled("sectors", "aim", language)
    bodies = 0
    near = 99
    for sentence, clauses in zip(masked, parts, strict=True):
        part = sentence.sentence.part
        if part is Part.ASIDE:
            continue
        travel = course.travels.get(sentence.sentence.order, 0.0)
        near = 0 if travel >= 1.5 else near + 1
        weight = 0.6 + 0.5 * travel + 0.7 * bool(aim.search(sentence.text)) + 0.4 * (near <= 2)
        weight += (
            0.9 * (bodies < 4)
            + 0.4 * (part is Part.HEAD and bodies < 3)
            + 0.6 * sentence.sentence.item
        )
        bodies += part is Part.BODY
        named = sum(pattern.search(sentence.text) is not None for _, pattern in _fields())
        weight += _LISTED * (named >= 3 and bool(aim.search(sentence.text)))
        for key, pattern in _fields():
            for match in pattern.finditer(sentence.text):
                if not _in_main(clauses, match.start()):
                    continue
                word = match[0].casefold()
                again = word in words[key]
                words[key].add(word)
                weights[key] += weight * (0.3 if again else 1.0)
                first.setdefault(key, sentence.span(*match.span()))
    special = {k: w for k, w in weights.items() if k not in (_GENERAL, _TIES)}
    best = max(special.values(), default=0.0)
    chosen = {k for k, w in special.items() if w >= max(_LEAST, _SHARE * best)}
    for general in (_GENERAL, _TIES):
        if weights.get(general, 0.0) >= (_LEAST if not chosen else max(2 * _LEAST, 0.9 * best)):
            chosen.add(general)
    ranked = sorted(chosen, key=lambda k: -weights[k])[:_MOST]
    return tuple((key, *first[key]) for key in sorted(ranked, key=lambda k: first[k]))


def _in_main(clauses: tuple[Clause, ...], offset: int) -> bool:
    return next((c.scope for c in clauses if c.start <= offset < c.end), Scope.MAIN) is Scope.MAIN
