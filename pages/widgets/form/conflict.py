"""Two people's versions of one mission side by side, and whose is taken, field by field."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.records import Records
from data.store import Clash
from data.versions import Contest, Side, contests
from pages.widgets.resources import current_store
from pages.widgets.text import plain
from pages.widgets.versions import FIELD_NAMES, Words, words_for

_SIDES = {Side.THEIRS: "Take theirs", Side.MINE: "Take mine"}


def draw_conflict(clash: Clash, records: Records, *, key: str) -> Mapping[str, Side] | None:
    """Both versions, field by field; the choices once somebody saves them, else None."""
    theirs, mine = clash.theirs, clash.mine
    if theirs is None or mine is None:
        return None
    latest = current_store().history(clash.kind, clash.id)[0]
    st.warning(
        plain(
            f"This mission was changed while you did, by {latest.author}, on "
            f"{latest.at:%d %B %Y at %H:%M} UTC. Nothing is lost: choose for each field whose "
            "version to keep, and save again."
        ),
        icon=":material/group:",
    )
    if theirs.deleted:
        st.markdown("It was put into the **bin**. Saving takes it out again.")
    words = words_for(records)
    choices: dict[str, Side] = {}
    for contest in contests(clash.base, theirs.record, mine):
        choices[contest.field] = _draw_contest(contest, words, key)
    if st.button("Save this", type="primary", icon=":material/save:", key=f"{key}_save"):
        return choices
    return None


def _draw_contest(contest: Contest, words: Words, key: str) -> Side:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{FIELD_NAMES.get(contest.field, contest.field)}**", width="stretch")
            if not contest.both_changed:
                st.caption("Only one of you changed it.", width="content")
            chosen = st.segmented_control(
                f"Whose {contest.field}",
                list(Side),
                format_func=lambda side: _SIDES[side],
                default=contest.proposed,
                required=True,
                key=f"{key}_{contest.field}",
                label_visibility="collapsed",
                width="content",
            )
        versions = {
            "When you began": contest.base,
            "Theirs, as it is now": contest.theirs,
            "Yours": contest.mine,
        }
        for column, (name, value) in zip(st.columns(3), versions.items(), strict=True):
            with column:
                st.caption(name)
                st.markdown(plain(words(contest.field, value)))
    return Side(chosen)
