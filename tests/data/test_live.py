"""The atlas follows the store, and makes anew only what has changed."""

from __future__ import annotations

import time

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.corrections import Correction
from data.itinerary import Itinerary
from data.live import LiveAtlas
from data.store import Delete, Kind, Save, Store, open_store
from data.store.database import read_url
from geo.places import Match, Outcome, Resolution
from tests.builders import CITIES, mission, stop

ME = Author()


@pytest.fixture
def live(store: Store) -> LiveAtlas:
    """The atlas over a store with one mission to a place that is spelled in a way of its own."""
    store.write([Save(mission(stops=(stop("Cunming Xyz"),)), None)], ME)
    return LiveAtlas(store)


def by_id(live: LiveAtlas) -> dict[str, Itinerary]:
    return {entry.mission.id: entry for entry in live.current().itineraries}


def test_a_save_by_another_process_shows_and_the_rest_is_kept(
    database: str, live: LiveAtlas
) -> None:
    before = by_id(live)
    assert live.current() is live.current()
    other = open_store(read_url(database), policy=AT_THIS_MACHINE)
    gone = other.all(Kind.PARTNERSHIP)[0]
    new = mission(id="new", title="By another process")
    other.write([Save(new, None), Delete(Kind.PARTNERSHIP, gone.id, gone.version)], ME)
    other.close()
    after = by_id(live)
    assert after.keys() - before.keys() == {"new"}
    assert all(after[name] is before[name] for name in before)
    assert gone.id not in {tie.partnership.id for tie in live.current().ties}
    assert live.current().revision == 3


def test_a_correction_moves_the_missions_that_use_the_name_and_no_other(live: LiveAtlas) -> None:
    before = by_id(live)
    assert before["a-mission"].stops[0].resolution.outcome is Outcome.NOT_FOUND
    said = Correction.of("cunming xyz", "CN", CITIES["Kunming"])
    live.store.write([Save(said, None)], ME)
    after = by_id(live)
    moved = after["a-mission"].stops[0]
    assert moved.place == CITIES["Kunming"]
    assert moved.resolution.best is not None
    assert moved.resolution.best.match is Match.CORRECTION
    assert {name for name in before if after[name] is not before[name]} == {"a-mission"}
    live.store.write([Delete(Kind.CORRECTION, said.id, 1)], ME)
    assert by_id(live)["a-mission"].stops[0].place is None


def test_what_could_not_be_asked_is_asked_again(
    live: LiveAtlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = live.current()
    geocoder = atlas.geocoder
    assert geocoder is not None
    [lost] = [entry for entry in atlas.itineraries if entry.mission.id == "a-mission"]
    down = Resolution(lost.stops[0].resolution.query, Outcome.UNAVAILABLE)
    object.__setattr__(lost.stops[0], "resolution", down)
    live.store.write([Save(mission(id="new"), None)], ME)
    assert by_id(live)["a-mission"].stops[0].resolution.outcome is Outcome.NOT_FOUND


def test_a_save_among_thousands_of_missions_costs_little_of_what_opening_costs(
    database: str,
) -> None:
    store = open_store(read_url(database), policy=AT_THIS_MACHINE)
    many = [mission(id=f"mission-{number}", title=f"Mission {number}") for number in range(3_000)]
    store.write([Save(each, None) for each in many], ME)
    live = LiveAtlas(store)
    started = time.perf_counter()
    assert len(live.current().itineraries) == 3_011
    opening = time.perf_counter() - started
    saves = []
    for version in (1, 2, 3):
        started = time.perf_counter()
        renamed = many[0].model_copy(update={"title": f"Version {version + 1}"})
        store.write([Save(renamed, version)], ME)
        assert by_id(live)["mission-0"].mission.title == f"Version {version + 1}"
        saves.append(time.perf_counter() - started)
    assert min(saves) < opening / 4
    store.close()
