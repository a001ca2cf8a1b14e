"""One report looked through: its text with the facts underlined, and the form beside it."""

from __future__ import annotations

import streamlit as st

from data.drafts import SOURCE, Draft
from data.itinerary import Geocoder
from data.model import CHINA, HOME_COUNTRIES, Direction
from data.report.meaning import Context, MeaninglessError
from data.store import AnyKept
from data.vocabulary import Vocabulary
from pages.widgets import acts
from pages.widgets.drafts import LEFT_OUT
from pages.widgets.form.saving import save
from pages.widgets.form.working import DESCRIBED, Working
from pages.widgets.frame import Page
from pages.widgets.mission_form import draft_working, draw_mission_form
from pages.widgets.report.facts import facts_of, target_of
from pages.widgets.report.marking import MarkingError, drop_fact, mark_words, unmark
from pages.widgets.report.merging import draw_merging, draw_offer, is_merging, mission_meant
from pages.widgets.report.pane import KINDS, Show, draw_pane
from pages.widgets.report.queue import back_to_list, later, skip, waiting_reports
from pages.widgets.resources import current_store
from pages.widgets.text import counted, plain
from pages.widgets.viewport import Viewport

_PANE = "atlas_report_pane"
_SHOW = "atlas_report_show"
"""Session-state key: the fact that was marked last, to be shown in text and form."""


def draw_review(kept: AnyKept, page: Page, screen: Viewport) -> None:
    """The whole review of a waiting report."""
    store, draft = current_store(), kept.record
    working = draft_working(draft.id, store)
    geocoder = page.atlas.geocoder
    if working is None or geocoder is None:
        return
    names = [one.id for one in waiting_reports(store)]
    _draw_heading(draft, kept.version, working, names)
    _draw_notes(draft)
    found = mission_meant(working)
    kept_already = draw_offer(draft, found, page.atlas)
    columns = st.columns([1, 1], gap="medium") if screen.roomy else (st.container(),) * 2
    with columns[0]:
        _draw_text(draft, working, page, geocoder, roomy=screen.roomy)
    with columns[1]:
        if found is not None and kept_already is not None:
            draw_merging(draft, working, found, kept_already, page.atlas)
            return
        draw_mission_form(working, page, screen, beside=False)


def _draw_heading(draft: Draft, version: int, working: Working, names: list[str]) -> None:
    place = f"{names.index(draft.id) + 1} of {len(names)}" if draft.id in names else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(draft.label)}**", width="stretch")
        if len(names) > 1:
            st.caption(place, width="content")
        if not is_merging(draft) and st.button(
            "Save", type="primary", icon=":material/save:", key="atlas_report_save"
        ):
            save(working)
        st.button(
            "Skip",
            key="atlas_report_skip",
            help="Takes it off the list. Undo puts it back.",
            on_click=skip,
            args=(draft, version),
        )
        if len(names) > 1:
            st.button(
                "Later",
                key="atlas_report_later",
                help="Leaves it waiting and opens the next one.",
                on_click=later,
                args=(draft.id,),
            )
        st.button("All reports", type="tertiary", key="atlas_report_all", on_click=back_to_list)


def _draw_notes(draft: Draft) -> None:
    doubts = [note for note in draft.notes if not note.startswith(LEFT_OUT)]
    left = [note.removeprefix(LEFT_OUT) for note in draft.notes if note.startswith(LEFT_OUT)]
    if doubts:
        st.info("  \n".join(map(plain, doubts)), icon=":material/help:")
    if left:
        named = counted(len(left), "place named and not used", "places named and not used")
        with st.expander(named, icon=":material/wrong_location:"):
            st.markdown("\n".join(f"- {plain(note)}" for note in left))


def _draw_text(
    draft: Draft, working: Working, page: Page, geocoder: Geocoder, *, roomy: bool
) -> None:
    vocabulary = page.atlas.records.vocabulary
    context = context_for(working, geocoder, vocabulary)
    draw_pane(
        draft.text or "",
        list(working.marks_shown()),
        facts_of(working, vocabulary, working.key),
        key=f"{_PANE}_{draft.id}",
        theme=page.theme,
        height="calc(100vh - 19rem)" if roomy else "45vh",
        sticky=roomy,
        prefix=working.key(),
        on_deed=lambda: take_deed(draft, working, context),
        show=st.session_state.get(_SHOW),
    )


def context_for(working: Working, geocoder: Geocoder, vocabulary: Vocabulary) -> Context:
    """What is known when somebody marks words of a report."""
    home = ("GB", *sorted(HOME_COUNTRIES - {"GB"}))
    china = ("CN", *sorted(CHINA - {"CN"}))
    outward = working.get(("direction",)) != Direction.INBOUND.value
    published = working.get((DESCRIBED, 0, "published"))
    first = str(published.get("first", "")) if isinstance(published, dict) else ""
    year = int(first[:4]) if first[:4].isdecimal() else None
    ends = (home, china) if outward else (china, home)
    return Context(geocoder, vocabulary, *ends, year=year)


def take_deed(draft: Draft, working: Working, context: Context) -> None:
    """What a person did in the text. It comes from a browser, so it may be anything."""
    deed = st.session_state[f"{_PANE}_{draft.id}"].deed
    if not isinstance(deed, dict):
        return
    act, field = deed.get("act"), str(deed.get("field") or "")
    start, end = deed.get("start"), deed.get("end")
    if act == "drop":
        drop_fact(working, field)
        _refresh(working, field)
    elif not isinstance(start, int) or not isinstance(end, int):
        return
    elif act == "unmark":
        unmark(working, field, start, end)
    elif act == "mark" and deed.get("kind") in KINDS:
        _mark(draft, working, context, (str(deed["kind"]), start, end))


def _mark(draft: Draft, working: Working, context: Context, words: tuple[str, int, int]) -> None:
    try:
        field = mark_words(working, draft.text or "", *words, context)
    except (MarkingError, MeaninglessError) as error:
        acts.note(acts.Notice(str(error), done=False))
        return
    _refresh(working, field)
    before: Show | None = st.session_state.get(_SHOW)
    nonce = before.nonce + 1 if before else 1
    st.session_state[_SHOW] = Show(field, target_of(field, working.key), nonce)


def _refresh(working: Working, field: str) -> None:
    """Has the form's widgets of a field start anew from what the working copy holds."""
    group = field.partition(".")[0]
    start = working.key(DESCRIBED if group == SOURCE else group)
    for name in [name for name in st.session_state if str(name).startswith(start)]:
        del st.session_state[name]
