"""What waits for a person: rows, reports and half-filled forms on their way to being a mission.

A draft holds a mission's values as plain JSON, because they may be incomplete or wrong; what was
read and what a person made of it are both kept. Its id follows from what it was read from, so that
reading the same again makes the same draft.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self, TypeVar

from pydantic import Field, JsonValue, ValidationError, model_validator

from data.errors import AtlasError
from data.faults import fault_in_words, row_name
from data.model import Mission, Record, Slug, Source, Standing, Text

Values = Mapping[str, JsonValue]
"""A mission as JSON, in the shape of ``Mission.model_dump(mode="json")``; any field may be missing
or wrong."""

SOURCE = "source"
"""What a mark speaks of that says who published a report, or when: no fact of the mission."""

AnyRecord = TypeVar("AnyRecord", bound=Record)


class DraftKind(StrEnum):
    """What a draft was made from."""

    FORM = "form"
    SPREADSHEET = "spreadsheet"
    REPORT = "report"


class DraftState(StrEnum):
    """What has become of a draft."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"


class Mark(Record):
    """Words of a text that say a fact."""

    field: Text
    """The fact, as evidence names it: ``stops.0``, ``delegates``."""
    value: str
    """What was taken from the words."""
    quote: str
    """The words; the draft's text from start to end."""
    start: int = Field(ge=0)
    """Offset of the first letter in the draft's text."""
    end: int = Field(ge=0)
    """Offset behind the last letter."""
    standing: Standing = Standing.STATED
    reason: Text | None = None
    """Why the words are taken to say so, for the person who checks it; None where they are plain or
    a person marked them."""


class Draft(Record):
    """One mission that is not accepted yet."""

    id: Slug
    kind: DraftKind
    label: Text
    """Where it comes from, for a reader: "trips.xlsx, sheet Trips, row 12"."""
    values: dict[str, JsonValue]
    """The mission as it stands now."""
    read: dict[str, JsonValue] = Field(default_factory=dict)
    """The mission as it was read, before a person changed anything; empty for a form."""
    reader: Text | None = None
    """Name and version of what read it; None for a form."""
    sources: tuple[Source, ...] = ()
    """Sources that the mission names and that the draft brings along."""
    text: str | None = None
    """The report that was read; None when there is none."""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Text, ...] = ()
    """What the reader left out or doubts, for the person who decides."""
    state: DraftState = DraftState.WAITING
    mission: Slug | None = None
    """Id of the mission that it became or was merged into; None until accepted."""

    @model_validator(mode="after")
    def _marks_quote_the_text(self) -> Self:
        text = self.text or ""
        for mark in self.marks:
            if text[mark.start : mark.end] != mark.quote:
                raise ValueError(f"the words for {mark.field} are not at {mark.start}-{mark.end}")
        return self

    @model_validator(mode="after")
    def _an_accepted_draft_names_its_mission(self) -> Self:
        if (self.state is DraftState.ACCEPTED) != (self.mission is not None):
            raise ValueError("a draft names its mission once it is accepted, and only then")
        return self


@dataclass(frozen=True, slots=True)
class FieldFault:
    """Why a draft is no mission yet."""

    path: tuple[str | int, ...]
    """Where in the values, such as ``("stops", 1, "country")``; empty for the whole."""
    message: str
    """What is wrong and what would be right, for a reader."""

    @property
    def field(self) -> str:
        """The field that a form shows the message at; empty for the whole."""
        return str(self.path[0]) if self.path else ""

    def __str__(self) -> str:
        where = row_name(self.path)
        return f"{where}: {self.message}" if where else self.message


class DraftError(AtlasError):
    """A draft that is no mission yet; ``faults`` says why."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults = faults


def draft_id(kind: DraftKind, *made_from: str) -> str:
    """The id of what is read from these texts: the same texts, the same id."""
    digest = hashlib.blake2s("\x1f".join(made_from).encode(), digest_size=10).hexdigest()
    return f"{kind.value}-{digest}"


def mission_faults(values: Values) -> tuple[FieldFault, ...]:
    """Everything that keeps the values from being a mission; empty when they are one."""
    return _faults(Mission, values)


def source_faults(values: Values) -> tuple[FieldFault, ...]:
    """Everything that keeps the values from being a source; empty when they are one."""
    return _faults(Source, values)


def source_of(values: Values) -> Source:
    """The source that the values are. Raises DraftError, with every fault, when they are none."""
    return _made(Source, values)


def mission_of(values: Values) -> Mission:
    """The mission that the values are. Raises DraftError, with every fault, when they are none."""
    return _made(Mission, values)


def values_of(mission: Mission) -> dict[str, JsonValue]:
    """A mission as a draft's values, without what it does not say."""
    made: dict[str, Any] = mission.model_dump(mode="json", exclude_defaults=True)
    return made


def _faults(kind: type[Record], values: Values) -> tuple[FieldFault, ...]:
    try:
        kind.model_validate_json(_as_json(values))
    except ValidationError as error:
        return tuple(
            FieldFault(fault["loc"], fault_in_words(fault))
            for fault in error.errors(include_url=False)
        )
    return ()


def _made(kind: type[AnyRecord], values: Values) -> AnyRecord:
    faults = _faults(kind, values)
    if faults:
        raise DraftError(faults)
    return kind.model_validate_json(_as_json(values))


def _as_json(values: Values) -> str:
    # As JSON, because a strict date is a text there and nowhere else.
    return json.dumps(dict(values), ensure_ascii=False)
