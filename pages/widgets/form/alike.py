"""A new mission that may be one that is kept already: asked before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.atlas import Atlas
from data.drafts import values_of
from data.duplicates import MissionIndex
from data.errors import AtlasError
from data.merging import merge
from data.model import Mission
from data.store import Kind
from pages.widgets import acts
from pages.widgets.form.kept import replace_working
from pages.widgets.form.working import Working
from pages.widgets.missions import MISSION_PAGE, route_in_words
from pages.widgets.resources import current_store
from pages.widgets.text import plain

_ALIKE = "atlas_alike"
"""Session-state key: by subject the new mission, and the ids of those that it may be."""
_Found = tuple[Mission, tuple[str, ...]]


def note_alike(working: Working, mission: Mission, atlas: Atlas | None) -> bool:
    """Whether a new mission may be one that is kept and nobody has said otherwise; if so, asks."""
    if atlas is None or working.version is not None or working.separate:
        return False
    index = MissionIndex(entry.mission for entry in atlas.itineraries)
    found = tuple(each.id for each in index.like(mission))
    if found:
        st.session_state.setdefault(_ALIKE, {})[working.subject] = (mission, found)
    return bool(found)


def missions_alike(working: Working, atlas: Atlas) -> Sequence[tuple[Mission, str]]:
    """The kept missions that the new one may be, with their routes; empty when nothing is asked."""
    asked: _Found | None = st.session_state.get(_ALIKE, {}).get(working.subject)
    itineraries = map(atlas.itinerary, asked[1] if asked else ())
    return [(entry.mission, route_in_words(entry)) for entry in itineraries if entry is not None]


def draw_alike(working: Working, alike: Sequence[tuple[Mission, str]], key: str) -> bool:
    """The kept missions, to add to one of them or to go back; True for a mission of its own."""
    st.warning(
        "The atlas may have this mission already. Add what you entered to it, or save it as a "
        "mission of its own.",
        icon=":material/content_copy:",
    )
    for mission, route in alike:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(gap=None, width="stretch"):
                st.page_link(
                    MISSION_PAGE,
                    label=f"**{plain(mission.title)}**",
                    query_params={"mission": mission.id},
                )
                st.caption(plain(f"{mission.when or 'Undated'} · {route}"))
            st.button(
                "Add to this one",
                key=f"{key}_{mission.id}",
                on_click=_add_to,
                args=(working, mission.id),
            )
    with st.container(horizontal=True):
        own = st.button("It is another mission", key=f"{key}_other")
        st.button("Back", key=f"{key}_back", type="tertiary", on_click=_forget, args=(working,))
    if own:
        working.separate = True
        _forget(working)
    return own


def _add_to(working: Working, name: str) -> None:
    """Puts both together in the form, with what contradicts; nothing is saved yet."""
    mission, _ = st.session_state[_ALIKE][working.subject]
    try:
        kept = current_store().get(Kind.MISSION, name)
        if kept is None or kept.deleted:
            acts.note(acts.Notice("That mission has just been deleted.", done=False))
            return
        merged = merge(kept.record, mission)
    except (AtlasError, ValueError) as error:
        acts.note(acts.Notice(str(error), done=False))
        return
    notes = ["This is both missions in one. Look it through, then save it."]
    notes += [f"They contradict each other. {each}." for each in merged.contradictions]
    values = values_of(merged.mission)
    replace_working(working, Working.of_values(working.subject, values, kept.version, notes))
    _forget(working)


def _forget(working: Working) -> None:
    st.session_state.get(_ALIKE, {}).pop(working.subject, None)
