"""The parts of a mission's form other than places and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import streamlit as st

from data.editing import proposed_title
from pages.widgets.form.fields import (
    Form,
    choice,
    lines,
    number,
    pick,
    row_buttons,
    say,
    several,
    span,
    standing,
    text,
)
from pages.widgets.form.typed import WRITTEN, span_text
from pages.widgets.text import plain

_NARROW = 2
"""Fields that stand side by side where there is little room."""
DIRECTIONS = {"outbound": "To China", "inbound": "From China"}
STATUSES = {"planned": "Announced", "held": "Took place", "cancelled": "Cancelled"}
KINDS_OF_AGREEMENT = (
    "memorandum of understanding",
    "letter of intent",
    "partnership agreement",
    "contract",
)


def draw_title(form: Form) -> None:
    """Title, direction and status."""
    proposed = proposed_title(form.working.result(evidence=False))
    text(
        form,
        "Title",
        ("title",),
        placeholder=proposed or "A short name in your own words",
        help="Left empty, it takes the words shown in it.",
    )
    with st.container(horizontal=True, gap="medium"):
        choice(form, "Direction", ("direction",), DIRECTIONS, width="content")
        choice(form, "What is known", ("status",), STATUSES, width="content")


def draw_dates(form: Form) -> None:
    """When it was, how that is known, and how long it took."""
    left, right = st.columns([2, 1])
    with left:
        span(
            form,
            "When",
            ("when",),
            placeholder="25 to 30 June 2019, June 2024 or 2016; empty while nobody dates it",
            help="As precise as it is known. A month or a year stays a month or a year.",
        )
        value = form.working.get(("when",))
        understood = span_text(value)
        typed = str(st.session_state.get(form.key("when"))).strip()
        if isinstance(value, dict) and WRITTEN not in value and typed != understood:
            st.caption(plain(f"Understood as {understood}."))
        standing(form, ("when",))
    with right:
        number(form, "Length in days", ("duration_days",), help="Only where a source gives it.")


def draw_people(form: Form) -> None:
    """Who leads and who travels."""
    left, right = st.columns([2, 1])
    known = sorted({e.mission.lead for e in form.atlas.itineraries if e.mission.lead})
    with left:
        pick(
            form,
            "Led by",
            ("lead",),
            known,
            new=True,
            placeholder="Choose an organisation or type a new one",
        )
    with right:
        number(form, "Delegates", ("delegates",), help="Only where a source counts them.")
    for at, (name, role, buttons) in _rows(form, "leaders", "Leader", [4, 5, 1.4]):
        with name:
            text(form, "Name", (*at, "name"))
        with role:
            text(form, "Office at the time", (*at, "role"))
        with buttons:
            _buttons(form, at)


def draw_sectors(form: Form) -> None:
    """Terms of the vocabulary."""
    vocabulary = form.atlas.records.vocabulary
    several(
        form,
        "Sectors",
        ("sectors",),
        vocabulary.sectors,
        vocabulary.label,
        placeholder="Choose one or more",
    )


def draw_agreements(form: Form) -> None:
    """What was signed."""
    stops = form.working.items("stops")
    cities = [str(stop.get("name")) for stop in stops if stop.get("name")]
    known = {a.kind for e in form.atlas.itineraries for a in e.mission.agreements}
    for at, (title, kind, signed) in _rows(form, "agreements", "Agreement", [4, 3, 3], top=True):
        with title:
            text(form, "Title", (*at, "title"))
            lines(form, "Parties", (*at, "parties"), placeholder="Leipzig; Nanjing")
        with kind:
            pick(form, "Kind", (*at, "kind"), sorted({*known, *KINDS_OF_AGREEMENT}), new=True)
            pick(form, "Signed in", (*at, "place"), dict.fromkeys(cities), placeholder="One stop")
        with signed:
            span(form, "Signed on", (*at, "when"), placeholder="26 June 2019")
            standing(form, (*at, "when"))
            _buttons(form, at)


def draw_figures(form: Form) -> None:
    """Numbers that a source gives."""
    for at, (name, value, unit, words, buttons) in _rows(
        form, "figures", "Reported figure", [4, 2, 2, 3, 1.6]
    ):
        with name:
            text(form, "What is counted", (*at, "name"), placeholder="distance")
        with value:
            number(form, "Number", (*at, "value"), whole=False)
        with unit:
            text(form, "Unit", (*at, "unit"), placeholder="km")
        with words:
            text(form, "Caution", (*at, "qualifier"), placeholder="more than")
        with buttons:
            _buttons(form, at)


def _rows(
    form: Form, group: str, noun: str, widths: Sequence[float], *, top: bool = False
) -> Iterator[tuple[tuple[str, int], list[st.delta_generator.DeltaGenerator]]]:
    """Each item of a group in a box with columns, and a button for one more."""
    say(form.faults_at((group,)))
    for number_ in list(form.working.numbers.get(group, ())):
        with st.container(border=True, key=form.key(group, number_, "box")):
            alignment: Literal["top", "bottom"] = "top" if top else "bottom"
            split = _NARROW if form.narrow and len(widths) > _NARROW else len(widths)
            parts = [widths[:split], widths[split:]]
            made = [st.columns(part, vertical_alignment=alignment) for part in parts if part]
            yield (group, number_), [column for row in made for column in row]
    st.button(
        f"Add {'an' if noun[0] in 'AEIOU' else 'a'} {noun.lower()}",
        icon=":material/add:",
        key=form.key(group, "more"),
        type="tertiary",
        on_click=_more,
        args=(form, group),
    )


def _more(form: Form, group: str) -> None:
    form.working.add(group, {})


def _buttons(form: Form, at: tuple[str, int]) -> None:
    group, number_ = at
    first = "title" if group == "agreements" else "name"
    name = str(form.working.get((*at, first)) or "this line")
    with st.container(horizontal=True, horizontal_alignment="right"):
        row_buttons(form, group, number_, name, ordered=False)
