"""The fields of a form: widgets that hold what the working copy holds, with their faults below.

A widget is given its value when it is first drawn, and puts every change into the working copy
before the page runs; so a widget that is not drawn for a while loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from pydantic import JsonValue

from data.atlas import Atlas
from data.drafts import source_faults
from data.editing import GROUPS
from pages.widgets.form.entries import Path, in_form_words
from pages.widgets.form.typed import number_text, number_value, span_text, span_value
from pages.widgets.form.working import DESCRIBED, Working
from pages.widgets.text import plain

NEEDED = ("This is needed.", "At least one is needed.")
"""What is said of a field that is still empty: only once somebody tried to save."""
STANDINGS = {"stated": "A source says so", "inferred": "It follows"}
_FIELDS = {"when": "Date", "days": "Days there", "written": "Spelling", "name": "Name"}


@dataclass(frozen=True)
class Form:
    """What the parts of a form work with during one run."""

    working: Working
    atlas: Atlas
    faults: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    """What is wrong, by path; an item is named by its own number."""
    narrow: bool = False
    """Whether it has half a page or less."""

    def key(self, *path: str | int) -> str:
        """The key of the widget for a path."""
        return self.working.key(*path)

    def faults_at(self, path: Path) -> Sequence[str]:
        """What is wrong with just this field."""
        return self.faults.get(path, ())

    def faults_in(self, item: Path) -> list[str]:
        """What is wrong with any field of an item."""
        size = len(item)
        return [
            f"{_FIELDS.get(str(path[size]), path[size])}: {said}" if len(path) > size else said
            for path, every in self.faults.items()
            if path[:size] == item
            for said in every
        ]

    def faults_under(self, name: str) -> list[str]:
        """What is wrong with a group and everything in it."""
        return [
            said for path, every in self.faults.items() if path[:1] == (name,) for said in every
        ]


def make_form(working: Working, atlas: Atlas, *, narrow: bool = False) -> Form:
    """The form over a working copy, with what is wrong in it now."""
    faults: dict[Path, list[str]] = {}
    for fault in working.faults("a-mission"):
        if working.tried or fault.message not in NEEDED:
            faults.setdefault(_own(working, fault.path), []).append(fault.message)
    for index, source in enumerate(working.sources):
        for fault in source_faults({"title": "A source", **source}):
            shown = in_form_words(fault, source)
            faults.setdefault((DESCRIBED, index, *shown.path), []).append(shown.message)
    return Form(working, atlas, faults, narrow)


def text(
    form: Form,
    label: str,
    path: Path,
    *,
    show: Callable[[JsonValue], str] = number_text,
    read: Callable[[str], JsonValue] | None = None,
    area: bool = False,
    **look: Any,
) -> None:
    """A line of text, or several. Empty text takes the value away."""
    parse = read or (lambda typed: typed if typed.strip() else None)
    key = _hold(form, path, show)
    draw = st.text_area if area else st.text_input
    draw(label, key=key, on_change=_take, args=(form.working, path, key, parse), **look)
    say(form.faults_at(path))


def number(form: Form, label: str, path: Path, *, whole: bool = True, **look: Any) -> None:
    """A number in figures; other words stay as they were typed, and are a fault."""
    text(form, label, path, read=lambda typed: number_value(typed, whole=whole), **look)


def span(form: Form, label: str, path: Path, **look: Any) -> None:
    """A date as it is known: a day, several, a month, a year. Says below how it was understood."""
    working = form.working

    def read(typed: str) -> JsonValue:
        return span_value(typed, working.get(path))

    text(form, label, path, show=span_text, read=read, **look)


def standing(form: Form, path: Path, label: str = "How it is known") -> None:
    """Whether a source says a date or it follows, and then from what."""
    if not isinstance(form.working.get(path), dict):
        return
    choice(form, label, (*path, "standing"), STANDINGS)
    if form.working.get((*path, "standing")) == "inferred":
        text(form, "From what it follows", (*path, "reason"))


def choice(form: Form, label: str, path: Path, names: Mapping[str, str], **look: Any) -> None:
    """One of a few."""
    found = form.working.get(path)
    options = list(names) if found is None or str(found) in names else [*names, str(found)]
    key = _hold(form, path, lambda value: value)
    st.segmented_control(
        label,
        options,
        format_func=lambda option: names.get(option, option),
        key=key,
        required=True,
        on_change=_take,
        args=(form.working, path, key, lambda value: value),
        **look,
    )
    say(form.faults_at(path))


def pick(
    form: Form,
    label: str,
    path: Path,
    options: Iterable[str],
    *,
    name: Callable[[str], str] = str,
    new: bool = False,
    **look: Any,
) -> None:
    """One of many, or with ``new`` a text of one's own; may be left empty."""
    found = form.working.get(path)
    known = list(options)
    if found is not None and str(found) not in known:
        known.append(str(found))
    key = _hold(form, path, lambda value: None if value is None else str(value))
    st.selectbox(
        label,
        known,
        index=None,
        format_func=name,
        key=key,
        accept_new_options=new,
        on_change=_take,
        args=(form.working, path, key, lambda value: value or None),
        **look,
    )
    say(form.faults_at(path))


def several(
    form: Form,
    label: str,
    path: Path,
    options: Iterable[str],
    name: Callable[[str], str],
    **look: Any,
) -> None:
    """Any number of many."""
    found = form.working.get(path)
    held = [str(each) for each in found] if isinstance(found, list) else []
    known = list(dict.fromkeys((*options, *held)))
    key = _hold(form, path, lambda _: held)
    st.multiselect(
        label,
        known,
        format_func=name,
        key=key,
        on_change=_take,
        args=(form.working, path, key, lambda value: list(value) or None),
        **look,
    )
    say(form.faults_at(path))


def lines(form: Form, label: str, path: Path, **look: Any) -> None:
    """Several texts, with semicolons between them."""

    def show(value: JsonValue) -> str:
        return "; ".join(map(str, value)) if isinstance(value, list) else number_text(value)

    def read(typed: str) -> JsonValue:
        return [part.strip() for part in typed.split(";") if part.strip()] or None

    text(form, label, path, show=show, read=read, **look)


def row_buttons(form: Form, group: str, number_: int, name: str, *, ordered: bool = True) -> None:
    """Takes an item out or, where the order means something, moves it up or down."""
    numbers = form.working.numbers[group]
    here, working = numbers.index(number_), form.working
    moves: tuple[tuple[str, str, bool, Callable[..., None], tuple[int, ...]], ...] = (
        ("Up", "Moves", here == 0, working.move, (-1,)),
        ("Down", "Moves", here == len(numbers) - 1, working.move, (1,)),
        ("Remove", "Removes", False, working.remove, ()),
    )
    for word, does, off, do, how in moves if ordered else moves[-1:]:
        st.button(
            word,
            key=form.key(group, number_, word),
            help=f"{does} {plain(name)}",
            disabled=off,
            type="tertiary",
            on_click=do,
            args=(group, number_, *how),
        )


def say(faults: Iterable[str]) -> None:
    """Faults, each on a line of its own below its field."""
    for fault in faults:
        st.markdown(f":small[:red[:material/error: {plain(fault)}]]")


def _hold(form: Form, path: Path, show: Callable[[JsonValue], Any]) -> str:
    """The widget's key, with the value in place when the widget is drawn for the first time."""
    key = form.key(*path)
    if key not in st.session_state:
        st.session_state[key] = show(form.working.get(path))
    return key


def _take(working: Working, path: Path, key: str, read: Callable[[Any], JsonValue]) -> None:
    if key in st.session_state:  # A widget that has just gone has nothing to say.
        working.put(path, read(st.session_state[key]))


def _own(working: Working, path: Path) -> Path:
    """A fault's path, with an item's own number instead of its place."""
    if len(path) > 1 and path[0] in GROUPS:
        numbers = working.numbers.get(str(path[0]), [])
        place = int(path[1])
        if place < len(numbers):
            return (path[0], numbers[place], *path[2:])
    return path
