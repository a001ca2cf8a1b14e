"""Two servers over one PostgreSQL: what one saves the other shows at its next interaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from data.access import AT_THIS_MACHINE, Author
from data.store import Save, open_store
from data.store.database import VARIABLE, read_url
from tests.browser.server import Server, running
from tests.browser.visitor import settle, visiting
from tests.builders import mission
from tests.postgres import Postgres
from tests.proxy import proxying


@pytest.fixture(scope="module")
def servers(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two servers that start on an empty database."""
    postgres.run("CREATE DATABASE shared")
    settings = {VARIABLE: postgres.url("shared")}
    with ExitStack() as stack:
        yield [
            stack.enter_context(running(tmp_path_factory.mktemp("server"), environment=settings))
            for _ in range(2)
        ]


@pytest.fixture
def pages(servers: list[Server], browser: Browser) -> Iterator[list[Page]]:
    """The map on each of the servers."""
    with ExitStack() as stack:
        readers = [stack.enter_context(visiting(browser, server.url)) for server in servers]
        yield [reader.open() for reader in readers]
        for reader in readers:
            reader.assert_stayed()
    assert [server.outside_attempts() for server in servers] == [[], []]


def missions(page: Page) -> str:
    return page.get_by_test_id("stMetricValue").first.inner_text()


def interact(page: Page) -> None:
    page.get_by_text("Borders", exact=True).click()
    settle(page)


def test_a_save_on_one_server_shows_on_the_other(postgres: Postgres, pages: list[Page]) -> None:
    assert [missions(page) for page in pages] == ["11", "11"]
    store = open_store(read_url(postgres.url("shared")), policy=AT_THIS_MACHINE)
    assert store.revision() == 1
    store.write([Save(mission(title="Saved elsewhere"), None)], Author())
    store.close()
    for page in pages:
        interact(page)
        expect(page.get_by_test_id("stMetricValue").first).to_have_text("12")


def test_the_pages_work_behind_the_proxy(
    servers: list[Server], browser: Browser, tmp_path: Path
) -> None:
    ports = [urlsplit(server.url).port or 0 for server in servers]
    with (
        proxying(ports, tmp_path) as port,
        visiting(browser, f"http://localhost:{port}/") as reader,
    ):
        page = reader.open("?from=Saxony")
        assert missions(page) == "2"
        interact(page)
        assert missions(page) == "2"
        reader.assert_stayed()
    assert [server.outside_attempts() for server in servers] == [[], []]
