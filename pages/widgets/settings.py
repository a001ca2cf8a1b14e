"""The server's settings as they bear on who may look and who may write: read here alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tomllib import TOMLDecodeError

import streamlit as st

from data.access import WritePolicy
from data.policy import is_loopback, write_policy
from data.sign_in import SignIn, check_sign_in
from data.visitors import SIGNED_IN, VIEWERS, Viewers, host_of, viewers


@dataclass(frozen=True)
class Settings:
    """What whoever runs the server has set."""

    environment: Mapping[str, str]
    """Variables of the environment, and those that the secrets hold."""
    sign_in: SignIn | None
    """How people sign in; None where no sign-in is configured."""
    address: str
    """Where the server is meant to be reached; empty where that is not from this machine alone."""

    @property
    def policy(self) -> WritePolicy:
        """Who may write. Raises PolicySettingError for a setting that means nothing."""
        return write_policy(
            self.environment, address=self.address, sign_in=self.sign_in is not None
        )

    @property
    def viewers(self) -> Viewers:
        """Who may look. Raises ViewersSettingError for a setting that means nothing."""
        return viewers(self.environment)


def server_settings() -> Settings:
    """The settings as they stand now; secrets may change while the server runs."""
    secrets: Mapping[str, object] = {}
    try:
        secrets = st.secrets.to_dict()
    except (OSError, ValueError) as error:
        files = [Path(name) for name in st.get_option("secrets.files")]
        if any(file.exists() for file in files):
            return _without_secrets(files, error)
    kept = {name: value for name, value in secrets.items() if isinstance(value, str)}
    sign_in = check_sign_in(secrets["auth"]) if "auth" in secrets else None
    return Settings({**os.environ, **kept}, sign_in, _address())


def _without_secrets(files: list[Path], error: Exception) -> Settings:
    """Nobody can sign in, and who may look is not made more open by a slip of the pen."""
    cause = f" ({error.__cause__})" if isinstance(error.__cause__, TOMLDecodeError) else ""
    sign_in = SignIn(
        trouble=f"The server's secrets cannot be read{cause}. Correct the file "
        f"{' or '.join(file.name for file in files if file.exists())} and open this page again."
    )
    closed = {VIEWERS: SIGNED_IN} if any(_may_name(file, VIEWERS) for file in files) else {}
    return Settings({**os.environ, **closed}, sign_in, _address())


def _may_name(file: Path, setting: str) -> bool:
    try:
        return setting.encode() in file.read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _address() -> str:
    """The address that the server listens at; empty when any setting speaks of other machines."""
    listens = st.get_option("server.address") or ""
    reached = st.get_option("browser.serverAddress") or ""
    named = [
        listens,
        host_of(reached) if "//" in reached else host_of(f"//{reached}"),
        *st.get_option("server.allowedHosts"),
        *(host_of(origin) for origin in st.get_option("server.corsAllowedOrigins")),
    ]
    return listens if all(is_loopback(name) for name in named) else ""
