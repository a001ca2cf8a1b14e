"""A sentence in which each name of a place, each person and each time is one sign."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from data.report.mention import Mention, Side
from data.report.people_names import Person
from data.report.sentences import Sentence
from data.report.times import Time

_PER_KIND = 0x100
_PLACE = {
    (Side.HOME, False): 0xE000,
    (Side.HOME, True): 0xE100,
    (Side.CHINA, False): 0xE200,
    (Side.CHINA, True): 0xE300,
    (Side.THIRD, False): 0xE400,
    (Side.THIRD, True): 0xE500,
}
_TIME, _PERSON = 0xE600, 0xE700
_ADJECTIVE = {Side.HOME: 0xE800, Side.CHINA: 0xE900, Side.THIRD: 0xEA00}

SIGNS = {
    "P": "[\ue000-\ue5ff]",
    "A": "[\ue800-\ueaff]",
    "T": "[\ue600-\ue6ff]",
    "N": "[\ue700-\ue7ff]",
    "person": "\ue700-\ue7ff",
    "place": "\ue000-\ue0ff\ue200-\ue2ff\ue400-\ue4ff",
    "any": "\ue000-\ueaff",
}
"""The signs as pieces of a regular expression; those in small letters belong inside brackets.

``place`` leaves countries and adjectives out: they are part of many a longer name."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence, what was found in it, and the same sentence with signs in place of that."""

    sentence: Sentence
    text: str
    places: dict[str, Mention]
    """By sign."""
    times: dict[str, Time]
    people: dict[str, Person]
    _starts: tuple[int, ...]
    _origins: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the sentence of an offset in the masked text."""
        piece = bisect_right(self._starts, offset) - 1
        return self._origins[piece] + offset - self._starts[piece]

    def masked_offset(self, offset: int) -> int:
        """The offset in the masked text of one in the sentence, or one near it."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.original(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return min(low, max(0, len(self.text) - 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the report of a stretch of the masked text."""
        first = self.original(start)
        last = self.original(end) if end < len(self.text) else len(self.sentence.text)
        if end > start and _is_sign(self.text[end - 1]):
            last = self._end_of_sign(end - 1)
        return self.sentence.start + first, self.sentence.start + last

    def _end_of_sign(self, offset: int) -> int:
        sign = self.text[offset]
        thing: Mention | Time | Person
        if sign in self.places:
            thing = self.places[sign]
        elif sign in self.times:
            thing = self.times[sign]
        else:
            thing = self.people[sign]
        return thing.end


def _is_sign(letter: str) -> bool:
    return "\ue000" <= letter <= "\ueaff"


def mask(
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    people: tuple[Person, ...],
) -> Masked:
    """Put signs in the place of what was found; names that are no place stay as they are."""
    spans: list[tuple[int, int, str]] = []
    places: dict[str, Mention] = {}
    clock: dict[str, Time] = {}
    persons: dict[str, Person] = {}
    for number, mention in enumerate(mentions[:_PER_KIND]):
        if mention.why_not or mention.qualifies:
            continue
        if mention.adjective:
            sign = chr(_ADJECTIVE[mention.side] + number)
        else:
            sign = chr(_PLACE[mention.side, mention.is_country] + number)
        places[sign] = mention
        end = max(mention.end, mention.qualified_by)
        if mention.qualified_by > 0:
            end = _with_bracket(sentence.text, mention.start, end)
        spans.append((mention.start, end, sign))
    for number, time in enumerate(times[:_PER_KIND]):
        sign = chr(_TIME + number)
        clock[sign] = time
        spans.append((time.start, time.end, sign))
    for number, person in enumerate(people[:_PER_KIND]):
        sign = chr(_PERSON + number)
        persons[sign] = person
        spans.append((person.start, person.end, sign))
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    position = length = 0
    for start, end, sign in sorted(spans):
        if start < position:
            continue
        for piece, origin in ((sentence.text[position:start], position), (sign, start)):
            if piece:
                pieces.append(piece)
                starts.append(length)
                origins.append(origin)
                length += len(piece)
        position = end
    pieces.append(sentence.text[position:])
    starts.append(length)
    origins.append(position)
    text = "".join(pieces).replace("\n", " ").replace("\u00a0", " ")
    shown = set(text)
    return Masked(
        sentence,
        text,
        {s: m for s, m in places.items() if s in shown},
        {s: t for s, t in clock.items() if s in shown},
        {s: p for s, p in persons.items() if s in shown},
        tuple(starts),
        tuple(origins),
    )


def _with_bracket(text: str, start: int, end: int) -> int:
    """The end of a qualifier with its bracket or the word that says what it is."""
    for word in (" Province", " province", " Autonomous Region", " autonomous region", "-Provinz"):
        if text.startswith(word, end):
            end += len(word)
    if "(" in text[start:end] and text.startswith(")", end):
        end += 1
    return end
