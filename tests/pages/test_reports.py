"""A press report's way through the page, as its script runs it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter
from streamlit.testing.v1 import AppTest

from data.access import AT_THIS_MACHINE
from data.drafts import Draft, DraftState
from data.model import Mission
from data.store import Kind, Store, open_store
from tests.pages.test_add import ADD, MISSIONS, kept, ran, visit


@pytest.fixture
def store(own_database: Path) -> Iterable[Store]:
    """A second look at the database that the pages use."""
    opened = open_store(policy=AT_THIS_MACHINE)
    yield opened
    opened.close()


REPORT = """Sheffield delegation back from two Chinese cities

Sheffield, 14 May 2024

A 17-strong trade delegation from Sheffield returned last week from a visit to China, where it met
makers of medical devices.

The group travelled to Chengdu on 6 May and went on to Wuhan, where it stayed until 10 May.
"""
SECOND = """Sheffield group in Chengdu

9 May 2024

An 18-strong trade delegation from Sheffield visited Chengdu on 6 May 2024.
"""
NO_MISSION = "The city library opens on Sundays from next month, the council has decided. " * 3


def paste(app: AppTest, text: str, round_: int = 0) -> AppTest:
    app.text_area(key=f"atlas_report_text_{round_}").set_value(text)
    return ran(app.button(key="atlas_report_read").click().run())


def drafts(store: Store) -> list[Draft]:
    return [one.record for one in store.all(Kind.DRAFT)]


def told(app: AppTest) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.info, *app.error, *app.caption))


def test_a_pasted_report_becomes_a_mission(store: Store) -> None:
    app = paste(visit(ADD, add="report"), REPORT)
    (draft,) = drafts(store)
    assert app.query_params["draft"] in (draft.id, [draft.id])
    fields = {mark.field for mark in draft.marks}
    assert {"origins.0", "stops.0", "stops.1", "delegates"} <= fields
    delegates = next(each for each in app.text_input if each.label == "Delegates")
    ran(delegates.set_value("19").run())
    ran(app.button(key="atlas_report_save").click().run())
    (draft,) = drafts(store)
    assert draft.state is DraftState.ACCEPTED
    mission: Mission = kept(store, Kind.MISSION, str(draft.mission)).record
    assert [stop.name for stop in mission.stops] == ["Chengdu", "Wuhan"]
    assert (mission.delegates, draft.read["delegates"]) == (19, 17)
    assert mission.evidence_for("delegates")[0].where == "paragraph 3"
    assert kept(store, Kind.SOURCE, mission.sources[0]).record.title.startswith("Report on")
    page = visit(MISSIONS, mission=mission.id)
    assert any(each.label.startswith("Read from a report") for each in page.expander)
    assert "Delegates: 17 → 19" in told(page)


def test_a_text_without_a_mission_says_so_and_can_be_skipped(store: Store) -> None:
    app = paste(visit(ADD, add="report"), NO_MISSION)
    assert "No mission was found" in told(app)
    ran(app.button(key="atlas_report_save").click().run())
    assert not [each for each in store.all(Kind.MISSION) if "library" in each.id]
    ran(app.button(key="atlas_report_skip").click().run())
    assert [draft.state for draft in drafts(store)] == [DraftState.SKIPPED]


def test_the_same_text_twice_is_recognised(store: Store) -> None:
    app = paste(visit(ADD, add="report"), REPORT)
    ran(app.button(key="atlas_report_all").click().run())
    app = paste(app, REPORT.replace("\n", "\r\n") + "\n", 1)
    assert "was read before and is waiting" in told(app).replace("\\", "")
    assert len(drafts(store)) == 1


def test_a_second_report_of_a_mission_is_merged_as_another_source(store: Store) -> None:
    app = paste(visit(ADD, add="report"), REPORT)
    ran(app.button(key="atlas_report_save").click().run())
    first = str(drafts(store)[0].mission)
    app = paste(app, SECOND, 1)
    ran(app.button(key=f"atlas_report_merge_{first}").click().run())
    choice = next(each for each in app.radio if each.label.startswith("Delegates"))
    ran(choice.set_value("take").run())
    ran(app.button(key="atlas_report_merge_save").click().run())
    mission: Mission = kept(store, Kind.MISSION, first).record
    assert mission.delegates == 18
    assert len(mission.sources) == 2
    assert {item.source for item in mission.evidence_for("stops.0")} == set(mission.sources)
    assert "This source says 17." in [item.note for item in mission.evidence_for("delegates")]


def scan() -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(file)
    return file.getvalue()


def word(text: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def test_files_that_cannot_be_read_harm_no_other(store: Store) -> None:
    app = visit(ADD, add="report")
    app.file_uploader(key="atlas_report_files_0").set_value(
        [
            ("empty.txt", b"", "text/plain"),
            ("good.docx", word(REPORT), "application/octet-stream"),
            ("binary.pdf", bytes(range(256)) * 40, "application/pdf"),
            ("scan.pdf", scan(), "application/pdf"),
            ("second.txt", SECOND.encode(), "text/plain"),
        ]
    ).run()
    ran(app.button(key="atlas_report_read_files").click().run())
    said = told(app).replace("\\", "")
    assert "2 of 5 reports read" in said
    for name in ("empty.txt is empty", "binary.pdf", "scan.pdf holds pictures"):
        assert name in said
    assert sorted(draft.label for draft in drafts(store)) == ["good.docx", "second.txt"]
    good = next(draft for draft in drafts(store) if draft.label == "good.docx")
    app.button(key=f"atlas_open_{good.id}").click().run()
    ran(app.button(key="atlas_report_later").click().run())
    assert "second.txt" in told(app).replace("\\", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no words"), ("Bericht " * 700_000, "5,600,000"), ("\x00\x01\x02", "no words")],
)
def test_a_text_that_is_no_report_is_refused_and_stays(
    store: Store,
    text: str,
    said: str,
) -> None:
    app = paste(visit(ADD, add="report"), text)
    assert said in told(app).replace("\\", "")
    assert not drafts(store)
    assert app.text_area(key="atlas_report_text_0").value == text


def test_a_deed_from_the_browser_may_be_anything() -> None:
    app = AppTest.from_function(_strange_deeds)
    ran(app.run(timeout=60))
    assert [each.value for each in app.text] == ["unharmed"]


def _strange_deeds() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from pages.widgets.form.working import Working
    from pages.widgets.report import review
    from tests.data.report.test_drafting import drafted
    from tests.data.report.test_meaning import CONTEXT

    draft = drafted()
    working = Working.of_draft(draft, 1)
    before = working.model_dump()
    strange: list[object] = [None, 7, [], {}, {"act": "drop"}, {"act": "drop", "field": "stops.x"}]
    strange += [{"act": "mark", "kind": "id", "start": 0, "end": 3}]
    strange += [{"act": "mark", "kind": "stops", "start": "0", "end": 3}]
    strange += [{"act": "mark", "kind": "stops", "start": 0, "end": 10**9}]
    strange += [{"act": "unmark", "field": "stops.0", "start": True, "end": None}]
    for deed in strange:
        st.session_state[f"atlas_report_pane_{draft.id}"] = SimpleNamespace(deed=deed)
        review.take_deed(draft, working, CONTEXT)
    after = working.model_dump()
    for each in (before, after):
        each.pop("edited")
    st.text("unharmed" if after == before else "harmed")
