"""`Arcs` as a still picture, in SVG, of what the interactive map shows first.

The interactive map needs a second or more of a browser's time before it draws anything; this
picture needs next to none. It is made of the very rows that `geo.deck` sends, so that nothing moves
when the map covers it. What may be published is drawn by `geo.figure`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import numpy as np

from geo import deck_rows as rows
from geo.arcs import Arcs
from geo.deck import TEXT_SIZE
from geo.deck_rows import Focus
from geo.figure_geometry import moved
from geo.figure_projections import Box
from geo.icons import BASELINE, CELL, FONTS, HALO_WIDTH, Atlas
from geo.labels import place_labels
from geo.palette import PALETTES, Palette, Theme
from geo.routes import Array
from geo.selection import Picked
from geo.slides_map import border_lines, clip_line, clip_ring, land_polygons
from geo.view import TILE, View, mercator

CLOSE = 0.9
"""Pixels within which a coast needs one point only."""
SPECK = 1.5
"""Pixels across below which an island or lake is left out."""
FINE = 0.2
"""Pixels of the unit in which paths are written, so that whole numbers will do."""


def still_map(
    arcs: Arcs,
    *,
    view: View,
    size: tuple[int, int],
    theme: Theme = "light",
    selected: Picked | None = None,
    borders: bool = False,
    around: int = 0,
) -> str:
    """The map of these arcs as `geo.deck.mission_deck` draws it with the same arguments.

    Args:
        arcs: flows or itineraries.
        view: where the map looks.
        size: width and height in pixels that the view was fitted to and names are placed for.
        theme: colours for a light or a dark page.
        selected: drawn strongly, with everything else faded.
        borders: whether to draw lines between countries.
        around: pixels drawn beyond the size on the left and on the right, for a page that is wider.

    Returns SVG, ``size[0] + 2 * around`` by ``size[1]`` pixels. Raises MapError when the land
    cannot be read.
    """
    palette = PALETTES[theme]
    focus = rows.Focus.of(arcs, selected)
    frame = Box(-float(around), 0.0, float(size[0] + around), float(size[1]))
    lines = [f'<path fill="{palette.land}" fill-rule="evenodd" d="{_land(view, size, frame)}"/>']
    if borders:
        lines.append(f'<path {_pen(palette.border, 0.8)} d="{_borders(view, size, frame)}"/>')
    lines += _lines(arcs, palette, view, size, frame, focus)
    parts = [
        f'<rect x="{-around}" width="100%" height="100%" fill="{palette.water}"/>',
        f'<g transform="scale({FINE})">{"".join(lines)}</g>',
        *_signs(arcs, palette, view, size, focus),
        _names(arcs, palette, view, size, focus),
    ]
    width, height = size[0] + 2 * around, size[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-around} 0 {width} {height}">{"".join(parts)}</svg>'
    )


def data_address(svg: str) -> str:
    """SVG as an address that holds it, for an attribute in double quotes."""
    return "data:image/svg+xml," + quote(svg.replace('"', "'"), safe=" <>=/':;,.()-+")


@lru_cache(maxsize=32)
def _land(view: View, size: tuple[int, int], frame: Box) -> str:
    """The land as the data of one path; holes are its lakes."""
    near = Box(frame.left - CLOSE, frame.top - CLOSE, frame.right + CLOSE, frame.bottom + CLOSE)
    drawn = []
    for polygon in land_polygons():
        for ring in polygon:
            for pixels in _turned(ring, view, size, frame):
                if np.ptp(pixels, axis=0).max() > SPECK:
                    shape = _thinned(clip_ring(pixels, near))
                    if len(shape) > 2:
                        drawn.append(_path(shape) + "z")
    return "".join(drawn)


@lru_cache(maxsize=8)
def _borders(view: View, size: tuple[int, int], frame: Box) -> str:
    return "".join(
        _path(_thinned(part))
        for line in border_lines()
        for pixels in _turned(line, view, size, frame)
        for part in clip_line(pixels, frame)
    )


def _lines(
    arcs: Arcs, palette: Palette, view: View, size: tuple[int, int], frame: Box, focus: Focus
) -> Iterable[str]:
    found = rows.lines(arcs, palette, focus.faded, view.zoom)
    for feature in rows.selected(arcs, palette, focus.lines, view.zoom):
        found.append({**feature["properties"], "path": feature["geometry"]["coordinates"]})
    for line in found:
        red, green, blue, opacity = (*line["color"], 255)[:4]
        pen = _pen(f"#{red:02x}{green:02x}{blue:02x}", line["width"])
        if any(line["dash"]):
            pen += f' stroke-dasharray="{" ".join(f"{part / FINE:g}" for part in line["dash"])}"'
        for pixels in _turned(np.reshape(line["path"], (-1, 2)), view, size, frame):
            path = _path(moved(pixels, line["offset"] * line["width"]))
            yield f'<path {pen} stroke-opacity="{opacity / 255:.2f}" d="{path}"/>'


def _pen(colour: str, width: float) -> str:
    return f'fill="none" stroke="{colour}" stroke-width="{width / FINE:g}" stroke-linejoin="round"'


def _signs(
    arcs: Arcs, palette: Palette, view: View, size: tuple[int, int], focus: Focus
) -> Iterable[str]:
    """Arrowheads, halos and markers."""
    atlas = Atlas()
    icons = rows.arrows(arcs, palette, view, size, atlas, focus)
    markers = rows.points(arcs, palette, atlas, focus)
    pictures = atlas.pictures()
    yield from (_icon(icon, pictures[icon["icon"]], view, size) for icon in icons)
    for point in arcs.each_point():
        x, y = view.pixels(np.array([[point.lon, point.lat]]), size)[0]
        radius = point.radius + rows.HALO
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{palette.halo}"/>'
    yield from (_icon(icon, pictures[icon["icon"]], view, size) for icon in markers)


def _icon(icon: dict[str, Any], picture: str, view: View, size: tuple[int, int]) -> str:
    x, y = view.pixels(np.array([icon["position"]]), size)[0] + np.array(icon.get("shift", (0, 0)))
    turn, middle = -icon.get("angle", 0.0), -CELL / 2
    place = (
        f"translate({x:.1f} {y:.1f}) rotate({turn:g}) scale({icon['size'] / CELL:.3f}) "
        f"translate({middle:g} {middle:g})"
    )
    return f'<g transform="{place}">{picture}</g>'


def _names(arcs: Arcs, palette: Palette, view: View, size: tuple[int, int], focus: Focus) -> str:
    placed = place_labels(
        arcs.points, view, size, text_size=TEXT_SIZE, lines=arcs.paths, first=focus.ends
    ).placed
    at = view.pixels(placed[["lon", "lat"]].to_numpy(dtype=np.float64), size)
    texts = [
        f'<text x="{x + name.dx:.1f}" y="{y + name.dy + BASELINE * TEXT_SIZE:.1f}" '
        f'text-anchor="{name.anchor}">{html.escape(str(name.text))}</text>'
        for (x, y), name in zip(at, placed.itertuples(index=False), strict=True)
    ]
    return (
        f'<g font-family="{html.escape(FONTS)}" font-size="{TEXT_SIZE}" fill="{palette.label}" '
        f'stroke="{palette.halo}" stroke-width="{HALO_WIDTH:g}" stroke-linejoin="round" '
        f'paint-order="stroke">{"".join(texts)}</g>'
    )


def _turned(path: Array, view: View, size: tuple[int, int], frame: Box) -> Iterable[Array]:
    """A path in pixels, as often as the frame shows it; unlike `View.pixels` it never tears it."""
    scale = TILE * 2.0**view.zoom
    centre = mercator(np.array([[view.lon, view.lat]]))
    pixels = (mercator(path) - centre) * scale + np.array(size) / 2.0
    top, bottom = pixels[:, 1].min(), pixels[:, 1].max()
    if bottom < frame.top or top > frame.bottom:
        return
    left, right = pixels[:, 0].min(), pixels[:, 0].max()
    for turn in (-scale, 0.0, scale):
        if right + turn >= frame.left and left + turn <= frame.right:
            yield pixels + np.array([turn, 0.0])


def _thinned(path: Array) -> Array:
    """A path without the points that lie in the same small square as the one before."""
    if len(path) < 3:
        return path
    kept = np.ones(len(path), dtype=np.bool_)
    cells = np.floor(path / CLOSE)
    kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    thin: Array = path[kept]
    return thin


def _path(pixels: Array) -> str:
    """The data of a path in units of FINE: where it starts, and the steps from point to point."""
    steps = np.diff(np.rint(pixels / FINE).astype(np.int64), axis=0, prepend=0)
    (x, y), *onward = steps.tolist()
    moves = " ".join(f"{across} {down}" for across, down in onward if across or down)
    return f"M{x} {y}l{moves}".replace(" -", "-")
