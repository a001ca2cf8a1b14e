"""What the atlas knows of one area."""

from __future__ import annotations

from data.atlas import Tie
from data.itinerary import find_place
from data.model import Agreement, Partnership
from data.profile import Profile, area_profile
from tests.builders import (
    CITIES,
    FixedGeocoder,
    incoming,
    itineraries,
    mission,
    origin,
    place,
    span,
    stop,
)

MISSIONS = itineraries(
    incoming(id="back", when=span("2018")),
    mission(
        id="signing",
        when=span("2016"),
        stops=(stop(), stop("Nanjing")),
        agreements=(
            Agreement(title="Signed there", kind="memorandum", place="Kunming"),
            Agreement(title="Signed with it", kind="memorandum", parties=("Nanjing", "Leipzig")),
        ),
    ),
    mission(id="undated", origins=(origin("Leipzig", "DE"),), stops=(stop("Nanjing"),)),
)


def ids(profile: Profile) -> list[str]:
    return [entry.mission.id for entry in profile.missions]


def test_a_city_its_missions_newest_first_and_its_agreements() -> None:
    kunming = area_profile("Kunming", MISSIONS, ())
    assert ids(kunming) == ["back", "signing"]
    assert ([e.mission.id for e in kunming.sent], kunming.undated) == (["back"], 0)
    assert [agreement.title for _, agreement in kunming.agreements] == ["Signed there"]
    nanjing = area_profile("Nanjing", MISSIONS, ())
    assert [agreement.title for _, agreement in nanjing.agreements] == ["Signed with it"]
    assert (ids(nanjing), nanjing.undated) == (["signing", "undated"], 1)


def test_a_region_has_what_its_cities_have() -> None:
    assert len(area_profile("England", MISSIONS, ()).agreements) == 2
    assert ids(area_profile("Yunnan", MISSIONS, ())) == ["back", "signing"]
    assert ids(area_profile("Atlantis", MISSIONS, ())) == []


def test_years_without_missions_stay_in_the_series() -> None:
    table = area_profile("Kunming", MISSIONS, ()).by_year(range(2016, 2019))
    assert table.to_dict("index") == {
        "2016": {"To China": 1, "From China": 0},
        "2017": {"To China": 0, "From China": 0},
        "2018": {"To China": 0, "From China": 1},
    }
    assert area_profile("Kunming", MISSIONS, ()).by_year(range(0)).empty


def test_counterparts_are_places_not_names() -> None:
    known = FixedGeocoder(
        {
            **CITIES,
            "Suzhou": place("Suzhou", region="Jiangsu"),
            "Suzhou (Anhui)": place("Suzhou", region="Anhui"),
            "Soochow": place("Suzhou", region="Jiangsu"),
        }
    )
    names = ("Suzhou", "Suzhou (Anhui)", "Soochow")
    entries = itineraries(*(mission(stops=(stop(name),)) for name in names), geocoder=known)
    table = area_profile("Liverpool", entries, ()).counterparts()
    assert table[["Place", "Region", "Missions"]].to_numpy().tolist() == [
        ["Suzhou", "Jiangsu", 2],
        ["Suzhou", "Anhui", 1],
    ]


def test_partnerships_of_either_side() -> None:
    partnership = Partnership(
        id="tie",
        kind="twin city",
        home=origin("Leipzig", "DE"),
        partner=origin("Nanjing", "CN"),
        sources=("a-report",),
    )
    known = FixedGeocoder()
    tie = Tie(partnership, *(find_place(x, known) for x in (partnership.home, partnership.partner)))
    assert area_profile("Saxony", (), (tie,)).ties == (tie,)
    assert area_profile("Nanjing", (), (tie,)).ties == (tie,)
    assert area_profile("Kunming", (), (tie,)).ties == ()
