"""One server and one browser for all journeys; a fresh reader for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from data.access import AT_THIS_MACHINE
from data.store import Store, open_store
from data.store.database import file_url
from tests.browser.server import Server, running
from tests.browser.visitor import PATIENCE_MS, ColourScheme, Visit, launch, visiting

# Playwright's own five seconds are too few for a busy machine that draws maps in software.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The atlas as `make run` serves it, on a port of its own."""
    with running(tmp_path_factory.mktemp("server")) as atlas:
        yield atlas


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Start a reader: ``visit(width=820, scheme="dark")``.

    When the test ends, neither its readers nor the server may have asked outside this machine.
    """
    before = len(server.outside_attempts())
    visits: list[Visit] = []
    with ExitStack() as stack:

        def start(*, width: int = 1400, height: int = 900, scheme: ColourScheme = "light") -> Visit:
            reader = stack.enter_context(
                visiting(browser, server.url, width=width, height=height, scheme=scheme)
            )
            visits.append(reader)
            return reader

        yield start
        for reader in visits:
            reader.assert_stayed()
    attempts = server.outside_attempts()[before:]
    assert not attempts, f"The server tried to leave this machine: {attempts}"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server whose records a test may change."""
    with running(tmp_path) as atlas:
        yield atlas


@pytest.fixture
def store(own_server: Server) -> Iterator[Store]:
    """Another look at the records of that server."""
    opened = open_store(file_url(own_server.log_file.parent / "atlas.db"), policy=AT_THIS_MACHINE)
    yield opened
    opened.close()


@pytest.fixture
def staff(own_server: Server, browser: Browser) -> Iterator[Callable[[], Visit]]:
    """Start an editor of their own: ``staff()``."""
    open_ones = []

    def start() -> Visit:
        context = visiting(browser, own_server.url, width=1400, height=1000)
        open_ones.append(context)
        return context.__enter__()

    yield start
    for context in open_ones:
        context.__exit__(None, None, None)
