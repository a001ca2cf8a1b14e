"""Which days, months or years expressions of time mean."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from data.report.times import Partial, Time, partial

_DAY = dt.timedelta(days=1)


def resolve(
    time: Time, today: dt.date | None, *, future: bool | None, year: int | None = None
) -> tuple[Partial, Partial] | None:
    """First and last date that an expression means; None when it cannot be known.

    `today` is the day of publication, `future` whether the sentence speaks of what is to come
    (None: unknown), `year` the year where neither the words nor the day of publication give one.
    """
    if time.has_year:
        return time.first, time.last
    if time.first.month is not None and time.kind in ("day", "range", "month", "season"):
        found = _year_for(time, today, future, year)
        if found is None:
            return None
        over = (time.last.month or 0) < (time.first.month or 0)
        return (
            Partial(found, time.first.month, time.first.day),
            Partial(found + over, time.last.month, time.last.day),
        )
    if today is None:
        return None
    way = _RELATIVE.get(time.kind)
    return None if way is None else way(time, today, future)


def _year_for(
    time: Time, today: dt.date | None, future: bool | None, year: int | None
) -> int | None:
    if time.weekday is not None and time.first.day and time.first.month:
        around = year or (today.year if today else None)
        if around is None:
            return None
        options = sorted(range(around - 5, around + 6), key=lambda y: abs(y - around))
        for option in options:
            if time.first.day <= calendar.monthrange(option, time.first.month)[1]:
                day = dt.date(option, time.first.month, time.first.day)
                if day.weekday() == time.weekday and (not today or abs((day - today).days) < 400):
                    return option
    if today is None:
        return year
    if time.pointer is not None:
        if time.pointer < 0:
            return today.year if (time.first.month or 0) < today.month else today.year - 1
        if time.pointer > 0:
            return today.year if (time.first.month or 0) > today.month else today.year + 1
        return today.year
    month, in_month = time.first.month or 1, min(time.first.day or 15, 28)
    near = [dt.date(today.year + step, month, in_month) for step in (-1, 0, 1)]
    if future is True:
        near = [o for o in near if o >= today - 20 * _DAY]
    elif future is False:
        last = time.last.month or month
        this = (today.year, today.month)
        near = [o for o in near if o <= today or (o.year, last) == this]
    return min(near, key=lambda o: abs(o - today)).year


def _to_weekday(time: Time, today: dt.date, future: bool | None) -> tuple[Partial, Partial]:
    assert time.weekday is not None
    back = (today.weekday() - time.weekday) % 7
    ahead = (time.weekday - today.weekday()) % 7
    if time.pointer is not None and time.pointer < 0:
        day = today - (back or 7) * _DAY
    elif time.pointer is not None and time.pointer > 0:
        day = today + (ahead or 7) * _DAY
    elif time.pointer == 0:
        day = today - today.weekday() * _DAY + time.weekday * _DAY
    elif future:
        day = today + (ahead or 7) * _DAY
    else:
        day = today - back * _DAY
    return partial(day), partial(day)


def _to_weekday_week(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    monday = today - today.weekday() * _DAY + 7 * (time.pointer or 0) * _DAY
    day = monday + (time.weekday or 0) * _DAY
    return partial(day), partial(day)


def _to_weekend(time: Time, today: dt.date, future: bool | None) -> tuple[Partial, Partial]:
    saturday = today + (5 - today.weekday()) * _DAY
    past = time.pointer == -1 or (time.pointer is None and future is False and today.weekday() < 5)
    if past:
        saturday -= 7 * _DAY
    if time.offset == -2:
        saturday -= 7 * _DAY
    if time.pointer == 1 and today.weekday() < 5:
        saturday += 0 * _DAY
    return partial(saturday), partial(saturday + _DAY)


def _to_week(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    step = time.offset or time.pointer or 0
    monday = today - today.weekday() * _DAY + 7 * step * _DAY
    return partial(monday), partial(monday + 6 * _DAY)


def _to_month(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    index = today.year * 12 + today.month - 1 + (time.pointer or 0)
    date = Partial(index // 12, index % 12 + 1)
    return date, date


def _to_year(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    date = Partial(today.year + (time.pointer or 0))
    return date, date


def _to_month_of_year(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    year = today.year + (time.pointer or 0)
    return Partial(year, time.first.month), Partial(year, time.last.month)


def _to_rel_day(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    day = today + time.offset * _DAY
    return partial(day), partial(day)


def _to_ago_year(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    date = Partial(today.year + time.offset)
    return date, date


def _to_ago_month(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    index = today.year * 12 + today.month - 1 + time.offset
    date = Partial(index // 12, index % 12 + 1)
    return date, date


def _to_ago_week(time: Time, today: dt.date, _: bool | None) -> tuple[Partial, Partial]:
    day = today + 7 * time.offset * _DAY
    monday = day - day.weekday() * _DAY
    return partial(monday), partial(monday + 6 * _DAY)


_RELATIVE: dict[str, Callable[[Time, dt.date, bool | None], tuple[Partial, Partial]]] = {
    "weekday": _to_weekday,
    "weekday_week": _to_weekday_week,
    "weekend": _to_weekend,
    "week": _to_week,
    "rel_month": _to_month,
    "rel_year": _to_year,
    "month_of_year": _to_month_of_year,
    "season_of_year": _to_month_of_year,
    "rel_day": _to_rel_day,
    "ago_year": _to_ago_year,
    "ago_month": _to_ago_month,
    "ago_week": _to_ago_week,
    "ago_day": _to_rel_day,
}
