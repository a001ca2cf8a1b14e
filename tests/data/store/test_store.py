"""Saving, reading, conflicts, the bin, undo and history, on both databases."""

from __future__ import annotations

from data.access import Author
from data.store import Store

ME = Author()


def test_a_first_start_brings_the_seed_and_a_second_changes_nothing(
    database: str, store: Store
) -> None:
    assert (store.revision(), len(store.records().missions)) == (1, 11)
