"""Expressions of time in a sentence, and the days, months or years that they mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from data.dates import YEARS
from data.report.tables import either, filled, table


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
    units = {n: v for n, v in numbers.items() if v < 10 and n != "a"}
    numbers |= {f"{t}-{u}": a + b for t, a in tens.items() for u, b in units.items()}
    return numbers


def number(text: str) -> int | None:
    """A whole number in figures or words; None when it is none."""
    bare = text.casefold().strip().replace("\u00a0", " ")
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", bare):
        return int(re.sub(r"\D", "", bare))
    return number_words().get(bare)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = table("times")
    short = rules["short"]["weekdays"]
    words = {
        "months": either([re.escape(name) for name in rules["months"]]),
        "weekday": either([name for name in rules["weekdays"] if name not in short]),
        "short_day": either(short),
        "num": either([re.escape(name) for name in number_words()]),
        "spring": either([re.escape(name) for name in rules["seasons"]]),
        "days": either([re.escape(name) for name in rules["days"]]),
        **rules["words"],
    }
    return tuple(
        (name, re.compile(rf"(?<![\w]){filled(pattern, words)}", re.IGNORECASE))
        for name, pattern in rules["expressions"]["list"]
    )


_QUICK = re.compile(
    r"\d|day|week|month|year|spring|summer|autumn|winter|tag|woche|monat|jahr|frühling|sommer|herbst|"
    r"morgen|morning|tonight|night|jan|feb|mär|mar|apr|may|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz]|heute|gestern|"
    r"mittwoch|sonnabend|afternoon|evening|tomorrow",
    re.IGNORECASE,
)


def find_times(text: str) -> tuple[Time, ...]:
    """The expressions of time in a sentence, in order, none inside another."""
    if not _QUICK.search(text):
        return ()
    taken: list[tuple[int, int]] = []
    found: list[Time] = []
    for name, pattern in _patterns():
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
            longest = calendar.monthrange(date.year or 2024, date.month)[1]
            if date.day > longest:
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
        return Time(
            *span, "month", Partial(year, month), Partial(year, _month(_group(match, "m2")))
        )
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
        return (
            Time(*span, "weekday", none, none, weekday, pointer)
            if written[0] != written[0].casefold() or pointer is not None
            else None
        )
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
        key = (
            "day"
            if unit[0] in "dt"
            else "week"
            if unit[0] == "w"
            else "month"
            if unit[0] == "m"
            else "year"
        )
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
        known = before.endswith(
            (
                " in",
                "during",
                "of",
                "early",
                "mid",
                "late",
                "since",
                "by",
                "until",
                "for",
                "from",
                "mid-",
                "this",
                "last",
                "next",
                "ende",
                "anfang",
                "mitte",
                "im",
                "between",
                "and",
                "or",
            )
        )
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
        return Time(
            *match.span(),
            "season_of_year",
            Partial(None, first),
            Partial(None, last),
            pointer=later,
        )
    return Time(*match.span(), "season", Partial(year, first), Partial(year, last), pointer=pointer)
