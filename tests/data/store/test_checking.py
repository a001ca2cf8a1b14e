"""Each fault that can be planted in a database is found and named."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.store import Kind, Save, Store, open_store
from data.store.database import Database, read_url

NAME = "liverpool-china-2015"
WHERE = f"WHERE kind = 'mission' AND id = '{NAME}'"


@pytest.fixture
def changed(store: Store) -> Store:
    """A store in which NAME has two versions."""
    kept = store.get(Kind.MISSION, NAME)
    assert kept is not None
    store.write([Save(kept.record.model_copy(update={"title": "Two"}), 1)], Author())
    return store


def plant(database: str, *statements: str) -> None:
    """Runs statements that no transaction of ours would, with the references switched off."""
    engine = Database(read_url(database))
    off = {
        "sqlite": "PRAGMA foreign_keys = OFF",
        "postgresql": "SET session_replication_role = replica",
    }[engine.engine.dialect.name]
    with engine.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        connection.rollback()
        for statement in (off, *statements):
            raw.execute(statement)
        raw.commit()
    engine.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM atlas_record " + WHERE, f"mission {NAME}: version 1 belongs to no record."),
        ("DELETE FROM atlas_revision WHERE id = 2", f"mission {NAME}: nothing is known of its rev"),
        (
            "UPDATE atlas_state SET revision = 7",
            "The latest revision is 2, but the database says 7",
        ),
        ("DELETE FROM atlas_state", "The latest revision is 2, but the database says none."),
        (f"DELETE FROM atlas_change {WHERE} AND version = 2", f"{NAME}: its history does not end"),
        (f"DELETE FROM atlas_change {WHERE} AND version = 1", "version 2 does not follow from"),
        (f"UPDATE atlas_change SET after = '{{}}' {WHERE} AND version = 1", "cannot be restored"),
        (f"UPDATE atlas_record SET deleted = true {WHERE}", "its history does not end in what it"),
        (f"UPDATE atlas_record SET body = '{{}}' {WHERE}", f"mission {NAME} cannot be read. "),
        (
            f"UPDATE atlas_record SET body = replace(body, '{NAME}', 'x') {WHERE}",
            "calls itself 'x'",
        ),
        (
            f"UPDATE atlas_record SET kind = 'alien' {WHERE}",
            f"alien {NAME} cannot be read. This atlas knows no records of the kind 'alien'.",
        ),
    ],
)
def test_a_planted_fault_is_named(database: str, changed: Store, statement: str, told: str) -> None:
    assert changed.check() == ()
    plant(database, statement)
    assert any(told in fault for fault in changed.check()), changed.check()


def test_a_file_that_does_not_hold_together_is_named(seeded_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "torn.db"
    shutil.copy(seeded_file, file)
    with closing(sqlite3.connect(file)) as torn, torn:
        torn.execute("PRAGMA writable_schema = ON")
        torn.execute(
            "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ix_atlas_record_revision'"
        )
    store = open_store(read_url(f"sqlite:///{file}"), policy=AT_THIS_MACHINE)
    assert any("The database file is damaged" in fault for fault in store.check())
    store.close()


def test_a_record_that_cannot_be_read_is_left_out_told_and_can_be_restored(
    database: str, changed: Store
) -> None:
    plant(database, f"UPDATE atlas_record SET body = '{{}}', revision = 2 {WHERE}")
    fresh = open_store(read_url(database), policy=AT_THIS_MACHINE)
    assert NAME not in {mission.id for mission in fresh.records().missions}
    [problem] = fresh.records().problems
    assert f"mission {NAME}" in str(problem)
    assert "restore an earlier version" in str(problem)
    fresh.restore(Kind.MISSION, NAME, 2, Author())
    assert NAME in {mission.id for mission in fresh.records().missions}
    assert fresh.records().problems == ()
    fresh.close()
