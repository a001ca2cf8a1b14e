"""What a renderer leaves to do: exact sizes, title, alt text, language and stable ids."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import Counter
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr, unescape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    RectangleObject,
    TextStringObject,
)

from geo.figure_fonts import CAP, text_width
from geo.figure_scene import Scene
from geo.template import FigureError, Template, TemplateError, Words

_HEAD = re.compile(r"\A<svg[^>]*>")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_NOISE = re.compile(r' (?:role|aria-[a-z]+|class|clip-path)="[^"]*"')
_DEFINED = re.compile(r"<defs>(?:<clipPath[^<>]*><rect[^<>]*/></clipPath>)*</defs>")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def finished_svg(svg: str, template: Template, words: Words) -> str:
    """The SVG with its size in the template's unit, title and description."""
    wide, high = template.layout_size
    width, height = (_length(side, template.unit) for side in (template.width, template.height))
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'version="1.1" width="{width}" height="{height}" viewBox="0 0 {_number(wide)} '
        f'{_number(high)}" role="img" aria-labelledby="title desc" '
        f"lang={quoteattr(words.language)} xml:lang={quoteattr(words.language)}>"
        f'<title id="title">{escape(_clean(words.headline))}</title>'
        f'<desc id="desc">{escape(_clean(words.alt))}</desc>'
    )
    return head + _HEAD.sub("", _tidy(svg), count=1)


def sized(svg: str, width: float, height: float, wide: float, high: float) -> str:
    """The SVG at a size in pixels, stretched by less than half a pixel where the layout has
    fractions of one."""
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'version="1.1" width="{_number(width)}" height="{_number(height)}" '
        f'viewBox="0 0 {_number(wide)} {_number(high)}" preserveAspectRatio="none">'
    )
    return head + _HEAD.sub("", _tidy(svg), count=1)


def finished_png(picture: bytes, size: tuple[int, int], dpi: int, words: Words) -> bytes:
    """The PNG with resolution, title and alt text, as PNG texts and as XMP.

    Raises TemplateError when the picture does not have the size.
    """
    chunks = list(_chunks(picture))
    found = struct.unpack(">II", chunks[0][1][:8])
    if found != size:
        raise TemplateError(
            f"The picture came out as {found[0]} x {found[1]} pixels instead of "
            f"{size[0]} x {size[1]}; nothing was written."
        )
    per_metre = round(dpi / 0.0254)
    title, alt = _clean(words.headline), _clean(words.alt)
    extra = [
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        _text("Title", title, words.language),
        _text("Description", alt, words.language),
        _text("Source", _clean(words.source_line), words.language),
        _text("XML:com.adobe.xmp", _xmp(title, alt, words.language), ""),
    ]
    kept = [chunk for chunk in chunks[1:] if chunk[0] not in {b"pHYs", b"tEXt", b"iTXt", b"tIME"}]
    return _SIGNATURE + b"".join(_chunk(*chunk) for chunk in (chunks[0], *extra, *kept))


def finished_pdf(document: bytes, template: Template, words: Words) -> bytes:
    """The PDF with its page at the template's exact size, title, language and alt text.

    Raises TemplateError when the page is off by more than a tenth of a point.
    """
    # vl-convert's table of objects is longer than it says; pypdf reads it and would tell everybody.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    drawn = PdfReader(BytesIO(document)).pages[0]
    _sort(drawn, set())
    writer = PdfWriter()
    page = writer.add_page(drawn)
    wide, high = template.points
    found = float(page.mediabox.width), float(page.mediabox.height)
    if max(abs(found[0] - wide), abs(found[1] - high)) > 0.1:
        raise TemplateError(
            f"The page came out as {found[0]:.1f} x {found[1]:.1f} points instead of "
            f"{wide:.1f} x {high:.1f}; nothing was written."
        )
    page.mediabox = RectangleObject((0, 0, round(wide, 3), round(high, 3)))
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": _clean(words.headline),
            "/Subject": _clean(words.alt),
            "/Keywords": _clean(words.source_line),
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(words.language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _sort(value: object, seen: set[int]) -> None:
    """Put all dictionaries below into the order of their keys: the renderer's differs from run to
    run, and objects are numbered in the order in which they are met."""
    found = value.get_object() if isinstance(value, PdfObject) else None
    if found is None or id(found) in seen:
        return
    seen.add(id(found))
    if isinstance(found, DictionaryObject):
        items = sorted(found.items())
        found.clear()
        for key, item in items:
            found[key] = item
            if key != "/Parent":
                _sort(item, seen)
    elif isinstance(found, ArrayObject):
        for item in found:
            _sort(item, seen)


def check_svg(svg: str, scene: Scene) -> None:
    """Raises FigureError when a line of text is missing as text, or would stand outside the page
    or, for a name, outside its map."""
    shown = Counter(unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    lines = [(text, scene.free) for text in scene.texts]
    lines += [(name, panel.plane.clip) for panel in scene.panels for name in panel.names]
    wanted = Counter(text.text for text, _ in lines)
    if lost := wanted - shown:
        raise FigureError(f"{next(iter(lost))!r} did not come out as text; nothing was written.")
    for text, box in lines:
        right = text.x + text_width(text.text, text.size, text.bold)
        top, bottom = text.y - CAP * text.size, text.y
        slack = 0.5
        if (
            text.x < box.left - slack
            or right > box.right + slack
            or top < box.top - slack
            or bottom > box.bottom + slack
        ):
            raise FigureError(
                f"{text.text!r} would stand outside the figure; shorten it or choose a larger "
                "template. Nothing was written."
            )


def _tidy(svg: str) -> str:
    """Without the roles that Vega gives every group, with the edge of a name beneath its letters,
    and without clip paths: the projections cut at the edge of the map already, Vega numbers clip
    paths through the life of the process, and each costs a layer of the whole picture in a PNG.

    Only tags are looked at: texts escape what begins one.
    """

    def tidy(match: re.Match[str]) -> str:
        tag = _NOISE.sub("", match[0])
        if tag.startswith("<text ") and " stroke=" in tag:
            tag = tag.replace("<text ", '<text paint-order="stroke" ', 1)
        return tag

    return _TAG.sub(tidy, _DEFINED.sub("", svg))


def _length(side: float, unit: str) -> str:
    return f"{_number(side)}{unit}" if unit != "px" else _number(side)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _clean(text: str) -> str:
    return " ".join(text.split())


def _chunks(picture: bytes) -> list[tuple[bytes, bytes]]:
    chunks = []
    at = len(_SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        chunks.append((picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text(keyword: str, text: str, language: str) -> tuple[bytes, bytes]:
    """An iTXt chunk, not compressed: keyword, flags, language, translated keyword, UTF-8."""
    head = keyword.encode("latin-1") + b"\0\0\0" + language.encode() + b"\0\0"
    return b"iTXt", head + text.encode()


def _xmp(title: str, alt: str, language: str) -> str:
    """Title and alt text as IPTC photo metadata has them."""

    def entry(name: str, text: str) -> str:
        item = f"<rdf:li xml:lang={quoteattr(language)}>{escape(text)}</rdf:li>"
        default = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
        return f"<{name}><rdf:Alt>{default}{item}</rdf:Alt></{name}>"

    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        + entry("dc:title", title)
        + entry("Iptc4xmpCore:AltTextAccessibility", alt)
        + "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
