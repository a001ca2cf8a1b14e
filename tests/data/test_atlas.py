"""The atlas opens whatever is damaged, and says what is not settled."""

from __future__ import annotations

import pytest

from data import atlas as opening
from data.atlas import Atlas, Tie, open_atlas
from data.filters import Facet, Filter, option_counts, select
from data.frames import make_tables
from data.headlines import headlines
from data.itinerary import find_place
from data.model import Mission, Partnership
from data.records import Records
from data.vocabulary import Vocabulary
from geo.errors import GazetteerError
from geo.places import Match, Outcome, PlaceQuery, Resolution
from tests.builders import CITIES, FixedGeocoder, itineraries, mission, origin, place, stop

QUIET = {"evidence": [{"field": f, "source": "a-report"} for f in ("direction", "status")]}
QUIET["evidence"] += [{"field": field, "source": "a-report"} for field in ("origins", "stops")]


def an_atlas(*missions: Mission, geocoder: FixedGeocoder | None = None) -> Atlas:
    records = Records(missions, (), {}, Vocabulary({}))
    return Atlas(records, tuple(itineraries(*missions, geocoder=geocoder)), ())


def test_a_settled_atlas_has_no_fault() -> None:
    assert an_atlas(mission(**QUIET)).faults() == []


def test_facts_without_evidence_are_faults() -> None:
    faults = an_atlas(mission(delegates=3, **QUIET)).faults()
    assert faults == ["A mission: nobody is named for delegates."]


def test_an_unfound_an_ambiguous_and_a_misspelt_place_are_faults() -> None:
    two = [place("Suzhou", region="Jiangsu"), place("Suzhou", region="Anhui")]
    known = FixedGeocoder({**CITIES, "Suzhou": two})
    stops = (stop("Lost"), stop("Suzhou"))
    lost, doubtful = an_atlas(mission(stops=stops, **QUIET), geocoder=known).faults()
    assert lost.startswith("A mission: 'Lost' is not on the map")
    assert "'Suzhou' is taken for Suzhou, Jiangsu. It may also mean Suzhou, Anhui." in doubtful
    nearly = FixedGeocoder({**CITIES, "Kumning": CITIES["Kunming"]}, match=Match.FUZZY)
    misspelt = an_atlas(mission(stops=(stop("Kumning"),), **QUIET), geocoder=nearly).faults()
    assert "A mission: 'Kumning' is taken for Kunming. Correct the spelling in the record." in (
        misspelt
    )


def test_places_of_partnerships_are_checked_too() -> None:
    tie = Partnership(
        id="tie",
        kind="twin city",
        home=origin(),
        partner=origin("Lost", "CN"),
        sources=("a-report",),
    )
    ends = [find_place(end, FixedGeocoder()) for end in (tie.home, tie.partner)]
    faults = Atlas(Records((), (tie,), {}, Vocabulary({})), (), (Tie(tie, *ends),)).faults()
    assert faults[0].startswith("Partnership of Liverpool and Lost: 'Lost' is not on the map")
    assert faults[1:] == [
        f"Partnership of Liverpool and Lost: nobody is named for {fact}."
        for fact in ("kind", "home", "partner")
    ]


def _damaged(*_: object) -> None:
    raise GazetteerError("gazetteer.txt.gz is damaged. Restore it.")


class _FailsLate:
    def __init__(self, *_: object) -> None: ...

    def resolve(self, query: PlaceQuery) -> Resolution:
        raise GazetteerError("gazetteer.txt.gz is damaged. Restore it.")


def test_without_a_gazetteer_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in (_damaged, _FailsLate):
        monkeypatch.setattr(opening, "open_resolver", broken)
        atlas = open_atlas()
        assert atlas.trouble.startswith("No place can be drawn. gazetteer.txt.gz is damaged.")
        assert atlas.faults() == [atlas.trouble]
        kept = select(atlas.itineraries, Filter(origins=("Liverpool",), text="kunming")).kept
        assert len(kept) == 2
        assert {visit.resolution.outcome for visit in kept[0].unplaced} == {Outcome.UNAVAILABLE}
        tables = make_tables(atlas.itineraries)
        assert (len(tables.flows), len(tables.places)) == (0, 0)
        assert {each.label: each.value for each in headlines(kept)}["Kilometres"] is None


def test_without_the_list_of_countries_codes_stand_for_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("data.itinerary.country_name", _damaged)
    monkeypatch.setattr("data.itinerary.fold", _damaged)
    monkeypatch.setattr(opening, "country_names", _damaged)
    atlas = open_atlas()
    assert atlas.trouble
    assert option_counts(atlas.itineraries, Filter(text="LEIPZIG"), Facet.FROM)["DE"] == 2


def test_what_filters_may_hold_and_missions_by_id() -> None:
    atlas = an_atlas(mission(id="one", lead="Council", sectors=("sport",)))
    assert atlas.known[Facet.SECTOR] == {"sport"}
    assert atlas.known[Facet.LEAD] == {"Council"}
    assert {"Yunnan", "China", "Kunming"} <= atlas.known[Facet.TO]
    assert atlas.itinerary("one") is atlas.itineraries[0]
    assert atlas.itinerary("two") is None
