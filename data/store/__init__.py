"""Records that can be kept: SQLite by default, PostgreSQL by URL. The only SQL of the atlas."""

from data.store.backup import BackupMade, Restored
from data.store.errors import (
    Clash,
    ConflictError,
    DamagedDatabaseError,
    DatabaseSettingError,
    NewerDatabaseError,
    NotFoundError,
    ReadOnlyDatabaseError,
    StoreError,
    UnavailableDatabaseError,
)
from data.store.kept import (
    AnyKept,
    Change,
    Deed,
    Delete,
    Kept,
    LoggedChange,
    LoggedRevision,
    Save,
)
from data.store.kinds import Kind, id_of, kind_of
from data.store.store import Store, open_store, restore_store

__all__ = [
    "AnyKept",
    "BackupMade",
    "Change",
    "Clash",
    "ConflictError",
    "DamagedDatabaseError",
    "DatabaseSettingError",
    "Deed",
    "Delete",
    "Kept",
    "Kind",
    "LoggedChange",
    "LoggedRevision",
    "NewerDatabaseError",
    "NotFoundError",
    "ReadOnlyDatabaseError",
    "Restored",
    "Save",
    "Store",
    "StoreError",
    "UnavailableDatabaseError",
    "id_of",
    "kind_of",
    "open_store",
    "restore_store",
]
