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

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from geo.extract import Extract, Hits, Record
from geo.fuzzy import FuzzyIndex
from geo.likely import BY_LIKELIHOOD, SEAT_BONUS, Area, Found, Scored, distance_km
from geo.names import fold, is_han
from geo.places import Match, PlaceKind, PlaceQuery
from geo.readings import Reading, clean, readings, strip_words

HOME = frozenset({"CN", "HK", "MO", "TW", "GB", "DE"})
"""The countries that the atlas is about."""
_HOME_BONUS = 0.8
_CLASSES = ((0.5, Match.EXACT), (0.0, Match.ALIAS), (-1.0, Match.ALIAS))
"""What a usual name, a further and a rare one give a score, and how they are told of."""
_ANYWHERE: frozenset[str] = frozenset()
_SHORT_NAME = 3
"""Letters: a name with fewer may be a code."""
_VICINITY_KM = 50.0
"""How far a place may be from the town it is said to be at."""
_LOOSE_WEIGHT = 400
"""Ten thousand inhabitants: the least for a name parted from its region by a mere space."""
_SHORT_FUZZY_WEIGHT = {5: 600, 6: 545}
"""A million and 350,000: the least for a slip in a name of five or six letters."""
_GREAT_WEIGHT = 600
"""A million inhabitants."""
_STRICT_KINDS = (frozenset({PlaceKind.REGION}), frozenset({PlaceKind.DISTRICT}))


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
        countries = frozenset(c.upper() for c in query.countries) if query.countries else _ANYWHERE
        if not query.region and (found := self._plain(text, countries)):
            return found
        notes: list[str] = []
        hint = self._hint(query, notes)
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

    def _plain(self, text: str, countries: frozenset[str]) -> Found | None:
        """What `find` gives for a text that as a whole is a name, without a hint: most are of this
        sort, and need no weighing of readings. None where a closer look is needed."""
        folded = fold(text)
        hits = self.extract.hits(folded)
        if hits is None or hits.slip or len(folded) < _SHORT_NAME:
            return None
        places: list[Scored] = []
        for rows, (bonus, match) in zip(hits[:3], _CLASSES, strict=True):
            for number in rows:
                record = self.extract.record(number)
                if not countries or record.country in countries:
                    score = _score(record, bonus, countries)
                    places.append(Scored(record, match, folded, 100.0, 0, score, True, True))
        if not places:
            return None
        if len(places) > 1:
            places.sort(key=BY_LIKELIHOOD)
        return Found(tuple(places), ())

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
        short = len(reading.name) < _SHORT_NAME and reading.name.isascii()
        for rows, (bonus, match) in zip(hits[:3], _CLASSES, strict=True):
            for number in rows:
                record = self.extract.record(number)
                # Two letters are a country's code, which is written in capitals, or no name at all.
                if not short or (record.kind is PlaceKind.COUNTRY and reading.written.isupper()):
                    yield record, match, reading.name, 100.0, 0, bonus

    def _nearly(
        self, reading: Reading, least: int = 0
    ) -> Iterator[tuple[Record, Match, str, float, int, float]]:
        """The places of so much weight at least whose name the reading nearly is."""
        least = max(least, _SHORT_FUZZY_WEIGHT.get(len(reading.name), 0))
        # "Liverpool FC" is not a misspelling of what is left without one of its words.
        words = reading.written.split()
        shorter = {fold(" ".join(words[:i] + words[i + 1 :])) for i in range(len(words))}
        for name, slips, likeness in self.fuzzy.near(reading.name):
            if name in shorter:
                continue
            hits = self.extract.hits(name) or Hits()
            for rows, (bonus, _) in zip((hits.exact, hits.usual), _CLASSES[:2], strict=True):
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
            if countries and record.country not in countries:
                continue
            if reading.loose and record.weight < _LOOSE_WEIGHT:
                continue
            fits = not known or all(self.lies_in(record, area) for area in known)
            if not fits and (reading.loose or match is Match.FUZZY):
                continue
            score = _score(record, bonus, countries)
            scored = Scored(
                record,
                match,
                folded,
                likeness,
                slips,
                score,
                hinted=hint is None or self.lies_in(record, hint),
                of_kind=not reading.kinds or record.kind in reading.kinds,
            )
            if not fits:
                # Kept only as a doubtful answer, and only within the country that was named.
                if not any(record.country in self._lands(area) for area in known):
                    continue
                outside = True
                scored = scored._replace(score=score - 100)
            before = best.get(record.number)
            if before is None or scored.order < before.order:
                best[record.number] = scored
        if not best:
            return Found((), ())
        places = [*best.values()]
        if len(places) > 1:
            places.sort(key=BY_LIKELIHOOD)
        notes = [
            f"“{text}” is not a region or place that the gazetteer knows, so it was left aside."
            for text, area in qualifiers
            if not area.known
        ]
        if likely := [s for s in places if s.score > 0]:
            places = likely
        elif outside:
            places = [s._replace(score=s.score + 100) for s in places]
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
        near = self._weigh(self._nearly(reading, _GREAT_WEIGHT), reading, countries, hint).places
        known = {s.record.number for s in found.places}
        great = tuple(s for s in near if s.record.number not in known)
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
                if record.kind is PlaceKind.COUNTRY:
                    countries.add(record.country)
                elif record.kind is PlaceKind.CITY:
                    towns.append(number)
                else:
                    areas.add(number)
        if "CN" in countries:
            countries |= {"HK", "MO"}  # "Hong Kong, China" is how both are commonly written
        return Area(frozenset(areas), frozenset(countries), tuple(dict.fromkeys(towns)))

    def _lands(self, area: Area) -> set[str]:
        rows = (*area.areas, *area.towns)
        return {self.extract.record(n).country for n in rows} | area.countries

    def lies_in(self, record: Record, area: Area) -> bool:
        """Whether a place is the area, lies in it, or lies near the town that is meant."""
        if record.country in area.countries or record.number in area.areas:
            return True
        if not area.areas.isdisjoint(record.areas) or record.number in area.towns:
            return True
        if record.kind is not PlaceKind.CITY:
            return False
        return any(distance_km(record, self.extract.record(n)) < _VICINITY_KM for n in area.towns)


def _score(record: Record, bonus: float, countries: frozenset[str]) -> float:
    score = record.weight / 100 + bonus + SEAT_BONUS * record.seat
    return score if countries or record.country not in HOME else score + _HOME_BONUS


def _country_steps(countries: frozenset[str]) -> Iterator[frozenset[str]]:
    yield countries
    if "CN" in countries and not {"HK", "MO"} <= countries:
        yield countries | {"HK", "MO"}


def _with_notes(
    found: Found, notes: list[str], allowed: frozenset[str], asked: frozenset[str]
) -> Found:
    more = list(found.notes)
    if found.places[0].record.country not in asked and allowed != asked:
        more.append(
            "Nothing in China proper bears the name; Hong Kong and Macau have codes of their own."
        )
    if not found.places[0].hinted:
        more.append(
            "No place of this name lies in the region hinted at, which ranks but hides nothing."
        )
    return Found(found.places, (*notes, *more), found.doubtful)
