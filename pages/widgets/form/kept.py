"""Working copies: in the session from page to page, and in the browser from load to load."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import streamlit as st
from pydantic import ValidationError

from pages.widgets.form.working import LONGEST, Working

WORKING = "atlas_working"
"""Session-state key: the working copies by what they are about."""
_SETTLED = "atlas_working_settled"
_BACK = "atlas_working_back"
_KEY = "atlas_keep_form"

_SCRIPT = """
export default function ({ data, setTriggerValue }) {
  const name = "mission-atlas-form:" + data.subject
  try {
    if (data.values !== null) return localStorage.setItem(name, data.values)
    if (data.settled) return localStorage.removeItem(name)
    const kept = localStorage.getItem(name)
    if (kept !== null) setTriggerValue("found", kept)
  } catch {
    // A browser may keep nothing; then the session alone does.
  }
}
"""

_keeper = st.components.v2.component("mission_atlas_keep_form", js=_SCRIPT)


def open_working(subject: str, make: Callable[[], Working]) -> Working:
    """What this session has entered about a subject, or else what ``make`` begins with.

    Where nothing was entered, what was saved since by somebody else is begun with.
    """
    every: dict[str, Working] = st.session_state.setdefault(WORKING, {})
    known = every.get(subject)
    if known is None or not (known.changed or known.made_of_several):
        fresh = make()
        versions = (fresh.version, fresh.draft_version)
        if known is None or (known.version, known.draft_version) != versions:
            every[subject] = fresh
    return every[subject]


def replace_working(old: Working, new: Working) -> Working:
    """Puts what was made of a working copy and something else in its place."""
    new.subject, new.sources, new.draft_version = old.subject, old.sources, old.draft_version
    st.session_state.setdefault(WORKING, {})[old.subject] = new
    _settled().add(old.subject)
    return new


def close_working(subject: str) -> None:
    """Lets go of what was entered: it is saved, or nobody wants it."""
    st.session_state.get(WORKING, {}).pop(subject, None)
    st.session_state.get(_BACK, set()).discard(subject)
    _settled().add(subject)


def note_what_is_back(working: Working) -> None:
    """Says that what stands in the form was entered before, and offers to start over."""
    subject = working.subject
    if subject in st.session_state.get(_BACK, ()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("This is what you had entered and not saved, kept by this browser.")
            st.button(
                "Start over",
                key="atlas_form_start_over",
                type="tertiary",
                on_click=close_working,
                args=(subject,),
            )


def keep_in_browser(working: Working) -> None:
    """Has the browser keep what is entered and not saved, and asks once what it kept before.

    The browser keeps it until it is saved or thrown away, over a reload, a new session of the
    server and a closed window.
    """
    subject = working.subject
    if working.changed:
        _settled().add(subject)
    _keeper(
        key=_KEY,
        data={
            "subject": subject,
            "values": working.model_dump_json() if working.changed else None,
            "settled": subject in _settled(),
        },
        on_found_change=lambda: _bring_back(subject),
        height="content",
    )


def _settled() -> set[str]:
    """Subjects of which the session knows more than the browser."""
    found: set[str] = st.session_state.setdefault(_SETTLED, set())
    return found


def _bring_back(subject: str) -> None:
    found = st.session_state[_KEY].found
    _settled().add(subject)
    try:
        if not isinstance(found, str) or len(found) > LONGEST:
            return
        working = Working.model_validate_json(found)
    except ValidationError:
        return  # Written by another version of the atlas, or by somebody else.
    if working.subject == subject and working.is_sound:
        working.token = uuid4().hex[:8]
        st.session_state.setdefault(WORKING, {})[subject] = working
        st.session_state.setdefault(_BACK, set()).add(subject)
