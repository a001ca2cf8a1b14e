"""The two ways of taking the map away: as it is on the screen, or as a figure."""

from __future__ import annotations

import streamlit as st

from data.export.file_names import slug
from pages.widgets.copy_view import copy_view_button
from pages.widgets.frame import Page, carried
from pages.widgets.viewport import Viewport


def take_away(page: Page, screen: Viewport) -> None:
    """A button that copies the view, and a link to the export of the same selection."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if screen.webgl:
            words = slug(" ".join(value for values in page.query.values() for value in values))
            copy_view_button(f"map_{words or 'all'}.png")
        st.page_link(
            "pages/3_Export.py",
            label="Pictures, slides and data of this selection",
            icon=":material/download:",
            query_params={**carried(), **page.query},
        )
