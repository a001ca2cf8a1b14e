"""A reader at a browser: opens pages of the atlas, waits until they stand, notes all traffic."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    WebSocket,
    expect,
)

from tests.browser import get_chromium

ColourScheme = Literal["light", "dark"]

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
INNER_SCHEMES = {"data", "blob", "about"}
"""Addresses that stay inside the browser."""
PATIENCE_MS = 30_000
"""Milliseconds to wait for a page: ten times what a slow machine with a software GPU needs."""
CHROMIUM_FLAGS = (
    "--no-sandbox",  # root in a container has none
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
MAP_CANVAS = "canvas#deckgl-overlay"
STILL_PICTURE = ".st-key-atlas_map_still img"
"""What stands where the large map will be until the browser has it ready."""

INK_SCRIPT = """
() => {
  const maps = [...document.querySelectorAll("canvas#deckgl-overlay")];
  if (!maps.length) return -1;
  return Math.min(...maps.map((map) => {
    if (!map.width || !map.height) return 0;
    const small = document.createElement("canvas");
    small.width = 64; small.height = 48;
    const context = small.getContext("2d", {willReadFrequently: true});
    context.drawImage(map, 0, 0, small.width, small.height);
    const pixels = context.getImageData(0, 0, small.width, small.height).data;
    const shares = new Map();
    const colours = new Uint32Array(pixels.buffer);
    for (const colour of colours) shares.set(colour, (shares.get(colour) ?? 0) + 1);
    return 1 - Math.max(...shares.values()) / colours.length;
  }));
}
"""
"""Share of a map's canvas that is not of its commonest colour, be that sea, land or nothing; of the
plainest map on the page. 0 is a blank map; -1 means there is no map."""

SETTLED_SCRIPT = """
() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app?.dataset.testScriptState === "notRunning"
    && app?.dataset.testConnectionState === "CONNECTED"
    && document.querySelector('[data-testid="stMainBlockContainer"]')?.childElementCount > 0
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
    && document.fonts.status === "loaded";
}
"""


@dataclass
class Visit:
    """One reader's browser context, and everything it asked for."""

    context: BrowserContext
    base: str
    """Address of the atlas, with a slash at the end."""
    requests: list[str] = field(default_factory=list)
    """Every address asked for, web sockets included, oldest first."""
    faults: list[str] = field(default_factory=list)
    """Exceptions that no script of the page caught."""
    received: list[int] = field(default_factory=list)
    """Bytes of each web socket message from the server, oldest first."""

    def open(self, path: str = "") -> Page:
        """Open a page such as "Missions?mission=x" in a new tab, and let it settle."""
        page = self.tab()
        page.goto(self.base + path.removeprefix("/"))
        settle(page)
        return page

    def tab(self) -> Page:
        """An empty new tab, watched."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("websocket", self._note_socket)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def outside_requests(self) -> list[str]:
        """Addresses asked for that are not on this machine."""
        return [address for address in self.requests if not is_on_this_machine(address)]

    def assert_stayed(self) -> None:
        """Fail if any page of this visit asked another machine for anything."""
        outside = self.outside_requests()
        assert not outside, f"The browser asked outside this machine: {outside}"

    def watch(self) -> None:
        """Note every request of every tab from now on."""
        self.context.on("request", self._note_request)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_socket(self, websocket: WebSocket) -> None:
        self.requests.append(websocket.url)
        websocket.on("framereceived", lambda frame: self.received.append(len(frame)))


def is_on_this_machine(address: str) -> bool:
    """Whether a URL names this machine, or nothing outside the browser."""
    parts = urlsplit(address)
    return parts.scheme in INNER_SCHEMES or parts.hostname in LOCAL_HOSTS


def launch(playwright: Playwright) -> Browser:
    """Start Chromium, drawing maps in software and finding no host but this machine.

    Raises NoChromiumError if there is none; `make test` fetches one.
    """
    path = get_chromium.find()
    if path is None:
        raise get_chromium.NoChromiumError("No Chromium found: `make test` fetches one.")
    return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS])


@contextlib.contextmanager
def visiting(
    browser: Browser,
    base: str,
    *,
    width: int = 1400,
    height: int = 900,
    scheme: ColourScheme = "light",
) -> Iterator[Visit]:
    """A fresh reader: nothing cached, no cookies, a window of this size in pixels, this theme."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
    )
    visit = Visit(context, base)
    visit.watch()
    try:
        yield visit
    finally:
        context.close()


def settle(page: Page) -> None:
    """Wait until the server has run the page's script and the browser shows all of it."""
    page.wait_for_function(SETTLED_SCRIPT, timeout=PATIENCE_MS)


def await_map(page: Page, share: float = 0.05) -> None:
    """Wait until every map shows more than one colour on at least this share of it (0 to 1).

    Land and sea differ over a third of a map of Eurasia; arcs and points alone stay below a
    twentieth. A map of one city needs a smaller share.
    """
    expect(page.locator(MAP_CANVAS).first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_function(f"() => ({INK_SCRIPT})() >= {share}", timeout=PATIENCE_MS)
