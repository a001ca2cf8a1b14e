"""Keeps a Python process on this machine, and writes down what it tried to reach beyond it.

Python imports a module of this name at start when its folder is on PYTHONPATH, so a server under
test carries the guard without knowing. Audit hooks see every socket call, whichever library makes
it. Standard library only: it runs before anything else is importable.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

LOG_VARIABLE = "ATLAS_OFFLINE_LOG"
"""Environment variable: the file to which each refused target is appended, one a line."""

refused: list[str] = []
"""What this process tried to reach beyond this machine, as "event target", oldest first."""


class OutsideConnectionError(ConnectionError):
    """Raised instead of a connection that would leave this machine."""


def is_local(host: object) -> bool:
    """Whether an address or host name means this machine (or every interface of it)."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if host is None or host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _target(event: str, args: tuple[object, ...]) -> object:
    """The host that a socket event names; None where it names none."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        # Anything but a tuple is a Unix socket or a message on an open connection.
        return address[0] if isinstance(address, tuple) else None
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        return args[0]
    return None


def _watch(event: str, args: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    target = _target(event, args)
    if is_local(target):
        return
    entry = f"{event} {target}"
    refused.append(entry)
    log = os.environ.get(LOG_VARIABLE)
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(entry + "\n")
    raise OutsideConnectionError(f"Tests stay on this machine; this one asked for {target!r}.")


_installed = False


def install() -> None:
    """Guard this process from now on; calling it again changes nothing."""
    global _installed
    if not _installed:
        sys.addaudithook(_watch)
        _installed = True


if LOG_VARIABLE in os.environ:
    install()
