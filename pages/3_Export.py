"""Pictures, slides and data of what the filters select, to take away."""

from __future__ import annotations

import streamlit as st

from pages.widgets import frame, messages
from pages.widgets.export_files import draw_files, draw_preview
from pages.widgets.export_options import choose_recipe
from pages.widgets.viewport import viewport

page = frame.begin("Export")
st.title("Export")
messages.left_out(page.selection, on_map=True)
if not page.selection.kept:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))
    st.stop()

roomy = viewport().roomy
options, result = st.columns([1, 2], gap="medium") if roomy else (st.container(),) * 2
with options:
    chosen = choose_recipe(page, roomy=roomy)
with result:
    if chosen is not None and draw_preview(*chosen, page.atlas):
        draw_files(*chosen, page.atlas)
