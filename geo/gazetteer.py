"""The offline gazetteer: names of places in English, German and Chinese, with geopy's interface.

>>> Gazetteer().geocode("Kanton", country_codes="CN").address
'Guangzhou, Guangdong, China'
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal, overload

from geopy import Location
from geopy import Point as GeopyPoint
from geopy.adapters import BaseSyncAdapter
from geopy.distance import EARTH_RADIUS
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from geo.answer import LIMIT, Answer, candidate
from geo.extract import FILE, KINDS, Extract
from geo.likely import Scored, rival
from geo.location import FirstLocation, location
from geo.matching import Matcher
from geo.names import fold
from geo.places import Candidate, Match, Outcome, Place, PlaceKind, PlaceQuery, Point, Resolution

_REMEMBERED = 50_000
_SEAT_FIRST = 80
"""Puts a city before the areas that are called after it, while somebody types."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """A transport for geopy that has nowhere to go."""

    def get_json(self, url: str, **_: Any) -> Any:
        raise GeocoderQueryError("The gazetteer works offline and asks nobody.")

    get_text = get_json


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no types
    """A geopy geocoder over an extract of GeoNames; no request leaves the machine.

    Raises GazetteerError when the extract is missing or damaged. Safe to share between threads.
    """

    def __init__(self, path: Path = FILE) -> None:
        super().__init__(adapter_factory=_NoNetwork, user_agent="mission-atlas")
        self._extract = Extract(path)
        self._matcher = Matcher(self._extract)
        self._resolved: dict[PlaceQuery, Resolution] = {}

    # --- geopy's interface ---------------------------------------------------------------------

    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[True] = True,
        country_codes: str | Collection[str] | None = None,
        region: str | None = None,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | None: ...
    @overload
    def geocode(
        self,
        query: str,
        *,
        exactly_one: Literal[False],
        country_codes: str | Collection[str] | None = None,
        region: str | None = None,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> list[Location] | None: ...
    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Collection[str] | None = None,
        region: str | None = None,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The place of a name as a geopy Location, or a list of all; None when there is none.

        `country_codes` (ISO 3166-1 alpha-2, any case) keeps only places in those countries,
        `region` ranks places in that region first. `raw` of a location is a dict of the candidate.
        `timeout` is there for geopy's sake. Raises geopy's GeocoderQueryError for a limit below 1.
        """
        if limit is not None and limit < 1:
            raise GeocoderQueryError("The limit must be at least 1.")
        codes = (country_codes,) if isinstance(country_codes, str) else tuple(country_codes or ())
        asked = PlaceQuery(query, codes, region)
        if exactly_one:
            answer = self.resolve(asked)
            return None if answer.outcome is Outcome.NOT_FOUND else FirstLocation(answer)
        return [location(found) for found in self.search(asked, limit=limit)] or None

    @overload
    def reverse(
        self,
        query: Any,
        *,
        exactly_one: Literal[True] = True,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | None: ...
    @overload
    def reverse(
        self,
        query: Any,
        *,
        exactly_one: Literal[False],
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> list[Location] | None: ...
    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The town nearest to a point, or the nearest few; None when the gazetteer has no towns.

        `query` is what geopy takes for a point: a geopy Point, (latitude, longitude), or a text.
        How far the town is, is for the caller to judge. Raises ValueError for what is no point.
        """
        point = query if isinstance(query, GeopyPoint) else GeopyPoint(query)
        near = self._near(point.latitude, point.longitude)
        chosen = islice(near, 1 if exactly_one else limit or LIMIT)
        locations = [location(Candidate(p, Match.EXACT, p.name)) for p, _ in chosen]
        if exactly_one:
            return locations[0] if locations else None
        return locations or None

    # --- our own -------------------------------------------------------------------------------

    def search(self, query: PlaceQuery, *, limit: int | None = None) -> tuple[Candidate, ...]:
        """The places that a name may mean, best first; empty when it means none."""
        if limit is None or limit <= LIMIT:
            return self.resolve(query).candidates[:limit]  # which are remembered
        return tuple(map(candidate, self._matcher.find(query).places[:limit]))

    def resolve(self, query: PlaceQuery) -> Resolution:
        """The answer to a query: found, ambiguous with the likeliest first, or not found.

        Answers are remembered, so asking the same again costs nothing.
        """
        known = self._resolved.get(query)
        if known is None:
            if len(self._resolved) >= _REMEMBERED:
                self._resolved.clear()
            found = self._matcher.find(query)
            known = self._resolved[query] = Answer(query, found, rival(found.places))
        return known

    def named(self, name: str, *, region: str | None = None) -> tuple[Candidate, ...]:
        """The places that bear just this name in any spelling, likeliest first; empty for none.

        Unlike `resolve`, it parts no word off and allows for no slip: what a reader of running
        text needs, who tries many words that are no names. `region` ranks places in it first.
        """
        return tuple(map(candidate, self._matcher.named(name, region)))

    def nearest(self, point: Point, *, country: str | None = None) -> tuple[Place, float] | None:
        """The town nearest to a point, in a country or anywhere, and how many km off; or None."""
        near = self._near(point.lat, point.lon)
        return next((n for n in near if country is None or n[0].country == country), None)

    def place(self, key: str) -> Place | None:
        """The place with a key such as ``gn:1804651``, or None."""
        number = self._keys.get(key)
        return None if number is None else self._extract.record(number).place

    def knows(self, name: str) -> bool:
        """Whether a place bears just this name, in any way of writing it that means the same.

        Much cheaper than looking for it: nothing is taken apart, and no misspelling is mended.
        """
        return fold(name) in self._extract.names

    def places(
        self,
        *,
        kinds: Collection[PlaceKind] = tuple(PlaceKind),
        countries: Collection[str] = (),
        population: int = 0,
    ) -> Iterator[Place]:
        """All places of some kinds and countries with so many inhabitants, in the file's order.

        Takes every row of those countries apart, so ask for few kinds and not at every turn.
        """
        letters = {letter for letter, kind in KINDS.items() if kind in kinds}
        for number, row in enumerate(self._extract.rows):
            _, _, country, kind, _ = row.split("\t", 4)
            if kind in letters and (not countries or country in countries):
                place = self._extract.record(number).place
                if place.population >= population:
                    yield place

    def names(
        self, *, countries: Collection[str] = (), population: int = 100_000
    ) -> tuple[str, ...]:
        """English names of the towns of some countries with so many inhabitants, sorted."""
        towns = self.places(kinds=(PlaceKind.CITY,), countries=countries, population=population)
        return tuple(sorted({place.name for place in towns}))

    def suggest(
        self, prefix: str, *, countries: Collection[str] = (), limit: int = LIMIT
    ) -> tuple[Candidate, ...]:
        """Places with a usual name that starts so, the most populous first; none for no prefix."""
        start = fold(prefix)
        if not start:
            return ()
        best: dict[int, tuple[int, str]] = {}
        for name in self._from(start):
            hits = self._extract.hits(name)
            for number in (*hits.exact, *hits.usual) if hits else ():
                best.setdefault(number, (self._weight(number), name))
        ranked = sorted(best, key=lambda n: (-best[n][0], n))
        records = (self._extract.record(n) for n in ranked)
        chosen = (r for r in records if not countries or r.place.country in countries)
        found = []
        for record, _ in zip(chosen, range(limit), strict=False):
            folded = best[record.number][1]
            exact = record.number in (self._extract.hits(folded) or ((),))[0]
            match = Match.EXACT if exact else Match.ALIAS
            found.append(candidate(Scored(record, match, folded, 100.0, 0, 0.0, True, True)))
        return tuple(found)

    # --- inner parts ---------------------------------------------------------------------------

    def _near(self, latitude: float, longitude: float) -> Iterator[tuple[Place, float]]:
        """Towns and their great-circle distance in km from a point, nearest first."""
        import numpy as np

        numbers, vectors = self._towns
        lat, lon = np.radians(latitude), np.radians(longitude)
        here = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        cosines = vectors @ here
        for index in np.argsort(-cosines, kind="stable"):
            km = EARTH_RADIUS * math.acos(min(1.0, max(-1.0, float(cosines[index]))))
            yield self._extract.record(int(numbers[index])).place, km

    def _weight(self, number: int) -> int:
        cells = self._extract.rows[number].split("\t", 8)
        return int(cells[7]) + (_SEAT_FIRST if cells[3] == "s" else 0)

    def _from(self, start: str) -> Iterator[str]:
        names = self._sorted_names
        for index in range(bisect_left(names, start), len(names)):
            if not names[index].startswith(start):
                return
            yield names[index]

    @cached_property
    def _sorted_names(self) -> list[str]:
        return sorted(self._extract.names)

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {row.split("\t", 1)[0]: n for n, row in enumerate(self._extract.rows)}

    @cached_property
    def _towns(self) -> tuple[Any, Any]:
        """Row numbers of towns (int64) and their unit vectors (float64, n by 3)."""
        import numpy as np

        cells = (row.split("\t", 6) for row in self._extract.rows)
        towns = [
            (n, float(c[4]), float(c[5]))
            for n, c in enumerate(cells)
            if KINDS[c[3]] is PlaceKind.CITY
        ]
        table = np.array(towns, dtype=float).reshape(-1, 3)
        lat, lon = np.radians(table[:, 1]), np.radians(table[:, 2])
        vectors = np.stack(
            [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1
        )
        return table[:, 0].astype(np.int64), vectors
