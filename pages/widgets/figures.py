"""The row of headline figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.headlines import Headline


def headline_row(figures: Sequence[Headline]) -> None:
    """Figures in one row that wraps on a narrow page, each with what it counts and leaves out."""
    with st.container(horizontal=True, gap="small", key="headlines"):
        for figure in figures:
            with st.container(width=_WIDTH, gap=None):
                st.metric(
                    figure.label,
                    "–" if figure.value is None else f"{figure.value:,}",
                    help=figure.explanation,
                )
                st.caption(figure.basis)


_WIDTH = 150
"""Pixels: five fit beside the sidebar on a laptop, three on a tablet."""
