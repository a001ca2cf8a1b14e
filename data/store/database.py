"""One database: its address, its connections, and its two kinds of transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from data.store.errors import DatabaseSettingError
from data.store.faults import in_plain_words

DEFAULT_FILE = Path(__file__).parents[1] / "atlas.db"
VARIABLE = "ATLAS_DATABASE_URL"
BUSY_SECONDS = 30
"""How long to wait for another writer before giving up."""
CONNECT_SECONDS = 10
_WRITING = "atlas_writing"
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def database_url(environment: Mapping[str, str]) -> URL:
    """The address that ATLAS_DATABASE_URL gives, else that of the file ``data/atlas.db``.

    Raises DatabaseSettingError for one that is neither SQLite's nor PostgreSQL's.
    """
    written = environment.get(VARIABLE, "").strip()
    return read_url(written) if written else file_url(DEFAULT_FILE)


def file_url(path: Path) -> URL:
    """The address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


def read_url(written: str) -> URL:
    """An address as somebody wrote it. Raises DatabaseSettingError for what is none."""
    scheme = written.partition("://")[0]
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise _no_address(scheme) from error
    driver = _DRIVERS.get(url.drivername)
    if driver is None or not url.database or url.database == ":memory:":
        raise _no_address(scheme)
    return url.set(drivername=driver)


def _no_address(scheme: str) -> DatabaseSettingError:
    # Only the scheme is shown, because the rest may hold a password.
    return DatabaseSettingError(
        f"{VARIABLE} ({scheme[:20]}…) is no address of a database. Write "
        "sqlite:////folder/atlas.db or postgresql://user:password@host/name."
    )


class Database:
    """Connections to one database. Safe to share between threads."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine = _make_engine(url)

    @property
    def file(self) -> Path | None:
        """The file that holds it; None where a server does."""
        if self.engine.dialect.name != "sqlite" or self.url.database is None:
            return None
        return Path(self.url.database)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees the database as it stands now, whatever others write."""
        options: dict[str, Any] = (
            {} if self.file else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        with (
            in_plain_words(self.url),
            self.engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that is kept if the block ends well, and undone if it raises."""
        engine = self.engine.execution_options(**{_WRITING: True})
        with in_plain_words(self.url), engine.begin() as connection:
            if self.file is None:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            yield connection

    def close(self) -> None:
        """Closes every connection that is not in use."""
        self.engine.dispose()


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_file)
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(
        url,
        # A server that was started anew is noticed before a query fails.
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "mission-atlas"},
    )


def _prepare_file(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # Transactions are begun by us, in the kind that each needs.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer that began as a reader could be refused in the middle, however long it waited.
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
