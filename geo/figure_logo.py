"""A logo, checked and put at the lower right."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

from geo.figure_projections import Box
from geo.figure_scene import Picture
from geo.template import FigureError

LARGEST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
HEIGHT, WIDEST = 2.3, 0.22
"""Height in type sizes of the legend, and the share of the page's width at most."""
_PNG = b"\x89PNG\r\n\x1a\n"
_ACTIVE = {"script", "foreignObject", "iframe", "animate", "set", "image", "use"}


def place_logo(logo: bytes | None, page: Box, body: float) -> Picture | None:
    """Where the logo stands; None where there is none.

    Raises FigureError for a file that is too large, is neither PNG nor SVG, or an SVG that would
    run something or fetch something.
    """
    if logo is None:
        return None
    if len(logo) > LARGEST_BYTES:
        raise FigureError(
            f"The logo has {len(logo):,} bytes; the most is {LARGEST_BYTES:,}. Make it smaller."
        )
    if logo.startswith(_PNG):
        kind, (wide, high) = "png", _png_size(logo)
    else:
        kind, (wide, high) = "svg+xml", _svg_size(logo)
    if not 0.02 <= wide / high <= 50:
        raise FigureError("The logo is too narrow to be shown.")
    height = HEIGHT * body
    width = height * wide / high
    if width > WIDEST * page.width:
        width = WIDEST * page.width
        height = width * high / wide
    address = f"data:image/{kind};base64," + base64.b64encode(logo).decode()
    return Picture(page.right - width, page.bottom - height, width, height, address)


def _png_size(logo: bytes) -> tuple[float, float]:
    try:
        with Image.open(BytesIO(logo), formats=["PNG"]) as image:
            wide, high = image.size
            if wide * high > MOST_PIXELS:
                raise FigureError(f"The logo has {wide} x {high} pixels; make it smaller.")
            image.verify()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        if isinstance(error, FigureError):
            raise
        raise FigureError("The logo is a damaged PNG file.") from error
    return float(wide), float(high)


def _svg_size(logo: bytes) -> tuple[float, float]:
    refused = FigureError(
        "The logo is neither a PNG nor a plain SVG file: it must not hold scripts, entities, "
        "pictures or addresses of other files."
    )
    if re.search(rb"<!(DOCTYPE|ENTITY)", logo, re.IGNORECASE):
        raise refused
    try:
        root = ET.fromstring(logo)
    except ET.ParseError as error:
        raise refused from error
    if root.tag.rpartition("}")[2] != "svg":
        raise refused
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _ACTIVE:
            raise refused
        for attribute, value in element.attrib.items():
            plain = attribute.rpartition("}")[2].lower()
            if plain.startswith("on") or (plain == "href" and not value.startswith("#")):
                raise refused
            if re.search(r"url\(\s*['\"]?(?!#)", value) or "@import" in value:
                raise refused
        if name == "style" and re.search(r"url\(\s*['\"]?(?!#)|@import", element.text or ""):
            raise refused
    box = [float(part) for part in re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:
        size = box[2], box[3]
    else:
        sides = [re.match(r"\s*([\d.]+)", root.get(side, "")) for side in ("width", "height")]
        if not all(sides):
            raise FigureError("The logo says neither its viewBox nor its width and height.")
        size = float(sides[0][1]), float(sides[1][1])  # type: ignore[index]
    if min(size) <= 0:
        raise FigureError("The logo has no width or no height.")
    return size
