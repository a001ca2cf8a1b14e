"""A button that copies the map as it is on the screen: a convenience, not for print."""

from __future__ import annotations

import streamlit as st

_HTML = '<button type="button"></button><span role="status" aria-live="polite"></span>'
_CSS = """
:host, div { font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color); }
button { font: inherit; color: inherit; background: none; border: none; padding: 0.25rem 0;
  cursor: pointer; }
button:hover, button:focus-visible { color: var(--st-primary-color); text-decoration: underline; }
span { margin-left: 0.6rem; opacity: 0.75; }
"""
_SCRIPT = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const status = parentElement.querySelector("span")
  const say = (text) => {
    status.textContent = text
    setTimeout(() => { if (status.textContent === text) status.textContent = "" }, 4000)
  }
  const save = (blob) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(blob)
    link.download = data.fileName
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
    say("Saved as a file.")
  }
  button.textContent = "Copy this view"
  button.onclick = () => {
    const canvas = document.querySelector("canvas#deckgl-overlay")
    if (!canvas) return say("There is no map to copy.")
    canvas.toBlob(async (blob) => {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })])
        say("Copied; paste it anywhere.")
      } catch {
        // Some browsers and plain http refuse the clipboard.
        save(blob)
      }
    })
  }
}
"""

_button = st.components.v2.component("mission_atlas_copy_view", html=_HTML, css=_CSS, js=_SCRIPT)


def copy_view_button(file_name: str) -> None:
    """The button; where the browser has no clipboard for pictures, a PNG file is saved instead."""
    _button(key="atlas_copy_view", data={"fileName": file_name}, width="content", height="content")
