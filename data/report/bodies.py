"""Which body leads or organises the journey: every organisation named in a report is weighed."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from data.report.features import Features, word_classes
from data.report.leading import kinds
from data.report.masked import Masked
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import table

_BESIDE = 60
"""Letters on either side of a name in which a word is beside it."""
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 6
_ARTICLE = re.compile(r"^(?:the|der|die|das|our)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that may lead the journey."""

    name: str
    """As it is first written, without an article."""
    start: int
    """Offsets in the report of the mention that says most."""
    end: int
    features: Features


@dataclass(frozen=True, slots=True)
class _Mention:
    sentence: Masked
    start: int
    """Offset in the masked sentence."""
    end: int
    scope: Scope
    name: str


def organisations(
    masked: Iterable[Masked],
    clauses: Iterable[tuple[Clause, ...]],
    travels: Mapping[int, float],
    by_rule: str | None,
    language: str,
) -> Iterator[Organisation]:
    """Every body that a report names, with what is known of it.

    `by_rule` is the name that the patterns take for the body that leads; None for none.
    """
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for sentence, parts in zip(masked, clauses, strict=True):
        for match in _names(language).finditer(sentence.sentence.text):
            name = _ARTICLE.sub("", match[0].strip())
            if not is_body(name) or is_person(sentence, match.start(), match.end()):
                continue
            first = match.start() + len(match[0].rstrip()) - len(name)
            start, end = sentence.masked_offset(first), sentence.masked_offset(first + len(name))
            scope = next((c.scope for c in parts if c.start <= start < c.end), Scope.MAIN)
            mentions[name.casefold()].append(_Mention(sentence, start, end, scope, name))
    rule = _ARTICLE.sub("", by_rule).casefold() if by_rule else ""
    for number, (key, named) in enumerate(mentions.items()):
        made = _features(named, travels, language)
        made["by rule"] = float(key == rule)
        made["within the rule's"] = float(key in rule)
        made["some by rule"] = float(bool(rule))
        made["first named"] = float(number == 0)
        made["second named"] = float(number == 1)
        made["others"] = math.log2(len(mentions)) / 3
        made |= {f"called: {word[:_STEM]}": 1.0 for word in _WORD.findall(key)}
        best = max(named, key=lambda m: (m.scope is Scope.MAIN, _leads(m, language)))
        start, end = best.sentence.span(best.start, best.end)
        yield Organisation(
            best.name, start, start + len(best.name), {k: v for k, v in made.items() if v}
        )


def is_body(name: str) -> bool:
    """Whether a name is one of a body and not of a thing."""
    words = table("crew")["lead"]["bodies"]
    return any(word in name.casefold() for word in words) or (name.isupper() and len(name) > 2)


@cache
def _names(language: str) -> re.Pattern[str]:
    return re.compile(table("crew")["lead"][f"org_{language}"])


def is_person(sentence: Masked, start: int, end: int) -> bool:
    """Whether a stretch of a sentence, by its offsets there, holds the name of a person."""
    return any(p.start < end and start < p.end for p in sentence.people.values())


def _leads(mention: _Mention, language: str) -> bool:
    text = mention.sentence.text
    around = text[max(0, mention.start - _BESIDE) : mention.end + _BESIDE]
    return kinds(language)["lead"].search(around) is not None


def _features(named: list[_Mention], travels: Mapping[int, float], language: str) -> Features:
    made: Features = {"always": 1.0, "times named": math.log2(1 + len(named)) / 2}
    for mention in named:
        text, sentence = mention.sentence.text, mention.sentence.sentence
        before = text[max(0, mention.start - _BESIDE) : mention.start]
        after = text[mention.end :][:_BESIDE]
        made["travelling"] = max(made.get("travelling", 0.0), travels.get(sentence.order, 0.0) / 2)
        marks = {
            "early": sentence.order <= 4,
            "in a headline": sentence.part is Part.HEAD,
            "of an aside": sentence.part is Part.ASIDE,
            "with the journey": mention.scope is Scope.MAIN,
            "opens a sentence": mention.start <= 5,
            "of a person": mention.sentence.people and before.rstrip().endswith(("of", "of the")),
        }
        made |= {name: 1.0 for name, holds in marks.items() if holds}
        for name, pattern in (*kinds(language).items(), *word_classes(language).items()):
            if pattern.search(before):
                made[f"{name} before"] = 1.0
            if pattern.search(after):
                made[f"{name} after"] = 1.0
        words = _WORD.findall(before.lower())[-3:]
        made |= {f"before: {word[:_STEM]}": 1.0 for word in words[-1:]}
        made |= {f"near: {word[:_STEM]}": 1.0 for word in words[:-1]}
        words = _WORD.findall(after.lower())[:3]
        made |= {f"after: {word[:_STEM]}": 1.0 for word in words[:1]}
        made |= {f"near: {word[:_STEM]}": 1.0 for word in words[1:]}
    return made
