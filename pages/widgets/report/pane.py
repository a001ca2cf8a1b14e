"""The text of a report beside the form, each fact underlined where the text says it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from data.drafts import Mark
from data.model import Standing
from geo.palette import Theme
from pages.widgets.report.looks import LOOKS, Look, look_of
from pages.widgets.report.segments import segments

KINDS = {
    "stops": "Stop",
    "origins": "Origin",
    "when": "Date",
    "delegates": "Delegates",
    "lead": "Led by",
    "leaders": "Leader",
    "sectors": "Sector",
    "agreements": "Agreement",
    "source": "Publisher or date of the report",
}
"""What a person may say that words are."""
_NEEDED = frozenset({"direction", "status", "source"})
"""Facts that a mission cannot be without, and so cannot be dropped."""
_FOLDER = Path(__file__).parent
_HTML = (
    '<div class="atlas-report"><div class="find"><input type="search"/>'
    '<span class="found" role="status"></span></div><div class="legend" aria-hidden="true"></div>'
    '<div class="text" tabindex="0" role="region"></div>'
    '<div class="card" aria-live="polite"></div></div>'
)

_pane = st.components.v2.component(
    "mission_atlas_report",
    html=_HTML,
    css=(_FOLDER / "pane.css").read_text("utf-8"),
    js=(_FOLDER / "pane.js").read_text("utf-8"),
    # A selection of words does not reach out of a shadow tree in every browser.
    isolate_styles=False,
)


@dataclass(frozen=True)
class Fact:
    """What a pane tells of the fact behind some words."""

    name: str
    """Such as "Stop 2"."""
    value: str
    target: str = ""
    """Key of what shows it in the form; empty where there is no form."""


@dataclass(frozen=True)
class Show:
    """A fact to be shown at once."""

    field: str
    target: str
    nonce: int
    """Another number, so that the same fact can be shown again."""


def draw_pane(
    text: str,
    marks: Sequence[Mark],
    facts: Mapping[str, Fact],
    *,
    key: str,
    theme: Theme,
    height: str,
    sticky: bool = False,
    prefix: str = "",
    on_deed: Callable[[], None] | None = None,
    show: Show | None = None,
) -> None:
    """The text with its marks. With ``on_deed`` a person can mark words, drop facts and marks.

    ``facts`` says what stands behind each field that a mark names; ``prefix`` is how the keys of
    the form's widgets begin, which light the words behind them; ``height`` is the most that the
    text takes, in CSS.
    """
    # Of facts that the same words say, the first in the legend is underlined.
    ordered = sorted(marks, key=lambda mark: _rank(mark.field))
    shown = [_mark(mark, facts, theme) for mark in ordered]
    pieces = [[each.start, each.text, list(each.marks)] for each in segments(text, ordered)]
    data: dict[str, Any] = {
        "version": hashlib.blake2s(repr((pieces, shown, theme)).encode()).hexdigest(),
        "segments": pieces,
        "marks": shown,
        "legend": _legend(marks, theme),
        "kinds": [{"key": name, "name": label} for name, label in KINDS.items()],
        "editable": on_deed is not None,
        "height": height,
        "sticky": sticky,
        "prefix": prefix,
        "show": vars(show) if show else None,
    }
    _pane(
        key=key,
        data=data,
        on_deed_change=on_deed or _nothing,
        height="content",
    )


def _mark(mark: Mark, facts: Mapping[str, Fact], theme: Theme) -> dict[str, Any]:
    fact = facts.get(mark.field, Fact(look_of(mark.field).name, mark.value))
    return {
        "field": mark.field,
        "name": fact.name,
        "value": fact.value,
        "start": mark.start,
        "end": mark.end,
        "inferred": mark.standing is Standing.INFERRED,
        "reason": mark.reason or "",
        "target": fact.target,
        "droppable": mark.field not in _NEEDED,
        "look": _look(look_of(mark.field), theme),
    }


def _rank(field: str) -> int:
    group = field.partition(".")[0]
    return list(LOOKS).index(group) if group in LOOKS else len(LOOKS)


def _legend(marks: Iterable[Mark], theme: Theme) -> list[dict[str, str]]:
    present = {mark.field.partition(".")[0] for mark in marks}
    return [_look(look, theme) for field, look in LOOKS.items() if field in present]


def _look(look: Look, theme: Theme) -> dict[str, str]:
    return {"name": look.name, "colour": look.colour(theme), "line": look.line}


def _nothing() -> None:
    """A pane that is only looked at does nothing."""
