"""The interactive map: arcs or itineraries, its legend, and what is selected on it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.frames import Tables
from geo.arcs import Arcs, flow_arcs, leg_arcs, legend
from geo.deck import mission_deck
from geo.palette import Theme
from geo.selection import Picked
from geo.view import View, fit
from pages.widgets.frame import MAP, MAP_VIEW
from pages.widgets.legend import draw_legend
from pages.widgets.selection import keep_map_click
from pages.widgets.text import counted

PADDING = 76.0
"""Pixels kept free around what is shown, for names beside the outermost places."""
_SAME_WIDTH = 40
"""Pixels by which the page may change its width before the view is fitted anew."""


@dataclass(frozen=True)
class MapState:
    """What stays of a map from one run to the next."""

    view: View
    width: int
    """Pixels that the view was fitted to."""
    refits: int = 0


def draw_map(
    tables: Tables,
    selected: Picked,
    *,
    theme: Theme,
    width: int,
    itineraries: bool,
    borders: bool,
    refit: bool,
) -> None:
    """The large map with its legend; a click on it is kept by ``selection``.

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
    if state is None or refit or abs(state.width - width) > _SAME_WIDTH:
        refits = state.refits + 1 if state else 0
        state = MapState(fit(arcs.extent, size, padding=PADDING), width, refits)
        if len(arcs.points):
            st.session_state[MAP_VIEW] = state
    st.pydeck_chart(
        mission_deck(
            arcs,
            # Streamlit moves the map only when the view asked for is not the one asked for last.
            view=View(state.view.lon, state.view.lat, state.view.zoom + 0.001 * (state.refits % 2)),
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


def _height(width: int) -> int:
    """Pixels of the large map's height: three fifths of its width, within reason."""
    return max(380, min(560, round(width * 0.62)))


def _alt(arcs: Arcs) -> str:
    what = "legs of itineraries" if arcs.kind == "itineraries" else "arcs from origins to cities"
    return f"Map with {len(arcs.lines)} {what} and {counted(len(arcs.points), 'place')}."
