"""The words of dates, loaded once from their table."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

LONGEST_DATE = 120
"""Characters of a text that may be a date."""

_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212\u301c\uff5e~]\s*")
_BEFORE_POINT = re.compile(r"(?<=\d) \.(?= ?\d)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def normal(text: str) -> str:
    """A text in which words of dates are looked for: lower case, plain dashes, spaces and digits,
    no character that is not seen."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _DASHES.sub(lambda found: found[0].replace(found[0].strip(), "-"), text)
    return _BEFORE_POINT.sub(".", " ".join(text.split()))


def _load() -> dict[str, Any]:
    path = Path(__file__).with_name("calendar_words.toml")
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def _numbered(groups: list[list[str]], start: int) -> Mapping[str, int]:
    pairs = ((normal(name), n) for n, names in enumerate(groups, start) for name in names)
    return MappingProxyType(dict(pairs))


_TABLE = _load()

MONTHS = _numbered(_TABLE["months"], 1)
"""Month, 1 to 12, by every name and abbreviation."""
SEASONS = _numbered(_TABLE["seasons"], 1)
"""Season, 1 for spring to 4 for winter."""
PARTS = _numbered(_TABLE["parts"], 0)
"""Third of a month or year, 0 to 2."""
ORDINALS = _numbered(_TABLE["ordinals"], 1)
"""First to fourth, 1 to 4."""
UNDATED = frozenset(map(normal, _TABLE["undated"]))
"""What stands in place of a date."""
_KEYS = ("weekdays", "quarter", "half", "week", "until", "and", "filler", "about", "since")
WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {key: frozenset(map(normal, _TABLE[key])) for key in _KEYS}
)
"""The other words, by what they do."""
