"""Puts changes into the tables: all of them in one revision, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from data.model import Record
from data.store import schema
from data.store.bodies import dump, kept_of, read_or_none
from data.store.errors import Clash, ConflictError, StoreError
from data.store.kept import Delete, Save
from data.store.kinds import Kind

Key = tuple[str, str]
"""Kind and id."""
_AT_ONCE = 500
"""Ids in one question: SQLite takes no more than 32,766 values, and shorter ones are quicker."""


@dataclass(frozen=True)
class Stamp:
    """Who makes a revision, and when."""

    at: str
    """ISO 8601 in UTC."""
    author: str
    note: str


@dataclass(frozen=True)
class _Wanted:
    """A change as the tables will hold it."""

    key: Key
    base: int | None
    body: str | None
    """None for a deletion."""
    record: Record | None


def write_changes(connection: Connection, changes: Iterable[Save | Delete], stamp: Stamp) -> int:
    """Makes the changes in one revision and returns its number.

    What would change nothing is left out; when nothing is left, no revision is made and the
    latest one is returned. Raises ConflictError when any record is not as the change begins from,
    StoreError when a record cannot be kept or is named twice.
    """
    latest = lock_state(connection)
    wanted = _prepare(changes)
    stored = dict(_stored(connection, wanted))
    todo = [want for want in wanted if not _is_so(want, stored.get(want.key))]
    clashing = [want for want in todo if _clashes(want, stored.get(want.key))]
    if clashing:
        raise ConflictError(
            tuple(_clash(connection, want, stored.get(want.key)) for want in clashing)
        )
    if not todo:
        return latest
    add_revision(connection, latest + 1, stamp)
    _put(connection, todo, stored, latest + 1)
    return latest + 1


def lock_state(connection: Connection) -> int:
    """The latest revision; until the transaction ends nobody else can make one.

    So revisions come into sight in the order of their numbers.
    """
    query = select(schema.state.c.revision).with_for_update()
    return int(connection.execute(query).scalar_one())


def add_revision(connection: Connection, number: int, stamp: Stamp) -> None:
    """Notes a revision and makes it the latest."""
    values = {"id": number, "at": stamp.at, "author": stamp.author, "note": stamp.note}
    connection.execute(schema.revision.insert(), values)
    connection.execute(update(schema.state).values(revision=number))


def _prepare(changes: Iterable[Save | Delete]) -> list[_Wanted]:
    wanted: dict[Key, _Wanted] = {}
    for change in changes:
        key = (change.kind.value, change.id)
        if key in wanted:
            raise StoreError(f"The {change.kind.label} {change.id} is changed twice in one save.")
        record = change.record if isinstance(change, Save) else None
        body = None if record is None else dump(record)
        wanted[key] = _Wanted(key, change.base_version, body, record)
    return list(wanted.values())


def _stored(connection: Connection, wanted: Sequence[_Wanted]) -> Iterator[tuple[Key, Row[Any]]]:
    table = schema.record
    for kind in sorted({want.key[0] for want in wanted}):
        ids = iter([want.key[1] for want in wanted if want.key[0] == kind])
        while batch := list(islice(ids, _AT_ONCE)):
            query = select(table).where(table.c.kind == kind, table.c.id.in_(batch))
            for row in connection.execute(query):
                yield (row.kind, row.id), row


def _is_so(want: _Wanted, row: Row[Any] | None) -> bool:
    """Whether the record already stands as it is wanted."""
    if row is None:
        return False
    if want.body is None or row.deleted:
        return want.body is None and bool(row.deleted)
    return bool(row.body == want.body) or read_or_none(row.kind, row.body) == want.record


def _clashes(want: _Wanted, row: Row[Any] | None) -> bool:
    return want.base != (None if row is None else row.version)


def _clash(connection: Connection, want: _Wanted, row: Row[Any] | None) -> Clash:
    kind, name = want.key
    base = None
    if want.base is not None:
        table = schema.change
        query = select(table.c.after).where(
            table.c.kind == kind, table.c.id == name, table.c.version == want.base
        )
        base = read_or_none(kind, connection.execute(query).scalar())
    theirs = None if row is None else kept_of(row)
    return Clash(Kind(kind), name, base, theirs, want.record)


def _put(
    connection: Connection, todo: Sequence[_Wanted], stored: Mapping[Key, Row[Any]], number: int
) -> None:
    new: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    changes: list[dict[str, object]] = []
    for want in todo:
        row = stored.get(want.key)
        version = 1 if row is None else row.version + 1
        names = {"kind": want.key[0], "id": want.key[1], "version": version, "revision": number}
        # A deleted record keeps its body, so that the bin can show it.
        body = row.body if want.body is None and row is not None else want.body
        values = {**names, "deleted": want.body is None, "body": body}
        if row is None:
            new.append(values)
        else:
            changed.append({f"new_{name}": value for name, value in values.items()})
        before = None if row is None or row.deleted else row.body
        changes.append({**names, "before": before, "after": want.body})
    if new:
        connection.execute(schema.record.insert(), new)
    if changed:
        connection.execute(_UPDATE, changed)
    connection.execute(schema.change.insert(), changes)


_UPDATE = (
    update(schema.record)
    .where(
        schema.record.c.kind == bindparam("new_kind"),
        schema.record.c.id == bindparam("new_id"),
    )
    .values({name: bindparam(f"new_{name}") for name in ("version", "revision", "deleted", "body")})
)
