"""The store and the atlas, opened once for all viewers of this server."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from data.access import WritePolicy
from data.atlas import Atlas
from data.live import LiveAtlas
from data.policy import write_policy
from data.records import SEED_FOLDER
from data.store import Store, open_store


def current_atlas() -> Atlas:
    """The atlas as its records stand now; shared, so nothing in it may be changed.

    Raises AtlasError, in words for the reader, when the database or a setting forbids it.
    """
    return _live().current()


def current_store() -> Store:
    """The records, to change them and to see their history. Raises AtlasError like the above."""
    return _live().store


def sign_in_is_configured() -> bool:
    """Whether people can sign in; also where the secrets that would say so cannot be read."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return any(Path(name).exists() for name in st.get_option("secrets.files"))


def _live() -> LiveAtlas:
    # Asked first, because secrets may hold settings: Streamlit puts them into the environment.
    sign_in = sign_in_is_configured()
    policy = write_policy(os.environ, address=st.get_option("server.address"), sign_in=sign_in)
    settings = (os.environ.get("ATLAS_DATABASE_URL", ""), str(SEED_FOLDER), repr(policy))
    return _opened(settings, SEED_FOLDER, policy)


@st.cache_resource(
    max_entries=2,
    show_spinner="Opening the atlas…",
    on_release=lambda live: live.store.close(),
)
def _opened(settings: tuple[str, ...], _seed: Path, _policy: WritePolicy) -> LiveAtlas:
    live = LiveAtlas(open_store(policy=_policy, seed=_seed))
    live.current()
    return live
