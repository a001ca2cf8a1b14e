"""Names of places in a sentence: the longest that the gazetteer knows, and what each is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data.model import CHINA, HOME_COUNTRIES
from data.report.mention import Mention, Side
from data.report.name_context import (
    AREA_WORDS,
    AS_PEOPLE,
    CAPITAL,
    SURE_TOWN,
    after_locative,
    before_noun,
    common_words,
    in_list,
    is_chinese_region,
    is_title_case,
    is_word,
    large,
    nicknames,
    qualifies,
    supported,
    why_not,
)
from data.report.people_names import Person, find_people
from data.report.sentences import Part, Sentence
from data.report.tables import table
from geo.gazetteer import Gazetteer
from geo.names import fold
from geo.places import Match, Place, PlaceKind, PlaceQuery

_WORD = re.compile(r"[^\W\d_]+(?:[.]?[’'`´ʼ][^\W\d_]+)*", re.UNICODE)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_JOINT = re.compile(r"(?:[ \u00a0\-–]|\. |’ |' )\n?|\n")
_POSSESSIVE = re.compile(r"[’'`´]s?$")
_LONGEST_NAME = 6
_REMEMBERED = 50_000
_FUZZY_LEAST = 400_000
_GREAT = 1_000_000
"""Inhabitants from which a town elsewhere is meant rather than one of its name at home."""


class Finder:
    """Finds places in sentences. Keeps what it looked up, so one may serve a whole folder."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str], Place | None] = {}

    # --- looking up ----------------------------------------------------------------------------

    def place(self, name: str, region: str = "") -> Place | None:
        """The likeliest place that bears a name; None when none does."""
        key = (name, region)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        if key not in self._known:
            self._known[key] = self._look_up(name, region)
        return self._known[key]

    def _look_up(self, name: str, region: str) -> Place | None:
        found = self._gazetteer.named(name, region=region or None)
        if not found:
            return None
        first = found[0].place
        if first.country not in HOME_COUNTRIES | CHINA and first.population < _GREAT:
            ours = [c.place for c in found if c.place.country in HOME_COUNTRIES | CHINA]
            first = ours[0] if ours else first
        # A town and the area around it share a name: a report means the town.
        towns = [
            c.place
            for c in found[:4]
            if c.place.kind is PlaceKind.CITY and c.place.country == first.country
        ]
        if first.kind in (PlaceKind.DISTRICT, PlaceKind.COUNTRY) and towns:
            same = [t for t in towns if fold(t.name) == fold(first.name)]
            if same and (first.kind is PlaceKind.DISTRICT or first.country in CHINA | {"SG"}):
                first = same[0]
        rare = (
            found[0].match is Match.ALIAS and first.population == 0 and first.kind is PlaceKind.CITY
        )
        return None if rare and len(fold(name)) < 5 and name.isascii() else first

    def nearly(self, name: str, region: str = "") -> Place | None:
        """The Chinese city that a misspelt name means; None when there is none so near."""
        if len(name) < 5:
            return None
        answer = self._gazetteer.resolve(PlaceQuery(name, ("CN",), region or None)).best
        if answer is None or answer.match is not Match.FUZZY:
            return None
        place = answer.place
        return place if place.population >= _FUZZY_LEAST and place.kind is PlaceKind.CITY else None

    # --- finding -------------------------------------------------------------------------------

    def find(
        self, sentences: tuple[Sentence, ...], language: str
    ) -> tuple[tuple[Mention, ...], ...]:
        """The places of each sentence, in order of their words."""
        people = [find_people(sentence.text) for sentence in sentences]
        surnames = {p.surname for group in people for p in group if p.given}
        found = [
            self._in_sentence(sentence, persons, surnames, language)
            for sentence, persons in zip(sentences, people, strict=True)
        ]
        regions = {m.place.name for ms in found for m in ms if is_chinese_region(m)}
        named = {m.place.name for ms in found for m in ms if not m.why_not}
        misspelt = self._misspellings(sentences, found, people)
        settled = (
            tuple(self._in_city(s.text, m, named) for m in self._settle(s, [*ms, *extra], regions))
            for s, ms, extra in zip(sentences, found, misspelt, strict=True)
        )
        return tuple(settled)

    def _in_sentence(
        self,
        sentence: Sentence,
        people: tuple[Person, ...],
        surnames: set[str],
        language: str,
    ) -> list[Mention]:
        text = sentence.text
        words = list(_WORD.finditer(text))
        shouted = text.isupper()
        titled = sentence.part is Part.HEAD and is_title_case(words, language)
        found: list[Mention] = []
        index = 0
        while index < len(words):
            hit = self._at(text, words, index, language)
            if hit is None:
                index += 1
                continue
            mention, count = hit
            mention = replace(mention, sentence=sentence.order)
            person = next(
                (p for p in people if p.start < mention.end and mention.start < p.end), None
            )
            if person is not None or (
                mention.written in surnames and not after_locative(text, mention.start)
            ):
                mention = replace(mention, why_not="It is the name of a person.")
            else:
                why = why_not(text, mention, language, strict=not (shouted or titled))
                mention = replace(mention, why_not=why)
            found.append(mention)
            index += count
        found += self._chinese(sentence)
        kept = [m for m in found if not self._doubtful(text, m, found, shouted=shouted)]
        return sorted(kept, key=lambda m: m.start)

    def _at(
        self, text: str, words: list[re.Match[str]], index: int, language: str
    ) -> tuple[Mention, int] | None:
        first = words[index]
        compound = _COMPOUND.match(first[0]) if language == "de" else None
        if compound:
            place = self.place(compound[1])
            if place is not None:
                end = first.start() + len(compound[1])
                return Mention(place, first.start(), end, -1, compound[1]), 1
        if not first[0][0].isupper():
            lower = self._adjective(text, first, language) if language == "de" else None
            return None if lower is None else (lower, 1)
        most = 1
        while (
            most < _LONGEST_NAME
            and index + most < len(words)
            and _JOINT.fullmatch(text, words[index + most - 1].end(), words[index + most].start())
        ):
            most += 1
        for count in range(most, 0, -1):
            last = words[index + count - 1]
            if count > 1 and not last[0][0].isupper() and last[0].casefold() not in AREA_WORDS:
                continue
            hit = self._name(text, first.start(), last.end(), count)
            if hit is not None:
                return hit, count
        single = self._adjective(text, first, language)
        return None if single is None else (single, 1)

    def _name(self, text: str, start: int, end: int, count: int) -> Mention | None:
        written = text[start:end]
        bare = _POSSESSIVE.sub("", written)
        rules = table("places")
        if bare in rules["never"] or len(bare) < 2:
            return None
        for name in (written, bare, bare[:-1] if bare.endswith("s") and len(bare) > 4 else ""):
            if not name:
                continue
            nick = nicknames().get(name.casefold())
            if nick == "":
                return None
            if nick:
                place = self.place(nick)
            elif self._gazetteer.knows(fold(name)):
                place = self.place(" ".join(name.split()))
            else:
                place = None
            if place is None or (len(name) < 3 and place.kind is not PlaceKind.COUNTRY):
                continue
            if len(name) == 2 and name not in ("UK", "HK", "GB"):
                continue
            return Mention(place, start, start + len(name), -1, name)
        return None

    def _adjective(self, text: str, word: re.Match[str], language: str) -> Mention | None:
        rules = table("places")
        written = word[0]
        name = ""
        if language == "en":
            name = rules["english_adjectives"].get(_POSSESSIVE.sub("", written), "")
            if not name and written in ("Northern", "South", "Hong") and text[word.end() :]:
                pair = text[word.start() : word.end() + 8]
                for two, place in rules["english_adjectives"].items():
                    if " " in two and pair.startswith(two):
                        name, written = place, two
        else:
            written, name = self._german_adjective(text, word)
        if not name:
            return None
        place = self.place(name)
        if place is None:
            return None
        return Mention(
            place, word.start(), word.start() + len(written), -1, written, adjective=True
        )

    def _german_adjective(self, text: str, word: re.Match[str]) -> tuple[str, str]:
        rules = table("places")
        hyphened = re.compile(r"[\w-]+").match(text, word.start())
        whole = hyphened[0] if hyphened else word[0]
        for written in (whole, word[0]):
            stem = re.sub(r"(?:e|en|er|es|em)$", "", written.casefold())
            if stem in rules["german_adjectives"]:
                return written, rules["german_adjectives"][stem]
        written = word[0]
        if written in rules["german_in_er"]:
            return written, rules["german_in_er"][written]
        written = written.removesuffix("n") if written.endswith("ern") else written
        if not written.endswith("er") or len(written) < 6:
            return written, ""
        people = AS_PEOPLE.search(text[max(0, word.start() - 12) : word.start()])
        if not (people or before_noun(text, word.end())):
            return written, ""
        for stem in (written[:-2], written[:-2] + "en", written[:-2] + "e", written[:-1]):
            if not self._gazetteer.knows(fold(stem)) or written in ("Hammer", "Badener"):
                continue
            place = self.place(stem)
            if stem in common_words() and (place is None or not large(place, 8)):
                continue
            if place is not None and place.kind is not PlaceKind.COUNTRY and large(place, 2):
                return written, stem
        return written, ""

    def _chinese(self, sentence: Sentence) -> Iterator[Mention]:
        for run in _HAN.finditer(sentence.text):
            position = run.start()
            while position < run.end() - 1:
                for size in range(min(8, run.end() - position), 1, -1):
                    name = sentence.text[position : position + size]
                    place = self.place(name) if self._gazetteer.knows(fold(name)) else None
                    if place is not None:
                        yield Mention(place, position, position + size, sentence.order, name)
                        position += size - 1
                        break
                position += 1

    def _doubtful(
        self, text: str, mention: Mention, found: list[Mention], *, shouted: bool
    ) -> bool:
        """Whether a name is too small or too common a word to be taken for a place here."""
        if mention.adjective or mention.why_not or not mention.written[0].isalpha():
            return False
        if not mention.written.isascii() and _HAN.search(mention.written):
            return False
        common = mention.written in common_words() or (
            shouted and mention.written.title() in common_words()
        )
        if mention.written.casefold() in _COMPASS and re.match(r"\s+[A-Z]", text[mention.end :]):
            return True
        short = len(mention.written) <= 3 and mention.place.population < _GREAT
        if " " not in mention.written and (common or (short and not mention.is_country)):
            sure = not shouted and supported(text, mention, strict=True)
            return not (sure or in_list(text, mention, found))
        if large(mention.place, 1) or (" " in mention.written and len(mention.written) > 9):
            return False
        return not (supported(text, mention, strict=False) or in_list(text, mention, found))

    def _misspellings(
        self,
        sentences: tuple[Sentence, ...],
        found: list[list[Mention]],
        people: list[tuple[Person, ...]],
    ) -> list[list[Mention]]:
        """Unknown capitalised words that stand where a Chinese city would, and nearly name one."""
        extra: list[list[Mention]] = [[] for _ in sentences]
        right = {m.place.key for ms in found for m in ms if m.side is Side.CHINA and not m.why_not}
        for number, sentence in enumerate(sentences):
            text = sentence.text
            taken = [(m.start, m.end) for m in found[number]]
            taken += [(p.start, p.end) for p in people[number]]
            for word in _WORD.finditer(text):
                name = _POSSESSIVE.sub("", word[0])
                if not name[0].isupper() or len(name) < 5 or not name.isascii():
                    continue
                if any(a < word.end() and word.start() < b for a, b in taken):
                    continue
                probe = Mention(_ANYWHERE, word.start(), word.start() + len(name), number, name)
                beside = in_list(text, probe, [m for m in found[number] if m.side is Side.CHINA])
                qualified = any(qualifies(text, probe, m) for m in found[number])
                place = self.nearly(name)
                if place is None or is_word(name):
                    continue
                sure = beside or qualified or place.key in right
                if sure or supported(text, probe, strict=False):
                    extra[number].append(replace(probe, place=place, misspelt=True))
        return extra

    def _settle(
        self, sentence: Sentence, mentions: list[Mention], regions: set[str]
    ) -> Iterator[Mention]:
        """With qualifiers joined to the names before them, and names of several places settled."""
        text = sentence.text
        ordered = sorted(mentions, key=lambda m: m.start)
        for number, mention in enumerate(ordered):
            before = ordered[number - 1] if number else None
            following = ordered[number + 1] if number + 1 < len(ordered) else None
            if mention.place.kind is PlaceKind.REGION and CAPITAL.search(text[: mention.start]):
                yield replace(mention, qualifies=True)
                continue
            if before is not None and (
                qualifies(text, before, mention) or self._settles(text, before, mention)
            ):
                yield replace(mention, qualifies=True)
                continue
            if mention.adjective or mention.misspelt or mention.place.kind is not PlaceKind.CITY:
                yield mention
                continue
            if following is not None and (
                qualifies(text, mention, following) or self._settles(text, mention, following)
            ):
                name = following.place.name
                better = self.place(mention.written, name)
                fits = better is not None and (
                    better.region == name or name in better.within or following.is_country
                )
                yield replace(
                    mention,
                    place=better if better is not None and fits else mention.place,
                    qualified_by=following.end,
                )
                continue
            if mention.side is Side.CHINA and mention.place.region not in regions:
                options = (self.place(mention.written, region) for region in sorted(regions))
                fitting = [
                    o for o in options if o is not None and o.region in regions and large(o, 1)
                ]
                if fitting:
                    mention = replace(mention, place=fitting[0])
            yield mention

    def _settles(self, text: str, first: Mention, second: Mention) -> bool:
        """Whether an area says which of several places of a name is meant: "Bangor, in Gwynedd"."""
        between = text[first.end : second.start]
        if first.adjective or second.adjective or second.place.kind is PlaceKind.CITY:
            return False
        if re.fullmatch(r",? in |, |\s?\(", between) is None:
            return False
        better = self.place(first.written, second.place.name)
        return better is not None and second.place.name in (better.region, *better.within)

    def _in_city(self, text: str, mention: Mention, named: set[str]) -> Mention:
        """A district is taken for the city that it belongs to."""
        place = mention.place
        if place.kind is not PlaceKind.CITY or mention.adjective:
            return mention
        parent = ""
        if place.region in _CITY_STATES and place.name not in (place.region, "Bremerhaven"):
            parent = place.region or ""
        else:
            of = _PART_OF.match(text, mention.end)
            called = of is not None or _DISTRICT.match(text, mention.end) is not None
            for name in place.within:
                small = place.population < SURE_TOWN["CN"] and name in named
                if place.country == "CN" and (called or small):
                    parent = name
                    break
            if not parent and of is not None:
                parent = of["city"]
        city = self.place(parent) if parent else None
        if city is None or city.kind is not PlaceKind.CITY or city.country != place.country:
            return mention
        return replace(mention, place=city)


_CITY_STATES = frozenset(
    {
        "Beijing",
        "Shanghai",
        "Tianjin",
        "Chongqing",
        "Hong Kong",
        "Macau",
        "London",
        "Berlin",
        "Hamburg",
        "Bremen",
    }
)
_PART_OF = re.compile(
    r"(?:,|\s+is)?\s+(?:(?:the|a|an|ein|eine|einem|der|dem)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:district|suburb|borough|quarter|port|part|zone|area|[Ss]tadtteil|[Bb]ezirk|[Vv]orort|"
    r"[Hh]afen)\s+(?:of|in|von|der Stadt)\s+(?P<city>[A-Z][\w’']+)"
)
_DISTRICT = re.compile(
    r"(?:,? (?:and|und) [A-Z][\w’']+)?\s+"
    r"(?:districts?|new area|subdistrict|township|bezirk|distrikt)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(China|Hongkong|Taiwan|Peking|Shanghai|Schanghai|Deutschland|Asien)(?=reise|besuch|tour|trip|mission|aufenthalt|visite|delegation)"
)
_COMPASS = frozenset(
    f"{a}{joint}{b}"
    for a in ("north", "south")
    for b in ("east", "west")
    for joint in ("", " ", "-")
)
_ANYWHERE = Place("none", "", "CN", None, PlaceKind.CITY, point=None)  # type: ignore[arg-type]
