"""Tables in the language of an export: names of places, years, and the terms that are ours.

Titles, organisations and other texts of a record stay as the record has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

GERMAN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "direction": {"outbound": "nach China", "inbound": "aus China"},
        "status": {"planned": "angekündigt", "held": "durchgeführt", "cancelled": "abgesagt"},
        "date_standing": {"stated": "genannt", "inferred": "erschlossen"},
        "role": {"origin": "Ausgangsort", "stop": "Station", "both": "beides"},
        "kind": {
            "city": "Stadt",
            "city region": "Stadtregion",
            "region": "Region",
            "district": "Bezirk",
            "country": "Land",
            "press report": "Pressebericht",
            "public record": "öffentliches Verzeichnis",
        },
        "match": {
            "correction": "Korrektur",
            "exact": "genau",
            "alias": "anderer Name",
            "fuzzy": "ähnlich",
            "online": "Online-Dienst",
        },
    }
)
"""What stands for a value of ours, by column."""
_TEXTS = frozenset({("people", "role"), ("agreements", "kind"), ("partnerships", "kind")})
"""Tables and columns that hold texts of a record under a name that elsewhere holds our terms."""


def terms(language: str) -> Mapping[str, Mapping[str, str]]:
    """The words for the values of columns, by column; none in English, which the values are."""
    return GERMAN if language == "de" else {}


def in_words(column: str, value: Any, language: str, table: str = "") -> Any:
    """A value of a column in the language; unchanged where it is no term of ours."""
    if not isinstance(value, str) or (table, column) in _TEXTS:
        return value
    return terms(language).get(column, {}).get(value, value)


def from_words(column: str, value: Any, language: str, table: str = "") -> Any:
    """The value of ours that `in_words` wrote in the language; unchanged where it is none."""
    if not isinstance(value, str) or (table, column) in _TEXTS:
        return value
    written = terms(language).get(column, {})
    return next((ours for ours, words in written.items() if words == value), value)


def language_of(directions: Iterable[Any]) -> str:
    """The language of an export, by what stands in the column of directions: "de", or "en"."""
    return "de" if set(GERMAN["direction"].values()) & set(directions) else "en"


def localised(frame: pd.DataFrame, names: Mapping[str, str], language: str) -> pd.DataFrame:
    """A frame with its places, years and directions in the language.

    Args:
        frame: FLOWS, LEGS, PLACES or STOPS; it is not changed.
        names: of places, by key.
        language: "en" leaves the frame as it is.
    """
    if language == "en":
        return frame
    changed: dict[str, list[Any]] = {}
    for key, name in (("key", "name"), ("from_key", "from_name"), ("to_key", "to_name")):
        if key in frame.columns:
            changed[name] = [
                names.get(place, known)
                for place, known in zip(frame[key], frame[name], strict=True)
            ]
    if "years" in frame.columns:
        changed["years"] = [_years(years) for years in frame["years"]]
    if "direction" in frame.columns:
        changed["direction"] = [in_words("direction", way, language) for way in frame["direction"]]
    made = frame.assign(**changed)
    return made.astype(dict(frame.dtypes))


def _years(text: str) -> str:
    """ "2016, 2019 and 1 undated" in German."""
    return text.replace(" and ", " und ").replace("undated", "undatiert")
