"""One server and one browser for all journeys; a fresh reader for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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
