"""A place named in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.model import CHINA, HOME_COUNTRIES
from geo.places import Place, PlaceKind


class Side(StrEnum):
    """Where a place lies, seen from the atlas."""

    HOME = "home"
    """The United Kingdom or Germany."""
    CHINA = "china"
    """With Hong Kong, Macau and Taiwan."""
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a sentence."""

    place: Place
    start: int
    """Offset in the sentence."""
    end: int
    sentence: int
    """Which sentence of the report."""
    written: str
    adjective: bool = False
    """Whether it is an adjective: "Leipziger", "Chinese"."""
    why_not: str = ""
    """Why it is no place that anybody comes from or goes to; empty when it may be one."""
    misspelt: bool = False
    qualified_by: int = -1
    """Offset in the sentence where its qualifier (", Yunnan province") ends; -1 without one."""
    qualifies: bool = False
    """Whether it only says where the place before it lies."""

    @property
    def side(self) -> Side:
        """Where it lies."""
        if self.place.country in HOME_COUNTRIES:
            return Side.HOME
        return Side.CHINA if self.place.country in CHINA else Side.THIRD

    @property
    def is_country(self) -> bool:
        """Whether it names a country and no place in it."""
        return self.place.kind is PlaceKind.COUNTRY
