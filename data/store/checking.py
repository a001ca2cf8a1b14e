"""Looks for what can be wrong inside a database, beyond what the tables themselves forbid."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, and_, func, or_, select

from data.store import schema
from data.store.bodies import UnreadableError, load
from data.store.kinds import id_of

_CHUNK = 1_000
_record, _change, _revision = schema.record, schema.change, schema.revision


def faults_in(connection: Connection, *, deep: bool = True) -> tuple[str, ...]:
    """Every fault, in sentences; none when the database is sound.

    ``deep=False`` asks only whether the file itself holds together.
    """
    faults = list(_broken_file(connection)) if connection.dialect.name == "sqlite" else []
    if deep and not faults:
        faults += _orphans(connection)
        faults += _torn_histories(connection)
        faults += _unreadable_bodies(connection)
    return tuple(faults)


def _broken_file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield f"The database file is damaged: {said}. Restore a backup."


def _orphans(connection: Connection) -> Iterator[str]:
    in_record = and_(_record.c.kind == _change.c.kind, _record.c.id == _change.c.id)
    lost = (
        select(_change.c.kind, _change.c.id, _change.c.version)
        .outerjoin(_record, in_record)
        .where(_record.c.id.is_(None))
    )
    for row in connection.execute(lost):
        yield f"{row.kind} {row.id}: version {row.version} belongs to no record."
    for table in (_record, _change):
        undated = (
            select(table.c.kind, table.c.id, table.c.revision)
            .outerjoin(_revision, _revision.c.id == table.c.revision)
            .where(_revision.c.id.is_(None))
        )
        for row in connection.execute(undated):
            yield f"{row.kind} {row.id}: nothing is known of its revision {row.revision}."
    state = connection.execute(select(schema.state)).all()
    newest = connection.execute(select(func.coalesce(func.max(_revision.c.id), 0))).scalar_one()
    if [row.revision for row in state] != [newest]:
        said = ", ".join(str(row.revision) for row in state) or "none"
        yield f"The latest revision is {newest}, but the database says {said}."


def _torn_histories(connection: Connection) -> Iterator[str]:
    for row in connection.execute(_without_last_change()):
        yield f"{row.kind} {row.id}: its history does not end in what it is, version {row.version}."
    for row in connection.execute(_without_earlier_change()):
        yield f"{row.kind} {row.id}: version {row.version} does not follow from the one before."


def _without_last_change() -> Select[tuple[str, str, int]]:
    last = and_(
        _change.c.kind == _record.c.kind,
        _change.c.id == _record.c.id,
        _change.c.version == _record.c.version,
    )
    return (
        select(_record.c.kind, _record.c.id, _record.c.version)
        .outerjoin(_change, last)
        .where(
            or_(
                _change.c.id.is_(None),
                _change.c.revision != _record.c.revision,
                _change.c.after.is_(None) != _record.c.deleted,
                and_(_change.c.after.is_not(None), _change.c.after != _record.c.body),
            )
        )
    )


def _without_earlier_change() -> Select[tuple[str, str, int]]:
    earlier = _change.alias()
    before = and_(
        earlier.c.kind == _change.c.kind,
        earlier.c.id == _change.c.id,
        earlier.c.version == _change.c.version - 1,
    )
    return (
        select(_change.c.kind, _change.c.id, _change.c.version)
        .outerjoin(earlier, before)
        .where(
            or_(
                and_(_change.c.version > 1, earlier.c.id.is_(None)),
                _change.c.before.is_distinct_from(earlier.c.after),
            )
        )
    )


def _unreadable_bodies(connection: Connection) -> Iterator[str]:
    bodies = select(_record.c.kind, _record.c.id, _record.c.body)
    for row in connection.execute(bodies.execution_options(yield_per=_CHUNK)):
        try:
            named = id_of(load(row.kind, row.body))
        except UnreadableError as error:
            yield f"{row.kind} {row.id} cannot be read. {error}"
        else:
            if named != row.id:
                yield f"{row.kind} {row.id} calls itself {named!r}."
    older = select(_change.c.kind, _change.c.id, _change.c.version, _change.c.after).join(
        _record,
        and_(
            _record.c.kind == _change.c.kind,
            _record.c.id == _change.c.id,
            _record.c.version > _change.c.version,
        ),
    )
    older = older.where(_change.c.after.is_not(None)).execution_options(yield_per=_CHUNK)
    for version in connection.execute(older):
        try:
            load(version.kind, version.after)
        except UnreadableError as error:
            named = f"{version.kind} {version.id}: version {version.version}"
            yield f"{named} cannot be restored. {error}"
