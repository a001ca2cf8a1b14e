"""Markers and arrowheads as small SVG pictures in one atlas, for layers that draw icons."""

from __future__ import annotations

import base64
import html

from geo.labels import text_width

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


FONTS = "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif"
HALO_WIDTH = 2.6
"""Pixels of the line around the letters of a name, half of it outside them."""
BASELINE = 0.345
"""How far the letters of a name stand below its middle, in multiples of their size."""
_SHARP = 2
"""Pixels in the atlas for one on the screen."""
_ATLAS_WIDTH = 2048


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

    def pictures(self) -> dict[str, str]:
        """The pictures by their names."""
        return {f"i{i}": picture for picture, i in self._numbers.items()}

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
        return _address(cells, width, CELL)


class NameAtlas:
    """Names of places, drawn once for the screen at twice its resolution; or their halos, as masks
    that take the layer's colour.

    As pictures they share the shaders of the markers, and the browser itself sets the letters:
    deck.gl's text layer keeps no pairs of letters together ("Nan jing") and needs shaders of its
    own.
    """

    def __init__(self, size: float, colour: str, *, halo: bool = False, mask: bool = False) -> None:
        self.size = size
        """Pixels of the letters."""
        self._look = f'fill="{colour}"'
        if halo:
            self._look += f' stroke="{colour}" stroke-width="{HALO_WIDTH * _SHARP:g}"'
        self._mask = mask or halo
        self._cells: list[str] = []
        self._mapping: dict[str, dict[str, object]] = {}
        self._right, self._top, self._width = 0, 0, 0

    @property
    def height(self) -> float:
        """Pixels of one picture on the screen."""
        return self._row / _SHARP

    def name(self, text: str, anchor: str) -> str:
        """The name of the picture of a text, to be placed by its "start", "middle" or "end"."""
        key = f"{anchor}:{text}"
        if key not in self._mapping:
            pad = 3 * _SHARP
            # Faces differ: room is left for one that is wider than the estimate.
            width = round(1.25 * text_width(text, self.size * _SHARP)) + 2 * pad
            if self._right and self._right + width > _ATLAS_WIDTH:
                self._right, self._top = 0, self._top + self._row
            x = {"start": pad, "middle": width // 2, "end": width - pad}[anchor]
            y = self._top + self._row // 2 + round(BASELINE * self.size * _SHARP)
            self._cells.append(
                f'<text x="{self._right + x}" y="{y}" '
                f'text-anchor="{anchor}">{html.escape(text)}</text>'
            )
            self._mapping[key] = {
                "x": self._right,
                "y": self._top,
                "width": width,
                "height": self._row,
                "anchorX": x,
                "anchorY": self._row // 2,
                "mask": self._mask,
            }
            self._right += width
            self._width = max(self._width, self._right)
        return key

    def mapping(self) -> dict[str, dict[str, object]]:
        """deck.gl's iconMapping."""
        return self._mapping

    def address(self) -> str:
        """The atlas as a data address, so that nothing is fetched."""
        style = (
            f'<g font-family="{html.escape(FONTS)}" font-size="{self.size * _SHARP:g}" '
            f'{self._look} stroke-linejoin="round">'
        )
        return _address(
            f"{style}{''.join(self._cells)}</g>", max(1, self._width), self._top + self._row
        )

    @property
    def _row(self) -> int:
        return 2 * round(0.85 * self.size * _SHARP)


def _address(content: str, width: int, height: int) -> str:
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    svg = f"{frame}{content}</svg>".encode()
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()
