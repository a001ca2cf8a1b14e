"""The interactive map: arcs or itineraries, its legend, and what is selected on it."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.frames import Tables
from data.itinerary import Itinerary
from geo.arcs import Arcs, Legend, flow_arcs, leg_arcs, legend
from geo.deck import Picked, mission_deck, picked
from geo.palette import PALETTES, Theme
from geo.view import View, fit
from pages.widgets.frame import MAP_VIEW, SELECTED_ON_MAP
from pages.widgets.text import counted


@dataclass(frozen=True)
class MapState:
    """What stays of a map from one run to the next."""

    view: View
    width: int
    """Pixels that the view was fitted to."""
    refits: int = 0


def draw_map(
    tables: Tables, *, theme: Theme, width: int, itineraries: bool, borders: bool, refit: bool
) -> Picked:
    """The large map with its legend. Returns what is selected, which outlives a change of filter.

    The view is fitted when the map is first shown, when the page changes its width and when
    ``refit`` says so; otherwise the reader's own view stays.
    """
    arcs = _arcs(tables, itineraries)
    size = (width, _height(width))
    state: MapState | None = st.session_state.get(MAP_VIEW)
    if state is None or refit or abs(state.width - width) > 40:
        refits = state.refits + 1 if state else 0
        state = MapState(fit(arcs.extent, size), width, refits)
        st.session_state[MAP_VIEW] = state
    before: Picked = st.session_state.get(SELECTED_ON_MAP, Picked())
    deck = mission_deck(
        arcs,
        # Streamlit moves the map only when the view asked for differs from the one asked for last.
        view=View(state.view.lon, state.view.lat, state.view.zoom + 0.001 * (state.refits % 2)),
        size=size,
        theme=theme,
        selected=before,
        borders=borders,
    )
    event = st.pydeck_chart(
        deck,
        height=size[1],
        on_select="rerun",
        key="atlas_map",
        alt=_alt(arcs),
    )
    draw_legend(legend(arcs), theme)
    now = picked(event.selection.get("objects", {}))
    if now != before:
        st.session_state[SELECTED_ON_MAP] = now
    return now


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


def selected_missions(
    selected: Picked, tables: Tables, itineraries: Sequence[Itinerary]
) -> tuple[str, list[Itinerary]]:
    """What is selected in words, and its missions; an empty text when nothing on the map is."""
    places = tables.places[tables.places["key"].isin(selected.places)]
    flows = tables.flows[tables.flows["flow_id"].isin(selected.lines)]
    legs = tables.legs[tables.legs["leg_id"].isin(selected.lines)]
    names = [
        *places["name"],
        *(f"{a} to {b}" for a, b in zip(flows["from_name"], flows["to_name"], strict=True)),
        *(f"{a} to {b}" for a, b in zip(legs["from_name"], legs["to_name"], strict=True)),
    ]
    ids = {key for keys in [*places["mission_ids"], *flows["mission_ids"]] for key in keys}
    ids |= set(legs["mission_id"])
    return ", ".join(names), [entry for entry in itineraries if entry.mission.id in ids]


def draw_legend(entries: Legend, theme: Theme) -> None:
    """The legend in one line below the map that wraps; nothing when the map is empty."""
    palette = PALETTES[theme]
    items = [
        _item(_line(palette.party(entry.party), entry.style, 2.5, entry.shape), entry.label)
        for entry in entries.lines
    ]
    items += [_item(_marker(palette.neutral, shape), label) for label, shape in entries.places]
    items += [
        _item(_line(palette.neutral, "solid", entry.width, None), entry.label)
        for entry in entries.widths
    ]
    if entries.directed:
        arrow = f'<path d="M9 2 L17 6 L9 10 Z" fill="{palette.neutral}"/>'
        items.append(_item(_svg(arrow, 26), "direction of travel"))
    if items:
        st.html(
            '<div style="display:flex;flex-wrap:wrap;gap:0.2rem 1.4rem;font-size:0.85rem;'
            f'opacity:0.9" role="note" aria-label="Legend">{"".join(items)}</div>'
        )


def _height(width: int) -> int:
    """Pixels of the large map's height: three fifths of its width, within reason."""
    return max(380, min(560, round(width * 0.62)))


def _arcs(tables: Tables, itineraries: bool) -> Arcs:
    if itineraries:
        return leg_arcs(tables.legs, tables.places)
    return flow_arcs(tables.flows, tables.places)


def _alt(arcs: Arcs) -> str:
    what = "legs of itineraries" if arcs.kind == "itineraries" else "arcs from origins to cities"
    return f"Map with {len(arcs.lines)} {what} and {counted(len(arcs.points), 'place')}."


def _item(picture: str, label: str) -> str:
    return (
        f'<span style="display:inline-flex;align-items:center;gap:0.45rem">{picture}'
        f"<span>{html.escape(label)}</span></span>"
    )


def _line(colour: str, style: str, width: float, shape: str | None) -> str:
    dash = ' stroke-dasharray="6 3"' if style == "dashed" else ""
    line = f'<path d="M1 6 H33" stroke="{colour}" stroke-width="{width:g}"{dash}/>'
    return _svg(line + (_shape(colour, shape, 6.0) if shape else ""), 34)


def _marker(colour: str, shape: str) -> str:
    return _svg(_shape(colour, shape, 6.0), 12)


def _shape(colour: str, shape: str, x: float) -> str:
    if shape == "diamond":
        return f'<path d="M{x} 1 L{x + 5} 6 L{x} 11 L{x - 5} 6 Z" fill="{colour}"/>'
    radius = 4.5 if shape == "circle" else 3.0
    return f'<circle cx="{x}" cy="6" r="{radius}" fill="{colour}"/>'


def _svg(content: str, width: int) -> str:
    # As an image: Streamlit takes drawings out of HTML, but leaves images whose data it holds.
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="12">{content}</svg>'
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" width="{width}" height="12" alt="">'
