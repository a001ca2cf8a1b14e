"""What the columns of a file hold: as recognised, as remembered, as a person corrects it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.model import Status
from data.spreadsheet.cells import Row, column_letter, short, shown
from data.spreadsheet.fields import Field
from data.spreadsheet.headers import Header
from data.spreadsheet.mapping import Layout, Target
from data.spreadsheet.outcomes import Asked
from data.spreadsheet.planning import Plan
from data.spreadsheet.proposing import Proposal, propose_mapping
from pages.widgets.sheet.upload import Upload
from pages.widgets.text import counted, plain

MOST_COLUMNS = 40
"""Columns that are shown at once; tables of people have fewer."""
_FIRST_ROWS = 4
_LONGEST = 200
_NONE = "none"
_LAYOUTS = {
    "missions": ("a mission", Layout.MISSIONS),
    "stops": ("a stop of a mission", Layout.STOPS),
    "flows": ("a pair of places", Layout.FLOWS),
}
_TARGETS = {
    "missions": ("missions", Target.MISSIONS),
    "partnerships": ("partnerships", Target.PARTNERSHIPS),
}
_ORDERS = {
    _NONE: ("what other dates say", None),
    "day": ("the day: 3 April", True),
    "month": ("the month: 4 March", False),
}
_STATUSES: dict[str, tuple[str, object]] = {
    _NONE: ("planned", None),
    **{status.value: (status.value, status) for status in Status if status != "planned"},
}
_PAIRS_ONLY = frozenset(
    {
        *(Field.SOURCE_LAT, Field.SOURCE_LON, Field.TARGET_LAT, Field.TARGET_LON),
        *(Field.SOURCE_POINT, Field.TARGET_POINT, Field.COUNT, Field.SINCE, Field.KIND),
    }
)


def draw_columns(upload: Upload) -> None:
    """The sheets of a file and what their columns hold, each to be corrected."""
    if upload.exported:
        st.caption(
            "The atlas has written this file itself: its columns are known, and missions keep "
            "their ids."
        )
        return
    if len(upload.proposals) > 1:
        _choose_sheets(upload)
    remembered = all(upload.proposals[number].remembered for number in upload.read)
    with st.expander(
        "What the columns hold",
        expanded=not (upload.chosen and remembered),
        icon=":material/view_column:",
        key=upload.key("columns"),
    ):
        number = _sheet_to_show(upload)
        if number is not None:
            _draw_sheet(upload, number)


def first_rows(proposal: Proposal) -> pd.DataFrame:
    """The first rows below the header, as text. Two rows of column names: what a column is taken
    to hold, and its letter and own name."""
    names = [
        (_meaning(proposal, place), f"{column_letter(place)}  {short(use.name, 40)}".strip())
        for place, use in enumerate(proposal.mapping.columns[:MOST_COLUMNS])
    ]
    rows = _data_rows(proposal)[:_FIRST_ROWS]
    cells = [[short(shown(row.cell(n)), 80) for n in range(len(names))] for row in rows]
    return pd.DataFrame(
        cells, columns=pd.MultiIndex.from_tuples(names), index=[row.number for row in rows]
    ).astype("str")


def _data_rows(proposal: Proposal) -> list[Row]:
    return [row for row in proposal.sheet.rows if row.number > proposal.header.last_row]


def _meaning(proposal: Proposal, place: int) -> str:
    field = proposal.mapping.columns[place].field
    if field is not None:
        return field.label()
    named = proposal.mapping.columns[place].name
    return "left aside" if place in proposal.left_aside or not named else "kept as a remark"


def _choose_sheets(upload: Upload) -> None:
    key = upload.key("sheets")
    st.session_state[key] = upload.read

    def say(number: int) -> str:
        sheet = upload.proposals[number].sheet
        hidden = ", hidden" if sheet.hidden else ""
        return f"{sheet.name} ({counted(len(sheet.rows), 'row')}{hidden})"

    def take() -> None:
        upload.read = sorted(st.session_state[key])

    st.multiselect(
        "Sheets to import",
        range(len(upload.proposals)),
        format_func=say,
        key=key,
        on_change=take,
        placeholder="Choose a sheet",
    )


def _sheet_to_show(upload: Upload) -> int | None:
    """The sheet whose columns are shown; None when none is to be imported."""
    numbers = upload.read
    if not numbers:
        st.caption("Choose a sheet to import.")
        return None
    if len(numbers) == 1:
        return numbers[0]
    chosen = st.selectbox(
        "Columns of the sheet",
        numbers,
        format_func=lambda number: upload.proposals[number].sheet.name,
        key=upload.key("shown_sheet"),
    )
    return int(chosen)


def _draw_sheet(upload: Upload, number: int) -> None:
    proposal = upload.proposals[number]
    if not proposal.useful:
        st.warning(
            "No column of this sheet names places that were visited, so that none of its rows can "
            "be a mission. Say below which one does.",
            icon=":material/help:",
        )
    if not proposal.header.found:
        st.caption("No row with names of columns was found: the columns go by their letters.")
    if proposal.remembered:
        _say_remembered(upload, number)
    if proposal.doubts:
        st.caption("  \n".join(f":material/help: {plain(each)}" for each in proposal.doubts[:8]))
    st.dataframe(first_rows(proposal), height="content", placeholder="")
    _draw_meanings(upload, number)
    _draw_settings(upload, number)


def _say_remembered(upload: Upload, number: int) -> None:
    def anew() -> None:
        sheet = upload.proposals[number].sheet
        upload.proposals[number] = propose_mapping(sheet, upload.finder)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "As it was set the last time that a file with these columns was imported.",
            width="content",
        )
        st.button("Recognise anew", key=upload.key("anew", number), type="tertiary", on_click=anew)


def _draw_meanings(upload: Upload, number: int) -> None:
    proposal = upload.proposals[number]
    mapping = proposal.mapping
    pairs = mapping.layout is Layout.FLOWS
    in_use = {use.field for use in mapping.columns}
    fields = [each for each in Field if pairs or each not in _PAIRS_ONLY or each in in_use]
    with st.container(horizontal=True, gap="small"):
        for place in range(min(len(mapping.columns), MOST_COLUMNS)):
            _draw_meaning(upload, number, place, fields)
    hidden = len(mapping.columns) - MOST_COLUMNS
    if hidden > 0:
        st.caption(
            f"{hidden:,} more columns are read as recognised, and not shown. Delete the columns "
            "that are not needed from the file to see these."
        )


def _draw_meaning(upload: Upload, number: int, place: int, fields: list[Field]) -> None:
    use = upload.proposals[number].mapping.columns[place]
    key = upload.key("column", number, place)
    aside = place in upload.proposals[number].left_aside or not use.name
    names = {_NONE: "– left aside" if aside else "– kept as a remark"}
    names |= {field.value: field.label() for field in fields}
    st.session_state[key] = use.field.value if use.field else _NONE

    def take() -> None:
        chosen = st.session_state[key]
        field = None if chosen == _NONE else Field(chosen)
        mapping = upload.proposals[number].mapping
        upload.put_mapping(number, mapping.with_field(place, field))

    st.selectbox(
        plain(f"{column_letter(place)} {short(use.name, 32)}".strip()),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=take,
        width=212,
    )


def _draw_settings(upload: Upload, number: int) -> None:
    mapping = upload.proposals[number].mapping
    st.markdown("**Where a row does not say**")
    with st.container(horizontal=True, gap="small"):
        _text(upload, number, "origin", "Missions come from", "Leipzig")
        _text(upload, number, "lead", "They are led by", "City of Leipzig")
        _pick(upload, number, "status", "They are", _STATUSES)
    with st.container(horizontal=True, gap="small"):
        _pick(upload, number, "layout", "A row is", _LAYOUTS)
        _choose_header(upload, number)
        if mapping.layout is Layout.FLOWS:
            _pick(upload, number, "target", "Pairs become", _TARGETS)
        if mapping.day_first is not None:
            _pick(upload, number, "day_first", "First in 03/04/2019 comes", _ORDERS)


def _choose_header(upload: Upload, number: int) -> None:
    sheet = upload.proposals[number].sheet
    key = upload.key("header", number)
    st.session_state[key] = upload.proposals[number].header.last_row

    def take() -> None:
        chosen = int(st.session_state[key])
        names = next((row.cells for row in sheet.rows if row.number == chosen), ())
        texts = [" ".join(shown(value).split()) for value in names]
        texts += [""] * (sheet.width - len(texts))
        header = Header(chosen if names else 0, chosen if names else 0, tuple(texts))
        upload.proposals[number] = propose_mapping(sheet, upload.finder, header=header)

    st.number_input(
        "Column names stand in row",
        min_value=0,
        max_value=max(row.number for row in sheet.rows),
        key=key,
        on_change=take,
        help="As the spreadsheet counts rows; 0: the columns have no names.",
        width=212,
    )


def _pick(
    upload: Upload, number: int, name: str, label: str, options: Mapping[str, tuple[str, object]]
) -> None:
    """A setting by its name in the mapping; options by key, each with its words and its value."""
    key = upload.key(name, number)
    now = getattr(upload.proposals[number].mapping, name)
    st.session_state[key] = next(each for each in options if options[each][1] is now)

    def take() -> None:
        _put(upload, number, name, options[st.session_state[key]][1])

    st.selectbox(
        label,
        list(options),
        format_func=lambda each: options[each][0],
        key=key,
        on_change=take,
        width=212,
    )


def _text(upload: Upload, number: int, name: str, label: str, example: str) -> None:
    key = upload.key(name, number)
    st.session_state[key] = getattr(upload.proposals[number].mapping, name) or ""

    def take() -> None:
        typed = " ".join(str(st.session_state[key]).split())
        _put(upload, number, name, typed[:_LONGEST] or None)

    st.text_input(
        label,
        key=key,
        on_change=take,
        max_chars=_LONGEST,
        placeholder=f"for example {example}",
        width=212,
    )


def _put(upload: Upload, number: int, name: str, value: object) -> None:
    mapping = upload.proposals[number].mapping
    upload.put_mapping(number, mapping.model_copy(update={name: value}))


def draw_date_order(upload: Upload, plan: Plan) -> None:
    """Asks whether day or month comes first, where a date may be read in both ways."""
    written: dict[str, None] = {}
    sheets: set[str] = set()
    for result in plan.results:
        for question in result.questions:
            if question.asked is Asked.DATE:
                written[question.written] = None
                sheets.add(result.sheet)
    numbers = [n for n in upload.read if upload.proposals[n].sheet.name in sheets]
    if not any(upload.proposals[n].mapping.day_first is None for n in numbers):
        return
    examples = ", ".join(f"“{each}”" for each in list(written)[:3])
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Which comes first, day or month?** {plain(examples)} may be either.",
            width="stretch",
        )
        for order, label in ((True, "The day"), (False, "The month")):
            st.button(
                label,
                key=upload.key("order", str(order)),
                on_click=_put_order,
                args=(upload, numbers, order),
            )


def _put_order(upload: Upload, numbers: list[int], day_first: bool) -> None:
    for number in numbers:
        _put(upload, number, "day_first", day_first)
