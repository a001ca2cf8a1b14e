"""The kinds of records that are kept. A kind is one line in Kind and one in MODELS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from data.corrections import Correction
from data.drafts import Draft
from data.model import Mission, Partnership, Record, Source
from data.spreadsheet.mapping import ColumnMapping


class Kind(StrEnum):
    """What a kept record is. The values stand in the database and never change."""

    MISSION = "mission"
    PARTNERSHIP = "partnership"
    SOURCE = "source"
    DRAFT = "draft"
    CORRECTION = "correction"
    MAPPING = "mapping"

    @property
    def label(self) -> str:
        """The kind as a reader is told it."""
        return self.value


MODELS: Mapping[Kind, type[Record]] = {
    Kind.MISSION: Mission,
    Kind.PARTNERSHIP: Partnership,
    Kind.SOURCE: Source,
    Kind.DRAFT: Draft,
    Kind.CORRECTION: Correction,
    Kind.MAPPING: ColumnMapping,
}
"""The model of each kind. A model has an ``id``, a slug, as a field or computed from its fields."""

_ID = re.compile(r"[a-z0-9-]{1,120}")
_KINDS = {model: kind for kind, model in MODELS.items()}


def kind_of(record: Record) -> Kind:
    """The kind that a record is of. Raises TypeError for what is not kept."""
    kind = _KINDS.get(type(record))
    if kind is None:
        raise TypeError(f"A {type(record).__name__} is not kept in the store.")
    return kind


def id_of(record: Record) -> str:
    """The id of a record that is kept."""
    return str(record.id)  # type: ignore[attr-defined]


def is_id(name: str) -> bool:
    """Whether a record could have this id at all; a link may hold anything."""
    return _ID.fullmatch(name) is not None
