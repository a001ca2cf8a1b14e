"""What staff do with a press report, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visitor import MAP_CANVAS, Visit, await_map, settle

Start = Callable[..., Visit]

REPORT = """Coventry delegation home from two Chinese cities

Coventry, 14 May 2024

A 17-strong trade delegation from Coventry returned last week from a visit to China 🎉, where it met
makers of medical devices. <script>document.title = "hostile"</script> <b>Not bold.</b>

The group travelled to Chengdu on 6 May and went on to Wuhan, where it stayed until 10 May.

Sam Sample of the chamber spoke of a good start, and of a return visit by Chengdu.
"""


def words(page: Page, text: str) -> None:
    page.locator(".atlas-report .text .line", has_text=text).first.click()


def card(page: Page) -> str:
    return page.locator(".atlas-report .card").inner_text()


def test_a_pasted_report_is_checked_and_lands_on_the_map(visit: Start) -> None:
    reader = visit()
    page = reader.open("Add?add=report")
    page.get_by_label("Text of a press report").fill(REPORT)
    page.get_by_role("button", name="Read this text").click()
    expect(page.locator(".atlas-report .text .line").first).to_be_visible()
    settle(page)
    assert page.locator(".atlas-report .text").inner_text().strip() == REPORT.strip()
    assert "hostile" not in page.title()

    words(page, "Wuhan")
    expect(page.locator(".atlas-report .card")).to_contain_text("Stop 2")
    page.get_by_role("button", name="Drop this fact").click()
    expect(page.locator(".atlas-report .text .line", has_text="Wuhan")).to_have_count(0)

    delegates = page.get_by_role("textbox", name="Delegates")
    delegates.click()
    expect(page.locator(".atlas-report .lit")).to_have_text(["17-strong trade delegation"])
    delegates.fill("19")
    delegates.press("Enter")

    # Behind the emoji a browser counts otherwise than Python does.
    page.get_by_label("Find words in the text, to mark them").fill("sam sample")
    expect(page.locator(".atlas-report .card")).to_contain_text("“Sam Sample” is:")
    page.locator(".atlas-report .card").get_by_role("button", name="Leader").click()
    expect(page.locator(".atlas-report .text .line", has_text="Sam Sample")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Coventry in Chengdu added.")).to_be_visible()

    page.get_by_role("link", name="Open Coventry in Chengdu").click()
    page.wait_for_url(re.compile("mission=coventry-in-chengdu-2024"))
    settle(page)
    await_map(page, 0.03)
    expect(page.locator(MAP_CANVAS)).to_be_visible()
    said = page.get_by_role("row", name=re.compile("Leader.*Sam Sample"))
    expect(said).to_contain_text("paragraph 5")
    expect(page.get_by_role("row", name=re.compile("Delegates.*19"))).to_contain_text("paragraph 3")
    page.get_by_text("Read from a report").click()
    expect(page.locator(".atlas-report .text .line", has_text="Sam Sample")).to_be_visible()
    expect(page.get_by_role("button", name="Drop this fact")).to_have_count(0)
    assert not reader.faults
