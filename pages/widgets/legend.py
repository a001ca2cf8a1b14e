"""The legend of a map."""

from __future__ import annotations

import base64
import html

import streamlit as st

from geo.arcs import Legend
from geo.palette import PALETTES, Theme


def draw_legend(entries: Legend, theme: Theme) -> None:
    """The legend in one line below the map that wraps; nothing when the map is empty."""
    palette = PALETTES[theme]
    items = [
        _item(_line(palette.party(entry.party), entry.style, 2.5, entry.shape), entry.label)
        for entry in entries.lines
    ]
    items += [_item(_marker(palette.neutral, shape), label) for label, shape in entries.places]
    items += [
        _item(_line(palette.neutral, "solid", entry.width, None), entry.label)
        for entry in entries.widths
    ]
    if entries.directed:
        arrow = f'<path d="M9 2 L17 6 L9 10 Z" fill="{palette.neutral}"/>'
        items.append(_item(_svg(arrow, 26), "direction of travel"))
    if items:
        st.html(
            '<div style="display:flex;flex-wrap:wrap;gap:0.2rem 1.4rem;font-size:0.85rem;'
            f'opacity:0.9" role="note" aria-label="Legend">{"".join(items)}</div>'
        )


def _item(picture: str, label: str) -> str:
    return (
        f'<span style="display:inline-flex;align-items:center;gap:0.45rem">{picture}'
        f"<span>{html.escape(label)}</span></span>"
    )


def _line(colour: str, style: str, width: float, shape: str | None) -> str:
    dash = ' stroke-dasharray="6 3"' if style == "dashed" else ""
    line = f'<path d="M1 6 H33" stroke="{colour}" stroke-width="{width:g}"{dash}/>'
    return _svg(line + (_shape(colour, shape, 6.0) if shape else ""), 34)


def _marker(colour: str, shape: str) -> str:
    return _svg(_shape(colour, shape, 6.0), 12)


def _shape(colour: str, shape: str, x: float) -> str:
    if shape == "diamond":
        return f'<path d="M{x} 1 L{x + 5} 6 L{x} 11 L{x - 5} 6 Z" fill="{colour}"/>'
    radius = 4.5 if shape == "circle" else 3.0
    return f'<circle cx="{x}" cy="6" r="{radius}" fill="{colour}"/>'


def _svg(content: str, width: int) -> str:
    # As an image: Streamlit takes drawings out of HTML, but leaves images whose data it holds.
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="12">{content}</svg>'
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" width="{width}" height="12" alt="">'
