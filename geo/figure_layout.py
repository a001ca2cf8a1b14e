"""Lays a figure out: headline, key, map, names, inset, source line and logo, in layout pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from geo.arcs import DASH, Arcs, legend
from geo.figure_fonts import ASCENT, DESCENT, families, text_width, wrap
from geo.figure_labels import Ink, Name, place_names
from geo.figure_legend import missions, place_key
from geo.figure_logo import place_logo
from geo.figure_projections import EURASIA_CENTRE, Box, Plane, fit, whole_globe
from geo.figure_scene import Arc, Arrow, Panel, Rule, Scene, Sign, Text
from geo.palette import PALETTES, Palette, mix
from geo.routes import Array
from geo.template import FigureError, Look, Template, Words

LONGEST = MappingProxyType({"headline": 200, "subtitle": 300, "source line": 1200, "credit": 400})
"""Characters of each text."""
MOST_LINES = MappingProxyType({"headline": 4, "subtitle": 4})
"""Lines of each text at most, whatever the template."""
SMALLEST_MAP = 0.34
"""Share of the height that must be left to the map."""
EURASIA = np.array(
    [(-10.0, 52.0), (-6.0, 58.0), (2.0, 41.5), (20.0, 62.0), (109.0, 18.0), (122.0, 24.0),
     (131.0, 43.0)]
)  # fmt: skip
"""Degrees of what a map of Eurasia shows at least: from Ireland to Hainan and the Korean border."""
CHINA = np.array(
    [(98.0, 24.0), (109.5, 18.2), (122.0, 25.0), (127.0, 42.0), (97.0, 40.0)]
)  # fmt: skip
"""Degrees of what a close-up of China shows at least: from Yunnan and Gansu to the coast."""
EUROPE = (-25.0, 33.0, 45.0, 72.0)
"""West, south, east and north of what the inset of a close-up may show."""
GREY = Palette(
    water="#ffffff",
    land="#e9e9e9",
    border="#b5b5b5",
    label="#1a1a1a",
    halo="#ffffff",
    selected="#000000",
    neutral="#333333",
    parties=MappingProxyType({"GB": "#000000", "DE": "#757575"}),
)
"""For a photocopier: light grounds that may vanish, lines that differ in tone, dash and marker."""
FAR_KM = 19_000.0
"""Kilometres from which a great circle is drawn by its points: two ends hardly say which way."""
ARROW_AT = 0.56
"""Share of a leg at which its arrowhead stands, as on the screen map."""
ARROW = 13.0
"""Pixels of an arrowhead on the screen map."""


def compose(arcs: Arcs, template: Template, words: Words, look: Look) -> Scene:
    """A figure laid out. Raises FigureError, in plain words, where that cannot be done."""
    template.check()
    _check(arcs, words, look)
    palette = palette_of(look)
    wide, high = template.layout_size
    margin = template.px(template.margin)
    page = Box(
        margin,
        margin + template.from_unit(template.keep_top),
        wide - margin,
        high - margin - template.from_unit(template.keep_bottom),
    )
    named = {
        str(key): look.names.get(str(key), str(name))
        for key, name in zip(arcs.points["key"], arcs.points["name"], strict=True)
    }
    label_language = "zh" if words.language == "zh" else words.language
    key_texts = [missions(1, label_language)]
    fonts = families(
        [words.headline, words.subtitle, words.source_line, words.credit, *named.values(),
         *key_texts],
        look.cjk_font,
    )  # fmt: skip
    texts: list[Text] = []
    size = template.px(template.headline)
    y = page.top
    y = _lines(texts, words.headline, page, y, size, palette.label, "headline", bold=True)
    muted = mix(palette.label, palette.water, 0.82)
    small = template.px(template.subtitle)
    if words.subtitle.strip():
        y = _lines(texts, words.subtitle, page, y + 0.35 * small, small, muted, "subtitle")
    body = template.px(template.body)
    key = place_key(
        legend(arcs), palette, words.language, page.left, y + 0.55 * body, page.width, body,
        template.stroke,
    )  # fmt: skip
    texts += key.texts
    y += 0.55 * body + key.height + 0.45 * body if key.height else 0.6 * body
    picture = place_logo(look.logo or (look.brand.logo if look.brand else None), page, body)
    foot = page if picture is None else replace(page, right=picture.x - body)
    bottom = _footer(texts, words, foot, template.px(template.small), palette)
    if picture is not None:
        bottom = min(bottom, picture.y)
    room = Box(0.0, y, wide, bottom - 0.7 * template.px(template.small))
    if room.height < SMALLEST_MAP * (page.bottom - page.top):
        raise FigureError(
            f"The words leave too little room for the map on {template.name}: shorten the "
            "headline, the subtitle or the source line, or choose a larger template."
        )
    panels = _panels(arcs, template, look, palette, named, room, page)
    return Scene(
        width=wide,
        height=high,
        palette=palette,
        fonts=fonts,
        panels=panels,
        borders=look.borders,
        stroke=template.stroke,
        texts=tuple(texts),
        rules=key.rules,
        signs=key.signs,
        arrows=key.arrows,
        picture=picture,
        free=page,
    )


def palette_of(look: Look) -> Palette:
    """The colours of a look. Raises FigureError for one that does not exist."""
    if look.palette == "house":
        return replace(PALETTES["light"], water="#ffffff", halo="#ffffff")
    if look.palette == "grey":
        return GREY
    if look.palette == "brand":
        if look.brand is None:
            raise FigureError("The palette “brand” needs a file with the brand's colours.")
        return look.brand.palette
    raise FigureError(f"There is no palette {look.palette!r}; there are house, grey and brand.")


def _check(arcs: Arcs, words: Words, look: Look) -> None:
    if arcs.lines.empty and arcs.points.empty:
        raise FigureError("Nothing is selected, so there is nothing to draw: widen the selection.")
    for label, text in (
        ("headline", words.headline),
        ("source line", words.source_line),
        ("alt text", words.alt),
    ):
        if not text.strip():
            raise FigureError(f"The {label} is missing; a figure is not published without one.")
    for label, text in (
        ("headline", words.headline),
        ("subtitle", words.subtitle),
        ("source line", words.source_line),
        ("credit", words.credit),
    ):
        if len(text) > LONGEST[label]:
            raise FigureError(
                f"The {label} has {len(text)} characters; the most is {LONGEST[label]}. Shorten it."
            )
        if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in text):
            raise FigureError(f"The {label} has control characters that no figure can show.")
    for label, value, known in (
        ("extent", look.extent, ("eurasia", "selection", "china")),
        ("language of the labels", look.labels, ("en", "de", "zh")),
        ("theme", look.theme, ("light",)),
        ("language", words.language, ("en", "de", "zh")),
    ):
        if value not in known:
            raise FigureError(f"There is no {label} {value!r}; there is {', '.join(known)}.")


def _lines(
    texts: list[Text],
    text: str,
    page: Box,
    top: float,
    size: float,
    colour: str,
    label: str,
    bold: bool = False,
) -> float:
    """Add a wrapped text below `top`; the bottom of its last line."""
    lines = wrap(text, page.width, size, bold)
    if len(lines) > MOST_LINES[label]:
        raise FigureError(
            f"The {label} takes {len(lines)} lines; there is room for {MOST_LINES[label]}. "
            "Shorten it or choose a wider template."
        )
    step = size * (1.14 if bold else 1.25)
    for i, line in enumerate(lines):
        texts.append(Text(page.left, top + ASCENT * size + i * step, line, size, colour, bold))
    return top + (len(lines) - 1) * step + (ASCENT + DESCENT) * size


def _footer(texts: list[Text], words: Words, foot: Box, size: float, palette: Palette) -> float:
    """Add source line and credit at the bottom; the top of the first line."""
    colour = mix(palette.label, palette.water, 0.72)
    lines = [
        line for text in (words.source_line, words.credit) for line in wrap(text, foot.width, size)
    ]
    step = 1.28 * size
    base = foot.bottom - DESCENT * size - (len(lines) - 1) * step
    for i, line in enumerate(lines):
        texts.append(Text(foot.left, base + i * step, line, size, colour))
    return base - ASCENT * size


def _panels(
    arcs: Arcs,
    template: Template,
    look: Look,
    palette: Palette,
    named: dict[str, str],
    room: Box,
    page: Box,
) -> tuple[Panel, ...]:
    size = template.px(template.label)
    places = arcs.points[["lon", "lat"]].to_numpy(dtype=np.float64)
    drawn = np.vstack(arcs.extent)
    # Names stand beside the outermost places and need their width.
    widest = max((text_width(text, size) for text in named.values()), default=0.0)
    side = min(widest + size, 0.16 * room.width)
    air = room.inside(max(side, page.left), 1.6 * size, max(side, page.left), 1.6 * size)
    frame = Box(page.left * 0.5, room.top, room.right - page.left * 0.5, room.bottom)
    everything = list(range(len(places)))
    if look.extent != "china":
        shown = np.vstack([EURASIA, drawn]) if look.extent == "eurasia" else drawn
        if look.extent == "eurasia":
            side = max(page.left, min(0.8 * widest, 0.09 * room.width))
            air = room.inside(side, 1.2 * size, side, 1.0 * size)
        centre = EURASIA_CENTRE if look.extent == "eurasia" else None
        plane = fit(look.projection, shown, air, room, centre)
        if look.projection == "globe" and look.extent == "eurasia":
            plane = whole_globe(plane, room.inside(size, 0.6 * size, size, 0.6 * size))
        return (_panel(arcs, everything, plane, frame, (), template, palette, named),)
    west, south, east, north = EUROPE
    lon, lat = places.T
    in_europe = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    near = [i for i in everything if not in_europe[i]]
    far = [i for i in everything if in_europe[i]]
    shown = np.vstack([CHINA, places[near]])
    projection = "equal-area" if look.projection == "globe" else look.projection
    if not far:
        plane = fit(projection, shown, air, room, None)
        return (_panel(arcs, near, plane, frame, (), template, palette, named),)
    inset = _inset_box(room, page, size, landscape := room.width > 1.5 * room.height)
    if landscape:
        air = replace(air, left=max(air.left, inset.right - 0.12 * room.width))
    else:
        air = replace(air, bottom=inset.top - 0.5 * size)
    plane = fit(projection, shown, air, room, None)
    main = _panel(arcs, near, plane, frame, (inset,), template, palette, named)
    inner = inset.inside(1.2 * size, 1.6 * size, 1.2 * size, 1.0 * size)
    small = fit("equal-area", _spread(places[far]), inner, inset, None)
    edge = inset.inside(2.0, 2.0, 2.0, 2.0)
    other = _panel(arcs, far, small, edge, (), template, palette, named)
    return main, replace(other, framed=True)


def _inset_box(room: Box, page: Box, size: float, landscape: bool) -> Box:
    width = (0.3 if landscape else 0.5) * page.width
    height = min(0.46 * room.height, 0.9 * width) if landscape else 0.3 * room.height
    bottom = room.bottom - 0.2 * size
    return Box(page.left, bottom - height, page.left + max(width, 9 * size), bottom)


def _spread(places: Array) -> Array:
    """The places with some country around them."""
    low, high = places.min(axis=0), places.max(axis=0)
    extra = np.maximum(np.array([7.0, 4.0]) - (high - low) / 2, 1.0)
    return np.vstack([places, low - extra, high + extra])


def _panel(
    arcs: Arcs,
    chosen: Sequence[int],
    plane: Plane,
    frame: Box,
    taken: Sequence[Box],
    template: Template,
    palette: Palette,
    named: dict[str, str],
) -> Panel:
    """All lines, and the places of these row numbers with their names."""
    stroke, size = template.stroke, template.px(template.label)
    lines: list[Arc] = []
    arrows: list[Arrow] = []
    ink = Ink(plane.clip)
    traced: list[Array] = []
    ends_of = np.cumsum([len(path) for path in arcs.paths])[:-1]
    projected = np.split(plane.pixels(np.vstack([np.empty((0, 2)), *arcs.paths])), ends_of)
    for (line, path), pixels in zip(arcs.each_line(), projected, strict=False):
        colour = palette.party(line.party)
        lane: tuple[Array, ...] = ()
        if line.offset:
            pixels = _moved(pixels, line.offset * stroke)
            lane = tuple(_parts(pixels, plane.clip))
        ends = [(line.from_lon, line.from_lat), (line.to_lon, line.to_lat)]
        if line.km > FAR_KM:
            ends = [(float(x), float(y)) for x, y in path]
        degrees = tuple((round(x, 4), round(y, 4)) for x, y in ends)
        width = round(line.width * stroke, 3)
        lines.append(Arc(line.id, degrees, line.style, width, colour, lane))
        traced.append(pixels)
        if line.directed and line.from_key != line.to_key:
            arrow = _arrow(pixels, plane.clip, stroke, colour)
            arrows += [arrow] if arrow else []
    ink.lines(traced, [line.width for line in lines])
    at = plane.pixels(arcs.points[["lon", "lat"]].to_numpy(dtype=np.float64))
    orders = _orders(arcs)
    rows = list(arcs.each_point())
    signs, wanted = [], []
    for i in chosen:
        point, (x, y) = rows[i], (float(v) for v in at[i])
        if not math.isfinite(x) or not math.isfinite(y):
            continue
        colour = palette.party(point.party)
        radius = point.radius * stroke
        signs.append(Sign(x, y, point.shape, radius, colour, point.key))
        text = orders.get(point.key, "") + named[point.key]
        rank = (point.role == "stop", -point.missions, point.name, point.key)
        reach = radius * (29 / 24 if point.shape == "diamond" else 1.0)
        bold = point.role != "stop"
        wanted.append((rank, Name(point.key, text, x, y, reach, bold)))
    names = [name for _, name in sorted(wanted, key=lambda pair: pair[0])]
    placed, unnamed = place_names(names, frame, ink, size, taken)
    return Panel(
        plane=plane,
        arcs=tuple(lines),
        signs=tuple(signs),
        arrows=tuple(arrows),
        names=tuple(
            Text(name.x, name.y, name.text, size, palette.label, name.bold, True) for name in placed
        ),
        leaders=tuple(
            Rule(*name.leader, mix(palette.label, palette.water, 0.6), max(0.6, 0.8 * stroke))
            for name in placed
            if name.leader
        ),
        unnamed=tuple(name.key for name in unnamed),
    )


def _orders(arcs: Arcs) -> dict[str, str]:
    """For one mission alone, the numbers of its stops by place: "2 " or "1, 4 "; else nothing."""
    if arcs.kind != "itineraries" or arcs.lines["mission_id"].nunique() != 1:
        return {}
    legs = arcs.lines.sort_values("seq")
    if list(legs["from_key"][1:]) != list(legs["to_key"][:-1]):
        return {}  # several groups that travel from places of their own
    start = str(legs["from_key"].iloc[0])
    numbers: dict[str, list[str]] = {}
    count = 0
    for key in legs["to_key"]:
        if str(key) == start:
            continue
        count += 1
        numbers.setdefault(str(key), []).append(str(count))
    if count < 2:
        return {}
    return {key: ", ".join(found) + " " for key, found in numbers.items()}


def _moved(pixels: Array, offset: float) -> Array:
    """A line moved to the right of its direction."""
    steps = np.gradient(pixels, axis=0)
    lengths = np.maximum(np.hypot(*steps.T), 1e-9)[:, None]
    right = np.column_stack([-steps[:, 1], steps[:, 0]]) / lengths
    moved: Array = pixels + right * offset
    return moved


def _parts(pixels: Array, clip: Box) -> list[Array]:
    """The parts of a line within the box; points a little outside keep it whole at the edge."""
    x, y = pixels.T
    with np.errstate(invalid="ignore"):
        seen = (x >= clip.left) & (x <= clip.right) & (y >= clip.top) & (y <= clip.bottom)
    jumps = np.flatnonzero(seen[1:] != seen[:-1]) + 1
    return [
        part
        for part, kept in zip(np.split(pixels, jumps), np.split(seen, jumps), strict=True)
        if kept.all() and len(part) > 1
    ]


def _arrow(pixels: Array, clip: Box, stroke: float, colour: str) -> Arrow | None:
    """An arrowhead on the part of a leg that is in the frame; None where none is."""
    parts = _parts(pixels, clip)
    if not parts:
        return None
    part = max(parts, key=lambda p: float(np.hypot(*np.diff(p, axis=0).T).sum()))
    steps = np.diff(part, axis=0)
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))])
    length = float(reached[-1])
    if length < 4.0 * stroke:
        return None
    at = ARROW_AT * length
    x, y = (float(np.interp(at, reached, part[:, axis])) for axis in (0, 1))
    step = steps[min(int(np.searchsorted(reached, at)) - 1, len(steps) - 1)]
    size = min(ARROW, max(6.0, 0.4 * length / stroke)) * stroke
    return Arrow(x, y, math.degrees(math.atan2(step[1], step[0])), size, colour)


def dash(stroke: float) -> tuple[float, float]:
    """Layout pixels of line and gap in a dashed line."""
    return DASH[0] * stroke, DASH[1] * stroke
