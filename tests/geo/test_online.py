"""The online services, over a transport of our own: nothing here leaves the machine or waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderUnavailable as GeopyUnavailable

from geo.errors import GeocoderSettingError, GeocoderUnavailableError, MemoryFileError
from geo.memory import Memory
from geo.online import OnlineGeocoder, online_from_environment
from geo.places import Candidate, Match, Place, PlaceKind, PlaceQuery, Point

HENGQIN = {
    "lat": "22.13",
    "lon": "113.54",
    "name": "Hengqin",
    "class": "place",
    "addresstype": "town",
    "osm_type": "relation",
    "osm_id": 42,
    "display_name": "Hengqin, Zhuhai, Guangdong, China",
    "address": {"country_code": "cn", "state": "Guangdong"},
}
OFFICE = {**HENGQIN, "class": "office", "addresstype": "office", "name": "China South"}
PHOTON = {
    "geometry": {"coordinates": [113.54, 22.13]},
    "properties": {
        "name": "Hengqin",
        "countrycode": "CN",
        "state": "Guangdong",
        "osm_key": "place",
        "osm_value": "town",
        "osm_type": "R",
        "osm_id": 42,
    },
}


class Service:
    """A transport, a clock and a sleep that remember what they were used for."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.urls: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.now = 0.0

    def online(self, service: str = "nominatim") -> OnlineGeocoder:
        return OnlineGeocoder(
            service,
            "atlas tests (me@example.org)",
            adapter_factory=self.adapter(),
            clock=lambda: self.now,
            sleep=self.sleep,
        )

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def adapter(outer) -> Callable[..., BaseSyncAdapter]:  # noqa: N805
        class Adapter(BaseSyncAdapter):  # type: ignore[misc]
            def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
                outer.urls.append(url)
                outer.headers.append(headers)
                outer.times.append(outer.now)
                answer = outer.answers.pop(0)
                if isinstance(answer, Exception):
                    raise answer
                return answer

            get_text = get_json

        return Adapter


def test_an_answer_of_nominatim_becomes_a_candidate() -> None:
    service = Service([HENGQIN])
    (found,) = service.online().ask(PlaceQuery("Hengqin", ("CN",), "Guangdong"))
    assert found.match is Match.ONLINE
    assert found.place.key == "osm:R42"
    assert (found.place.country, found.place.region) == ("CN", "Guangdong")
    assert found.place.point == Point(lon=113.54, lat=22.13)
    asked = parse_qs(urlsplit(service.urls[0]).query)
    assert asked["countrycodes"] == ["cn"]
    assert asked["q"] == ["Hengqin, Guangdong"]
    assert service.headers[0]["User-Agent"] == "atlas tests (me@example.org)"


def test_photon_is_understood_and_filtered_by_country() -> None:
    service = Service({"features": [PHOTON]}, {"features": [PHOTON]})
    online = service.online("Photon")
    assert online.ask(PlaceQuery("Hengqin"))[0].place.country == "CN"
    assert online.ask(PlaceQuery("Hengqin", ("GB",))) == ()


def test_offices_are_no_places() -> None:
    assert Service([OFFICE]).online().ask(PlaceQuery("China South Locomotive")) == ()


def test_at_most_one_request_a_second() -> None:
    service = Service([], [], [])
    online = service.online()
    for name in ("one", "two", "three"):
        assert online.ask(PlaceQuery(name)) == ()
    assert service.times == [0.0, 1.0, 2.0]


@pytest.mark.parametrize(
    "fault",
    [
        GeopyUnavailable("no route"),
        AdapterHTTPError("busy", status_code=503, headers={}, text=""),
        AdapterHTTPError("refused", status_code=403, headers={}, text=""),
    ],
)
def test_a_service_that_fails_is_unavailable(fault: Exception) -> None:
    with pytest.raises(GeocoderUnavailableError, match="nominatim"):
        Service(fault, fault).online().ask(PlaceQuery("Hengqin"))


@pytest.mark.parametrize(
    "junk",
    [
        [{**HENGQIN, "lat": "north"}],
        [{**HENGQIN, "lat": ""}],
        [{**HENGQIN, "lat": None, "lon": None}],
        [{**HENGQIN, "address": 7}],
    ],
)
def test_an_answer_that_cannot_be_read_is_unavailable(junk: Any) -> None:
    with pytest.raises(GeocoderUnavailableError):
        Service(junk).online().ask(PlaceQuery("Hengqin"))


def test_it_is_off_unless_switched_on() -> None:
    assert online_from_environment({}) is None
    assert online_from_environment({"ATLAS_GEOCODER": "off"}) is None
    full = {"ATLAS_GEOCODER": "nominatim", "ATLAS_USER_AGENT": "atlas (me@example.org)"}
    assert online_from_environment(full) is not None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ATLAS_GEOCODER": "nominatim"}, "ATLAS_USER_AGENT"),
        ({"ATLAS_GEOCODER": "photon", "ATLAS_USER_AGENT": "  "}, "ATLAS_USER_AGENT"),
        ({"ATLAS_GEOCODER": "gogle", "ATLAS_USER_AGENT": "me"}, "nominatim or photon"),
        ({"ATLAS_GEOCODER": "nominatim", "ATLAS_USER_AGENT": "my-application"}, "refused"),
    ],
)
def test_settings_that_cannot_work_are_told(settings: dict[str, str], said: str) -> None:
    with pytest.raises(GeocoderSettingError, match=said):
        online_from_environment(settings)


def candidate() -> Candidate:
    place = Place("osm:R42", "Hengqin", "CN", "Guangdong", PlaceKind.CITY, Point(113.54, 22.13))
    return Candidate(place, Match.ONLINE, "Hengqin", source="OpenStreetMap, by Nominatim")


def test_answers_are_remembered_for_good(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "places.json"
    first, second = Memory(path), Memory(path)
    assert first.recall("nominatim", PlaceQuery("Hengqin")) is None
    first.remember("nominatim", PlaceQuery("Hengqin"), (candidate(),))
    second.remember("nominatim", PlaceQuery("Nowhere"), ())
    again = Memory(path)
    assert again.recall("nominatim", PlaceQuery("HENGQIN")) == (candidate(),)
    assert again.recall("nominatim", PlaceQuery("nowhere")) == ()
    assert again.recall("nominatim", PlaceQuery("Hengqin", ("CN",))) is None
    assert again.recall("photon", PlaceQuery("Hengqin")) is None
    assert [p.name for p in path.parent.iterdir()] == ["places.json"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"format": "other"}', '{"format": "atlas-answers 1", "answers": []}'),
        json.dumps({"format": "atlas-answers 1", "answers": {"nominatim|x||": [{"key": 1}]}}),
    ],
)
def test_a_damaged_memory_is_named_with_its_remedy(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MemoryFileError, match=r"places\.json.*[Dd]elete"):
        Memory(path).recall("nominatim", PlaceQuery("x"))
    assert path.read_text(encoding="utf-8") == text
