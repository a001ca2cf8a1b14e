"""What can go wrong with the store. Every text says what happened and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import AtlasError
from data.model import Record
from data.store.kept import AnyKept
from data.store.kinds import Kind


class StoreError(AtlasError):
    """The records cannot be read or written."""


class DatabaseSettingError(StoreError):
    """The address of the database means nothing."""


class DamagedDatabaseError(StoreError):
    """What is there is no database, or a broken one."""


class ReadOnlyDatabaseError(StoreError):
    """The database may be read at best; nothing can be written."""


class NewerDatabaseError(StoreError):
    """A newer atlas has used this database; this one would not understand it."""


class UnavailableDatabaseError(StoreError):
    """The database's server cannot be reached, or lets nobody in, or takes too long."""


class NotFoundError(StoreError):
    """There is no such record or version."""


@dataclass(frozen=True)
class Clash:
    """One record that two people changed at the same time."""

    kind: Kind
    id: str
    base: Record | None
    """The version begun from; None: it was to be new."""
    theirs: AnyKept | None
    """As it stands now, deleted or not; None: there is no such record."""
    mine: Record | None
    """What was to be saved; None: it was to be deleted."""


class ConflictError(StoreError):
    """Somebody else changed what was to be saved; nothing was saved."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        named = ", ".join(f"{clash.kind.label} {clash.id}" for clash in clashes[:5])
        more = f" and {len(clashes) - 5} more" if len(clashes) > 5 else ""
        super().__init__(
            f"Somebody else has changed {named}{more} since it was opened. Nothing was saved: "
            "compare both versions, then save again."
        )
        self.clashes = clashes
