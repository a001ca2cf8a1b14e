"""What the small facts about a place or a report amount to: logistic regressions.

A list of cues is never whole, so a cue alone does not settle what a place is to a journey: it is
one of many small facts, and weights say what they come to. The weights stand in
grammar/weights.tsv; ``python -m data.report.training`` makes them from labelled reports.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from data.report.facts import Journey
from data.report.features import Features
from data.report.masked import Masked
from data.report.tables import FOLDER, table

WEIGHTS_FILE = FOLDER / "weights.tsv"
PLACE_MODELS = ("stop", "origin")
_FURTHEST = 30.0
"""Beyond this a likelihood is 0 or 1 for all purposes, and exp() would overflow."""

_MORE_LIKELY_THAN_NOT = 0.5
_STEM = 6
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

Weights = Mapping[str, float]


_in_use: ContextVar[Mapping[str, Weights] | None] = ContextVar("weights in use", default=None)


def weights(model: str) -> Weights:
    """The weights of a model by feature: "stop", "origin", or a value of Journey."""
    models = _in_use.get()
    return (_kept() if models is None else models).get(model, {})


@contextmanager
def using(models: Mapping[str, Weights]) -> Iterator[None]:
    """Reads with these weights instead of the kept ones, to try them."""
    token = _in_use.set(models)
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _kept() -> Mapping[str, Weights]:
    models: dict[str, dict[str, float]] = defaultdict(dict)
    for line in WEIGHTS_FILE.read_text(encoding="utf-8").splitlines():
        model, feature, value = line.split("\t")
        models[model][feature] = float(value)
    return dict(models)


def likelihood(features: Features, by: Weights) -> float:
    """How likely, from 0 to 1, what the weights are for is, given the features."""
    total = sum(value * by.get(name, 0.0) for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-_FURTHEST, min(_FURTHEST, total))))


def likeliest(features: Features, by_rule: Journey) -> Journey:
    """Which kind of journey a report with these features tells of.

    Where the cues find one, that there is none must be likelier than not.
    """
    likely = {way: likelihood(features, weights(way.value)) for way in Journey}
    if by_rule is not Journey.NONE and likely[Journey.NONE] < _MORE_LIKELY_THAN_NOT:
        del likely[Journey.NONE]
    return max(likely, key=lambda way: likely[way])


def told(masked: Iterable[Masked], language: str) -> dict[str, int]:
    """How often a report says what told.toml lists, by the names there."""
    text = "\n".join(sentence.sentence.text for sentence in masked)
    return {name: len(pattern.findall(text)) for name, pattern in _tellings(language)}


def stems(masked: Iterable[Masked]) -> frozenset[str]:
    """How the words of a report begin, names of places and people aside: the first six letters,
    which in both languages leave most endings off."""
    return frozenset(
        word[:_STEM] for sentence in masked for word in _LONG_WORD.findall(sentence.text.casefold())
    )


@cache
def _tellings(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(listed[language]), re.IGNORECASE))
        for name, listed in table("told").items()
    )
