"""Dates and numbers as a form shows them and as somebody types them, right or wrong."""

from __future__ import annotations

import datetime as dt

from pydantic import JsonValue

from data.date_tokens import UnreadableDateError
from data.dates import describe_span
from data.written_dates import WrittenDate, read_date

WRITTEN = "written"
"""What a date holds while it is not one: the text as typed."""


def span_text(value: JsonValue) -> str:
    """A date as a form shows it: as short as it can be said, or as somebody typed it."""
    if isinstance(value, dict):
        if WRITTEN in value:
            return str(value[WRITTEN])
        ends = [str(value[end]) for end in ("first", "last") if value.get(end)]
        try:
            first, *_, last = map(dt.date.fromisoformat, [*ends, *ends])
        except ValueError:
            return " to ".join(dict.fromkeys(ends))
        return describe_span(first, last)
    return "" if value is None else str(value)


def span_value(text: str, before: JsonValue) -> JsonValue:
    """What a typed date is kept as; None for none.

    Standing and reason stay those of before, because a person sees both beside it. A text that is
    no date is kept as it was typed, and is a fault.
    """
    if not text.strip():
        return None
    old = before if isinstance(before, dict) else {}
    more: dict[str, JsonValue] = {"standing": old.get("standing", "stated")}
    if old.get("reason"):
        more["reason"] = old["reason"]
    try:
        read = one_way(text)
    except UnreadableDateError:
        return {WRITTEN: text, **more}
    if read is None:
        return None
    if read.reason:
        more = {"standing": "inferred", "reason": old.get("reason") or read.reason}
    return {"first": read.first.isoformat(), "last": read.last.isoformat(), **more}


def one_way(text: str) -> WrittenDate | None:
    """The date that a text stands for. Raises UnreadableDateError for one with two readings too."""
    read = read_date(text)
    if read is not None and read.other is not None:
        ways = " or ".join(describe_span(*way) for way in ((read.first, read.last), read.other))
        raise UnreadableDateError(text, f"it may be {ways}", "Write the month as a word.")
    return read


def number_text(value: JsonValue) -> str:
    """A number as a form shows it, or what somebody typed instead."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def number_value(text: str, *, whole: bool = True) -> JsonValue:
    """A typed number; the text itself where it is none, None where nothing was typed."""
    bare = text.strip().replace(" ", "")
    if not bare:
        return None
    if bare.isascii() and bare.replace(",", "").isdecimal() and len(bare) < 15:
        return int(bare.replace(",", ""))
    if not whole:
        try:
            return float(bare)
        except ValueError:
            return text.strip()
    return text.strip()
