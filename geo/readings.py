"""What a person may have meant by "Jining, Shandong", "Guangzhou (Kanton)" or "山东省济宁市"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from geo.names import fold, is_han
from geo.places import PlaceKind

LONGEST = 200
"""Longer texts are not names of places."""

_CITY = frozenset({PlaceKind.CITY})
_REGION = frozenset({PlaceKind.REGION})
_DISTRICT = frozenset({PlaceKind.DISTRICT})
_AREA = frozenset({PlaceKind.REGION, PlaceKind.CITY_REGION})
_ANY: frozenset[PlaceKind] = frozenset()

# Words that say what sort of place follows or went before, in English, German and pinyin.
_BEFORE = (
    (r"(?:the )?city of|(?:landeshaupt|hanse|haupt|hafen|universitäts)?stadt|hansestadt", _CITY),
    (r"(?:kreisfreie|bezirksfreie) stadt|town of|gemeinde|municipality of", _CITY),
    (r"(?:the )?province of|(?:chinesische |die )?provinz|land|bundesland|freistaat", _REGION),
    (r"(?:the )?free state of|(?:the )?state of|autonome region|sonderverwaltungszone", _REGION),
    (r"(?:the )?county of|landkreis|kreis|grafschaft|district of|regierungsbezirk", _DISTRICT),
    (r"(?:london |royal |metropolitan )?borough of|präfektur|prefecture of", _DISTRICT),
    (r"metropolregion|(?:the )?region of|die region|region|stadtregion", _AREA),
    (r"the|greater|großraum|raum", _ANY),
)
_AFTER = (
    (r"city|town|shi|municipality|stadt|(?:city|town) cent(?:re|er)", _CITY),
    (r"(?:\w+ )?autonomous region|province|sheng|provinz|zizhiqu|(?:federal )?state", _REGION),
    (r"special administrative region|sar", _REGION),
    (r"(?:\w+ )?autonomous (?:prefecture|county)|prefecture|county|district|diqu", _DISTRICT),
    (r"city[ -]region|metropolitan (?:region|area)|region", _AREA),
    (r"area", _ANY),
)
_BEFORE_RE = tuple((re.compile(rf"(?:{p})\s+(.+)", re.IGNORECASE), kinds) for p, kinds in _BEFORE)
_AFTER_RE = tuple((re.compile(rf"(.+?)[\s-]+(?:{p})", re.IGNORECASE), kinds) for p, kinds in _AFTER)
_HAN_AFTER = (
    ("特别行政区", _REGION),
    ("自治区", _REGION),
    ("自治州", _DISTRICT),
    ("自治县", _DISTRICT),
    ("地区", _DISTRICT),
    ("省", _REGION),
    ("市", _CITY),
    ("州", _REGION),
    ("县", _DISTRICT),
    ("区", _DISTRICT),
    ("盟", _DISTRICT),
    ("镇", _CITY),
)
_BRACKETS = re.compile(r"\s*[(\[{（【]([^()\[\]{}（）【】]*)[)\]}）】]\s*")
_COMMAS = re.compile(r"\s*[,;，、；|]\s*|\s+[-–—]\s+")
_SLASH = re.compile(r"\s*/\s*|\s+(?:aka|formerly|früher|bzw\.|alias)\s+")
_EDGES = " \t\r\n.,;:!?…·*\"'`´“”„‘’«»‹›。，、；：！？「」『』–—-_/|"


class Reading(NamedTuple):
    """One way to take a text: a name, where it is said to lie, and what it is said to be."""

    name: str
    """Folded."""
    written: str
    """The part of the text that the name is."""
    qualifiers: tuple[str, ...] = ()
    """Parts of the text that say where it lies or what else it is called, as written."""
    kinds: frozenset[PlaceKind] = frozenset()
    """What it is said to be; empty for anything."""
    loose: bool = False
    """Whether words were parted at a mere space, so that the qualifier has to be a known area."""


def clean(text: str) -> str:
    """A text without control characters, quotation marks and punctuation at its edges.

    Empty when it is no possible name: no letter in it, or longer than `LONGEST` characters.
    """
    if len(text) > LONGEST:
        return ""
    if text.isascii() and text.isalpha():
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if not text.isprintable():
            kinds = [(c, unicodedata.category(c)) for c in text]
            spaced = (" " if kind in ("Cc", "Zl", "Zp") else c for c, kind in kinds if kind != "Cf")
            text = "".join(spaced)
    elif not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    text = " ".join(text.split()).strip(_EDGES)
    return text if text[:1].isalpha() or any(c.isalpha() for c in text) else ""


def strip_words(text: str) -> Iterator[tuple[str, frozenset[PlaceKind]]]:
    """The text without a word such as "Province" or "Stadt", and what that word says it is."""
    for pattern, kinds in _BEFORE_RE:
        if match := pattern.fullmatch(text):
            yield match[1], kinds
    for pattern, kinds in _AFTER_RE:
        if match := pattern.fullmatch(text):
            yield match[1], kinds
    if is_han(text):
        for suffix, kinds in _HAN_AFTER:
            if text.endswith(suffix) and len(text) > len(suffix) + 1:
                yield text.removesuffix(suffix), kinds
                return


def readings(text: str) -> Iterator[Reading]:
    """The ways to take a cleaned text, the likeliest first. None for an empty one."""
    seen: set[Reading] = set()
    for reading in _all_readings(text):
        if reading.name and reading not in seen:
            seen.add(reading)
            yield reading


def _all_readings(text: str) -> Iterator[Reading]:
    if not text:
        return
    yield from _with_words(text, ())
    yield from _parted(text)
    words = text.split()
    for count in range(1, min(4, len(words))):
        yield from _with_words(" ".join(words[:-count]), (" ".join(words[-count:]),), loose=True)
        yield from _with_words(" ".join(words[count:]), (" ".join(words[:count]),), loose=True)
    if is_han(text):
        yield from _han(fold(text), ())


def _parted(text: str) -> Iterator[Reading]:
    inside = tuple(part for b in _BRACKETS.findall(text) for part in _split(_COMMAS, b))
    outside = " ".join(_BRACKETS.sub(" ", text).split()).strip(_EDGES) if inside else text
    parts = _split(_COMMAS, outside)
    if parts and (inside or len(parts) > 1):
        yield from _with_words(parts[0], (*parts[1:], *inside))
        if is_han(parts[0]):
            yield from _han(fold(parts[0]), (*parts[1:], *inside))
        if len(parts) > 1:
            yield from _with_words(parts[-1], (*parts[:-1], *inside), loose=True)
        words = parts[0].split()
        if len(words) > 1:
            more = (*parts[1:], *inside)
            yield from _with_words(" ".join(words[:-1]), (words[-1], *more), loose=True)
    slashed = _split(_SLASH, parts[0] if parts else text)
    if len(slashed) > 1:
        yield from _with_words(slashed[0], (*slashed[1:], *parts[1:], *inside))


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in (p.strip(_EDGES) for p in pattern.split(text)) if part]


def _with_words(text: str, qualifiers: tuple[str, ...], loose: bool = False) -> Iterator[Reading]:
    yield Reading(fold(text), text, qualifiers, _ANY, loose)
    for inner, kinds in strip_words(text):
        yield Reading(fold(inner), inner, qualifiers, kinds, loose)
        for core, more in strip_words(inner):
            yield Reading(fold(core), core, qualifiers, kinds or more, loose)


def _han(text: str, qualifiers: tuple[str, ...]) -> Iterator[Reading]:
    """A Chinese address runs from the large to the small without a mark between."""
    for cut in range(len(text) - 2, 1, -1):
        area, rest = text[:cut], text[cut:]
        yield from _with_words(rest, (*qualifiers, area), loose=True)
        for second in range(len(area) - 2, 1, -1):
            both = (*qualifiers, area[:second], area[second:])
            yield from _with_words(rest, both, loose=True)
