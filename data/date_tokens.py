"""A date in words, taken apart into what each of its pieces says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.calendar_words import MONTHS, ORDINALS, PARTS, SEASONS, WORDS
from data.errors import AtlasError


class UnreadableDateError(AtlasError, ValueError):
    """A text that is no date; its own text says why, and what would be right."""

    def __init__(self, text: str, why: str, remedy: str = "") -> None:
        shown = text if len(text) <= 60 else text[:59] + "…"
        remedy = remedy or "Write it as 25 June 2019, 25-30 June 2019, June 2019 or 2019."
        super().__init__(f"“{shown}” cannot be read as a date: {why}. {remedy}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Partial:
    """One end of a date, as far as the words go."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    second_year: int | None = None
    """The later year of "2016/17"."""
    unit: tuple[str, int] | None = None
    """A quarter, half, season or week, and which."""
    part: int | None = None
    """Third of the month or year."""
    loose: bool = False
    """Whether the words leave a choice."""
    joined: bool = False
    """Whether it is one of several days ("and") rather than the end of a span."""

    def fits(self, other: Partial) -> bool:
        """Whether each says something that the other leaves open: "19." and "September 2015"."""
        pairs = (
            (self.day, other.day),
            (self.month, other.month),
            (self.year, other.year),
            (self.unit, other.unit),
        )
        return not any(one is not None and two is not None for one, two in pairs)

    def with_more(self, other: Partial) -> Partial:
        """What both say together."""
        return replace(
            self,
            day=other.day if self.day is None else self.day,
            month=other.month if self.month is None else self.month,
            year=other.year if self.year is None else self.year,
            unit=other.unit if self.unit is None else self.unit,
            loose=self.loose or other.loose,
        )

    @property
    def empty(self) -> bool:
        """Whether nothing has been read."""
        return self == Partial(joined=self.joined)


def _any_of(names: object) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = rf"(?:{_any_of(MONTHS)})(?![^\W\d_])\.?"
_YEAR = r"(?:\d{4}|'?\d{2})(?!\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TOKENS = re.compile(
    rf"""
      (?P<iso>\d{{4}}(?P<isosep>[-./])\d{{1,2}}(?P=isosep)\d{{1,2}}(?!\d)
        (?:(?:t|\s)\d{{1,2}}:\d{{2}}\S*)?)
    | (?P<han>\d{{4}}\s?年(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?)?)
    | (?P<isoweek>\d{{4}}-?w\d{{1,2}}(?!\d))
    | (?P<numeric>\d{{1,2}}(?:\.\s?\d{{1,2}}\.\s?|(?P<sep>[/-])\d{{1,2}}(?P=sep)){_YEAR})
    | (?P<named>\d{{1,2}}(?P<nsep>[-./]){_MONTH}(?P=nsep){_YEAR})
    | (?P<monthyear>{_MONTH}\s?[-/.]\s?\d{{4}}(?!\d))
    | (?P<nummonthyear>\d{{1,2}}\s?[-/.]\s?\d{{4}}(?![\d]))
    | (?P<shortmonthyear>(?<![\d.])\s?{_MONTH}[-'/]\s?\d{{2}}(?!\d)$)
    | (?P<yearpair>\d{{4}}[-/]\d{{2}}(?!\d))
    | (?P<quarter>\bq\s?[1-4](?!\d)|[1-4]\.?\s?(?:{_any_of(WORDS["quarter"])})\b
        |\b(?:iv|i{{1,3}})\.?\s(?:{_any_of(WORDS["quarter"])})\b)
    | (?P<half>\bh\s?[12](?!\d)|[12]\.?\s?(?:{_any_of(WORDS["half"])})\b)
    | (?P<week>\b(?:{_any_of(WORDS["week"])})\.?\s?\d{{1,2}}(?!\d)
        |\d{{1,2}}\.\s?(?:{_any_of(WORDS["week"])})\b)
    | (?P<length>\d+\s?-?\s?(?:days?|tage?n?|nights?|nächte|weeks|wochen)\b)
    | (?P<daymonth>\d{{1,2}}\.\s?\d{{1,2}}(?:\.|(?![\d.]))(?!\d))
    | (?P<slashed>\d{{1,2}}/\d{{1,2}}(?![\d/]))
    | (?P<year>\d{{4}}(?!\d)|'\d{{2}}(?!\d))
    | (?P<number>\d{{1,2}}(?:st|nd|rd|th|\.)?(?!\d))
    | (?P<word>[^\W\d_]+)\.?
    | (?P<dash>-)
    | (?P<slash>/)
    | (?P<comma>[,;])
    | (?P<plus>[&+])
    | (?P<doubt>\?)
    | (?P<nothing>(?:[\s.:()\[\]"*|]|'(?!\d{{2}}(?!\d)))+)
    """,
    re.VERBOSE,
)
_INNER = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TIME = re.compile(r"(?<=\s)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:uhr|am|pm|z|utc)\b)?")
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})([/-])(\d{{1,2}})\2{_YEAR}")

Token = tuple[str, object]


def day_first_of(text: str) -> bool | None:
    """Whether "25/06/2019" has the day first; None when no date in the text settles it."""
    orders = set()
    for found in _NUMERIC.finditer(text):
        one, other = int(found[1]), int(found[3])
        if one > 12 >= other >= 1:
            orders.add(True)
        elif other > 12 >= one >= 1:
            orders.add(False)
    return orders.pop() if len(orders) == 1 else None


def partials_of(value: str, text: str, day_first: bool) -> tuple[list[Partial], bool]:
    """The ends that a normalised text names, and whether it says that they are uncertain.

    `value` is the text as written, for the message. Raises UnreadableDateError.
    """
    text = _TIME.sub(" ", text)
    inner = _INNER.findall(text)
    if inner and not any(_says_days(part) for part in inner):
        outside = _INNER.sub(" ", text)
        if any(c.isalnum() for c in outside):
            text = outside
    tokens = list(_tokens(value, text, day_first))
    about = ("about", None) in tokens
    items = _gather(value, [token for token in tokens if token[0] != "about"])
    return items, about


def _says_days(text: str) -> bool:
    """Whether what stands in brackets is a part of the date: "Juni 2019 (25.-30.)"."""
    if re.search(r"days?\b|tage?n?\b|week\b|kw\b|woche", text):
        return False
    return bool(re.search(r"\d\s?\.|\d\s?-\s?\d|\d(?:st|nd|rd|th)\b|\d{4}", text)) or any(
        word in MONTHS for word in re.findall(r"[^\W\d_]+", text)
    )


def _tokens(value: str, text: str, day_first: bool) -> Iterator[Token]:
    named = any(word in MONTHS for word in re.findall(r"[^\W\d_]+", text))
    place = 0
    while place < len(text):
        found = _TOKENS.match(text, place)
        if found is None:
            raise UnreadableDateError(value, f"“{text[place : place + 12]}” is no part of a date")
        place = found.end()
        kind = str(found.lastgroup)
        for name in ("iso", "numeric", "named"):
            if found[name]:
                kind = name
        yield from _meaning(value, kind, found[0].strip(), day_first, named)


def _meaning(value: str, kind: str, text: str, day_first: bool, named: bool) -> Iterator[Token]:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if kind in ("nothing", "length"):
        return
    if kind in ("iso", "han"):
        year, month, day = (*numbers[:3], None, None)[:3]
        yield "date", Partial(day=day, month=month, year=year)
    elif kind == "isoweek":
        yield "date", Partial(year=numbers[0], unit=("week", numbers[1]))
    elif kind == "numeric":
        swapped = "." not in text and not day_first
        day, month = (numbers[1], numbers[0]) if swapped else (numbers[0], numbers[1])
        yield "date", _checked(value, Partial(day, month, _full_year(numbers[2])))
    elif kind == "named":
        yield "date", Partial(numbers[0], _month_in(text), _full_year(numbers[1]))
    elif kind == "monthyear":
        yield "date", Partial(month=_month_in(text), year=numbers[0])
    elif kind == "shortmonthyear":
        yield "date", Partial(month=_month_in(text), year=_full_year(numbers[0]), loose=True)
    elif kind == "nummonthyear":
        if not 1 <= numbers[0] <= 12:
            raise UnreadableDateError(value, f"there is no month {numbers[0]}")
        yield "date", Partial(month=numbers[0], year=numbers[1])
    elif kind == "yearpair":
        yield from _year_pair(value, text, numbers)
    elif kind in ("quarter", "half", "week"):
        number = numbers[0] if numbers else _ROMAN[text.split()[0].rstrip(".")]
        yield "unit", (kind, number)
    elif kind in ("daymonth", "slashed"):
        yield from _day_and_month(text, numbers, day_first, named)
    elif kind == "year":
        yield "year", _full_year(numbers[0])
    elif kind == "number":
        yield "number", numbers[0]
    elif kind == "word":
        yield from _word(value, text.rstrip("."))
    else:
        yield {"plus": "and", "doubt": "about"}.get(kind, kind), None


def _year_pair(value: str, text: str, numbers: list[int]) -> Iterator[Token]:
    year, second = numbers
    follows = (year + 1) % 100 == second
    if "/" in text and follows:
        yield "pair", (year, year + 1)
    elif 1 <= second <= 12:
        if follows:
            raise UnreadableDateError(
                value,
                "it may be a month or two years",
                f"Write {year} to {year + 1}, or the month by its name.",
            )
        yield "date", Partial(month=second, year=year)
    elif second > year % 100:
        yield "year", year
        yield "dash", None
        yield "year", year - year % 100 + second
    else:
        raise UnreadableDateError(value, f"there is no month {second}")


def _day_and_month(text: str, numbers: list[int], day_first: bool, named: bool) -> Iterator[Token]:
    one, other = numbers
    slashed = "/" in text
    if slashed and not day_first:
        one, other = other, one
    if named or other > 12:
        yield "number", numbers[0]
        yield ("slash" if slashed else "and"), None
        yield "number", numbers[1]
    else:
        yield "date", Partial(day=one, month=other)


def _word(value: str, word: str) -> Iterator[Token]:
    if word in MONTHS:
        yield "month", MONTHS[word]
    elif word in SEASONS:
        yield "unit", ("season", SEASONS[word])
    elif word in PARTS:
        yield "part", PARTS[word]
    elif word in ORDINALS:
        yield "ordinal", ORDINALS[word]
    elif word in WORDS["quarter"]:
        yield "kind", "quarter"
    elif word in WORDS["half"]:
        yield "kind", "half"
    elif word in WORDS["until"]:
        yield "dash", None
    elif word in WORDS["and"]:
        yield "and", None
    elif word in WORDS["about"]:
        yield "about", None
    elif word not in WORDS["filler"] | WORDS["weekdays"] | WORDS["since"]:
        raise UnreadableDateError(value, f"“{word[:40]}” is no part of a date")


def _gather(value: str, tokens: list[Token]) -> list[Partial]:
    """The tokens as partial dates, one for each end."""
    items: list[Partial] = []
    item = Partial()
    ordinal: int | None = None
    for place, (kind, what) in enumerate(tokens):
        after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if kind in ("dash", "slash", "comma", "and"):
            if item.empty or _only_separates(kind, item, after):
                continue
            items.append(item)
            item = Partial(joined=kind in ("comma", "and"))
        elif kind == "ordinal":
            ordinal = int(str(what))
        elif kind == "kind":
            if ordinal is None:
                raise UnreadableDateError(value, f"it does not say which {what}")
            item = _with(value, item, "unit", (str(what), ordinal))
            ordinal = None
        elif kind == "date" and isinstance(what, Partial):
            if not item.fits(what):
                items.append(item)
                item = Partial(joined=True)
            item = item.with_more(what)
        else:
            item = _with(value, item, kind, what)
    if not item.empty:
        items.append(item)
    if not items or ordinal is not None:
        raise UnreadableDateError(value, "there is no day, month or year in it")
    return items


def _only_separates(kind: str, item: Partial, after: str) -> bool:
    """Whether a mark stands within a date, as in "June 25, 2019" and "Q2/2017"."""
    if after in ("year", "pair"):
        month_or_unit = item.month is not None or item.unit is not None
        return item.year is None and (kind in ("comma", "slash") or month_or_unit)
    if item == Partial(part=item.part, loose=True, joined=item.joined):
        return kind == "dash" and after in ("month", "date", "year")
    only_year = item == Partial(year=item.year, joined=item.joined)
    return kind == "comma" and only_year and after in ("month", "number", "unit", "part")


def _with(value: str, item: Partial, kind: str, what: object) -> Partial:
    if kind == "number" and isinstance(what, int):
        if item.day is None and 1 <= what <= 31:
            return replace(item, day=what)
        if item.year is None and (item.month is not None or item.unit is not None):
            return replace(item, year=_full_year(what), loose=True)
        raise UnreadableDateError(value, f"the number {what} has no place in it")
    if kind == "pair" and isinstance(what, tuple):
        if item.year is not None:
            raise UnreadableDateError(value, "it names more than one year")
        return replace(item, year=what[0], second_year=what[1])
    taken = {"month": item.month, "year": item.year, "unit": item.unit, "part": item.part}[kind]
    if taken is not None:
        raise UnreadableDateError(value, f"it names more than one {kind}")
    if kind == "month" and isinstance(what, int):
        return replace(item, month=what)
    if kind == "year" and isinstance(what, int):
        return replace(item, year=what)
    if kind == "part" and isinstance(what, int):
        return replace(item, part=what, loose=True)
    if isinstance(what, tuple):
        return replace(item, unit=what, loose=item.loose or what[0] == "season")
    raise UnreadableDateError(value, "it cannot be taken apart")


def _checked(value: str, item: Partial) -> Partial:
    if item.month is not None and not 1 <= item.month <= 12:
        raise UnreadableDateError(value, f"there is no month {item.month}")
    return item


def _month_in(text: str) -> int:
    return next(MONTHS[w] for w in re.findall(r"[^\W\d_]+", text) if w in MONTHS)


def _full_year(number: int) -> int:
    """A year of two digits is one of 1950 to 2049."""
    if number >= 100:
        return number
    return number + (2000 if number < 50 else 1900)
