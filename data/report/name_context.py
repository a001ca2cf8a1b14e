"""What the words around a name say of it: that it is a place, a firm, or part of another name."""

from __future__ import annotations

import re
from functools import cache

from data.report.mention import Mention, Side
from data.report.tables import either, table
from geo.places import Place, PlaceKind

SURE_TOWN = {
    "GB": 20_000,
    "DE": 20_000,
    "CN": 100_000,
    "HK": 1_000_000,
    "MO": 100_000,
    "TW": 100_000,
}
"""Inhabitants from which a name is taken for the town without more ado; elsewhere all are large."""


@cache
def common_words() -> frozenset[str]:
    """Names that are common words, as they are written in the table."""
    return frozenset(table("places")["common_words"].split())


AREA_WORDS = frozenset({"region", "city", "province", "island", "area", "delta", "regions"})


@cache
def nicknames() -> dict[str, str]:
    """What people call places beside their names, in lower case."""
    return {name.casefold(): place for name, place in table("places")["nicknames"].items()}


@cache
def _firm_patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    rules = table("places")
    after = re.compile(rf"[ -](?:{either(rules['firm_heads'])})\b(?!\s+(?:of|for)\b)")
    before = re.compile(rf"(?:^|[\s\"“„(])(?:{either(rules['firm_before'])})\s$")
    return after, before, frozenset(rules["place_heads"])


@cache
def _support_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = table("places")
    locative = re.compile(rf"(?:^|[\s(])(?:{either(rules['locative'])})\s+$", re.IGNORECASE)
    titles = re.compile(rf"\b(?:{either(rules['place_titles'])})\s+$", re.IGNORECASE)
    nouns = re.compile(rf"[’']?s?[\s-]+(?:{either(rules['place_nouns'])})\b", re.IGNORECASE)
    return locative, titles, nouns


def after_locative(text: str, start: int) -> bool:
    """Whether a preposition of place, or a word such as "city of", stands right before."""
    locative, titles, _ = _support_patterns()
    before = text[max(0, start - 30) : start]
    return bool(locative.search(before) or titles.search(before))


def supported(text: str, mention: Mention, *, strict: bool) -> bool:
    """Whether the words around a name say that it is one of a place."""
    locative, titles, nouns = _support_patterns()
    before = text[max(0, mention.start - 30) : mention.start]
    after = text[mention.end : mention.end + 24]
    if titles.search(before) or nouns.match(after):
        return True
    if not locative.search(before):
        return False
    # "in Reading Council's view" would do; "in Deal Flow" would not.
    return not strict or not re.match(r"[ -][A-ZÄÖÜ]|-", after) or nouns.match(after) is not None


_BETWEEN = re.compile(
    r"(?:\s(?:province|Provinz))?\s*(?:,|and|&|und|sowie|or|oder|/|–|-|, and|,? then|→)\s*"
    r"(?:(?:the|das|die|der|den|dem)\s)?"
)


def in_list(text: str, mention: Mention, found: list[Mention]) -> bool:
    """Whether a name stands right beside another place in a list."""
    for other in found:
        if other.start == mention.start or other.why_not or other.adjective:
            continue
        if other.written in common_words() or not large(other.place, 1):
            continue
        first, second = (other, mention) if other.start < mention.start else (mention, other)
        if first.end <= second.start and _BETWEEN.fullmatch(text, first.end, second.start):
            return True
    return False


def large(place: Place, factor: int) -> bool:
    """Whether a place is so large that its name stands for it without more ado."""
    if place.kind is not PlaceKind.CITY:
        return True
    return place.population >= SURE_TOWN.get(place.country, 100_000) * factor


def is_word(name: str) -> bool:
    """Whether a name is a common word or never that of a place."""
    return name in common_words() or name.casefold() in table("places")["never"]


AS_PEOPLE = re.compile(r"(?:\b[Dd]ie|\b[Dd]en|\b[Dd]er|\bviele|\beinige|\d|zig|zehn|zwölf)\s$")


def before_noun(text: str, end: int) -> bool:
    """Whether a German noun follows, perhaps after one adjective or a hyphened word."""
    return (
        re.match(r"\s+(?:[a-zäöüß-]+(?:e|en|er|es)\s+){0,2}[A-ZÄÖÜ]", text[end : end + 60])
        is not None
    )


def is_title_case(words: list[re.Match[str]], language: str) -> bool:
    """Whether a headline has all its words with capitals."""
    long = [w[0] for w in words if len(w[0]) > 3]
    return (
        language == "en" and len(long) > 2 and sum(w[0].isupper() for w in long) > 0.7 * len(long)
    )


def why_not(text: str, mention: Mention, language: str, *, strict: bool) -> str:
    """Why a name is part of another one that is no place; empty when it is not."""
    after, before, heads = _firm_patterns()
    if before.search(text[max(0, mention.start - 24) : mention.start]):
        return "It is part of the name of a firm, a team or a title."
    if mention.adjective:
        return ""
    match = after.match(text, mention.end)
    if match and not text[mention.end :].startswith(("-Stadt", "-Region")):
        return "It is part of the name of a firm, a newspaper or a street."
    if not strict or language != "en":
        return ""
    follower = re.compile(r" ([A-Z][a-z]+(?:[A-Z]\w+)?)(?=[\s,.;:’'])").match(text, mention.end)
    if follower is None or follower[1] in heads or mention.is_country:
        return ""
    if mention.side is Side.CHINA and mention.start and text[mention.start - 2] not in '.:!?“"':
        word = follower[1]
        if word in table("places")["never"] or word in _weekday_words():
            return ""
        return "It is part of a proper name."
    return ""


@cache
def _weekday_words() -> frozenset[str]:
    return frozenset(
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I"]
    )


_QUALIFIER = re.compile(
    r"(?:\s*,|\s*\(|\s+in|,?\s+in the|,?\s+in der|\s*,\s*in)?\s*"
    r"(?:(?:the\s+)?(?:eastern|western|northern|southern|central|coastal|inland|provincial|"
    r"south[- ]?western|south[- ]?eastern|north[- ]?western|north[- ]?eastern)\s+)?"
    r"(?:(?:the\s+)?capital(?:\s+city)?\s+of|(?:the\s+)?province\s+of|(?:der\s+)?Hauptstadt\s+(?:der\s+Provinz|von)|"
    r"(?:der\s+)?(?:\w+en\s+)?Provinz|Provinzhauptstadt\s+von|(?:the\s+)?(?:largest|second)\s+city\s+(?:of|in))?\s*"
)
CAPITAL = re.compile(
    r"(?:[Hh]auptstadt (?:der|von|des)(?: (?:\w+en )?(?:Provinz|Landes))?|"
    r"\bcapital(?: city)? of(?: the)?(?: [a-z]+)?(?: province(?: of)?)?)\s$"
)


def qualifies(text: str, first: Mention, second: Mention) -> bool:
    """Whether a name only says where the place named before it lies: "Kunming, Yunnan province"."""
    if first.place.kind is not PlaceKind.CITY or first.adjective or second.adjective:
        return False
    if second.place.kind is PlaceKind.CITY or first.place.country != second.place.country:
        return False
    between = text[first.end : second.start]
    if not between.strip() or len(between) > 40 or _QUALIFIER.fullmatch(between) is None:
        return False
    if second.is_country:
        return True
    return (
        second.place.name == first.place.region
        or second.place.name in first.place.within
        or (
            first.side is Side.CHINA
            and second.place.kind is PlaceKind.REGION
            and second.place.name
            not in ("Beijing", "Shanghai", "Tianjin", "Chongqing", "Hong Kong", "Macau")
        )
    )


def is_chinese_region(mention: Mention) -> bool:
    """Whether a mention is a province of China."""
    return (
        mention.side is Side.CHINA
        and mention.place.kind is PlaceKind.REGION
        and not mention.why_not
    )
