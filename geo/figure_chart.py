"""A figure that is laid out, as one Vega-Lite chart in which d3-geo draws land and great circles.

The only importer of altair.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from geo.figure_land import borders_json, land_json
from geo.figure_panels import dash
from geo.figure_projections import Box, Plane
from geo.figure_scene import Arc, Arrow, Panel, Rule, Scene, Sign, Text
from geo.palette import mix

MOST_PATHS = 120
"""Lines of one style that are drawn as a path each."""
OPACITY = 0.92
"""Of lines that are a path each, so that crossings can be made out; 235 of 255 on the screen map.
Lines drawn many to a path show none, and blending them would double the time that a PNG takes."""
_HALO = 0.24
"""Width of the edge around a name, as a share of its type size."""
_ARROWHEAD = "M-0.44,-0.48L0.56,0L-0.44,0.48L-0.24,0Z"
"""Points right; one pixel long at size 1."""
_DIAMOND = 29 / 24
"""Half the diagonal of a diamond as a multiple of the radius, as in geo.icons."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as a chart, and apart from it the data that its layers name: Altair checks every
    value of a chart against the schema, which takes longer than drawing it."""

    chart: alt.LayerChart
    data: Mapping[str, str]
    """JSON by the name of the data set."""

    def spec(self) -> str:
        """The whole as Vega-Lite writes it."""
        # Altair has checked each mark and encoding as it was made.
        plain = self.chart.to_json(
            validate=False, indent=None, separators=(",", ":"), allow_nan=False
        )
        sets = ",".join(f'"{name}":{text}' for name, text in self.data.items())
        return f'{plain[:-1]},"datasets":{{{sets}}}}}'


def drawing(scene: Scene) -> Drawing:
    """The scene as one Altair chart with its data."""
    data = _Data()
    layers: list[alt.Chart] = []
    for panel in scene.panels:
        layers += _panel(panel, scene, data)
    layers += _rules(scene.rules, data)
    layers += _signs(scene.signs, scene.palette.halo, 0.0, data)
    layers += _arrows(scene.arrows, data)
    layers += _texts(scene.texts, scene, data)
    if scene.picture is not None:
        picture = scene.picture
        row = {"x": picture.x, "y": picture.y, "url": picture.address}
        mark = alt.Chart(data.rows([row])).mark_image(
            width=picture.width, height=picture.height, align="left", baseline="top"
        )
        layers.append(mark.encode(x=_at("x"), y=_at("y"), url=alt.Url("url:N")))
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
    return Drawing(whole, data.sets)


class _Data:
    """The data sets of a chart, named in their order."""

    def __init__(self) -> None:
        self.sets: dict[str, str] = {}

    def text(self, text: str) -> alt.NamedData:
        name = f"d{len(self.sets)}"
        self.sets[name] = text
        return alt.NamedData(name=name)

    def rows(self, rows: Iterable[dict[str, Any]]) -> alt.NamedData:
        return self.text(json.dumps(list(rows), separators=(",", ":"), allow_nan=False))


def _panel(panel: Panel, scene: Scene, data: _Data) -> list[alt.Chart]:
    palette, plane = scene.palette, panel.plane
    layers: list[alt.Chart] = []
    if panel.framed:
        layers.append(_box(plane.clip, palette.water, None, 0.0, data))
    if plane.name == "globe":
        sea = mix(palette.border, palette.water, 0.2)
        sphere = alt.Chart(alt.sphere()).mark_geoshape(fill=sea, stroke=palette.border)
        layers.append(sphere.project(**plane.spec()))
    layers.append(_shape(data.text(land_json(plane)), plane, fill=palette.land))
    if scene.borders:
        layers.append(
            _shape(
                data.text(borders_json()),
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
            layers.append(_great_circles(chosen, plane, style, scene.stroke, data))
    layers += _lanes([arc for arc in panel.arcs if arc.lane], scene.stroke, data)
    layers += _arrows(panel.arrows, data)
    if panel.framed:
        layers.append(_box(plane.clip, None, palette.neutral, 0.8, data))
    layers += _rules(panel.leaders, data)
    layers += _signs(panel.signs, palette.halo, 1.2 * scene.stroke, data)
    layers += _texts(panel.names, scene, data)
    return layers


def _shape(data: alt.NamedData, plane: Plane, **look: Any) -> alt.Chart:
    drawn: alt.Chart = alt.Chart(data).mark_geoshape(**look).project(**plane.spec())
    return drawn


def _great_circles(
    arcs: Sequence[Arc], plane: Plane, style: str, stroke: float, data: _Data
) -> alt.Chart:
    groups: dict[tuple[str, float, int], list[Arc]] = {}
    few = len(arcs) <= MOST_PATHS
    for i, arc in enumerate(arcs):
        # Each line is a path of its own, to be edited; too many are drawn a look at a time.
        groups.setdefault((arc.colour, arc.width, i if few else -1), []).append(arc)
    features = [
        {
            "type": "Feature",
            "properties": {"c": colour, "w": width},
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [[list(end) for end in arc.ends] for arc in group],
            },
        }
        for (colour, width, _), group in groups.items()
    ]
    look: dict[str, Any] = {"strokeDash": list(dash(stroke))} if style == "dashed" else {}
    mark = alt.Chart(data.rows(features)).mark_geoshape(
        filled=False, strokeOpacity=OPACITY if few else 1.0, strokeCap="butt", **look
    )
    drawn: alt.Chart = mark.encode(
        stroke=alt.Stroke("properties.c:N", scale=None),
        strokeWidth=alt.StrokeWidth("properties.w:Q", scale=None),
    ).project(**plane.spec())
    return drawn


def _lanes(arcs: Sequence[Arc], stroke: float, data: _Data) -> list[alt.Chart]:
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
        mark = alt.Chart(data.rows(rows)).mark_line(
            opacity=OPACITY, strokeJoin="round", strokeCap="butt", **look
        )
        layers.append(
            mark.encode(
                x=_at("x"),
                y=_at("y"),
                order=alt.Order("k:Q"),
                detail=alt.Detail("n:N"),
                stroke=alt.Stroke("c:N", scale=None),
                strokeWidth=alt.StrokeWidth("w:Q", scale=None),
            )
        )
    return layers


def _arrows(arrows: Sequence[Arrow], data: _Data) -> list[alt.Chart]:
    if not arrows:
        return []
    rows = [
        {"x": round(a.x, 2), "y": round(a.y, 2), "a": round(a.degrees, 1), "s": round(a.size**2, 2),
         "c": a.colour}
        for a in arrows
    ]  # fmt: skip
    mark = alt.Chart(data.rows(rows)).mark_point(
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


def _signs(signs: Sequence[Sign], halo: str, edge: float, data: _Data) -> list[alt.Chart]:
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
    mark = alt.Chart(data.rows(rows)).mark_point(filled=True, opacity=1, **look)
    return [
        mark.encode(
            x=_at("x"),
            y=_at("y"),
            size=alt.Size("s:Q", scale=None),
            fill=alt.Fill("c:N", scale=None),
            shape=alt.Shape("k:N", scale=None),
        )
    ]


def _rules(rules: Sequence[Rule], data: _Data) -> list[alt.Chart]:
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
            alt.Chart(data.rows(rows))
            .mark_rule(strokeCap="butt", **look)
            .encode(
                x=_at("x"),
                y=_at("y"),
                x2=alt.X2("x2:Q"),
                y2=alt.Y2("y2:Q"),
                stroke=alt.Stroke("c:N", scale=None),
                strokeWidth=alt.StrokeWidth("w:Q", scale=None),
            )
        )
    return layers


def _texts(texts: Sequence[Text], scene: Scene, data: _Data) -> list[alt.Chart]:
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
        mark = alt.Chart(data.rows(rows)).mark_text(
            align="left",
            baseline="alphabetic",
            font=scene.fonts,
            fontSize=round(size, 3),
            fontWeight="bold" if bold else "normal",
            fill=colour,
            **look,
        )
        layers.append(mark.encode(x=_at("x"), y=_at("y"), text=alt.Text("t:N")))
    return layers


def _box(box: Box, fill: str | None, stroke: str | None, width: float, data: _Data) -> alt.Chart:
    row = {"x": box.left, "x2": box.right, "y": box.top, "y2": box.bottom}
    look: dict[str, Any] = {"fill": fill} if fill else {"filled": False}
    if stroke:
        look |= {"stroke": stroke, "strokeWidth": width}
    mark = alt.Chart(data.rows([row])).mark_rect(**look)
    drawn: alt.Chart = mark.encode(x=_at("x"), y=_at("y"), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    return drawn


def _at(field: str) -> Any:
    """A position in pixels: without a scale, Vega takes the number as it is."""
    return (alt.X if field == "x" else alt.Y)(f"{field}:Q", scale=None, axis=None)
