"""Programs of the system that tests use: how to install them where that needs no password."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

INSTALL_SECONDS = 900
MANAGERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq")),
    "dnf": (("dnf", "install", "-y", "-q"),),
    "apk": (("apk", "add", "--quiet"),),
    "pacman": (("pacman", "-S", "--noconfirm", "--quiet"),),
}
"""The commands of each package manager; the names of packages follow the last one."""


def run(command: Sequence[str]) -> bool:
    """Run a command that installs something, its output on stderr; whether it succeeded."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            timeout=INSTALL_SECONDS,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def root_prefix() -> tuple[str, ...] | None:
    """What to put before a command to run it as root; None if that needs a password."""
    if os.name == "posix" and os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and run(("sudo", "-n", "true")):
        return ("sudo", "-n")
    return None


def install(manager: str, packages: Sequence[str]) -> bool:
    """Install packages with one package manager; False where it is missing or fails."""
    prefix = root_prefix()
    if prefix is None or not shutil.which(manager):
        return False
    *preparations, last = MANAGERS[manager]
    for command in preparations:
        run((*prefix, *command))
    return run((*prefix, *last, *packages))
