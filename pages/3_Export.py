"""Pictures, slides and data of what the filters select, to take away."""

from __future__ import annotations

import streamlit as st

from pages.widgets import frame, messages
from pages.widgets.export_files import draw_files, draw_preview
from pages.widgets.export_options import choose_recipe
from pages.widgets.viewport import page_width

ROOM_FOR_TWO = 760
"""Pixels of the page from which the options stand beside the preview."""

page = frame.begin("Export")
st.title("Export")
messages.left_out(page.selection, on_map=True)
if not page.selection.kept:
    messages.nothing_selected(page.chosen, len(page.atlas.itineraries))
    st.stop()

side_by_side = page_width() > ROOM_FOR_TWO
options, result = st.columns([1, 2], gap="medium") if side_by_side else (st.container(),) * 2
with options:
    recipe = choose_recipe(page, roomy=side_by_side)
with result:
    if recipe is not None:
        draw_preview(recipe, page.atlas)
        draw_files(recipe, page.atlas)
