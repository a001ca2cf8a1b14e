"""`Arcs` as a figure for a report: SVG with real text, PNG and PDF, without browser or network.

The only importer of altair and vl_convert. The figure is laid out by `geo.figure_layout`, becomes
one Vega-Lite chart in which d3-geo draws land and great circles, and is rendered by vl-convert. The
same arcs, template, words and look give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from geo.arcs import Arcs
from geo.figure_files import check_svg, finished_pdf, finished_png, finished_svg, sized
from geo.figure_fonts import chinese_font, is_cjk
from geo.figure_layout import compose, dash
from geo.figure_projections import Box, Plane
from geo.figure_scene import Arc, Arrow, Panel, Rule, Scene, Sign, Text
from geo.palette import mix
from geo.template import FigureError, Look, Template, Words

__all__ = ["FigureError", "chart", "figure_pdf", "figure_png", "figure_svg", "unnamed_places"]

STATIC = Path(__file__).parents[1] / "static"
OPACITY = 0.92
"""Of lines, so that crossings can be made out; 235 of 255 on the screen map."""
_HALO = 0.24
"""Width of the edge around a name, as a share of its type size."""
_ARROWHEAD = "M-0.44,-0.48L0.56,0L-0.44,0.48L-0.24,0Z"
"""Points right; one pixel long at size 1."""
_DIAMOND = 29 / 24
"""Half the diagonal of a diamond as a multiple of the radius, as in geo.icons."""


def figure_svg(arcs: Arcs, template: Template, words: Words, look: Look) -> str:
    """The figure as SVG: real text, `<title>` and `<desc>`, sized in the template's unit.

    Raises TemplateError for a size that no figure can have, and FigureError for whatever else is in
    the way: nothing selected, words missing or too long, letters that no font shows.
    """
    scene = compose(arcs, template, words, look)
    _load_font(scene, look)
    svg = finished_svg(_drawn(scene), template, words)
    check_svg(svg, scene)
    return svg


def figure_png(
    arcs: Arcs, template: Template, words: Words, look: Look, dpi: int | None = None
) -> bytes:
    """The figure as PNG of exactly `template.pixel_size(dpi)`, with title, alt text and resolution
    in its metadata. Errors as `figure_svg`."""
    size = template.pixel_size(dpi)
    scene = compose(arcs, template, words, look)
    _load_font(scene, look)
    svg = sized(_drawn(scene), *size, scene.width, scene.height)
    picture = bytes(vl_convert.svg_to_png(svg, scale=1.0))
    return finished_png(picture, size, dpi or template.dpi, words)


def figure_pdf(arcs: Arcs, template: Template, words: Words, look: Look) -> bytes:
    """The figure as a PDF of one page of the template's exact size, its fonts embedded, with title,
    language and alt text. Errors as `figure_svg`."""
    scene = compose(arcs, template, words, look)
    _load_font(scene, look)
    svg = sized(_drawn(scene), scene.width, scene.height, scene.width, scene.height)
    return finished_pdf(bytes(vl_convert.svg_to_pdf(svg, scale=0.75)), template, words)


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


def chart(scene: Scene) -> alt.LayerChart:
    """The scene as one Altair chart; the data sets "land" and "borders" are named, not included."""
    layers: list[alt.Chart] = []
    for panel in scene.panels:
        layers += _panel(panel, scene)
    layers += _rules(scene.rules)
    layers += _signs(scene.signs, scene.palette.halo, 0.0)
    layers += _arrows(scene.arrows)
    layers += _texts(scene.texts, scene)
    if scene.picture is not None:
        picture = scene.picture
        row = {"x": picture.x, "y": picture.y, "url": picture.address}
        mark = alt.Chart(_rows([row])).mark_image(
            width=picture.width, height=picture.height, align="left", baseline="top"
        )
        layers.append(mark.encode(x=_at("x"), y=_at("y"), url="url:N"))
    whole: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            width=scene.width,
            height=scene.height,
            padding=0,
            autosize="none",
            background=scene.palette.water,
        )
        .configure(aria=False)
        .configure_view(stroke=None)
    )
    return whole


def _drawn(scene: Scene) -> str:
    """The scene as Vega's SVG."""
    spec = chart(scene).to_dict()
    plain = json.dumps(spec, separators=(",", ":"), allow_nan=False)
    sets = [f'"land":{_geojson("land")}']
    if scene.borders:
        sets.append(f'"borders":{_geojson("borders")}')
    included = plain[1:-1] if plain.startswith("{") else plain
    # The land is half a megabyte: it goes in as text, past two rounds of parsing.
    text = "{" + included.replace('"datasets":{', '"datasets":{' + ",".join(sets) + ",", 1) + "}"
    try:
        return str(vl_convert.vegalite_to_svg(text, allowed_base_urls=[]))
    except ValueError as error:
        raise FigureError(f"The figure cannot be drawn: {error}") from error


@lru_cache(maxsize=2)
def _geojson(name: str) -> str:
    return (STATIC / f"{name}.geojson").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=8)
def _register(folder: str) -> None:
    vl_convert.register_font_directory(folder)


def _load_font(scene: Scene, look: Look) -> None:
    """Make a Chinese font known to the renderer where the figure has Chinese letters."""
    texts = [*scene.texts, *(name for panel in scene.panels for name in panel.names)]
    if any(is_cjk(letter) for text in texts for letter in text.text):
        _register(str(chinese_font(look.cjk_font)[0].resolve().parent))


def _panel(panel: Panel, scene: Scene) -> list[alt.Chart]:
    palette, plane = scene.palette, panel.plane
    layers: list[alt.Chart] = []
    if panel.framed:
        layers.append(_box(plane.clip, palette.water, None, 0.0))
    if plane.name == "globe":
        sea = mix(palette.border, palette.water, 0.2)
        sphere = alt.Chart(alt.sphere()).mark_geoshape(fill=sea, stroke=palette.border)
        layers.append(sphere.project(**plane.spec()))
    # Vega-Lite's own data sets are features of a named, inlined collection.
    layers.append(_shape("land", plane, fill=palette.land))
    if scene.borders:
        layers.append(
            _shape(
                "borders",
                plane,
                filled=False,
                stroke=palette.border,
                strokeWidth=round(max(0.5, 0.7 * scene.stroke), 3),
                strokeJoin="round",
            )
        )
    # As on the screen map: solid lines first, then what is dashed or moved aside.
    circles = [arc for arc in panel.arcs if not arc.lane]
    for style in ("solid", "dashed"):
        chosen = [arc for arc in circles if arc.style == style]
        if chosen:
            layers.append(_great_circles(chosen, plane, style, scene.stroke))
    layers += _lanes([arc for arc in panel.arcs if arc.lane], scene.stroke)
    layers += _arrows(panel.arrows)
    if panel.framed:
        layers.append(_box(plane.clip, None, palette.neutral, 0.8))
    layers += _rules(panel.leaders)
    layers += _signs(panel.signs, palette.halo, 1.2 * scene.stroke)
    layers += _texts(panel.names, scene)
    return layers


def _shape(name: str, plane: Plane, **look: Any) -> alt.Chart:
    data = alt.NamedData(name=name, format=alt.JsonDataFormat(type="json", property="features"))
    drawn: alt.Chart = alt.Chart(data).mark_geoshape(**look).project(**plane.spec())
    return drawn


def _great_circles(arcs: Sequence[Arc], plane: Plane, style: str, stroke: float) -> alt.Chart:
    features = [
        {
            "type": "Feature",
            "id": arc.id,
            "properties": {"c": arc.colour, "w": arc.width},
            "geometry": {"type": "LineString", "coordinates": [list(end) for end in arc.ends]},
        }
        for arc in arcs
    ]
    look: dict[str, Any] = {"strokeDash": list(dash(stroke))} if style == "dashed" else {}
    mark = alt.Chart(_rows(features)).mark_geoshape(
        filled=False, strokeOpacity=OPACITY, strokeCap="butt", **look
    )
    drawn: alt.Chart = mark.encode(
        stroke=alt.Stroke("properties.c:N", scale=None),
        strokeWidth=alt.StrokeWidth("properties.w:Q", scale=None),
    ).project(**plane.spec())
    return drawn


def _lanes(arcs: Sequence[Arc], stroke: float) -> list[alt.Chart]:
    """Lines that are moved aside, as polylines in pixels."""
    layers = []
    for style in ("solid", "dashed"):
        rows = [
            {"x": round(float(x), 2), "y": round(float(y), 2), "n": f"{i}.{part}", "k": k,
             "c": arc.colour, "w": arc.width}
            for i, arc in enumerate(arcs)
            if arc.style == style
            for part, line in enumerate(arc.lane)
            for k, (x, y) in enumerate(line)
        ]  # fmt: skip
        if not rows:
            continue
        look: dict[str, Any] = {"strokeDash": list(dash(stroke))} if style == "dashed" else {}
        mark = alt.Chart(_rows(rows)).mark_line(
            opacity=OPACITY, strokeJoin="round", strokeCap="butt", **look
        )
        layers.append(
            mark.encode(
                x=_at("x"),
                y=_at("y"),
                order="k:Q",
                detail="n:N",
                stroke=alt.Stroke("c:N", scale=None),
                strokeWidth=alt.StrokeWidth("w:Q", scale=None),
            )
        )
    return layers


def _arrows(arrows: Sequence[Arrow]) -> list[alt.Chart]:
    if not arrows:
        return []
    rows = [
        {"x": round(a.x, 2), "y": round(a.y, 2), "a": round(a.degrees, 1), "s": round(a.size**2, 2),
         "c": a.colour}
        for a in arrows
    ]  # fmt: skip
    mark = alt.Chart(_rows(rows)).mark_point(
        shape=_ARROWHEAD, filled=True, opacity=1, strokeWidth=0
    )
    return [
        mark.encode(
            x=_at("x"),
            y=_at("y"),
            angle=alt.Angle("a:Q", scale=None),
            size=alt.Size("s:Q", scale=None),
            fill=alt.Fill("c:N", scale=None),
        )
    ]


def _signs(signs: Sequence[Sign], halo: str, edge: float) -> list[alt.Chart]:
    if not signs:
        return []
    rows = [
        {
            "x": round(sign.x, 2),
            "y": round(sign.y, 2),
            "s": round((2 * sign.radius * (_DIAMOND if sign.shape == "diamond" else 1.0)) ** 2, 2),
            "c": sign.colour,
            "k": "diamond" if sign.shape == "diamond" else "circle",
        }
        for sign in signs
    ]
    look: dict[str, Any] = {"stroke": halo, "strokeWidth": round(edge, 2)} if edge else {}
    mark = alt.Chart(_rows(rows)).mark_point(filled=True, opacity=1, **look)
    return [
        mark.encode(
            x=_at("x"),
            y=_at("y"),
            size=alt.Size("s:Q", scale=None),
            fill=alt.Fill("c:N", scale=None),
            shape=alt.Shape("k:N", scale=None),
        )
    ]


def _rules(rules: Sequence[Rule]) -> list[alt.Chart]:
    layers = []
    for style in dict.fromkeys(rule.dash for rule in rules):
        rows = [
            {"x": round(rule.x, 2), "y": round(rule.y, 2), "x2": round(rule.x2, 2),
             "y2": round(rule.y2, 2), "c": rule.colour, "w": round(rule.width, 3)}
            for rule in rules
            if rule.dash == style
        ]  # fmt: skip
        look: dict[str, Any] = {"strokeDash": list(style)} if style else {}
        layers.append(
            alt.Chart(_rows(rows))
            .mark_rule(strokeCap="butt", **look)
            .encode(
                x=_at("x"),
                y=_at("y"),
                x2="x2:Q",
                y2="y2:Q",
                stroke=alt.Stroke("c:N", scale=None),
                strokeWidth=alt.StrokeWidth("w:Q", scale=None),
            )
        )
    return layers


def _texts(texts: Sequence[Text], scene: Scene) -> list[alt.Chart]:
    """One layer for each style of type, in the order in which the styles first appear."""
    layers = []
    for size, colour, bold, halo in dict.fromkeys(
        (text.size, text.colour, text.bold, text.halo) for text in texts
    ):
        rows = [
            {"x": round(text.x, 2), "y": round(text.y, 2), "t": text.text}
            for text in texts
            if (text.size, text.colour, text.bold, text.halo) == (size, colour, bold, halo)
        ]
        look: dict[str, Any] = {}
        if halo:
            look = {"stroke": scene.palette.halo, "strokeWidth": round(_HALO * size, 2),
                    "strokeJoin": "round"}  # fmt: skip
        mark = alt.Chart(_rows(rows)).mark_text(
            align="left",
            baseline="alphabetic",
            font=scene.fonts,
            fontSize=round(size, 3),
            fontWeight="bold" if bold else "normal",
            fill=colour,
            **look,
        )
        layers.append(mark.encode(x=_at("x"), y=_at("y"), text="t:N"))
    return layers


def _box(box: Box, fill: str | None, stroke: str | None, width: float) -> alt.Chart:
    row = {"x": box.left, "x2": box.right, "y": box.top, "y2": box.bottom}
    look: dict[str, Any] = {"fill": fill} if fill else {"filled": False}
    if stroke:
        look |= {"stroke": stroke, "strokeWidth": width}
    mark = alt.Chart(_rows([row])).mark_rect(**look)
    drawn: alt.Chart = mark.encode(x=_at("x"), y=_at("y"), x2="x2:Q", y2="y2:Q")
    return drawn


def _rows(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _at(field: str) -> Any:
    """A position in pixels: without a scale, Vega takes the number as it is."""
    channel = alt.X if field == "x" else alt.Y
    return channel(f"{field}:Q", scale=None, axis=None)
