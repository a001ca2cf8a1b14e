"""A report of a mission that is kept already: both side by side, and one made of them."""

from __future__ import annotations

import streamlit as st

from data.atlas import Atlas
from data.drafts import Draft, DraftError, DraftState, mission_of
from data.duplicates import MissionIndex
from data.errors import AtlasError
from data.model import Mission
from data.second_source import Meeting, Verdict, compare, with_second_source
from data.store import Delete, Kind, Save
from pages.widgets import acts
from pages.widgets.evidence import FACT_NAMES, fact_in_words
from pages.widgets.form.kept import close_working
from pages.widgets.form.working import Working
from pages.widgets.frame import DRAFT
from pages.widgets.resources import current_store
from pages.widgets.text import plain

_CHOSEN = "atlas_report_merge"
"""Session-state key: by draft, the mission that it is merged into, or "" for none."""
_KEEP, _TAKE = "keep", "take"


def mission_meant(working: Working) -> Mission | None:
    """The mission that the form holds now; None while it is none yet."""
    try:
        return mission_of({**working.result(), "id": "this-report"})
    except DraftError:
        return None


def is_merging(draft: Draft) -> bool:
    """Whether somebody chose to merge this report into a kept mission."""
    return bool(st.session_state.get(_CHOSEN, {}).get(draft.id))


def draw_offer(draft: Draft, found: Mission | None, atlas: Atlas) -> Mission | None:
    """Offers the kept missions that may be the same; the one that somebody chose to merge into."""
    if found is None:
        return None
    alike = MissionIndex(each.mission for each in atlas.itineraries).like(found)
    chosen: dict[str, str] = st.session_state.setdefault(_CHOSEN, {})
    answer = chosen.get(draft.id)
    if answer is not None:
        return next((each for each in alike if each.id == answer), None)
    for each in alike[:3]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            when = f", {each.when}" if each.when else ""
            st.markdown(
                f":material/content_copy: This may be **{plain(each.title)}**{plain(when)}, which "
                "is kept already.",
                width="stretch",
            )
            st.button(
                "Merge as another source",
                key=f"atlas_report_merge_{each.id}",
                on_click=chosen.__setitem__,
                args=(draft.id, each.id),
            )
            st.button(
                "It is another mission",
                type="tertiary",
                key=f"atlas_report_other_{each.id}",
                on_click=chosen.__setitem__,
                args=(draft.id, ""),
            )
    return None


def draw_merging(
    draft: Draft, working: Working, found: Mission, kept: Mission, atlas: Atlas
) -> None:
    """What both say, what is new and what contradicts, and the buttons that end it."""
    st.subheader(f"Into {plain(kept.title)}", anchor=False)
    try:
        meetings = compare(kept, found)
    except ValueError as error:
        st.error(plain(str(error)), icon=":material/error:")
        _draw_back(draft)
        return
    by = {verdict: [each for each in meetings if each.verdict is verdict] for verdict in Verdict}
    taken = [each.field for each in by[Verdict.DIFFERS] if _draw_choice(each, draft, found, atlas)]
    refused = [each.field for each in by[Verdict.NEW] if not _draw_new(each, draft, found, atlas)]
    if by[Verdict.AGREES]:
        told = "; ".join(_said(each, each.other, found, atlas) for each in by[Verdict.AGREES])
        st.markdown(f"**Both say** {plain(told)}.")
    st.caption("Both sources stay with the mission, each with what it says.")
    with st.container(horizontal=True):
        if st.button("Save as one mission", type="primary", key="atlas_report_merge_save"):
            _save(draft, working, kept, found, taken, refused)
        _draw_back(draft)


def _draw_choice(each: Meeting, draft: Draft, found: Mission, atlas: Atlas) -> bool:
    """Two values side by side; True when this report is believed."""
    words = {
        _KEEP: f"Keep {_value(each, each.kept, found, atlas)}",
        _TAKE: f"This report: {_value(each, each.other, found, atlas)}",
    }
    with st.container(border=True):
        chosen = st.radio(
            f"{FACT_NAMES[each.field.partition('.')[0]]}: the two differ",
            list(words),
            format_func=lambda side: plain(words[side]),
            horizontal=True,
            key=f"atlas_report_choice_{draft.id}_{each.field}",
        )
    return chosen == _TAKE


def _draw_new(each: Meeting, draft: Draft, found: Mission, atlas: Atlas) -> bool:
    """A fact that only this report has, or has more exactly; True when it is taken."""
    before = f", instead of {_value(each, each.kept, found, atlas)}" if each.kept else ""
    return st.checkbox(
        plain(f"New: {_said(each, each.other, found, atlas)}{before}"),
        value=True,
        key=f"atlas_report_new_{draft.id}_{each.field}",
    )


def _said(each: Meeting, value: object, found: Mission, atlas: Atlas) -> str:
    name = FACT_NAMES[each.field.partition(".")[0]]
    return f"{name.lower()} {_value(each, value, found, atlas)}"


def _value(each: Meeting, value: object, found: Mission, atlas: Atlas) -> str:
    return fact_in_words(each.field, value, found, atlas.records)


def _draw_back(draft: Draft) -> None:
    st.button(
        "Back to the form",
        type="tertiary",
        key="atlas_report_merge_back",
        on_click=st.session_state[_CHOSEN].pop,
        args=(draft.id, None),
    )


def _save(
    draft: Draft,
    working: Working,
    kept: Mission,
    found: Mission,
    taken: list[str],
    refused: list[str],
) -> None:
    store = current_store()
    stored = store.get(Kind.MISSION, kept.id)
    try:
        merged = with_second_source(kept, found, taken=taken, refused=refused)
        changes: list[Save | Delete] = [
            Save(source, None)
            for source in working.described()
            if source.id in merged.sources and store.get(Kind.SOURCE, source.id) is None
        ]
        changes.append(Save(merged, stored.version if stored is not None else None))
        update = {"state": DraftState.ACCEPTED, "mission": merged.id}
        final = working.draft(draft.id, draft).model_copy(update=update)
        changes.append(Save(final, working.draft_version))
    except (ValueError, AtlasError) as error:
        acts.note(acts.Notice(str(error), done=False))
        st.rerun()
    said = f"{merged.title} has another source."
    if acts.write(changes, said, mission=(merged.title, merged.id)):
        close_working(working.subject)
        st.query_params.pop(DRAFT, None)
    st.rerun()
