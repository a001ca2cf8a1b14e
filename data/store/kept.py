"""The values that go into the store and come out of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from data.model import Record
from data.store.kinds import Kind, id_of, kind_of

RecordT = TypeVar("RecordT", bound=Record, covariant=True)


@dataclass(frozen=True)
class Kept(Generic[RecordT]):
    """A record as it stands in the store."""

    kind: Kind
    record: RecordT
    """As it stands; of a deleted record, as it stood."""
    version: int
    """1 for the first, and one more with each change; what a Save or Delete begins from."""
    revision: int
    """The revision of the whole store that made this version."""
    deleted: bool
    """Whether it lies in the bin."""

    @property
    def id(self) -> str:
        """The record's id, unique within its kind."""
        return id_of(self.record)


@dataclass(frozen=True)
class Save:
    """Keep this record, new or changed."""

    record: Record
    base_version: int | None
    """The version that was changed; None: the record must be new."""

    @property
    def kind(self) -> Kind:
        """The record's kind. Raises TypeError for what is not kept."""
        return kind_of(self.record)

    @property
    def id(self) -> str:
        """The record's id."""
        return id_of(self.record)


@dataclass(frozen=True)
class Delete:
    """Put this record into the bin."""

    kind: Kind
    id: str
    base_version: int
    """The version that was looked at."""


class Deed(StrEnum):
    """What a change did to a record."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"
    """Taken out of the bin."""


@dataclass(frozen=True)
class Change:
    """One version of a record in its history."""

    kind: Kind
    id: str
    version: int
    revision: int
    at: dt.datetime
    """When it was saved, in UTC."""
    author: str
    """Who saved it: an address, or words such as "the user at this machine"."""
    note: str
    """What the author said about it; may be empty."""
    before: Record | None
    """None: there was no such record, or it lay in the bin."""
    after: Record | None
    """None: it went into the bin."""
    fault: str = ""
    """Why a side is missing above that is there: this atlas cannot read it any more."""


@dataclass(frozen=True)
class LoggedChange:
    """What one revision did to one record, without the record."""

    kind: Kind
    id: str
    version: int
    deed: Deed


@dataclass(frozen=True)
class LoggedRevision:
    """One save, and what it changed."""

    revision: int
    at: dt.datetime
    """In UTC."""
    author: str
    note: str
    changes: tuple[LoggedChange, ...]
    """By kind and id."""


AnyKept = Kept[Any]
