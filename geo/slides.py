"""`Arcs` as a slide that can be edited: the only importer of python-pptx.

Land, arcs, markers and names are shapes of their own, in named groups with alternative texts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from pptx import Presentation
from pptx.util import Emu, Pt

from geo.arcs import DASH, Arcs, legend, rows_of
from geo.figure_projections import middle
from geo.labels import Labels, place_labels, text_width
from geo.palette import PALETTES, Palette
from geo.routes import Array
from geo.slides_map import (
    CENTRE,
    Box,
    MapError,
    Plane,
    clip_line,
    fit_plane,
    land,
    seen,
)
from geo.slides_shapes import CHINESE_FONT, FONT, NAMESPACES, Shapes, clean, emu, line, solid
from geo.template import FigureError, Look, Template, Words

LANGUAGES = {"en": "en-GB", "de": "de-DE", "zh": "zh-CN"}
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format has no time zone
"""The date in every file: the same slide is the same bytes."""
ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
MOST_HEADER = 0.4
"""Share of the height that headline and subtitle may take."""
MOST_INCHES, LEAST_INCHES = 56.0, 1.0
"""Inches of a slide's side that PowerPoint accepts."""
WIDER = 1.08
"""Width of Arial over what `text_width` estimates."""
GREY = Palette(
    water="#ffffff",
    land="#e9e9e9",
    border="#bdbdbd",
    label="#1a1a1a",
    halo="#ffffff",
    selected="#000000",
    neutral="#4a4a4a",
    parties={"GB": "#1a1a1a", "DE": "#6b6b6b"},
)
EURASIA = np.array([[-10.0, 58.0], [-9.0, 44.0], [105.0, 19.0], [122.0, 21.0], [132.0, 34.0]])
"""Degrees around the British Isles, southern China and its northern coast."""
CHINA = np.array([[97.0, 20.0], [97.0, 42.0], [110.0, 18.5], [124.0, 22.0], [126.0, 42.0]])
NOTE_UNNAMED = {
    "en": "Not named on the map for want of room: ",
    "de": "Auf der Karte aus Platzmangel nicht beschriftet: ",
}
LEGEND_WORDS = {
    "de": {
        "United Kingdom": "Vereinigtes Königreich",
        "Germany": "Deutschland",
        "Place visited": "Besuchter Ort",
        "missions": "Missionen",
        "mission": "Mission",
    }
}


@dataclass(frozen=True)
class _Slide:
    """What the parts of one slide are drawn with."""

    arcs: Arcs
    template: Template
    words: Words
    look: Look
    palette: Palette
    shapes: Shapes


def slide_pptx(arcs: Arcs, template: Template, words: Words, look: Look, notes: str) -> bytes:
    """One PowerPoint slide of the template's size, the same bytes for the same arguments.

    Args:
        arcs: what is drawn; at least one line or place.
        notes: speaker's notes, such as the sources; names that found no room are added to them.

    Land, lines (dashed as on the map), markers and names are native shapes; their widths are the
    map's times the template's stroke. Raises FigureError for nothing to draw, empty alternative
    text or source line, words that leave no room for the map, an unknown choice in `look`, a logo
    that is no PNG, and a size that PowerPoint refuses.
    """
    _check(arcs, template, words)
    language = LANGUAGES.get(words.language, "en-GB")
    slide = _Slide(arcs, template, words, look, _palette(look), Shapes(language))
    wide, high = template.layout_size
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(emu(wide)), Emu(emu(high))
    page = deck.slides.add_slide(deck.slide_layouts[5])  # "Title Only"
    frame, footer_top, header = _layout(slide)
    try:
        drawn, unnamed = _map(slide, frame)
    except MapError as error:
        raise FigureError(str(error)) from None
    tree = page.shapes._spTree
    for part in (
        _ground(slide, frame),
        drawn,
        _legend(slide, footer_top),
        *_footer(slide),
        *_subtitle(slide, header),
    ):
        if part:
            tree.append(_parse(part))
    _title(page, slide, header)
    _logo(page, slide)
    _notes(page, slide, notes, unnamed)
    _properties(deck, words, language)
    raw = io.BytesIO()
    deck.save(raw)
    return _fixed(raw.getvalue())


def _check(arcs: Arcs, template: Template, words: Words) -> None:
    if arcs.lines.empty and arcs.points.empty:
        raise FigureError("There is nothing to draw: no mission is selected. Widen the filters.")
    for name, text in (
        ("headline", words.headline),
        ("source line", words.source_line),
        ("alternative text", words.alt),
    ):
        if not text.strip():
            raise FigureError(f"The {name} is empty; a slide needs one.")
    template.check()
    if not all(LEAST_INCHES <= side <= MOST_INCHES for side in template.inches):
        raise FigureError(
            f"A slide's sides are {LEAST_INCHES:g} to {MOST_INCHES:g} inches; this template has "
            f"{template.inches[0]:.1f} x {template.inches[1]:.1f}."
        )


def _palette(look: Look) -> Palette:
    if look.palette == "brand":
        if look.brand is None:
            raise FigureError("The brand palette needs a brand file with the colours.")
        return look.brand.palette
    if look.palette == "grey":
        return GREY
    if look.palette == "house":
        return PALETTES["light"]
    raise FigureError(f"There is no palette {look.palette!r}; there are house, grey and brand.")


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines that fit a width in pixels; a word that is too long is broken."""
    lines, current = [], ""
    for word in clean(text).split():
        while text_width(word, size) * WIDER > room and len(word) > 1:
            cut = max(1, int(len(word) * room / (text_width(word, size) * WIDER)) - 1)
            if current:
                lines.append(current)
                current = ""
            lines.append(word[:cut])
            word = word[cut:]
        longer = f"{current} {word}" if current else word
        if current and text_width(longer, size) * WIDER > room:
            lines.append(current)
            longer = word
        current = longer
    return [*lines, current] if current else lines


@dataclass(frozen=True)
class _Header:
    title: list[str]
    title_box: tuple[float, float, float, float]
    subtitle: list[str]
    subtitle_box: tuple[float, float, float, float]


def _layout(slide: _Slide) -> tuple[Box, float, _Header]:
    """The map's frame, the top of the legend, and where headline and subtitle stand."""
    template, words = slide.template, slide.words
    px = template.px
    wide, high = template.layout_size
    margin = px(template.margin)
    top = margin + template.from_unit(template.keep_top)
    bottom = high - margin - template.from_unit(template.keep_bottom)
    room = wide - 2 * margin
    beside_logo = room - (px(template.headline) * 4 if _logo_bytes(slide.look) else 0.0)
    title = _wrapped(words.headline, px(template.headline) * 1.06, beside_logo)
    subtitle = _wrapped(words.subtitle, px(template.subtitle), room)
    title_high = len(title) * px(template.headline) * 1.2
    subtitle_high = len(subtitle) * px(template.subtitle) * 1.25
    if title_high + subtitle_high > MOST_HEADER * (bottom - top):
        raise FigureError(
            f"The headline ({len(words.headline)} characters) and subtitle "
            f"({len(words.subtitle)}) leave too little room for the map on "
            f'"{template.name}". Shorten them: about 15 words make a good headline.'
        )
    gap = px(template.body) * 0.6
    footer_high = sum(len(lines) for _, lines in _small_print(slide)) * px(template.small) * 1.25
    legend_high = len(_legend_rows(slide)) * px(template.body) * 1.6
    header = _Header(
        title,
        (margin, top, beside_logo, title_high),
        subtitle,
        (margin, top + title_high + gap * 0.4, room, subtitle_high),
    )
    map_top = top + title_high + subtitle_high + gap * 1.4
    legend_top = bottom - footer_high - gap * 0.7 - legend_high
    frame = Box(0.0, map_top, wide, legend_top - gap * 0.7 - map_top)
    if frame.height < 0.25 * (bottom - top):
        raise FigureError(
            f'The words leave too little room for the map on "{template.name}". Shorten the '
            "subtitle or the source line, or choose a larger template."
        )
    return frame, legend_top, header


def _ground(slide: _Slide, frame: Box) -> str:
    box = (frame.left, frame.top, frame.width, frame.height)
    return slide.shapes.autoshape(
        "Sea", "", box, f"{solid(slide.palette.water)}<a:ln><a:noFill/></a:ln>"
    )


def _views(slide: _Slide, frame: Box) -> Iterator[tuple[str, Box, Plane]]:
    """The map, and for China close up the inset with the origins: name, box and projection."""
    arcs, look, template = slide.arcs, slide.look, slide.template
    air = template.px(template.label) * 2.2
    main = {
        "eurasia": [EURASIA, *arcs.extent],
        "selection": list(arcs.extent),
        "china": [CHINA],
    }.get(look.extent)
    if main is None:
        raise FigureError(
            f"There is no extent {look.extent!r}; there are eurasia, selection and china."
        )
    centre = CENTRE if look.extent == "eurasia" else middle(np.vstack(main))
    yield "Map", frame, fit_plane(main, frame, look.projection, air, centre)
    origins = arcs.points[arcs.points["role"] != "stop"]
    if look.extent == "china" and len(origins):
        side = min(0.34 * frame.width, 0.46 * frame.height)
        pad = template.px(template.margin)
        box = Box(pad, frame.bottom - side - pad * 0.3, side * 1.15, side)
        at = [origins[["lon", "lat"]].to_numpy(dtype=np.float64)]
        air = min(air * 1.6, side * 0.3)
        yield "Origins", box, fit_plane(at, box, look.projection, air, middle(at[0]))


def _map(slide: _Slide, frame: Box) -> tuple[str, list[str]]:
    """The group of the map, and the names that found no room in any view."""
    groups: list[str] = []
    named: set[str] = set()
    inside: set[str] = set()
    for name, box, plane in _views(slide, frame):
        labels = _labels(slide, box, plane)
        named |= set(labels.placed["key"])
        inside |= named | set(labels.dropped)
        ground = (
            [
                slide.shapes.autoshape(
                    "Inset",
                    "",
                    (box.left, box.top, box.width, box.height),
                    solid(slide.palette.water) + line(slide.palette.border, 1.0),
                )
            ]
            if groups
            else []
        )
        parts = [*ground, *_parts(slide, box, plane, labels)]
        groups.append(slide.shapes.group(name, "" if not groups else name, parts))
    points = slide.arcs.points
    unnamed = points.loc[points["key"].isin(inside - named)]
    names = [slide.look.names.get(row.key, row.name) for row in rows_of(unnamed[::-1])]
    return slide.shapes.group("Map", slide.words.alt, groups), names


def _labels(slide: _Slide, box: Box, plane: Plane) -> Labels:
    template, look = slide.template, slide.look
    points = slide.arcs.points.copy()
    points["name"] = [
        look.names.get(key, name) for key, name in zip(points["key"], points["name"], strict=True)
    ]
    points["radius"] = points["radius"] * template.stroke
    size = round(box.width), round(box.height)
    paths = [part for path in slide.arcs.paths for part in seen(path, plane)]
    return place_labels(
        points, plane, size, text_size=template.px(template.label) * WIDER, lines=paths
    )


def _parts(slide: _Slide, box: Box, plane: Plane, labels: Labels) -> list[str]:
    shapes = slide.shapes
    size = (box.width, box.height)
    corner = np.array([box.left, box.top])
    coast = [
        shapes.outline("Land", [ring + corner for ring in rings], slide.palette.land)
        for rings in land(plane, size)
    ]
    return [
        shapes.group("Land", "", coast),
        shapes.group("Lines", "", _lines(slide, plane, size, corner)),
        shapes.group("Places", "", _markers(slide, plane, size, corner)),
        shapes.group("Names", "", _names(slide, plane, size, corner, labels)),
    ]


def _lines(slide: _Slide, plane: Plane, size: tuple[float, float], corner: Array) -> Iterator[str]:
    whole = round(size[0]), round(size[1])
    stroke = slide.template.stroke
    radius = dict(zip(slide.arcs.points["key"], slide.arcs.points["radius"], strict=True))
    for row, path in slide.arcs.each_line():
        if row.from_key == row.to_key:
            continue
        dash = (DASH[0] / row.width, DASH[1] / row.width) if row.style == "dashed" else None
        look = line(slide.palette.party(row.party), row.width * stroke, dash)
        alt = f"{row.label}: {row.detail}".replace("\n", "; ")
        for part in seen(path, plane):
            pixels = _beside(plane.pixels(part, whole), row.offset * stroke)
            if row.directed:
                pixels = _shortened(pixels, radius.get(row.to_key, 0.0) * stroke)
            for piece in clip_line(pixels, size):
                if np.hypot(*np.ptp(piece, axis=0)) < 0.5:
                    continue
                yield slide.shapes.curve(
                    row.label, alt, piece + corner, look, arrow=bool(row.directed)
                )


def _beside(path: Array, offset: float) -> Array:
    """A path moved to the right of its direction, but for its ends."""
    if not offset:
        return path
    along = np.gradient(path, axis=0)
    length = np.hypot(along[:, 0], along[:, 1])[:, None]
    right = np.column_stack([-along[:, 1], along[:, 0]]) / np.maximum(length, 1e-9)
    share = np.sin(np.linspace(0.0, np.pi, len(path)))[:, None] ** 0.5
    moved: Array = path + right * offset * share
    return moved


def _shortened(path: Array, by: float) -> Array:
    """A path that ends some pixels before its last point; whole if it is shorter than that."""
    away = np.hypot(*(path - path[-1]).T)
    kept = np.flatnonzero(away > by)
    if not len(kept) or kept[-1] == len(path) - 1:
        return path
    i = int(kept[-1])
    share = (away[i] - by) / max(away[i] - away[i + 1], 1e-9)
    cut: Array = np.vstack([path[: i + 1], path[i] + share * (path[i + 1] - path[i])])
    return cut


def _markers(
    slide: _Slide, plane: Plane, size: tuple[float, float], corner: Array
) -> Iterator[str]:
    whole = round(size[0]), round(size[1])
    palette, stroke = slide.palette, slide.template.stroke
    for point in slide.arcs.each_point():
        lonlat = np.array([[point.lon, point.lat]])
        at = plane.pixels(lonlat, whole)[0]
        if not (0 <= at[0] <= size[0] and 0 <= at[1] <= size[1]):
            continue
        radius = point.radius * stroke * (1.2 if point.shape == "diamond" else 1.0)
        x, y = (at + corner).tolist()
        look = solid(palette.party(point.party)) + line(palette.halo, 1.2 * stroke)
        name = slide.look.names.get(point.key, point.name)
        yield slide.shapes.autoshape(
            name,
            f"{name}: {point.detail}".replace("\n", "; "),
            (x - radius, y - radius, 2 * radius, 2 * radius),
            look,
            "diamond" if point.shape == "diamond" else "ellipse",
        )


def _names(
    slide: _Slide, plane: Plane, size: tuple[float, float], corner: Array, labels: Labels
) -> Iterator[str]:
    whole = round(size[0]), round(size[1])
    text = slide.template.px(slide.template.label)
    language = "zh-CN" if slide.look.labels == "zh" else None
    for label in rows_of(labels.placed):
        at = plane.pixels(np.array([[label.lon, label.lat]]), whole)[0] + corner
        wide = text_width(label.text, text) * WIDER * 1.04
        left = {"start": 0.0, "middle": -wide / 2, "end": -wide}[str(label.anchor)]
        align = {"start": "l", "middle": "ctr", "end": "r"}[str(label.anchor)]
        box = (at[0] + label.dx + left, at[1] + label.dy - text * 0.6, wide, text * 1.2)
        yield slide.shapes.text(
            str(label.text),
            [str(label.text)],
            box,
            size=text,
            colour=slide.palette.label,
            align=align,
            anchor="ctr",
            halo=slide.palette.halo,
            language=language,
        )


@dataclass(frozen=True)
class _Entry:
    label: str
    party: str
    width: float
    """Layout pixels of the line; 0 for none."""
    dashed: bool
    shape: str
    """Marker, or "" for none."""


def _legend_rows(slide: _Slide) -> list[list[tuple[float, _Entry]]]:
    """Entries of the legend with their left edges, in as many rows as they need."""
    template = slide.template
    body, margin = template.px(template.body), template.px(template.margin)
    known = legend(slide.arcs)
    told = LEGEND_WORDS.get(slide.words.language, {})

    def word(text: str) -> str:
        number, _, unit = text.partition(" ")
        if told and unit in told and number[:1].isdigit():
            return f"{number.replace(',', '.')} {told[unit]}"
        return told.get(text, text)

    stroke = template.stroke
    entries = [
        _Entry(word(e.label), e.party, 2.2 * stroke, e.style == "dashed", e.shape)
        for e in known.lines
    ]
    entries += [_Entry(word(text), "", 0.0, False, shape) for text, shape in known.places]
    entries += [_Entry(word(w.label), "", w.width * stroke, False, "") for w in known.widths]
    rows: list[list[tuple[float, _Entry]]] = [[]]
    x, room = margin, template.layout_size[0] - margin
    for entry in entries:
        wide = _sample(entry, body) + body * 0.5 + text_width(entry.label, body) * WIDER
        if rows[-1] and x + wide > room:
            rows.append([])
            x = margin
        rows[-1].append((x, entry))
        x += wide + body * 1.6
    return rows if rows[0] else []


def _sample(entry: _Entry, body: float) -> float:
    """Pixels of the picture before a legend entry."""
    return body * 2.6 if entry.width else body * 0.8


def _legend(slide: _Slide, top: float) -> str:
    shapes, palette = slide.shapes, slide.palette
    body = slide.template.px(slide.template.body)
    parts = []
    for number, row in enumerate(_legend_rows(slide)):
        middle = top + (number + 0.5) * body * 1.6
        for x, entry in row:
            wide = _sample(entry, body)
            colour = palette.party(entry.party)
            if entry.width:
                dash = (DASH[0] / 3.0, DASH[1] / 3.0) if entry.dashed else None
                look = line(colour, entry.width, dash, cap="flat")
                parts.append(shapes.connector("Line", "", (x, middle), (x + wide, middle), look))
            if entry.shape:
                radius = min(5.0 * slide.template.stroke, body * 0.45)
                at = x + (wide / 2 if entry.width else radius)
                kind = "diamond" if entry.shape == "diamond" else "ellipse"
                if kind == "diamond":
                    radius *= 1.2
                parts.append(
                    shapes.autoshape(
                        "Marker",
                        "",
                        (at - radius, middle - radius, 2 * radius, 2 * radius),
                        solid(colour) + line(palette.halo, 1.0),
                        kind,
                    )
                )
            text_wide = text_width(entry.label, body) * WIDER * 1.04
            box = (x + wide + body * 0.5, middle - body * 0.6, text_wide, body * 1.2)
            parts.append(
                shapes.text(
                    entry.label, [entry.label], box, size=body, colour=palette.label, anchor="ctr"
                )
            )
    return shapes.group("Legend", "", parts) if parts else ""


def _small_print(slide: _Slide) -> list[tuple[str, list[str]]]:
    template = slide.template
    room = template.layout_size[0] - 2 * template.px(template.margin)
    size = template.px(template.small)
    texts = (("Source", slide.words.source_line), ("Credit", slide.words.credit))
    return [(name, _wrapped(text, size, room)) for name, text in texts if text.strip()]


def _footer(slide: _Slide) -> Iterator[str]:
    template = slide.template
    wide, high = template.layout_size
    margin, size = template.px(template.margin), template.px(template.small)
    parts = _small_print(slide)
    bottom = high - margin - template.from_unit(template.keep_bottom)
    y = bottom - sum(len(lines) for _, lines in parts) * size * 1.25
    for name, lines in parts:
        box = (margin, y, wide - 2 * margin, len(lines) * size * 1.25)
        yield slide.shapes.text(
            name, [" ".join(lines)], box, size=size, colour=slide.palette.neutral, wrap=True
        )
        y += box[3]


def _subtitle(slide: _Slide, header: _Header) -> Iterator[str]:
    if header.subtitle:
        yield slide.shapes.text(
            "Subtitle",
            [" ".join(header.subtitle)],
            header.subtitle_box,
            size=slide.template.px(slide.template.subtitle),
            colour=slide.palette.neutral,
            wrap=True,
        )


def _title(page: Any, slide: _Slide, header: _Header) -> None:
    """The headline in the slide's own title, which screen readers and the outline look for."""
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (Emu(emu(v)) for v in header.title_box)
    frame = title.text_frame
    frame.text = clean(slide.words.headline).replace("\n", " ")
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
    for run in paragraph.runs:
        run.font.size = Pt(round(slide.template.px(slide.template.headline) * 0.75, 1))
        run.font.bold = True
        look = run._r.get_or_add_rPr()
        look.set("lang", slide.shapes.language)
        for part in (
            solid(slide.palette.label),
            f'<a:latin typeface="{FONT}"/>',
            f'<a:ea typeface="{CHINESE_FONT}"/>',
        ):
            look.append(_parse(part))
    # The title comes first when a screen reader goes through the slide.
    tree = page.shapes._spTree
    tree.remove(title._element)
    tree.insert(2, title._element)


def _logo_bytes(look: Look) -> bytes | None:
    return look.logo or (look.brand.logo if look.brand and look.palette == "brand" else None)


def _logo(page: Any, slide: _Slide) -> None:
    data = _logo_bytes(slide.look)
    if not data:
        return
    if not data.startswith(b"\x89PNG"):
        raise FigureError("A slide's logo must be a PNG file; PowerPoint takes no SVG here.")
    template = slide.template
    picture = page.shapes.add_picture(io.BytesIO(data), 0, 0)
    room = (template.px(template.headline) * 3.6, template.px(template.headline) * 1.6)
    share = min(emu(room[0]) / picture.width, emu(room[1]) / picture.height)
    picture.width, picture.height = (
        Emu(int(picture.width * share)),
        Emu(int(picture.height * share)),
    )
    wide, margin = template.layout_size[0], template.px(template.margin)
    picture.left = Emu(emu(wide - margin) - picture.width)
    picture.top = Emu(emu(margin + template.from_unit(template.keep_top)))
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
    from pptx.oxml import parse_xml

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
