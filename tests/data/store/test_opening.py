"""Databases that are new, old, newer, damaged, closed or not there: opened, or a plain message."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from data.access import AT_THIS_MACHINE, Author
from data.store import (
    DamagedDatabaseError,
    DatabaseSettingError,
    NewerDatabaseError,
    ReadOnlyDatabaseError,
    Save,
    Store,
    StoreError,
    UnavailableDatabaseError,
    open_store,
)
from data.store.database import DEFAULT_FILE, Database, database_url, read_url
from data.store.migrating import migrate, schema_version
from data.store.schema import VERSION_TABLE, metadata
from tests.builders import mission
from tests.data.store.processes import ROOT, running
from tests.postgres import Postgres

ME = Author()


def opened(url: str) -> Store:
    return open_store(read_url(url), policy=AT_THIS_MACHINE)


def test_migrations_make_the_tables_that_the_code_knows_and_run_once(empty_database: str) -> None:
    database = Database(read_url(empty_database))
    for _ in range(2):
        migrate(database)
        with database.reading() as connection:
            context = MigrationContext.configure(
                connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
            )
            assert compare_metadata(context, metadata) == []
            assert schema_version(connection) == "0001"
            assert connection.execute(text("SELECT COUNT(*) FROM atlas_state")).scalar() == 1
    database.close()


def test_a_file_is_written_ahead_synchronised_and_keeps_its_references(tmp_path: Path) -> None:
    opened(f"sqlite:///{tmp_path / 'a.db'}").close()
    database = Database(read_url(f"sqlite:///{tmp_path / 'a.db'}"))
    with database.reading() as connection:
        asked = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert said == ["wal", 1, 2, 30_000]
    with pytest.raises(StoreError, match="FOREIGN KEY"), database.writing() as connection:
        connection.execute(
            text("INSERT INTO atlas_change (kind, id, version, revision) VALUES ('x', 'x', 1, 9)")
        )
    database.close()


def test_processes_that_open_a_new_database_at_once_all_succeed(empty_database: str) -> None:
    with ExitStack() as stack:
        openers = [
            stack.enter_context(
                running("tests.data.store.endless_writer", empty_database, f"opener-{n}", "1")
            )
            for n in range(4)
        ]
        ends = [(opener.communicate(timeout=120)[1], opener.returncode) for opener in openers]
    assert [code for _, code in ends] == [0] * 4, ends
    store = opened(empty_database)
    assert store.revision() == 5
    assert [entry.author for entry in store.log()].count("seed") == 1
    store.close()


def test_a_newer_database_is_refused(database: str) -> None:
    engine = Database(read_url(database))
    with engine.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.close()
    with pytest.raises(NewerDatabaseError, match="Update this one"):
        opened(database)


def test_other_tables_in_the_same_database_are_left_alone(empty_database: str) -> None:
    engine = Database(read_url(empty_database))
    with engine.writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(9))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('theirs')"))
        connection.execute(text("CREATE TABLE record (id INTEGER)"))
    assert opened(empty_database).revision() == 1
    with engine.reading() as connection:
        assert connection.execute(text("SELECT * FROM alembic_version")).scalar() == "theirs"
    engine.close()


@pytest.mark.parametrize("content", [b"no database at all" * 200, bytes(5_000), b"SQLite format 3"])
def test_what_is_no_database_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(content)
    with pytest.raises(DamagedDatabaseError, match=r"a\.db is damaged.*restore FILE --force"):
        opened(f"sqlite:///{file}")
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "written",
    ["atlas.db", "mysql://me:secret@here/atlas", "sqlite://", "postgresql://here:port/x", "://"],
)
def test_an_address_that_means_nothing_is_refused_without_its_password(written: str) -> None:
    with pytest.raises(DatabaseSettingError, match="Write sqlite:") as refused:
        database_url({"ATLAS_DATABASE_URL": written})
    assert "secret" not in str(refused.value)


def test_addresses_as_people_write_them() -> None:
    assert database_url({}).database == str(DEFAULT_FILE)
    assert DEFAULT_FILE == ROOT / "data" / "atlas.db"
    for written in ("postgres://a:b@c/d", "postgresql://a:b@c/d", " postgresql+psycopg://a:b@c/d"):
        url = database_url({"ATLAS_DATABASE_URL": written})
        assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "c", "d")


def test_a_server_that_is_down_or_lets_nobody_in_is_said_to_be(
    backend: str, request: pytest.FixtureRequest
) -> None:
    if backend == "sqlite":
        with pytest.raises(UnavailableDatabaseError, match="There is no folder"):
            opened("sqlite:////nowhere/at/all/atlas.db")
        return
    server = request.getfixturevalue("postgres")
    with pytest.raises(UnavailableDatabaseError, match='"nothing" does not exist') as refused:
        opened(server.url("nothing").replace("atlas@", "atlas:secret@"))
    assert "secret" not in str(refused.value)
    with pytest.raises(UnavailableDatabaseError, match="stranger"):
        opened(server.url("postgres").replace("atlas@", "stranger:secret@"))
    with pytest.raises(UnavailableDatabaseError, match="cannot be opened"):
        opened("postgresql://atlas:secret@127.0.0.1:1/atlas")


def test_a_user_who_may_only_read_is_told_so_at_a_save(postgres: Postgres) -> None:
    postgres.run("CREATE DATABASE viewed TEMPLATE atlas_template")
    postgres.run("CREATE ROLE viewer LOGIN")
    with psycopg.connect(postgres.url("viewed"), autocommit=True) as connection:
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO viewer")
    store = opened(postgres.url("viewed").replace("atlas@", "viewer@"))
    assert len(store.records().missions) == 11
    with pytest.raises(ReadOnlyDatabaseError, match="may not be written"):
        store.write([Save(mission(), None)], ME)
    store.close()


OPEN_AND_SAVE = """
import sys
from data.access import AT_THIS_MACHINE, Author
from data.store import Kind, ReadOnlyDatabaseError, Save, open_store
from data.store.database import read_url
from tests.builders import mission
store = open_store(read_url(sys.argv[1]), policy=AT_THIS_MACHINE)
assert not store.may_write(Author())
try:
    store.write([Save(mission(), None)], Author())
except ReadOnlyDatabaseError as error:
    print(error)
print(*(kept.record.title for kept in store.all(Kind.MISSION)), sep=";")
"""


def bound_by_file_rights() -> None:
    """Takes from root, in a child before it starts, the power to write what is closed to it."""
    if os.geteuid() == 0:
        drop_from_bounding_set, dac_override = 24, 1
        assert ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0) == 0


def open_and_save(url: str) -> tuple[str, list[str]]:
    """What a process that file rights bind is told when it saves, and the titles that it sees."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_SAVE, url],
        cwd=ROOT,
        preexec_fn=bound_by_file_rights,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told, titles = done.stdout.splitlines()
    return told, titles.split(";")


def test_where_nothing_can_be_written_the_seed_is_shown(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    told, titles = open_and_save(f"sqlite:///{tmp_path / 'atlas.db'}")
    assert f"Nothing can be saved: {tmp_path} may not be written." in told
    assert "ATLAS_DATABASE_URL" in told
    assert len(titles) == 11
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("closed", ["folder", "file"])
def test_a_file_that_cannot_be_written_is_shown_as_it_is(tmp_path: Path, closed: str) -> None:
    file = tmp_path / "atlas.db"
    store = opened(f"sqlite:///{file}")
    store.write([Save(mission(title="Only here"), None)], ME)
    store.close()
    (tmp_path if closed == "folder" else file).chmod(0o555 if closed == "folder" else 0o444)
    before = file.read_bytes()
    told, titles = open_and_save(f"sqlite:///{file}")
    assert "may not be written" in told
    assert len(titles) == 12
    assert "Only here" in titles
    assert file.read_bytes() == before


def test_a_server_started_anew_is_noticed(postgres: Postgres) -> None:
    postgres.run("CREATE DATABASE restarted TEMPLATE atlas_template")
    store = opened(postgres.url("restarted"))
    assert store.revision() == 1
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'restarted'"
    )
    assert store.revision() == 1
    store.close()
