"""What a column may hold, and the names by which it is recognised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.fuzzy import slips_allowed
from geo.names import fold


class Field(StrEnum):
    """What a column holds. The values are kept in remembered mappings and never change."""

    ID = "id"
    TITLE = "title"
    ORIGIN = "origin"
    ORIGIN_COUNTRY = "origin_country"
    DESTINATION = "destination"
    DESTINATION_COUNTRY = "destination_country"
    DESTINATION_REGION = "destination_region"
    DATES = "dates"
    START = "start"
    END = "end"
    YEAR = "year"
    DAYS = "days"
    SECTORS = "sectors"
    DELEGATES = "delegates"
    COMPANIES = "companies"
    LEAD = "lead"
    LEADERS = "leaders"
    ROLE = "role"
    PURPOSE = "purpose"
    DIRECTION = "direction"
    STATUS = "status"
    AGREEMENTS = "agreements"
    SOURCE_TITLE = "source_title"
    SOURCE_URL = "source_url"
    PUBLISHER = "publisher"
    STOP_ORDER = "stop_order"
    NOTE = "note"
    SINCE = "since"
    KIND = "kind"
    COUNT = "count"
    SOURCE_LAT = "source_lat"
    SOURCE_LON = "source_lon"
    TARGET_LAT = "target_lat"
    TARGET_LON = "target_lon"
    SOURCE_POINT = "source_point"
    TARGET_POINT = "target_point"

    def label(self, language: str = "en") -> str:
        """What the column is called to a reader, in "en" or "de"."""
        return str(table()["fields"][self.value]["label_de" if language == "de" else "label_en"])


SEVERAL = frozenset(
    {Field.DESTINATION, Field.SECTORS, Field.PURPOSE, Field.NOTE, Field.LEADERS, Field.AGREEMENTS}
)
"""What several columns may hold at once: "City 1", "City 2"."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LAST_NUMBER = re.compile(r"\s*[#.]?\s*\d{1,2}$")


@cache
def table() -> dict[str, Any]:
    """The file of names as it stands."""
    path = Path(__file__).with_name("aliases.toml")
    made: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return made


@cache
def _names() -> Mapping[str, Field | None]:
    """Each folded name with its field; None for a column that is left aside."""
    named: dict[str, Field | None] = {fold(name): None for name in table()["ignored"]["names"]}
    for key, entry in table()["fields"].items():
        named |= {fold(name): Field(key) for name in entry["names"]}
        named[fold(entry["label_en"])] = named[fold(entry["label_de"])] = Field(key)
    return named


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """Folded words of a section of the file, such as ("status", "held")."""
    return frozenset(fold(word) for word in table()[section][key])


def recognise(header: str) -> tuple[Field | None, int]:
    """The field that a header names, and how surely: 3 by its very name, 2 without a number or
    bracket, 1 by a misspelt name or part of a name, 0 not at all.

    (None, 3) is a column that is known and left aside, such as costs.
    """
    names = _names()
    plain = fold(header)
    if plain in names:
        return names[plain], 3
    bare = fold(_LAST_NUMBER.sub("", _BRACKETS.sub(" ", header).replace("/", " ")))
    if bare in names:
        return names[bare], 2
    if not bare or len(header) > 80:
        return None, 0
    allowed = slips_allowed(len(bare))
    near = (
        process.extractOne(bare, list(names), scorer=OSA.distance, score_cutoff=allowed)
        if allowed
        else None
    )
    if near is not None:
        return names[near[0]], 1
    return _by_parts(header)


def _by_parts(header: str) -> tuple[Field | None, int]:
    """The field whose name makes up most of a longer header: "Reiseziel(e) in China", and the
    first of two that stand beside each other: "Dates / Termin"."""
    text = _BRACKETS.sub(" ", header)
    for part in re.split(r"[/|,;:\n]|\s-\s|\s–\s", text):
        if fold(part) in _names() and fold(part) != fold(text):
            return _names()[fold(part)], 1
    words = re.findall(r"\w+", text)
    best: tuple[int, Field | None] | None = None
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            folded = fold(" ".join(words[start:end]))
            longer = best is None or len(folded) > best[0]
            if len(folded) >= 4 and folded in _names() and longer:
                best = (len(folded), _names()[folded])
    total = len(fold(text))
    if best is not None and best[0] >= 0.4 * total:
        return best[1], 1
    return None, 0


def is_end(header: str, end: str) -> bool:
    """Whether a header names one end of a way: "origin" or "target"."""
    return fold(header) in word_set_of_ends(end)


@cache
def word_set_of_ends(end: str) -> frozenset[str]:
    """Folded names of the columns for one end."""
    return frozenset(fold(name) for name in table()["ends"][end]["names"])
