"""Lays a figure out: headline, key, map, names, inset, source line and logo, in layout pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from geo.arcs import Arcs, legend, together
from geo.figure_fonts import ASCENT, DESCENT, families, wrap
from geo.figure_legend import place_key
from geo.figure_logo import place_logo
from geo.figure_panels import Travel, panels
from geo.figure_projections import Box
from geo.figure_scene import Scene, Text
from geo.palette import PALETTES, Palette, mix
from geo.template import FigureError, Look, Template, Words
from geo.wording import missions

LONGEST = MappingProxyType({"headline": 200, "subtitle": 300, "source line": 1200, "credit": 400})
"""Characters of each text."""
MOST_LINES = MappingProxyType({"headline": 4, "subtitle": 4})
"""Lines of each text at most, whatever the template."""
SMALLEST_MAP = 0.34
"""Share of the height that must be left to the map."""
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


def compose(
    arcs: Arcs, template: Template, words: Words, look: Look, pictures: Sequence[Arcs] = ()
) -> Scene:
    """A figure laid out.

    Args:
        arcs: what is drawn.
        pictures: all pictures of a moving one; `arcs` is one of these very values, perhaps an
            empty one. Headline, legend, map and names then stand where they do in all of them.

    Raises FigureError, in plain words, where it cannot be done.
    """
    template.check()
    shown = tuple(pictures) or (arcs,)
    current = next(number for number, picture in enumerate(shown) if picture is arcs)
    everything = together(pictures) if pictures else arcs
    _check(everything, words, look)
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
        for key, name in zip(everything.points["key"], everything.points["name"], strict=True)
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
        legend(everything), palette, words.language, page.left, y + 0.55 * body, page.width, body,
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
    travel = Travel(shown, current, everything, template, look, palette, named)
    return Scene(
        width=wide,
        height=high,
        palette=palette,
        fonts=fonts,
        panels=panels(travel, room, page),
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
