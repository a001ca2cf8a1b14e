"""The filters in the sidebar: one widget a facet, each option with the missions it would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from data.areas import Area, Level, offered_areas
from data.atlas import Atlas
from data.filters import LONGEST_TEXT, Facet, Filter, Ignored, option_counts
from data.itinerary import Visit
from data.model import Direction

_DIRECTIONS = {Direction.OUTBOUND: "To China", Direction.INBOUND: "From China"}
_OFFERED = "atlas_years_offered"
"""First and last year that the slider had when it was drawn: all of them is no choice."""
_LEVELS = {Level.COUNTRY: "country", Level.REGION: "region", Level.AREA: "area"}


def draw_filters(atlas: Atlas, chosen: Filter) -> Filter:
    """The filters, showing what is chosen; returns what the widgets hold."""
    put_in_widgets(atlas, chosen)
    years = _years(atlas)
    if len(years) > 1:
        per_year = option_counts(atlas.itineraries, chosen, Facet.YEARS)
        st.select_slider(
            "Years",
            options=years,
            # Two ends, even where Streamlit has lost what the widget held.
            value=(years[0], years[-1]),
            format_func=lambda year: f"{year} ({per_year[str(year)]})",
            key=_key(Facet.YEARS),
            help="Calendar years, with the missions in each. Undated missions show only while all "
            "years are chosen.",
        )
    _choice(
        atlas,
        chosen,
        Facet.SECTOR,
        "Sector",
        [key for key in atlas.records.vocabulary.sectors if key in _present(atlas, Facet.SECTOR)],
        atlas.records.vocabulary.label,
    )
    _places(atlas, chosen, Facet.FROM, "From", [v for e in atlas.itineraries for v in e.origins])
    _places(atlas, chosen, Facet.TO, "To", [v for e in atlas.itineraries for v in e.stops])
    _choice(atlas, chosen, Facet.LEAD, "Led by", sorted(_present(atlas, Facet.LEAD)), str)
    _choice(atlas, chosen, Facet.DIRECTION, "Direction", list(Direction), _direction_name)
    st.text_input(
        "Search",
        key=_key(Facet.TEXT),
        placeholder="Name, office, agreement…",
        max_chars=LONGEST_TEXT,
    )
    st.button(
        "Clear filters",
        icon=":material/filter_alt_off:",
        disabled=chosen == Filter(),
        on_click=put_in_widgets,
        args=(atlas, Filter()),
        width="stretch",
    )
    return filter_in_widgets(atlas, chosen)


def filter_in_widgets(atlas: Atlas, otherwise: Filter) -> Filter:
    """The filter that the widgets hold; for a widget that is not drawn, what ``otherwise`` has."""
    state = st.session_state
    years = state.get(_key(Facet.YEARS))
    if years is None:
        span = otherwise.years
    else:
        span = None if tuple(years) == state.get(_OFFERED) else tuple(years)
    return Filter(
        years=span,
        sectors=tuple(state.get(_key(Facet.SECTOR), otherwise.sectors)),
        origins=tuple(state.get(_key(Facet.FROM), otherwise.origins)),
        destinations=tuple(state.get(_key(Facet.TO), otherwise.destinations)),
        leads=tuple(state.get(_key(Facet.LEAD), otherwise.leads)),
        directions=tuple(
            Direction(value) for value in state.get(_key(Facet.DIRECTION), otherwise.directions)
        ),
        text=" ".join(str(state.get(_key(Facet.TEXT), otherwise.text)).split()),
    )


def put_in_widgets(atlas: Atlas, chosen: Filter) -> None:
    """Makes the widgets hold a filter. Called before they are drawn, or as a callback.

    Also needed when nothing changed: an option's label carries a count, and Streamlit knows a
    chosen option by its label, so that without this a new count would undo the choice.
    """
    state = st.session_state
    years = _years(atlas)
    if len(years) > 1:
        state[_key(Facet.YEARS)] = chosen.years or (years[0], years[-1])
        # Records that somebody else has saved since may reach further.
        state[_OFFERED] = (years[0], years[-1])
    state[_key(Facet.SECTOR)] = list(chosen.sectors)
    state[_key(Facet.FROM)] = list(chosen.origins)
    state[_key(Facet.TO)] = list(chosen.destinations)
    state[_key(Facet.LEAD)] = list(chosen.leads)
    state[_key(Facet.DIRECTION)] = list(chosen.directions)
    state[_key(Facet.TEXT)] = chosen.text


def within_known_years(atlas: Atlas, chosen: Filter) -> tuple[Filter, tuple[Ignored, ...]]:
    """The filter with its years cut to those that the records cover, and years that lie outside."""
    years = _years(atlas)
    if chosen.years is None or not years:
        return chosen, ()
    first, last = max(chosen.years[0], years[0]), min(chosen.years[1], years[-1])
    if first > last:
        outside = tuple(Ignored(Facet.YEARS, str(year)) for year in sorted(set(chosen.years)))
        return replace(chosen, years=None), outside
    whole = (first, last) == (years[0], years[-1])
    return replace(chosen, years=None if whole else (first, last)), ()


def _choice(
    atlas: Atlas,
    chosen: Filter,
    facet: Facet,
    label: str,
    options: list[str],
    name: Callable[[str], str],
    help_text: str | None = None,
) -> None:
    counts = option_counts(atlas.itineraries, chosen, facet)
    # A choice stays, also when the last mission that has it was just deleted, and a link may name
    # an area in a way that is understood but not offered: "Jining, Shandong".
    held = st.session_state[_key(facet)]
    st.multiselect(
        label,
        [*options, *(value for value in held if value not in options)],
        format_func=lambda option: f"{name(option)} ({counts[option]})",
        key=_key(facet),
        placeholder="All",
        help=help_text,
    )


def _places(
    atlas: Atlas, chosen: Filter, facet: Facet, label: str, visits: Iterable[Visit]
) -> None:
    areas = {area.name: area for area in offered_areas(visits)}
    _choice(
        atlas,
        chosen,
        facet,
        label,
        list(areas),
        lambda option: _area_name(option, areas),
        "A country or region finds all places in it. For missions in both directions, choose the "
        "place on the page Cities.",
    )


def _area_name(name: str, areas: dict[str, Area]) -> str:
    level = _LEVELS.get(areas[name].level) if name in areas else None
    return f"{name}, {level}" if level else name


def _direction_name(value: str) -> str:
    return _DIRECTIONS[Direction(value)]


def _present(atlas: Atlas, facet: Facet) -> set[str]:
    return set(option_counts(atlas.itineraries, Filter(), facet))


def _years(atlas: Atlas) -> list[int]:
    """Every calendar year from the first to the last that a mission touches."""
    touched = [int(year) for year in _present(atlas, Facet.YEARS)]
    return list(range(min(touched), max(touched) + 1)) if touched else []


def _key(facet: Facet) -> str:
    return f"atlas_widget_{facet.name.lower()}"
