"""Reads the tables: the records as they stand, only those that changed, and their history."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from data.errors import Problem
from data.model import Record
from data.store import schema
from data.store.bodies import UnreadableError, kept_of, load
from data.store.errors import NotFoundError
from data.store.kept import AnyKept, Change, Deed, Delete, LoggedChange, LoggedRevision, Save
from data.store.kinds import MODELS, Kind
from data.store.writing import Key

_CHUNK = 1_000
"""Rows fetched at once: memory stays bounded, however many there are."""


@dataclass(frozen=True)
class View:
    """All records at one revision, deleted ones too. Shared, so nothing in it may be changed."""

    era: str
    revision: int
    kept: Mapping[Kind, Mapping[str, AnyKept]]
    unreadable: Mapping[Key, Problem]
    """Rows that are no record of their kind; they are missing above."""


def look(connection: Connection, before: View | None) -> View:
    """The records as they stand; what has not changed since ``before`` is taken from there."""
    state = connection.execute(select(schema.state)).one()
    query = select(schema.record)
    if before is not None and before.era == state.era:
        if before.revision == state.revision:
            return before
        kept = {kind: dict(records) for kind, records in before.kept.items()}
        unreadable = dict(before.unreadable)
        query = query.where(schema.record.c.revision > before.revision)
    else:
        kept = {kind: {} for kind in MODELS}
        unreadable = {}
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        unreadable.pop((row.kind, row.id), None)
        try:
            one = kept_of(row)
        except UnreadableError as error:
            unreadable[row.kind, row.id] = Problem(
                "the database", f"{row.kind} {row.id}", str(error), _MEND
            )
            kept.get(row.kind, {}).pop(row.id, None)
        else:
            kept[one.kind][row.id] = one
    return View(state.era, state.revision, kept, unreadable)


_MEND = (
    "Until then it is left out. Update the atlas, or restore an earlier version of the record: "
    "python -m data history."
)


def latest_revision(connection: Connection) -> int:
    """The number of the latest revision; 0 before the first."""
    return int(connection.execute(select(schema.state.c.revision)).scalar_one())


def read_history(connection: Connection, kind: Kind, name: str) -> tuple[Change, ...]:
    """Every change of one record, the newest first; empty when there never was one."""
    change, revision = schema.change, schema.revision
    query = (
        select(change, revision.c.at, revision.c.author, revision.c.note)
        .join(revision, revision.c.id == change.c.revision)
        .where(change.c.kind == kind.value, change.c.id == name)
        .order_by(change.c.version.desc())
    )
    return tuple(_change_of(kind, row) for row in connection.execute(query))


def body_at(connection: Connection, kind: Kind, name: str, version: int) -> str:
    """The record's body as one version left it. Raises NotFoundError when it left none."""
    change = schema.change
    query = select(change.c.after).where(
        change.c.kind == kind.value, change.c.id == name, change.c.version == version
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"There is no version {version} of the {kind.label} {name}.")
    if row.after is None:
        raise NotFoundError(
            f"Version {version} of the {kind.label} {name} is its deletion. Restore the version "
            "before it."
        )
    return str(row.after)


def reverse_of(connection: Connection, revision: int) -> list[Save | Delete]:
    """The changes that take one revision back. Raises NotFoundError when it changed nothing."""
    table = schema.change
    query = select(table).where(table.c.revision == revision)
    back: list[Save | Delete] = [
        Delete(Kind(row.kind), row.id, row.version)
        if row.before is None
        else Save(load(row.kind, row.before), row.version)
        for row in connection.execute(query)
    ]
    if not back:
        raise NotFoundError(f"There is no revision {revision} that changed anything.")
    return back


def latest_version(connection: Connection, kind: Kind, name: str) -> int | None:
    """The version in which a record stands; None when there never was one."""
    table = schema.record
    query = select(table.c.version).where(table.c.kind == kind.value, table.c.id == name)
    found: int | None = connection.execute(query).scalar()
    return found


def read_log(connection: Connection, limit: int) -> tuple[LoggedRevision, ...]:
    """The latest revisions, the newest first, at most ``limit`` of them."""
    revision = schema.revision
    query = select(revision).order_by(revision.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    changes = changes_of(connection, [row.id for row in rows])
    return tuple(
        LoggedRevision(row.id, _moment(row.at), row.author, row.note, tuple(changes[row.id]))
        for row in rows
    )


def changes_of(
    connection: Connection, revisions: Iterable[int]
) -> Mapping[int, list[LoggedChange]]:
    """What these revisions changed, by revision; each list by kind and id."""
    change = schema.change
    query = (
        select(
            change.c.revision,
            change.c.kind,
            change.c.id,
            change.c.version,
            change.c.before.is_(None).label("from_nothing"),
            change.c.after.is_(None).label("to_nothing"),
        )
        .where(change.c.revision.in_(list(revisions)))
        .order_by(change.c.kind, change.c.id)
    )
    found: defaultdict[int, list[LoggedChange]] = defaultdict(list)
    for row in connection.execute(query):
        if row.kind in MODELS:
            one = LoggedChange(Kind(row.kind), row.id, row.version, _deed(row))
            found[row.revision].append(one)
    return found


def _deed(row: Row[Any]) -> Deed:
    if row.to_nothing:
        return Deed.DELETED
    if row.from_nothing:
        return Deed.CREATED if row.version == 1 else Deed.RESTORED
    return Deed.CHANGED


def _change_of(kind: Kind, row: Row[Any]) -> Change:
    before, odd_before = _side(kind, row.before)
    after, odd_after = _side(kind, row.after)
    return Change(
        kind,
        row.id,
        row.version,
        row.revision,
        _moment(row.at),
        row.author,
        row.note,
        before,
        after,
        odd_after or odd_before,
    )


def _side(kind: Kind, body: str | None) -> tuple[Record | None, str]:
    """The record before or after a change, and why it cannot be read."""
    if body is None:
        return None, ""
    try:
        return load(kind, body), ""
    except UnreadableError as error:
        return None, str(error)


def _moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)
