"""`Arcs` as a slide that can be edited: the only importer of python-pptx.

The slide is the figure of geo.figure_layout, drawn with native shapes: land, borders, lines,
markers and names are shapes of their own, in named groups with alternative texts.
"""

from __future__ import annotations

import base64
import io
import itertools
import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from geo import slides_map
from geo.arcs import Arcs, rows_of
from geo.figure_fonts import text_width
from geo.figure_layout import compose
from geo.figure_panels import dash
from geo.figure_scene import Arrow, Panel, Rule, Scene, Sign, Text
from geo.palette import mix, rgb
from geo.slides_map import MapError
from geo.slides_shapes import CHINESE_FONT, FONT, NAMESPACES, Shapes, clean, emu, line, solid
from geo.template import FigureError, Look, Template, Words

LANGUAGES = {"en": "en-GB", "de": "de-DE", "zh": "zh-CN"}
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format has no time zone
"""The date in every file: the same slide is the same bytes."""
ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
MOST_INCHES, LEAST_INCHES = 56.0, 1.0
"""Inches of a slide's side that PowerPoint accepts."""
ASCENT, HEIGHT = 0.905, 1.15
"""Of a line of Arial, in multiples of its size."""
SPARE = 1.04
"""Width of a text box over that of its text: programs measure a little differently."""
DIAMOND = 29 / 24
"""Half the diagonal of a diamond in multiples of the radius, as in geo.icons."""
ARROWHEAD = np.array([(-0.44, -0.48), (0.56, 0.0), (-0.44, 0.48), (-0.24, 0.0)])
"""Points right; one pixel long."""
NOTE_UNNAMED = {
    "en": "Not named on the map for want of room: ",
    "de": "Auf der Karte aus Platzmangel nicht beschriftet: ",
}


@dataclass(frozen=True)
class _Slide:
    """What the parts of one slide are drawn with."""

    arcs: Arcs
    template: Template
    words: Words
    look: Look
    scene: Scene
    shapes: Shapes


def slide_pptx(arcs: Arcs, template: Template, words: Words, look: Look, notes: str) -> bytes:
    """One PowerPoint slide of the template's size, the same bytes for the same arguments.

    Args:
        arcs: what is drawn; at least one line or place.
        notes: speaker's notes, such as the sources; names that found no room are added to them.

    Layout, colours and widths are those of `geo.figure`. Raises its errors, and FigureError for a
    logo that is no PNG and for a size that PowerPoint refuses.
    """
    if not all(LEAST_INCHES <= side <= MOST_INCHES for side in template.inches):
        raise FigureError(
            f"A slide's sides are {LEAST_INCHES:g} to {MOST_INCHES:g} inches; this template has "
            f"{template.inches[0]:.1f} x {template.inches[1]:.1f}."
        )
    scene = compose(arcs, template, words, look)
    language = LANGUAGES.get(words.language, "en-GB")
    slide = _Slide(arcs, template, words, look, scene, Shapes(language))
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(emu(scene.width)), Emu(emu(scene.height))
    page = deck.slides.add_slide(deck.slide_layouts[5])  # "Title Only"
    ground = page.background.fill
    ground.solid()
    ground.fore_color.rgb = RGBColor(*rgb(scene.palette.water))  # type: ignore[no-untyped-call]
    try:
        panels = [
            slide.shapes.group(f"Panel {i + 1}", "", _panel(slide, panel))
            for i, panel in enumerate(scene.panels)
        ]
    except MapError as error:
        raise FigureError(str(error)) from None
    headline = list(itertools.takewhile(lambda text: text.bold, scene.texts))
    tree = page.shapes._spTree
    tree.append(_parse(slide.shapes.group("Map", words.alt, panels)))
    marks = [
        *_rules(slide, scene.rules, "Legend line"),
        *_arrows(slide, scene.arrows),
        *_signs(slide, scene.signs, edge=0.0),
    ]
    if marks:
        tree.append(_parse(slide.shapes.group("Legend", "", marks)))
    for part in _texts(slide, scene.texts[len(headline) :]):
        tree.append(_parse(part))
    _title(page, slide, headline)
    _logo(page, slide)
    names = dict(zip(arcs.points["key"], arcs.points["name"], strict=True))
    unnamed = [
        look.names.get(key, str(names[key])) for panel in scene.panels for key in panel.unnamed
    ]
    _notes(page, slide, notes, unnamed)
    _properties(deck, words, language)
    raw = io.BytesIO()
    deck.save(raw)
    return _fixed(raw.getvalue())


def _panel(slide: _Slide, panel: Panel) -> list[str]:
    shapes, palette = slide.shapes, slide.scene.palette
    plane, clip = panel.plane, panel.plane.clip
    box = (clip.left, clip.top, clip.width, clip.height)
    parts = []
    if panel.framed:
        parts.append(shapes.autoshape("Inset", "", box, solid(palette.water) + NO_LINE))
    if plane.name == "globe":
        radius, x, y = plane.scale, plane.x, plane.y
        inside = min(x - clip.left, clip.right - x, y - clip.top, clip.bottom - y) >= radius
        ball = (x - radius, y - radius, 2 * radius, 2 * radius)
        sea = solid(mix(palette.border, palette.water, 0.2)) + NO_LINE
        parts.append(
            shapes.autoshape(
                "Sea", "", ball if inside else box, sea, "ellipse" if inside else "rect"
            )
        )
    coast = [shapes.outline("Land", rings, palette.land) for rings in slides_map.land(plane)]
    parts.append(shapes.group("Land", "", coast))
    if slide.scene.borders:
        look = line(palette.border, max(0.5, 0.7 * slide.scene.stroke))
        paths = slides_map.borders(plane)
        parts += [shapes.polylines("Borders", paths, look)] if paths else []
    parts.append(shapes.group("Lines", "", _lines(slide, panel)))
    parts += _arrows(slide, panel.arrows)
    if panel.framed:
        frame = "<a:noFill/>" + line(palette.neutral, 0.8)
        parts.append(shapes.autoshape("Frame", "", box, frame))
    parts += _rules(slide, panel.leaders, "Leader")
    parts.append(shapes.group("Places", "", _signs(slide, panel.signs, 1.2 * slide.scene.stroke)))
    parts.append(shapes.group("Names", "", _texts(slide, panel.names)))
    return parts


NO_LINE = "<a:ln><a:noFill/></a:ln>"


def _lines(slide: _Slide, panel: Panel) -> Iterator[str]:
    plane = panel.plane
    told = {row.id: row for row in rows_of(slide.arcs.lines)}
    paths = dict(zip(slide.arcs.lines["id"], slide.arcs.paths, strict=True))
    for arc in panel.arcs:
        row = told[arc.id]
        on, off = dash(slide.scene.stroke)
        dashes = (on / arc.width, off / arc.width) if arc.style == "dashed" else None
        look = line(arc.colour, arc.width, dashes)
        alt = f"{row.label}: {row.detail}".replace("\n", "; ")
        parts = arc.lane or [plane.pixels(part) for part in slides_map.seen(paths[arc.id], plane)]
        for part in parts:
            for piece in slides_map.clip_line(part, plane.clip):
                if np.hypot(*np.ptp(piece, axis=0)) >= 0.5:
                    yield slide.shapes.curve(row.label, alt, piece, look)


def _arrows(slide: _Slide, arrows: Sequence[Arrow]) -> list[str]:
    parts = []
    for arrow in arrows:
        turn = math.radians(arrow.degrees)
        spin = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        ring = ARROWHEAD * arrow.size @ spin + np.array([arrow.x, arrow.y])
        parts.append(slide.shapes.outline("Direction of travel", [ring], arrow.colour))
    return parts


def _rules(slide: _Slide, rules: Sequence[Rule], name: str) -> list[str]:
    parts = []
    for rule in rules:
        dashes = (rule.dash[0] / rule.width, rule.dash[1] / rule.width) if rule.dash else None
        look = line(rule.colour, rule.width, dashes, cap="flat")
        parts.append(slide.shapes.connector(name, "", (rule.x, rule.y), (rule.x2, rule.y2), look))
    return parts


def _signs(slide: _Slide, signs: Sequence[Sign], edge: float) -> list[str]:
    told = {row.key: row for row in rows_of(slide.arcs.points)}
    parts = []
    for sign in signs:
        diamond = sign.shape == "diamond"
        radius = sign.radius * (DIAMOND if diamond else 1.0)
        look = solid(sign.colour) + (line(slide.scene.palette.halo, edge) if edge else NO_LINE)
        name, alt = "Marker", ""
        if sign.key in told:
            row = told[sign.key]
            name = slide.look.names.get(row.key, row.name)
            alt = f"{name}: {row.detail}".replace("\n", "; ")
        box = (sign.x - radius, sign.y - radius, 2 * radius, 2 * radius)
        parts.append(
            slide.shapes.autoshape(name, alt, box, look, "diamond" if diamond else "ellipse")
        )
    return parts


def _texts(slide: _Slide, texts: Sequence[Text]) -> Iterator[str]:
    """A text box for each text; lines that follow each other share one."""
    blocks: list[list[Text]] = []
    for text in texts:
        last = blocks[-1][-1] if blocks else None
        follows = (
            last is not None
            and not text.halo
            and (last.x, last.size, last.colour) == (text.x, text.size, text.colour)
            and 0 < text.y - last.y < 1.4 * text.size
        )
        if follows:
            blocks[-1].append(text)
        else:
            blocks.append([text])
    for block in blocks:
        first, size = block[0], block[0].size
        step = block[1].y - first.y if len(block) > 1 else None
        wide = max(text_width(text.text, size, text.bold) for text in block) * SPARE
        yield slide.shapes.text(
            first.text,
            [text.text for text in block],
            (
                first.x,
                first.y - ASCENT * size,
                wide,
                HEIGHT * size + (len(block) - 1) * (step or 0),
            ),
            size=size,
            colour=first.colour,
            bold=first.bold,
            halo=slide.scene.palette.halo if first.halo else None,
            step=step,
            language="zh-CN" if first.halo and slide.look.labels == "zh" else None,
        )


def _title(page: Any, slide: _Slide, lines: Sequence[Text]) -> None:
    """The headline in the slide's own title, which screen readers and the outline look for."""
    title, first = page.shapes.title, lines[0]
    size, step = first.size, lines[1].y - first.y if len(lines) > 1 else 0.0
    wide = max(text_width(text.text, size, bold=True) for text in lines) * SPARE
    box = (first.x, first.y - ASCENT * size, wide, HEIGHT * size + (len(lines) - 1) * step)
    title.left, title.top, title.width, title.height = (Emu(emu(v)) for v in box)
    frame = title.text_frame
    frame.text = " ".join(clean(slide.words.headline).split())
    frame.word_wrap = True
    body = frame._txBody.bodyPr
    for name in ("lIns", "tIns", "rIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", "t")
    for child in list(body):
        body.remove(child)
    body.append(_parse("<a:noAutofit/>"))
    paragraph = frame.paragraphs[0]
    paragraph._p.get_or_add_pPr().set("algn", "l")
    if step:
        paragraph.line_spacing = Pt(round(step * 0.75, 1))
    for run in paragraph.runs:
        run.font.size = Pt(round(size * 0.75, 1))
        run.font.bold = True
        look = run._r.get_or_add_rPr()
        look.set("lang", slide.shapes.language)
        for part in (
            solid(first.colour),
            f'<a:latin typeface="{FONT}"/>',
            f'<a:ea typeface="{CHINESE_FONT}"/>',
        ):
            look.append(_parse(part))
    # The title comes first when a screen reader goes through the slide.
    tree = page.shapes._spTree
    tree.remove(title._element)
    tree.insert(2, title._element)


def _logo(page: Any, slide: _Slide) -> None:
    logo = slide.scene.picture
    if logo is None:
        return
    data = base64.b64decode(logo.address.partition(",")[2])
    if not data.startswith(b"\x89PNG"):
        raise FigureError("A slide's logo must be a PNG file; PowerPoint takes no SVG here.")
    box = (emu(v) for v in (logo.x, logo.y, logo.width, logo.height))
    picture = page.shapes.add_picture(io.BytesIO(data), *box)
    picture.name = "Logo"
    brand = slide.look.brand
    picture._element.nvPicPr.cNvPr.set("descr", f"Logo of {brand.name}" if brand else "Logo")


def _notes(page: Any, slide: _Slide, notes: str, unnamed: list[str]) -> None:
    told = [clean(notes)] if notes.strip() else []
    if unnamed:
        start = NOTE_UNNAMED.get(slide.words.language, NOTE_UNNAMED["en"])
        told.append(clean(start + ", ".join(unnamed) + "."))
    if not told:
        return
    frame = page.notes_slide.notes_text_frame
    frame.text = "\n\n".join(told)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", slide.shapes.language)


def _properties(deck: Any, words: Words, language: str) -> None:
    own = deck.core_properties
    own.title = clean(words.headline)[:255]
    own.subject, own.author, own.last_modified_by = clean(words.subtitle)[:255], "", ""
    own.comments, own.keywords, own.language = clean(words.alt)[:255], "", language
    own.created = own.modified = STAMP
    own.revision = 1


def _parse(text: str) -> Any:
    """Shapes as the element classes of python-pptx."""
    end = text.index(">") if text[text.index(">") - 1] != "/" else text.index("/>")
    return parse_xml(f"{text[:end]} {NAMESPACES}{text[end:]}")


def _fixed(raw: bytes) -> bytes:
    """The same archive with the same date on every file in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            fresh = zipfile.ZipInfo(item.filename, ZIP_STAMP)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.create_system = 0
            target.writestr(fresh, source.read(item), compresslevel=6)
    return out.getvalue()
