"""Other people's programs that open what the atlas writes, or stand before it: found, or fetched.

    python -m tests.readers

installs those that are missing where the system's package manager needs no password. Without them
the tests that need one are skipped, but fail where the environment says CI=true.
"""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests.system_packages import MANAGERS, install

READERS: dict[str, dict[str, tuple[str, ...]]] = {
    "pdfinfo": {
        "apt-get": ("poppler-utils",),
        "dnf": ("poppler-utils",),
        "apk": ("poppler-utils",),
        "pacman": ("poppler",),
    },
    "rsvg-convert": {
        "apt-get": ("librsvg2-bin",),
        "dnf": ("librsvg2-tools",),
        "apk": ("rsvg-convert",),
        "pacman": ("librsvg",),
    },
    "nginx": {
        "apt-get": ("nginx-light",),
        "dnf": ("nginx",),
        "apk": ("nginx",),
        "pacman": ("nginx",),
    },
    "soffice": {
        "apt-get": ("libreoffice-impress", "libreoffice-calc"),
        "dnf": ("libreoffice-impress", "libreoffice-calc"),
        "apk": ("libreoffice",),
        "pacman": ("libreoffice-fresh",),
    },
}
"""Programs, and the packages that hold them by package manager."""


def reader(program: str) -> str:
    """The path of a program; the test that asks is skipped without it, or fails in CI."""
    path = shutil.which(program)
    if path is None:
        told = f"{program} is not installed here; `make test` fetches it where it may."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return path


def main() -> int:
    """Install what is missing; never fails, because most tests need none of it."""
    for program, packages in READERS.items():
        if shutil.which(program):
            continue
        print(f"No {program} found; fetching it.", file=sys.stderr)
        if not any(install(manager, packages[manager]) for manager in MANAGERS):
            print(f"{program} could not be installed.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
