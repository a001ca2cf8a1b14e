"""A text taken apart into paragraphs and sentences, which know where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from data.report.tables import table


class Part(StrEnum):
    """What a sentence is in the report."""

    HEAD = "head"
    """The headline, a line under it, a subheading."""
    BODY = "body"
    ASIDE = "aside"
    """A credit, a link, what the sender says about itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line that stands alone."""

    text: str
    start: int
    """Offset of its first character in the report."""
    paragraph: int
    """Counted from 0."""
    part: Part
    order: int
    """Which sentence of the report, counted from 0."""
    item: bool = False
    """Whether it is a line of a list."""

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)


_WRAPPED = range(50, 111)
"""Lengths of lines that were broken by a program, not by a writer."""
_STARTS_ANEW = re.compile(
    r"(?:\d{1,2}\.?\s*(?:-|–|bis|to|and|und)?\s*\d{0,2}\.?\s*(?:[A-Z][a-zä]+)\s*[:–(]|"
    r"Day \d|Tag \d|\d+\. Tag|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^.]{0,30}:|"
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch)\b[^.]{0,30}:)"
)
_LONGEST_HEAD = 160
_BULLET = re.compile(
    r"\s*(?:[-–—•*·▪►◦‣›»>★+]+\s+|\d{1,2}[.)]\s+(?!(?:bis|und|–|-|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|tag)))",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"”“’'»«)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s+[\"“„‘'»«(\[]*([^\W_]|\d)")
_LAST_WORD = re.compile(r"([^\s(\"“„‘']+)$")
_STANDS_ALONE = re.compile(r"[.!?:;…][\"”“’')\]]*$")


def split(text: str) -> tuple[Sentence, ...]:
    """All sentences of a text in order; blanks between them belong to none."""
    sentences: list[Sentence] = []
    closing = False
    for number, (start, end) in enumerate(_paragraphs(text)):
        paragraph = text[start:end]
        opening = paragraph.casefold().lstrip("*#_- •>[(")
        late = start > 0.35 * len(text)
        closing = closing or (late and _is_closing(opening, paragraph))
        aside = closing or opening.startswith(tuple(table("sentences")["aside_heads"]))
        bullet = _BULLET.match(paragraph)
        offset = start + (bullet.end() if bullet and bullet.end() < len(paragraph) else 0)
        stands_alone = (
            len(paragraph) <= _LONGEST_HEAD
            and not bullet
            and not _STANDS_ALONE.search(paragraph.rstrip())
        )
        part = Part.ASIDE if aside else Part.HEAD if stands_alone else Part.BODY
        for first, last in _sentences(text, offset, end):
            sentences.append(
                Sentence(text[first:last], first, number, part, len(sentences), bool(bullet))
            )
    return tuple(sentences)


def _is_closing(opening: str, paragraph: str) -> bool:
    if len(paragraph) > 70:
        return False
    head = opening.rstrip(" :*_#-–—\n.")
    heads = table("sentences")["closing_heads"]
    if head in heads:
        return True
    # "About Leeds City Council" is a heading; "About 30 people came." is not.
    return (
        opening.startswith(("about ", "über ", "notes to ", "related ", "pressekontakt", "kontakt"))
        and not opening.rstrip().endswith(".")
        and not re.match(r"(?:about|über) (?:\d|a |ein|half|two|three)", opening)
        and len(opening.split()) <= 7
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs: a line each, but lines that a program broke are put together."""
    block: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+|\n[^\S\n]*(?=\n)", text):
        line = match[0]
        if line.strip():
            first = match.start() + len(line) - len(line.lstrip())
            block.append((first, match.start() + len(line.rstrip())))
        elif block:
            yield from _joined(text, block)
            block = []
    if block:
        yield from _joined(text, block)


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    lengths = [end - start for start, end in lines]
    widest = max(lengths)
    full = sum(length > 0.75 * widest for length in lengths[:-1])
    wrapped = len(lines) > 2 and widest in _WRAPPED and full >= 0.6 * (len(lines) - 1)
    start, end = lines[0]
    for number in range(1, len(lines)):
        first, last = lines[number]
        before, line = text[start:end].rsplit("\n", 1)[-1].strip(), text[first:last]
        if _continues(before, line, wrapped=wrapped, widest=widest):
            end = last
        else:
            yield start, end
            start, end = first, last
    yield start, end


def _continues(before: str, line: str, *, wrapped: bool, widest: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if _BULLET.match(line) or _STARTS_ANEW.match(line):
        return False
    if line[0].islower() and before[-1] not in ".!?:":
        return True
    return wrapped and len(before) > 0.7 * widest


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one paragraph."""
    first = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end or not _ends_here(text, first, match):
            continue
        yield _trim(text, first, match.end())
        first = match.end()
    if text[first:end].strip():
        yield _trim(text, first, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _ends_here(text: str, first: int, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if following is None:
        return False
    if following[1].islower() and following[1].isalpha():
        return False
    if match[0][0] != ".":
        return True
    word = _LAST_WORD.search(text, max(first, match.start() - 24), match.start())
    if word is None:
        return True
    last = word[1].casefold()
    rules = table("sentences")
    if last in rules["abbreviations"] or (len(last) == 1 and last.isalpha()):
        return False
    if "." in last and last.replace(".", "").isalpha() and len(last) <= 6:
        return False
    if last.isdigit() and len(last) <= 2:
        ahead = text[match.end() : match.end() + 14].strip().casefold()
        before = text[max(first, word.start() - 8) : word.start()].casefold().split()
        return not (
            ahead.startswith(_MONTHS)
            or (before and before[-1] in rules["before_ordinal"])
            or re.match(r"(?:bis|und|–|-|jahrestag|geburtstag|jubiläum)", ahead)
        )
    return True


_MONTHS = (
    "jan",
    "feb",
    "mär",
    "mrz",
    "apr",
    "mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt",
    "nov",
    "dez",
)
