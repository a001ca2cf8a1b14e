"""Several writers at once: all get through, one after the other, and readers see whole saves."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.store import (
    ConflictError,
    Kind,
    Save,
    Store,
    UnavailableDatabaseError,
    open_store,
)
from data.store.database import Database, read_url
from data.store.writing import lock_state
from tests.builders import mission
from tests.data.store.endless_writer import SHARED, TOGETHER, write_once
from tests.data.store.processes import running

ROUNDS = 8


def test_processes_and_threads_write_together_and_revisions_come_in_order(database: str) -> None:
    store = open_store(read_url(database), policy=AT_THIS_MACHINE)
    seen: list[tuple[int, int]] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            snapshot = store.snapshot()
            new = sum(one.title.startswith("writer-") for one in snapshot.records.missions)
            # The shared mission bears the name of the latest save, and counts as one more.
            seen.append((snapshot.revision, new))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                running("tests.data.store.endless_writer", database, f"writer-p{n}", str(ROUNDS))
            )
            for n in range(2)
        ]
        with ThreadPoolExecutor(2) as pool:
            jobs = [
                pool.submit(write_once, store, f"writer-t{n}-{m}")
                for n in range(2)
                for m in range(ROUNDS)
            ]
            for job in jobs:
                job.result()
        assert [writer.wait(60) for writer in writers] == [0, 0]
    done.set()
    watcher.join()
    assert store.revision() == 1 + 4 * ROUNDS
    assert len(store.history(Kind.MISSION, SHARED)) == 1 + 4 * ROUNDS
    assert store.check() == ()
    assert seen == sorted(seen)
    whole = {revision: TOGETHER * (revision - 1) + (revision > 1) for revision, _ in seen}
    assert all(new == whole[revision] for revision, new in seen)
    store.close()


def test_of_many_that_create_one_record_just_one_does(store: Store) -> None:
    started = threading.Barrier(6)

    def create(number: int) -> bool:
        started.wait()
        try:
            store.write([Save(mission(title=f"By {number}"), None)], Author())
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        created = list(pool.map(create, range(6)))
    assert sum(created) == 1
    assert store.revision() == 2


def test_who_waits_too_long_for_another_writer_is_told(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.database.BUSY_SECONDS", 1)
    store = open_store(read_url(database), policy=AT_THIS_MACHINE)
    other = Database(read_url(database))
    with other.writing() as connection:
        lock_state(connection)
        assert len(store.records().missions) == 11
        with pytest.raises(UnavailableDatabaseError, match="is busy"):
            store.write([Save(mission(), None)], Author())
    store.write([Save(mission(), None)], Author())
    store.close()
    other.close()
