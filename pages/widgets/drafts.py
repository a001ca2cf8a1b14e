"""The drafts that wait for a person."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.drafts import Draft, DraftKind, DraftState, mission_faults
from data.editing import proposed_title
from data.store import AnyKept, Kind, Save, Store
from pages.widgets import acts
from pages.widgets.frame import ADD, DRAFT
from pages.widgets.resources import current_store
from pages.widgets.text import counted, in_order, plain

LEFT_OUT = "Left out: "
"""How a note on a place that was not used begins."""
REPORT = "report"
"""The section of the page Add in which reports are read and looked through."""
_KINDS = {
    DraftKind.FORM: (":material/edit_note:", "entered by hand", "form"),
    DraftKind.SPREADSHEET: (":material/table:", "from a spreadsheet", "form"),
    DraftKind.REPORT: (":material/article:", "from a press report", REPORT),
}
"""By kind: an icon, where it comes from, and the section of the page that it opens in."""
_AT_ONCE = 25
_SHOWN = "atlas_drafts_shown"


def waiting_drafts(store: Store) -> Sequence[AnyKept]:
    """The drafts that nobody has accepted or skipped, in the order in which they came."""
    every = (one for one in store.all(Kind.DRAFT) if one.record.state is DraftState.WAITING)
    return sorted(every, key=lambda one: (one.revision, in_order(one.record.label), one.id))


def draw_drafts() -> None:
    """The waiting drafts, each with a way to look it through and one to skip it."""
    waiting = waiting_drafts(current_store())
    if not waiting:
        st.info(
            "No draft is waiting. Rows and reports that could not be saved at once wait here, and "
            "what you keep as a draft in the form.",
            icon=":material/inbox:",
        )
        return
    st.caption(f"{counted(len(waiting), 'draft')} waiting. After one is saved, the next opens.")
    draw_drafts_of(waiting)


def draw_drafts_of(waiting: Sequence[AnyKept]) -> None:
    """Waiting drafts, some at a time, each with a way to look it through and one to skip it."""
    shown = int(st.session_state.get(_SHOWN, _AT_ONCE))
    for one in waiting[:shown]:
        _draw_draft(one)
    if len(waiting) > shown:
        st.button(
            f"Show {min(_AT_ONCE, len(waiting) - shown)} more",
            key="atlas_drafts_more",
            on_click=_more,
        )


def _draw_draft(one: AnyKept) -> None:
    draft: Draft = one.record
    icon, origin, section = _KINDS[draft.kind]
    proposed = proposed_title(draft.values)
    faults = mission_faults({"id": "a-mission", "title": proposed, **draft.values})
    doubts = [note for note in draft.notes if not note.startswith(LEFT_OUT)]
    if faults:
        state = f"{counted(len(faults), 'thing')} to put right"
    else:
        state = f"{counted(len(doubts), 'point')} to check" if doubts else "ready to save"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            # Not a link: one to the page that it stands on would be forgotten at the next click.
            st.button(
                f"**{plain(draft.label)}**",
                icon=icon,
                key=f"atlas_open_{draft.id}",
                type="tertiary",
                on_click=_open,
                args=(section, draft.id),
            )
            title = draft.values.get("title") or proposed
            named = f"{title} · " if title and title != draft.label else ""
            st.caption(plain(f"{named}{origin} · {state}"))
        st.button(
            "Skip",
            key=f"atlas_skip_{draft.id}",
            help="Takes it off the list. Undo puts it back.",
            on_click=_skip,
            args=(draft, one.version),
        )


def _open(section: str, name: str) -> None:
    st.query_params.update({ADD: section, DRAFT: name})


def _skip(draft: Draft, version: int) -> None:
    skipped = draft.model_copy(update={"state": DraftState.SKIPPED})
    acts.write([Save(skipped, version)], f"Draft {draft.label} skipped.")


def _more() -> None:
    st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, _AT_ONCE)) + _AT_ONCE
