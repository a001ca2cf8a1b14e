"""Which column holds what: a record that a person corrects and that is kept for the next file."""

from __future__ import annotations

from enum import StrEnum

from data.model import Record, Slug, Status, Text
from data.spreadsheet.cells import column_letter
from data.spreadsheet.fields import SEVERAL, Field


class Layout(StrEnum):
    """What one row is."""

    MISSIONS = "missions"
    """A mission, its stops in one cell or several."""
    STOPS = "stops"
    """A stop; rows of one mission follow each other and repeat its name, or leave it blank."""
    FLOWS = "flows"
    """A pair of places: an origin-destination table."""


class Target(StrEnum):
    """What the pairs of an origin-destination table become."""

    MISSIONS = "missions"
    PARTNERSHIPS = "partnerships"


class ColumnUse(Record):
    """One column and what it holds."""

    name: str
    """As the header names it; "" without a header."""
    field: Field | None = None
    """None: it is left aside."""

    def shown(self, place: int) -> str:
        """Its name for a reader, or its letter; places count from 0."""
        return self.name or f"column {column_letter(place)}"


class ColumnMapping(Record):
    """How to read a table. Kept under a fingerprint of its header."""

    id: Slug
    columns: tuple[ColumnUse, ...]
    layout: Layout = Layout.MISSIONS
    target: Target = Target.MISSIONS
    day_first: bool | None = None
    """What comes first in "03/04/2019"; None: what the column's other dates say, else ask."""
    origin: Text | None = None
    """Where missions come from whose row does not say."""
    status: Status | None = None
    """What is known of missions whose row does not say; None: planned."""
    lead: Text | None = None
    """Who leads missions whose row does not say."""

    def places_of(self, field: Field) -> tuple[int, ...]:
        """The columns that hold a field, counted from 0."""
        return tuple(n for n, column in enumerate(self.columns) if column.field is field)

    def has(self, *fields: Field) -> bool:
        """Whether any column holds one of these."""
        return any(column.field in fields for column in self.columns)

    def with_field(self, place: int, field: Field | None) -> ColumnMapping:
        """The same with another meaning of one column; a field that only one may hold moves."""
        columns = [
            column.model_copy(update={"field": None})
            if field is not None and column.field is field and field not in SEVERAL
            else column
            for column in self.columns
        ]
        columns[place] = columns[place].model_copy(update={"field": field})
        return self.model_copy(update={"columns": tuple(columns)})
