"""Dates as people write them, read as whole days and never more precisely than written."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from data.dates import YEARS
from data.errors import AtlasError

EXAMPLES = "25 to 30 June 2019, June 2024 or 2016"


class WrittenDateError(AtlasError):
    """A text that is no date, or may be two."""


def read_span(text: str) -> tuple[dt.date, dt.date]:
    """The first and last day that a text in English or German means: "June 2024" is all thirty.

    Reads everything that ``describe_span`` writes, ISO dates, and days before or after their month.
    Raises WrittenDateError, with what would be right, for everything else.
    """
    words = " ".join(text.replace("\u00a0", " ").split())
    ends = [_read_end(part, text) for part in _parted(words)]
    if not 1 <= len(ends) <= 2:
        raise WrittenDateError(f"“{_short(text)}” has more than two ends. Write {EXAMPLES}.")
    last = ends[-1]
    first = ends[0].completed_from(last) if len(ends) == 2 else last
    if last.year is None and first.year is not None:
        last = _End(last.day, last.month, first.year)
    start, end = first.days(text)[0], last.days(text)[1]
    if end < start:
        raise WrittenDateError(f"In “{_short(text)}” the last day lies before the first.")
    return start, end


_DASH = re.compile(r"\s*(?:[–—→]|\s(?:to|until|till|bis|and|und)\s|\s-\s)\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_PAIR = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|\d{4}-\d{2})/(\d{4}-\d{1,2}-\d{1,2}|\d{4}-\d{2})")
_YEARS_PAIR = re.compile(r"(\d{4})-(\d{4})")
_DAYS_PAIR = re.compile(r"(\d{1,2})\.?-(\d{1,2})\b(?!-|/|\.\d)(.*)")
_NUMERIC = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_IDLE = frozenset({"of", "the", "in", "from", "von", "vom", "im", "am", "den", "der"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "januar", "jänner"),
            ("february", "februar"),
            ("march", "märz", "maerz", "mrz"),
            ("april",),
            ("may", "mai"),
            ("june", "juni"),
            ("july", "juli"),
            ("august",),
            ("september", "sept"),
            ("october", "oktober"),
            ("november",),
            ("december", "dezember"),
        ),
        start=1,
    )
    for name in names
}
_SHORTEST_MONTH = 3


def _parted(words: str) -> list[str]:
    """The ends of a span, one or more texts."""
    for pattern in (_ISO_PAIR, _YEARS_PAIR):
        pair = pattern.fullmatch(words)
        if pair:
            return list(pair.groups())
    days = _DAYS_PAIR.fullmatch(words)
    if days and not _ISO.fullmatch(words):
        return [days[1], f"{days[2]}{days[3]}"]
    return _DASH.split(f" {words} ".replace("  ", " ").strip())


@dataclass(frozen=True, slots=True)
class _End:
    day: int | None
    month: int | None
    year: int | None

    def completed_from(self, last: _End) -> _End:
        """A first end with what it leaves to the last one to say."""
        month = self.month if self.month is not None or last.day is None else last.month
        if self.day is None and self.month is None:
            month = None if self.year is not None else month
        return _End(self.day, month, self.year if self.year is not None else last.year)

    def days(self, text: str) -> tuple[dt.date, dt.date]:
        if self.year is None or (self.day is not None and self.month is None):
            raise WrittenDateError(
                f"“{_short(text)}” does not say {'the year' if self.year is None else 'the month'}."
                f" Write {EXAMPLES}."
            )
        if self.year not in YEARS:
            raise WrittenDateError(f"A year lies between {YEARS[0]} and {YEARS[-1]}.")
        if self.month is None:
            return dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        length = calendar.monthrange(self.year, self.month)[1]
        if self.day is None:
            return dt.date(self.year, self.month, 1), dt.date(self.year, self.month, length)
        if not 1 <= self.day <= length:
            month = f"{calendar.month_name[self.month]} {self.year}"
            raise WrittenDateError(f"{month} has {length} days, not {self.day}.")
        day = dt.date(self.year, self.month, self.day)
        return day, day


def _read_end(part: str, text: str) -> _End:
    part = part.strip().rstrip(".,")
    iso = _ISO.fullmatch(part)
    if iso:
        year, month, day = (None if cell is None else int(cell) for cell in iso.groups())
        return _End(day, _checked_month(month, text), year)
    numeric = _NUMERIC.fullmatch(part)
    if numeric:
        return _numeric(numeric, text)
    day = month = year = None
    for token in _TOKEN.findall(_ORDINAL.sub("", part)):
        if token.isdecimal():
            number = int(token)
            if len(token) == 4 and year is None:
                year = number
                continue
            if len(token) <= 2 and day is None:
                day = number
                continue
        elif token.casefold() in _IDLE:
            continue
        elif month is None and (found := _month(token)):
            month = found
            continue
        raise WrittenDateError(f"“{_short(text)}” is no date. Write {EXAMPLES}.")
    if day is month is year is None:
        raise WrittenDateError(f"“{_short(text)}” is no date. Write {EXAMPLES}.")
    return _End(day, month, year)


def _numeric(numeric: re.Match[str], text: str) -> _End:
    """25.06.2019 is German and clear; 05/06/2019 may be read in two ways."""
    one, two, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    if numeric[2] == "/" and one != two and max(one, two) <= 12:
        raise WrittenDateError(
            f"“{_short(text)}” may be {one} {calendar.month_name[two]} or "
            f"{two} {calendar.month_name[one]}. Write the month as a word."
        )
    if numeric[2] == "/" and two > 12:
        one, two = two, one
    return _End(one, _checked_month(two, text), year)


def _month(word: str) -> int | None:
    start = word.casefold()
    if len(start) < _SHORTEST_MONTH:
        return None
    return next((number for name, number in _MONTHS.items() if name.startswith(start)), None)


def _checked_month(month: int | None, text: str) -> int | None:
    if month is not None and not 1 <= month <= 12:
        raise WrittenDateError(f"In “{_short(text)}” there is no month {month}.")
    return month


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
