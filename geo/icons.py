"""Markers and arrowheads as small SVG pictures in one atlas, for layers that draw icons."""

from __future__ import annotations

import base64

CELL = 64
"""Pixels of one picture in the atlas."""
MARKER = 24.0
"""Pixels of a marker's radius in its cell."""


def arrowhead(colour: str) -> str:
    """An arrowhead that points right."""
    return f'<path d="M10 8 L60 32 L10 56 L20 32 Z" fill="{colour}"/>'


def marker(shape: str, colour: str, edge: str | None) -> str:
    """One marker, with an edge when it is selected."""
    look = f'fill="{colour}"' + (f' stroke="{edge}" stroke-width="7"' if edge else "")
    if shape == "diamond":
        return f'<path d="M32 3 L61 32 L32 61 L3 32 Z" {look} stroke-linejoin="round"/>'
    return f'<circle cx="32" cy="32" r="{MARKER:g}" {look}/>'


class Atlas:
    """Pictures of one cell each, side by side.

    Their colours are in the pictures, not in `getColor`: Streamlit fades the latter in every
    layer as soon as something is selected, the selected line's own ends and arrowheads included.
    They are opaque, because deck.gl 9.4 draws what is half transparent in a picture too dark.

    With ``mask`` the pictures give the shape alone and the layer's `getColor` the colour.
    """

    def __init__(self, *, mask: bool = False) -> None:
        self._numbers: dict[str, int] = {}
        self._mask = mask

    def name(self, picture: str) -> str:
        """The name of a picture, which is added when it is new."""
        return f"i{self._numbers.setdefault(picture, len(self._numbers))}"

    def mapping(self) -> dict[str, object]:
        """deck.gl's iconMapping."""
        cell = {"y": 0, "width": CELL, "height": CELL, "mask": self._mask}
        return {f"i{i}": {"x": i * CELL, **cell} for i in self._numbers.values()}

    def address(self) -> str:
        """The atlas as a data address, so that nothing is fetched."""
        cells = "".join(
            f'<g transform="translate({i * CELL} 0)">{picture}</g>'
            for picture, i in self._numbers.items()
        )
        width = max(1, len(self._numbers)) * CELL
        frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{CELL}">'
        svg = f"{frame}{cells}</svg>".encode()
        return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()
