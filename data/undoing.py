"""Taking back a save: the changes that make every record in it what it was before."""

from __future__ import annotations

from data.store import Delete, NotFoundError, Save, Store

_HOW_FAR = 1_000
"""Saves that are looked through for the one to undo."""


def undo_changes(store: Store, revision: int) -> list[Save | Delete]:
    """What to write to undo one save.

    Each change begins from the version that the save made, so that writing them raises
    ConflictError when anything of it has been changed since. Raises NotFoundError when the save is
    too long ago or never was, StoreError when the database fails.
    """
    logged = next((one for one in store.log(_HOW_FAR) if one.revision == revision), None)
    if logged is None:
        raise NotFoundError(
            f"Save {revision} cannot be found. Restore the version before it from the history."
        )
    changes: list[Save | Delete] = []
    for one in logged.changes:
        before = next(
            change.before
            for change in store.history(one.kind, one.id)
            if change.version == one.version
        )
        if before is None:
            changes.append(Delete(one.kind, one.id, one.version))
        else:
            changes.append(Save(before, one.version))
    return changes
