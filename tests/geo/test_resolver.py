"""Corrections, then the gazetteer, then what was asked before, then the online service."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import GazetteerError, GeocoderSettingError, GeocoderUnavailableError
from geo.gazetteer import Gazetteer
from geo.memory import Memory
from geo.places import Candidate, Match, Outcome, Place, PlaceKind, PlaceQuery, Point
from geo.resolver import Corrections, Resolver, correction_key, open_resolver

HENGQIN = Place("osm:R42", "Hengqin", "CN", "Kwangtung", PlaceKind.CITY, Point(113.54, 22.13))
QUERY = PlaceQuery("Hengqin New Area", ("CN",))


class Online:
    """An online service that counts how often it is asked."""

    name = "nominatim"

    def __init__(self, *places: Place, fails: bool = False) -> None:
        self.places, self.fails, self.asked = places, fails, 0

    def ask(self, query: PlaceQuery) -> tuple[Candidate, ...]:
        self.asked += 1
        if self.fails:
            raise GeocoderUnavailableError("The online service nominatim could not be asked.")
        return tuple(Candidate(place, Match.ONLINE, place.name) for place in self.places)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def test_a_correction_comes_before_everything(gazetteer: Gazetteer) -> None:
    kunming = gazetteer.place("gn:1804651")
    assert kunming is not None
    corrections: Corrections = {
        correction_key("Kun-Min", "cn"): kunming,
        correction_key("Spring City"): kunming,
        correction_key("Bath"): None,
    }
    resolver = Resolver(gazetteer, corrections=corrections)
    for query in (PlaceQuery("KUN MIN", ("CN",)), PlaceQuery("spring city")):
        best = resolver.resolve(query).best
        assert best is not None
        assert (best.place, best.match) == (kunming, Match.CORRECTION)
    assert resolver.resolve(PlaceQuery("Spring City", ("GB",))).place != kunming
    denied = resolver.resolve(PlaceQuery("Bath", ("GB",)))
    assert denied.outcome is Outcome.NOT_FOUND
    assert "A person" in denied.trace[0]


def test_what_the_gazetteer_knows_is_not_asked_online(gazetteer: Gazetteer) -> None:
    online = Online(HENGQIN)
    resolver = Resolver(gazetteer, online=online)
    for name in ("Kunming", "Chonqing", "Jining", "", "??", "x"):
        resolver.resolve(PlaceQuery(name))
    assert online.asked == 0


def test_the_online_service_is_asked_once_and_remembered(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    online = Online(HENGQIN)
    path = tmp_path / "places.json"
    for _ in range(2):
        answer = Resolver(gazetteer, online=online, memory=Memory(path)).resolve(QUERY)
        assert answer.outcome is Outcome.FOUND
        assert answer.place is not None
        assert answer.place.region == "Guangdong"  # as the gazetteer calls it
    assert online.asked == 1
    assert any("remembered" in step for step in answer.trace)


def test_not_found_is_remembered_too(gazetteer: Gazetteer) -> None:
    online = Online()
    resolver = Resolver(gazetteer, online=online)
    assert {resolver.resolve(QUERY).outcome for _ in range(3)} == {Outcome.NOT_FOUND}
    assert online.asked == 1


def test_could_not_ask_is_an_answer_of_its_own_and_not_remembered(gazetteer: Gazetteer) -> None:
    online = Online(fails=True)
    resolver = Resolver(gazetteer, online=online)
    answer = resolver.resolve(QUERY)
    assert (answer.outcome, answer.place) == (Outcome.UNAVAILABLE, None)
    resolver.resolve(QUERY)
    assert online.asked == 2


def test_a_damaged_memory_does_not_stop_the_answer(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    path.write_text("{", encoding="utf-8")
    answer = Resolver(gazetteer, online=Online(HENGQIN), memory=Memory(path)).resolve(QUERY)
    assert answer.outcome is Outcome.FOUND
    assert any("places.json" in step for step in answer.trace)


def test_the_environment_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_resolver(environment={}).online is None
    settings = {
        "ATLAS_GEOCODER": "photon",
        "ATLAS_USER_AGENT": "atlas (me@example.org)",
        "ATLAS_GEOCODER_MEMORY": str(tmp_path / "answers.json"),
    }
    resolver = open_resolver(environment=settings)
    assert resolver.online is not None
    assert resolver.memory.path == tmp_path / "answers.json"
    with pytest.raises(GeocoderSettingError):
        open_resolver(environment={"ATLAS_GEOCODER": "photon"})
    monkeypatch.setattr("geo.extract.FILE", tmp_path / "none.txt.gz")
    monkeypatch.setattr(Gazetteer.__init__, "__defaults__", (tmp_path / "none.txt.gz",))
    with pytest.raises(GazetteerError):
        open_resolver(environment={})
