"""The cells of one mission's rows by what they hold, and what is noticed while they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import JsonValue

from data.model import Source, Standing
from data.spreadsheet.cells import EXCEL_ERRORS, Row, short, shown, tidy
from data.spreadsheet.fields import Field
from data.spreadsheet.grouping import Group, Skip
from data.spreadsheet.mapping import ColumnMapping
from data.spreadsheet.outcomes import Question, RowProblem
from data.spreadsheet.places import PlaceFinder
from data.spreadsheet.record_values import LONGEST_TEXT
from data.vocabulary import Vocabulary
from geo.names import fold

DITTO = frozenset({'"', "''", "„", "“", "”", "dito", "ditto", "s. o.", "s.o.", "do.", "〃"})
"""What stands for the cell above."""


@dataclass(frozen=True)
class Context:
    """What the rows of one sheet share."""

    sheet: str
    mapping: ColumnMapping
    finder: PlaceFinder
    vocabulary: Vocabulary
    source: Source
    """The file itself."""
    where: str
    """The sheet, for evidence: "sheet Trips, "; empty for a CSV file."""
    day_first: bool | None
    """What the sheet's dates say of day and month, or a person."""
    heading: tuple[str, ...] = ()
    """Words above the table and the name of the sheet, which may say where missions come from."""
    heading_year: int | None = None
    """The one year that those words name."""
    left_aside: frozenset[int] = frozenset()
    """Columns of costs and the like, which are not even kept as remarks; counted from 0."""


@dataclass
class MissionRead:
    """One mission as it was read."""

    values: dict[str, JsonValue]
    sources: list[Source]
    problems: list[RowProblem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skip: Skip | None = None
    """Why it is no mission of the atlas; None when it is."""


class RowCells:
    """Reads cells for one mission, and gathers faults, questions, remarks and evidence."""

    def __init__(self, group: Group, context: Context, mission_id: str) -> None:
        self.group = group
        self.context = context
        self.mapping = context.mapping
        self.read_so_far = MissionRead({"id": mission_id}, [context.source])
        self.evidence: list[dict[str, JsonValue]] = []
        self.remarks: list[str] = []
        self.first = group.rows[0]
        numbers = [row.number for row in group.rows]
        rows = f"row {numbers[0]}" if len(numbers) == 1 else f"rows {numbers[0]} to {numbers[-1]}"
        self.where = f"{context.where}{rows}"

    # --- cells ----------------------------------------------------------------------------------

    def _cells(self, *wanted: Field) -> list[tuple[Row, int, str]]:
        """Each filled cell of these fields: row, column, text without unseen signs."""
        found = []
        for row in self.group.rows:
            for column, use in enumerate(self.mapping.columns):
                if use.field in wanted:
                    value = row.cell(column)
                    text = tidy(shown(value)) if value is not None else None
                    if text is None or text in DITTO:
                        continue
                    if text in EXCEL_ERRORS:
                        self._problem(row, column, text, "The formula in this cell has failed.")
                        continue
                    found.append((row, column, text))
        return found

    def _text(self, wanted: Field) -> str | None:
        """The first of these cells; what others say beside it is kept as a remark."""
        cells = self._cells(wanted)
        if not cells:
            return None
        text = cells[0][2]
        for _, column, other in cells[1:]:
            if fold(other) != fold(text):
                self._remark(column, other)
        return text[:LONGEST_TEXT]

    def _column(self, column: int) -> str:
        return self.mapping.columns[column].shown(column)

    def _column_of(self, *fields: Field) -> str:
        places = [n for f in fields for n in self.mapping.places_of(f)]
        return self._column(places[0]) if places else ""

    def _problem(self, row: Row, column: int | str, value: str, remedy: str) -> None:
        name = column if isinstance(column, str) else self._column(column)
        problem = RowProblem(self.context.sheet, row.number, name, short(value), remedy)
        if problem not in self.read_so_far.problems:
            self.read_so_far.problems.append(problem)

    def _remark(self, column: int, text: str) -> None:
        remark = f"{self._column(column)}: {text}"
        if remark not in self.remarks:
            self.remarks.append(remark)

    def _says(self, fact: str, *, inferred: str | None = None, note: str | None = None) -> None:
        item: dict[str, JsonValue] = {
            "field": fact,
            "source": self.context.source.id,
            "where": self.where,
        }
        if inferred:
            item |= {"standing": Standing.INFERRED.value, "note": inferred[:LONGEST_TEXT]}
        elif note:
            item["note"] = note[:LONGEST_TEXT]
        self.evidence.append(item)
