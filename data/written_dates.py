"""Dates as people write them, in English, German and the numbers of spreadsheets.

>>> str(read_date("25.–30. Juni 2019").span())
'25 to 30 June 2019'

A date is as long as it is known: "June 2024" is thirty days. Where the words leave a choice, such
as "mid May", the span says that it was inferred, and from what. "03/04/2019" has two readings and
keeps both. Nothing is made up: a date without a year is none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from data.calendar_words import LONGEST_DATE, UNDATED, normal
from data.date_tokens import Partial, UnreadableDateError, day_first_of, partials_of
from data.dates import YEARS
from data.model import DateSpan, Standing

Cell = str | int | float | bool | dt.date | None
"""What a cell of a spreadsheet may hold. A datetime is a date too."""

FIRST_SERIAL, LAST_SERIAL = 7_306, 73_050
"""Day numbers of spreadsheets that are taken for dates: 1920 to 1999 and on to 2099."""
SPREADSHEET_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets, right from March 1900 on."""
_WEEK_FROM = re.compile(
    r"(?:week (?:commencing|beginning|starting|of)|w/c|woche (?:vom|ab|beginnend))\b[.:]?\s*"
)
LONGEST_GAP = 31
"""Days between two dates in one cell, from which they are two journeys and not one."""


class Precision(IntEnum):
    """How exactly a date is known, the most exact first."""

    DAY = 0
    WEEK = 1
    PART = 2
    """A third of a month, or of a year."""
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """What a date in words stands for."""

    first: dt.date
    last: dt.date
    precision: Precision
    """Of the less exact end."""
    reason: str | None = None
    """Why it follows from the words, where they do not say it; None where they do."""
    other: tuple[dt.date, dt.date] | None = None
    """First and last day when day and month change places; None where only one way is possible."""

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to say which number is the day."""
        return self.other is not None

    def span(self) -> DateSpan:
        """The same as a record keeps it; stated, unless there is a reason."""
        standing = Standing.INFERRED if self.reason else Standing.STATED
        return DateSpan(first=self.first, last=self.last, standing=standing, reason=self.reason)


def read_date(
    value: Cell, *, day_first: bool | None = None, year: int | None = None
) -> WrittenDate | None:
    """The date in a cell; None for an empty cell and for words such as "tba" and "offen".

    Args:
        value: text, a date, a year, or a day number of a spreadsheet.
        day_first: which comes first in "03/04/2019"; None: day first, and the other way in doubt.
        year: the year meant where the text names none; None: such a text cannot be read.

    Raises UnreadableDateError, whose text says why and how to write it.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _checked(str(value), WrittenDate(value, value, Precision.DAY))
    if isinstance(value, bool):
        raise UnreadableDateError(str(value).lower(), "it is true or false")
    if isinstance(value, int | float):
        # Bounded first, because a whole number may be too long to be written or turned.
        number = float(min(max(value, -1), 10**9))
        return _checked(f"{number:.10g}", _of_number(number))
    text = normal(value)
    if text in UNDATED:
        return None
    if len(text) > LONGEST_DATE:
        raise UnreadableDateError(value, "it is longer than any date")
    if re.fullmatch(r"\d{5}([.,]\d+)?|\d{8}", text):
        return _checked(value, _of_number(float(text.replace(",", "."))))
    return _checked(value, _of_text(value, text, day_first, year))


def read_dates(
    start: Cell,
    end: Cell,
    *,
    day_first: bool | None = None,
    year: int | None = None,
    days: int | None = None,
) -> WrittenDate | None:
    """The span from one cell to another; either may be empty, both make None.

    Args:
        start: the first day, or all of the span when `end` is empty.
        end: the last day.
        day_first: as for `read_date`; where one of the cells settles it, it holds for both.
        year: as for `read_date`.
        days: how long it lasted, which gives the other end where only one is known.

    Raises UnreadableDateError for either cell, and when it would end before it begins.
    """
    if day_first is None:
        day_first = guess_day_first((start, end))
    one = read_date(start, day_first=day_first, year=year)
    other = read_date(end, day_first=day_first, year=year)
    if one is None and other is None:
        return None
    if one is None or other is None:
        return _half_open(one, other, days)
    if other.last < one.first:
        raise UnreadableDateError(
            f"{start} to {end}", "the last day lies before the first", "Check both cells."
        )
    swapped = None
    if one.other or other.other:
        first, last = (one.other or (one.first,))[0], (other.other or (other.last,))[-1]
        swapped = (first, last) if first <= last else None
    reasons = dict.fromkeys(filter(None, (one.reason, other.reason)))
    return WrittenDate(
        one.first,
        max(one.last, other.last),
        max(one.precision, other.precision),
        " ".join(reasons) or None,
        swapped,
    )


def guess_day_first(values: Iterable[Cell]) -> bool | None:
    """Whether the day comes first in a column's dates, by those that can be read in one way only.

    None when no date settles it, or when they contradict each other.
    """
    seen = {
        order
        for value in values
        if isinstance(value, str) and len(value) <= LONGEST_DATE
        for order in [day_first_of(normal(value))]
        if order is not None
    }
    return seen.pop() if len(seen) == 1 else None


def _half_open(
    one: WrittenDate | None, other: WrittenDate | None, days: int | None
) -> WrittenDate | None:
    known = one or other
    if known is None or known.precision is not Precision.DAY or known.first != known.last:
        return known  # the one cell gives the whole span
    name = "first" if one else "last"
    if days is None:
        return replace(known, reason=known.reason or f"Only the {name} day is given.")
    length = dt.timedelta(days=days - 1)
    first, last = (known.first, known.last + length) if one else (known.first - length, known.last)
    reason = f"The {name} day is given, and a length of {days} day{'s' if days != 1 else ''}."
    swapped = None
    if known.other:
        day = known.other[0]
        swapped = (day, day + length) if one else (day - length, day)
    return WrittenDate(first, last, Precision.DAY, reason, swapped)


def _of_number(number: float) -> WrittenDate:
    if not math.isfinite(number):
        raise UnreadableDateError(str(number), "it is no number")
    whole = int(number)
    if number == whole and whole in YEARS:
        return WrittenDate(dt.date(whole, 1, 1), dt.date(whole, 12, 31), Precision.YEAR)
    if FIRST_SERIAL <= number < LAST_SERIAL + 1:
        day = SPREADSHEET_EPOCH + dt.timedelta(days=whole)
        return WrittenDate(day, day, Precision.DAY)
    if number == whole and 19_000_101 <= whole <= 21_001_231:
        try:
            day = dt.date(whole // 10_000, whole // 100 % 100, whole % 100)
        except ValueError:
            raise UnreadableDateError(str(whole), "there is no such day") from None
        return WrittenDate(day, day, Precision.DAY)
    shown = str(whole) if number == whole else str(number)
    raise UnreadableDateError(shown, "the number is neither a year nor a day")


def _of_text(value: str, text: str, day_first: bool | None, year: int | None) -> WrittenDate:
    begins = _WEEK_FROM.match(text)
    if begins:
        return _week_from(_of_text(value, text[begins.end() :], day_first, year), value)
    order = day_first if day_first is not None else day_first_of(text)
    read = _with_order(value, text, True if order is None else order, year)
    if order is not None:
        return read
    try:
        swapped = _with_order(value, text, False, year)
    except UnreadableDateError:
        return read
    same = (swapped.first, swapped.last) == (read.first, read.last)
    return read if same else replace(read, other=(swapped.first, swapped.last))


def _week_from(day: WrittenDate, value: str) -> WrittenDate:
    """The seven days that begin on a day."""
    if day.first != day.last:
        raise UnreadableDateError(value, "it names more than the first day of a week")
    week = dt.timedelta(days=6)
    other = (day.other[0], day.other[0] + week) if day.other else None
    reason = f"Taken from “{value.strip()}”."
    return WrittenDate(day.first, day.last + week, Precision.WEEK, reason, other)


def _with_order(value: str, text: str, day_first: bool, year: int | None) -> WrittenDate:
    found, about = partials_of(value, text, day_first)
    completed = _completed(value, found, year)
    ends = [(*_ends(value, item), item) for item in completed]
    for (_, before, _), (after, _, item) in pairwise(ends):
        if after < before and after < ends[0][0]:
            raise UnreadableDateError(value, "the last day lies before the first")
        if item.joined and (after - before).days > LONGEST_GAP:
            raise UnreadableDateError(
                value,
                "it names dates that are far apart",
                "Give each journey a row of its own.",
            )
    reasons = []
    if about:
        reasons.append(f"It is written as uncertain: “{value.strip()}”.")
    if any(item.loose for item in completed):
        reasons.append(f"Taken from “{value.strip()}”.")
    return WrittenDate(
        min(first for first, _, _ in ends),
        max(last for _, last, _ in ends),
        max(_precision(item) for item in completed),
        " ".join(reasons) or None,
    )


def _completed(value: str, found: list[Partial], year: int | None) -> list[Partial]:
    """Each partial date with the month and year that its neighbours name."""
    items = list(found)
    for place in reversed(range(len(items) - 1)):
        item, after = items[place], items[place + 1]
        if item.year is None and after.year is not None:
            if item.month is None and item.unit is None and item.day is not None:
                item = replace(item, month=after.month)
            back = item.month and after.month and item.month > after.month
            item = replace(item, year=after.year - 1 if back else after.year)
        elif item.month is None and item.day is not None and after.month is not None:
            item = replace(item, month=after.month)
        if item.part is not None and item.month is None and after.part is not None:
            item = replace(item, month=after.month)
        items[place] = item
    for place in range(1, len(items)):
        item, before = items[place], items[place - 1]
        if item.month is None and item.day is not None:
            item = replace(item, month=before.month)
        if item.year is None and before.year is not None:
            on = item.month and before.month and item.month < before.month
            item = replace(item, year=before.year + 1 if on else before.year)
        items[place] = item
    for place, item in enumerate(items):
        # "April 11-24, 1999": the month stands left, the year right.
        if item.month is None and item.day is not None and place + 1 < len(items):
            items[place] = replace(item, month=items[place + 1].month)
    if any(item.year is None for item in items):
        if year is None:
            raise UnreadableDateError(value, "it names no year")
        items = [item if item.year else replace(item, year=year) for item in items]
        for place in range(1, len(items)):
            before, item = items[place - 1], items[place]
            if item.month and before.month and item.month < before.month:
                items[place] = replace(item, year=(before.year or year) + 1)
    if any(item.day is not None and item.month is None for item in items):
        raise UnreadableDateError(value, "it names a day and no month")
    return items


def _ends(value: str, item: Partial) -> tuple[dt.date, dt.date]:
    year = item.year or 0
    if year not in YEARS:
        raise UnreadableDateError(
            value, f"the year {year} does not lie between {YEARS[0]} and {YEARS[-1]}"
        )
    try:
        if item.unit is not None and item.unit[0] == "half" and item.month is not None:
            return _half_month(year, item.month, item.unit[1])
        if item.unit is not None:
            return _unit_ends(item.unit[0], item.unit[1], year, item.second_year)
        if item.month is None:
            last = dt.date(item.second_year or year, 12, 31)
            return _third(dt.date(year, 1, 1), last, item.part)
        if item.day is None:
            month_end = calendar.monthrange(year, item.month)[1]
            return _third(
                dt.date(year, item.month, 1), dt.date(year, item.month, month_end), item.part
            )
        day = dt.date(year, item.month, item.day)
    except ValueError:
        raise UnreadableDateError(value, "there is no such day") from None
    return day, day


def _half_month(year: int, month: int, half: int) -> tuple[dt.date, dt.date]:
    last = calendar.monthrange(year, month)[1]
    days = (1, 15) if half == 1 else (16, last)
    return dt.date(year, month, days[0]), dt.date(year, month, days[1])


def _unit_ends(
    unit: str, number: int, year: int, second_year: int | None
) -> tuple[dt.date, dt.date]:
    if unit == "week":
        monday = dt.date.fromisocalendar(year, number, 1)
        return monday, monday + dt.timedelta(days=6)
    if unit == "season" and number == 4:
        # "Winter 2019" may be either end of that year; "Winter 2019/20" is one winter.
        start = dt.date(year, 12 if second_year else 1, 1)
        return start, dt.date(year + 1, 3, 1) - dt.timedelta(days=1)
    length = {"quarter": 3, "half": 6, "season": 3}[unit]
    month = (number - 1) * length + (3 if unit == "season" else 1)
    end = month + length - 1
    return dt.date(year, month, 1), dt.date(year, end, calendar.monthrange(year, end)[1])


def _third(first: dt.date, last: dt.date, part: int | None) -> tuple[dt.date, dt.date]:
    """The first, second or last third of a month or year; all of it without a part."""
    if part is None:
        return first, last
    if first.month == last.month:
        starts = (1, 11, 21)
        ends = (10, 20, last.day)
        return first.replace(day=starts[part]), first.replace(day=ends[part])
    return dt.date(first.year, 1 + 4 * part, 1), dt.date(
        first.year, 4 + 4 * part, calendar.monthrange(first.year, 4 + 4 * part)[1]
    )


def _precision(item: Partial) -> Precision:
    if item.unit is not None:
        return Precision[item.unit[0].upper()]
    if item.day is not None:
        return Precision.DAY
    if item.part is not None:
        return Precision.PART
    return Precision.YEAR if item.month is None else Precision.MONTH


def _checked(value: str, read: WrittenDate) -> WrittenDate:
    if read.first.year not in YEARS or read.last.year not in YEARS:
        raise UnreadableDateError(
            value, f"the year does not lie between {YEARS[0]} and {YEARS[-1]}"
        )
    return read
