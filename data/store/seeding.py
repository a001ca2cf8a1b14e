"""Puts the records that come with the atlas into a database, once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select, update

from data.errors import Problem
from data.records import SECTORS_FILE, read_records
from data.store import schema
from data.store.database import Database
from data.store.kept import Save
from data.store.writing import Stamp, lock_state, write_changes

AUTHOR = "seed"
_NOTE = "The records that come with the atlas."


def seed(database: Database, folder: Path, at: str) -> tuple[Problem, ...]:
    """Puts in what the folder holds, unless all of it went in before.

    Returns what could not be read. While there is any, each start tries again, for those ids that
    the database has never seen: what somebody has changed or deleted stays so.
    """
    with database.reading() as connection:
        if _is_complete(connection):
            return ()
    records = read_records(folder)
    # The sectors are not kept in the database.
    faults = tuple(fault for fault in records.faults if fault.file != SECTORS_FILE)
    with database.writing() as connection:
        lock_state(connection)
        if _is_complete(connection):
            return ()
        table = schema.record
        seen = {(row.kind, row.id) for row in connection.execute(select(table.c.kind, table.c.id))}
        everything = (*records.sources.values(), *records.partnerships, *records.missions)
        saves = [Save(record, None) for record in everything]
        new = [save for save in saves if (save.kind.value, save.id) not in seen]
        write_changes(connection, new, Stamp(at, AUTHOR, _NOTE))
        if not faults:
            connection.execute(update(schema.state).values(seeded=True))
    return faults


def _is_complete(connection: Connection) -> bool:
    return bool(connection.execute(select(schema.state.c.seeded)).scalar_one())
