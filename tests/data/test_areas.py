"""What a "from" or "to" filter can offer."""

from __future__ import annotations

from data.areas import Level, offered_areas
from data.itinerary import find_place
from geo.places import PlaceKind
from tests.builders import CITIES, FixedGeocoder, place, stop


def offers(*names: tuple[str, str], known: FixedGeocoder | None = None) -> list[tuple[Level, str]]:
    geocoder = known or FixedGeocoder()
    visits = [find_place(stop(name, country), geocoder) for name, country in names]
    return [(area.level, area.name) for area in offered_areas(visits)]


def test_each_area_once_and_the_widest_first() -> None:
    assert offers(("Kunming", "CN"), ("Liverpool", "GB"), ("Kunming", "CN")) == [
        (Level.COUNTRY, "China"),
        (Level.COUNTRY, "United Kingdom"),
        (Level.REGION, "North West England"),
        (Level.REGION, "Yunnan"),
        (Level.AREA, "England"),
        (Level.CITY, "Kunming"),
        (Level.CITY, "Liverpool"),
    ]


def test_a_city_that_is_a_region_is_offered_as_one_choice() -> None:
    assert offers(("Hong Kong", "HK")) == [(Level.COUNTRY, "China"), (Level.CITY, "Hong Kong")]


def test_an_unfound_place_is_offered() -> None:
    assert (Level.CITY, "Nowhere") in offers(("Nowhere", "CN"))


def test_two_cities_of_one_name_are_told_apart_by_names_that_filters_know() -> None:
    known = FixedGeocoder(
        {
            "Suzhou": place("Suzhou", region="Jiangsu"),
            "Suzhou, Anhui": place("Suzhou", region="Anhui"),
        }
    )
    visits = [find_place(stop(name), known) for name in known.places]
    cities = [area.name for area in offered_areas(visits) if area.level is Level.CITY]
    assert cities == ["Suzhou, Anhui", "Suzhou, Jiangsu"]
    assert [city in visit.areas for city in cities for visit in visits] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_region_visited_as_such_is_a_region() -> None:
    whole = place("Yunnan", region="Yunnan", kind=PlaceKind.REGION)
    known = FixedGeocoder({**CITIES, "Yunnan": whole})
    assert (Level.REGION, "Yunnan") in offers(("Yunnan", "CN"), known=known)
