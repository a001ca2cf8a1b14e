"""Expressions of time in a sentence, and the days, months or years that they mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from data.dates import YEARS
from data.report.tables import either, table


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as precise as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str | None:
        """Such as "2019-06-25", "2019-06" or "2019"; None without a year."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def first(self) -> dt.date | None:
        """The first day that it may be; None without a year."""
        if self.year is None:
            return None
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date | None:
        """The last day that it may be; None without a year."""
        if self.year is None:
            return None
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time, as it is written and before it is resolved."""

    start: int
    """Offset in the sentence."""
    end: int
    kind: str
    """"day", "range", "month", "season", "week", "weekend", "year", "ago" or "ordinal"."""
    first: Partial
    last: Partial
    weekday: int | None = None
    """Monday is 0; of the first day."""
    pointer: int | None = None
    """-1 for the last one, 0 for this one, 1 for the next; None where the words do not say."""
    offset: int = 0
    """Days, weeks, months or years away from the day of publication."""
    last_weekday: int | None = None

    @property
    def has_year(self) -> bool:
        """Whether the year is printed."""
        return self.first.year is not None or self.last.year is not None


def partial(day: dt.date) -> Partial:
    """A whole date."""
    return Partial(day.year, day.month, day.day)


@cache
def number_words() -> dict[str, int]:
    """Numbers that are written out, in both languages, in lower case."""
    numbers: dict[str, int] = dict(table("times")["numbers"])
    tens = {n: v for n, v in numbers.items() if v in range(20, 100, 10) and n.endswith("ty")}
    units = {n: v for n, v in numbers.items() if v < 10 and n not in ("a",)}
    numbers |= {f"{t}-{u}": a + b for t, a in tens.items() for u, b in units.items()}
    return numbers


def number(text: str) -> int | None:
    """A whole number in figures or words; None when it is none."""
    bare = text.casefold().strip().replace("\u00a0", " ")
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", bare):
        return int(re.sub(r"\D", "", bare))
    return number_words().get(bare)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = table("times")
    months = either([re.escape(name) for name in rules["months"]])
    full_days = [name for name in rules["weekdays"] if name not in rules["short"]["weekdays"]]
    weekday = either(full_days)
    short_day = either(rules["short"]["weekdays"])
    wd = rf"(?:(?:{weekday})|(?:{short_day})\.?)"
    d = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    nth = r"(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d\d(?!\d)"
    dash = r"\s*(?:-|–|—|to|until|till|through|and|bis(?:\s+zum)?|und|/)\s*(?:the\s+|zum\s+)?"
    num = either([re.escape(n) for n in number_words()])
    pointer_en = r"(?:last|next|this(?:\s+past)?|(?:the\s+)?(?:past|previous|coming|following))"
    pointer_de = r"(?:vergangen|letzt|vorig|kommend|nächst|dies|laufend|folgend)(?:e[nmrs]?|em)"
    pointer = rf"(?:{pointer_en}|{pointer_de})"
    spring = either([re.escape(name) for name in rules["seasons"]])
    days = either([re.escape(name) for name in rules["days"]])
    part_of = r"(?:early|mid|late|the\s+(?:beginning|start|middle|end|first\s+half|second\s+half|(?:first|second|third|last)\s+week)\s+of|anfang|mitte|ende)[\s-]+"
    raw: list[tuple[str, str]] = [
        ("iso", rf"(?P<y>{year})-(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)(?!\d)"),
        ("numeric", rf"(?P<d>{d})\.\s?(?P<m>0?[1-9]|1[0-2])\.\s?(?P<y>{year}|\d\d(?!\d))"),
        ("iso", rf"(?P<y>{year})/(?P<m>0?[1-9]|1[0-2])/(?P<d>[0-3]?\d)(?!\d)"),
        ("numeric", rf"(?P<d>{d})/(?P<m>0?[1-9]|1[0-2])/(?P<y>{year}|\d\d(?!\d))"),
        # 30 May to 11 June 2016; vom 30. Mai bis (zum) 11. Juni 2016
        ("two_months", rf"(?:(?P<w>{wd}),?\s+)?(?:the\s+)?(?P<d>{d})(?:\.|{nth})?\s+(?:of\s+)?(?P<m>{months})\b\.?(?:,?\s+(?P<y1>{year}))?{dash}(?:(?P<w2>{wd}),?\s+)?(?P<d2>{d})(?:\.|{nth})?\s+(?:of\s+)?(?P<m2>{months})\b\.?(?:,?\s+(?P<y>{year}))?"),
        ("two_months", rf"(?P<m>{months})\b\.?\s+(?P<d>{d}){nth}(?:,?\s+(?P<y1>{year}))?{dash}(?P<m2>{months})\b\.?\s+(?P<d2>{d}){nth}(?:,?\s+(?P<y>{year}))?"),
        # 25 to 30 June 2019; Monday 1 to Friday 5 April; Mon, 4 - Wed, 6 Nov.
        ("range", rf"(?:(?P<w>{wd}),?\s+(?:the\s+|den\s+)?)?(?P<d>{d})(?:\.|{nth})?{dash}(?:(?P<w2>{wd}),?\s+(?:the\s+|den\s+)?)?(?P<d2>{d})(?:\.|{nth})?\s+(?:of\s+)?(?P<m>{months})\b\.?(?:,?\s+(?P<y>{year}))?"),
        ("range", rf"(?P<m>{months})\b\.?\s+(?P<d>{d}){nth}{dash}(?P<d2>{d}){nth}(?:,?\s+(?P<y>{year}))?(?!\s*(?:{months}))"),
        ("numeric_range", rf"(?P<d>{d})\.(?P<m1>\d\d?)?\.?{dash}(?P<d2>{d})\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{year})"),
        # June to August 2019
        ("months", rf"(?P<m>{months})(?P<y1>\s+{year})?{dash}(?P<m2>{months})\b(?:\s+(?P<y>{year}))?"),
        # Thursday, 8 May 2019; am Donnerstag, dem 8. Mai
        ("day", rf"(?:(?P<w>{wd}),?\s+(?:the\s+|(?:de[nmr])\s+)?\(?)?(?P<d>{d})(?:\.|{nth})?\s*(?:of\s+|day\s+of\s+)?(?P<m>{months})\b\.?(?:,?\s+(?P<y>{year}))?"),
        ("day", rf"(?:(?P<w>{wd}),?\s+\(?)?(?P<m>{months})\b\.?\s+(?P<d>{d}){nth}(?![\d,.]*\d)(?:,?\s+(?P<y>{year}))?"),
        ("part_month", rf"(?:{part_of})(?P<p>{pointer}\s+)?(?P<m>{months})\b\.?(?:\s+(?P<y>{year}))?"),
        ("month", rf"(?P<p>{pointer}\s+)?(?P<m>{months})\b\.?(?:\s+(?:of\s+|des\s+jahres\s+)?(?P<y>{year}))?(?P<py>\s+(?:last|next|this)\s+year|\s+(?:{pointer_de})\s+jahres)?"),
        ("weekday_week", rf"(?P<w>{weekday})\s+(?P<p>{pointer_de})\s+woche|(?P<w2>{weekday})\s+(?P<p2>last|next)\s+week|(?P<w3>{weekday})\s+of\s+(?P<p3>last|next|this)\s+week"),
        ("weekend", rf"(?P<before>the\s+weekend\s+before\s+last|vorletzte[sn]?\s+wochenende)|(?:(?P<p>{pointer})\s+)?(?:over\s+the\s+|at\s+the\s+|am\s+)?(?:wochenende|weekend)"),
        ("day_name", rf"(?:(?P<p>{pointer})\s+)?(?P<w>{weekday})(?:s(?!\w))?(?!\w)"),
        ("week", rf"(?P<before>the\s+week\s+before\s+last|vorvergangene\s+woche|vorletzte\s+woche)|(?P<p>{pointer})\s+(?:week|woche)(?!\w)"),
        ("rel_month", rf"(?P<p>{pointer})\s+(?:month|monats?)(?!\w)"),
        ("season", rf"(?:(?P<p>{pointer})\s+)?(?P<s>{spring})(?!\w)(?:\s+(?:of\s+)?(?P<y>{year}))?(?P<py>\s+(?:last|next|this)\s+year|\s+(?:{pointer_de})\s+jahres)?"),
        ("rel_year", rf"(?P<p>{pointer})\s+(?:year|jahr(?:es)?)(?!\w)|(?P<vor>vorjahr(?:es)?)(?!\w)|(?P<heuer>earlier\s+this\s+year)"),
        ("ago", rf"(?P<n>\d+|{num})\s+(?P<u>days|weeks|months|years|day|week|month|year)\s+(?:ago|earlier|before(?=[.,]))|vor\s+(?P<n2>\d+|{num})\s+(?P<u2>tagen|wochen|monaten|jahren|jahr|monat|woche)(?!\w)"),
        ("ahead", rf"in\s+(?P<n>\d+|{num})\s+(?P<u>days|weeks|months|tagen|wochen|monaten)(?:\s+time)?(?!\w)"),
        ("rel_day", rf"(?:{days})(?!\w)(?P<rd>)"),
        ("year", rf"(?<![\d.,£€$#/-])(?P<y>{year})(?![.,]?\d)(?!\s*(?:members|people|companies|guests|teilnehmer|boxes|visitors|einwohner|euro|m²|quadratmeter|inhabitants|employees|mitarbeiter|participants))"),
        ("ordinal", rf"(?:on|until|till|by|am|bis\s+zum)\s+(?:the\s+)?(?P<d>{d})(?:st|nd|rd|th|\.(?=\s+(?:zurück|wieder|heim)))(?!\s*(?:century|anniversary|jahr))"),
    ]
    return tuple(
        (name, re.compile(rf"(?<![\w]){pattern}", re.IGNORECASE)) for name, pattern in raw
    )


_QUICK = re.compile(
    r"\d|day|week|month|year|spring|summer|autumn|winter|tag|woche|monat|jahr|frühling|sommer|herbst|"
    r"morgen|morning|tonight|night|jan|feb|mär|mar|apr|may|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz]|heute|gestern|"
    r"mittwoch|sonnabend|afternoon|evening|tomorrow",
    re.IGNORECASE,
)


def find_times(text: str, language: str = "en") -> tuple[Time, ...]:
    """The expressions of time in a sentence, in order, none inside another."""
    if not _QUICK.search(text):
        return ()
    taken: list[tuple[int, int]] = []
    found: list[Time] = []
    for name, pattern in _patterns(language):
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            made = _made(name, match, text)
            if made is not None:
                found.append(made)
                taken.append((made.start, made.end))
    return tuple(sorted(found, key=lambda time: time.start))


def _group(match: re.Match[str], *names: str) -> str:
    known = match.re.groupindex
    for name in names:
        if name in known and match[name]:
            return match[name].strip().casefold().rstrip(".")
    return ""


def _month(text: str) -> int | None:
    return table("times")["months"].get(text) if text else None


def _weekday(text: str) -> int | None:
    return table("times")["weekdays"].get(text) if text else None


def _pointer(text: str) -> int | None:
    bare = " ".join(text.split())
    if not bare:
        return None
    bare = bare.removeprefix("the ")
    for word, way in table("times")["pointers"].items():
        if bare.startswith(word) and (word != "this" or bare == "this"):
            return int(way)
    return -1 if "past" in bare else None


def _year(text: str) -> int | None:
    if not text:
        return None
    year = int(text)
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    return year if year in YEARS else None


def _real(*dates: Partial) -> bool:
    for date in dates:
        if date.day and date.month:
            if date.day > calendar.monthrange(date.year or 2024, date.month)[1]:
                return False
    return True


def _made(name: str, match: re.Match[str], text: str) -> Time | None:
    span = match.span()
    written = match[0]
    year = _year(_group(match, "y"))
    month = _month(_group(match, "m")) if name not in ("iso", "numeric", "numeric_range") else None
    day = int(_group(match, "d")) if _group(match, "d") else None
    pointer = _pointer(_group(match, "p", "p2", "p3"))
    weekday = _weekday(_group(match, "w", "w2", "w3"))
    none = Partial()
    if name in ("iso", "numeric"):
        date = Partial(year, int(_group(match, "m")), day)
        return Time(*span, "day", date, date) if _real(date) and year else None
    if name in ("two_months", "range", "numeric_range"):
        day2 = int(_group(match, "d2"))
        month2 = _month(_group(match, "m2")) or month
        if name == "numeric_range":
            month2 = int(_group(match, "m"))
            month = int(_group(match, "m1") or month2)
        first = Partial(_year(_group(match, "y1")) or year, month, day)
        last = Partial(year, month2, day2)
        if year and month and month2 and month > month2 and not _group(match, "y1"):
            first = Partial(year - 1, month, day)
        ordered = (month, day) <= (month2, day2) or name != "range"
        w2 = _weekday(_group(match, "w2"))
        w1 = _weekday(_group(match, "w"))
        if not _real(first, last) or not ordered:
            return None
        return Time(*span, "range", first, last, w1, last_weekday=w2)
    if name == "months":
        if not written[0].isupper():
            return None
        return Time(*span, "month", Partial(year, month), Partial(year, _month(_group(match, "m2"))))
    if name == "day":
        date = Partial(year, month, day)
        return Time(*span, "day", date, date, weekday) if _real(date) else None
    if name in ("month", "part_month"):
        return _a_month(name, match, year, month, pointer)
    if name == "season":
        return _a_season(match, year, pointer)
    if name == "weekday_week":
        return Time(*span, "weekday_week", none, none, weekday, pointer)
    if name == "weekend":
        if _group(match, "before"):
            return Time(*span, "weekend", none, none, pointer=-1, offset=-2)
        return Time(*span, "weekend", none, none, pointer=pointer)
    if name == "day_name":
        return Time(*span, "weekday", none, none, weekday, pointer) if written[0] != written[0].casefold() or pointer is not None else None
    if name == "week":
        if _group(match, "before"):
            return Time(*span, "week", none, none, pointer=-1, offset=-2)
        return Time(*span, "week", none, none, pointer=pointer)
    if name == "rel_month":
        return Time(*span, "rel_month", none, none, pointer=pointer)
    if name == "rel_year":
        way = -1 if _group(match, "vor") else 0 if _group(match, "heuer") else pointer
        return Time(*span, "rel_year", none, none, pointer=way)
    if name in ("ago", "ahead"):
        count = number(_group(match, "n", "n2"))
        unit = _group(match, "u", "u2")
        if count is None:
            return None
        key = "day" if unit[0] in "dt" else "week" if unit[0] == "w" else "month" if unit[0] == "m" else "year"
        return Time(*span, f"ago_{key}", none, none, offset=-count if name == "ago" else count)
    if name == "rel_day":
        key = " ".join(written.casefold().split())
        return Time(*span, "rel_day", none, none, offset=table("times")["days"][key])
    if name == "year":
        date = Partial(year)
        return Time(*span, "year", date, date)
    date = Partial(None, None, day)
    return Time(*span, "ordinal", date, date)


def _a_month(
    name: str, match: re.Match[str], year: int | None, month: int | None, pointer: int | None
) -> Time | None:
    word = match["m"]
    if not word[0].isupper():
        return None
    if word.casefold() in table("times")["short"]["months"] and year is None and pointer is None:
        before = match.string[: match.start("m")].rstrip().casefold()
        known = before.endswith((" in", "during", "of", "early", "mid", "late", "since", "by", "until", "for", "from", "mid-", "this", "last", "next", "ende", "anfang", "mitte", "im", "between", "and", "or"))
        if not known and before not in ("in", "during", "by", "since"):
            return None
    later = _pointer(re.sub(r"\s+(?:year|jahres)$", "", _group(match, "py")))
    date = Partial(year, month)
    if later is not None and year is None:
        return Time(*match.span(), "month_of_year", date, date, pointer=later)
    return Time(*match.span(), "month", date, date, pointer=pointer)


_SEASON = re.compile(
    r"\b(?:in|im|the|this|last|next|every|of|early|late|mid|during|since|until|by|der|den|diese[nm]|vom|zum|seit|bis|und|and|or)\s$",
    re.IGNORECASE,
)


def _a_season(match: re.Match[str], year: int | None, pointer: int | None) -> Time | None:
    first, last = table("times")["seasons"][match["s"].casefold()]
    if year is None and pointer is None and not _SEASON.search(match.string[: match.start("s")]):
        return None
    later = _pointer(re.sub(r"\s+(?:year|jahres)$", "", _group(match, "py")))
    if later is not None and year is None:
        return Time(*match.span(), "season_of_year", Partial(None, first), Partial(None, last), pointer=later)
    return Time(*match.span(), "season", Partial(year, first), Partial(year, last), pointer=pointer)


# --- what they mean -----------------------------------------------------------------------------

_DAY = dt.timedelta(days=1)


def resolve(
    time: Time, today: dt.date | None, *, future: bool | None, year: int | None = None
) -> tuple[Partial, Partial] | None:
    """First and last date that an expression means; None when it cannot be known.

    `today` is the day of publication, `future` whether the sentence speaks of what is to come (None:
    unknown), `year` the year to take where neither the words nor the day of publication give one.
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
    month, day = time.first.month or 1, min(time.first.day or 15, 28)
    options = [dt.date(today.year + step, month, day) for step in (-1, 0, 1)]
    if future is True:
        near = [o for o in options if o >= today - 20 * _DAY]
        return min(near, key=lambda o: abs(o - today)).year
    if future is False:
        end = (time.last.month or month, time.last.day or 0)
        near = [o for o in options if o <= today or (o.year == today.year and end[0] == today.month)]
        return min(near, key=lambda o: abs(o - today)).year
    return min(options, key=lambda o: abs(o - today)).year


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


def whole_days(times: Iterator[Time]) -> tuple[Time, ...]:
    """Those that print a day with its year."""
    return tuple(t for t in times if t.kind == "day" and t.first.iso() and t.first.day)
