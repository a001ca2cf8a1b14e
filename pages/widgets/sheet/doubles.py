"""Rows that may be a mission which is known: both side by side, and what becomes of the row."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.model import Mission
from data.records import Records
from data.spreadsheet.importing import Decision
from data.spreadsheet.outcomes import Outcome, RowResult
from pages.widgets.missions import MISSION, MISSION_PAGE
from pages.widgets.sheet.rows import choices_for, decide, row_numbers
from pages.widgets.sheet.upload import Upload
from pages.widgets.text import counted, plain
from pages.widgets.versions import FIELD_NAMES, Words, words_for

_AT_ONCE = 4
_COMPARED = (
    *("title", "when", "origins", "stops", "status", "direction", "lead", "leaders"),
    *("delegates", "duration_days", "sectors", "agreements"),
)


def draw_doubles(upload: Upload, results: Sequence[RowResult], records: Records) -> None:
    """Every possible duplicate with its choices, and one choice for all of them."""
    doubles = [each for each in results if each.outcome is Outcome.DUPLICATE and each.entry]
    if not doubles:
        return
    with st.container(border=True):
        st.markdown(
            f"**{counted(len(doubles), 'row')} may be known already**: the same origin and "
            "direction, overlapping dates, a shared stop."
        )
        st.caption(
            "Merging adds the file as a source, and what only the file says. Undecided ones wait "
            "as drafts."
        )
        if len(doubles) > 1:
            _draw_for_all(upload, doubles)
    words = words_for(records)
    kept = {mission.id for mission in records.missions}
    for result in doubles[: upload.doubles_shown]:
        _draw_double(upload, result, words, kept)
    if len(doubles) > upload.doubles_shown:
        st.button(
            f"Show {min(_AT_ONCE, len(doubles) - upload.doubles_shown)} more",
            key=upload.key("more_doubles"),
            on_click=_show_more,
            args=(upload,),
        )


def _show_more(upload: Upload) -> None:
    upload.doubles_shown += _AT_ONCE


def _draw_for_all(upload: Upload, doubles: Sequence[RowResult]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"For all {len(doubles)}:", width="content")
        for decision, label in (
            (Decision.MERGE, "Merge"),
            (Decision.TAKE, "Keep both"),
            (Decision.DRAFT, "Keep as drafts"),
            (Decision.LEAVE, "Leave out"),
        ):
            st.button(
                label,
                key=upload.key("all", decision.value),
                on_click=_decide_all,
                args=(upload, doubles, decision),
            )


def _decide_all(upload: Upload, doubles: Sequence[RowResult], decision: Decision) -> None:
    for result in doubles:
        if result.entry is not None and decision in choices_for(result):
            upload.decisions[result.entry.id] = decision


def _draw_double(upload: Upload, result: RowResult, words: Words, kept: set[str]) -> None:
    entry = result.entry
    if entry is None:
        return
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**Row {row_numbers(result.rows)}: {plain(result.title)}**", width="stretch"
            )
            decide(upload, result, choices_for(result))
        if entry.mission is None or not result.like:
            return
        other = result.like[0]
        table = compared(entry.mission, other, words)
        st.table(table.map(plain), hide_index=True)
        with st.container(horizontal=True, vertical_alignment="center"):
            for each in result.like[:3]:
                if each.id in kept:
                    st.page_link(
                        MISSION_PAGE,
                        label=plain(f"Open {each.title}"),
                        icon=":material/arrow_forward:",
                        query_params={MISSION: each.id},
                        width="content",
                    )
                else:
                    st.caption(plain(f"“{each.title}” is from this file too."))


def compared(mine: Mission, other: Mission, words: Words) -> pd.DataFrame:
    """What the two say, without what neither does. Columns, all str: the field's name, "In the
    file" and "Known already"; what only differs in case or order differs."""
    one, two = mine.model_dump(mode="json"), other.model_dump(mode="json")
    rows = []
    for name in _COMPARED:
        if one[name] in (None, []) and two[name] in (None, []):
            continue
        said, known = words(name, one[name]), words(name, two[name])
        rows.append((FIELD_NAMES[name], said, "the same" if said == known else known))
    return pd.DataFrame(rows, columns=["", "In the file", "Known already"]).astype("str")
