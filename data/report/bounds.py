"""The first and last day of a journey, as all that is known of a report's times weighs them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import product

from data.report.moments import Moment
from data.report.times import Partial
from data.report.weighing import likelihood, weights

_LEAST = 0.2
"""How likely a time must be the first or last day of the journey."""
_OF_ONE_TIME = 0.4
_OTHERWISE_PRECISE = -1.5
_AGAINST_LENGTH = -1.0
_WITH_LENGTH = 1.0
_LONG = -2.0
_LONGEST = 35
"""Days that a journey rarely exceeds."""

Bound = tuple[Moment, float]


def first_and_last(
    moments: Iterable[Moment], length: int | None
) -> tuple[Moment | None, Moment | None]:
    """The times that give the first and the last day; None where no time does.

    `length` is the length of the journey in days, if the report says it.
    """
    starts, ends = ([(None, 0.0), *_likely(moments, model)] for model in ("start", "end"))
    best = max(
        product(starts, ends),
        key=lambda pair: pair[0][1] + pair[1][1] + _fit(pair[0][0], pair[1][0], length),
    )
    return best[0][0], best[1][0]


def _likely(moments: Iterable[Moment], model: str) -> list[Bound]:
    """Times that may be the day, each with the logarithm of its odds against none."""
    found = []
    for moment in moments:
        likely = likelihood(moment.features, weights(model))
        least = math.log(_LEAST / (1 - _LEAST))
        odds = math.log(max(likely, 1e-6) / max(1 - likely, 1e-6)) - least
        if odds > -2.0:
            found.append((moment, odds))
    return found


def _fit(start: Moment | None, end: Moment | None, length: int | None) -> float:
    """How well two times go together as the first and the last day; 0 says nothing."""
    if start is None or end is None:
        return 0.0
    first, last = start.first.first, end.last.last
    if first is None or last is None or last < first:
        return -math.inf
    fit = _OF_ONE_TIME if start is end else 0.0
    if _precision(start.first) != _precision(end.last):
        return fit + _OTHERWISE_PRECISE
    if start.first.day:
        days = (last - first).days + 1
        fit += _LONG * (days > _LONGEST)
        if length is not None:
            fit += _WITH_LENGTH if abs(days - length) <= 1 else _AGAINST_LENGTH
    return fit


def _precision(date: Partial) -> int:
    return 3 if date.day else 2 if date.month else 1
