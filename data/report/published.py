"""The day of publication and the headline, where the text gives them."""

from __future__ import annotations

import datetime as dt
import re

from data.report.sentences import Part, Sentence
from data.report.times import Time, find_times

_SAID = re.compile(
    r"(?:published|posted|updated|issued|released?|news release|press release|media release|"
    r"date|datum|stand|vom|pressemitteilung|medieninformation|veröffentlicht|erschienen|editor|source|news)\b[^\n]{0,40}$",
    re.IGNORECASE,
)
_LINES = 8
_LAST_LINES = 4
_SHORT_LINE = 90
_SAID_LAST = re.compile(
    r"\b(?:published|posted|updated|issued|veröffentlicht|erschienen|stand|ausgabe)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:heute|today)\s*\(\s*(?:\w+,?\s+)?$", re.IGNORECASE)
_SIGNATURE = re.compile(r"\([^()\n]{4,40}\)\s*$")
"""Initials and a date in brackets at the end of the last paragraph."""
_DATELINE = re.compile(r"^\s*(?:[A-ZÄÖÜ][\w .\-/,äöüÄÖÜß’']{1,40}?)?[\s,(/|–—-]*(?:de[nr]\s+)?$")


def find_published(
    text: str, sentences: tuple[Sentence, ...], language: str
) -> tuple[dt.date, int, int] | None:
    """The day of publication and where it stands; None where the text gives none.

    It is a whole date that fills a line, stands in a dateline, or follows a word such as
    "Published" or "today (", near the top of the report; or such a word with a date at its end.
    """
    seen = 0
    for match in re.finditer(r"[^\n]+", text):
        line = match[0].strip()
        if not line:
            continue
        seen += 1
        if seen > _LINES:
            break
        found = _in_line(match[0], match.start(), language)
        if found is not None:
            return found
    for match in list(re.finditer(r"[^\n]+", text))[-_LAST_LINES:]:
        found = _at_the_end(match[0], match.start(), language)
        if found is not None:
            return found
    return None


def _at_the_end(line: str, offset: int, language: str) -> tuple[dt.date, int, int] | None:
    """The day in one of the last lines: a line of its own, a signature, or a word that says so."""
    if len(line) < _SHORT_LINE and (_SAID_LAST.search(line) or not _is_prose(line)):
        found = _in_line(line, offset, language)
        if found is not None:
            return found
    signature = _SIGNATURE.search(line)
    if signature is None:
        return None
    return _in_line(signature[0], offset + signature.start(), language)


def _in_line(line: str, offset: int, language: str) -> tuple[dt.date, int, int] | None:
    times = [t for t in find_times(line) if t.kind == "day"]
    for time in times:
        if not _is_publication(line, time, language):
            continue
        date = _with_year(line, time)
        if date is not None:
            return date, offset + time.start, offset + time.end
    return None


def _with_year(line: str, time: Time) -> dt.date | None:
    first = time.first
    if first.year is None or first.month is None or first.day is None:
        return None
    return dt.date(first.year, first.month, first.day)


def _is_publication(line: str, time: Time, language: str) -> bool:
    before, after = line[: time.start], line[time.end :]
    if _TODAY.search(before):
        return True
    rest = (before + after).strip()
    if len(rest) <= 60 and not _is_prose(rest):
        return True
    if (
        _SAID.search(before[-80:])
        and len(before) < 90
        and not re.search(r"\b(?:from|on|am|until|bis)\s+$", before)
    ):
        return True
    if _DATELINE.match(before) and re.match(r"\s*[-–—:,./|)(]|\s*\(|\s*$", after):
        return len(before) < 45
    shouted = re.search(r"[A-ZÄÖÜ]{3,},?\s*\(?[^.]{0,60}$", before) and len(before) < 60
    return bool(shouted and re.match(r"[)\s]*[-–—(:]", after))


_VERB = re.compile(
    r"\b(?:will|is|are|was|were|has|have|had|to|from|on|in|visits?|travels?|at|for|wird|ist|sind|war|waren|hat|haben|reist|nach|im|mit|auf|für)\b"
)


def _is_prose(text: str) -> bool:
    return len(_VERB.findall(text)) >= 2 or (text.endswith(".") and len(text.split()) > 5)


def find_title(sentences: tuple[Sentence, ...]) -> str | None:
    """The headline: the first line of words that stands alone; None where none does."""
    for sentence in sentences[:8]:
        if sentence.part is Part.BODY:
            return None
        words = sentence.text.split()
        if (
            sentence.part is Part.HEAD
            and len(words) >= 4
            and not re.search(r"(?:19|20)\d\d", sentence.text)
        ):
            return sentence.text
    return None
