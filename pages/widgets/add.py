"""The sections of the page Add: which there are, and which one the link asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from pages.widgets.bin import draw_bin, draw_log
from pages.widgets.correcting import draw_corrections
from pages.widgets.drafts import draw_drafts
from pages.widgets.frame import ADD, DRAFT, EDIT, Page
from pages.widgets.mission_form import asked_working, draw_mission_form
from pages.widgets.viewport import viewport

_KEY = "atlas_add_section"


@dataclass(frozen=True)
class Section:
    """One way of adding or keeping records."""

    label: str
    draw: Callable[[Page], None]


def choose_section(sections: Mapping[str, Section]) -> str:
    """The key of the section that the link or the reader asks for; the first one by default."""
    asked = st.query_params.get(ADD)
    first = next(iter(sections))
    st.session_state[_KEY] = asked if asked in sections else first
    chosen = st.segmented_control(
        "What to do",
        list(sections),
        format_func=lambda key: sections[key].label,
        key=_KEY,
        required=True,
        on_change=_remember,
        label_visibility="collapsed",
    )
    return str(chosen)


def draw_form(page: Page) -> None:
    """One mission by hand: a new one, or the mission or draft that the link names."""
    working = asked_working()
    if working is None:
        _new_instead()
        return
    if working.base and working.version is not None:
        st.subheader("Change a mission", anchor=False)
    elif working.draft_version is not None:
        st.subheader("Look through a draft", anchor=False)
    if working.draft_version is not None or working.version is not None:
        _new_instead()
    draw_mission_form(working, page, viewport())


def draw_waiting(page: Page) -> None:
    """The drafts that wait."""
    draw_drafts()


def draw_past(page: Page) -> None:
    """What was deleted, corrected and saved."""
    st.subheader("Bin", anchor=False)
    draw_bin()
    st.subheader("Corrected places", anchor=False)
    draw_corrections()
    st.subheader("Latest saves", anchor=False)
    draw_log()


def _remember() -> None:
    st.query_params[ADD] = st.session_state[_KEY]


def _new_instead() -> None:
    st.button(
        "Add a new mission instead",
        icon=":material/add:",
        type="tertiary",
        key="atlas_new_instead",
        on_click=_forget_asked,
    )


def _forget_asked() -> None:
    for name in (DRAFT, EDIT):
        st.query_params.pop(name, None)
