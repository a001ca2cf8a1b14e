"""What a dry run says of each row: taken, to be asked about, wrong, or left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from data.model import Mission, Partnership, Source
from geo.places import Place


class Outcome(StrEnum):
    """What becomes of a row."""

    OK = "ok"
    """It becomes a mission."""
    GEOCODE = "to be geocoded"
    """A place was found only by a name that is nearly right, or not at all."""
    AMBIGUOUS = "ambiguous"
    """A place or a date may mean several things."""
    DUPLICATE = "possible duplicate"
    """It may be a mission that is known already."""
    PROBLEM = "problem"
    """Something is wrong or missing."""
    KNOWN = "already imported"
    """The same row was imported before, whatever has become of it since."""
    SKIPPED = "skipped"
    """It is no mission: a heading, a total, a nil return."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault in one cell."""

    sheet: str
    row: int
    """As a spreadsheet program counts, from 1."""
    column: str
    """Name of the column, or its letter; empty for the whole row."""
    value: str
    """What was found; empty for an empty cell."""
    remedy: str
    """What is wrong with it and what would be right."""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.sheet}, row {self.row}{column}: {self.remedy}"


class Asked(StrEnum):
    """What a question is about."""

    PLACE = "place"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person has to settle."""

    asked: Asked
    row: int
    column: str
    written: str
    """The name or date as written. A choice for a place is kept under it."""
    text: str
    """The question in a sentence."""
    candidates: tuple[Place, ...] = ()
    """Places to choose from, the likeliest first; empty for a date, and where nothing was found."""
    unknown: bool = False
    """Whether no place was found, or only one by a name that is nearly right."""


@dataclass(frozen=True)
class Entry:
    """What rows make: a mission, or a partnership, as far as it could be read."""

    id: str
    """Id of the mission or partnership: the same rows, the same id."""
    draft_id: str
    label: str
    """Where it comes from: "trips.xlsx, sheet Trips, row 12"."""
    values: dict[str, JsonValue]
    """A mission as JSON, in the shape of a draft's values; anything may be missing."""
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    mission: Mission | None = None
    """The mission that the values are; None when they are none yet, or a partnership."""
    partnership: Partnership | None = None


@dataclass(frozen=True)
class RowResult:
    """What became of one row, or of the rows of one mission."""

    sheet: str
    rows: tuple[int, ...]
    outcome: Outcome
    title: str
    """Title of the mission, or what the row says."""
    entry: Entry | None = None
    """None for a skipped row."""
    reason: str = ""
    """Why it was skipped; empty otherwise."""
    problems: tuple[RowProblem, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    like: tuple[Mission, ...] = ()
    """Missions that it may be, for a possible duplicate."""

    def lines(self) -> list[str]:
        """Everything to say about it, in sentences."""
        told = [str(problem) for problem in self.problems]
        told += [question.text for question in self.questions]
        told += [f"It may be “{other.title}”, {other.when}." for other in self.like]
        if self.reason:
            told.append(f"This row {self.reason}.")
        return [*told, *self.notes]
