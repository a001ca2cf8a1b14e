"""The gazetteer over its real extract: what names mean, and what is no place."""

from __future__ import annotations

import gzip
import hashlib
from copy import copy as duplicate
from pathlib import Path

import pytest
from geopy.exc import GeocoderQueryError
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GazetteerError
from geo.extract import FILE
from geo.gazetteer import Gazetteer
from geo.places import Match, Outcome, PlaceKind, PlaceQuery, Point
from geo.regions import country_name


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def short(gazetteer: Gazetteer, name: str, *countries: str) -> str:
    place = gazetteer.resolve(PlaceQuery(name, countries)).place
    return f"{place.name}, {place.region}" if place else "-"


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("Kunming|昆明|昆明市|Kun Ming|KUNMING|Kunming City|City of Kunming", "Kunming, Yunnan"),
        ("Kunming, Yunnan province, China|云南省昆明市|中国云南昆明", "Kunming, Yunnan"),
        ("Jining, Shandong|Jining (Shandong)|Shandong, Jining|山东省济宁市", "Jining, Shandong"),
        ("Jining, Inner Mongolia|Jining (Innere Mongolei)", "Jining, Inner Mongolia"),
        ("Guangzhou (Kanton)|Kanton|Canton|廣州|Guangzou", "Guangzhou, Guangdong"),
        ("Peking|Pekin|北京市|Bejing", "Beijing, Beijing"),
        ("Nanjing/Nanking|Nanking|Nanjng", "Nanjing, Jiangsu"),
        ("Xi'an|Xi’an|Xian|Xi`an|Hsian|西安", "Xi'an, Shaanxi"),
        ("Tsingtau|Tsingtao|Quingdao|青島", "Qingdao, Shandong"),
        ("Chonqing|Chungking|重慶|Chongqing Municipality", "Chongqing, Chongqing"),
        ("Suzhou, Anhui|安徽宿州", "Suzhou, Anhui"),
        ("Provinz Anhui|Anhui Province|安徽省", "Anhui, Anhui"),
        ("Hongkong|Hong Kong, China|香港", "Hong Kong, Hong Kong"),
        ("Taipeh|臺北|台北市", "Taipei, Taipei"),
        ("Liverpool|City of Liverpool|Liverpool, UK|利物浦", "Liverpool, North West England"),
        ("Hull|Kingston-upon-Hull", "Hull, Yorkshire and the Humber"),
        ("St Helens|Saint Helens|St. Helens", "St Helens, North West England"),
        ("Leipzig|Stadt Leipzig|Leipzig, Germany|Liepzig|莱比锡", "Leipzig, Saxony"),
        ("München|Muenchen|Munchen|Munich|慕尼黑", "Munich, Bavaria"),
        ("Köln|Koeln|Koln|Cologne", "Cologne, North Rhine-Westphalia"),
        ("Frankfurt|Frankfurt/Main|Frankfurt am Main, Hessen", "Frankfurt am Main, Hesse"),
        ("Frankfurt (Oder)|Frankfurt Oder", "Frankfurt (Oder), Brandenburg"),
        ("Halle (Saale)|Halle|Halle/Saale", "Halle (Saale), Saxony-Anhalt"),
        ("Sachsen|Freistaat Sachsen|Saxony", "Saxony, Saxony"),
        ("the West Midlands", "West Midlands, West Midlands"),
        ("Boston", "Boston, Massachusetts"),
        ("Perth", "Perth, Western Australia"),
        ("China|PRC|中国|Volksrepublik China", "China, None"),
    ],
)
def test_one_place_by_many_names(gazetteer: Gazetteer, names: str, place: str) -> None:
    assert {n: short(gazetteer, n) for n in names.split("|")} == dict.fromkeys(
        names.split("|"), place
    )


@pytest.mark.parametrize(
    ("name", "kind", "region"),
    [
        ("Liverpool City Region", PlaceKind.CITY_REGION, "North West England"),
        ("West Midlands Combined Authority", PlaceKind.CITY_REGION, "West Midlands"),
        ("Metropolregion Mitteldeutschland", PlaceKind.CITY_REGION, "Saxony"),
        ("Merseyside", PlaceKind.DISTRICT, "North West England"),
        ("Oberbayern", PlaceKind.DISTRICT, "Bavaria"),
        ("Yunnan", PlaceKind.REGION, "Yunnan"),
        ("Guangxi Zhuang Autonomous Region", PlaceKind.REGION, "Guangxi"),
        ("Schottland", PlaceKind.REGION, "Scotland"),
        ("Germany", PlaceKind.COUNTRY, None),
    ],
)
def test_areas_are_places(
    gazetteer: Gazetteer, name: str, kind: PlaceKind, region: str | None
) -> None:
    place = gazetteer.resolve(PlaceQuery(name)).place
    assert place is not None
    assert (place.kind, place.region) == (kind, region)


@pytest.mark.parametrize(
    ("name", "country", "within"),
    [
        ("Wirral", "GB", {"England", "Liverpool City Region", "Merseyside"}),
        ("Merseyside", "GB", {"England", "Liverpool City Region"}),
        ("Liverpool City Region", "GB", {"England"}),
        ("Halton", "GB", {"England", "Liverpool City Region", "Cheshire"}),
        ("Lambeth", "GB", {"England", "Greater London"}),
        ("Renfrewshire", "GB", {"Glasgow City Region", "Strathclyde"}),
        ("Tayside", "GB", set()),
        ("Ruhrgebiet", "DE", {"Rhine-Ruhr"}),
    ],
)
def test_an_area_lies_in_the_wider_ones(
    gazetteer: Gazetteer, name: str, country: str, within: set[str]
) -> None:
    place = gazetteer.resolve(PlaceQuery(name, (country,))).place
    assert place is not None
    assert place.kind is not PlaceKind.CITY
    assert {*place.within} == within


def test_no_two_areas_lie_in_each_other(gazetteer: Gazetteer) -> None:
    kinds = (PlaceKind.DISTRICT, PlaceKind.CITY_REGION)
    pairs = {
        (place.name, wider)
        for place in gazetteer.places(kinds=kinds, countries=("GB", "DE"))
        for wider in place.within
    }
    assert len(pairs) > 200
    assert not {(wider, name) for name, wider in pairs} & pairs


@pytest.mark.parametrize(
    "name",
    [
        *("", "   ", "???", "2016", "the", "Mayor", "Atlantis", "in", "ab", "\x00\x07", "x" * 5000),
        *(
            "China South Locomotive",
            "Bank of China",
            "Nanjing Automotive",
            "South China Morning Post",
        ),
        *(
            "University of Liverpool",
            "Steve Rotheram",
            "Liverpool, Australia",
            "Paris, Texas",
            "市长",
        ),
    ],
)
def test_what_is_no_place(gazetteer: Gazetteer, name: str) -> None:
    answer = gazetteer.resolve(PlaceQuery(name))
    assert (answer.outcome, answer.place) == (Outcome.NOT_FOUND, None)
    assert answer.trace


@pytest.mark.parametrize("name", ["Jining", "Suzhou", "Taizhou", "Fuzhou", "Yichun"])
def test_two_cities_of_one_name_are_told(gazetteer: Gazetteer, name: str) -> None:
    answer = gazetteer.resolve(PlaceQuery(name, ("CN",)))
    assert answer.outcome is Outcome.AMBIGUOUS
    assert len({c.place.region for c in answer.candidates}) > 1
    for candidate in answer.candidates:
        settled = gazetteer.resolve(PlaceQuery(name, ("CN",), candidate.place.region))
        assert settled.outcome is Outcome.FOUND
        assert settled.place is not None
        assert settled.place.region == candidate.place.region


@pytest.mark.parametrize("name", ["Kunming", "Chongqing", "Shanghai", "Liverpool", "London"])
def test_a_city_and_its_own_area_are_no_two_answers(gazetteer: Gazetteer, name: str) -> None:
    answer = gazetteer.resolve(PlaceQuery(name))
    assert answer.outcome is Outcome.FOUND
    assert answer.place is not None
    assert answer.place.kind is PlaceKind.CITY


def test_the_country_filters_and_the_region_only_ranks(gazetteer: Gazetteer) -> None:
    assert short(gazetteer, "Newcastle", "GB") == "Newcastle upon Tyne, North East England"
    assert short(gazetteer, "Newcastle", "AU") == "Newcastle, New South Wales"
    assert gazetteer.resolve(PlaceQuery("Leipzig", ("CN",))).outcome is Outcome.NOT_FOUND
    answer = gazetteer.resolve(PlaceQuery("Kunming", ("CN",), "Bavaria"))
    assert answer.place is not None
    assert any("region hinted at" in step for step in answer.trace)


def test_how_a_name_was_matched_is_said(gazetteer: Gazetteer) -> None:
    cases = {
        "Kunming": Match.EXACT,
        "Kanton": Match.ALIAS,
        "Chonqing": Match.FUZZY,
        "Shenzen": Match.FUZZY,
    }
    for name, match in cases.items():
        best = gazetteer.resolve(PlaceQuery(name)).best
        assert best is not None
        assert best.match is match
        assert (best.score < 100) is (match is Match.FUZZY)


def test_a_slip_that_is_a_village_too_is_doubtful(gazetteer: Gazetteer) -> None:
    answer = gazetteer.resolve(PlaceQuery("Guanzhou", ("CN",)))
    assert answer.outcome is Outcome.AMBIGUOUS
    assert "Guangzhou" in {c.place.name for c in answer.candidates}


@given(name=st.text(max_size=40), country=st.sampled_from(["", "CN", "GB", "DE", "TW"]))
def test_any_text_gets_an_answer(gazetteer: Gazetteer, name: str, country: str) -> None:
    answer = gazetteer.resolve(PlaceQuery(name, (country,) if country else ()))
    assert (answer.place is None) is (answer.outcome is Outcome.NOT_FOUND)
    allowed = {"CN": {"CN", "HK", "MO"}}.get(country, {country})
    assert not country or all(c.place.country in allowed for c in answer.candidates)


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    location = gazetteer.geocode("Kanton", country_codes="cn")
    assert location is not None
    assert location.address == "Guangzhou, Guangdong, China"
    assert (round(location.latitude, 1), round(location.longitude, 1)) == (23.1, 113.2)
    assert location.raw["match"] == "alias"
    all_of_them = gazetteer.geocode("Kanton", country_codes="cn", exactly_one=False)
    assert all_of_them is not None
    assert duplicate(location) == location == all_of_them[0]
    assert not hasattr(location, "adress")
    assert gazetteer.geocode("Atlantis") is None
    assert gazetteer.geocode("Atlantis", exactly_one=False) is None
    several = gazetteer.geocode("Suzhou", exactly_one=False, limit=2, region="Anhui")
    assert several is not None
    assert several[0].raw["region"] == "Anhui"
    assert len(several) == 2
    with pytest.raises(GeocoderQueryError):
        gazetteer.geocode("Kunming", limit=0)


def test_the_nearest_town(gazetteer: Gazetteer) -> None:
    location = gazetteer.reverse((51.34, 12.37))
    assert location is not None
    assert "Saxony" in location.address
    found = gazetteer.nearest(Point(lon=12.37, lat=51.34), country="CN")
    assert found is not None
    assert found[0].country == "CN"
    assert found[1] > 4000


def test_keys_lead_back_and_every_row_can_be_read(gazetteer: Gazetteer) -> None:
    kunming = gazetteer.place("gn:1804651")
    assert kunming is not None
    assert (kunming.name, kunming.name_zh) == ("Kunming", "昆明")
    assert gazetteer.place("gn:0") is None
    places = list(gazetteer.places())
    assert len({place.key for place in places}) == len(places) > 40_000
    assert all(
        p.region for p in places if p.country in ("CN", "HK", "MO", "DE") and p.kind == "city"
    )
    liverpool = gazetteer.resolve(PlaceQuery("Liverpool", ("GB",))).place
    assert liverpool is not None
    assert {"Liverpool City Region", "England"} <= {*liverpool.within}


def test_suggestions_while_typing(gazetteer: Gazetteer) -> None:
    assert [c.place.name for c in gazetteer.suggest("kunm", limit=1)] == ["Kunming"]
    assert gazetteer.suggest("liverp", countries=("GB",))[0].place.name == "Liverpool"
    assert gazetteer.suggest("  ") == gazetteer.suggest("qqqqq") == ()
    assert {"Kunming", "Jining"} <= {*gazetteer.names(countries=("CN",))}


def test_regions_and_countries_have_one_name(gazetteer: Gazetteer) -> None:
    def regions(country: str) -> set[str]:
        """Those that towns are filed under: without England, which holds nine of them."""
        found = list(gazetteer.places(kinds=(PlaceKind.REGION,), countries=(country,)))
        return {place.name for place in found} - {name for p in found for name in p.within}

    assert [len(regions(country)) for country in ("GB", "DE", "CN")] == [12, 16, 31]
    assert (country_name("gb"), country_name("ZZ")) == ("United Kingdom", "ZZ")


def copy(folder: Path, data: bytes | None = None, digest: str | None = None) -> Path:
    data = FILE.read_bytes() if data is None else data
    digest = hashlib.sha256(data).hexdigest() if digest is None else digest
    (folder / "gazetteer.sha256").write_text(f"{digest}  gazetteer.txt.gz\n", encoding="utf-8")
    path = folder / "gazetteer.txt.gz"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [b"", b"junk", FILE.read_bytes()[:-900], gzip.compress(b"another format 9\n1\n", mtime=0)]
    + [
        gzip.compress(text.encode(), mtime=0)
        for text in ("atlas-gazetteer 1\n7\nrow\n", "atlas-gazetteer 1\n")
    ],
)
def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(GazetteerError, match=r"gazetteer\.txt\.gz.*make\.py"):
        Gazetteer(copy(tmp_path, data))


def test_a_missing_or_changed_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gazetteer\.txt\.gz.*make\.py"):
        Gazetteer(tmp_path / "gazetteer.txt.gz")
    with pytest.raises(GazetteerError, match="checksum"):
        Gazetteer(copy(tmp_path, digest="0" * 64))
    assert Gazetteer(copy(tmp_path)).geocode("Kunming") is not None
