"""The atlas, opened once for all viewers and again when its records change."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.atlas import Atlas, open_atlas
from data.records import SEED_FOLDER

Revision = tuple[tuple[str, int, int], ...]


def current_atlas() -> Atlas:
    """The atlas as its records stand now; shared, so nothing in it may be changed."""
    return _atlas_at(_revision(SEED_FOLDER))


@st.cache_resource(max_entries=2, show_spinner="Opening the atlas…")
def _atlas_at(revision: Revision) -> Atlas:
    return open_atlas(SEED_FOLDER)


def _revision(folder: Path) -> Revision:
    """Name, size and time of change of every record file: it differs when any of them does."""
    files = sorted(folder.rglob("*.toml"))
    return tuple((file.name, (status := file.stat()).st_size, status.st_mtime_ns) for file in files)
