"""Asks a geocoder for the places that cells name, and remembers the answers by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.itinerary import Geocoder
from data.model import CHINA, HOME_COUNTRIES
from geo.names import fold
from geo.places import Candidate, Match, Outcome, Place, PlaceKind, PlaceQuery, Point, Resolution
from geo.resolver import Resolver

MOST_CANDIDATES = 5
_LARGE = 50_000
"""Inhabitants that a town has at least to be looked for within a longer text."""
_SURE = (Match.EXACT, Match.ALIAS, Match.CORRECTION)


class Certainty(StrEnum):
    """How far a place in words is settled."""

    SURE = "sure"
    FUZZY = "fuzzy"
    """Found by a name that is nearly right, or within a longer text."""
    AMBIGUOUS = "ambiguous"
    """Several places may be meant."""
    UNKNOWN = "unknown"
    """No place of this name was found."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for."""

    written: str
    """The name as it was written."""
    certainty: Certainty
    candidates: tuple[Place, ...] = ()
    """The likeliest first; empty when unknown."""
    land: str | None = None
    """ISO code of the country that stands beside the name of an unknown place."""

    @property
    def country(self) -> str | None:
        """ISO code of the country that it lies in, as far as it is known."""
        return self.candidates[0].country if self.candidates else self.land

    @property
    def place(self) -> Place | None:
        """The likeliest place."""
        return self.candidates[0] if self.candidates else None

    @property
    def sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.certainty is Certainty.SURE


@dataclass
class PlaceFinder:
    """Finds places for one import. What a person has chosen for a name holds for all its rows."""

    geocoder: Geocoder
    chosen: Mapping[str, Place] = field(default_factory=dict)
    """Place by folded name, as chosen by a person."""
    nearest: Callable[[Point], tuple[Place, float] | None] | None = None
    """The town nearest to a point, and how many km off; None: points mean nothing."""
    knows: Callable[[str], bool] | None = None
    """Whether a text may be a name at all, told without looking for it; None: always look."""
    _known: dict[PlaceQuery, Resolution] = field(default_factory=dict)
    _hints: dict[tuple[str, tuple[str, ...]], Found | None] = field(default_factory=dict)

    def ask(
        self, name: str, countries: tuple[str, ...] = (), region: str | None = None
    ) -> Resolution:
        """The geocoder's answer, asked once."""
        query = PlaceQuery(name, countries, region)
        known = self._known.get(query)
        if known is None:
            known = self._known[query] = self.geocoder.resolve(query)
        return known

    def is_name(self, text: str) -> bool:
        """Whether all of the text is the name of a place: "Bath and North East Somerset"."""
        if self.knows is not None and not self.knows(text):
            return fold(text) in self.chosen
        best = self.ask(text).best
        return best is not None and best.match in _SURE and _whole(best, text)

    def find(self, name: str, countries: tuple[str, ...] = (), region: str | None = None) -> Found:
        """What a name stands for.

        Countries and region narrow the choice down; where no place of the name lies in them, it is
        looked for everywhere.
        """
        chosen = self.chosen.get(fold(name))
        if chosen is not None:
            return Found(name, Certainty.SURE, (chosen,))
        answer = self.ask(name, countries, region)
        best = answer.best
        if countries and (best is None or best.match is Match.FUZZY):
            anywhere = self.ask(name, (), region)
            if anywhere.best is not None and anywhere.best.match in _SURE:
                answer, best = anywhere, anywhere.best
        if not countries and answer.outcome is Outcome.AMBIGUOUS:
            narrowed = self.ask(name, tuple(sorted(CHINA | HOME_COUNTRIES)), region)
            if narrowed.outcome is Outcome.FOUND:
                answer, best = narrowed, narrowed.best
        if best is None:
            return Found(name, Certainty.UNKNOWN)
        places = tuple(candidate.place for candidate in answer.candidates[:MOST_CANDIDATES])
        if answer.outcome is Outcome.AMBIGUOUS:
            return Found(name, Certainty.AMBIGUOUS, places)
        sure = best.match in (*_SURE, Match.ONLINE)
        return Found(name, Certainty.SURE if sure else Certainty.FUZZY, places)

    def within(self, text: str, countries: tuple[str, ...] = ()) -> Found | None:
        """The place named in a longer text, such as "IHK zu Leipzig"; never sure. None without."""
        key = (text, countries)
        if key not in self._hints:
            self._hints[key] = self._within(text, countries)
        return self._hints[key]

    def _within(self, text: str, countries: tuple[str, ...]) -> Found | None:
        words = re.findall(r"[^\W\d_](?:[\w'’.-]*\w)?", text)[:30]
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length])
                if len(phrase) < 4 or not phrase[0].isupper():
                    continue
                if self.knows is not None and not self.knows(phrase):
                    continue
                answer = self.ask(phrase, countries)
                best = answer.best
                if best is None or best.match not in _SURE or not _whole(best, phrase):
                    continue
                place = best.place
                if place.kind is PlaceKind.COUNTRY or 0 < place.population < _LARGE:
                    continue
                places = tuple(c.place for c in answer.candidates[:MOST_CANDIDATES])
                return Found(text, Certainty.FUZZY, places)
        return None


def open_finder(resolver: Resolver, chosen: Mapping[str, Place] | None = None) -> PlaceFinder:
    """A finder over a resolver that asks no online service: a file may hold thousands of names.

    Args:
        resolver: corrections and gazetteer are taken from it.
        chosen: places that a person has chosen for names, by the name as written.
    """
    offline = Resolver(resolver.gazetteer, corrections=resolver.corrections)
    named = {fold(name): place for name, place in (chosen or {}).items()}
    corrected = {key.name for key in resolver.corrections} | named.keys()

    def knows(text: str) -> bool:
        return resolver.gazetteer.knows(text) or fold(text) in corrected

    return PlaceFinder(offline, named, resolver.gazetteer.nearest, knows)


def lies_in(place: Place, area: Place) -> bool:
    """Whether a place lies in an area, by the names of what holds it."""
    if area.key == place.key:
        return False
    if area.kind is PlaceKind.COUNTRY:
        held = area.country == "CN" and place.country in ("HK", "MO")
        return held or (place.country == area.country and place.kind is not PlaceKind.COUNTRY)
    return place.country == area.country and area.name in (place.region, *place.within)


def _whole(best: Candidate, text: str) -> bool:
    return fold(best.matched_name) == fold(text)
