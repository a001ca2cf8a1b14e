"""The first tables: state, revisions, records and their changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "atlas_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("era", sa.String(32), nullable=False),
        sa.Column("seeded", sa.Boolean, nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.create_table(
        "atlas_revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "atlas_record",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("atlas_revision.id"), nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.CheckConstraint("version >= 1", name="version"),
    )
    op.create_index("ix_atlas_record_revision", "atlas_record", ["revision"])
    op.create_table(
        "atlas_change",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("atlas_revision.id"), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.ForeignKeyConstraint(["kind", "id"], ["atlas_record.kind", "atlas_record.id"]),
    )
    op.create_index("ix_atlas_change_revision", "atlas_change", ["revision"])
