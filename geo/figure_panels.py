"""The maps of a figure, laid out: projection, lines, markers, names and the inset of a close-up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from geo.arcs import DASH, Arcs
from geo.figure_fonts import text_width
from geo.figure_geometry import moved
from geo.figure_ink import Ink
from geo.figure_labels import Placed, place_names
from geo.figure_projections import EURASIA_CENTRE, Box, Plane, fit, large_globe
from geo.figure_scene import Arc, Arrow, Panel, Rule, Sign, Text
from geo.figure_spots import Name
from geo.palette import Palette, mix
from geo.routes import Array
from geo.template import Look, Template

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
FAR_KM = 19_000.0
"""Kilometres from which a great circle is drawn by its points: two ends hardly say which way."""
ARROW_AT = 0.56
"""Share of a leg at which its arrowhead stands, as on the screen map."""
ARROW = 13.0
"""Pixels of an arrowhead on the screen map."""
SMALLER = 0.85
"""Size of type that is tried for names that find no room; more would be hard to read."""
ROOMY, SMALLEST_SIGN = 20, 0.6
"""Places whose markers have their full size, and the share of it that is left where there are far
more: they would hide each other."""
CROWD = 40
"""Names above which nothing but smaller type helps."""


@dataclass(frozen=True, slots=True)
class Travel:
    """What the maps of a figure show, and how."""

    pictures: tuple[Arcs, ...]
    """One, or all of a moving one: the map is laid out for all of them, so that nothing changes its
    place between them."""
    current: int
    """Which of the pictures is drawn."""
    whole: Arcs
    """All of the pictures together."""
    template: Template
    look: Look
    palette: Palette
    names: Mapping[str, str]
    """Names by key, for all places of `whole`."""


def panels(travel: Travel, room: Box, page: Box) -> tuple[Panel, ...]:
    """The map in its room, and an inset of the origins beside a close-up of China.

    Args:
        room: as wide as the figure.
        page: the part of the figure that words and names keep to.
    """
    look, size = travel.look, travel.template.px(travel.template.label)
    places = travel.whole.points[["lon", "lat"]].to_numpy(dtype=np.float64)
    drawn = np.vstack(travel.whole.extent)
    # Names stand beside the outermost places and need their width.
    widest = max((text_width(text, size) for text in travel.names.values()), default=0.0)
    side = min(widest + size, 0.16 * room.width)
    air = room.inside(max(side, page.left), 1.6 * size, max(side, page.left), 1.6 * size)
    frame = Box(page.left * 0.5, room.top, room.right - page.left * 0.5, room.bottom)
    everything = list(range(len(places)))
    if look.extent != "china":
        shown = np.vstack([EURASIA, drawn]) if look.extent == "eurasia" else drawn
        if look.extent == "eurasia":
            side = max(page.left, min(0.8 * widest, 0.13 * room.width))
            air = room.inside(side, 1.2 * size, side, 1.0 * size)
        centre = EURASIA_CENTRE if look.extent == "eurasia" else None
        plane = fit(look.projection, shown, air, room, centre)
        if look.projection == "globe" and look.extent == "eurasia":
            plane = large_globe(plane, room.inside(size, 0.4 * size, size, 0.0))
        return (_panel(travel, everything, plane, frame),)
    west, south, east, north = EUROPE
    lon, lat = places.T
    in_europe = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    near = [i for i in everything if not in_europe[i]]
    far = [i for i in everything if in_europe[i]]
    shown = np.vstack([CHINA, places[near]])
    projection = "equal-area" if look.projection == "globe" else look.projection
    if not far:
        plane = fit(projection, shown, air, room, None)
        return (_panel(travel, near, plane, frame),)
    inset = _inset_box(room, page, size, landscape := room.width > 1.5 * room.height)
    if landscape:
        air = replace(air, left=max(air.left, inset.right - 0.12 * room.width))
    else:
        air = replace(air, bottom=inset.top - 0.5 * size)
    plane = fit(projection, shown, air, room, None)
    main = _panel(travel, near, plane, frame, (inset,))
    inner = inset.inside(1.2 * size, 1.6 * size, 1.2 * size, 1.0 * size)
    small = fit("equal-area", _spread(places[far]), inner, inset, None)
    edge = inset.inside(2.0, 2.0, 2.0, 2.0)
    return main, replace(_panel(travel, far, small, edge), framed=True)


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
    travel: Travel, chosen: Sequence[int], plane: Plane, frame: Box, taken: Sequence[Box] = ()
) -> Panel:
    """All lines, and the places of these row numbers of `whole` with their names."""
    palette, stroke = travel.palette, travel.template.stroke
    drawn = [_lines(picture, plane, palette, stroke) for picture in travel.pictures]
    inks = [_ink(plane.clip, lines, traced) for lines, _, traced in drawn]
    rows = list(travel.whole.each_point())
    most = max(len(picture.points) for picture in travel.pictures)
    shrunk = stroke * min(1.0, max(SMALLEST_SIGN, math.sqrt(ROOMY / most)))
    signs = _signs([rows[i] for i in chosen], plane, palette, shrunk)
    placed, unnamed = _names(travel, signs, frame, inks, taken)
    lines, arrows, _ = drawn[travel.current]
    kept = {sign.key for sign in signs}
    now = [row for row in travel.pictures[travel.current].each_point() if row.key in kept]
    signs = _signs(now, plane, palette, shrunk)
    here = {sign.key for sign in signs}
    shown = [name for name in placed if name.key in here]
    tied = [name.leader for name in shown if name.leader]
    wide = max(0.6, 0.8 * stroke)
    return Panel(
        plane=plane,
        arcs=tuple(lines),
        signs=tuple(signs),
        arrows=tuple(arrows),
        names=tuple(
            Text(name.x, name.y, name.text, name.size, palette.label, name.bold, True)
            for name in shown
        ),
        # With an edge, as the names have one: a thin line is lost on many arcs.
        leaders=tuple(Rule(*line, palette.halo, 3.2 * wide) for line in tied)
        + tuple(Rule(*line, mix(palette.label, palette.water, 0.7), wide) for line in tied),
        unnamed=tuple(name.key for name in unnamed if name.key in here),
    )


def _ink(clip: Box, lines: Sequence[Arc], traced: Sequence[Array]) -> Ink:
    ink = Ink(clip)
    ink.lines(traced, [line.width for line in lines])
    return ink


def _lines(
    arcs: Arcs, plane: Plane, palette: Palette, stroke: float
) -> tuple[list[Arc], list[Arrow], list[Array]]:
    """The lines, their arrowheads, and where each runs in pixels."""
    lines: list[Arc] = []
    arrows: list[Arrow] = []
    traced: list[Array] = []
    ends_of = np.cumsum([len(path) for path in arcs.paths])[:-1]
    projected = np.split(plane.pixels(np.vstack([np.empty((0, 2)), *arcs.paths])), ends_of)
    for (line, path), pixels in zip(arcs.each_line(), projected, strict=False):
        colour = palette.party(line.party)
        lane: tuple[Array, ...] = ()
        if line.offset:
            pixels = moved(pixels, line.offset * stroke)
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
    return lines, arrows, traced


def _signs(points: Sequence[Any], plane: Plane, palette: Palette, stroke: float) -> list[Sign]:
    """The markers of these rows of points, without those that lie behind."""
    where = np.array([(point.lon, point.lat) for point in points], dtype=np.float64)
    return [
        Sign(float(x), float(y), point.shape, point.radius * stroke, palette.party(point.party),
             point.key)
        for point, (x, y) in zip(points, plane.pixels(where), strict=True)
        if math.isfinite(x) and math.isfinite(y)
    ]  # fmt: skip


def _names(
    travel: Travel, signs: Sequence[Sign], frame: Box, inks: Sequence[Ink], taken: Sequence[Box]
) -> tuple[list[Placed], list[Name]]:
    """Names in their places: the most visited first, and of those the largest."""
    points = {point.key: point for point in travel.whole.each_point()}
    orders = _orders(travel.whole)
    present = [set(picture.points["key"]) for picture in travel.pictures]
    wanted = []
    for sign in signs:
        point = points[sign.key]
        reach = sign.radius * (29 / 24 if sign.shape == "diamond" else 1.0)
        text = orders.get(point.key, "") + travel.names[point.key]
        shown = frozenset(i for i, keys in enumerate(present) if point.key in keys)
        name = Name(point.key, text, sign.x, sign.y, reach, bool(point.party), shown)
        wanted.append(((-point.missions, -point.population, point.name, point.key), name))
    names = [name for _, name in sorted(wanted, key=lambda pair: pair[0])]
    template = travel.template
    largest, smallest = template.px(template.label), template.px(template.small)
    sizes = [max(smallest, SMALLER * largest)]
    if len(names) <= CROWD:
        sizes.insert(0, largest)
    return place_names(names, frame, inks, sizes, taken)


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
