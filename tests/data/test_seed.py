"""The records that come with the atlas, held against what the five reports say."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from data.atlas import Atlas, open_atlas
from data.itinerary import Itinerary
from data.model import Direction, Standing, Status
from geo.places import Match, Outcome


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas()


def entry(atlas: Atlas, mission_id: str) -> Itinerary:
    found = atlas.itinerary(mission_id)
    assert found is not None
    return found


# id, when, standing, status, origins, stops, agreements
FACTS = [
    ("liverpool-city-region-six-cities", "None", None, "planned", "Liverpool City Region",
     "Kunming Chongqing Tianjin Beijing Qingdao Shanghai", 0),
    ("liverpool-china-2015", "September 2015", "inferred", "held", "Liverpool", "Kunming", 0),
    ("liverpool-kunming-2016", "25 February 2016", "inferred", "held", "Liverpool", "Kunming", 1),
    ("liverpool-education-shanghai-2024", "June 2024", "inferred", "planned", "Liverpool",
     "Shanghai", 0),
    ("british-mayors-chongqing-2025", "19 to 20 March 2025", "inferred", "held",
     "West Midlands, East Midlands, Greater Manchester, Liverpool City Region, Bristol, "
     "West of England", "Chongqing", 0),
    ("leipzig-nanjing-jining-2019", "25 to 30 June 2019", "stated", "held", "Leipzig",
     "Nanjing Jining", 2),
    ("leipzig-companies-china-2019", "8 July to 31 December 2019", "inferred", "planned",
     "Leipzig", "", 0),
    ("kunming-liverpool-2016", "2016", "stated", "held", "Kunming", "Liverpool", 0),
    ("chengdu-liverpool-2016", "2016", "stated", "held", "Chengdu", "Liverpool", 0),
    ("hong-kong-liverpool-2016", "2016", "stated", "held", "Hong Kong", "Liverpool", 0),
    ("jining-leipzig-2018", "2018", "inferred", "held", "Jining", "Leipzig", 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mission_id", "when", "standing", "status", "origins", "stops", "agreements"), FACTS
)
def test_a_mission_is_as_its_report_tells(
    atlas: Atlas,
    mission_id: str,
    when: str,
    standing: str | None,
    status: str,
    origins: str,
    stops: str,
    agreements: int,
) -> None:
    mission = entry(atlas, mission_id).mission
    assert str(mission.when) == when
    assert (mission.when.standing.value if mission.when else None) == standing
    assert mission.status is Status(status)
    assert ", ".join(origin.name for origin in mission.origins) == origins
    assert " ".join(stop.name for stop in mission.stops) == stops
    assert len(mission.agreements) == agreements
    china_first = mission.origins[0].country in ("CN", "HK")
    assert (mission.direction is Direction.INBOUND) == china_first


def test_these_are_all_the_missions_and_nothing_is_amiss(atlas: Atlas) -> None:
    assert {each.mission.id for each in atlas.itineraries} == {facts[0] for facts in FACTS}
    assert atlas.faults() == []
    assert atlas.press_reports == 5


def test_every_source_is_used_and_every_fact_has_evidence(atlas: Atlas) -> None:
    records = [each.mission for each in atlas.itineraries]
    ties = [tie.partnership for tie in atlas.ties]
    assert [record.unsupported() for record in (*records, *ties)] == [()] * 14
    used = {source for record in (*records, *ties) for source in record.sources}
    assert used == set(atlas.records.sources)
    for record in (*records, *ties):
        assert {item.source for item in record.evidence} == set(record.sources)


def test_what_a_date_is_and_what_is_said_of_it_agree(atlas: Atlas) -> None:
    for each in atlas.itineraries:
        if each.mission.when is not None:
            said = {item.standing for item in each.mission.evidence_for("when")}
            assert each.mission.when.standing in said


def test_the_calendar_bears_out_the_inferred_days() -> None:
    assert f"{dt.date(2016, 2, 25):%A}" == "Thursday"
    assert f"{dt.date(2025, 3, 20):%A}" == "Thursday"
    assert f"{dt.date(2025, 3, 21):%A}" == "Friday"


def test_figures_that_the_reports_give(atlas: Atlas) -> None:
    six = entry(atlas, "liverpool-city-region-six-cities").mission
    assert (six.delegates, six.duration_days, six.lead) == (20, 14, "Invest Liverpool")
    assert (six.stops[0].days, six.stops[1].written) == (3, "Chonqing")
    assert [str(figure) for figure in six.figures] == ["more than 15,000 miles"]
    assert entry(atlas, "liverpool-education-shanghai-2024").mission.duration_days == 4
    assert entry(atlas, "british-mayors-chongqing-2025").mission.duration_days == 2
    leipzig = entry(atlas, "leipzig-nanjing-jining-2019")
    figures = [(figure.name, str(figure)) for figure in leipzig.mission.figures]
    assert figures == [
        ("companies presented", "11"),
        ("distance from Nanjing to Jining", "about 500 km"),
    ]
    between = [leg.km for leg in leipzig.legs(leipzig.origins[0]) if not leg.home]
    assert between == [pytest.approx(425, abs=25)]
    assert [agreement.place for agreement in leipzig.mission.agreements] == ["Nanjing", "Jining"]


REGIONS = {
    "Kunming": "Yunnan",
    "Chongqing": "Chongqing",
    "Tianjin": "Tianjin",
    "Beijing": "Beijing",
    "Qingdao": "Shandong",
    "Shanghai": "Shanghai",
    "Nanjing": "Jiangsu",
    "Jining": "Shandong",
    "Chengdu": "Sichuan",
    "Hong Kong": "Hong Kong",
    "Leipzig": "Saxony",
    "Liverpool": "North West England",
    "Liverpool City Region": "North West England",
    "Greater Manchester": "North West England",
    "West Midlands": "West Midlands",
    "East Midlands": "East Midlands",
    "Bristol": "South West England",
    "West of England": "South West England",
}


def test_every_place_is_found_by_its_own_name_where_it_belongs(atlas: Atlas) -> None:
    visits = [visit for each in atlas.itineraries for visit in (*each.origins, *each.stops)]
    visits += [visit for tie in atlas.ties for visit in (tie.home, tie.partner)]
    for visit in visits:
        assert visit.resolution.outcome is Outcome.FOUND, visit.at
        assert visit.place is not None
        assert visit.resolution.best is not None
        assert visit.resolution.best.match is Match.EXACT, visit.at
        assert (visit.place.name, visit.place.country) == (visit.at.name, visit.at.country)
        assert visit.place.region == REGIONS[visit.at.name]
    assert {visit.at.name for visit in visits} == set(REGIONS)


@pytest.mark.parametrize(
    ("mission_id", "km"),
    [
        ("liverpool-kunming-2016", 2 * 8_766),
        ("liverpool-education-shanghai-2024", 2 * 9_190),
        ("british-mayors-chongqing-2025", 2 * 8_570),
        ("leipzig-nanjing-jining-2019", 8_280 + 420 + 7_880),
        ("hong-kong-liverpool-2016", 2 * 9_672),
        ("liverpool-city-region-six-cities", 21_200),
    ],
)
def test_kilometres_are_those_of_an_atlas(atlas: Atlas, mission_id: str, km: float) -> None:
    assert entry(atlas, mission_id).km == pytest.approx(km, rel=0.01)


def test_standing_partnerships(atlas: Atlas) -> None:
    since = {tie.partnership.id: tie.partnership.since for tie in atlas.ties}
    assert {key: str(when) for key, when in since.items()} == {
        "liverpool-shanghai": "1999",
        "liverpool-kunming": "25 February 2016",
        "leipzig-nanjing": "1988",
    }
    kunming = since["liverpool-kunming"]
    assert kunming is not None
    assert kunming.standing is Standing.INFERRED


def test_the_vocabulary_is_about_twenty_terms_and_no_word_means_two(atlas: Atlas) -> None:
    sectors = atlas.records.vocabulary.sectors
    assert 18 <= len(sectors) <= 24
    meanings = defaultdict(set)
    for sector in sectors.values():
        assert sector.synonyms_en
        assert sector.synonyms_de
        for name in sector.names():
            meanings[name.casefold()].add(sector.key)
            assert atlas.records.vocabulary.find(name) == sector.key
    assert {name: keys for name, keys in meanings.items() if len(keys) > 1} == {}
