"""The tables. Every record is whole in one row, as JSON; what each change did stands beside it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

VERSION_TABLE = "atlas_schema"
"""Where Alembic notes which migrations have run."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

state = Table(
    "atlas_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # The latest revision: one number that says whether anything has changed.
    Column("revision", Integer, nullable=False),
    # Random; another one after a restore, when versions no longer tell what has changed.
    Column("era", String(32), nullable=False),
    Column("seeded", Boolean, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

revision = Table(
    "atlas_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # ISO 8601 in UTC, the same in every database and in backups.
    Column("at", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
)

record = Table(
    "atlas_record",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("id", String(120), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, ForeignKey(revision.c.id), nullable=False),
    Column("deleted", Boolean, nullable=False),
    # Text and not a JSON type: kept to the letter, and PostgreSQL's refuses some characters.
    Column("body", Text, nullable=False),
    CheckConstraint("version >= 1", name="version"),
)
Index(None, record.c.revision)

change = Table(
    "atlas_change",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("id", String(120), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, ForeignKey(revision.c.id), nullable=False),
    # NULL before a first version and while the record lay in the bin; NULL after a deletion.
    Column("before", Text),
    Column("after", Text),
    ForeignKeyConstraint(["kind", "id"], [record.c.kind, record.c.id]),
)
Index(None, change.c.revision)

TABLES = (state, revision, record, change)
"""In an order in which rows can be put in; the reverse empties them."""

FIRST_STATE = {"id": 1, "revision": 0, "seeded": False}
