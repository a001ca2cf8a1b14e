"""The rows of a dry run: figures that filter them, a table, and one row in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.spreadsheet.cells import shown
from data.spreadsheet.importing import Decision, Decisions
from data.spreadsheet.outcomes import Outcome, RowResult
from data.spreadsheet.planning import Plan
from pages.widgets.form.typed import span_text
from pages.widgets.sheet.fates import Fate, fate_of
from pages.widgets.sheet.upload import Upload
from pages.widgets.text import counted, plain

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.OK: (":green[:material/check_circle:]", "ready"),
    Outcome.AMBIGUOUS: (":orange[:material/help:]", "ambiguous"),
    Outcome.GEOCODE: (":orange[:material/wrong_location:]", "place not found"),
    Outcome.DUPLICATE: (":orange[:material/content_copy:]", "perhaps known"),
    Outcome.PROBLEM: (":red[:material/error:]", "with a problem"),
    Outcome.KNOWN: (":gray[:material/done_all:]", "imported before"),
    Outcome.SKIPPED: (":gray[:material/block:]", "no missions"),
}
"""An icon, and what to call rows with the outcome after their number."""
_BECOMES = {
    Fate.MISSION: "Mission",
    Fate.PARTNERSHIP: "Partnership",
    Fate.MERGED: "Merged",
    Fate.DRAFT: "Draft",
    Fate.KNOWN: "Nothing new",
    Fate.LEFT: "Left out",
}
_COLUMNS = ("Row", "Becomes", "What", "When", "From", "To", "What to do", "Sheet")
_HEIGHT = 420
_CHOICES = {
    Decision.TAKE: "Import",
    Decision.MERGE: "Merge",
    Decision.DRAFT: "Keep as a draft",
    Decision.LEAVE: "Leave out",
}


def draw_figures(upload: Upload, plan: Plan) -> None:
    """How many rows have each outcome; pressing a figure shows just these rows."""
    counts = plan.counts()
    options = [None, *(outcome for outcome in OUTCOMES if counts[outcome])]
    key = upload.key("outcome")
    st.session_state[key] = upload.shown if upload.shown in options else None

    def say(outcome: Outcome | None) -> str:
        if outcome is None:
            return f"**{len(plan.results):,}** all"
        icon, name = OUTCOMES[outcome]
        return f"{icon} **{counts[outcome]:,}** {name}"

    def take() -> None:
        upload.shown = st.session_state[key]

    st.segmented_control(
        "Rows to show",
        options,
        format_func=say,
        key=key,
        on_change=take,
        label_visibility="collapsed",
        required=True,
    )


def results_shown(upload: Upload, plan: Plan) -> list[RowResult]:
    """The results with the outcome that is shown, in the file's order."""
    wanted = upload.shown
    return [each for each in plan.results if wanted is None or each.outcome is wanted]


def draw_rows(upload: Upload, plan: Plan) -> None:
    """The table of rows, and below it the one that is ticked, in full."""
    results = results_shown(upload, plan)
    table = rows_table(results, upload.decisions)
    hidden = [name for name in ("Sheet",) if len({each.sheet for each in plan.results}) < 2]
    event = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(results) <= 10 else _HEIGHT,
        key=upload.key("rows", str(upload.shown or "all"), plan_mark(plan)),
        placeholder="",
        column_order=[name for name in _COLUMNS if name not in hidden],
        column_config={
            "Row": st.column_config.TextColumn(width=60, help="As the spreadsheet counts them."),
            "Becomes": st.column_config.TextColumn(width=80),
            "What": st.column_config.TextColumn(width=150),
            "When": st.column_config.TextColumn(width=130),
            "From": st.column_config.TextColumn(width=85),
            "To": st.column_config.TextColumn(width=150),
            "What to do": st.column_config.TextColumn(width=420),
        },
    )
    ticked = event.selection.rows
    if ticked and ticked[0] < len(results):
        _draw_result(upload, results[ticked[0]])
    else:
        st.caption("Tick a row to see it in full.")


def plan_mark(plan: Plan) -> str:
    """Part of a key: another plan has other rows under the same numbers."""
    counts = plan.counts()
    return "-".join(str(counts[outcome]) for outcome in Outcome)


def rows_table(results: Sequence[RowResult], decisions: Decisions) -> pd.DataFrame:
    """One row a result, in order. Columns, all str: Row (numbers), Becomes, What, When, From, To,
    What to do (empty when there is nothing), Sheet."""
    rows = [
        (
            row_numbers(result.rows),
            _BECOMES[fate_of(result, decisions)],
            result.title,
            *_journey(result),
            to_do(result),
            result.sheet,
        )
        for result in results
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype("str")


def row_numbers(rows: Sequence[int]) -> str:
    """Row numbers in words: "5", "5–7", "5, 9"; the first ones of many."""
    if len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
        return f"{rows[0]}–{rows[-1]}"
    more = f" and {len(rows) - 12:,} more" if len(rows) > 12 else ""
    return ", ".join(map(str, rows[:12])) + more


def to_do(result: RowResult) -> str:
    """The first thing that a person can do about a result, and how many more there are."""
    if result.reason:
        return f"This row {result.reason}."
    things = [
        *(
            f"{each.column}: {each.remedy}" if each.column else each.remedy
            for each in result.problems
        ),
        *(question.text for question in result.questions),
        *(f"It may be “{other.title}”." for other in result.like[:1]),
    ]
    if not things:
        return ""
    return things[0] if len(things) == 1 else f"{things[0]} (and {len(things) - 1} more)"


def draw_problems(plan: Plan) -> None:
    """Every fault with its row, column, what was found and what would be right."""
    faults = [problem for result in plan.results for problem in result.problems]
    rows = [(str(f.row), f.column, f.value or "(empty)", f.remedy, f.sheet) for f in faults]
    st.dataframe(
        pd.DataFrame(rows, columns=["Row", "Column", "Found", "What would be right", "Sheet"]),
        hide_index=True,
        height="content" if len(rows) <= 8 else 330,
        placeholder="",
        column_config={
            "Row": st.column_config.TextColumn(width=70),
            "Column": st.column_config.TextColumn(width=120),
            "Found": st.column_config.TextColumn(width=120),
            "What would be right": st.column_config.TextColumn(width=560),
        },
    )
    st.caption(
        f"{counted(len(faults), 'problem')}. These rows wait as drafts, where they can be put "
        "right one by one; or correct the file, or what its columns hold, and check again."
    )


def decide(upload: Upload, result: RowResult, choices: Mapping[Decision, str]) -> None:
    """A choice of what becomes of one result; without one, the usual."""
    entry = result.entry
    if entry is None:
        return
    key = upload.key("decide", entry.id)
    usual = Decision.TAKE if result.outcome is Outcome.OK else Decision.DRAFT
    st.session_state[key] = upload.decisions.get(entry.id, usual)

    def take() -> None:
        upload.decisions[entry.id] = st.session_state[key]

    st.segmented_control(
        f"What becomes of row {row_numbers(result.rows)}",
        list(choices),
        format_func=lambda decision: choices[decision],
        key=key,
        on_change=take,
        label_visibility="collapsed",
        required=True,
    )


def choices_for(result: RowResult) -> Mapping[Decision, str]:
    """What a person may decide for a result, and what each is called."""
    entry = result.entry
    if entry is None:
        return {}
    whole = entry.mission is not None or entry.partnership is not None
    names = dict(_CHOICES)
    if result.outcome is Outcome.DUPLICATE:
        same = any(other.id == entry.id for other in result.like) or not result.like
        names[Decision.TAKE] = "Take the file's version" if same else "Keep both"
    elif result.questions:
        names[Decision.TAKE] = "Import with the likeliest place"
    allowed = [Decision.TAKE] if whole else []
    allowed += [Decision.MERGE] if result.like else []
    return {each: names[each] for each in (*allowed, Decision.DRAFT, Decision.LEAVE)}


def _draw_result(upload: Upload, result: RowResult) -> None:
    with st.container(border=True):
        st.markdown(f"**Row {row_numbers(result.rows)}: {plain(result.title)}**")
        if result.outcome is not Outcome.DUPLICATE and result.entry is not None:
            decide(upload, result, choices_for(result))
        for line in result.lines():
            st.text(line)
        cells = _cells(upload, result)
        if not cells.empty:
            hidden = ["Row"] if len(result.rows) == 1 else []
            st.dataframe(
                cells.drop(columns=hidden), hide_index=True, height="content", placeholder=""
            )


def _cells(upload: Upload, result: RowResult) -> pd.DataFrame:
    """What the rows hold. Columns, all str: Row, Column, Taken for, Cell."""
    found = []
    wanted = set(result.rows)
    for proposal in upload.chosen:
        if proposal.sheet.name != result.sheet:
            continue
        for row in proposal.sheet.rows:
            if row.number not in wanted:
                continue
            for place in row.filled[:60]:
                use = proposal.mapping.columns[place]
                meaning = use.field.label() if use.field else ""
                found.append((str(row.number), use.shown(place), meaning, shown(row.cell(place))))
    return pd.DataFrame(found, columns=["Row", "Column", "Taken for", "Cell"]).astype("str")


def _journey(result: RowResult) -> tuple[str, str, str]:
    """When, from and to, as far as they were read."""
    entry = result.entry
    if entry is None:
        return "", "", ""
    if entry.partnership is not None:
        tie = entry.partnership
        return "", tie.home.name, tie.partner.name
    when, origins, stops = map(dict(entry.values).get, ("when", "origins", "stops"))
    return span_text(when), _names(origins, ", "), _names(stops, " → ")


def _names(places: Any, between: str) -> str:
    items = places if isinstance(places, list) else []
    return between.join(str(each.get("name", "")) for each in items if isinstance(each, dict))
