"""Missions, places and an atlas for the tests of exports, each with only what a test is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from data.atlas import Atlas
from data.filters import Facet
from data.itinerary import find_places
from data.model import DateSpan, Mission, Source, Standing
from data.records import Records
from data.vocabulary import Sector, Vocabulary
from geo.places import (
    Candidate,
    Match,
    Outcome,
    Place,
    PlaceKind,
    PlaceQuery,
    Point,
    Resolution,
)

EVIL = "=1+1</title><script>alert(1)</script>"

SPOTS: Mapping[str, tuple[str, float, float]] = {
    "Liverpool": ("GB", -2.98, 53.41),
    "Bristol": ("GB", -2.6, 51.45),
    "Leipzig": ("DE", 12.37, 51.34),
    "Kunming": ("CN", 102.72, 25.04),
    "Nanjing": ("CN", 118.78, 32.06),
    "Beijing": ("CN", 116.4, 39.9),
    "Qingdao": ("CN", 120.38, 36.07),
    "Tianjin": ("CN", 117.18, 39.14),
    "Suva": ("FJ", 178.44, -18.14),
}
PLACES = {
    name: Place(f"t:{name}", name, code, None, PlaceKind.CITY, Point(lon, lat))
    for name, (code, lon, lat) in SPOTS.items()
} | {
    "West Midlands": Place(
        "t:wm", "West Midlands", "GB", "West Midlands", PlaceKind.REGION, Point(-2.0, 52.5)
    ),
    "Beijing": Place(
        "t:bj", "Beijing", "CN", None, PlaceKind.CITY, Point(116.4, 39.9), name_de="Peking"
    ),
}


class Fixed:
    """Knows the places above and no other."""

    def resolve(self, query: PlaceQuery) -> Resolution:
        place = PLACES.get(query.name)
        if place is None:
            return Resolution(query, Outcome.NOT_FOUND)
        return Resolution(query, Outcome.FOUND, (Candidate(place, Match.EXACT, place.name),))


def year(first: int, last: int | None = None) -> DateSpan:
    end = dt.date(last or first, 12, 31)
    return DateSpan(first=dt.date(first, 1, 1), last=end, standing=Standing.STATED)


def named(names: Iterable[str]) -> list[dict[str, str]]:
    """Place names with their countries; Atlantis is a British town that nobody can find."""
    lost = {"Atlantis": "GB"}
    return [
        {"name": n, "country": PLACES[n].country if n in PLACES else lost.get(n, "CN")}
        for n in names
    ]


def mission(
    key: str = "m",
    origins: Iterable[str] = ("Liverpool",),
    stops: Iterable[str] = ("Kunming",),
    when: DateSpan | None = None,
    **more: Any,
) -> Mission:
    values = {"title": f"Mission {key}", "direction": "outbound", "status": "held"} | more
    values |= {"id": key, "origins": named(origins), "stops": named(stops), "when": when}
    return Mission.model_validate({"sources": ("report",), **values})


def visit(key: str, origin: str = "Kunming", stop: str = "Liverpool", **more: Any) -> Mission:
    return mission(key, (origin,), (stop,), direction="inbound", **more)


def atlas(*missions: Mission, sources: Iterable[Source] = ()) -> Atlas:
    known = {source.id: source for source in sources} or {
        "report": Source(id="report", title="A report", publisher="The Paper", published=year(2016))
    }
    sector = Sector(key="education", en="Education and skills", de="Bildung")
    records = Records(missions, (), known, Vocabulary({"education": sector}))
    made = Atlas(records, find_places(missions, Fixed()), ())
    assert Facet.SECTOR in made.known
    return made
