"""Where the header of a table stands, and what each column is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.date_tokens import UnreadableDateError
from data.spreadsheet.cells import Merged, Row, Sheet, shown
from data.spreadsheet.fields import Field, recognise
from data.written_dates import read_date

SEARCHED = 60
"""Rows from the top in which a header is looked for."""
LONGEST_HEADER = 90
_SURE, _LIKELY = 1.9, 1.1
"""Scores of a header: two columns called by their names, two that are misspelt."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row or two that name the columns."""

    first_row: int
    """Row number; 0 when there is none and the columns are known by what they hold."""
    last_row: int
    names: tuple[str, ...]
    """One a column; "" where it has none."""

    @property
    def found(self) -> bool:
        """Whether the table has a header at all."""
        return self.first_row > 0


def find_header(sheet: Sheet) -> Header:
    """The header of a sheet: the row, or two, in which most columns are recognised."""
    best: tuple[float, Header] | None = None
    rows = sheet.rows[:SEARCHED]
    for place, row in enumerate(rows):
        for header in _readings(sheet, rows, place):
            score = _score(header.names)
            # A header of two rows must recognise more than each of them alone.
            score -= 0.5 * (header.last_row - header.first_row > 0)
            if score > 0 and (best is None or score > best[0]):
                best = (score, header)
        if best is not None and row.number > best[1].last_row + 15:
            break
    if best is not None and (best[0] >= _SURE or _plausible(sheet, *best)):
        return best[1]
    return Header(0, 0, ("",) * sheet.width)


def _plausible(sheet: Sheet, score: float, header: Header) -> bool:
    """Whether a row of misspelt names is a header after all: rows of journeys have a date."""
    row = next(row for row in sheet.rows if row.number == header.last_row)
    return score >= _LIKELY and not _has_date(row) and row.number < sheet.rows[-1].number


def header_at(sheet: Sheet, first_row: int, last_row: int | None = None) -> Header:
    """The header in the rows that a person points at, by their numbers; none for row 0."""
    rows = [row for row in sheet.rows if first_row <= row.number <= (last_row or first_row)]
    if not rows:
        return Header(0, 0, ("",) * sheet.width)
    if len(rows) == 1:
        return Header(rows[0].number, rows[0].number, _names(rows[0], sheet.width))
    return Header(rows[0].number, rows[-1].number, _joined(sheet, rows[0], rows[-1]))


def _readings(sheet: Sheet, rows: Sequence[Row], place: int) -> list[Header]:
    row = rows[place]
    if not _may_be_header(row):
        return []
    made = [Header(row.number, row.number, _names(row, sheet.width))]
    if place + 1 < len(rows):
        below = rows[place + 1]
        if below.number == row.number + 1 and _may_be_header(below) and not _has_date(below):
            names = _joined(sheet, row, below)
            made.append(Header(row.number, below.number, names))
    return made


def _may_be_header(row: Row) -> bool:
    texts = [shown(value) for value in row.cells if value is not None]
    return bool(texts) and all(len(text) <= LONGEST_HEADER for text in texts)


def _has_date(row: Row) -> bool:
    for value in row.cells:
        try:
            if value is not None and read_date(value) is not None:
                return True
        except UnreadableDateError:
            continue
    return False


def _names(row: Row, width: int) -> tuple[str, ...]:
    return tuple(" ".join(shown(row.cell(column)).split()) for column in range(width))


def _joined(sheet: Sheet, upper: Row, lower: Row) -> tuple[str, ...]:
    """The names of two rows; a group's name stands above several columns, merged or not."""
    names = []
    group = ""
    for column in range(sheet.width):
        above = " ".join(shown(upper.cell(column)).split())
        below = " ".join(shown(lower.cell(column)).split())
        if above:
            group = above
        elif not _covered(sheet.merged, upper.number, column) and not below:
            group = ""
        if below and below != (above or group):
            own, own_sure = recognise(below)
            _, both_sure = recognise(f"{group} {below}")
            names.append(below if own_sure >= max(both_sure, 1) and own else f"{group} {below}")
        else:
            names.append(above or below)
    return tuple(name.strip() for name in names)


def _covered(merged: Sequence[Merged], row: int, column: int) -> bool:
    return any(
        area.first_row <= row <= area.last_row and area.first_column < column <= area.last_column
        for area in merged
    )


def _score(names: Sequence[str]) -> float:
    """How much like a header: a point for each field that is recognised, less for doubtful ones."""
    seen: set[Field] = set()
    score = 0.0
    for name in names:
        if not name:
            continue
        field, sure = recognise(name)
        weight = (0.0, 0.6, 0.9, 1.0)[sure]
        if field is None:
            score += 0.3 * weight if sure else -0.05
        elif field not in seen:
            seen.add(field)
            score += weight
    return score if len(seen) >= 2 or (len(seen) == 1 and score >= 0.9) else 0.0
