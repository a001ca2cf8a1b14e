"""How wide the page is in this viewer's browser, which only the browser knows."""

from __future__ import annotations

import streamlit as st

GUESS = 940
"""Pixels of the main column on a laptop of 1400 pixels with the sidebar open."""
_STEP = 80
"""Pixels by which the width must differ before the page is run again for it."""

_SCRIPT = """
export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.host ?? parentElement
  const block = host.closest('[data-testid="stMainBlockContainer"]')
  if (!block) return
  const style = getComputedStyle(block)
  const width = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
  if (Math.abs(width - data.known) > data.step) setStateValue("width", Math.round(width))
}
"""

_measure = st.components.v2.component("mission_atlas_viewport", js=_SCRIPT)


def page_width() -> int:
    """Pixels of the page's main column, to within 80; a guess until the browser has said."""
    known = int(st.session_state.get(_KEY, {}).get("width") or GUESS)
    result = _measure(
        key=_KEY,
        data={"known": known, "step": _STEP},
        default={"width": known},
        on_width_change=lambda: None,
    )
    return int(result.width or known)


_KEY = "atlas_viewport"
