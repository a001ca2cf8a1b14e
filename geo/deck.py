"""`Arcs` as an interactive map: the only importer of pydeck.

pydeck checks nothing: a misspelt layer or argument, a NaN or a timestamp passes in silence and
leaves an empty map. So every layer is made by `layer`, which checks names and values, and has a
fixed id. Only the fields that are drawn are sent, with few decimals.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any

import numpy as np
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from geo.arcs import DASH, LANE, Arcs, rows_of
from geo.deck_schema import check_layer
from geo.icons import CELL, MARKER, Atlas, arrowhead, marker
from geo.labels import place_labels
from geo.palette import PALETTES, Palette, Theme, mix, rgb
from geo.routes import Array
from geo.selection import LINES_LAYER, POINTS_LAYER, Picked, picked
from geo.view import MAX_LATITUDE, View, point_in_frame

__all__ = ["Deck", "Picked", "layer", "mission_deck", "picked"]

LAND_URL = "app/static/land.geojson"
"""Where Streamlit serves the land with `server.enableStaticServing`; fetched once, then cached."""
BORDERS_URL = "app/static/borders.geojson"

TEXT_SIZE = 13
"""Pixels of place names."""
FONTS = '"Source Sans", "Source Sans 3", "Helvetica Neue", Arial, sans-serif'
_SDF = {"sdf": True, "fontSize": 52, "buffer": 14, "radius": 16, "smoothing": 0.18}
_OUTLINE = 10
"""Letters as distance fields, which can have an outline: 52 pixels in the atlas for 13 on screen,
with an outline of 10 / 4 = 2.5 pixels."""
_PATH_STYLE = {"@@type": "PathStyleExtension"}
HIT_WIDTH = 14.0
"""Pixels across which a line answers to the mouse: thin arcs are hard to hit, and Streamlit has no
setting for deck.gl's picking radius."""
ARROW_SIZE, ARROW_SMALLEST = 13.0, 6.0
"""Pixels of an arrowhead, and of one on a leg that is short at this view."""
ARROW_AT = 0.56
"""Share of a leg at which its arrowhead stands: past the middle, clear of a return leg's."""
HALO = 1.8
"""Pixels of the halo around a marker."""
FADED = 70
"""Opacity, of 255, of what is not selected."""

_TOOLTIP_STYLE = {
    "whiteSpace": "pre-line",
    "maxWidth": "20rem",
    "padding": "0.5rem 0.65rem",
    "borderRadius": "4px",
    "fontSize": "13px",
    "lineHeight": "1.35",
    "boxShadow": "0 1px 6px rgba(0,0,0,0.25)",
}


class Deck(pdk.Deck):  # type: ignore[misc]
    """A pydeck deck whose JSON has no white space: pydeck's own is two to four times as long."""

    def to_json(self) -> str:
        """The deck as Streamlit sends it. Raises ValueError for NaN and infinity."""
        return json.dumps(
            self, sort_keys=True, default=default_serialize, separators=(",", ":"), allow_nan=False
        )


def mission_deck(
    arcs: Arcs,
    *,
    view: View,
    size: tuple[int, int],
    theme: Theme = "light",
    selected: Picked | None = None,
    borders: bool = False,
    land_url: str = LAND_URL,
    borders_url: str = BORDERS_URL,
) -> pdk.Deck:
    """The map of these arcs, flat, north up, without any base map from elsewhere.

    Args:
        arcs: flows or itineraries; legs get arrowheads and, where they share a way, lanes.
        view: where the map looks at first, for example ``fit(arcs.extent, size)``.
        size: width and height in pixels that names are placed for; a guess within a fifth will do.
        theme: colours for a light or a dark page.
        selected: drawn strongly, with everything else faded; ids that are not here are passed over.
        borders: whether to draw lines between countries.
        land_url, borders_url: GeoJSON to fetch, relative to the page.

    The layers "arcs" (wide and all but invisible) and "points" can be picked; each of their objects
    carries id, label and detail. `geo.selection.picked` reads what Streamlit gives back.
    """
    palette = PALETTES[theme]
    chosen = selected or Picked()
    ids = set(chosen.lines) & set(arcs.lines["id"])
    keys = set(chosen.places) & set(arcs.points["key"])
    faded = bool(ids or keys)
    chosen_lines = arcs.lines[arcs.lines["id"].isin(ids)]
    ends = keys | set(chosen_lines["from_key"]) | set(chosen_lines["to_key"])
    layers = [_water(palette), _land(palette, land_url)]
    if borders:
        layers.append(_borders(palette, borders_url))
    layers += [_hits(arcs), *_lines(arcs, palette, faded), _chosen(arcs, palette, ids)]
    if arcs.lines["directed"].any():
        layers.append(_arrows(arcs, palette, view, size, ids, faded))
    layers += [
        _halos(arcs, palette),
        _points(arcs, palette, keys, ends, faded),
        _labels(arcs, palette, view, size),
    ]
    background, text = (palette.label, palette.halo)
    return Deck(
        layers=layers,
        views=[
            pdk.View(
                type="MapView",
                controller={"dragRotate": False, "touchRotate": False},
                repeat=True,
            )
        ],
        initial_view_state=pdk.ViewState(
            longitude=round(view.lon, 4),
            latitude=round(view.lat, 4),
            zoom=round(view.zoom, 3),
            min_zoom=0,
            max_zoom=8,
            pitch=0,
            bearing=0,
        ),
        map_provider=None,
        tooltip={
            "html": "<b>{label}</b>\n{detail}",
            "style": {**_TOOLTIP_STYLE, "backgroundColor": background, "color": text},
        },
    )


def layer(kind: str, name: str, data: object, **arguments: object) -> pdk.Layer:
    """A pydeck layer with a fixed id.

    A str argument names a field of the data, as in pydeck; a literal text is a `pdk.types.String`.
    Raises DeckError for a layer or argument that is not in LAYERS, a field that the first row does
    not have, and a value that is not plain finite JSON.
    """
    given = {k: v for k, v in arguments.items() if not isinstance(v, pdk.types.String)}
    check_layer(kind, name, data, given, literal=set(arguments) - set(given))
    if arguments.get("pickable") and isinstance(data, list):
        data = _address(data)
    return pdk.Layer(kind, data=data, id=name, **arguments)


def _address(rows: list[dict[str, Any]]) -> str:
    """Rows as a data address, which the browser reads without fetching anything.

    Streamlit keeps a selection by row number, and where a layer's rows are a list it moves the
    selection to whatever stands in that row after a change of filter. Rows that it cannot see it
    leaves alone, so what was clicked stays selected.
    """
    text = json.dumps(rows, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return "data:application/json," + text.replace("%", "%25").replace("#", "%23")


def _text(value: str) -> pdk.types.String:
    return pdk.types.String(value)


def _rgba(colour: str, opacity: int = 255) -> list[int]:
    return [*rgb(colour), opacity] if opacity < 255 else [*rgb(colour)]


def _fill(colour: str) -> dict[str, Any]:
    """Arguments that fill a GeoJsonLayer's polygons. Streamlit fades `getFillColor` of every layer
    as soon as something is selected; the colour of the inner layer stays as it is."""
    return {"polygons-fill": {"getFillColor": _rgba(colour)}}


def _water(palette: Palette) -> pdk.Layer:
    edge = round(MAX_LATITUDE, 2)
    ring = [[-180, -edge], [180, -edge], [180, edge], [-180, edge], [-180, -edge]]
    world = {"type": "Polygon", "coordinates": [ring]}
    return layer(
        "GeoJsonLayer",
        "water",
        {"type": "Feature", "properties": {}, "geometry": world},
        stroked=False,
        _sub_layer_props=_fill(palette.water),
    )


def _land(palette: Palette, url: str) -> pdk.Layer:
    return layer("GeoJsonLayer", "land", url, stroked=False, _sub_layer_props=_fill(palette.land))


def _borders(palette: Palette, url: str) -> pdk.Layer:
    return layer(
        "GeoJsonLayer",
        "borders",
        url,
        filled=False,
        get_line_color=_rgba(palette.border),
        get_line_width=0.8,
        line_width_units=_text("pixels"),
    )


def _degrees(path: Array, decimals: int) -> list[list[float]]:
    rounded: list[list[float]] = np.round(path, decimals).tolist()
    return rounded


def _hits(arcs: Arcs) -> pdk.Layer:
    """What the mouse meets: wide and all but invisible lines that carry the tooltip.

    They are hidden by the layer's opacity, because Streamlit makes the colour of a selected object
    opaque; an opacity of 0 would hide them from the mouse as well. A great circle is sent as its
    two ends; a line beside it as points, and it answers across its own lane only.
    """
    moved = bool(arcs.lines["offset"].any())
    rows = []
    for line, path in arcs.each_line():
        row = {"id": line.id, "label": line.label, "detail": line.detail}
        if moved:
            row["path"] = _degrees(np.vstack([path[:-1:2], path[-1:]]), 2)
            row["width"] = LANE if line.offset else HIT_WIDTH
            row["offset"] = round(line.offset / LANE, 3)
        else:
            row |= _ends(line)
        rows.append(row)
    look: dict[str, Any] = {"pickable": True, "opacity": 1e-6}
    if moved:
        look |= {"get_width": "width", "get_color": [0, 0, 0], "get_offset": "offset"}
        return _paths(LINES_LAYER, rows, **look, extensions=[{**_PATH_STYLE, "offset": True}])
    return _great_circles(LINES_LAYER, rows, HIT_WIDTH, [0, 0, 0], **look)


def _lines(arcs: Arcs, palette: Palette, faded: bool) -> list[pdk.Layer]:
    """The lines as they are seen. Solid great circles are sent as their two ends, a sixth of the
    size; deck.gl can dash a line or move it aside only where it is given as points."""
    whole, pieces = [], []
    for line, path in arcs.each_line():
        colour = _rgba(palette.party(line.party), FADED if faded else 235)
        row = {"color": colour, "width": round(line.width, 2)}
        if line.style == "solid" and not line.offset:
            whole.append(row | _ends(line))
            continue
        row["path"] = _degrees(path, 2)
        row["dash"] = list(DASH) if line.style == "dashed" else [0, 0]
        row["offset"] = round(line.offset / line.width, 3)
        pieces.append(row)
    style = {**_PATH_STYLE, "dash": True, "offset": True, "dashMode": "path"}
    return [
        _great_circles("lines", whole, "width", "color"),
        _paths(
            "paths",
            pieces,
            get_width="width",
            get_color="color",
            get_dash_array="dash",
            get_offset="offset",
            dash_units=_text("pixels"),
            extensions=[style],
        ),
    ]


def _ends(line: Any) -> dict[str, Any]:
    return {
        "from": [round(line.from_lon, 4), round(line.from_lat, 4)],
        "to": [round(line.to_lon, 4), round(line.to_lat, 4)],
    }


def _great_circles(
    name: str, rows: list[dict[str, Any]], width: object, colour: object, **look: object
) -> pdk.Layer:
    return layer(
        "ArcLayer",
        name,
        rows,
        get_source_position="from",
        get_target_position="to",
        get_source_color=colour,
        get_target_color=colour,
        get_width=width,
        width_units=_text("pixels"),
        great_circle=True,
        get_height=0,
        num_segments=100,
        wrap_longitude=True,
        **look,
    )


def _paths(name: str, rows: list[dict[str, Any]], **look: object) -> pdk.Layer:
    return layer(
        "PathLayer",
        name,
        rows,
        get_path="path",
        width_units=_text("pixels"),
        joint_rounded=True,
        **look,
    )


def _chosen(arcs: Arcs, palette: Palette, ids: Collection[str]) -> pdk.Layer:
    """The selected lines once more, cased. A GeoJsonLayer, whose line colour Streamlit leaves alone
    where it fades the colours of a PathLayer."""
    features = []
    for line, path in arcs.each_line():
        if line.id not in ids:
            continue
        for wider, colour in ((4.0, palette.halo), (1.0, palette.party(line.party))):
            look = {"color": _rgba(colour), "width": round(line.width + wider, 2)}
            geometry = {"type": "LineString", "coordinates": _degrees(path, 3)}
            features.append({"type": "Feature", "properties": look, "geometry": geometry})
    return layer(
        "GeoJsonLayer",
        "selected",
        {"type": "FeatureCollection", "features": features},
        filled=False,
        get_line_color="properties.color",
        get_line_width="properties.width",
        line_width_units=_text("pixels"),
        line_joint_rounded=True,
    )


def _arrows(
    arcs: Arcs,
    palette: Palette,
    view: View,
    size: tuple[int, int],
    ids: Collection[str],
    faded: bool,
) -> pdk.Layer:
    """One arrowhead on each leg, on the part of it that is in the frame."""
    icons = Atlas()
    rows = []
    for line, path in arcs.each_line():
        if not line.directed or line.from_key == line.to_key:
            continue
        lonlat, direction, length = point_in_frame(path, view, size, ARROW_AT)
        right = np.array([-direction[1], direction[0]]) * line.offset
        colour = palette.party(line.party)
        if faded and line.id not in ids:
            colour = mix(colour, palette.land, FADED / 255)
        icon = icons.name(arrowhead(colour))
        rows.append(
            {
                "position": _degrees(lonlat, 3),
                "angle": round(math.degrees(math.atan2(-direction[1], direction[0])), 1),
                "shift": np.round(right, 1).tolist(),
                "size": round(min(ARROW_SIZE, max(ARROW_SMALLEST, 0.4 * length)), 1),
                "icon": icon,
            }
        )
    return layer(
        "IconLayer",
        "arrows",
        rows,
        icon_atlas=_text(icons.address()),
        icon_mapping=icons.mapping(),
        get_icon="icon",
        get_position="position",
        get_angle="angle",
        get_pixel_offset="shift",
        get_size="size",
        size_units=_text("pixels"),
    )


def _halos(arcs: Arcs, palette: Palette) -> pdk.Layer:
    rows = [
        {
            "position": [round(point.lon, 4), round(point.lat, 4)],
            "radius": round(point.radius + HALO, 1),
        }
        for point in arcs.each_point()
    ]
    return layer(
        "ScatterplotLayer",
        "halos",
        rows,
        get_position="position",
        get_radius="radius",
        get_fill_color=_rgba(palette.halo),
        radius_units=_text("pixels"),
    )


def _points(
    arcs: Arcs, palette: Palette, keys: Collection[str], ends: Collection[str], faded: bool
) -> pdk.Layer:
    icons = Atlas()
    rows = []
    for point in arcs.each_point():
        colour = palette.party(point.party)
        if faded and point.key not in ends:
            colour = mix(colour, palette.land, FADED / 255)
        picture = marker(point.shape, colour, palette.selected if point.key in keys else None)
        rows.append(
            {
                "id": point.key,
                "label": point.name,
                "detail": point.detail,
                "position": [round(point.lon, 4), round(point.lat, 4)],
                "icon": icons.name(picture),
                "size": round(point.radius * CELL / MARKER, 1),
            }
        )
    return layer(
        "IconLayer",
        POINTS_LAYER,
        rows,
        pickable=True,
        icon_atlas=_text(icons.address()),
        icon_mapping=icons.mapping(),
        get_icon="icon",
        get_position="position",
        get_size="size",
        size_units=_text("pixels"),
    )


def _labels(arcs: Arcs, palette: Palette, view: View, size: tuple[int, int]) -> pdk.Layer:
    """Names of the places, where they fit at this view. deck.gl's own collision filter is not used:
    in version 9.4 it tests a name at its marker, not where anchor and offset put it."""
    labels = place_labels(arcs.points, view, size, text_size=TEXT_SIZE, lines=arcs.paths)
    rows = [
        {
            "text": label.text,
            "position": [round(label.lon, 4), round(label.lat, 4)],
            "anchor": label.anchor,
            "shift": [round(label.dx, 1), round(label.dy, 1)],
        }
        for label in rows_of(labels.placed)
    ]
    colour = _rgba(palette.label)
    return layer(
        "TextLayer",
        "labels",
        rows,
        get_text="text",
        get_position="position",
        get_text_anchor="anchor",
        get_alignment_baseline=_text("center"),
        get_pixel_offset="shift",
        get_size=TEXT_SIZE,
        get_color=colour,
        font_family=_text(FONTS),
        font_settings=_SDF,
        outline_width=_OUTLINE,
        outline_color=_rgba(palette.halo),
        character_set=_text("auto"),
        _sub_layer_props={"characters": {"getColor": colour}},
    )
