"""What the small facts about a place or a report amount to: logistic regressions.

A list of cues is never whole, so a cue alone does not settle what a place is to a journey: it is
one of many small facts, and weights say what they come to. The weights stand in
grammar/weights.tsv; ``python -m data.report.training`` makes them from labelled reports.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from data.report.facts import Journey
from data.report.features import Features
from data.report.masked import Masked
from data.report.tables import FOLDER, table

WEIGHTS_FILE = FOLDER / "weights.tsv"
PLACE_MODELS = ("stop", "origin")
_FURTHEST = 30.0
"""Beyond this a likelihood is 0 or 1 for all purposes, and exp() would overflow."""

Weights = Mapping[str, float]


@cache
def weights(model: str) -> Weights:
    """The weights of a model by feature: "stop", "origin", or a value of Journey."""
    rows = (line.split("\t") for line in WEIGHTS_FILE.read_text(encoding="utf-8").splitlines())
    return {row[1]: float(row[2]) for row in rows if row[0] == model}


def likelihood(features: Features, by: Weights) -> float:
    """How likely, from 0 to 1, what the weights are for is, given the features."""
    total = sum(value * by.get(name, 0.0) for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-_FURTHEST, min(_FURTHEST, total))))


def likeliest(features: Features) -> Journey:
    """Which kind of journey a report with these features tells of."""
    return max(Journey, key=lambda way: likelihood(features, weights(way.value)))


def told(masked: Iterable[Masked], language: str) -> dict[str, int]:
    """How often a report says what told.toml lists, by the names there."""
    text = "\n".join(sentence.sentence.text for sentence in masked)
    return {name: len(pattern.findall(text)) for name, pattern in _tellings(language)}


@cache
def _tellings(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile("|".join(listed[language]), re.IGNORECASE))
        for name, listed in table("told").items()
    )
