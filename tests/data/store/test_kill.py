"""Killed in the middle of a save, the store keeps every acknowledged mission and half of none."""

from __future__ import annotations

import random
import time

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.store import Kind, Save, open_store
from data.store.database import read_url
from tests.builders import mission
from tests.data.store.endless_writer import SHARED, TOGETHER
from tests.data.store.processes import running

KILLS = {"sqlite": 12, "postgresql": 6}
SEED = 20160225


@pytest.fixture
def delays(backend: str) -> list[float]:
    """Seconds from the first save to the kill, for each round."""
    chance = random.Random(SEED)
    return [chance.uniform(0.0, 0.15) for _ in range(KILLS[backend])]


def test_every_acknowledged_save_is_there_and_none_is_half(
    database: str, delays: list[float]
) -> None:
    acknowledged: list[str] = []
    for number, delay in enumerate(delays):
        with running("tests.data.store.endless_writer", database, f"round-{number}") as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(delay)
            writer.kill()
            lines = writer.stdout.read().split("\n")
        # What follows the last line end was being printed when the process died.
        acknowledged += [name for line in lines[:-1] for name in line.split()]
    assert acknowledged

    store = open_store(read_url(database), policy=AT_THIS_MACHINE)
    # PostgreSQL may still be ending what the last one began; this save waits for it.
    store.write([Save(mission(id="still-writable"), None)], Author())
    assert store.check() == ()
    kept = {one.id: one.record for one in store.all(Kind.MISSION)}
    assert set(acknowledged) <= kept.keys()
    rounds = [name for name in kept if name.startswith("round-")]
    assert len(rounds) % TOGETHER == 0
    assert len(rounds) - len(acknowledged) <= TOGETHER * len(delays)
    # The shared mission has one version for each save, and bears the name of the latest.
    history = store.history(Kind.MISSION, SHARED)
    assert len(history) - 1 == len(rounds) / TOGETHER == store.revision() - 2
    assert store.log(2)[1].note == kept[SHARED].title
    store.close()
