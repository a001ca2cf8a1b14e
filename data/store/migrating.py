"""Brings a database to the tables that this atlas knows; several processes may try at once."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from data.store import schema
from data.store.database import BUSY_SECONDS, Database
from data.store.errors import NewerDatabaseError
from data.store.faults import in_plain_words, name_of

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x41544C4153
"""The number of PostgreSQL's lock that is held while migrating."""


def migrate(database: Database, *, write_ahead: bool = True) -> None:
    """Runs the migrations that a database lacks. Raises StoreError when it cannot be used.

    ``write_ahead=False`` leaves an SQLite file in one piece, as suits a backup.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    if database.file is not None and database.file.exists():
        with database.reading() as connection:
            if _is_current(connection, database, scripts):
                return
    if database.file is not None and write_ahead:
        with in_plain_words(database.url):
            _write_ahead(database.file)
    with database.writing() as connection:
        if database.file is None:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _is_current(connection, database, scripts):
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.execute(schema.state.select()).first() is None:
            first = {**schema.FIRST_STATE, "era": secrets.token_hex(16)}
            connection.execute(schema.state.insert(), first)


def schema_version(connection: Connection) -> str | None:
    """The last migration that has run; None for a database that the atlas has never used."""
    if not inspect(connection).has_table(schema.VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {schema.VERSION_TABLE}")).scalar()
    return None if found is None else str(found)


def _is_current(connection: Connection, database: Database, scripts: ScriptDirectory) -> bool:
    version = schema_version(connection)
    if version is None:
        return False
    known = {script.revision for script in scripts.walk_revisions()}
    if version not in known:
        raise NewerDatabaseError(
            f"A newer Mission Atlas has used the database {name_of(database.url)}. "
            "Update this one, or name another database in ATLAS_DATABASE_URL."
        )
    return version == scripts.get_current_head()


def _write_ahead(file: Path) -> None:
    """Switches an SQLite file to WAL, for good: readers and the writer then do not wait."""
    deadline = time.monotonic() + BUSY_SECONDS
    with contextlib.closing(sqlite3.connect(file)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                return
            except sqlite3.OperationalError as error:
                # SQLite does not wait here by itself when another process switches too.
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
