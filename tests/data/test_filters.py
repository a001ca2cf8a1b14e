"""One filter for the sidebar, a link and the command line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import YEARS
from data.filters import LONGEST_TEXT, Facet, Filter, option_counts, parse_query, select
from data.itinerary import Itinerary
from data.model import Direction
from tests.builders import incoming, itineraries, mission, origin, span, stop

VALUES = st.lists(st.text(min_size=1, max_size=20), unique=True, max_size=4).map(tuple)
YEAR = st.sampled_from(YEARS)
FILTERS = st.builds(
    Filter,
    years=st.none() | st.tuples(YEAR, YEAR).map(sorted).map(tuple),
    sectors=VALUES,
    origins=VALUES,
    destinations=VALUES,
    leads=VALUES,
    directions=st.lists(st.sampled_from(Direction), unique=True).map(tuple),
    text=st.text(max_size=LONGEST_TEXT).map(lambda text: " ".join(text.split())),
)
JUNK = st.dictionaries(
    st.sampled_from([facet.value for facet in Facet] + ["other"]),
    st.lists(st.text() | st.text("0123456789-", max_size=9), max_size=4),
)


@pytest.fixture(scope="module")
def four() -> list[Itinerary]:
    return itineraries(
        mission(id="old", when=span("2015"), sectors=("sport",), lead="City Council"),
        mission(id="undated", sectors=("sport",)),
        mission(
            id="german",
            when=span("2018", "2019"),
            origins=(origin("Leipzig", "DE"),),
            stops=(stop("Jining"), stop("Nanjing")),
            sectors=("energy",),
        ),
        incoming(id="visit", when=span("2016"), title="Visit of Señor Müller"),
    )


def ids(entries: list[Itinerary], **kw: object) -> list[str]:
    kept = select(entries, Filter(**kw)).kept  # type: ignore[arg-type]
    return [entry.mission.id for entry in kept]


@given(FILTERS)
def test_a_filter_survives_its_link(chosen: Filter) -> None:
    assert parse_query(chosen.to_query()) == (chosen, ())


@given(JUNK)
def test_junk_in_a_link_is_named_and_never_raises(query: dict[str, list[str]]) -> None:
    known = dict.fromkeys((Facet.SECTOR, Facet.FROM, Facet.TO, Facet.LEAD), ("a",))
    chosen, ignored = parse_query(query, known)
    assert parse_query(chosen.to_query(), known) == (chosen, ())
    words = [(part.facet.value, part.value) for part in ignored]
    assert all(value in query[facet] for facet, value in words)


@pytest.mark.parametrize("year", ["20150", "0002015", "000002015" + "0" * 5000, "1899", "２０１５"])
def test_odd_years_are_ignored(year: str) -> None:
    chosen, ignored = parse_query({"years": [year, "2016"]})
    assert chosen.years == (2016, 2016)
    assert [part.value for part in ignored] == [year]


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({}, ["old", "undated", "german", "visit"]),
        ({"years": (2015, 2016)}, ["old", "visit"]),
        ({"years": (2019, 2030)}, ["german"]),
        ({"sectors": ("sport", "energy")}, ["old", "undated", "german"]),
        ({"origins": ("Saxony",)}, ["german"]),
        ({"origins": ("United Kingdom", "China")}, ["old", "undated", "visit"]),
        ({"destinations": ("Jiangsu",), "sectors": ("sport",)}, []),
        ({"leads": ("City Council",)}, ["old"]),
        ({"directions": (Direction.INBOUND,)}, ["visit"]),
        ({"text": "SENOR muller"}, ["visit"]),
        ({"text": "england sport"}, ["old", "undated"]),
        ({"text": "昆明"}, ["old", "undated", "visit"]),
        ({"text": "nobody"}, []),
    ],
)
def test_what_a_filter_selects(
    four: list[Itinerary], chosen: dict[str, object], kept: list[str]
) -> None:
    assert ids(four, **chosen) == kept


def test_a_date_is_blamed_only_when_all_else_fits(four: list[Itinerary]) -> None:
    left = select(four, Filter(years=(2015, 2015), sectors=("sport",))).left_out
    assert [(out.itinerary.mission.id, out.facet, out.undated) for out in left] == [
        ("undated", Facet.YEARS, True),
        ("german", Facet.SECTOR, False),
        ("visit", Facet.SECTOR, False),
    ]
    other = select(four, Filter(years=(2015, 2015), sectors=("energy",))).left_out
    assert not any(out.undated for out in other)


def test_an_option_counts_what_it_would_leave_under_the_other_facets(
    four: list[Itinerary],
) -> None:
    chosen = Filter(sectors=("energy",), origins=("United Kingdom",))
    sectors = option_counts(four, chosen, Facet.SECTOR)
    origins = option_counts(four, chosen, Facet.FROM)
    assert sectors == {"sport": 2, "energy": 0}
    assert (origins["Germany"], origins["United Kingdom"]) == (1, 0)
    assert option_counts(four, Filter(), Facet.YEARS) == dict.fromkeys(
        ["2015", "2016", "2018", "2019"], 1
    )


@given(st.sampled_from([facet for facet in Facet if facet not in (Facet.YEARS, Facet.TEXT)]))
def test_a_count_is_what_choosing_the_option_keeps(facet: Facet) -> None:
    entries = itineraries(mission(sectors=("sport",), lead="Council"), incoming(), mission())
    for option, count in option_counts(entries, Filter(), facet).items():
        chosen, _ = parse_query({facet.value: [option]})
        assert len(select(entries, chosen).kept) == count
