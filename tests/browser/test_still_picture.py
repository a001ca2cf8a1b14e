"""The still picture that stands where the map will be: first to come, alike, covered in the end."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.visitor import MAP_CANVAS, STILL_PICTURE, Visit, await_map, settle

Start = Callable[..., Visit]

MAP_PROGRAM = "**/DeckGlJsonChart*.js"
"""The part of Streamlit that draws the interactive map."""
APART = 48
"""Steps of 255 by which a pixel differs to a reader's eye; edges of letters and lines may."""

EDGE = 8
"""Pixels of rounded corners, and of a place that begins between two pixels."""


def pixels(place: Locator) -> NDArray[Any]:
    shot = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    return np.asarray(shot).astype(int)


def held_map(visit: Start, path: str = "", **window: Any) -> tuple[Page, Visit, list[Route]]:
    """A page whose interactive map does not come until what held it up continues."""
    reader = visit(**window)
    page = reader.tab()
    held: list[Route] = []
    page.route(MAP_PROGRAM, lambda route: held.append(route))
    page.goto(reader.base + path)
    expect(page.locator(STILL_PICTURE)).to_be_visible()
    # What else the page takes is there, the second run for the page's width among it.
    expect(page.get_by_test_id("stSidebar").get_by_role("button", name="Clear")).to_be_visible()
    page.wait_for_timeout(1500)
    return page, reader, held


@pytest.mark.parametrize(
    ("width", "scheme", "path"),
    [(1400, "light", ""), (820, "dark", "?show=Itineraries"), (1720, "light", "?borders=true")],
)
def test_the_picture_comes_first_and_is_what_the_map_shows(
    visit: Start, width: int, scheme: str, path: str
) -> None:
    page, reader, held = held_map(visit, path, width=width, height=1300, scheme=scheme)
    assert page.locator(MAP_CANVAS).count() == 0
    stage = page.locator(".st-key-atlas_map_stage")
    place, before = stage.bounding_box(), pixels(stage)
    assert len(np.unique(before.reshape(-1, 3), axis=0)) > 50
    for route in held:
        route.continue_()
    await_map(page)
    settle(page)
    page.wait_for_timeout(1000)
    assert stage.bounding_box() == place
    after = pixels(stage)
    assert (np.abs(before - after).max(axis=2) > APART).mean() < 0.04
    page.locator(STILL_PICTURE).evaluate("picture => picture.style.visibility = 'hidden'")
    uncovered = np.argwhere((pixels(stage) != after).any(axis=2)[EDGE:-EDGE, EDGE:-EDGE])
    assert not len(uncovered), f"The map does not cover the picture at {uncovered[:9].tolist()}."
    assert not reader.faults


def test_the_picture_follows_a_filter_until_the_map_is_there(visit: Start) -> None:
    page, _, _ = held_map(visit)
    picture = page.locator(STILL_PICTURE)
    assert "Kunming" in (picture.get_attribute("src") or "")
    search = page.get_by_test_id("stSidebar").get_by_label("Search")
    search.fill("Leipzig")
    search.press("Enter")
    expect(picture).not_to_have_attribute("src", re.compile("Kunming"))
    assert "Nanjing" in (picture.get_attribute("src") or "")


def test_the_picture_is_nothing_to_a_screen_reader_or_a_mouse(visit: Start) -> None:
    page, _, _ = held_map(visit)
    assert page.locator(STILL_PICTURE).get_attribute("aria-hidden") == "true"
    box = page.locator(STILL_PICTURE).bounding_box()
    assert box
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.tagName", at)
    assert hit != "IMG"
