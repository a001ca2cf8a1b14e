"""Writes missions until it is killed, and prints the ids of each save once it is acknowledged.

    python -m tests.data.store.endless_writer URL NAME

Each save holds three missions and a change of one that all writers share, so that a half one shows.
"""

from __future__ import annotations

import itertools
import sys

from data.access import AT_THIS_MACHINE, Author
from data.store import ConflictError, Kind, Save, Store, open_store
from data.store.database import read_url
from tests.builders import mission

TOGETHER = 3
SHARED = "liverpool-china-2015"


def write_once(store: Store, name: str) -> list[str]:
    """Saves missions whose ids begin with a name; returns their ids."""
    ids = [f"{name}-{part}" for part in range(TOGETHER)]
    while True:
        shared = store.get(Kind.MISSION, SHARED)
        assert shared is not None
        touched = shared.record.model_copy(update={"title": name})
        saves = [Save(mission(id=each, title=name), None) for each in ids]
        try:
            store.write([*saves, Save(touched, shared.version)], Author(), name)
        except ConflictError:
            continue  # Another writer was quicker: begin again from what it left.
        return ids


def main(url: str, name: str, most: str = "1000000000") -> None:
    """Writes until it is killed, or has saved so many times."""
    store = open_store(read_url(url), policy=AT_THIS_MACHINE)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in itertools.islice(itertools.count(), int(most)):
        sys.stdout.write(" ".join(write_once(store, f"{name}-{number}")) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
