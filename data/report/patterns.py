"""The patterns of the grammar, made ready: macros put in, regular expressions compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from data.report.masked import SIGNS
from data.report.tables import filled, table


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that gives places a role."""

    role: str
    """"stop", "origin" or "not"."""
    weight: float
    pattern: re.Pattern[str]
    reason: str


def words_of(*names: str) -> dict[str, str]:
    """The macros of some tables and the signs, by name."""
    words = dict(SIGNS)
    for name in names:
        listed = table(name).get("words", {})
        # Words of the languages stand in either case at the head of a sentence.
        free = name.startswith("roles_en")
        words |= {
            key: f"(?i:{word})" if free and key not in ("mod", "apposition") else word
            for key, word in listed.items()
        }
    words["L"] = "{P}(?:[’\x27]s?)?(?:{between}{apposition}{P})*"
    words["R"] = "{P}(?:[’\x27]s?)?(?:{onward}{apposition}{P})*"
    return words


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """What gives a place its role, in "en" or "de"."""
    name = f"roles_{language}"
    words = words_of("shared", name)
    made = []
    for group in table(name)["cue"]:
        for weight, pattern, reason in group["list"]:
            compiled = re.compile(filled(pattern, words), _flags(language))
            made.append(Cue(group["role"], float(weight), compiled, reason))
    return tuple(made)


def _flags(language: str) -> re.RegexFlag:
    """German tells nouns by their capitals; English words stand in either case."""
    return re.NOFLAG if language == "de" else re.IGNORECASE


@cache
def frame_patterns(kind: str, language: str) -> re.Pattern[str]:
    """What says that a part of a sentence tells of something else; see frames.toml."""
    words = words_of("shared", f"roles_{language}", "frames")
    listed = table("frames")[kind][language]
    patterns = [listed] if isinstance(listed, str) else listed
    return re.compile("|".join(f"(?:{filled(p, words)})" for p in patterns), _flags(language))


@cache
def pattern_list(name: str, key: str, language: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of a table ``name[key][language]``, or of ``name[key]``, one by one."""
    words = words_of("shared", f"roles_{language or 'en'}", name)
    listed = table(name)[key]
    patterns = listed[language] if language else listed
    return tuple(re.compile(filled(p, words)) for p in patterns)


@cache
def compiled(name: str, key: str, language: str) -> re.Pattern[str]:
    """A list of expressions of a table as one pattern.

    It is ``name[key][language]``; for "dates" and "link.start" it is ``link["start_en"]``.
    """
    words = words_of("shared", f"roles_{language}", name)
    group: Any = table(name)
    *parents, last = key.split(".")
    for parent in parents:
        group = group[parent]
    listed = group[f"{last}_{language}"] if f"{last}_{language}" in group else group[last][language]
    return re.compile("|".join(f"(?:{filled(p, words)})" for p in listed), _flags(language))
