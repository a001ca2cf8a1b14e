"""Who leads the delegation: everybody named in a report is weighed, the patterns among it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from data.report.facts import Journey
from data.report.features import Features
from data.report.masked import Masked
from data.report.mention import Side
from data.report.patterns import words_of
from data.report.people_names import is_chinese
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import filled, table

_BESIDE = 80
"""Letters on either side of a name in which a word is beside it."""
_WORD = re.compile(r"[^\W\d_]+")
ELSEWHERE = "never with the journey"
"""Feature of somebody who is told of with another journey, or beside the report, alone."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who may lead the delegation."""

    name: str
    """As full as the report gives it."""
    start: int
    """Offsets in the report of the mention that says most."""
    end: int
    features: Features
    sides: Features
    """What tells where somebody comes from; who leads depends on the direction, too."""

    def features_on(self, way: Journey) -> Features:
        """All that is known of somebody on a journey in a direction."""
        return self.features | {f"{way.value}, {name}": v for name, v in self.sides.items()}


@dataclass(frozen=True, slots=True)
class _Mention:
    sentence: Masked
    offset: int
    scope: Scope


@cache
def kinds(language: str) -> Mapping[str, re.Pattern[str]]:
    """The kinds of words that tell who leads, as patterns over masked sentences."""
    words = words_of("shared", f"roles_{language}", "crew")
    listed = {
        name: re.compile("|".join(filled(pattern, words) for pattern in one[language]))
        for name, one in table("leading").items()
    }
    office = filled(table("crew")["roles"][language], words)
    return {**listed, "office": re.compile(rf"\b{office}\b", re.IGNORECASE)}


def everybody(
    masked: Iterable[Masked],
    clauses: Iterable[tuple[Clause, ...]],
    travels: Mapping[int, float],
    by_rule: Collection[str],
    language: str,
) -> Iterator[Named]:
    """Everybody whom a report names, in the order of the text, with what is known of them.

    `by_rule` are the names that the patterns take for leaders.
    """
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    full = full_names(masked := tuple(masked))
    for sentence, parts in zip(masked, clauses, strict=True):
        for offset, sign in enumerate(sentence.text):
            person = sentence.people.get(sign)
            if person is None:
                continue
            name = person.name if person.given else full.get(person.surname, person.name)
            scope = next((c.scope for c in parts if c.start <= offset < c.end), Scope.MAIN)
            mentions[name].append(_Mention(sentence, offset, scope))
    for number, (name, named) in enumerate(mentions.items()):
        made = _features(named, travels, language)
        made["by rule"] = float(name in by_rule)
        made["some by rule"] = float(bool(by_rule))
        made["first named"] = float(number == 0)
        made["second named"] = float(number == 1)
        made["others"] = math.log2(len(mentions))
        lead = kinds(language)["lead"]
        best = max(
            named,
            key=lambda m: (lead.search(_around(m)) is not None, m.scope is Scope.MAIN),
        )
        start, end = best.sentence.span(best.offset, best.offset + 1)
        known = {key: value for key, value in made.items() if value}
        yield Named(name, start, end, known, _sides(name, named))


def _sides(name: str, named: Iterable[_Mention]) -> Features:
    """The side of a name itself, and of the places beside it."""
    made: Features = {"chinese name" if is_chinese(name) else "other name": 1.0}
    for mention in named:
        text, places = mention.sentence.text, mention.sentence.places
        before = text[max(0, mention.offset - _BESIDE) : mention.offset]
        after = text[mention.offset + 1 :][:_BESIDE]
        for where, letters in (("before", reversed(before)), ("after", after)):
            closest = next((places[sign] for sign in letters if sign in places), None)
            if closest is not None:
                made[f"{closest.side.value} {where}"] = 1.0
        sides = {place.side for place in places.values()}
        made |= {f"sentence of {side.value} alone": 1.0 for side in Side if sides == {side}}
    return made


def full_names(masked: Iterable[Masked]) -> dict[str, str]:
    """Full names by surname, and by the family name of a Chinese one, which comes first."""
    names: dict[str, str] = {}
    for sentence in masked:
        for person in sentence.people.values():
            if person.given:
                names.setdefault(person.surname, person.name)
                names.setdefault(person.name.split()[0], person.name)
    return names


def _around(mention: _Mention) -> str:
    text, offset = mention.sentence.text, mention.offset
    return text[max(0, offset - _BESIDE) : offset + _BESIDE]


def _features(named: list[_Mention], travels: Mapping[int, float], language: str) -> Features:
    made: Features = {
        "always": 1.0,
        "times named": math.log2(1 + len(named)) / 2,
        ELSEWHERE: float(all(m.scope is not Scope.MAIN for m in named)),
    }
    for mention in named:
        text, offset = mention.sentence.text, mention.offset
        before, after = text[max(0, offset - _BESIDE) : offset], text[offset + 1 :][:_BESIDE]
        sentence = mention.sentence.sentence
        made["travelling"] = max(made.get("travelling", 0.0), travels.get(sentence.order, 0.0) / 2)
        made["early"] = max(made.get("early", 0.0), float(sentence.order <= 4))
        made["with the journey"] = max(
            made.get("with the journey", 0.0), float(mention.scope is Scope.MAIN)
        )
        made["of an aside"] = float(sentence.part is Part.ASIDE)
        made[f"told of as {mention.scope.value}"] = 1.0
        for kind, pattern in kinds(language).items():
            if pattern.search(before):
                made[f"{kind} before"] = 1.0
            if pattern.search(after):
                made[f"{kind} after"] = 1.0
        for place, words in (("before", before), ("after", after)):
            listed = _WORD.findall(words.lower())
            closest = listed[-1:] if place == "before" else listed[:1]
            made |= {f"{place}: {word}": 1.0 for word in closest}
    return made
