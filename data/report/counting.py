"""How many people travel: every number in a report is weighed, the patterns for counts among it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from data.report.features import Features
from data.report.masked import Masked
from data.report.patterns import compiled, words_of
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import filled
from data.report.times import number, number_words

LEAST, LARGEST = 2, 2_000
"""How many people a delegation may have."""
_NEAR = 45
"""Letters on either side of a number in which a word is near it."""
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile(
    r"\s?(?:%|€|£|°|km\b|per ?cent|prozent|million|billion|milli|milliard)", re.IGNORECASE
)
_MONEY = re.compile(r"[£€$¥]\s?$")


@dataclass(frozen=True, slots=True)
class Counted:
    """One number that may be the number of those who travel."""

    value: int
    start: int
    """Offset in the report."""
    end: int
    features: Features


@cache
def _numbers() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, number_words()), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w.,/])(?:\d{{1,4}}(?![\d/:]|[.,]\d)|(?:{words}))(?=\b|köpfig)", re.IGNORECASE
    )


@cache
def _people(language: str) -> re.Pattern[str]:
    words = words_of("shared", f"roles_{language}", "crew")
    name = "humans" if language == "en" else "menschen"
    return re.compile(filled(words[name], words), re.IGNORECASE)


def counted(
    masked: Iterable[Masked],
    clauses: Iterable[tuple[Clause, ...]],
    travels: Mapping[int, float],
    by_rule: tuple[int, int] | None,
    language: str,
) -> Iterator[Counted]:
    """Every number that may count the travellers, with what is known of it.

    `by_rule` are the offsets of the words that the patterns take for the count; None for none.
    """
    found: list[tuple[Masked, tuple[Clause, ...], re.Match[str], int]] = []
    for sentence, parts in zip(masked, clauses, strict=True):
        for match in _numbers().finditer(sentence.text):
            value = number(match[0])
            if value is not None and LEAST <= value <= LARGEST:
                found.append((sentence, parts, match, value))
    values = [value for *_, value in found]
    group = compiled("travel", "group", language)
    move = compiled("travel", "move", language)
    for sentence, parts, match, value in found:
        start, end = sentence.span(*match.span())
        text = sentence.text
        before, after = (
            text[max(0, match.start() - _NEAR) : match.start()],
            text[match.end() :][:_NEAR],
        )
        scope = next((c.scope for c in parts if c.start <= match.start() < c.end), Scope.MAIN)
        made: Features = {
            "always": 1.0,
            "by rule": float(by_rule is not None and by_rule[0] <= start < by_rule[1]),
            "some by rule": float(by_rule is not None),
            "travelling": travels.get(sentence.sentence.order, 0.0) / 2,
            "early": float(sentence.sentence.order <= 5),
            "in a headline": float(sentence.sentence.part is Part.HEAD),
            "of an aside": float(sentence.sentence.part is Part.ASIDE),
            "with the journey": float(scope is Scope.MAIN),
            "named again": float(values.count(value) > 1),
            "size": math.log10(value),
            "small": float(value < 5),
            "large": float(value > 150),
            "a year": float(1900 <= value <= 2100),
            "unit": float(_UNIT.match(text, match.end()) is not None),
            "money": float(_MONEY.search(before) is not None),
            "in words": float(not match[0][0].isdigit()),
            "opens": float(match.start() <= 3),
            "group before": float(group.search(before) is not None),
            "group after": float(group.search(after) is not None),
            "move near": float(move.search(before + after) is not None),
        }
        made["people after"] = float(_people(language).search(after[:30]) is not None)
        made["people before"] = float(_people(language).search(before[-30:]) is not None)
        for place, words in (("before", before), ("after", after)):
            listed = _WORD.findall(words.lower())
            nearest = listed[-2:] if place == "before" else listed[:3]
            closest = nearest[-1:] if place == "before" else nearest[:1]
            made |= {f"{place}: {word}": 1.0 for word in closest}
            made |= {f"near: {word}": 1.0 for word in nearest}
        yield Counted(value, start, end, {name: v for name, v in made.items() if v})
