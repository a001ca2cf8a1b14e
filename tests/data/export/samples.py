"""The builders' missions by their names, and an atlas of them, for the tests of exports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.atlas import Atlas
from data.filters import Facet
from data.itinerary import find_places
from data.model import DateSpan, Mission, Source
from data.records import Records
from data.vocabulary import Sector, Vocabulary
from tests import builders

EVIL = "=1+1</title><script>alert(1)</script>"
LOST = {"Atlantis": "GB"}
"""Countries of places that nobody can find; other such places are Chinese."""


def year(first: int, last: int | None = None) -> DateSpan:
    """A stated span of whole years."""
    return builders.span(str(first), str(last or first))


def named(names: Iterable[str]) -> list[dict[str, str]]:
    """Place names with their countries."""
    known = builders.CITIES
    return [
        {"name": name, "country": known[name].country if name in known else LOST.get(name, "CN")}
        for name in names
    ]


def mission(
    key: str = "m",
    origins: Iterable[str] = ("Liverpool",),
    stops: Iterable[str] = ("Kunming",),
    when: DateSpan | None = None,
    **more: Any,
) -> Mission:
    """A held mission between places by name, as the builders make it."""
    values = {"id": key, "title": f"Mission {key}", "sources": ("report",), "when": when} | more
    return builders.mission(**values, origins=named(origins), stops=named(stops))


def visit(key: str, origin: str = "Kunming", stop: str = "Liverpool", **more: Any) -> Mission:
    """A visit from China."""
    return mission(key, (origin,), (stop,), direction="inbound", **more)


def atlas(*missions: Mission, sources: Iterable[Source] = ()) -> Atlas:
    """An atlas of the missions, with one source that they all have unless told otherwise."""
    known = {source.id: source for source in sources} or {
        "report": Source(id="report", title="A report", publisher="The Paper", published=year(2016))
    }
    sector = Sector(key="education", en="Education and skills", de="Bildung")
    records = Records(missions, (), known, Vocabulary({"education": sector}))
    made = Atlas(records, find_places(missions, builders.FixedGeocoder()), ())
    assert Facet.SECTOR in made.known
    return made
