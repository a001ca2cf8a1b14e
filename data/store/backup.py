"""Copies of a whole database: one SQLite file, whichever database it comes from or goes to.

Rows are copied in one transaction that sees the database as it stood at one moment, so others may
go on writing.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, func, select, update

from data.store import schema
from data.store.checking import faults_in
from data.store.database import Database, file_url
from data.store.errors import DamagedDatabaseError, ReadOnlyDatabaseError, StoreError
from data.store.migrating import migrate, schema_version
from data.store.seeding import AUTHOR as SEED_AUTHOR
from data.store.unwritable import copied, refuse_unwritable
from data.store.writing import Stamp, add_revision, lock_state

_CHUNK = 1_000
"""Rows copied at once: memory stays bounded, however many there are."""


@dataclass(frozen=True)
class BackupMade:
    """What a backup holds."""

    records: int
    """Deleted ones too."""
    revision: int


@dataclass(frozen=True)
class Restored:
    """What a restore did."""

    records: int
    revision: int
    """The revision that the restore made."""
    kept: tuple[Path, ...]
    """Where the replaced database went; empty when there was nothing to keep."""


def back_up(connection: Connection, file: Path) -> BackupMade:
    """Writes all that a transaction sees into a new file. Raises StoreError when it cannot."""
    if file.exists():
        raise StoreError(f"{file} exists already. Name another file.")
    if not file.parent.is_dir():
        raise StoreError(f"There is no folder {file.parent}. Make it, or name another file.")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        made = _write(connection, unfinished)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(file)
    except (OSError, ReadOnlyDatabaseError) as error:
        raise StoreError(f"{file} cannot be written. Name another file.") from error
    return made


def restore_backup(url: URL, file: Path, *, force: bool, stamp: Stamp) -> Restored:
    """Puts a backup in the place of what a database holds, in one transaction.

    Servers that have the database open show the restored records at their next interaction. Raises
    StoreError, and changes nothing, when the file is no sound backup, or the database holds
    anybody's changes and ``force`` is not set.
    """
    backup = _sound(file)
    try:
        moved = _ready(url, force=force, stamp=stamp)
        database = Database(url)
        try:
            return _replace(backup, database, file, force=force, stamp=stamp, moved=moved)
        finally:
            database.close()
    finally:
        backup.close()


def _write(connection: Connection, file: Path) -> BackupMade:
    target = Database(file_url(file))
    try:
        migrate(target, write_ahead=False)
        with target.writing() as copy:
            copy.execute(schema.state.delete())
            return _copy(connection, copy)
    finally:
        target.close()


def _copy(source: Connection, target: Connection) -> BackupMade:
    for table in schema.TABLES:
        query = select(table).execution_options(yield_per=_CHUNK)
        for part in source.execute(query).mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in part])
    records = select(func.count()).select_from(schema.record)
    return BackupMade(
        target.execute(records).scalar_one(),
        target.execute(select(schema.state.c.revision)).scalar_one(),
    )


def _sound(file: Path) -> Database:
    """A copy of a backup, with today's tables. Raises StoreError when the backup is not sound."""
    if not file.is_file():
        raise StoreError(f"There is no file {file}.")
    try:
        backup = Database(copied(file))
        with backup.reading() as connection:
            if schema_version(connection) is None:
                raise StoreError(f"{file} is no backup of the atlas.")
        migrate(backup)
        with backup.reading() as connection:
            faults = faults_in(connection)
    except DamagedDatabaseError as error:
        raise StoreError(f"{file} is damaged or no backup of the atlas.") from error
    if faults:
        raise StoreError(f"{file} is damaged; take another backup. {faults[0]}")
    return backup


def _ready(url: URL, *, force: bool, stamp: Stamp) -> tuple[Path, ...]:
    """Makes the database one that can be written; a damaged file is moved aside.

    Returns where it went. Raises DamagedDatabaseError for a damaged file without ``force``.
    """
    database = Database(url)
    try:
        _open_sound(database)
    except DamagedDatabaseError:
        if not force or database.file is None:
            raise
        database.close()
        moved = _move_aside(database.file, stamp)
        migrate(database)
        return (moved,)
    finally:
        database.close()
    return ()


def _open_sound(database: Database) -> None:
    refuse_unwritable(database)
    migrate(database)
    with database.reading() as connection:
        faults = faults_in(connection, deep=False)
    if faults:
        raise DamagedDatabaseError(faults[0])


def _move_aside(file: Path, stamp: Stamp) -> Path:
    moved = _beside(file, stamp)
    for ending in ("", "-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(moved.with_name(moved.name + ending))
    return moved


def _replace(
    backup: Database,
    database: Database,
    file: Path,
    *,
    force: bool,
    stamp: Stamp,
    moved: tuple[Path, ...],
) -> Restored:
    with backup.reading() as source, database.writing() as target:
        latest = lock_state(target)
        if not force and _is_used(target):
            raise StoreError(
                "The database holds changes that a restore would replace. To replace them, add "
                "--force; the database as it stands is then kept beside."
            )
        kept = moved
        if latest:
            kept += (_beside(database.file or file, stamp),)
            back_up(target, kept[-1])
        for table in reversed(schema.TABLES):
            target.execute(table.delete())
        made = _copy(source, target)
        # A number that no server has seen, and an era in which versions are compared afresh.
        number = max(latest, made.revision) + 1
        add_revision(target, number, stamp)
        target.execute(update(schema.state).values(era=secrets.token_hex(16)))
    return Restored(made.records, number, kept)


def _is_used(connection: Connection) -> bool:
    query = select(func.count()).where(schema.revision.c.author != SEED_AUTHOR)
    return bool(connection.execute(query).scalar_one())


def _beside(file: Path, stamp: Stamp) -> Path:
    """A name beside a file that nothing has yet."""
    moment = "".join(letter for letter in stamp.at[:19] if letter.isalnum())
    return file.with_name(f"{file.stem}.replaced-{moment}-{secrets.token_hex(2)}.db")
