"""The interactive map: arcs or itineraries, its legend, and what is selected on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from data.frames import Tables
from geo.arcs import Arcs, flow_arcs, leg_arcs, legend
from geo.deck import mission_deck
from geo.palette import Theme
from geo.selection import Picked
from geo.slides_map import MapError
from geo.still_map import data_address, still_map
from geo.view import View, fit
from pages.widgets.frame import MAP, MAP_VIEW
from pages.widgets.legend import draw_legend
from pages.widgets.selection import keep_map_click
from pages.widgets.text import counted

PADDING = 76.0
"""Pixels kept free around what is shown, for names beside the outermost places."""
_SAME_WIDTH = 40
"""Pixels by which the page may change its width before the view is fitted anew."""

_AROUND = 300
"""Pixels that the still picture goes beyond the map on each side, for a page that is wider than was
guessed."""
_LOADING = 8.0
"""Seconds that a slow browser may need for the map: as long, the still picture follows the filters
and the selection, which costs fifty kilobytes a change; later nobody sees it."""
_STAGE, _STILL = "atlas_map_stage", "atlas_map_still"
_STYLE = f"""
.st-key-{_STAGE} {{ position: relative; }}
.st-key-{_STAGE} [data-testid="stSkeleton"] {{ visibility: hidden; }}
.st-key-{_STILL} {{ position: absolute; inset: 0; overflow: hidden; pointer-events: none; }}
.st-key-{_STILL} * {{ width: 100%; height: 100%; }}
.st-key-{_STILL} img {{ object-fit: none; }}
"""


@dataclass(frozen=True)
class MapState:
    """What stays of a map from one run to the next."""

    view: View
    width: int
    """Pixels that the view was fitted to."""
    refits: int = 0
    shown: float = 0.0
    """Seconds of `time.monotonic` at which the map came onto the page."""
    drawn: tuple[object, ...] = ()
    """What the picture shows, to tell whether it has to be drawn anew."""
    picture: str = ""
    """The still picture of the map as it was while the browser made it ready, as an address. It
    stays behind the map unchanged: Streamlit sends again only what differs."""


def style_map() -> None:
    """What the large map looks like, to be sent as early as can be: with the first HTML of a page
    the browser fetches the part of Streamlit that shows it."""
    st.html(f"<style>{_STYLE}</style>")


def draw_map(
    tables: Tables,
    selected: Picked,
    *,
    theme: Theme,
    width: int,
    itineraries: bool,
    borders: bool,
    refit: bool,
    meanwhile: Callable[[], None],
) -> None:
    """The large map with its legend; a click on it is kept by ``selection``.

    When it comes onto the page, a still picture stands in its place until the browser has it ready,
    and ``meanwhile`` is drawn after the picture and before the map.

    The view is fitted when the map is first shown, when the page changes its width and when
    ``refit`` says so; otherwise the reader's own view stays.
    """
    arcs = (
        leg_arcs(tables.legs, tables.places)
        if itineraries
        else flow_arcs(tables.flows, tables.places)
    )
    size = (width, _height(width))
    state: MapState | None = st.session_state.get(MAP_VIEW)
    resized = state is None or abs(state.width - width) > _SAME_WIDTH
    if state is None or resized or refit:
        refits = state.refits + 1 if state else 0
        view = fit(arcs.extent, size, padding=PADDING)
        state = replace(state or MapState(view, width), view=view, width=width, refits=refits)
    now = time.monotonic()
    if resized or MAP not in st.session_state:
        state = replace(state, shown=now)
    lines = (*arcs.lines["id"], *arcs.lines["count"])
    drawn = (state.view, size, theme, selected, borders, *lines, *arcs.points["key"])
    if now - state.shown < _LOADING and drawn != state.drawn:
        picture = _picture(arcs, state.view, size, theme, selected, borders)
        state = replace(state, picture=picture, drawn=drawn)
    if len(arcs.points):
        st.session_state[MAP_VIEW] = state
    with st.container(key=_STAGE, gap=None):
        with st.container(key=_STILL):
            _draw_picture(state.picture)
        meanwhile()
        st.pydeck_chart(
            mission_deck(
                arcs,
                # Streamlit moves the map only when another view is asked for than the last time.
                view=View(
                    state.view.lon, state.view.lat, state.view.zoom + 0.001 * (state.refits % 2)
                ),
                size=size,
                theme=theme,
                selected=selected,
                borders=borders,
            ),
            height=size[1],
            on_select=keep_map_click,
            key=MAP,
            alt=_alt(arcs),
        )
    draw_legend(legend(arcs), theme)


def draw_small_map(tables: Tables, *, theme: Theme, width: int, height: int, key: str) -> None:
    """One or a few itineraries, to look at."""
    arcs = leg_arcs(tables.legs, tables.places)
    size = (width, height)
    st.pydeck_chart(
        mission_deck(arcs, view=fit(arcs.extent, size), size=size, theme=theme),
        height=height,
        key=key,
        alt=_alt(arcs),
    )
    draw_legend(legend(arcs), theme)


def _picture(
    arcs: Arcs, view: View, size: tuple[int, int], theme: Theme, selected: Picked, borders: bool
) -> str:
    """The address of a picture of what the map is about to show; "" where the land cannot be read,
    without which the map will come as well."""
    try:
        svg = still_map(
            arcs,
            view=view,
            size=size,
            theme=theme,
            selected=selected,
            borders=borders,
            around=_AROUND,
        )
    except MapError:
        return ""
    return data_address(svg)


def _draw_picture(address: str) -> None:
    if address:
        st.html(f'<img src="{address}" alt="" aria-hidden="true" decoding="sync">')


def _height(width: int) -> int:
    """Pixels of the large map's height: three fifths of its width, within reason."""
    return max(380, min(560, round(width * 0.62)))


def _alt(arcs: Arcs) -> str:
    what = "legs of itineraries" if arcs.kind == "itineraries" else "arcs from origins to cities"
    return f"Map with {len(arcs.lines)} {what} and {counted(len(arcs.points), 'place')}."
