"""What is known of a place in a report, and of the report, as named numbers for a regression.

Most numbers lie between 0 and 1; what is 0 is left out. The names stand in grammar/weights.tsv.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from data.report.facts import Journey
from data.report.mention import Side
from data.report.namings import Naming
from data.report.patterns import words_of
from data.report.roles import NOT, ORIGIN, STOP
from data.report.scopes import Scope
from data.report.sentences import Part
from data.report.tables import filled
from geo.places import Place, PlaceKind

Features = dict[str, float]

_STRONG = 3.5
_FULL = 4.0
"""Weight of a cue that counts as 1."""
_EARLY = 5
_NEAR = 40
_CLASS_NEAR = 70
"""Letters on either side of a name in which a time or a word is near it."""
_WORD = re.compile(r"[^\W\d_]+")


_CLASSES: Mapping[str, tuple[str, ...]] = {
    "travel": ("go", "visit", "arrive", "carry"),
    "journey": ("journey", "prog"),
    "group": ("group",),
    "people": ("guests", "humans", "menschen"),
    "office": ("office",),
    "body": ("body",),
    "event": ("event",),
    "order": ("ordinal", "sequence", "begin"),
    "days": ("nodays",),
}
"""Kinds of words that tell of a journey, and the macros of the tables of roles that list them."""


@cache
def word_classes(language: str) -> Mapping[str, re.Pattern[str]]:
    """The kinds of words that tell of a journey, as patterns over masked sentences."""
    words = words_of("shared", f"roles_{language}")
    return {
        name: re.compile(
            "|".join(rf"\b(?:{filled(words[m], words)})\b" for m in macros if m in words),
            re.NOFLAG if language == "de" else re.IGNORECASE,
        )
        for name, macros in _CLASSES.items()
    }


def place_features(
    key: str,
    by_place: Mapping[str, list[Naming]],
    travels: Mapping[int, float],
    sentences: int,
    language: str,
) -> Features:
    """What is known of one place.

    Args:
        key: of the place.
        by_place: every mention of every place of the report.
        travels: how surely each sentence tells of the travelling, by its number.
        sentences: how many sentences the report has.
        language: "en" or "de".
    """
    named = by_place[key]
    main = [naming for naming in named if naming.is_main]
    made: Features = {"always": 1.0}
    made |= _of_cues(named, main)
    made |= _of_standing(named, main, travels, sentences)
    made |= _of_neighbours(key, by_place, main)
    made |= _of_words(main)
    made |= _of_classes(by_place, main, language)
    return {name: value for name, value in made.items() if value}


def _of_cues(named: list[Naming], main: list[Naming]) -> Features:
    nets = sorted((naming.net for naming in main), reverse=True)
    made: Features = {
        "net": max(nets[0], 0.0) / _FULL if nets else 0.0,
        "net against": float(bool(nets) and nets[0] < 0),
        "second net": max(nets[1], 0.0) / _FULL if len(nets) > 1 else 0.0,
        "no cue": float(not any(naming.cues for naming in main)),
    }
    others = [naming for naming in named if not naming.is_main]
    for role in (STOP, ORIGIN, NOT):
        best = _best(main, role)
        made[f"{role} cue"] = best / _FULL
        made[f"{role} cue, strong"] = float(best >= _STRONG)
        made[f"{role} cue of another journey"] = _best(others, role) / _FULL
    for naming in main:
        made |= {f"cue {reason}": 1.0 for reason in naming.reasons}
    return made


def _best(named: Iterable[Naming], role: str) -> float:
    return max((naming.weight(role) for naming in named), default=0.0)


def _of_standing(
    named: list[Naming], main: list[Naming], travels: Mapping[int, float], sentences: int
) -> Features:
    place = named[0].mention.place
    first = min(naming.sentence.sentence.order for naming in named)
    scopes = {naming.scope for naming in named}
    travelling = (travels.get(n.sentence.sentence.order, 0.0) for n in main)
    made: Features = {
        f"kind {place.kind.value}": 1.0,
        f"side {named[0].mention.side.value}": 1.0,
        "early": float(first <= _EARLY),
        "first half": float(first <= sentences / 2),
        "times named": math.log2(1 + len(named)) / 2,
        "times named with the journey": math.log2(1 + len(main)) / 2,
        "in a headline": float(any(n.sentence.sentence.part is Part.HEAD for n in main)),
        "line of a list": float(any(n.sentence.sentence.item for n in main)),
        "only quoted": float(bool(main) and all(n.quoted for n in main)),
        "adjective": float(any(n.mention.adjective for n in named)),
        "only adjective": float(all(n.mention.adjective for n in named)),
        "misspelt": float(any(n.mention.misspelt for n in named)),
        "never with the journey": float(not main),
        "travelling": max(travelling, default=0.0) / 2,
        "time near": float(any(_time_near(n) for n in main)),
    }
    for scope in (Scope.EARLIER, Scope.LATER, Scope.NEGATED, Scope.ASIDE):
        made[f"told of as {scope.value}"] = float(scope in scopes)
    return made


def _time_near(naming: Naming) -> bool:
    text = naming.sentence.text
    near = text[max(0, naming.offset - _NEAR) : naming.offset + _NEAR]
    return any(sign in naming.sentence.times for sign in near)


def _of_neighbours(key: str, by_place: Mapping[str, list[Naming]], main: list[Naming]) -> Features:
    here = by_place[key][0].mention
    mates = [n for naming in main for mate in naming.mates for n in by_place[mate] if n.is_main]
    others = {
        other: max((n.net for n in named if n.is_main), default=0.0)
        for other, named in by_place.items()
        if other != key and named[0].mention.side is here.side and not named[0].mention.is_country
    }
    places = {other: by_place[other][0].mention.place for other in others}
    inside = [net for other, net in others.items() if holds(here.place, places[other])]
    around = [net for other, net in others.items() if holds(places[other], here.place)]
    return {
        "in a list": float(bool(mates)),
        "list with a stop": max((n.net for n in mates), default=0.0) / _FULL,
        "list with an origin": _best(mates, ORIGIN) / _FULL,
        "no better place": float(max(others.values(), default=0.0) < 2.5),
        "rivals": math.log2(1 + len(others)) / 3,
        "holds another": float(bool(inside)),
        "holds a stop": float(any(net >= 2.5 for net in inside)),
        "held by another": float(bool(around)),
        "held by a stop": max((*around, 0.0)) / _FULL,
    }


def holds(area: Place, inner: Place) -> bool:
    """Whether a region or district holds another place."""
    return (
        area.kind is not PlaceKind.CITY
        and area.country == inner.country
        and area.name != inner.name
        and area.name in (inner.region, *inner.within)
    )


def _of_words(main: Iterable[Naming]) -> Features:
    made: Features = {}
    for naming in main:
        text, offset = naming.sentence.text, naming.offset
        before = _WORD.findall(text[max(0, offset - _NEAR) : offset].lower())[-3:]
        after = _WORD.findall(text[offset + 1 : offset + _NEAR].lower())[:2]
        made |= {f"before: {word}": 1.0 for word in before[-1:]}
        made |= {f"after: {word}": 1.0 for word in after[:1]}
        made |= {f"near: {word}": 1.0 for word in (*before[:-1], *after[1:])}
    return made


def _of_classes(
    by_place: Mapping[str, list[Naming]], main: list[Naming], language: str
) -> Features:
    made: Features = {}
    for naming in main:
        text, offset = naming.sentence.text, naming.offset
        before = text[max(0, offset - _CLASS_NEAR) : offset]
        after = text[offset + 1 : offset + _CLASS_NEAR]
        for name, pattern in word_classes(language).items():
            if pattern.search(before):
                made[f"{name} before"] = 1.0
            if pattern.search(after):
                made[f"{name} after"] = 1.0
            if pattern.search(text):
                made[f"{name} in the sentence"] = 1.0
        beside = {
            mention.place.key
            for mention in naming.sentence.places.values()
            if mention.place.key != naming.mention.place.key and mention.side is naming.mention.side
        }
        stops = (n.net for key in beside for n in by_place.get(key, ()) if n.is_main)
        best = max(stops, default=0.0) / _FULL
        made["sentence with a stop"] = max(made.get("sentence with a stop", 0.0), best)
        homes = (mention.side.value for mention in naming.sentence.places.values())
        for side in set(homes) - {naming.mention.side.value}:
            made[f"sentence with a place: {side}"] = 1.0
    return made


def journey_features(
    by_place: Mapping[str, list[Naming]],
    stop: Mapping[str, float],
    origin: Mapping[str, float],
    travels: Mapping[int, float],
    told: Mapping[str, float],
    guess: Journey,
    language: str,
) -> Features:
    """What is known of a report's journey as a whole.

    Args:
        by_place: every mention of every place.
        stop: how likely each place is a stop, 0 to 1, by its key.
        origin: the same for a home of the delegation.
        travels: how surely each sentence tells of the travelling, by its number.
        told: how often the report says what only reports of a certain kind say.
        guess: what the votes of the cues alone come to.
        language: "en" or "de".
    """
    weights = list(travels.values())
    made: Features = {
        "always": 1.0,
        f"votes for {guess.value}": 1.0,
        "some sentence travels": float(any(weight >= 2 for weight in weights)),
        "sentences that travel": math.log1p(sum(weight >= 2 for weight in weights)),
        "sentences about travel": math.log1p(sum(weight >= 1 for weight in weights)),
    }
    for side in Side:
        mine = {k: named for k, named in by_place.items() if named[0].mention.side is side}
        towns = [k for k, named in mine.items() if not named[0].mention.is_country]
        lands = [k for k, named in mine.items() if named[0].mention.is_country]
        main = [n for named in mine.values() for n in named if n.is_main]
        for role, likely in ((STOP, stop), (ORIGIN, origin)):
            made[f"{role} {side.value}"] = max((likely[k] for k in towns), default=0.0)
            made[f"{role} {side.value}, all"] = math.log1p(sum(likely[k] for k in towns))
            made[f"{role} {side.value}, country"] = max((likely[k] for k in lands), default=0.0)
            made[f"{role} {side.value}, cue"] = _best(main, role) / _FULL
        sentences = {n.sentence.sentence.order: n.sentence.text for n in main}
        for name, pattern in word_classes(language).items():
            count = sum(pattern.search(text) is not None for text in sentences.values())
            made[f"{name} with {side.value}"] = math.log1p(count)
    made |= {f"told: {name}": math.log1p(count) for name, count in told.items()}
    return {name: value for name, value in made.items() if value}
