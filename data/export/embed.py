"""Puts a recipe into a finished file, where nobody sees it and it does no harm."""

from __future__ import annotations

import struct
import zlib
from xml.sax.saxutils import escape

from geo.kml import xml_text

_PNG_END = b"IEND"


def into_svg(svg: str, recipe: str) -> str:
    """The drawing with the recipe as its metadata, at the end, behind title and description."""
    head, end, tail = svg.rpartition("</svg>")
    if not end:
        return svg
    return f'{head}<metadata id="recipe">{escape(xml_text(recipe))}</metadata>{end}{tail}'


def into_png(png: bytes, recipe: str) -> bytes:
    """The picture with the recipe as international text (an iTXt chunk) named "Recipe"."""
    at = png.rfind(_PNG_END) - 4
    if at < 8:
        return png
    # Keyword, then: not compressed, method 0, no language, no translated keyword.
    content = b"iTXtRecipe\0\0\0\0\0" + recipe.encode()
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:at] + chunk + png[at:]


def into_html(page: str, recipe: str) -> str:
    """The page with the recipe as a block of data that no browser runs."""
    head, end, tail = page.rpartition("</body>")
    if not end:
        return page
    # Within JSON, < may only stand in a text, where it may be written as an escape.
    safe = recipe.replace("<", "\\u003c")
    block = f'<script type="application/json" id="atlas-recipe">{safe}</script>\n'
    return f"{head}{block}{end}{tail}"
