"""How many days the journey takes: every length of time in a report is weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from data.report.features import Features, word_classes
from data.report.masked import SIGNS, Masked
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.times import number, number_words
from data.report.weighing import likelihood, weights

_LEAST = 0.5
"""How likely a length must be that of the journey."""
_NEAR = 60
"""Letters on either side in which a word is near."""
_LONGEST = 60
_WORD = re.compile(r"[^\W\d_]+")
_SET = {"week-long": 7, "weeklong": 7, "wochenlang": 7, "fortnight": 14, "fortnight-long": 14}
"""Lengths in days that are said without a number."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that may be the journey's."""

    days: int
    """The first and the last day among them."""
    start: int
    """Offsets in the report."""
    end: int
    features: Features


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, number_words()), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"\b(?:(?P<n>\d{{1,2}}|{words})[\s-]*(?:(?:full|long|packed|volle|ganze)\s)?"
        r"(?P<unit>days?|nights?|weeks?|tage[ns]?|tag|nächten?|wochen?|tägig\w*|wöchig\w*)"
        rf"|(?P<set>{'|'.join(map(re.escape, _SET))}))(?:\b|[’'])",
        re.IGNORECASE,
    )


def lengths(
    masked: Iterable[Masked],
    clauses: Iterable[tuple[Clause, ...]],
    travels: Mapping[int, float],
    by_rule: tuple[int, int, int] | None,
    language: str,
) -> tuple[Length, ...]:
    """Every length of time in days or weeks, with what is known of it.

    `by_rule` is what the patterns take for the journey's, in days, with the offsets of its words.
    """
    found: list[Length] = []
    for sentence, parts in zip(masked, clauses, strict=True):
        for match in _pattern().finditer(sentence.text):
            days = _days(match)
            if days is None or not 1 <= days <= _LONGEST:
                continue
            start, end = sentence.span(*match.span())
            scope = next((c.scope for c in parts if c.start <= match.start() < c.end), Scope.MAIN)
            made: Features = {
                "always": 1.0,
                "by rule": float(by_rule is not None and by_rule[1] < end and start < by_rule[2]),
                "as long as by rule": float(by_rule is not None and by_rule[0] == days),
                "some by rule": float(by_rule is not None),
                f"scope {scope.value}": 1.0,
                "of an aside": float(sentence.sentence.part is Part.ASIDE),
                "in a headline": float(sentence.sentence.part is Part.HEAD),
                "early": float(sentence.sentence.order <= 5),
                "travelling": travels.get(sentence.sentence.order, 0.0) / 2,
                "short": float(days <= 2),
                "middling": float(5 <= days <= 14),
                "long": float(days > 14),
                "of one word": float("-" in match[0] or match["set"] is not None),
                "first named": float(not found),
            }
            made |= _of_words(sentence.text, match, language)
            kept = {name: value for name, value in made.items() if value}
            found.append(Length(days, start, end, kept))
    return tuple(found)


def likeliest_length(found: Iterable[Length]) -> Length | None:
    """The length that is most likely the journey's; None where none is likely."""
    likely = [(likelihood(each.features, weights("length")), each) for each in found]
    best = max(likely, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= _LEAST else None


def _days(match: re.Match[str]) -> int | None:
    if match["set"]:
        return _SET[match["set"].casefold()]
    count = number(match["n"])
    if count is None:
        return None
    unit = match["unit"].casefold()
    if unit.startswith("w"):
        return 7 * count
    return count + 1 if unit.startswith("n") else count


def _of_words(text: str, match: re.Match[str], language: str) -> Features:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() :][:_NEAR]
    made: Features = {}
    for name, pattern in word_classes(language).items():
        made[f"{name} before"] = float(pattern.search(before) is not None)
        made[f"{name} after"] = float(pattern.search(after) is not None)
    words = _WORD.findall(before.lower())[-3:]
    made |= {f"before: {word}": 1.0 for word in words[-1:]}
    made |= {f"near: {word}": 1.0 for word in words[:-1]}
    words = _WORD.findall(after.lower())[:3]
    made |= {f"after: {word}": 1.0 for word in words[:1]}
    made |= {f"near: {word}": 1.0 for word in words[1:]}
    made["a place after"] = float(re.match(rf"\W*(?:in|to|nach)\W+{SIGNS['P']}", after) is not None)
    return made
