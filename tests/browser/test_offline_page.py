"""The offline page in a real browser, from a file, with no network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import PATIENCE_MS, ColourScheme
from tests.geo import offline

NO_WEBGL = """
const own = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : own.call(this, kind, ...rest);
};
"""
INK = """
() => {
  const map = document.querySelector("#map canvas");
  const small = document.createElement("canvas");
  small.width = 64; small.height = 48;
  const context = small.getContext("2d");
  context.drawImage(map, 0, 0, 64, 48);
  const pixels = new Uint32Array(context.getImageData(0, 0, 64, 48).data.buffer);
  return new Set(pixels).size;
}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "missions.html"
    path.write_text(offline.page(), encoding="utf-8")
    return path


@contextmanager
def opened(
    browser: Browser, file: Path, *, scheme: ColourScheme = "light", script: str = ""
) -> Iterator[Page]:
    """The page; it must have asked for nothing but itself, and have had no fault."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1100, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    if script:
        page.add_init_script(script)
    page.goto(file.as_uri())
    page.wait_for_function("() => document.documentElement.dataset.map", timeout=PATIENCE_MS)
    yield page
    assert page.evaluate("window.hurt") is None
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
    assert not faults
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_stands_without_a_network(
    browser: Browser, file: Path, scheme: ColourScheme
) -> None:
    with opened(browser, file, scheme=scheme) as page:
        assert page.evaluate("document.documentElement.dataset.map") == "ready"
        page.wait_for_function(f"() => ({INK})() > 8", timeout=PATIENCE_MS)
        expect(page.locator("#picture")).to_be_hidden()
        expect(page.locator("h1")).to_have_text(offline.WORDS.headline)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "table"


def test_without_webgl_the_still_picture_shows(browser: Browser, file: Path) -> None:
    with opened(browser, file, script=NO_WEBGL) as page:
        expect(page.locator("#map")).to_be_hidden()
        expect(page.locator("#picture")).to_be_visible()
        assert page.evaluate("document.getElementById('picture').naturalWidth") > 0


def test_print_shows_the_still_picture(browser: Browser, file: Path) -> None:
    with opened(browser, file) as page:
        page.emulate_media(media="print")
        expect(page.locator("#map")).to_be_hidden()
        expect(page.locator("#picture")).to_be_visible()
