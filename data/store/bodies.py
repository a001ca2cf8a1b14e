"""Records as the JSON that the tables hold, and back."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Row

from data.faults import fault_in_words, row_name
from data.model import Record
from data.store.errors import StoreError
from data.store.kept import AnyKept, Kept
from data.store.kinds import MODELS, Kind, id_of, kind_of


class UnreadableError(StoreError):
    """A body that is no record of its kind."""


def dump(record: Record) -> str:
    """A record as JSON, which reads back as the same record.

    Raises StoreError when it would not: for texts that are no Unicode, or values that JSON lacks.
    """
    kind = kind_of(record)
    try:
        body = record.model_dump_json()
        same = MODELS[kind].model_validate_json(body) == record
    except (PydanticSerializationError, ValidationError) as error:
        raise _cannot_be_kept(record, kind) from error
    if not same:
        raise _cannot_be_kept(record, kind)
    return body


def load(kind: str, body: str) -> Record:
    """The record that a body holds. Raises UnreadableError when it is none of this kind."""
    if kind not in MODELS:
        raise UnreadableError(f"This atlas knows no records of the kind {kind!r}.")
    try:
        return MODELS[Kind(kind)].model_validate_json(body)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = row_name(fault["loc"])
        raise UnreadableError(f"{where}: {fault_in_words(fault)}".lstrip(": ")) from error


def read_or_none(kind: str, body: str | None) -> Record | None:
    """The record that a body holds; None when there is no body, or it cannot be read."""
    if body is None:
        return None
    try:
        return load(kind, body)
    except UnreadableError:
        return None


def kept_of(row: Row[Any]) -> AnyKept:
    """A row of the table of records. Raises UnreadableError for a body that is no record."""
    record = load(row.kind, row.body)
    return Kept(Kind(row.kind), record, row.version, row.revision, row.deleted)


def writable(text: str) -> str:
    """A text without the characters that a database would refuse."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _cannot_be_kept(record: Record, kind: Kind) -> StoreError:
    return StoreError(
        f"The {kind.label} {id_of(record)} holds a letter or number that cannot be kept. "
        "Take out what is not plain text."
    )
