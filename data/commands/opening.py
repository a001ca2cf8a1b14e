"""What commands work on: the store of this machine's user, and the atlas over it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from data.access import AT_THIS_MACHINE
from data.atlas import Atlas, open_atlas
from data.store import Store, open_store


@contextlib.contextmanager
def opened_store() -> Iterator[Store]:
    """The store that ATLAS_DATABASE_URL names, closed again; raises StoreError without one."""
    store = open_store(policy=AT_THIS_MACHINE)
    if store.notice:
        tell(store.notice)
    try:
        yield store
    finally:
        store.close()


def read_atlas() -> Atlas:
    """The atlas as the records stand now. Raises StoreError when there is no database."""
    with opened_store() as store:
        return open_atlas(store.snapshot())


def tell(line: str) -> None:
    """Says something beside a command's output."""
    sys.stderr.write(f"atlas: {line}\n")
