"""What readers do, in a real browser. No journey may send a request off this machine."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLateError

from data.atlas import open_atlas
from data.filters import Filter, select
from data.frames import Tables, make_tables
from geo.arcs import flow_arcs
from geo.view import fit
from pages.widgets.map import PADDING
from tests.browser.visitor import MAP_CANVAS, PATIENCE_MS, Visit, await_map, settle

Start = Callable[..., Visit]

PAGES = ["", "Missions", "Cities?place=Liverpool", "Export", "Add", "About"]
TOOLTIP = ".deck-tooltip"


def tables() -> Tables:
    return make_tables(select(open_atlas().itineraries, Filter()).kept)


def on_map(page: Page, name: str) -> tuple[float, float]:
    """Where a place lies on the large map, in pixels of the page, before anybody moves it."""
    box = page.locator(MAP_CANVAS).bounding_box()
    assert box
    size = (round(box["width"]), round(box["height"]))
    drawn = tables()
    view = fit(flow_arcs(drawn.flows, drawn.places).extent, size, padding=PADDING)
    place = drawn.places.set_index("name").loc[[name], ["lon", "lat"]].to_numpy()
    x, y = view.pixels(place, size)[0]
    return box["x"] + x, box["y"] + y


def click_on(page: Page, name: str) -> tuple[float, float]:
    """Click a place on the large map, and say where that was."""
    await_map(page)
    x, y = on_map(page, name)
    page.mouse.move(x, y)
    expect(page.locator(TOOLTIP)).to_contain_text(name)
    page.mouse.click(x, y)
    clear = page.get_by_role("button", name="Clear selection")
    try:
        clear.wait_for(timeout=PATIENCE_MS / 3)
    except TooLateError:
        # A machine busy drawing may take a short press for none at all, as a reader would see.
        page.mouse.click(x, y, delay=100)
        clear.wait_for()
    return x, y


def search(page: Page, words: str) -> None:
    page.get_by_test_id("stSidebar").get_by_label("Search").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"q={words}"))
    settle(page)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (820, "dark")])
def test_every_page_opens_and_fits(visit: Start, path: str, width: int, scheme: str) -> None:
    reader = visit(width=width, scheme=scheme)
    page = reader.open(path)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not reader.faults


def test_an_executive_clicks_a_city_and_reads_who_went(visit: Start) -> None:
    page = visit().open()
    click_on(page, "Leipzig")
    page.get_by_role("link", name="Leipzig in Nanjing and Jining").click()
    page.wait_for_url(re.compile("mission=leipzig-nanjing-jining-2019"))
    settle(page)
    expect(page.get_by_role("heading", name="Leipzig in Nanjing and Jining")).to_be_visible()
    expect(page.get_by_text("Memorandum of understanding").first).to_be_visible()


def test_the_map_keeps_its_view_and_selection_when_a_filter_changes(visit: Start) -> None:
    page = visit().open()
    x, y = click_on(page, "Leipzig")
    expect(page.get_by_role("heading", name="Leipzig", exact=True)).to_be_visible()
    page.mouse.move(x + 200, y + 120)
    page.mouse.down()
    page.mouse.move(x + 260, y + 80, steps=6)
    page.mouse.up()
    search(page, "Leipzig")
    page.mouse.move(x + 60, y - 40)
    expect(page.locator(TOOLTIP)).to_contain_text("Leipzig")
    expect(page.get_by_role("heading", name="Leipzig", exact=True)).to_be_visible()


def test_the_map_is_reachable_by_keyboard(visit: Start) -> None:
    page = visit(height=1600).open()
    page.get_by_role("switch", name="Table").focus()
    page.keyboard.press("Space")
    table = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(table).to_be_visible()
    table.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("button", name="Clear selection")).to_be_visible()


def test_a_filter_change_sends_little(visit: Start) -> None:
    reader = visit()
    page = reader.open()
    await_map(page)
    before = sum(reader.received)
    search(page, "Leipzig")
    page.wait_for_timeout(500)
    assert 0 < sum(reader.received) - before < 100_000


def test_a_shared_link_opens_on_the_same_missions(visit: Start) -> None:
    page = visit().open("?from=Saxony&years=2019&years=2019")
    expect(page.get_by_text("Showing 2 of 11 missions")).to_be_visible()
    page.get_by_role("link", name="Missions").click()
    page.wait_for_url(re.compile("Missions.*from=Saxony"))
    settle(page)
    expect(page.get_by_text("Showing 2 of 11 missions")).to_be_visible()


def test_back_restores_the_filter_before(visit: Start) -> None:
    page = visit().open()
    search(page, "Leipzig")
    expect(page.get_by_text("Showing 3 of 11 missions")).to_be_visible()
    page.go_back()
    settle(page)
    expect(page.get_by_text("Showing 3 of 11 missions")).to_have_count(0)
