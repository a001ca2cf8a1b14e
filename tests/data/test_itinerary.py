"""Places found, legs in travel order, and the names that filters mean them by."""

from __future__ import annotations

import pytest

from data.itinerary import find_place
from geo.places import PlaceKind
from tests.builders import CITIES, FixedGeocoder, itineraries, mission, origin, place, stop


def ends(names: list[str]) -> list[tuple[str, str, bool]]:
    [entry] = itineraries(mission(stops=tuple(stop(name) for name in names)))
    return [(leg.start.name, leg.end.name, leg.home) for leg in entry.legs(entry.origins[0])]


@pytest.mark.parametrize(
    ("names", "legs"),
    [
        (
            ["Kunming", "Jining"],
            [
                ("Liverpool", "Kunming", True),
                ("Kunming", "Jining", False),
                ("Jining", "Liverpool", True),
            ],
        ),
        (["Kunming", "Nowhere"], [("Liverpool", "Kunming", True), ("Kunming", "Liverpool", True)]),
        (
            ["Liverpool", "Kunming", "Kunming"],
            [("Liverpool", "Kunming", True), ("Kunming", "Liverpool", True)],
        ),
        (["Nowhere"], []),
    ],
)
def test_legs_lead_over_the_places_found_and_home(
    names: list[str], legs: list[tuple[str, str, bool]]
) -> None:
    assert ends(names) == legs


def test_kilometres_count_from_the_lead_origin_alone() -> None:
    alone, joint = itineraries(mission(), mission(origins=(origin(), origin("Leipzig", "DE"))))
    assert alone.km == joint.km == pytest.approx(2 * 8766, rel=0.01)


def test_nothing_found_is_no_distance_and_is_said() -> None:
    [entry] = itineraries(mission(stops=(stop("Nowhere"),)))
    assert entry.km is None
    assert [visit.at.name for visit in entry.unplaced] == ["Nowhere"]


def test_a_place_goes_by_its_own_name_and_all_that_hold_it() -> None:
    visit = find_place(stop("Jining"), FixedGeocoder())
    assert visit.areas == {"Jining", "Shandong", "China", "Jining, Shandong", "Jining, China"}


def test_china_means_hong_kong_too_and_not_the_other_way() -> None:
    hong_kong = find_place(stop("Hong Kong", "HK"), FixedGeocoder())
    assert {"China", "Hong Kong"} <= hong_kong.areas
    assert "Hong Kong" not in find_place(stop(), FixedGeocoder()).areas


def test_an_unfound_place_still_goes_by_what_the_record_says() -> None:
    visit = find_place(stop("Nowhere", region="Yunnan"), FixedGeocoder())
    assert {"Nowhere", "Yunnan", "China", "Nowhere, Yunnan"} <= visit.areas
    assert (visit.country, visit.region) == ("CN", "Yunnan")


def test_the_text_filter_reads_foreign_names() -> None:
    region = place("Saxony", "DE", 13.0, 51.0, kind=PlaceKind.REGION, name_de="Sachsen")
    known = FixedGeocoder({**CITIES, "Saxony": region})
    [entry] = itineraries(mission(origins=(origin("Saxony", "DE"),)), geocoder=known)
    assert "sachsen" in entry.words
    assert "昆明" in entry.words
