"""Dates in words."""

from __future__ import annotations

import calendar
import datetime as dt

YEARS = range(1900, 2101)
"""Calendar years that a record may be dated in and a link may ask for; others are mistakes."""


def describe_span(first: dt.date, last: dt.date) -> str:
    """A span of days as short as it can be said in British English.

    Whole months and years are named as such: "June 2024", "2016", "March to May 2020", else
    "25 to 30 June 2019".
    """
    starts_month = first.day == 1
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if starts_month and ends_month:
        if (first.month, last.month) == (1, 12):
            return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
        return _joined(f"{first:%B}", f"{last:%B}", first, last, same=first.month == last.month)
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    return _joined(f"{first.day} {first:%B}", f"{last.day} {last:%B}", first, last)


def _joined(start: str, end: str, first: dt.date, last: dt.date, *, same: bool = False) -> str:
    if first.year != last.year:
        return f"{start} {first.year} to {end} {last.year}"
    return f"{end} {last.year}" if same else f"{start} to {end} {last.year}"
