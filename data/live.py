"""The atlas over a store, made anew when somebody has saved something."""

from __future__ import annotations

import threading

from data.atlas import Atlas, open_atlas
from data.store import Store


class LiveAtlas:
    """Keeps the atlas of the latest revision. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._atlas: Atlas | None = None

    def current(self) -> Atlas:
        """The atlas as the records stand now, whichever process has written them.

        Costs one short query when nothing has changed. Raises StoreError when the database fails.
        """
        revision = self.store.revision()
        with self._lock:
            if self._atlas is None or self._atlas.revision != revision:
                self._atlas = open_atlas(self.store.snapshot(), self._atlas)
            return self._atlas
