"""Every table keeps its contract, whatever the itineraries."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.frames import FLOWS, LEGS, PLACES, STOPS, Columns, make_tables, years_in_words
from data.itinerary import Itinerary
from data.model import Agreement, Mission
from tests.builders import incoming, itineraries, mission, origin, span, stop

HOME = st.sampled_from([("Liverpool", "GB"), ("Leipzig", "DE"), ("Bootle", "GB")])
AWAY = st.sampled_from([("Kunming", "CN"), ("Nanjing", "CN"), ("Hong Kong", "HK"), ("Lost", "CN")])
ELSEWHERE = st.sampled_from([("Singapore", "SG"), ("Liverpool", "GB"), ("Nanjing", "CN")])
WHEN = st.sampled_from([None, span("2016"), span("2018", "2019")])


def _outbound(homes: list[Any], first: Any, others: list[Any], when: Any) -> Mission:
    return mission(
        origins=tuple(origin(*home) for home in homes),
        stops=tuple(stop(*city) for city in [first, *others]),
        when=when,
    )


def _inbound(starts: list[Any], home: Any, when: Any) -> Mission:
    origins = tuple(origin(*start) for start in starts)
    return incoming(origins=origins, stops=(stop(*home),), when=when)


MISSIONS = st.lists(
    st.builds(
        _outbound,
        st.lists(HOME, min_size=1, max_size=3),
        AWAY,
        st.lists(ELSEWHERE, max_size=3),
        WHEN,
    )
    | st.builds(_inbound, st.lists(AWAY, min_size=1, max_size=2), HOME, WHEN),
    max_size=6,
)


def assert_keeps(frame: pd.DataFrame, columns: Columns, key: str | None) -> None:
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(columns)
    assert not frame.isna().any(axis=None)
    assert key is None or frame[key].is_unique


@given(MISSIONS)
def test_the_tables_keep_their_contracts(missions: list[Mission]) -> None:
    entries = itineraries(*missions)
    tables = make_tables(entries)
    assert_keeps(tables.stops, STOPS, None)
    assert_keeps(tables.legs, LEGS, "leg_id")
    assert_keeps(tables.flows, FLOWS, "flow_id")
    assert_keeps(tables.places, PLACES, "key")
    found = sum(len(e.origins) + len(e.stops) - len(e.unplaced) for e in entries)
    assert len(tables.stops) == found
    lines = pd.concat([tables.flows, tables.legs])
    assert (lines["from_key"] != lines["to_key"]).all()
    assert lines["party"].isin(["GB", "DE"]).all()
    assert set(lines["from_key"]) | set(lines["to_key"]) <= set(tables.places["key"])


@given(MISSIONS)
def test_flows_sum_each_mission_once_a_pair(missions: list[Mission]) -> None:
    entries = itineraries(*missions)
    flows = make_tables(entries).flows
    assert list(flows["missions"]) == [len(set(keys)) for keys in flows["mission_ids"]]
    assert flows["missions"].sum() == sum(len(pairs(entry)) for entry in entries)


@given(MISSIONS)
def test_lead_legs_join_up_and_make_the_missions_kilometres(missions: list[Mission]) -> None:
    entries = itineraries(*missions)
    legs = make_tables(entries).legs
    for entry in entries:
        own = legs[(legs["mission_id"] == entry.mission.id) & legs["lead"]]
        assert own["km"].sum() == pytest.approx(entry.km or 0)
        assert list(own["from_key"][1:]) == list(own["to_key"][:-1])
        assert list(own["seq"]) == list(range(len(own)))


def pairs(entry: Itinerary) -> set[tuple[str, str]]:
    starts = {visit.place.key for visit in entry.origins if visit.place}
    ends = {visit.place.key for visit in entry.stops if visit.place}
    return {(start, end) for start in starts for end in ends if start != end}


def test_a_place_counts_its_missions_roles_and_agreements() -> None:
    signed = Agreement(title="MoU", kind="memorandum", place="Kunming")
    there = mission(id="there", stops=(stop(), stop("Nanjing"), stop()), agreements=(signed,))
    places = make_tables(itineraries(there, incoming(id="back"))).places.set_index("name")
    columns = ["role", "party", "missions", "agreements", "mission_ids"]
    assert list(places.loc["Kunming", columns]) == ["both", "", 2, 1, ("there", "back")]
    assert list(places.loc["Nanjing", columns]) == ["stop", "", 1, 0, ("there",)]
    assert list(places.loc["Liverpool", columns]) == ["both", "GB", 2, 0, ("there", "back")]


def test_a_joint_mission_shows_each_country_in_its_own_hue() -> None:
    tables = make_tables(itineraries(mission(origins=(origin(), origin("Leipzig", "DE")))))
    assert dict(zip(tables.flows["from_name"], tables.flows["party"], strict=True)) == {
        "Liverpool": "GB",
        "Leipzig": "DE",
    }
    assert set(zip(tables.legs["party"], tables.legs["lead"], strict=True)) == {
        ("GB", True),
        ("DE", False),
    }


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([], ""),
        ([None], "undated"),
        ([None, None], "2 undated"),
        ([span("2019"), span("2016"), span("2016")], "2016, 2019"),
        ([span("2018", "2019"), None], "2018, 2019 and 1 undated"),
    ],
)
def test_years_in_words(spans: list[Any], words: str) -> None:
    assert years_in_words([mission(when=when) for when in spans]) == words
