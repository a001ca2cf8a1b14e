"""The mission map: who travelled from where to where, when, and with what result."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.frames import make_tables
from data.headlines import headlines
from pages.widgets import frame, messages, selection
from pages.widgets.export_files import draw_still_map
from pages.widgets.figures import headline_row
from pages.widgets.map import draw_map, style_map
from pages.widgets.missions import mission_links
from pages.widgets.take_away import take_away
from pages.widgets.text import counted, plain
from pages.widgets.viewport import viewport

style_map()
page = frame.begin("Map", filters_later=True)
chosen = page.selection.kept
st.title("Trade missions to China")
st.caption(
    "From city-regions in the United Kingdom and Germany, as the press reported them. "
    f"Sample records from {counted(page.atlas.press_reports, 'press report')}."
)
if chosen:
    headline_row(headlines(chosen))
messages.left_out(page.selection, on_map=True)
if not chosen:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))

tables = make_tables(chosen)
with st.container(horizontal=True, vertical_alignment="center"):
    itineraries = frame.choose_itineraries()
    borders = st.toggle("Borders", key=frame.BORDERS, bind="query-params")
    as_table = st.toggle("Table", key=frame.TABLE, bind="query-params")
    refit = st.button("Zoom to what is shown", icon=":material/fit_screen:", type="tertiary")
selected = selection.selected_now()
screen = viewport()
draw_filters = partial(frame.draw_filters, page)
if screen.webgl:
    draw_map(
        tables,
        selected,
        theme=page.theme,
        width=screen.width,
        itineraries=itineraries,
        borders=borders,
        refit=refit,
        meanwhile=draw_filters,
    )
else:
    draw_filters()
    if chosen:
        draw_still_map(page, itineraries=itineraries, borders=borders)
if chosen:
    take_away(page, screen)

name, missions = selection.selected_missions(selected, tables, chosen)
if name:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(name), anchor=False, width="content")
        st.button(
            "Clear selection",
            icon=":material/close:",
            type="tertiary",
            on_click=selection.clear_selection,
        )
    mission_links(missions, page.query)
elif chosen:
    st.caption("Choose an arc or a city on the map, or a row of the table, to see its missions.")
if chosen and as_table:
    selection.draw_table(tables, itineraries=itineraries)
