"""A messy spreadsheet, from the upload to the map, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from data.model import Mission
from data.store import Kind, Store
from tests.browser.visitor import Visit, settle

MESSY = """\
Delegationsreisen / Trade missions;;;;;;
;;;;;;
Nr.;Anlass / Purpose;Von;Reiseziel(e);Date(s) of trip;Sonderspalte;Gesamtkosten
2019;;;;;;
1;Wirtschaftsreise;Leipzig;Nanjing, Jining;25.–30. Juni 2019;Environment;12.000 €
2;Hydrogen <b>mission</b>;Leeds;Wuhan, Suzhou und Shanghai;9-14 May 2022;hydrogen;
3;Messe;Dresden;Suzhou;03/04/2018;machinery;
4;**Delegation**;Leipzig;Kunmingg, Dali;Mai 2016;;
5;Delegation;Leipzig;Peking;demnächst;;
6;Nil return;;;;;
Summe;;;;;;12.000 €
""".encode("cp1252")


def upload(page: Page, name: str, data: bytes) -> None:
    file = FilePayload(name=name, mimeType="text/csv", buffer=data)
    page.locator("input[type=file]").set_input_files([file])


def test_a_messy_spreadsheet_becomes_missions(staff: Callable[[], Visit], store: Store) -> None:
    visit = staff()
    page = visit.open("Add?add=sheet")
    with page.expect_download() as template:
        page.get_by_role("button", name="Template (Deutsch)").click()
    assert template.value.suggested_filename == "reisen.xlsx"

    upload(page, "no table.csv", b"%PDF-1.7")
    expect(page.get_by_text("cannot be imported")).to_be_visible()
    settle(page)
    upload(page, "messy.csv", MESSY)
    expect(page.get_by_text("This will make")).to_be_visible()
    expect(page.get_by_text("Hydrogen <b>mission</b>", exact=False).first).to_be_attached()

    # Corrected, asked once for all rows, searched for by another name.
    page.get_by_role("combobox", name="F Sonderspalte").fill("Sectors")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="The day", exact=True).click()
    page.get_by_role("button", name="Suzhou, Jiangsu, China", exact=True).click()
    expect(page.get_by_text("Suzhou is Suzhou, Jiangsu, China")).to_be_visible()
    page.get_by_role("button", name="Jining, Shandong, China", exact=True).click()
    expect(page.get_by_text("Jining is Jining, Shandong, China")).to_be_visible()
    row = page.get_by_text("Kunmingg in row 8").locator("xpath=ancestor::*[5]")
    row.get_by_role("button", name="None of these").first.click()
    page.get_by_label("Which place is “Kunmingg”?").press_sequentially("Kunming", delay=30)
    page.get_by_test_id("stPopoverBody").get_by_role(
        "button", name="Kunming, Yunnan, China", exact=True
    ).click()
    expect(page.get_by_text("Kunmingg is Kunming, Yunnan, China")).to_be_visible()
    settle(page)

    # Another page and back loses nothing.
    page.get_by_role("link", name="Map", exact=True).click(delay=150)
    page.wait_for_url(re.compile(r"/(\?|$)"))
    settle(page)
    page.go_back()
    expect(page.get_by_text("Suzhou is Suzhou, Jiangsu, China")).to_be_visible()
    settle(page)
    page.get_by_text("perhaps known").click()
    page.get_by_role("radio", name="Merge").click()
    expect(page.get_by_text("1 merged")).to_be_visible()
    settle(page)
    before = len(store.log())
    page.get_by_role("button", name="Import", exact=True).dblclick()
    expect(page.get_by_text("Imported from messy.csv")).to_be_visible()
    expect(page.get_by_text("= 10 rows of the file")).to_be_visible()
    settle(page)
    assert len(store.log()) == before + 1
    made = {each.record.title: each.record for each in store.all(Kind.MISSION)}
    hydrogen: Mission = made["Hydrogen <b>mission</b>"]
    assert [stop.region for stop in hydrogen.stops][1] == "Jiangsu"
    assert str(made["Messe"].when) == "3 April 2018"
    assert len(store.all(Kind.DRAFT)) >= 1

    page.get_by_role("button", name="Import another file").click()
    upload(page, "the same.csv", MESSY)
    expect(page.get_by_text("Nothing would change")).to_be_visible()
    assert not visit.faults
    visit.assert_stayed()
