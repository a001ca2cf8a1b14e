"""What an editor can do with a mission on its own page, and the history that everybody may read."""

from __future__ import annotations

import streamlit as st

from data.atlas import Atlas
from data.errors import AtlasError
from data.itinerary import Itinerary
from data.store import AnyKept, Change, Delete, Kind, Save
from pages.widgets import acts
from pages.widgets.author import may_write
from pages.widgets.correcting import correct_visits
from pages.widgets.frame import ADD_PAGE, EDIT
from pages.widgets.resources import current_store
from pages.widgets.text import plain
from pages.widgets.versions import draw_differences, words_for


def draw_keeping(itinerary: Itinerary, atlas: Atlas) -> None:
    """Edit, delete, correct a place; nothing for those who may not write."""
    if not may_write():
        return
    mission = itinerary.mission
    kept = current_store().get(Kind.MISSION, mission.id)
    if kept is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            ADD_PAGE,
            label="Edit",
            icon=":material/edit:",
            query_params={EDIT: mission.id},
            width="content",
        )
        st.button(
            "Delete",
            icon=":material/delete:",
            type="tertiary",
            key=f"atlas_delete_{mission.id}",
            help="Puts it into the bin, from which it can be taken back.",
            on_click=_delete,
            args=(kept,),
        )
        if atlas.geocoder is not None:
            with st.popover("Wrong place?", icon=":material/wrong_location:", type="tertiary"):
                visits = (*itinerary.origins, *itinerary.stops)
                correct_visits(visits, atlas.geocoder, key=f"atlas_correct_{mission.id}")


def draw_history(name: str, atlas: Atlas) -> None:
    """Every version of a mission: who, when, and what differs from the one before."""
    try:
        history = current_store().history(Kind.MISSION, name)
    except AtlasError as error:
        st.text(str(error))
        return
    writing = may_write()
    words = words_for(atlas.records)
    for change in history:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_headline(change), width="stretch")
                old = change is not history[0]
                if writing and old and change.after is not None:
                    st.button(
                        "Restore this version",
                        icon=":material/history:",
                        key=f"atlas_version_{name}_{change.version}",
                        on_click=_restore,
                        args=(change, history[0].version),
                    )
            if change.fault:
                st.caption(plain(f"This version cannot be read: {change.fault}"))
            elif change.before is None and change.version == 1:
                st.caption("The first version.")
            elif change.after is None:
                st.caption("Put into the bin.")
            else:
                draw_differences(change.before, change.after, words)


def draw_missing(name: str, atlas: Atlas) -> None:
    """Says what has become of a mission that the atlas does not show: binned, or never there."""
    kept = current_store().get(Kind.MISSION, name)
    if kept is None:
        st.warning(
            f"There is no mission with the id {plain(name[:80])}. Choose one from the table.",
            icon=":material/search_off:",
        )
        return
    st.warning(plain(f"{kept.record.title} is in the bin."), icon=":material/delete:")
    if kept.deleted and may_write():
        st.button(
            "Take it out of the bin",
            icon=":material/restore_from_trash:",
            key=f"atlas_take_out_{name}",
            on_click=_take_out,
            args=(kept,),
        )
    with st.expander("History", icon=":material/history:"):
        draw_history(name, atlas)


def _headline(change: Change) -> str:
    note = f" · {plain(change.note)}" if change.note else ""
    when = f"{change.at:%d %B %Y, %H:%M} UTC"
    return f"**Version {change.version}** · {when} · {plain(change.author)}{note}"


def _delete(kept: AnyKept) -> None:
    title = kept.record.title
    acts.write([Delete(kept.kind, kept.id, kept.version)], f"{title} put into the bin.")


def _take_out(kept: AnyKept) -> None:
    acts.write([Save(kept.record, kept.version)], f"{kept.record.title} restored.")


def _restore(change: Change, latest: int) -> None:
    if change.after is not None:
        acts.write([Save(change.after, latest)], f"Version {change.version} restored.")
