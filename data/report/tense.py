"""Whether words speak of what is to come."""

from __future__ import annotations

from data.report.patterns import compiled


def tense_of(text: str, language: str) -> bool | None:
    """Whether a masked stretch speaks of what is to come; None when it does not say."""
    future = compiled("dates", "tense.future", language)
    past = compiled("dates", "tense.past", language)
    ahead, behind = len(future.findall(text)), len(past.findall(text))
    if ahead == behind:
        return None
    return ahead > behind
