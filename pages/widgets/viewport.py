"""What only this viewer's browser knows: how wide the page is, and whether it can draw the map."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

GUESS = 940
"""Pixels of the main column on a laptop of 1400 pixels with the sidebar open."""
_STEP = 80
"""Pixels by which the width must differ before the page is run again for it."""

_PATIENCE = 2500
"""Milliseconds before the browser is tried: what it is tried with would hold up the map itself."""

_REST = 400
"""Milliseconds that the width must rest before it counts: the sidebar slides, and hands drag."""

_SCRIPT = """
let drawable
const draws = () => {
  const context = document.createElement("canvas").getContext("webgl2")
  context?.getExtension("WEBGL_lose_context")?.loseContext()
  return context !== null
}
export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.host ?? parentElement
  const block = host.closest('[data-testid="stMainBlockContainer"]')
  if (!block) return
  const style = getComputedStyle(block)
  const measure = () => {
    const width = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    if (Math.abs(width - data.width) > data.step) setStateValue("width", Math.round(width))
  }
  measure()
  let resting
  const watch = new ResizeObserver(() => {
    clearTimeout(resting)
    resting = setTimeout(measure, data.rest)
  })
  watch.observe(block)
  const tell = () => {
    drawable ??= draws()
    if (drawable !== data.webgl) setStateValue("webgl", drawable)
  }
  const timer = setTimeout(tell, "WebGL2RenderingContext" in window ? data.patience : 0)
  return () => {
    watch.disconnect()
    clearTimeout(resting)
    clearTimeout(timer)
  }
}
"""

_measure = st.components.v2.component("mission_atlas_viewport", js=_SCRIPT)


@dataclass(frozen=True)
class Viewport:
    """A viewer's page."""

    width: int = GUESS
    """Pixels of the main column, to within 80; a guess until the browser has said."""
    webgl: bool = True
    """Whether the browser can draw the interactive map; believed until it says otherwise."""

    @property
    def roomy(self) -> bool:
        """Whether two things fit side by side."""
        return self.width > 760


def viewport() -> Viewport:
    """This viewer's page, as far as the browser has told."""
    state = st.session_state.get(_KEY, {})
    known = Viewport(int(state.get("width") or GUESS), state.get("webgl") is not False)
    _measure(
        key=_KEY,
        data={
            "width": known.width,
            "webgl": known.webgl,
            "step": _STEP,
            "patience": _PATIENCE,
            "rest": _REST,
        },
        default={"width": known.width, "webgl": known.webgl},
        on_width_change=_note,
        on_webgl_change=_note,
    )
    return known


def _note() -> None:
    """Only the change counts: the value is read at the next run."""


_KEY = "atlas_viewport"
