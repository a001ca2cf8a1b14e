"""What a comms officer does, in a real browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visit, await_map, settle

Start = Callable[..., Visit]


def download(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_selection_leaves_as_a_picture_with_its_own_name(visit: Start) -> None:
    page = visit().open("?from=Leipzig")
    page.get_by_role("link", name="Pictures, slides and data of this selection").click()
    page.wait_for_url(re.compile("Export.*from=Leipzig"))
    settle(page)
    name, data = download(page, "PNG picture")
    assert name == "missions_leipzig_2019_slide.png"
    assert Image.open(io.BytesIO(data)).size == (4000, 2250)
    name, data = download(page, "SVG picture")
    assert name.endswith(".svg")
    assert b"<text" in data


def test_the_words_of_a_figure_are_ones_own(visit: Start) -> None:
    page = visit().open("Export")
    preview = page.locator("[data-testid=stImage] img")
    before = preview.get_attribute("src")
    page.get_by_label("Headline").fill("Nine cities <b>one</b> map")
    page.keyboard.press("Enter")
    expect(preview).not_to_have_attribute("src", before or "")
    settle(page)
    _, data = download(page, "SVG picture")
    assert b"&lt;b&gt;one&lt;/b&gt;" in data


def test_the_view_is_copied_as_a_picture(visit: Start) -> None:
    reader = visit()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open()
    await_map(page)
    page.get_by_role("button", name="Copy this view").click()
    expect(page.get_by_text(re.compile("Copied|Saved"))).to_be_visible()


@pytest.mark.parametrize("path", ["", "Export"])
def test_without_webgl_the_map_is_a_picture(visit: Start, path: str) -> None:
    reader = visit()
    reader.context.add_init_script(
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        "  return /webgl/.test(kind) ? null : own.call(this, kind, ...rest) }"
    )
    page = reader.open(path)
    expect(page.locator("img[src*='.svg'], img[src^='data:image/svg']").first).to_be_visible()
