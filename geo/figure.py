"""`Arcs` as a figure for a report: SVG with real text, PNG and PDF, without browser or network.

The only importer of vl_convert. The figure is laid out by `geo.figure_layout`, becomes a chart in
`geo.figure_chart`, and is rendered by vl-convert. The same arcs, template, words and look give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import vl_convert

from geo.arcs import Arcs
from geo.figure_chart import drawing
from geo.figure_files import check_svg, finished_pdf, finished_png, finished_svg, sized
from geo.figure_fonts import chinese_font, is_cjk
from geo.figure_layout import compose
from geo.figure_scene import Scene
from geo.template import FigureError, Look, Template, Words

__all__ = ["FigureError", "figure_pdf", "figure_png", "figure_svg", "unnamed_places"]


def figure_svg(arcs: Arcs, template: Template, words: Words, look: Look) -> str:
    """The figure as SVG: real text, `<title>` and `<desc>`, sized in the template's unit.

    Raises TemplateError for a size that no figure can have, and FigureError for whatever else is in
    the way: nothing selected, words missing or too long, letters that no font shows.
    """
    scene = compose(arcs, template, words, look)
    _load_font(scene, look)
    return finished_svg(_drawn(scene), template, words)


def figure_png(
    arcs: Arcs,
    template: Template,
    words: Words,
    look: Look,
    dpi: int | None = None,
    pictures: Sequence[Arcs] = (),
) -> bytes:
    """The figure as PNG of exactly `template.pixel_size(dpi)`, with title, alt text and resolution
    in its metadata; `pictures` as for `geo.figure_layout.compose`. Errors as `figure_svg`."""
    size = template.pixel_size(dpi)
    scene = compose(arcs, template, words, look, pictures)
    _load_font(scene, look)
    svg = sized(_drawn(scene), *size, scene.width, scene.height)
    picture = bytes(vl_convert.svg_to_png(svg, scale=1.0))
    return finished_png(picture, size, dpi or template.dpi, words)


def figure_pdf(arcs: Arcs, template: Template, words: Words, look: Look) -> bytes:
    """The figure as a PDF of one page of the template's exact size, its fonts embedded, with title,
    language and alt text. Errors as `figure_svg`."""
    scene = compose(arcs, template, words, look)
    _load_font(scene, look)
    # The renderer makes one point of each pixel.
    svg = sized(_drawn(scene), *template.points, scene.width, scene.height)
    return finished_pdf(bytes(vl_convert.svg_to_pdf(svg)), template, words)


def unnamed_places(
    arcs: Arcs, template: Template, words: Words, look: Look
) -> tuple[tuple[str, str], ...]:
    """Key and name of the places for whose names the figure has no room."""
    names = dict(zip(arcs.points["key"], arcs.points["name"], strict=True))
    return tuple(
        (key, look.names.get(key, str(names[key])))
        for panel in compose(arcs, template, words, look).panels
        for key in panel.unnamed
    )


def _drawn(scene: Scene) -> str:
    """The scene as Vega's SVG, each of its texts found in it and on the page."""
    try:
        svg = str(vl_convert.vegalite_to_svg(drawing(scene).spec(), allowed_base_urls=[]))
    except ValueError as error:
        raise FigureError(f"The figure cannot be drawn: {error}") from error
    check_svg(svg, scene)
    return svg


@lru_cache(maxsize=8)
def _register(folder: str) -> None:
    vl_convert.register_font_directory(folder)


def _load_font(scene: Scene, look: Look) -> None:
    """Make a Chinese font known to the renderer where the figure has Chinese letters."""
    texts = [*scene.texts, *(name for panel in scene.panels for name in panel.names)]
    if any(is_cjk(letter) for text in texts for letter in text.text):
        _register(str(chinese_font(look.cjk_font)[0].resolve().parent))
