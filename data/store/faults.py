"""What a database driver complains of, in words for whoever runs the atlas."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from sqlalchemy import URL
from sqlalchemy import exc as sa

from data.store.errors import (
    DamagedDatabaseError,
    ReadOnlyDatabaseError,
    StoreError,
    UnavailableDatabaseError,
)

_LOCK_TIMEOUT = "55P03"
_NO_RIGHTS = "42501"
_READ_ONLY = "25006"
_UNREACHABLE = ("08", "53", "55", "57")
"""Classes of codes: no connection, no room, not ready, being shut down. A refusal has no code."""
_MASK = 0xFF
"""SQLite's extended codes carry the plain one in their last byte."""


@contextlib.contextmanager
def in_plain_words(url: URL) -> Iterator[None]:
    """Turns what the driver raises while the block runs into a StoreError."""
    try:
        yield
    except sa.DBAPIError as error:
        raise _told(url, error.orig) from error
    except sa.TimeoutError as error:
        raise _busy(name_of(url)) from error
    except sqlite3.Error as error:
        raise _told(url, error) from error


def name_of(url: URL) -> str:
    """A database as a message may name it: the path of a file, or an address without password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _told(url: URL, fault: BaseException | None) -> StoreError:
    if isinstance(fault, sqlite3.Error):
        return _told_of_file(name_of(url), fault)
    return _told_of_server(name_of(url), fault)


def _told_of_file(name: str, fault: sqlite3.Error) -> StoreError:
    code = getattr(fault, "sqlite_errorcode", 0) & _MASK
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DamagedDatabaseError(
            f"{name} is damaged or no database of the atlas ({fault}). Bring back a backup: "
            "python -m data restore FILE --force. The damaged file is kept beside the new one."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ReadOnlyDatabaseError(
            f"{name} cannot be written ({fault}). Give the user who runs the atlas the right to "
            "write the file and its folder, or name another file in ATLAS_DATABASE_URL."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _busy(name)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"There is no room left on the disk of {name}. Nothing was saved.")
    return StoreError(f"The database {name} does not answer as it should: {fault}.")


def _told_of_server(name: str, fault: BaseException | None) -> StoreError:
    code = getattr(fault, "sqlstate", None)
    said = " ".join(str(fault).split()) or "no reason given"
    if code == _LOCK_TIMEOUT:
        return _busy(name)
    if code in (_NO_RIGHTS, _READ_ONLY):
        return ReadOnlyDatabaseError(
            f"{name} may not be written ({said}). Let the user in ATLAS_DATABASE_URL own it."
        )
    if code is None or code[:2] in _UNREACHABLE:
        return UnavailableDatabaseError(
            f"The database {name} cannot be opened ({said}). Start its server, or correct "
            "ATLAS_DATABASE_URL."
        )
    return StoreError(f"The database {name} does not answer as it should: {said}.")


def _busy(name: str) -> StoreError:
    return UnavailableDatabaseError(
        f"{name} is busy: others have been at work for too long. Nothing was saved. Try again in "
        "a minute."
    )
