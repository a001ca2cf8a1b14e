"""The reports that wait to be looked through, one after another."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.drafts import Draft, DraftKind, DraftState
from data.store import AnyKept, Kind, Save, Store
from pages.widgets import acts
from pages.widgets.drafts import waiting_drafts
from pages.widgets.form.kept import close_working
from pages.widgets.frame import DRAFT
from pages.widgets.resources import current_store

_AT = "atlas_report_at"
"""Session-state key: the report looked through last, and those that waited with it, by id."""


def waiting_reports(store: Store) -> Sequence[AnyKept]:
    """The drafts of reports that nobody has accepted or skipped, in the order they came."""
    return [one for one in waiting_drafts(store) if one.record.kind is DraftKind.REPORT]


def asked_report(store: Store) -> AnyKept | None:
    """The report that the link names, or the next one when the last is done with; None for none."""
    name = st.query_params.get(DRAFT)
    if not name:
        name = _next_when_done(store)
        if name is None:
            return None
        st.query_params[DRAFT] = name
    kept = store.get(Kind.DRAFT, name)
    if kept is None or kept.deleted or kept.record.kind is not DraftKind.REPORT:
        return None
    st.session_state[_AT] = name, [one.id for one in waiting_reports(store)]
    return kept


def open_report(name: str) -> None:
    """Puts a report on the page."""
    st.query_params[DRAFT] = name


def back_to_list() -> None:
    """Leaves the report as it is and shows all of them."""
    st.session_state.pop(_AT, None)
    st.query_params.pop(DRAFT, None)


def later(name: str) -> None:
    """Leaves the report waiting and opens the one after it; the list, if there is no other."""
    after = _after(name, [one.id for one in waiting_reports(current_store())])
    if after is None:
        back_to_list()
    else:
        open_report(after)


def skip(draft: Draft, version: int) -> None:
    """Takes a report off the list; the next one opens."""
    skipped = draft.model_copy(update={"state": DraftState.SKIPPED})
    if acts.write([Save(skipped, version)], f"Report {draft.label} skipped."):
        close_working(f"{DRAFT}:{draft.id}")
        st.query_params.pop(DRAFT, None)


def take_up(draft: Draft, version: int) -> None:
    """Puts a report that was skipped back on the list, and on the page."""
    waiting = draft.model_copy(update={"state": DraftState.WAITING})
    if acts.write([Save(waiting, version)], f"Report {draft.label} is back on the list."):
        open_report(draft.id)


def _next_when_done(store: Store) -> str | None:
    at: tuple[str, list[str]] | None = st.session_state.pop(_AT, None)
    if at is None:
        return None
    name, queue = at
    waiting = [one.id for one in waiting_reports(store)]
    if name in waiting:
        return None
    left = [each for each in queue if each in waiting or each == name]
    return _after(name, left) or next(iter(waiting), None)


def _after(name: str, queue: Sequence[str]) -> str | None:
    """The one after a name, or from the start again; None where there is no other."""
    if name not in queue:
        return next(iter(queue), None)
    place = queue.index(name)
    return next(iter([*queue[place + 1 :], *queue[:place]]), None)
