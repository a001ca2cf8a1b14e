"""The reader's grammar: tables in ``grammar/*.toml`` that a linguist may extend."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "grammar"


@cache
def table(name: str) -> dict[str, Any]:
    """The tables of one file, by its name without ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def either(words: list[str] | tuple[str, ...]) -> str:
    """A regular expression for any of some expressions, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def filled(pattern: str, words: dict[str, str]) -> str:
    """A pattern with its macros put in."""
    # A macro may hold macros; a quantifier such as {0,70} is none of them.
    for _ in range(5):
        before = pattern
        pattern = re.sub(r"\{([A-Za-z]\w*)\}", lambda m: words.get(m[1], m[0]), pattern)
        if pattern == before:
            return pattern
    return pattern
