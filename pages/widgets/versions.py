"""Versions of a record side by side, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import JsonValue

from data.model import Record
from data.records import Records
from data.versions import differences
from pages.widgets.form.typed import span_text
from pages.widgets.text import plain

FIELD_NAMES = {
    "title": "Title",
    "direction": "Direction",
    "status": "Status",
    "when": "Date",
    "duration_days": "Length in days",
    "lead": "Led by",
    "leaders": "Leaders",
    "delegates": "Delegates",
    "sectors": "Sectors",
    "origins": "From",
    "stops": "To",
    "agreements": "Agreements",
    "figures": "Reported figures",
    "sources": "Sources",
    "evidence": "Evidence",
    "kind": "Kind",
    "home": "British or German side",
    "partner": "Chinese side",
    "since": "Since",
    "name": "Name",
    "country": "Country",
    "place": "Place",
}
"""What a reader calls a field of a record."""
Words = Callable[[str, JsonValue], str]


def words_for(records: Records) -> Words:
    """Says a field's value as a reader expects it; a missing one is a dash."""

    def said(field: str, value: JsonValue) -> str:
        if value in (None, [], {}):
            return "–"
        if field == "sectors" and isinstance(value, list):
            return ", ".join(records.vocabulary.label(str(key)) for key in value)
        if field == "sources" and isinstance(value, list):
            return "; ".join(str(records.sources.get(str(key), key)) for key in value)
        return _plain_words(value)

    return said


def differences_table(before: Record | None, after: Record | None, words: Words) -> pd.DataFrame:
    """One row a field that differs. Columns, all str: Field, Before, After."""
    rows = [
        {
            "Field": FIELD_NAMES.get(each.field, each.field),
            "Before": words(each.field, each.before),
            "After": words(each.field, each.after),
        }
        for each in differences(before, after)
    ]
    return pd.DataFrame(rows, columns=["Field", "Before", "After"]).astype("str")


def draw_differences(before: Record | None, after: Record | None, words: Words) -> None:
    """What differs between two versions, as plain text; says so where nothing does."""
    table = differences_table(before, after, words)
    if table.empty:
        st.caption("Nothing differs.")
    else:
        st.table(table.map(plain), hide_index=True)


def _plain_words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_plain_words, value))
    if not isinstance(value, dict):
        return str(value)
    if "first" in value and "last" in value:
        reason = (
            f" (inferred: {value.get('reason')})" if value.get("standing") == "inferred" else ""
        )
        return span_text(value) + reason
    if "field" in value and "source" in value:
        more = [str(value[part]) for part in ("where", "standing", "note") if value.get(part)]
        return ", ".join([f"{value['field']}: {value['source']}", *more])
    return ", ".join(_parts(value))


def _parts(value: dict[str, Any]) -> Sequence[str]:
    return [
        f"{part} {_plain_words(each)}" if part in _NAMED else _plain_words(each)
        for part, each in value.items()
        if each not in (None, [], {}, "")
    ]


_NAMED = frozenset({"days", "written", "note", "when", "lon", "lat"})
"""Parts that say too little without their name."""
