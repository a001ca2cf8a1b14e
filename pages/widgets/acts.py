"""Changes to the records from a page: made, told at the top of the page, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st

from data.access import Author, NotAllowedError
from data.errors import AtlasError
from data.store import ConflictError, Delete, Save
from data.undoing import undo_changes
from pages.widgets.author import current_author, why_not
from pages.widgets.resources import current_store
from pages.widgets.text import plain

NOTICE = "atlas_notice"
"""Session-state key of what was done last."""
_UNDONE, _AGAIN = "Undone: ", "Done again: "

_SCRIPT = """
export default function ({ parentElement }) {
  const host = parentElement.host ?? parentElement
  host.closest('[data-testid="stMain"]')?.scrollTo(0, 0)
}
"""
_to_top = st.components.v2.component("mission_atlas_to_top", js=_SCRIPT)


@dataclass(frozen=True)
class Notice:
    """What was done or could not be done, for whoever did it."""

    said: str
    done: bool = True
    revision: int | None = None
    """The save that can be undone; None where nothing was saved."""
    mission: tuple[str, str] | None = None
    """Title and id of a mission to go to."""
    place: str | None = None
    """Where it was shown first: on another page it is gone."""


def note(notice: Notice) -> None:
    """Tells it at the top of the page, until something else is done or another page is opened."""
    st.session_state[NOTICE] = notice


def writing_author() -> Author:
    """In whose name this page makes changes. Raises NotAllowedError for a page that may not."""
    author = current_author()
    if author is None:
        raise NotAllowedError(why_not())
    return author


def write(
    changes: Iterable[Save | Delete], said: str, *, mission: tuple[str, str] | None = None
) -> bool:
    """Makes changes and tells so, with a way back; tells why where they cannot be made.

    ``said`` is also the note that the history keeps.
    """
    store = current_store()
    try:
        before = store.revision()
        revision = store.write(changes, writing_author(), said)
    except ConflictError:
        note(Notice(_CHANGED_MEANWHILE, done=False))
    except AtlasError as error:
        note(Notice(str(error), done=False))
    else:
        undoable = revision if revision > before else None
        note(Notice(said, revision=undoable, mission=mission))
        return True
    return False


def undo(revision: int, said: str) -> None:
    """Takes back one save, all of it, unless something of it was changed since.

    ``said`` is what was told of that save.
    """
    try:
        changes = undo_changes(current_store(), revision)
    except AtlasError as error:
        note(Notice(str(error), done=False))
        return
    write(changes, undone(said))


def undone(said: str) -> str:
    """What to tell of a save that takes back the one of which ``said`` was told."""
    for before, after in ((_UNDONE, _AGAIN), (_AGAIN, _UNDONE)):
        if said.startswith(before):
            return after + said.removeprefix(before)
    return _UNDONE + said


def draw_notice(place: str) -> None:
    """What was done last, with Undo; nothing when that was on another page."""
    notice: Notice | None = st.session_state.get(NOTICE)
    if notice is None:
        return
    if notice.place not in (None, place):
        del st.session_state[NOTICE]
        return
    if notice.place is None:
        st.session_state[NOTICE] = replace(notice, place=place)
        # The button that did it may be far down the page.
        _to_top(key="atlas_to_top", height="content")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        icon = ":green[:material/check_circle:]" if notice.done else ":red[:material/error:]"
        st.markdown(f"{icon} {plain(notice.said)}", width="stretch")
        if notice.mission is not None:
            title, name = notice.mission
            st.page_link(
                "pages/1_Missions.py",
                label=plain(f"Open {title}"),
                icon=":material/arrow_forward:",
                query_params={"mission": name},
                width="content",
            )
        if notice.revision is not None:
            st.button(
                "Undo",
                icon=":material/undo:",
                key="atlas_undo",
                on_click=undo,
                args=(notice.revision, notice.said),
            )
        st.button(
            "Close", key="atlas_notice_close", type="tertiary", on_click=_forget, help="Close this"
        )


def _forget() -> None:
    st.session_state.pop(NOTICE, None)


_CHANGED_MEANWHILE = (
    "Somebody else has changed this in the meantime, so nothing was done. Look at it as it is now, "
    "then try again."
)
