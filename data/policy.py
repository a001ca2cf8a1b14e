"""Who may change records, by the settings of the server: see WritePolicy."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping

from data.access import WritePolicy
from data.errors import AtlasError

EDITORS = "ATLAS_EDITORS"
READ_ONLY = "ATLAS_READ_ONLY"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_YES = frozenset({"1", "true", "yes", "on"})


class PolicySettingError(AtlasError):
    """A setting about who may write means nothing."""


def write_policy(
    environment: Mapping[str, str], *, address: str | None, sign_in: bool
) -> WritePolicy:
    """Who may write on a server that listens at this address.

    While it listens on this machine alone and has no sign-in, the user at the machine may. Else
    only those may who have signed in with an address in ATLAS_EDITORS. With ATLAS_READ_ONLY nobody
    may. ``address`` is None or empty for a server that listens everywhere. Raises
    PolicySettingError for a setting that means nothing.
    """
    editors = _editors(environment.get(EDITORS, ""))
    if environment.get(READ_ONLY, "").strip().casefold() in _YES:
        return WritePolicy()
    return WritePolicy(
        machine=not sign_in and is_loopback(address),
        editors=editors if sign_in else frozenset(),
    )


def is_loopback(address: str | None) -> bool:
    """Whether a server that listens at this address can be reached from this machine alone."""
    name = (address or "").strip().strip("[]").casefold()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _editors(written: str) -> frozenset[str]:
    addresses = [word.casefold() for word in re.split(r"[,;\s]+", written) if word]
    for word in addresses:
        if not _ADDRESS.fullmatch(word):
            raise PolicySettingError(
                f"{EDITORS} holds {word[:60]!r}, which is no e-mail address. Write the addresses "
                "of those who may change records, with commas between them."
            )
    return frozenset(addresses)
