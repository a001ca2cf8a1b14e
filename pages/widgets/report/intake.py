"""The section "Press report": text pasted or files uploaded, and the reports that wait."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.date_tokens import UnreadableDateError
from data.drafts import Draft, DraftState
from data.errors import UnreadableReportError
from data.model import DateSpan
from data.report.document import text_of
from data.report.drafting import Provenance
from data.store import Kind
from data.written_dates import read_date
from pages.widgets.drafts import draw_drafts_of
from pages.widgets.frame import Page
from pages.widgets.report.queue import asked_report, open_report, take_up, waiting_reports
from pages.widgets.report.reading import Answer, read_into_draft
from pages.widgets.report.review import draw_review
from pages.widgets.resources import current_store
from pages.widgets.text import counted, plain
from pages.widgets.viewport import viewport

_ENDINGS = ("txt", "html", "htm", "pdf", "docx")
_PASTED = "The pasted text"
_ANSWERS = "atlas_report_answers"
_ROUND = "atlas_report_round"
"""Session-state key: how often something was read, so that the fields start empty again."""


def draw_reports(page: Page) -> None:
    """A report to look through, or else the ways of putting reports in and all that wait."""
    kept = asked_report(current_store())
    if kept is not None and kept.record.state is DraftState.WAITING:
        draw_review(kept, page, viewport())
        return
    if kept is not None:
        _draw_settled(kept.record, kept.version)
    screen = viewport()
    left, right = st.columns([3, 2], gap="medium") if screen.roomy else (st.container(),) * 2
    with left:
        _draw_paste(page)
    with right:
        _draw_upload(page)
    _draw_answers()
    waiting = waiting_reports(current_store())
    if waiting:
        st.subheader("Reports to look through", anchor=False)
        draw_drafts_of(waiting)


def _draw_paste(page: Page) -> None:
    number = int(st.session_state.get(_ROUND, 0))
    text = st.text_area(
        "Text of a press report",
        key=f"atlas_report_text_{number}",
        height=260,
        placeholder="Paste the whole report, with its headline and date: English or German.",
    )
    one, two, three = st.columns([3, 2, 3])
    publisher = one.text_input("Publisher", key=f"atlas_report_publisher_{number}")
    date = two.text_input(
        "Published", key=f"atlas_report_published_{number}", placeholder="8 July 2019"
    )
    url = three.text_input("Web address", key=f"atlas_report_url_{number}")
    if not st.button("Read this text", type="primary", key="atlas_report_read"):
        return
    try:
        provenance = Provenance(
            publisher=publisher.strip() or None, published=_span(date), url=url.strip() or None
        )
        with st.spinner("Reading…"):
            answer = read_into_draft(text, provenance, _PASTED, page.atlas)
    except (UnreadableReportError, UnreadableDateError) as error:
        # What was pasted stays where it is.
        st.error(plain(str(error)), icon=":material/error:")
        return
    _finish([answer])


def _draw_upload(page: Page) -> None:
    number = int(st.session_state.get(_ROUND, 0))
    files = st.file_uploader(
        "Or files, several at once",
        type=list(_ENDINGS),
        accept_multiple_files=True,
        key=f"atlas_report_files_{number}",
        help="Saved web pages, PDF, Word or plain text. Nothing leaves this machine.",
    )
    label = f"Read {counted(len(files), 'file')}" if files else "Read files"
    if not st.button(label, disabled=not files, key="atlas_report_read_files"):
        return
    answers = []
    bar = st.progress(0.0)
    for place, file in enumerate(files):
        bar.progress(place / len(files), plain(f"{place + 1} of {len(files)}: {file.name}"))
        answers.append(_read_file(file, page))
    _finish(answers)


def _read_file(file: UploadedFile, page: Page) -> Answer:
    try:
        text = text_of(file.getvalue(), file.name)
        return read_into_draft(text, Provenance(name=file.name), file.name, page.atlas)
    except UnreadableReportError as error:
        return Answer(file.name, str(error))


def _finish(answers: Sequence[Answer]) -> None:
    """Tells what became of each report; a single one that can be looked through opens."""
    st.session_state[_ROUND] = int(st.session_state.get(_ROUND, 0)) + 1
    st.session_state[_ANSWERS] = list(answers)
    new = [answer.draft for answer in answers if answer.new]
    if len(answers) == 1 and new and new[0]:
        st.session_state.pop(_ANSWERS)
        open_report(new[0])
    st.rerun()


def _draw_answers() -> None:
    """What became of the reports that were read last."""
    answers: list[Answer] = st.session_state.get(_ANSWERS, [])
    if not answers:
        return
    made = sum(answer.new for answer in answers)
    telling = [answer for answer in answers if not answer.plain_success]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{made} of {counted(len(answers), 'report')} read**", width="stretch")
            st.button("Close", type="tertiary", key="atlas_report_answers_close", on_click=_close)
        for place, answer in enumerate(telling):
            _draw_answer(answer, place)


def _draw_answer(answer: Answer, place: int) -> None:
    sign = ":green[:material/check_circle:]" if answer.new else ":orange[:material/info:]"
    if answer.draft is None:
        sign = ":red[:material/error:]"
    with st.container(horizontal=True, vertical_alignment="center"):
        named = "" if answer.said.startswith(answer.name) else f"**{plain(answer.name)}** "
        st.markdown(f"{sign} {named}{plain(answer.said)}", width="stretch")
        kept = current_store().get(Kind.DRAFT, answer.draft) if answer.draft else None
        if kept is None or kept.deleted:
            return
        draft: Draft = kept.record
        if draft.state is DraftState.WAITING:
            st.button(
                "Look through",
                key=f"atlas_report_open_{place}",
                on_click=open_report,
                args=(draft.id,),
            )
        else:
            _draw_way(draft, kept.version, key=str(place))


def _draw_way(draft: Draft, version: int, *, key: str) -> None:
    """From a report that does not wait: to its mission, or back on the list."""
    if draft.mission is not None:
        st.page_link(
            "pages/1_Missions.py",
            label="Open its mission",
            icon=":material/arrow_forward:",
            query_params={"mission": draft.mission},
            width="content",
        )
        return
    st.button(
        "Take it up again",
        key=f"atlas_report_again_{key}",
        on_click=take_up,
        args=(draft, version),
    )


def _draw_settled(draft: Draft, version: int) -> None:
    said = "is kept as a mission" if draft.mission else "was skipped"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(draft.label)}** {said}.", width="stretch")
        _draw_way(draft, version, key="asked")


def _close() -> None:
    st.session_state.pop(_ANSWERS, None)


def _span(typed: str) -> DateSpan | None:
    if not typed.strip():
        return None
    read = read_date(typed)
    if read is not None and read.doubtful:
        raise UnreadableDateError(typed, "day and month may change places", "Write the month out.")
    return read.span() if read is not None else None
