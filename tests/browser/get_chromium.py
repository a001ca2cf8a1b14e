"""Find a Chromium that starts on this machine, or fetch one, and print its path.

    python -m tests.browser.get_chromium

ATLAS_CHROMIUM names one to use. Otherwise: one that is installed, else the system's package
manager (where that needs no password), else Playwright's own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.system_packages import MANAGERS, install, root_prefix, run

VARIABLE = "ATLAS_CHROMIUM"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "brave-browser",
    "microsoft-edge",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
START_SECONDS = 30


class NoChromiumError(RuntimeError):
    """There is no Chromium, and none could be fetched; the message says what to do."""


def starts(path: str) -> bool:
    """Whether this program is a browser that runs here; Ubuntu's is often a stub that does not."""
    try:
        shown = subprocess.run(
            [path, "--version"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=START_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0


def _candidates() -> Iterator[str]:
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path
    yield from (path for path in APPLICATIONS if Path(path).exists())
    own = _playwright_build()
    if own:
        yield own


def _playwright_build() -> str | None:
    """The build that Playwright has fetched, if it has."""
    from playwright.sync_api import sync_playwright  # here, so that --help and errors stay quick

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The path of a Chromium that starts, without fetching anything; None if there is none.

    Raises NoChromiumError when ATLAS_CHROMIUM names something that does not start.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path and starts(path):
            return path
        raise NoChromiumError(f"{VARIABLE} names {named}, which does not start here.")
    return next((path for path in _candidates() if starts(path)), None)


def _is_snap_stub() -> bool:
    """Whether apt's chromium only points to a snap, which containers cannot run (Ubuntu)."""
    shown = subprocess.run(
        ["apt-cache", "show", "chromium", "chromium-browser"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "snap" in shown.stdout


def fetch() -> str | None:
    """Install a Chromium by package manager, else by Playwright; its path, or None."""
    for manager in MANAGERS:
        if manager == "apt-get" and shutil.which("apt-cache") and _is_snap_stub():
            continue
        if install(manager, ["chromium"]) and (path := find()):
            return path
    playwright = (sys.executable, "-m", "playwright")
    run((*playwright, "install", "chromium"))
    if (path := find()) is None and root_prefix() is not None:
        # The build is there but the libraries it needs may not be.
        run((*playwright, "install-deps", "chromium"))
        path = find()
    return path


def main() -> int:
    """Print the path of a Chromium; 1 if there is none to be had."""
    try:
        path = find()
        if path is None:
            print("No Chromium found; fetching one.", file=sys.stderr)
            path = fetch()
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    if path is None:
        print(
            "The browser tests need Chromium, and none could be installed. Install Chromium or "
            f"Google Chrome, or set {VARIABLE} to the path of one, and try again.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
