"""An itinerary in one cell, taken apart into its stops without breaking the names of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.calendar_words import MONTHS
from data.date_tokens import UnreadableDateError
from data.spreadsheet.places import Certainty, Found, PlaceFinder, lies_in
from data.written_dates import WrittenDate, read_date
from geo.names import fold
from geo.places import Place, PlaceKind

LONGEST_ROUTE = 2_000
MOST_STOPS = 60
_LONGEST_NAME = 6
"""Pieces that one name may be made of."""

_STRONG = re.compile(
    r"\n|[;；|→⇒➔➝➜»•·●▪]|-+>|=>|–>|>"
    r"|\b(?:and then|und dann|then|dann|danach|anschließend|anschl\.|sodann|followed by"
    r"|(?:and )?on(?:ward)? to|(?:und )?weiter nach|sowie|as well as)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"[,，、/+&:：]|\s[-–—]\s|[–—]|\b(?:and|und|u\.|plus|to|nach)(?=\s)", re.IGNORECASE
)
_NUMBERING = re.compile(r"(?:(?<=^)|(?<=[\s,;]))\(?(\d{1,2})[.)]\s*(?=[^\W\d_])")
_DAY_NUMBER = re.compile(
    r"\b(?:days?|tage?)\s*(\d{1,2})(?:\s*(?:[-–]|to|bis|und|and|&)\s*(\d{1,2}))?\s*[:.–-]?\s*",
    re.IGNORECASE,
)
_DAYS = re.compile(r"[\s,:]*\b(\d{1,3})\s*-?\s*(?:days?|tage?n?|d)\b\.?", re.IGNORECASE)
_NIGHTS = re.compile(r"\b\d{1,3}\s*-?\s*(?:nights?|nächte?|übernachtung(?:en)?)\b", re.IGNORECASE)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\.?"
_DATE = re.compile(
    rf"""(?<![\w.])(?:
        {_DAY}(?:\s?\d{{1,2}}\.)?(?:\s?\d{{4}}\b)?(?:\s?(?:{_MONTH})\b\.?)?(?:\s?\d{{4}}\b)?
          \s*(?:[-–—/]|\bto\b|\bbis\b|\band\b|\bund\b)\s*
          {_DAY}(?:\s?\d{{1,2}}\.?)?(?:\s?(?:{_MONTH})\b\.?)?(?:\s?\d{{4}}\b)?
      | {_DAY}\s?(?:{_MONTH})\b\.?(?:\s?\d{{4}}\b)?
      | \d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}}\b)?
      | \d{{1,2}}/\d{{1,2}}/\d{{2,4}}
      | \d{{4}}-\d{{2}}-\d{{2}}(?:\s*(?:[-–—/]|to|bis)\s*\d{{4}}-\d{{2}}-\d{{2}})?
      | (?:{_MONTH})\b\.?\s\d{{1,2}}(?:\s?[-–—]\s?\d{{1,2}})?(?:,?\s?\d{{4}}\b)?
      | (?:{_MONTH})\b\.?\s\d{{4}}\b
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHENED = re.compile(r"[^\W\d_][^\s,;/()-]+(?:-[^\W\d_][^\s,;/()-]+)+")
_LEADING = re.compile(
    r"^(?:(?:visits?|trips?|travel(?:led)?|journey|flights?|delegations?|missions?|reise|besuch"
    r"|delegationsreise|unternehmerreise|stadt|aufenthalt|stay)\s+(?:to|in|nach|von|of|zu)"
    r"|via|über|in|nach|to|the|from|aus|ab)\s+",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\W*\b(?:u\.\s?a\.(?:\s?m\.)?|u\.?\s?a|etc\.?|usw\.?|and others|und andere|among others"
    r"|inter alia"
    r"|and (?:several )?other cities|und weitere(?: städte)?|weitere(?: städte)?|others)\s*\.?\s*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*")
_FIRST_MASK = 0xE000


@dataclass(frozen=True, slots=True)
class StopRead:
    """One place of an itinerary, as far as it could be read."""

    found: Found
    when: WrittenDate | None = None
    days: int | None = None
    note: str | None = None
    """What else stands beside the name."""

    @property
    def place(self) -> Place | None:
        """The likeliest place; None when unknown."""
        return self.found.place


@dataclass(frozen=True, slots=True)
class Route:
    """The stops of one cell, in order, and what was left out on the way."""

    stops: tuple[StopRead, ...]
    notes: tuple[str, ...] = ()


def read_route(
    text: str,
    finder: PlaceFinder,
    *,
    countries: tuple[str, ...] = (),
    region: str | None = None,
    year: int | None = None,
    day_first: bool | None = None,
) -> Route:
    """The places that a cell names, in order of travel.

    Args:
        text: such as "1. Peking 2. Schanghai" or "Kunming (3 days), then Tyne and Wear".
        finder: says which texts are names; asked before anything is split.
        countries: where the places are likely to lie, by ISO code; empty for anywhere.
        region: a region or province from another column.
        year: the year of the journey, for days such as "25.-27.6.".
        day_first: as for ``read_date``.
    """
    reader = _Reader(finder, countries, region, year, day_first)
    if len(text) > LONGEST_ROUTE:
        reader.notes.append("The places are longer than any itinerary and were cut.")
        text = text[:LONGEST_ROUTE]
    stops = _without_idle_countries(list(reader.read(text)))
    if len(stops) > MOST_STOPS:
        reader.notes.append(f"Only the first {MOST_STOPS} places were taken.")
    return Route(tuple(stops[:MOST_STOPS]), tuple(reader.notes))


class _Reader:
    def __init__(
        self,
        finder: PlaceFinder,
        countries: tuple[str, ...],
        region: str | None,
        year: int | None,
        day_first: bool | None,
    ) -> None:
        self.finder = finder
        self.countries = countries
        self.region = region
        self.year = year
        self.day_first = day_first
        self.notes: list[str] = []
        self.masked: list[str] = []

    def read(self, text: str) -> Iterator[StopRead]:
        text = text.strip()
        if self.finder.is_name(text):
            yield StopRead(self.finder.find(text, self.countries, self.region))
            return
        text = _OTHERS.sub(self._left_out, text)
        text = _unnumbered(text)
        text = _DAY_NUMBER.sub(_length_of_days, text)
        text = _DATE.sub(self._mask, text)
        for part in _split(_STRONG, text):
            yield from self._part(_HYPHENED.sub(self._parted, _LEADING.sub("", part.strip(), 1)))

    def _parted(self, found: re.Match[str]) -> str:
        """ "Peking-Shanghai" with commas, and names such as "Rhein-Neckar" as they are."""
        names = found[0].split("-")
        if self.finder.is_name(found[0]) or not all(map(self.finder.is_name, names)):
            return found[0]
        return ", ".join(names)

    def _left_out(self, found: re.Match[str]) -> str:
        self.notes.append(f"“{found[0].strip(' ,;')}” names no further place.")
        return ""

    def _mask(self, found: re.Match[str]) -> str:
        self.masked.append(found[0])
        return f" {chr(_FIRST_MASK + len(self.masked) - 1)} "

    def _part(self, part: str) -> Iterator[StopRead]:
        spans = list(_spans(_WEAK, part))
        place = 0
        last: StopRead | None = None
        while place < len(spans):
            end = self._longest(part, spans, place)
            text = part[spans[place][0] : spans[end - 1][1]].strip()
            stop = self._stop(text)
            place = end
            if stop is None:
                continue
            if isinstance(stop, StopRead) and not stop.found.written:
                if last is not None:  # a date or a length that belongs to the place before it
                    last = replace(
                        last,
                        when=last.when or stop.when,
                        days=last.days or stop.days,
                        note=last.note or stop.note,
                    )
                continue
            if last is not None:
                yield last
            last = stop
            while place < len(spans) and part[spans[place - 1][1] : spans[place][0]].strip() in (
                *(",", "，", "/"),
            ):
                narrowed = self._narrowed(last, part[spans[place][0] : spans[place][1]].strip())
                if narrowed is None:
                    break
                last = narrowed
                place += 1
        if last is not None:
            yield last

    def _longest(self, part: str, spans: list[tuple[int, int]], place: int) -> int:
        """The end of the longest run of pieces that together are one name."""
        for end in range(min(len(spans), place + _LONGEST_NAME), place + 1, -1):
            text = part[spans[place][0] : spans[end - 1][1]].strip()
            if not _has_mask(text) and self.finder.is_name(text):
                return end
        return place + 1

    def _narrowed(self, stop: StopRead, area: str) -> StopRead | None:
        """The stop in the area that stands behind it, if that is one: "Jining, Shandong"."""
        if _has_mask(area):
            return None
        named = self.finder.find(area)
        if stop.place is None:
            whole = named.place is not None and named.place.kind is PlaceKind.COUNTRY
            if not whole or not named.sure or stop.found.land:
                return None
            written = f"{stop.found.written}, {area}"
            return replace(stop, found=Found(written, Certainty.UNKNOWN, land=named.country))
        if not named.place or named.certainty not in (Certainty.SURE, Certainty.AMBIGUOUS):
            return None
        again = self.finder.find(stop.found.written, (), area)
        place = again.place
        if place is None or place.kind is PlaceKind.COUNTRY:
            return None
        wide = named.place.kind is not PlaceKind.CITY or named.place.name == place.region
        if not (wide and lies_in(place, named.place)) and named.place.name != place.region:
            return None
        if place.name == named.place.name:
            return None
        found = replace(again, written=f"{stop.found.written}, {area}")
        return replace(stop, found=found)

    def _stop(self, text: str) -> StopRead | None:
        when, days, notes = None, None, []
        for mark in [c for c in text if _is_mask(c)]:
            written = self.masked[ord(mark) - _FIRST_MASK]
            text = text.replace(mark, " ")
            try:
                when = when or read_date(written, year=self.year, day_first=self.day_first)
            except UnreadableDateError:
                notes.append(written)
        nights = _NIGHTS.search(text)
        if nights:
            notes.append(nights[0])
            text = text.replace(nights[0], " ")
        counted = _DAYS.search(text)
        if counted:
            days = int(counted[1])
            text = text[: counted.start()] + " " + text[counted.end() :]
        text = _tidy(text)
        if not any(c.isalnum() for c in text):
            if when is None and days is None and not notes:
                return None
            return StopRead(Found("", Certainty.UNKNOWN), when, _sane(days), _note(notes))
        found = self._found(text, notes)
        return StopRead(found, when, _sane(days), _note(notes))

    def _found(self, text: str, notes: list[str]) -> Found:
        bare = _LEADING.sub("", text) if _LEADING.match(text) else text
        found = self._look(text)
        if found.certainty is Certainty.UNKNOWN and bare != text:
            found = self._look(bare)
        if found.sure and not _BRACKET.search(text):
            return found
        inner = _BRACKET.findall(text)
        outer = _tidy(_BRACKET.sub(" ", text))
        if inner and outer and not self.finder.is_name(text):
            aside = self._look(outer)
            if aside.place is not None:
                areas = [self.finder.find(part.strip()) for part in inner if part.strip()]
                if all(area.place is not None for area in areas) and found.sure:
                    return found  # "Guangzhou (Kanton)", "Nanjing (Jiangsu)"
                notes += [part.strip() for part in inner if part.strip()]
                return aside
        if found.certainty is Certainty.UNKNOWN:
            return self._by_hyphens(bare) or self.finder.within(bare, self.countries) or found
        return found

    def _by_hyphens(self, text: str) -> Found | None:
        return None if "-" not in text else self.finder.within(text.replace("-", " "))

    def _look(self, text: str) -> Found:
        return self.finder.find(text, self.countries, self.region)


def _length_of_days(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2] or found[1])
    return f"{last - first + 1} days " if last >= first else ""


def _unnumbered(text: str) -> str:
    """ "1. Peking 2. Schanghai" with a separator in place of each number."""
    numbers = [int(found[1]) for found in _NUMBERING.finditer(text)]
    if numbers and numbers == list(range(1, len(numbers) + 1)) and _numbers_places(text):
        return _NUMBERING.sub(";", text)
    return text


def _numbers_places(text: str) -> bool:
    """Whether the numbers stand before names and not before months."""
    words = (
        text[found.end() :].split(maxsplit=1)[0].strip(".,").casefold()
        for found in _NUMBERING.finditer(text)
    )
    return not any(word in MONTHS for word in words)


def _spans(separator: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece between separators that stand outside brackets."""
    depth = [0] * (len(text) + 1)
    level = 0
    for place, letter in enumerate(text):
        level += letter in "([（"
        depth[place] = level
        level = max(0, level - (letter in ")]）"))
    start = 0
    for found in separator.finditer(text):
        if depth[found.start()] == 0 or level:  # a bracket that is never closed holds nothing
            if text[start : found.start()].strip():
                yield start, found.start()
            start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    parts: list[str] = []
    for start, end in _spans(separator, text):
        part = text[start:end]
        country = re.fullmatch(
            r"\s*([^()]+?)\s*\(([^()]*[,/;&+][^()]*|[^()]* und [^()]*)\)\s*", part
        )
        # "China (Peking, Schanghai)" lists its cities in brackets.
        parts += [country[1], *_split(separator, country[2])] if country else [part]
    return parts


def _without_idle_countries(stops: list[StopRead]) -> list[StopRead]:
    """The stops without a country that only says where the others lie: "China: Peking"."""
    named = {stop.place.country for stop in stops if stop.place and not _is_country(stop)}
    kept = [
        stop
        for stop in stops
        if not (_is_country(stop) and stop.place and stop.place.country in named)
    ]
    made: list[StopRead] = []
    for stop in kept:
        if made and _same(made[-1], stop):
            made[-1] = replace(made[-1], when=made[-1].when or stop.when)
        else:
            made.append(stop)
    return made


def _same(one: StopRead, other: StopRead) -> bool:
    if one.place is None or other.place is None:
        return fold(one.found.written) == fold(other.found.written)
    return one.place.key == other.place.key and (one.when is None or other.when is None)


def _is_country(stop: StopRead) -> bool:
    return stop.place is not None and stop.place.kind is PlaceKind.COUNTRY


def _is_mask(letter: str) -> bool:
    return _FIRST_MASK <= ord(letter) < 0xF000


def _has_mask(text: str) -> bool:
    return any(map(_is_mask, text))


def _tidy(text: str) -> str:
    text = re.sub(r"[(\[（]\s*[)\]）]", " ", text)
    return " ".join(text.split()).strip(" ,;:.-–—/&*")


def _sane(days: int | None) -> int | None:
    return days if days is not None and 1 <= days <= 366 else None


def _note(notes: list[str]) -> str | None:
    return "; ".join(notes) or None
