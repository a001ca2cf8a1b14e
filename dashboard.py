"""The mission map: who travelled from where to where, when, and with what result."""

from __future__ import annotations

import streamlit as st

from data.frames import make_tables
from data.headlines import headlines
from pages.widgets import frame, messages
from pages.widgets.figures import headline_row
from pages.widgets.map import draw_map, selected_missions
from pages.widgets.missions import mission_links
from pages.widgets.text import counted, plain
from pages.widgets.viewport import page_width

page = frame.begin("Map")
chosen = page.selection.kept
st.title("Trade missions to China")
st.caption(
    "From city-regions in the United Kingdom and Germany, as the press reported them. "
    f"Sample records from {counted(page.atlas.press_reports, 'press report')}."
)
headline_row(headlines(chosen))
messages.left_out(page.selection, on_map=True)
if not chosen:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))

tables = make_tables(chosen)
with st.container(horizontal=True, vertical_alignment="bottom"):
    show = st.segmented_control(
        "Show",
        ["Arcs", "Itineraries"],
        default="Arcs",
        required=True,
        key=frame.SHOW,
        bind="query-params",
        label_visibility="collapsed",
    )
    borders = st.toggle("Borders", key=frame.BORDERS, bind="query-params")
    refit = st.button("Zoom to what is shown", icon=":material/fit_screen:", type="tertiary")
selected = draw_map(
    tables,
    theme=page.theme,
    width=page_width(),
    itineraries=show == "Itineraries",
    borders=borders,
    refit=refit,
)

name, missions = selected_missions(selected, tables, chosen)
if name:
    st.subheader(plain(name), anchor=False)
    mission_links(missions, page.query)
elif chosen:
    st.caption("Choose an arc or a city on the map to see its missions.")
