"""What a column looks like by its cells: days, places at home or in China, numbers, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.date_tokens import UnreadableDateError
from data.dates import YEARS
from data.model import CHINA, HOME_COUNTRIES
from data.spreadsheet.cells import Sheet, Value, shown
from data.spreadsheet.fields import Field
from data.spreadsheet.headers import Header
from data.spreadsheet.places import Certainty, PlaceFinder
from data.spreadsheet.routes import read_route
from data.spreadsheet.values import read_urls
from data.written_dates import read_date
from geo.names import fold
from geo.places import PlaceKind

SAMPLED = 25
"""Cells of a column that are looked at."""
POINT = re.compile(r"\s*Point\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)\s*", re.IGNORECASE)
"""A point as Wikidata's exports write it: longitude, then latitude."""
_MOST = 0.6
_FEW = 0.2
_VAGUE = frozenset(
    fold(name)
    for name in (
        *("city", "cities", "stadt", "städte", "ort", "orte", "place", "places", "location"),
        *("locations", "region", "land", "country", "bundesland", "provinz", "province", "from"),
        *(
            "to",
            "von",
            "nach",
            "departure",
            "start",
            "partner city",
            "partnerstadt",
            "local authority",
        ),
        *("host city", "venue", "kommune", "city region", "staat", "name"),
    )
)
"""Names of columns that do not say which end of a journey is meant."""
_DATES = frozenset({Field.DATES, Field.START, Field.END})
_PLACES = frozenset(
    {
        Field.ORIGIN,
        Field.DESTINATION,
        Field.DESTINATION_COUNTRY,
        Field.DESTINATION_REGION,
        Field.ORIGIN_COUNTRY,
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """Shares of a column's filled cells, 0 to 1."""

    filled: int = 0
    dates: float = 0.0
    years: float = 0.0
    home: float = 0.0
    """Places in the UK or Germany."""
    away: float = 0.0
    """Places in China."""
    anywhere: float = 0.0
    """Places at all."""
    countries: float = 0.0
    """Names of whole countries."""
    urls: float = 0.0
    points: float = 0.0
    numbers: float = 0.0
    length: float = 0.0
    """Mean number of characters."""

    @property
    def certain(self) -> bool:
        """Whether what it holds can hardly be anything else, whatever it is called."""
        return max(self.dates, self.urls, self.points, self.away) >= 0.8 and self.filled >= 3

    @property
    def guess(self) -> Field | None:
        """What the column is without a name; None when it cannot be told."""
        if not self.filled:
            return None
        if self.points >= _MOST:
            return Field.SOURCE_POINT
        if self.urls >= _MOST:
            return Field.SOURCE_URL
        if self.years >= 0.9:
            return Field.YEAR
        if self.dates >= _MOST:
            return Field.DATES
        if self.countries >= _MOST:
            return Field.DESTINATION_COUNTRY
        if self.away >= _MOST:
            return Field.DESTINATION
        if self.home >= _MOST:
            return Field.ORIGIN
        return None

    def corrected(self, field: Field | None, name: str) -> Field | None:
        """The field that a column of this name really is; the given one when nothing speaks
        against it."""
        if not self.filled or field is None:
            return field
        if field in _DATES and self.dates <= _FEW and self.anywhere >= _MOST:
            return Field.ORIGIN if field is Field.START else Field.DESTINATION
        if field in _PLACES and self.dates >= _MOST and self.anywhere <= _FEW:
            return Field.START if field is Field.ORIGIN else Field.END
        if field is Field.COMPANIES and self.numbers <= _FEW:
            return Field.NOTE
        if field is Field.STATUS and self.dates >= _MOST:
            return Field.NOTE
        if field is Field.DESTINATION and self.anywhere <= _FEW and self.length >= 30:
            return Field.PURPOSE
        if fold(name) not in _VAGUE:
            return field
        return self._end(field)

    def _end(self, field: Field) -> Field:
        """Which end of the journey a vague name means."""
        if field in (Field.DESTINATION, Field.DESTINATION_REGION) and self.home >= _MOST:
            return Field.ORIGIN
        if field is Field.DESTINATION_COUNTRY and self.home >= _MOST:
            return Field.ORIGIN_COUNTRY if self.countries >= _MOST else Field.ORIGIN
        if field is Field.ORIGIN and self.away >= _MOST:
            return Field.DESTINATION
        if field is Field.DESTINATION and self.countries >= _MOST:
            return Field.DESTINATION_COUNTRY
        if field is Field.LEADERS and self.anywhere >= 0.9:
            return Field.ORIGIN if self.home >= _MOST else Field.DESTINATION
        return field


def look_at(sheet: Sheet, header: Header, column: int, finder: PlaceFinder) -> Look:
    """What the cells of a column below the header hold."""
    values: list[Value] = []
    for row in sheet.rows:
        if row.number > header.last_row and row.cell(column) is not None:
            values.append(row.cell(column))
            if len(values) >= SAMPLED:
                break
    if not values:
        return Look()
    texts = [shown(value)[:300] for value in values]
    kinds = [_place_kind(text, finder) for text in texts]
    count = len(values)
    return Look(
        filled=count,
        dates=sum(map(_is_date, values)) / count,
        years=sum(text.isdigit() and int(text[:9]) in YEARS for text in texts) / count,
        home=sum(kind.startswith("home") for kind in kinds) / count,
        away=sum(kind.startswith("away") for kind in kinds) / count,
        anywhere=sum(bool(kind) for kind in kinds) / count,
        countries=sum(kind.endswith("country") for kind in kinds) / count,
        urls=sum(bool(read_urls(text)) for text in texts) / count,
        points=sum(bool(POINT.fullmatch(text)) for text in texts) / count,
        numbers=sum(any(c.isdigit() for c in text) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def _is_date(value: Value) -> bool:
    try:
        return read_date(value, year=2000) is not None and not isinstance(value, bool)
    except UnreadableDateError:
        return False


def _place_kind(text: str, finder: PlaceFinder) -> str:
    if not any(c.isalpha() for c in text) or len(text) > 200:
        return ""
    route = read_route(text, finder)
    settled = (Certainty.SURE, Certainty.AMBIGUOUS, Certainty.FUZZY)
    places = [s.place for s in route.stops if s.place and s.found.certainty in settled]
    exact = [s for s in route.stops if s.found.certainty in (Certainty.SURE, Certainty.AMBIGUOUS)]
    if not places or len(exact) < 0.5 * len(route.stops):
        return ""
    lands = {place.country for place in places}
    end = "home" if lands & HOME_COUNTRIES else "away" if lands & CHINA else "other"
    whole = all(place.kind is PlaceKind.COUNTRY for place in places)
    return f"{end} country" if whole else end
