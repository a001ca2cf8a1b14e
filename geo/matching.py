"""Which places a name may mean, and in which order: the rules of the gazetteer.

A reading of the text is looked up as it stands; only when no reading is known are nearly right
names tried. Among the places that bear the name the order is: those in the region hinted at, those
of the kind that the text says, fewer slips, then a score of

    log10(inhabitants) + 0.5 for a usual name, - 1 for a rare one
    + 0.8 for the seat of a district of its name + 0.8 at home without a country hint

So a usual name outweighs a threefold population and a metropolis is not beaten by a hamlet that
happens to bear its old name; and China, Taiwan, the UK and Germany outweigh a sixfold population
elsewhere, which finds Birmingham on the Tame but leaves Boston in Massachusetts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from geo.extract import Extract, Hits, Record
from geo.fuzzy import FuzzyIndex
from geo.names import fold, is_han, spellings
from geo.places import Match, PlaceKind, PlaceQuery
from geo.readings import Reading, clean, readings, strip_words

HOME = frozenset({"CN", "HK", "MO", "TW", "GB", "DE"})
"""The countries that the atlas is about."""
_HOME_BONUS = 0.8
_SEAT_BONUS = 0.8
_CLASS_BONUS = (0.5, 0.0, -1.0)
COMPARABLE = 1.0
"""Scores nearer than this are comparable: a place has at most ten times the other's inhabitants."""
_COMPARABLE_TOWN = 0.7
"""The same for a town that is not the seat of a district of its name: at most five times."""
_MILLIONS = 630
"""Two million inhabitants: no such town is comparable with a city as large as that."""
_NEIGHBOUR_KM = 25.0
"""Two entries of one name this near are the same spot on a map of the world."""
_VICINITY_KM = 50.0
"""How far a place may be from the town it is said to be at."""
_LOOSE_WEIGHT = 400
"""Ten thousand inhabitants: the least for a name parted from its region by a mere space."""
_SHORT_FUZZY_WEIGHT = {5: 600, 6: 545}
"""A million and 350,000: the least for a slip in a name of five or six letters."""
_GREAT_WEIGHT = 600
"""A million inhabitants."""
_STRICT_KINDS = (frozenset({PlaceKind.REGION}), frozenset({PlaceKind.DISTRICT}))
EARTH_KM = 6371.0088
"""Mean radius of the earth by the International Union of Geodesy and Geophysics."""


class Area(NamedTuple):
    """What a qualifier or a hint may stand for."""

    areas: frozenset[int]
    """Row numbers of regions, districts and city regions."""
    countries: frozenset[str]
    """ISO codes of countries."""
    towns: tuple[int, ...]
    """Row numbers of towns."""

    @property
    def known(self) -> bool:
        """Whether it stands for anything."""
        return bool(self.areas or self.countries or self.towns)


@dataclass(frozen=True, slots=True)
class Scored:
    """A place that the text may mean."""

    record: Record
    match: Match
    folded: str
    likeness: float
    slips: int
    score: float
    hinted: bool
    """Whether it lies in the region hinted at; True without a hint."""
    of_kind: bool
    """Whether it is what the text says it is; True when the text does not say."""

    @property
    def order(self) -> tuple[bool, bool, int, float, int]:
        """Sorts the likeliest first."""
        return (not self.hinted, not self.of_kind, self.slips, -self.score, self.record.number)

    @property
    def matched_name(self) -> str:
        """The name of the place that was matched, as the gazetteer writes it."""
        for name in self.record.names:
            if self.folded in spellings(name):
                return name
        return self.folded


class Found(NamedTuple):
    """The places that a text may mean, best first, and what was noticed on the way."""

    places: tuple[Scored, ...]
    notes: tuple[str, ...]
    doubtful: bool = False
    """Whether the text says something of the place that is not so."""


class Matcher:
    """Finds what a name may mean in an extract."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.area = lru_cache(maxsize=4096)(self._area)

    @cached_property
    def fuzzy(self) -> FuzzyIndex:
        """The names that misspellings are compared with, gathered at first use."""
        return FuzzyIndex(n for n, rows in self.extract.names.items() if "~" in rows[-2:])

    def find(self, query: PlaceQuery) -> Found:
        """Look for a name; `places` is empty when it is the name of nothing that is known."""
        text = clean(query.name)
        if not text:
            return Found((), ("There is no name of a place in this text.",))
        notes: list[str] = []
        hint = self._hint(query, notes)
        countries = frozenset(c.upper() for c in query.countries)
        doubt: Found | None = None
        for allowed in _country_steps(countries):
            for reading in readings(text):
                hits = self.extract.hits(reading.name)
                if hits is None:
                    continue
                found = self._weigh(self._exact(hits, reading), reading, allowed, hint)
                if not found.places:
                    continue
                if found.doubtful:
                    doubt = doubt or found
                    continue
                if hits.slip:
                    found = self._with_slips(found, reading, allowed, hint)
                return _with_notes(found, notes, allowed, countries)
        for reading in readings(text):
            found = self._weigh(self._nearly(reading), reading, countries, hint)
            if found.places and not found.doubtful:
                return _with_notes(found, notes, countries, countries)
        if doubt is not None:
            return _with_notes(doubt, notes, countries, countries)
        return Found((), tuple(notes))

    def named(self, name: str, region: str | None = None) -> tuple[Scored, ...]:
        """The places that bear just this name, best first: no word parted off, no slip allowed."""
        reading = Reading(fold(name), name)
        hits = self.extract.hits(reading.name)
        if hits is None:
            return ()
        if not is_han(name):
            # Of the many further names in GeoNames some are plain words of English and German.
            hits = Hits(hits.exact, hits.usual)
        hint = self._hint(PlaceQuery(name, region=region), [])
        return self._weigh(self._exact(hits, reading), reading, frozenset(), hint).places

    def _hint(self, query: PlaceQuery, notes: list[str]) -> Area | None:
        if not query.region or not query.region.strip():
            return None
        hint = self.area(query.region)
        if hint.known:
            return hint
        notes.append(
            f"“{query.region}” is not a region that the gazetteer knows, so it was left aside."
        )
        return None

    def _exact(
        self, hits: Hits, reading: Reading
    ) -> Iterator[tuple[Record, Match, str, float, int, float]]:
        short = len(reading.name) < 3 and reading.name.isascii()
        for rows, bonus, match in zip(
            hits[:3], _CLASS_BONUS, (Match.EXACT, Match.ALIAS, Match.ALIAS), strict=True
        ):
            for number in rows:
                record = self.extract.record(number)
                # Two letters are a country's code, which is written in capitals, or no name at all.
                if not short or (
                    record.place.kind is PlaceKind.COUNTRY and reading.written.isupper()
                ):
                    yield record, match, reading.name, 100.0, 0, bonus

    def _nearly(self, reading: Reading) -> Iterator[tuple[Record, Match, str, float, int, float]]:
        least = _SHORT_FUZZY_WEIGHT.get(len(reading.name), 0)
        # "Liverpool FC" is not a misspelling of what is left without one of its words.
        words = reading.written.split()
        shorter = {fold(" ".join(words[:i] + words[i + 1 :])) for i in range(len(words))}
        for name, slips, likeness in self.fuzzy.near(reading.name):
            if name in shorter:
                continue
            hits = self.extract.hits(name) or Hits()
            for rows, bonus in ((hits.exact, _CLASS_BONUS[0]), (hits.usual, _CLASS_BONUS[1])):
                for number in rows:
                    record = self.extract.record(number)
                    if record.weight >= least:
                        yield record, Match.FUZZY, name, likeness, slips, bonus

    def _weigh(
        self,
        hits: Iterable[tuple[Record, Match, str, float, int, float]],
        reading: Reading,
        countries: frozenset[str],
        hint: Area | None,
    ) -> Found:
        qualifiers = [(text, self.area(text)) for text in reading.qualifiers]
        known = [area for _, area in qualifiers if area.known]
        if reading.loose and (len(known) < len(qualifiers) or not any(a[0] or a[1] for a in known)):
            return Found((), ())
        best: dict[int, Scored] = {}
        outside = False
        for record, match, folded, likeness, slips, bonus in hits:
            if countries and record.place.country not in countries:
                continue
            if reading.loose and record.weight < _LOOSE_WEIGHT:
                continue
            fits = all(self.lies_in(record, area) for area in known)
            if not fits and (reading.loose or match is Match.FUZZY):
                continue
            score = record.weight / 100 + bonus + _SEAT_BONUS * record.seat
            if not countries and record.place.country in HOME:
                score += _HOME_BONUS
            scored = Scored(
                record,
                match,
                folded,
                likeness,
                slips,
                score,
                hinted=hint is None or self.lies_in(record, hint),
                of_kind=not reading.kinds or record.place.kind in reading.kinds,
            )
            if not fits:
                # Kept only as a doubtful answer, and only within the country that was named.
                if not any(record.place.country in self._lands(area) for area in known):
                    continue
                outside = True
                scored = replace(scored, score=score - 100)
            before = best.get(record.number)
            if before is None or scored.order < before.order:
                best[record.number] = scored
        places = sorted(best.values(), key=lambda s: s.order)
        if not places:
            return Found((), ())
        notes = [
            f"“{text}” is not a region or place that the gazetteer knows, so it was left aside."
            for text, area in qualifiers
            if not area.known
        ]
        if any(s.score > 0 for s in places):
            places = [s for s in places if s.score > 0]
        elif outside:
            places = [replace(s, score=s.score + 100) for s in places]
            notes.append(f"No place of this name lies in {' / '.join(reading.qualifiers)}.")
            return Found(tuple(places), tuple(notes), doubtful=True)
        if reading.kinds in _STRICT_KINDS and not places[0].of_kind:
            kind = " or ".join(sorted(reading.kinds))
            notes.append(f"The text says that it is a {kind}, which no place of this name is.")
            return Found(tuple(places), tuple(notes), doubtful=True)
        return Found(tuple(places), tuple(notes))

    def _with_slips(
        self, found: Found, reading: Reading, countries: frozenset[str], hint: Area | None
    ) -> Found:
        """The small places of a name, and the great city one slip away: either may be meant."""
        near = self._weigh(self._nearly(reading), reading, countries, hint).places
        known = {s.record.number for s in found.places}
        great = tuple(
            s for s in near if s.record.weight >= _GREAT_WEIGHT and s.record.number not in known
        )
        if not great or (found.places[0].hinted, found.places[0].of_kind) > (
            great[0].hinted,
            great[0].of_kind,
        ):
            return found
        name = great[0].record.place.name
        note = f"“{reading.written}” is a small place, and one slip away from {name}."
        rare = found.places[0].score < found.places[0].record.weight / 100
        places = (*great, *found.places) if rare else (*found.places, *great)
        return Found(places, (*found.notes, note), doubtful=True)

    def _area(self, text: str) -> Area:
        areas: set[int] = set()
        countries: set[str] = set()
        towns: list[int] = []
        text = clean(text)
        for name in (text, *(inner for inner, _ in strip_words(text))):
            hits = self.extract.hits(fold(name)) or Hits()
            for number in (*hits.exact, *hits.usual):
                record = self.extract.record(number)
                if record.place.kind is PlaceKind.COUNTRY:
                    countries.add(record.place.country)
                elif record.place.kind is PlaceKind.CITY:
                    towns.append(number)
                else:
                    areas.add(number)
        if "CN" in countries:
            countries |= {"HK", "MO"}  # "Hong Kong, China" is how both are commonly written
        return Area(frozenset(areas), frozenset(countries), tuple(dict.fromkeys(towns)))

    def _lands(self, area: Area) -> set[str]:
        rows = (*area.areas, *area.towns)
        return {self.extract.record(n).place.country for n in rows} | area.countries

    def lies_in(self, record: Record, area: Area) -> bool:
        """Whether a place is the area, lies in it, or lies near the town that is meant."""
        if record.place.country in area.countries or record.number in area.areas:
            return True
        if not area.areas.isdisjoint(record.areas) or record.number in area.towns:
            return True
        if record.place.kind is not PlaceKind.CITY:
            return False
        return any(distance_km(record, self.extract.record(n)) < _VICINITY_KM for n in area.towns)

    def rival(self, places: tuple[Scored, ...]) -> Scored | None:
        """The place that might as well be meant as the first one, or None.

        It must be as likely by hints, kind and slips, and comparable in score and in inhabitants.
        An area is no rival of a town in it, nor are two entries for one spot.
        """
        first = places[0]
        for other in places[1:]:
            if other.order[:3] != first.order[:3]:
                return None
            behind = first.score - other.score - _SEAT_BONUS * first.record.seat
            if behind >= COMPARABLE:
                return None
            town = other.record.place.kind is PlaceKind.CITY and not other.record.seat
            if town and first.record.weight >= _MILLIONS:
                continue
            ratio = _COMPARABLE_TOWN if town else COMPARABLE
            if max(behind, (first.record.weight - other.record.weight) / 100) >= ratio:
                continue
            if not self._related(first.record, other.record):
                return other
        return None

    def _related(self, one: Record, other: Record) -> bool:
        if one.number in other.areas or other.number in one.areas:
            return True
        if {one.place.kind, other.place.kind} & {PlaceKind.COUNTRY}:
            return one.place.country == other.place.country
        return distance_km(one, other) < _NEIGHBOUR_KM


def distance_km(one: Record, other: Record) -> float:
    """Great-circle distance of two places in kilometres (haversine, mean radius by IUGG)."""
    a, b = one.place.point, other.place.point
    north = math.sin(math.radians(b.lat - a.lat) / 2) ** 2
    east = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    both = math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat))
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, north + both * east)))


def _country_steps(countries: frozenset[str]) -> Iterator[frozenset[str]]:
    yield countries
    if "CN" in countries and not {"HK", "MO"} <= countries:
        yield countries | {"HK", "MO"}


def _with_notes(
    found: Found, notes: list[str], allowed: frozenset[str], asked: frozenset[str]
) -> Found:
    more = list(found.notes)
    if found.places[0].record.place.country not in asked and allowed != asked:
        more.append(
            "Nothing in China proper bears the name; Hong Kong and Macau have codes of their own."
        )
    if not found.places[0].hinted:
        more.append(
            "No place of this name lies in the region hinted at, which ranks but hides nothing."
        )
    return Found(found.places, (*notes, *more), found.doubtful)
