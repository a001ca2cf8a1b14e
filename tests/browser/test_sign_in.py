"""Signing in with a provider on this machine: who may look, who may edit, and out again."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.records import read_records
from tests.browser.identity import Person, Provider, vouching
from tests.browser.server import Server, running
from tests.browser.visitor import Visit, settle, visiting

EDITOR = Person("Anna.Editor@example.org")
READER = Person("ben.reader@example.com", verified=None)
CLAIMANT = Person("anna.editor@EXAMPLE.org", verified=False)
MAY_EDIT, MAY_LOOK = "You may edit.", "You may look, not edit."
MISSION = "Missions?mission=leipzig-nanjing-jining-2019"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """A provider that knows an editor, a reader, and somebody who claims to be the editor."""
    with vouching(EDITOR, READER, CLAIMANT) as idp:
        yield idp


def serving(
    folder: Path, provider: Provider, **settings: str
) -> contextlib.AbstractContextManager[Server]:
    """The atlas with this provider, and settings in its secrets, outside the project."""
    file = folder / "secrets.toml"
    file.write_text(provider.secrets(ATLAS_EDITORS=EDITOR.address, **settings), encoding="utf-8")
    return running(folder, options=[f"--secrets.files={file}"])


@pytest.fixture(scope="module")
def open_atlas_server(
    provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Anyone may look."""
    with serving(tmp_path_factory.mktemp("open"), provider) as server:
        yield from watched(server, provider)


@pytest.fixture(scope="module")
def closed_server(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Only addresses of example.org may look."""
    folder = tmp_path_factory.mktemp("closed")
    with serving(folder, provider, ATLAS_VIEWERS="example.org") as server:
        yield from watched(server, provider)


def watched(server: Server, provider: Provider) -> Iterator[Server]:
    """The server, of which neither it nor the provider may have anything to complain in the end."""
    provider.redirects.add(f"{server.url}oauth2callback")
    yield server
    assert server.outside_attempts() == []
    assert provider.refused == []


@pytest.fixture
def at_open(browser: Browser, open_atlas_server: Server) -> Iterator[Visit]:
    with visiting(browser, open_atlas_server.url) as visit:
        yield visit
        visit.assert_stayed()


@pytest.fixture
def at_closed(browser: Browser, closed_server: Server) -> Iterator[Visit]:
    with visiting(browser, closed_server.url) as visit:
        yield visit
        visit.assert_stayed()


def sidebar(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def sign_in(page: Page, visit: Visit, who: Person | None) -> None:
    """Press the button, and be somebody, or nobody, at the provider's page; that leads to the map,
    whose drawing is not waited for."""
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    page.get_by_role("button", name=who.address if who else "Nobody", exact=True).click()
    page.wait_for_url(re.compile(re.escape(visit.base)))


def expect_no_controls(page: Page, visit: Visit) -> None:
    """Nothing on a mission or in the navigation changes records, nor does the page Add."""
    page.goto(visit.base + MISSION)
    expect(page.get_by_role("heading", name="Leipzig in Nanjing and Jining")).to_be_visible()
    settle(page)
    expect(sidebar(page).get_by_role("link", name="Add", exact=True)).to_have_count(0)
    for control in (
        page.get_by_role("link", name="Edit", exact=True),
        page.get_by_role("button", name="Delete", exact=True),
        page.get_by_role("button", name="Wrong place?"),
    ):
        expect(control).to_have_count(0)
    page.goto(f"{visit.base}Add")
    expect(page.get_by_test_id("stMain").get_by_text("You may look, not edit.")).to_be_visible()
    settle(page)
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_visitor_may_look_and_need_not_sign_in(at_open: Visit) -> None:
    page = at_open.open("About")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text(MAY_EDIT)).to_have_count(0)
    sign_in(page, at_open, None)
    expect(page.locator("h1")).to_be_visible()
    expect(sidebar(page).get_by_role("button", name="Sign in")).to_be_visible()
    expect_no_controls(page, at_open)


def test_an_editor_signs_in_and_out(at_open: Visit, provider: Provider) -> None:
    page = at_open.open("About")
    sign_in(page, at_open, EDITOR)
    expect(sidebar(page).get_by_text(EDITOR.address.lower())).to_be_visible()
    expect(sidebar(page).get_by_text(MAY_EDIT)).to_be_visible()
    sidebar(page).get_by_role("link", name="About").click()
    page.wait_for_url(re.compile("About"))
    expect(page.get_by_role("heading", name="About the atlas")).to_be_visible()
    expect(sidebar(page).get_by_text(MAY_EDIT)).to_be_visible()
    page.goto(at_open.base + MISSION)
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    sidebar(page).get_by_role("link", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Add and correct")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    settle(page)
    ended = provider.ended
    sidebar(page).get_by_role("button", name="Sign out").click()
    expect(sidebar(page).get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text(MAY_EDIT)).to_have_count(0)
    assert provider.ended == ended + 1
    page.goto(f"{at_open.base}About")
    expect(sidebar(page).get_by_role("button", name="Sign in")).to_be_visible()


def test_who_is_no_editor_may_look_and_an_edited_cookie_is_nobodys(at_open: Visit) -> None:
    page = at_open.open("About")
    sign_in(page, at_open, READER)
    expect(sidebar(page).get_by_text(READER.address)).to_be_visible()
    expect(sidebar(page).get_by_text(MAY_LOOK)).to_be_visible()
    expect(page.get_by_text(MAY_EDIT)).to_have_count(0)
    expect_no_controls(page, at_open)
    [value] = [
        one["value"] for one in at_open.context.cookies() if one["name"] == "_streamlit_user"
    ]
    forged = value[:-3] + ("AAA" if not value.endswith("AAA") else "BBB")
    at_open.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": at_open.base}])
    page.goto(f"{at_open.base}About")
    expect(sidebar(page).get_by_role("button", name="Sign in")).to_be_visible()


def test_an_address_that_nobody_has_verified_is_nobodys(at_open: Visit) -> None:
    page = at_open.open("About")
    sign_in(page, at_open, CLAIMANT)
    expect(sidebar(page).get_by_text("has been verified")).to_be_visible()
    expect(page.get_by_text(MAY_EDIT)).to_have_count(0)


def test_a_closed_atlas_sends_nothing_to_strangers(at_closed: Visit) -> None:
    frames: list[bytes] = []

    def note(data: str | bytes) -> None:
        frames.append(data.encode() if isinstance(data, str) else data)

    page = at_closed.tab()
    page.on("websocket", lambda socket: socket.on("framereceived", note))
    for path in ("", "Missions", "Cities?place=Liverpool", "Export", "Add", "About"):
        page.goto(at_closed.base + path)
        settle(page)
        expect(page.get_by_text("for people who have signed in")).to_be_visible()
    sent = b"".join(frames)
    assert b"for people who have signed in" in sent
    names = {place.name for one in read_records().missions for place in (*one.origins, *one.stops)}
    assert names
    assert not [name for name in names - {"Liverpool"} if name.encode() in sent]


def test_a_closed_atlas_opens_to_whom_it_is_for(at_closed: Visit) -> None:
    page = at_closed.open("About")
    sign_in(page, at_closed, READER)
    expect(page.get_by_text("not among those who may look")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    sign_in(page, at_closed, EDITOR)
    expect(page.get_by_role("heading", name="Trade missions to China")).to_be_visible()
    expect(sidebar(page).get_by_text(MAY_EDIT)).to_be_visible()
