"""The store: records that can be kept, with every version that they ever had."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sqlalchemy import URL

from data.access import Author, WritePolicy
from data.corrections import corrections_of
from data.errors import Problem
from data.model import Evidenced
from data.records import (
    SEED_FOLDER,
    Records,
    Snapshot,
    doubts,
    newest_first,
    read_vocabulary,
)
from data.store import reading, seeding, writing
from data.store.backup import BackupMade, Restored, back_up, restore_backup
from data.store.bodies import load, writable
from data.store.checking import faults_in
from data.store.database import Database, database_url
from data.store.errors import NotFoundError, ReadOnlyDatabaseError
from data.store.faults import name_of
from data.store.kept import AnyKept, Change, Delete, LoggedRevision, Save
from data.store.kinds import Kind, is_id
from data.store.migrating import migrate
from data.store.unwritable import copied, refuse_unwritable
from data.vocabulary import Vocabulary
from geo.resolver import Corrections

LONGEST_NOTE = 500
"""Characters of a note that are kept."""


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


class Store:
    """Records in one database. Made by ``open_store``; safe to share between threads.

    Every method may raise StoreError when the database fails; its text is for the reader.
    ``notice`` says why nothing can be saved, whoever asks; it is empty when all is well.
    """

    def __init__(
        self,
        database: Database,
        policy: WritePolicy,
        vocabulary: Vocabulary,
        faults: tuple[Problem, ...],
        clock: Callable[[], dt.datetime],
        notice: str = "",
    ) -> None:
        self.policy = policy
        self.notice = notice
        self._database = database
        self._vocabulary = vocabulary
        self._faults = faults
        self._clock = clock
        self._lock = threading.Lock()
        self._view: reading.View | None = None
        self._snapshot: tuple[reading.View, Snapshot] | None = None

    @property
    def name(self) -> str:
        """The database as a message may name it: without its password."""
        return name_of(self._database.url)

    def revision(self) -> int:
        """The number of the latest save, by whichever process; cheap, to key caches on."""
        with self._database.reading() as connection:
            return reading.latest_revision(connection)

    def records(self) -> Records:
        """What the atlas shows: missions, partnerships and sources that are not deleted."""
        return self.snapshot().records

    def corrections(self) -> Corrections:
        """What people have said that names mean, as the geocoder takes it."""
        return self.snapshot().corrections

    def snapshot(self) -> Snapshot:
        """Records and corrections at one revision; records that did not change are the same."""
        view = self._look()
        with self._lock:
            if self._snapshot is None or self._snapshot[0] is not view:
                self._snapshot = view, self._make_snapshot(view)
            return self._snapshot[1]

    def all(self, kind: Kind) -> tuple[AnyKept, ...]:
        """Every record of a kind that is not deleted, by id."""
        kept = self._look().kept[kind].values()
        return tuple(sorted((one for one in kept if not one.deleted), key=lambda one: one.id))

    def get(self, kind: Kind, name: str) -> AnyKept | None:
        """One record by its id, deleted or not; None when there never was one."""
        return self._look().kept[kind].get(name)

    def bin(self) -> tuple[AnyKept, ...]:
        """Every deleted record as it was, the latest deleted first."""
        every = (one for records in self._look().kept.values() for one in records.values())
        deleted = (one for one in every if one.deleted)
        return tuple(sorted(deleted, key=lambda one: (-one.revision, one.kind, one.id)))

    def history(self, kind: Kind, name: str) -> tuple[Change, ...]:
        """Every change of one record, the newest first; empty when there never was one."""
        if not is_id(name):
            return ()
        with self._database.reading() as connection:
            return reading.read_history(connection, kind, name)

    def log(self, limit: int = 50) -> tuple[LoggedRevision, ...]:
        """The latest saves and what they changed, the newest first."""
        with self._database.reading() as connection:
            return reading.read_log(connection, limit)

    def write(self, changes: Iterable[Save | Delete], author: Author, note: str = "") -> int:
        """Makes all changes in one transaction and one revision, or none; returns the revision.

        A record that already stands as it is wanted is left alone; when all do, no revision is
        made and the latest is returned. Raises NotAllowedError when the author may not write,
        ConflictError when a record is not as the change begins from, StoreError otherwise.
        """
        self._require(author)
        with self._database.writing() as connection:
            return writing.write_changes(connection, changes, self._stamp(author, note))

    def restore(self, kind: Kind, name: str, version: int, author: Author, note: str = "") -> int:
        """Makes a record what an earlier version was, also out of the bin; returns the revision.

        Nothing is taken back: it becomes a new version. Raises NotFoundError when that version
        does not exist or is a deletion, NotAllowedError when the author may not write.
        """
        self._require(author)
        if not is_id(name):
            raise NotFoundError(f"There is no {kind.label} with such an id.")
        stamp = self._stamp(author, note or f"Version {version} restored.")
        with self._database.writing() as connection:
            writing.lock_state(connection)
            record = load(kind, reading.body_at(connection, kind, name, version))
            latest = reading.latest_version(connection, kind, name)
            return writing.write_changes(connection, [Save(record, latest)], stamp)

    def undo(self, revision: int, author: Author) -> int:
        """Takes back one save, by a new one; returns its revision.

        Every record that it changed becomes what it was before. Raises ConflictError, and changes
        nothing, when one of them has been changed since, NotFoundError when there is no such save.
        """
        self._require(author)
        stamp = self._stamp(author, f"Revision {revision} undone.")
        with self._database.writing() as connection:
            writing.lock_state(connection)
            back = reading.reverse_of(connection, revision)
            return writing.write_changes(connection, back, stamp)

    def back_up(self, file: Path) -> BackupMade:
        """Copies everything, history too, into one new file, while others go on writing.

        The file is the same whichever database it comes from. Raises StoreError when the file
        exists already or cannot be written.
        """
        with self._database.reading() as connection:
            return back_up(connection, file)

    def check(self) -> tuple[str, ...]:
        """What is wrong inside the database, in sentences; empty when it is sound."""
        with self._database.reading() as connection:
            return faults_in(connection)

    def may_write(self, author: Author) -> bool:
        """Whether this author may change records: what decides which controls a page shows."""
        return not self.notice and self.policy.allows(author)

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def _require(self, author: Author) -> None:
        if self.notice:
            raise ReadOnlyDatabaseError(self.notice)
        self.policy.require(author)

    def _stamp(self, author: Author, note: str) -> writing.Stamp:
        said = writable(note.strip()[:LONGEST_NOTE])
        return writing.Stamp(_moment(self._clock), writable(str(author)), said)

    def _look(self) -> reading.View:
        with self._lock:
            with self._database.reading() as connection:
                self._view = reading.look(connection, self._view)
            return self._view

    def _make_snapshot(self, view: reading.View) -> Snapshot:
        shown = {
            kind: {name: one.record for name, one in kept.items() if not one.deleted}
            for kind, kept in view.kept.items()
        }
        missions = tuple(sorted(shown[Kind.MISSION].values(), key=newest_first))
        partnerships = tuple(shown[Kind.PARTNERSHIP].values())
        sources = shown[Kind.SOURCE]
        named: list[tuple[str, str, Evidenced]] = [
            (f"{kind.label} {one.id}", "", one)
            for kind, records in ((Kind.MISSION, missions), (Kind.PARTNERSHIP, partnerships))
            for one in records
        ]
        records = Records(
            missions=missions,
            partnerships=partnerships,
            sources=sources,
            vocabulary=self._vocabulary,
            faults=(*self._faults, *view.unreadable.values()),
            doubts=tuple(doubts(named, sources, self._vocabulary)),
        )
        corrections = corrections_of(shown[Kind.CORRECTION].values())
        return Snapshot(view.revision, records, corrections)


def open_store(
    url: URL | None = None,
    *,
    policy: WritePolicy,
    seed: Path = SEED_FOLDER,
    environment: Mapping[str, str] = os.environ,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Store:
    """Opens the database that the environment names, or another one; makes it where there is none.

    Brings its tables up to date, and puts in the records of the seed folder if they never went in
    whole. Where an SQLite file cannot be written, the store is a copy of it, or of the seed folder,
    that takes no changes and whose ``notice`` says so. Raises StoreError when it cannot be opened.
    """
    database = Database(database_url(environment) if url is None else url)
    try:
        return _open(database, policy, seed, clock)
    except ReadOnlyDatabaseError as error:
        database.close()
        if database.file is None:
            raise
        copy = Database(copied(database.file))
        return _open(copy, WritePolicy(), seed, clock, f"Nothing can be saved: {error}")


def _open(
    database: Database,
    policy: WritePolicy,
    seed: Path,
    clock: Callable[[], dt.datetime],
    notice: str = "",
) -> Store:
    refuse_unwritable(database)
    migrate(database)
    faults = seeding.seed(database, seed, _moment(clock))
    vocabulary, odd = read_vocabulary(seed)
    return Store(database, policy, vocabulary, faults + odd, clock, notice)


def restore_store(
    file: Path,
    author: Author,
    *,
    force: bool = False,
    url: URL | None = None,
    environment: Mapping[str, str] = os.environ,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Restored:
    """Puts a backup in the place of what the database holds, all of it or nothing.

    Servers that have the database open show the restored records at their next interaction. Raises
    StoreError when the file is no sound backup, or when the database holds anybody's changes and
    ``force`` is not set. What was there is kept beside.
    """
    stamp = writing.Stamp(_moment(clock), str(author), f"Restored from the backup {file.name}.")
    target = database_url(environment) if url is None else url
    return restore_backup(target, file, force=force, stamp=stamp)


def _moment(clock: Callable[[], dt.datetime]) -> str:
    return clock().astimezone(dt.UTC).isoformat(timespec="microseconds")
