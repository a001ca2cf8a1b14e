"""What a member of staff does to keep records, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from data.model import Mission
from data.store import Kind, Store
from tests.browser.visitor import Visit, await_map, settle

LEIPZIG = "leipzig-nanjing-jining-2019"


def choose_place(page: Page, box: str, typed: str, chosen: str) -> None:
    page.get_by_label(box).press_sequentially(typed, delay=30)
    page.get_by_role("button", name=chosen, exact=True).click()
    expect(page.get_by_text(re.compile(rf"^\d\. {re.escape(chosen)}"))).to_be_visible()
    settle(page)


def fill(page: Page, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).fill(value)
    page.keyboard.press("Tab")
    settle(page)


def mission(store: Store, name: str) -> Mission:
    kept = store.get(Kind.MISSION, name)
    assert kept is not None
    record: Mission = kept.record
    return record


def test_staff_add_a_mission_with_an_ambiguous_place(
    staff: Callable[[], Visit], store: Store
) -> None:
    visit = staff()
    page = visit.open("Add")
    choose_place(page, "Add an origin", "Leipz", "Leipzig, Saxony, Germany")
    page.get_by_label("Add a stop").press_sequentially("Jining", delay=30)
    expect(page.get_by_role("button", name="Jining, Inner Mongolia, China")).to_be_visible()
    page.get_by_role("button", name="Jining, Shandong, China", exact=True).click()
    expect(page.get_by_text("1. Jining, Shandong, China")).to_be_visible()
    await_map(page)
    fill(page, "When", "31 June 2023")
    expect(page.get_by_text("there is no such day")).to_be_visible()

    # What was typed outlives another page and a reload.
    page.get_by_label("Delegates", exact=True).fill("12")
    # Pressed as long as a hand presses: shorter, Streamlit sends the typed value and stays here.
    page.get_by_role("link", name="Map", exact=True).click(delay=150)
    page.wait_for_url(re.compile(r"/(\?|$)"))
    settle(page)
    page.get_by_role("link", name="Add", exact=True).click()
    expect(page.get_by_label("Delegates", exact=True)).to_have_value("12")
    settle(page)
    page.reload()
    expect(page.get_by_text("kept by this browser")).to_be_visible()
    expect(page.get_by_label("When", exact=True)).to_have_value("31 June 2023")
    settle(page)

    fill(page, "When", "June 2023")
    page.get_by_text("Describe a new source").click()
    fill(page, "Title of the source", "A note on a <b>journey</b>")
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_text("Who says what you entered or changed")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.get_by_text("Leipzig in Jining added.")).to_be_in_viewport()
    made = mission(store, "leipzig-in-jining-2023")
    assert (made.delegates, made.stops[0].region) == (12, "Shandong")
    assert len(store.log()) == 2  # the seed, and this once
    page.get_by_role("link", name="Open Leipzig in Jining").click()
    expect(page.get_by_role("heading", name="Leipzig in Jining")).to_be_visible()
    expect(page.get_by_text("A note on a <b>journey</b>")).to_be_visible()
    assert not visit.faults


def test_two_editors_settle_what_both_changed(staff: Callable[[], Visit], store: Store) -> None:
    one = staff().open(f"Add?edit={LEIPZIG}")
    other = staff().open(f"Add?edit={LEIPZIG}")
    fill(one, "Delegates", "12")
    fill(other, "Delegates", "14")
    fill(other, "Length in days", "6")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.get_by_text("Leipzig in Nanjing and Jining changed.")).to_be_visible()
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("was changed while you did")).to_be_visible()
    assert mission(store, LEIPZIG).delegates == 12
    expect(other.get_by_text("Theirs, as it is now").first).to_be_visible()
    settle(other)
    other.get_by_role("radio", name="Take theirs").first.click()
    settle(other)
    other.get_by_role("button", name="Save this").click()
    expect(other.get_by_text("Leipzig in Nanjing and Jining changed.")).to_be_visible()
    kept = mission(store, LEIPZIG)
    assert (kept.delegates, kept.duration_days) in ((12, 6), (14, 6), (12, None))
