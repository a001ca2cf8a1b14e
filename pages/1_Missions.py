"""The missions as a table, and one mission in full."""

from __future__ import annotations

import streamlit as st

from pages.widgets import acts, frame, messages
from pages.widgets.keeping import draw_history, draw_keeping, draw_missing
from pages.widgets.mission import draw_mission
from pages.widgets.missions import draw_missions
from pages.widgets.report.origin import draw_reports_of
from pages.widgets.viewport import viewport

page = frame.begin("Missions")
chosen = page.selection.kept
st.title("Missions")
acts.draw_notice("missions")
messages.left_out(page.selection)
if not chosen:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))

if chosen:
    st.caption("Newest first. Tick a row to open the mission below. Click a heading to sort.")
    ticked = draw_missions(
        chosen,
        page.atlas.records,
        key=frame.table_key(page.chosen),
        opened=frame.opened_mission() is not None,
    )
    frame.open_mission(ticked)

wanted = frame.opened_mission()
if wanted is not None:
    st.divider()
    itinerary = page.atlas.itinerary(wanted)
    if itinerary is not None:
        draw_keeping(itinerary, page.atlas)
        draw_mission(itinerary, page.atlas.records, theme=page.theme, screen=viewport())
        draw_reports_of(wanted, page)
        with st.expander("History", icon=":material/history:"):
            draw_history(wanted, page.atlas)
    else:
        draw_missing(wanted, page.atlas)
