"""What single cells say: numbers of people, sectors, directions, agreements, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.model import Direction, Status
from data.spreadsheet.cells import short
from data.spreadsheet.fields import word_set
from data.vocabulary import Vocabulary
from geo.names import fold

MOST_PEOPLE = 10_000
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one ein eine einer",
            "two zwei",
            "three drei",
            "four vier",
            "five fünf",
            "six sechs",
            "seven sieben",
            "eight acht",
            "nine neun",
            "ten zehn",
            "eleven elf",
            "twelve zwölf dozen dutzend",
        ),
        start=1,
    )
    for word in words.split()
}
_ABOUT = re.compile(
    r"\b(?:ca|circa|c|about|around|approx|approximately|etwa|ungefähr|rund|some|knapp|nearly|almost"
    r"|up to|bis zu|max|maximal|höchstens)\b|~|≈",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|more than|über|mehr als|at least|mindestens|min)\b|[>+]", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,' \u202f]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "none",
        "nil",
        "unknown",
        "tbc",
        "tba",
        "tbd",
        "?",
        "unbekannt",
    }
    | {"k.a.", "k. a.", "keine angabe", "keine", "offen", "n.n.", "entfällt", "."}
)
_YES = frozenset({"yes", "ja", "y", "x", "✓", "✔", "true", "wahr", "signed", "unterzeichnet"})
_NO = frozenset({"no", "nein", "n", "false", "falsch"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number as somebody wrote it."""

    low: int
    high: int
    """The same as `low`, unless a range was written."""
    qualifier: str | None = None
    """The caution in the text: "about", "more than"."""

    @property
    def exact(self) -> bool:
        """Whether one number is meant."""
        return self.low == self.high


def nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: "n/a", "k.A."."""
    return text.strip().casefold() in _NOTHING


def read_count(text: str) -> Count | None:
    """A number of people or companies in words: "ca. 25", "20-strong", "12 Personen", "12–15".

    None when there is no number in it, or several whose relation is not plain.
    """
    qualifier = "more than" if _OVER.search(text) else "about" if _ABOUT.search(text) else None
    main = re.sub(r"[(\[].*?[)\]]", " ", text)
    main = main if re.search(r"\d", main) else text
    found = [_whole(number) for number in _NUMBER.findall(main)]
    numbers = [number for number in found if number is not None]
    if not found:
        words = [
            _NUMBER_WORDS[w] for w in re.findall(r"\w+", text.casefold()) if w in _NUMBER_WORDS
        ]
        return Count(words[0], words[0], qualifier) if len(words) == 1 else None
    if len(numbers) != len(found):
        return None
    if len(numbers) == 1:
        return Count(numbers[0], numbers[0], qualifier)
    if len(numbers) == 2 and re.search(r"\d\s*(?:-|–|—|to|bis|or|oder|/)\s*\d", main):
        low, high = sorted(numbers)
        return Count(low, high, qualifier)
    if re.fullmatch(r"\s*\d+(?:\s*\+\s*\d+)+\s*", main):
        return Count(sum(numbers), sum(numbers))
    if "," in main or ";" in main or re.search(r"\b(?:davon|including|inkl|incl|of which)\b", main):
        return Count(numbers[0], numbers[0], qualifier)
    return None


def _whole(written: str) -> int | None:
    digits = re.sub(r"[.,' \u202f](?=\d{3}(?:\D|$))", "", written)
    digits = re.sub(r"[.,]0+$", "", digits)
    return int(digits) if digits.isdigit() and len(digits) <= 7 else None


@dataclass(frozen=True, slots=True)
class SectorsRead:
    """Sectors of a cell."""

    keys: tuple[str, ...]
    unknown: tuple[str, ...]
    """Words that the vocabulary does not have, as written."""


_SECTOR_SEPARATORS = re.compile(
    r"\s*(?:[,;|/\n•·、，；+]|\s[-–]\s|\band\b|\bund\b|&|\bsowie\b)\s*", re.IGNORECASE
)


def read_sectors(text: str, vocabulary: Vocabulary) -> SectorsRead:
    """The sectors that a cell names, asking the vocabulary before anything is split."""
    keys: dict[str, None] = {}
    unknown: dict[str, None] = {}
    if nothing(text):
        return SectorsRead((), ())
    spans = list(_pieces(_SECTOR_SEPARATORS, text))
    place = 0
    while place < len(spans):
        for end in range(min(len(spans), place + 5), place, -1):
            words = text[spans[place][0] : spans[end - 1][1]].strip(" .()")
            key = find_sector(words, vocabulary)
            if key is not None:
                keys[key] = None
                place = end
                break
        else:
            words = text[spans[place][0] : spans[place][1]].strip(" .()")
            if any(c.isalpha() for c in words) and not _is_filler(words):
                unknown[short(words)] = None
            place += 1
    return SectorsRead(tuple(keys), tuple(unknown))


def find_sector(words: str, vocabulary: Vocabulary) -> str | None:
    """The key of a sector by its name, with or without words such as "sector" and "Branche"."""
    key = vocabulary.find(words)
    if key is None:
        bare = re.sub(
            r"\s*\b(?:sector|industry|industries|branche|sektor|bereich)\b\s*",
            " ",
            words,
            flags=re.IGNORECASE,
        ).strip(" -")
        key = vocabulary.find(bare)
        if key is None and bare.casefold().endswith(("industrie", "wirtschaft", "branche")):
            key = vocabulary.find(re.sub(r"(?i)(?:industrie|wirtschaft|branche)$", "", bare))
    return key


def _is_filler(words: str) -> bool:
    return words.casefold() in {
        "etc",
        "u.a",
        "u. a",
        "usw",
        "other",
        "others",
        "andere",
        "sonstige",
    }


def sectors_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Sectors whose names of at least six letters stand in a sentence, such as a purpose."""
    words = re.findall(r"[\w-]+", text)[:120]
    keys: dict[str, None] = {}
    place = 0
    while place < len(words):
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[place : place + length])
            key = vocabulary.find(phrase) if len(phrase) >= 6 else None
            if key is not None:
                keys[key] = None
                place += length - 1
                break
        place += 1
    return tuple(keys)


def _pieces(separator: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in separator.finditer(text):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def read_direction(text: str) -> Direction | None:
    """Which way the delegation travels, by the words of a cell; None when it does not say."""
    said = _by_words(text, "direction", tuple(Direction))
    return Direction(said) if said else None


def read_status(text: str) -> Status | None:
    """What is known of the mission, by the words of a cell; None when it does not say."""
    said = _by_words(text, "status", (Status.CANCELLED, Status.HELD, Status.PLANNED))
    return Status(said) if said else None


def _by_words(text: str, section: str, meanings: tuple[str, ...]) -> str | None:
    folded = fold(text)
    for meaning in meanings:
        if folded in word_set(section, meaning):
            return str(meaning)
    # Of the words that stand in a longer text the longest counts: "not held" and not "held".
    found = [
        (len(word), str(meaning))
        for meaning in meanings
        for word in word_set(section, meaning)
        if len(word) >= 4 and word in folded
    ]
    return max(found)[1] if found else None


@dataclass(frozen=True, slots=True)
class AgreementRead:
    """One agreement of a cell."""

    title: str
    kind: str


_KINDS = (
    (r"\bmou\b|memorand|absichtserklärung|grundsatzvereinbarung", "memorandum of understanding"),
    (r"letter of intent|\bloi\b", "letter of intent"),
    (r"twin|sister|städtepartner|partnerstadt|freundschaft|friendship", "partnership agreement"),
    (r"partner", "partnership agreement"),
    (r"contract|vertrag|order|auftrag|deal", "contract"),
)
_AGREEMENT_SEPARATORS = re.compile(r"\s*(?:[;\n•·|]|\s\d{1,2}[.)]\s)\s*")


def read_agreements(text: str) -> tuple[tuple[AgreementRead, ...], int | None]:
    """The agreements that a cell names; or, where it only counts them, how many."""
    plain = text.strip().casefold()
    if nothing(text) or plain in _NO:
        return (), None
    if plain in _YES:
        return (), None
    count = re.fullmatch(
        r"(\d{1,3})(?:\s*(?:mous?|agreements?|abkommen|vereinbarungen|signed))?", plain
    )
    if count:
        return (), int(count[1])
    made = []
    for start, end in _pieces(_AGREEMENT_SEPARATORS, text):
        title = " ".join(text[start:end].split()).strip(" -–")
        if title:
            kinds = (k for pattern, k in _KINDS if re.search(pattern, title, re.IGNORECASE))
            kind = next(kinds, "agreement")
            made.append(AgreementRead(title[:2_000], kind))
    return tuple(made), None


_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|;]+", re.IGNORECASE)


def read_urls(text: str) -> tuple[str, ...]:
    """The web addresses in a text, each once, with "https://" where it was left out."""
    found = (match.rstrip(".,)") for match in _URL.findall(text))
    whole = (url if "://" in url else f"https://{url}" for url in found)
    return tuple(dict.fromkeys(url for url in whole if _is_address(url)))


def without_urls(text: str) -> str:
    """The text without its web addresses."""
    return " ".join(_URL.sub(" ", text).split()).strip(" ,;:()-–")


def host(url: str) -> str:
    """The site of an address, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_address(url: str) -> bool:
    try:
        return "." in host(url) and len(url) <= 2_000
    except ValueError:
        return False
