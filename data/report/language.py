"""Whether a text is English or German, by its commonest words."""

from __future__ import annotations

import re

_WORDS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "is",
            "that",
            "for",
            "it",
            "on",
            "with",
            "as",
            "was",
            "at",
            "by",
            "from",
            "be",
            "are",
            "this",
            "has",
            "have",
            "will",
            "their",
            "its",
            "an",
            "they",
            "his",
            "her",
            "which",
            "were",
            "been",
            "or",
            "not",
            "more",
            "than",
            "who",
            "but",
            "after",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "in",
            "den",
            "von",
            "zu",
            "mit",
            "ist",
            "im",
            "für",
            "auf",
            "dem",
            "des",
            "ein",
            "eine",
            "sich",
            "nicht",
            "auch",
            "als",
            "an",
            "aus",
            "bei",
            "nach",
            "wird",
            "werden",
            "wurde",
            "hat",
            "sind",
            "zum",
            "zur",
            "einer",
            "einem",
            "am",
            "vom",
            "über",
            "wie",
            "oder",
        ]
    ),
}
_LEAST_SHARE = 0.08
_ENOUGH = 25


def language_of(text: str) -> str | None:
    """ "en" or "de"; None for a text in another language. A few words count as English."""
    words = re.findall(r"[^\W\d_]+", text[:40_000].casefold())
    letters = sum(map(len, words))
    han = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text[:40_000]))
    if han > 0.3 * max(1, letters):
        return None
    counts = {name: sum(word in common for word in words) for name, common in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    if len(words) >= _ENOUGH and counts[best] < _LEAST_SHARE * len(words):
        return None
    return best
