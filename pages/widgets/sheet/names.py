"""Names of places that are in doubt: each is asked once, and the answer holds for all its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from data.itinerary import Geocoder
from data.spreadsheet.outcomes import Asked, RowResult
from geo.names import fold
from geo.places import Place
from pages.widgets.form.place_search import in_full, suggestions
from pages.widgets.sheet.rows import row_numbers
from pages.widgets.sheet.upload import Upload
from pages.widgets.text import counted, plain

_AT_ONCE = 8


@dataclass
class AskedName:
    """One name, and the rows that use it."""

    written: str
    candidates: tuple[Place, ...] = ()
    """The likeliest first; empty when no place of the name is known."""
    unknown: bool = False
    """Whether no place has just this name."""
    rows: list[int] = field(default_factory=list)


def names_asked(results: Iterable[RowResult], chosen: Mapping[str, Place]) -> list[AskedName]:
    """The names that wait for an answer: those of most rows first."""
    answered = {fold(name) for name in chosen}
    names: dict[str, AskedName] = {}
    for result in results:
        for question in result.questions:
            key = fold(question.written)
            if question.asked is not Asked.PLACE or key in answered:
                continue
            name = names.setdefault(
                key, AskedName(question.written, question.candidates, question.unknown)
            )
            if question.row not in name.rows:
                name.rows.append(question.row)
    return sorted(names.values(), key=lambda name: (-len(name.rows), name.rows[0]))


def told_apart(places: Iterable[Place]) -> list[Place]:
    """The places that a reader can tell apart: a city and the district of its name are one."""
    found: dict[tuple[str, str | None, str], Place] = {}
    for place in places:
        found.setdefault((fold(place.name), place.region, place.country), place)
    return list(found.values())


def draw_names(upload: Upload, results: Iterable[RowResult], geocoder: Geocoder) -> None:
    """Asks for each name which place is meant, and shows what was answered."""
    asked = names_asked(results, upload.places)
    if not asked and not upload.places:
        return
    with st.container(border=True, gap="small"):
        if asked:
            st.markdown(f"**Which place is meant?** {counted(len(asked), 'name')} to settle.")
            st.caption("One answer holds for every row of this file with that name.")
        limit = upload.names_shown
        for name in asked[:limit]:
            _draw_name(upload, name, geocoder)
        if len(asked) > limit:
            st.button(
                f"Show {min(_AT_ONCE, len(asked) - limit)} more names",
                key=upload.key("more_names"),
                on_click=_show_more,
                args=(upload,),
            )
        if upload.places:
            _draw_answers(upload)


def _show_more(upload: Upload) -> None:
    upload.names_shown += _AT_ONCE


def _draw_name(upload: Upload, name: AskedName, geocoder: Geocoder) -> None:
    rows = "row" if len(name.rows) == 1 else "rows"
    doubt = ""
    if not name.candidates:
        doubt = ": no such place is known"
    elif name.unknown:
        doubt = ": no place has just this name"
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(name.written)}** in {rows} {row_numbers(name.rows)}{doubt}")
        with st.container(horizontal=True, gap="xsmall"):
            offered = told_apart(name.candidates)
            for place in offered:
                st.button(
                    plain(in_full(place)),
                    key=upload.key("name", fold(name.written), place.key),
                    on_click=_answer,
                    args=(upload, name.written, place),
                )
            with st.popover(
                "None of these" if offered else "Search the gazetteer",
                icon=":material/search:",
                type="tertiary",
                key=upload.key("search", fold(name.written)),
            ):
                _search(upload, name.written, geocoder)


@st.fragment
def _search(upload: Upload, written: str, geocoder: Geocoder) -> None:
    """The gazetteer, by another name."""
    if upload.places.get(written) is not None:
        st.rerun()  # The whole page: the answer was given in here.
    typed = st.text_input(
        f"Which place is “{plain(written)}”?",
        key=upload.key("typed", fold(written)),
        live=True,
        placeholder="Type a name in English, German or Chinese",
    )
    if not typed:
        st.caption("Without an answer, its rows wait as drafts.")
        return
    found = suggestions(geocoder, str(typed))
    if not found:
        st.caption("The gazetteer knows no such place. Its rows can wait as drafts.")
    for candidate in found:
        st.button(
            plain(in_full(candidate.place)),
            key=upload.key("found", fold(written), candidate.place.key),
            on_click=_answer,
            args=(upload, written, candidate.place),
        )


def _answer(upload: Upload, written: str, place: Place) -> None:
    upload.places[written] = place


def _draw_answers(upload: Upload) -> None:
    st.caption(
        "Settled for this file. “For good” keeps an answer as a correction: whoever uses the name, "
        "now or later, means this place."
    )
    for written, place in list(upload.places.items()):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f":green[:material/check:] **{plain(written)}** is {plain(in_full(place))}",
                width="stretch",
            )
            _draw_for_good(upload, written)
            st.button(
                "Ask again",
                key=upload.key("unanswer", fold(written)),
                type="tertiary",
                on_click=_take_back,
                args=(upload, written),
            )


def _draw_for_good(upload: Upload, written: str) -> None:
    key = upload.key("good", fold(written))
    st.session_state[key] = written in upload.lasting

    def take() -> None:
        (upload.lasting.add if st.session_state[key] else upload.lasting.discard)(written)

    st.checkbox("For good", key=key, on_change=take, width="content")


def _take_back(upload: Upload, written: str) -> None:
    upload.places.pop(written, None)
    upload.lasting.discard(written)
