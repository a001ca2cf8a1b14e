"""How fast ten thousand missions are saved, opened, changed, checked and backed up."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.access import AT_THIS_MACHINE, Author
from data.live import LiveAtlas
from data.store import Kind, Save, Store, open_store
from data.store.database import file_url
from tests.bench.figures import report
from tests.postgres import find_programs, running_postgres

MISSIONS = 10_000
ROUNDS = 7
AGAIN_GOAL_MS = 500
ME = Author()


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Reports how many milliseconds the block takes."""
    started = time.perf_counter()
    yield
    report(name, 1000 * (time.perf_counter() - started), "ms")


def measure(store: Store, kind: str, folder: Path) -> None:
    """Measures one store, which holds the seed."""
    patterns = store.records().missions
    many = [
        patterns[number % len(patterns)].model_copy(update={"id": f"mission-{number}"})
        for number in range(MISSIONS)
    ]
    with timed(f"{kind}: save {MISSIONS} missions at once"):
        store.write([Save(each, None) for each in many], ME)
    live = LiveAtlas(store)
    with timed(f"{kind}: open the atlas over them"):
        live.current()
    with timed(f"{kind}: ask whether anything has changed"):
        live.current()
    times = []
    for version in range(1, ROUNDS + 1):
        renamed = many[0].model_copy(update={"title": f"Version {version + 1}"})
        started = time.perf_counter()
        store.write([Save(renamed, version)], ME)
        live.current()
        times.append(1000 * (time.perf_counter() - started))
    name = f"{kind}: save one of them, and the atlas shows it"
    report(name, statistics.median(times), "ms", at_most=AGAIN_GOAL_MS)
    with timed(f"{kind}: save all of them again, unchanged"):
        store.write([Save(kept.record, None) for kept in store.all(Kind.MISSION)], ME)
    with timed(f"{kind}: check the database"):
        store.check()
    with timed(f"{kind}: back it up"):
        store.back_up(folder / f"{kind}-backup.db")


def main() -> int:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(file_url(folder / "atlas.db"), policy=AT_THIS_MACHINE)
        measure(store, "SQLite", folder)
        store.close()
        if find_programs() is not None:
            with running_postgres() as server:
                url = server.url("postgres")
                store = open_store(policy=AT_THIS_MACHINE, environment={"ATLAS_DATABASE_URL": url})
                measure(store, "PostgreSQL", folder)
                store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
