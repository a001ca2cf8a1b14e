"""SQLite files that cannot be written: told from others, and read by way of a copy."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy import URL

from data.store.database import Database, file_url
from data.store.errors import ReadOnlyDatabaseError, UnavailableDatabaseError
from data.store.faults import in_plain_words


def refuse_unwritable(database: Database) -> None:
    """Raises StoreError when an SQLite file, or its folder, is missing or cannot be written."""
    file = database.file
    if file is None:
        return
    if not file.parent.is_dir():
        raise UnavailableDatabaseError(
            f"There is no folder {file.parent} for the database. Make it, or correct "
            "ATLAS_DATABASE_URL."
        )
    # Beside the file SQLite keeps a log, so the folder must be open too.
    for path in (file.parent, file):
        if path.exists() and not os.access(path, os.W_OK):
            raise ReadOnlyDatabaseError(
                f"{path} may not be written. Give the user who runs the atlas that right, or name "
                "another file in ATLAS_DATABASE_URL."
            )


def copied(file: Path) -> URL:
    """The address of a copy of an SQLite file, which is removed when this process ends.

    Of a file that does not exist the copy is empty. Raises StoreError when it cannot be read.
    """
    folder = Path(tempfile.mkdtemp(prefix="mission-atlas-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / file.name
    with in_plain_words(file_url(file)):
        if file.exists():
            _copy(file, target)
    return file_url(target)


def _copy(file: Path, target: Path) -> None:
    address = f"{file.resolve().as_uri()}?mode=ro"
    try:
        _copy_from(address, target)
    except sqlite3.OperationalError:
        # In a folder that cannot be written SQLite may need to be told that nobody else does.
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        _copy_from(f"{address}&immutable=1", target)


def _copy_from(address: str, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(address, uri=True)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
