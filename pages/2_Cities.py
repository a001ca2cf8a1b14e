"""One city or region: its missions, agreements, partnerships and counterparts, by year."""

from __future__ import annotations

import streamlit as st

from data.profile import area_profile
from pages.widgets import frame, messages
from pages.widgets.city import choose_area, draw_profile, suggest_areas

page = frame.begin("Cities")
chosen = page.selection.kept
st.title("Cities and regions")
messages.left_out(page.selection)
if not chosen:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))

name = choose_area(chosen, page.atlas.ties, key=frame.PLACE)
if name is None:
    suggest_areas(chosen, page.query)
else:
    draw_profile(area_profile(name, chosen, page.atlas.ties), page)
