"""The reports that a mission was read from, opened again with their facts underlined."""

from __future__ import annotations

import streamlit as st

from data.drafts import Draft, DraftKind, DraftState
from data.store import Kind
from pages.widgets.author import may_write
from pages.widgets.form.working import Working
from pages.widgets.frame import Page
from pages.widgets.report.facts import facts_of
from pages.widgets.report.pane import draw_pane
from pages.widgets.resources import current_store
from pages.widgets.text import plain
from pages.widgets.versions import FIELD_NAMES, words_for

_FOLLOWS = frozenset({"evidence", "sources", "title", "id"})
"""What the mission has beside the facts that were read."""


def draw_reports_of(mission: str, page: Page) -> None:
    """Each report that became this mission or a part of it; nothing for those who only look.

    The text of a report belongs to its publisher, so it is not shown to everybody.
    """
    if not may_write():
        return
    for one in current_store().all(Kind.DRAFT):
        draft: Draft = one.record
        read = draft.kind is DraftKind.REPORT and draft.state is DraftState.ACCEPTED
        if not read or draft.mission != mission:
            continue
        with st.expander(f"Read from a report: {plain(draft.label)}", icon=":material/article:"):
            working = Working.of_draft(draft, one.version)
            vocabulary = page.atlas.records.vocabulary
            draw_pane(
                draft.text or "",
                list(working.marks_shown()),
                facts_of(working, vocabulary),
                key=f"atlas_report_of_{draft.id}",
                theme=page.theme,
                height="28rem",
            )
            _draw_corrections(draft, page)


def _draw_corrections(draft: Draft, page: Page) -> None:
    """What a person made of what was read."""
    words = words_for(page.atlas.records)
    changed = [
        field
        for field in dict.fromkeys((*draft.read, *draft.values))
        if field not in _FOLLOWS and draft.read.get(field) != draft.values.get(field)
    ]
    st.caption(plain(f"{draft.reader}. {'A person corrected:' if changed else 'Nothing changed.'}"))
    for field in changed:
        before, after = (words(field, each.get(field)) for each in (draft.read, draft.values))
        st.markdown(f"- {FIELD_NAMES.get(field, field)}: {plain(before)} → {plain(after)}")
