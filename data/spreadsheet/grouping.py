"""Which rows of a table are missions, which belong together, and which are something else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.date_tokens import UnreadableDateError
from data.dates import YEARS
from data.spreadsheet.cells import Row, Sheet, shown
from data.spreadsheet.fields import Field, word_set
from data.spreadsheet.headers import Header
from data.written_dates import read_dates
from geo.names import fold

LONGEST_STAY = 21
"""Days between two stops of one mission, at most."""
_IDENTITY = (Field.ID, Field.TITLE, Field.ORIGIN, Field.LEAD, Field.LEADERS)
_DATES = (Field.DATES, Field.START, Field.END, Field.YEAR)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


class Skip(StrEnum):
    """Why a row is no mission."""

    ABOVE = "stands above the table"
    HEADER = "names the columns"
    SECTION = "is a heading within the table"
    TOTAL = "is a total"
    NIL = "says that there is nothing to report"
    NOTE = "is a note below the table"
    ELSEWHERE = "goes nowhere in China"


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that is no mission."""

    row: Row
    why: Skip


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one mission, and the heading that they stand under."""

    rows: tuple[Row, ...]
    section: str = ""
    year: int | None = None
    """The year that the heading names."""


def sort_rows(
    sheet: Sheet, header: Header, fields: Mapping[int, Field], *, stops: bool
) -> Iterator[Group | Skipped]:
    """Every row of a sheet once, in order: in a group that is a mission, or skipped.

    Args:
        sheet: the table.
        header: where its columns are named.
        fields: what its columns hold, counted from 0.
        stops: whether a row is a stop, so that rows are put together.
    """
    last = _last_data_row(sheet, header, fields)
    section, year = "", None
    waiting: list[Row] = []
    for row in sheet.rows:
        why = _no_mission(row, header, fields, last)
        if why is None:
            if waiting and not (stops and _belongs(waiting, row, fields)):
                yield Group(tuple(waiting), section, year)
                waiting = []
            waiting.append(row)
            continue
        if waiting:
            yield Group(tuple(waiting), section, year)
            waiting = []
        if why in (Skip.SECTION, Skip.ABOVE):
            text = next(shown(value) for value in row.cells if value is not None)
            found = _YEAR.findall(text)
            section = text if why is Skip.SECTION else section
            year = int(found[0]) if len(set(found)) == 1 and int(found[0]) in YEARS else year
        yield Skipped(row, why)
    if waiting:
        yield Group(tuple(waiting), section, year)


def groups_stops(sheet: Sheet, header: Header, fields: Mapping[int, Field]) -> bool:
    """Whether rows of the sheet belong together, so that each is a stop and not a mission."""
    if Field.DESTINATION not in fields.values():
        return False
    sorted_rows = sort_rows(sheet, header, fields, stops=True)
    return any(isinstance(entry, Group) and len(entry.rows) > 1 for entry in sorted_rows)


def text_of(row: Row, fields: Mapping[int, Field], *wanted: Field) -> str:
    """What the row's columns of these fields say, together; "" when they are empty."""
    parts = (shown(row.cell(n)).strip() for n, field in fields.items() if field in wanted)
    return " ".join(part for part in parts if part)


def _last_data_row(sheet: Sheet, header: Header, fields: Mapping[int, Field]) -> int:
    """The last row that says something in two columns that are known."""
    for row in reversed(sheet.rows):
        known = [column for column in row.filled if column in fields]
        if len(known) >= min(2, len(fields)) and not _is_total(row):
            return row.number
    return header.last_row


def _no_mission(row: Row, header: Header, fields: Mapping[int, Field], last: int) -> Skip | None:
    if header.found and row.number < header.first_row:
        return Skip.ABOVE
    if header.found and row.number <= header.last_row:
        return Skip.HEADER
    if header.found and _repeats(row, header):
        return Skip.HEADER
    filled = row.filled
    texts = {shown(row.cell(column)).strip() for column in filled}
    destination = text_of(row, fields, Field.DESTINATION, Field.DESTINATION_COUNTRY)
    if _is_nil(row, destination):
        return Skip.NIL
    if _is_total(row) and not destination:
        return Skip.TOTAL
    known = [column for column in filled if column in fields]
    if len(texts) == 1 and len(fields) >= 3:
        text = texts.pop()
        if row.number > last:
            return Skip.NOTE
        only = {fields[column] for column in known}
        if only <= {Field.DESTINATION, Field.DESTINATION_COUNTRY} and only and len(known) == 1:
            return None
        return Skip.SECTION if text else None
    if not known and row.number > last:
        return Skip.NOTE
    return None


def _repeats(row: Row, header: Header) -> bool:
    """Whether the names of the columns stand here once more, as at the top of a page."""
    names = [fold(shown(row.cell(column))) for column in range(len(header.names))]
    heads = [fold(name) for name in header.names]
    filled = [(name, head) for name, head in zip(names, heads, strict=True) if name]
    return len(filled) >= 2 and sum(a == b for a, b in filled) >= 0.8 * len(filled)


def _is_nil(row: Row, destination: str) -> bool:
    words = word_set("rows", "nil")
    said = [fold(shown(row.cell(column))) for column in row.filled]
    nils = [text for text in said if text in words or text.startswith("nilreturn")]
    if not nils:
        return False
    return len(nils) == len(said) or fold(destination) in words or not destination


def _is_total(row: Row) -> bool:
    for column in row.filled[:2]:
        value = row.cells[column]
        if isinstance(value, str):
            return fold(value.split(":")[0]) in word_set("rows", "totals")
    return False


def _belongs(rows: list[Row], row: Row, fields: Mapping[int, Field]) -> bool:
    """Whether a row is one more stop of the mission of the rows before it."""
    destination = text_of(row, fields, Field.DESTINATION, Field.DESTINATION_REGION)
    if not destination:
        return False
    before = rows[-1]
    named = [field for field in _IDENTITY if field in fields.values()]
    own = [field for field in named if text_of(row, fields, field)]
    titled = Field.TITLE in named or Field.ID in named
    if not own and named and (titled or not text_of(row, fields, *_DATES)):
        return _follows(before, row, fields)
    if Field.ID in named and text_of(row, fields, Field.ID):
        return text_of(row, fields, Field.ID) == text_of(rows[0], fields, Field.ID)
    if Field.TITLE not in named or not text_of(row, fields, Field.TITLE):
        return False
    same = all(
        fold(text_of(row, fields, field)) in ("", fold(text_of(rows[0], fields, field)))
        for field in (Field.TITLE, Field.ORIGIN, Field.LEAD)
        if field in named
    )
    differs = fold(destination) != fold(
        text_of(before, fields, Field.DESTINATION, Field.DESTINATION_REGION)
    )
    return same and differs and _follows(before, row, fields)


def _follows(before: Row, row: Row, fields: Mapping[int, Field]) -> bool:
    """Whether the days of two rows may be those of one journey; rows without days may."""
    one, other = _days(before, fields), _days(row, fields)
    if one is None or other is None:
        return True
    return one[0] <= other[1] and (other[0] - one[1]).days <= LONGEST_STAY


def _days(row: Row, fields: Mapping[int, Field]) -> tuple[dt.date, dt.date] | None:
    def cell(field: Field) -> object:
        return next((row.cell(n) for n, each in fields.items() if each is field), None)

    try:
        read = read_dates(
            cell(Field.START) or cell(Field.DATES) or cell(Field.YEAR),  # type: ignore[arg-type]
            cell(Field.END),  # type: ignore[arg-type]
            day_first=True,
        )
    except UnreadableDateError:
        return None
    return None if read is None else (read.first, read.last)
