"""Names of people in a sentence, so that a councillor called Wales is not taken for a country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.report.tables import FOLDER, either, table

_NAME = r"[A-ZÄÖÜ][\w’'ßäöü]*(?:-[A-ZÄÖÜ][\w’']+)*"
_PARTICLE = r"(?:(?:von|van|de|der|den|zu|al|bin|du|la|le|O[’'])\s+)"


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a text."""

    name: str
    """Without titles."""
    start: int
    """Offset of the name in what was searched."""
    end: int
    given: bool
    """Whether a given name stands with it."""

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


@cache
def given_names() -> frozenset[str]:
    """Given names that are common in Britain and Germany."""
    lines = (FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    people = table("people")
    honorific = either([re.escape(word) for word in people["honorifics"]])
    office = either(people["office_before_name"])
    words = frozenset(w for word in people["not_a_name"] for w in word.split())
    titled = re.compile(
        rf"\b(?:(?:{honorific})\.?\s+)+(?P<name>{_PARTICLE}?{_NAME}(?:\s+{_PARTICLE}?{_NAME}){{0,2}})"
    )
    officed = re.compile(rf"\b(?i:{office})\s+(?P<name>{_NAME}(?:\s+{_PARTICLE}?{_NAME}){{1,2}})")
    return titled, officed, words


_PAIR = re.compile(rf"(?<![\w-])(?P<name>(?P<first>{_NAME})\s+{_PARTICLE}?(?:[A-Z]\.\s+)?{_NAME})")
_CAPITAL = re.compile(r"[A-ZÄÖÜ]")


def find_people(text: str) -> tuple[Person, ...]:
    """The people that a sentence names with a title, an office or a given name, in order."""
    found: dict[int, Person] = {}
    for person in (*_titled(text), *_given(text), *_chinese(text)):
        known = found.get(person.end)
        if known is None or (person.start < known.start and person.given):
            found[person.end] = person
    people = sorted(found.values(), key=lambda person: (person.start, -person.end))
    kept: list[Person] = []
    for person in people:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return tuple(kept)


def _titled(text: str) -> Iterator[Person]:
    titled, officed, words = _titles()
    for pattern, given in ((titled, False), (officed, True)):
        position = 0
        while match := pattern.search(text, position):
            position = match.start("name")
            if match["name"].isupper() and given:
                continue
            name = _without_titles(match["name"], words)
            if name:
                start = match.start("name") + match["name"].find(name)
                alone = len(name.split()) == 1
                if alone and given:
                    continue
                yield Person(name, start, start + len(name), not alone)


def _without_titles(name: str, words: frozenset[str]) -> str:
    kept: list[str] = []
    for word in name.split():
        if word.rstrip("s’'") in words or word in words:
            if kept:
                break
            continue
        kept.append(word)
    joined = " ".join(kept)
    joined = re.sub(r"[’']s?$", "", joined)
    return joined if joined and _CAPITAL.match(joined) else ""


@cache
def _chinese_name() -> re.Pattern[str]:
    names = either(table("people")["chinese_surnames"].split())
    return re.compile(
        rf"(?<![\w-])(?:{names})\s(?P<rest>[A-Z][a-zü]{{1,12}}(?:-[A-Za-z]?[a-z]+)?)(?![\w-])"
    )


_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|üe|er|a|o|e|i|u|ü)-?){1,2}",
    re.IGNORECASE,
)


_PLACES = frozenset({"Hong Kong", "Wan Chai", "Tai Po", "Sha Tin", "Kong Hong"})


def is_chinese(name: str) -> bool:
    """Whether a name is a Chinese family name and one or two syllables of pinyin."""
    match = _chinese_name().fullmatch(name)
    return match is not None and _SYLLABLES.fullmatch(match["rest"]) is not None


def _chinese(text: str) -> Iterator[Person]:
    """Names such as Wei Guangming: a family name and one or two syllables of pinyin."""
    for match in _chinese_name().finditer(text):
        if match[0] not in _PLACES and _SYLLABLES.fullmatch(match["rest"]):
            yield Person(match[0], match.start(), match.end(), True)


def _given(text: str) -> Iterator[Person]:
    _, _, words = _titles()
    position = 0
    while match := _PAIR.search(text, position):
        position = match.end("first")
        first = match["first"].split("-")[0]
        last = match["name"].split()[-1]
        if first in given_names() and last not in words and not match["name"].isupper():
            name = re.sub(r"[’']s?$", "", match["name"])
            yield Person(name, match.start("name"), match.start("name") + len(name), True)
            position = match.end("name")
