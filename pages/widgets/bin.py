"""What was deleted, and what was saved lately; each can be taken back."""

from __future__ import annotations

import streamlit as st

from data.corrections import Correction
from data.drafts import Draft
from data.model import Mission, Partnership, Record, Source
from data.store import AnyKept, Deed, LoggedRevision, Save
from pages.widgets import acts
from pages.widgets.resources import current_store
from pages.widgets.text import counted, plain

_LATELY = 30
"""Saves listed: some days of work."""
_MOST = 50
_NAMED = 3
_DEEDS = {
    Deed.CREATED: "added",
    Deed.CHANGED: "changed",
    Deed.DELETED: "deleted",
    Deed.RESTORED: "taken out of the bin",
}


def title_of(record: Record) -> str:
    """A record's name for a reader."""
    if isinstance(record, Mission | Source):
        return record.title
    if isinstance(record, Partnership):
        return f"{record.home} and {record.partner}"
    if isinstance(record, Draft):
        return record.label
    if isinstance(record, Correction):
        return f"what “{record.name}” means"
    return str(record)


def draw_bin() -> None:
    """Every deleted record, the latest first, with a way to restore it."""
    deleted = current_store().bin()
    if not deleted:
        st.caption("The bin is empty.")
        return
    for one in deleted[:_MOST]:
        with st.container(horizontal=True, vertical_alignment="center"):
            words = f"{title_of(one.record)} ({one.kind.label})"
            st.markdown(plain(words), width="stretch")
            st.button(
                "Restore",
                icon=":material/restore_from_trash:",
                key=f"atlas_restore_{one.kind}_{one.id}",
                on_click=_restore,
                args=(one,),
            )
    if len(deleted) > _MOST:
        st.caption(f"And {counted(len(deleted) - _MOST, 'older one')}.")


def draw_log() -> None:
    """The latest saves: when, by whom, what; each with Undo."""
    for logged in current_store().log(_LATELY):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None, width="stretch"):
                said = logged.note or what_changed(logged)
                st.markdown(plain(said))
                st.caption(plain(f"{logged.at:%d %b %Y, %H:%M} UTC · {logged.author}"))
            # What came with the atlas is no save that somebody made.
            if logged.revision > 1:
                st.button(
                    "Undo",
                    icon=":material/undo:",
                    key=f"atlas_undo_{logged.revision}",
                    on_click=acts.undo,
                    args=(logged.revision, said),
                )


def what_changed(logged: LoggedRevision) -> str:
    """What one save did, in words."""
    parts = [f"{one.kind.label} {one.id} {_DEEDS[one.deed]}" for one in logged.changes[:_NAMED]]
    more = len(logged.changes) - _NAMED
    return "; ".join(parts) + (f"; and {more} more" if more > 0 else "")


def _restore(one: AnyKept) -> None:
    acts.write([Save(one.record, one.version)], f"{title_of(one.record)} restored.")
