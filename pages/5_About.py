"""How good the data is, how the atlas works, and whose work it stands on."""

from __future__ import annotations

import streamlit as st

from pages.widgets import frame
from pages.widgets.about import draw_credits, draw_faults, draw_method, draw_quality

page = frame.begin("About", filtered=False)
st.title("About the atlas")
draw_quality(page.atlas)
draw_faults(page.atlas)
draw_method()
draw_credits()
