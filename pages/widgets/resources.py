"""The store and the atlas, opened once for all viewers of this server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from data.access import WritePolicy
from data.atlas import Atlas
from data.live import LiveAtlas
from data.records import SEED_FOLDER
from data.store import Store, open_store
from data.store.database import VARIABLE as DATABASE
from pages.widgets.settings import server_settings


def current_atlas() -> Atlas:
    """The atlas as its records stand now; shared, so nothing in it may be changed.

    Raises AtlasError, in words for the reader, when the database or a setting forbids it.
    """
    return _live().current()


def current_store() -> Store:
    """The records, to change them and to see their history. Raises AtlasError like the above."""
    return _live().store


def _live() -> LiveAtlas:
    settings = server_settings()
    policy = settings.policy
    key = (settings.environment.get(DATABASE, ""), str(SEED_FOLDER), repr(policy))
    return _opened(key, SEED_FOLDER, policy, settings.environment)


@st.cache_resource(
    max_entries=2,
    show_spinner="Opening the atlas…",
    on_release=lambda live: live.store.close(),
)
def _opened(
    key: tuple[str, ...], _seed: Path, _policy: WritePolicy, _environment: Mapping[str, str]
) -> LiveAtlas:
    live = LiveAtlas(open_store(policy=_policy, seed=_seed, environment=_environment))
    live.current()
    return live
