"""What a spreadsheet holds once it is read: sheets of rows of cells, whatever file they came in."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import AtlasError

Value = str | int | float | bool | dt.date | None
"""What a cell holds. An empty cell is None and never "". A datetime is a date too."""

LARGEST_FILE = 25_000_000
"""Bytes of a file that is read at all."""
MOST_ROWS = 50_000
"""Rows that hold anything, in one sheet."""
MOST_COLUMNS = 1_024
MOST_CELLS = 1_000_000
"""Cells that hold anything, in one file."""
LONGEST_CELL = 32_767
"""Characters of a cell: what Excel takes."""
EXCEL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
"""What a cell shows when its formula failed."""


class SpreadsheetError(AtlasError, ValueError):
    """A file that cannot be read as a table; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something."""

    number: int
    """As a spreadsheet program counts, from 1."""
    cells: tuple[Value, ...]
    """From the first column on; cells past the last one that is filled are left out."""
    hidden: bool = False

    def cell(self, column: int) -> Value:
        """The cell of a column, counted from 0; None past the end."""
        return self.cells[column] if 0 <= column < len(self.cells) else None

    @property
    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [column for column, value in enumerate(self.cells) if value is not None]


@dataclass(frozen=True, slots=True)
class Merged:
    """A rectangle of cells shown as one; rows from 1, columns from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file."""

    name: str
    """Name of the sheet; of a CSV file the file's own."""
    rows: tuple[Row, ...]
    """Only rows that hold something."""
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know of how it was read."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of sheets."""

    name: str
    """File name without folders."""
    sheets: tuple[Sheet, ...]
    csv: bool = False
    """Whether it was text, or a ZIP of texts."""

    @property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets that hold anything."""
        return tuple(sheet for sheet in self.sheets if sheet.rows)


def column_letter(column: int) -> str:
    """The name of a column, counted from 0, as a spreadsheet program shows it: A, B, … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def tidy(text: str) -> str | None:
    """A cell's text without signs that are not seen; None when nothing is left of it."""
    if text.isascii() and text.isprintable():
        return text.strip() or None
    kept = "".join(
        " " if c == "\u00a0" else c
        for c in text
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return kept.strip() or None


def shown(value: Value) -> str:
    """A cell as a person sees it; "" when empty. Whole numbers have no point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    return str(value)


def short(text: str, length: int = 60) -> str:
    """A text for a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def trimmed(cells: Sequence[Value]) -> tuple[Value, ...]:
    """The cells without the empty ones at the end."""
    last = len(cells)
    while last and cells[last - 1] is None:
        last -= 1
    return tuple(cells[:last])
