"""Excel workbooks, read row by row within bounds: values and dates, never formulas.

openpyxl reads the names of the sheets and which cells are dates; the sheets themselves are read as
a stream, because a file may say that it has a million rows and sixteen thousand columns.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from data.spreadsheet.cells import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Merged,
    Row,
    Sheet,
    SpreadsheetError,
    Value,
    column_letter,
)
from data.spreadsheet.packages import check_zip
from data.spreadsheet.sheet_xml import RawRow, SheetStream, read_strings
from data.spreadsheet.text_files import too_large

MOST_SHEETS = 100

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    etree.LxmlError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    OSError,
)
"""What openpyxl, lxml and zipfile raise for files that are no sound workbooks."""


@dataclass
class _Book:
    """What the sheets of one workbook share."""

    name: str
    reader: Any
    strings: list[str]
    cells: int = 0
    """Cells read so far."""

    def take(self, count: int) -> None:
        self.cells += count
        if self.cells > MOST_CELLS:
            raise too_large(self.name)


def read_workbook(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook. Raises SpreadsheetError when it is none, damaged or too large."""
    check_zip(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of things that are not read anyway
            return tuple(_read(name, data))
    except SpreadsheetError:
        raise
    except _DAMAGED as error:
        raise SpreadsheetError(
            f"{name} is damaged and cannot be read as a workbook. Open it in a spreadsheet "
            "program and save it as .xlsx again."
        ) from error


def _read(name: str, data: bytes) -> list[Sheet]:
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with reader.archive as archive:
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(archive, reader.wb)
        found = [
            (sheet, rel)
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in reader.valid_files and "chartsheet" not in rel.Type
        ]
        if len(found) > MOST_SHEETS:
            raise SpreadsheetError(
                f"{name} has more than {MOST_SHEETS} sheets. Keep those with missions."
            )
        part = reader.package.find(SHARED_STRINGS)
        strings: list[str] = []
        if part is not None:
            with archive.open(part.PartName[1:]) as source:
                strings = read_strings(source)
        book = _Book(name, reader, strings)
        return [_sheet(book, sheet, rel.target) for sheet, rel in found]


def _sheet(book: _Book, sheet: Any, path: str) -> Sheet:
    title = str(sheet.name)
    rows: list[Row] = []
    uncomputed: list[str] = []
    with book.reader.archive.open(path) as source:
        stream = SheetStream(source)
        for raw in stream.rows():
            values = _values(book, title, raw)
            uncomputed += raw.uncomputed
            if not values:
                continue
            book.take(sum(value is not None for value in values))
            rows.append(Row(raw.number, values, raw.hidden))
            if len(rows) > MOST_ROWS:
                raise too_large(book.name)
    notes = []
    if uncomputed:
        cells = ", ".join(uncomputed[:5])
        more = " and others" if len(uncomputed) > 5 else ""
        notes.append(
            f"Sheet {title}: the formulas in {cells}{more} have no stored result and were "
            "read as empty. Open the file in a spreadsheet program and save it to fill them."
        )
    hidden = [str(row.number) for row in rows if row.hidden]
    if hidden:
        listed = ", ".join(hidden[:10]) + (" and others" if len(hidden) > 10 else "")
        notes.append(f"Sheet {title}: rows {listed} are hidden, and were read like the others.")
    merged = _merged(stream.merged)
    return Sheet(
        title,
        _filled_down(rows, merged),
        hidden=sheet.state != "visible",
        merged=merged,
        notes=tuple(notes),
    )


def _values(book: _Book, title: str, raw: RawRow) -> tuple[Value, ...]:
    filled: list[tuple[int, Value]] = []
    for column, kind, style, text in raw.cells:
        value = _value(book, kind, style, text)
        if value is None:
            continue
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            raise SpreadsheetError(
                f"{book.name}, sheet {title}, row {raw.number} holds a cell of {len(value):,} "
                f"characters; at most {LONGEST_CELL:,} are read."
            )
        filled.append((column, value))
    if not filled:
        return ()
    last = max(column for column, _ in filled)
    if last >= MOST_COLUMNS:
        raise SpreadsheetError(
            f"{book.name}, sheet {title}, row {raw.number} reaches column {column_letter(last)}. "
            f"Keep the columns that describe missions, at most {MOST_COLUMNS:,}, and save it again."
        )
    cells: list[Value] = [None] * (last + 1)
    for column, value in filled:
        cells[column] = value
    return tuple(cells)


def _value(book: _Book, kind: str, style: int, text: str) -> Value:
    if kind == "s":
        text = book.strings[int(text)]
    elif kind == "b":
        return text.strip() in ("1", "true")
    elif kind == "n":
        return _number(book, style, float(text))
    elif kind == "d":
        return _day(dt.datetime.fromisoformat(text.rstrip("Z")))
    return text if text.strip() else None


def _number(book: _Book, style: int, number: float) -> Value:
    workbook = book.reader.wb
    if style in workbook._date_formats:
        try:
            made = from_excel(
                number, workbook.epoch, timedelta=style in workbook._timedelta_formats
            )
        except (OverflowError, ValueError):
            return "#VALUE!"  # what Excel shows for a day that there is not
        return _day(made) if isinstance(made, dt.datetime) else str(made)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _day(moment: dt.datetime) -> dt.date:
    return moment if moment.time() != dt.time() else moment.date()


def _merged(refs: list[str]) -> tuple[Merged, ...]:
    found = []
    for ref in refs:
        left, top, right, bottom = range_boundaries(ref)
        if None not in (left, top, right, bottom) and (left, top) != (right, bottom):
            found.append(Merged(top, left - 1, bottom, right - 1))
    return tuple(found)


def _filled_down(rows: list[Row], merged: tuple[Merged, ...]) -> tuple[Row, ...]:
    """The rows with the value of a cell merged over several of them in each."""
    places = {row.number: place for place, row in enumerate(rows)}
    made = list(rows)
    work = 0
    for area in merged:
        top = places.get(area.first_row)
        if top is None or area.last_row == area.first_row:
            continue
        value = made[top].cell(area.first_column)
        if value is None:
            continue
        for place in range(top + 1, len(made)):
            row = made[place]
            work += 1
            if row.number > area.last_row or work > MOST_CELLS:
                break
            cells = list(row.cells) + [None] * (area.first_column + 1 - len(row.cells))
            if cells[area.first_column] is None:
                cells[area.first_column] = value
                made[place] = Row(row.number, tuple(cells), row.hidden)
    return tuple(made)
