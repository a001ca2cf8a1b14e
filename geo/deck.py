"""`Arcs` as an interactive map: the only importer of pydeck.

pydeck checks nothing: a misspelt layer or argument, a NaN or a timestamp passes in silence and
leaves an empty map. So every layer is made by `layer`, which checks names and values, and has a
fixed id. Only the fields that are drawn are sent, with few decimals.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from geo import deck_rows as rows
from geo.arcs import Arcs
from geo.deck_schema import check_layer
from geo.icons import Atlas, NameAtlas
from geo.labels import place_labels
from geo.palette import PALETTES, Palette, Theme, luminance
from geo.selection import LINES_LAYER, POINTS_LAYER, Picked, picked
from geo.view import View

__all__ = ["Deck", "Picked", "layer", "mission_deck", "picked"]

LAND_URL = "app/static/land.geojson"
"""Where Streamlit serves the land with `server.enableStaticServing`; fetched once, then cached."""
BORDERS_URL = "app/static/borders.geojson"

TEXT_SIZE = 13
"""Pixels of place names."""
_DASHED = {"@@type": "PathStyleExtension", "dash": True, "offset": True, "dashMode": "path"}

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
    focus = rows.Focus.of(arcs, selected)
    layers = [_land(palette, land_url)]
    if borders:
        layers.append(_borders(palette, borders_url))
    layers += [_hits(arcs, view), _lines(arcs, palette, focus.faded, view)]
    if focus.lines:
        layers.append(_chosen(arcs, palette, focus.lines, view))
    if arcs.lines["directed"].any():
        layers.append(_arrows(arcs, palette, view, size, focus))
    layers += [
        _halos(arcs, palette),
        _points(arcs, palette, focus),
        *_labels(arcs, palette, view, size, focus.ends),
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
    Raises DeckError for a layer or argument that is not in LAYERS, a field that a row does not
    have, and a value that is not plain finite JSON.
    """
    given = {k: v for k, v in arguments.items() if not isinstance(v, pdk.types.String)}
    check_layer(kind, name, data, given, literal=set(arguments) - set(given))
    if arguments.get("pickable") and isinstance(data, list):
        data = _address(data)
    return pdk.Layer(kind, data=data, id=name, **arguments)


def _address(found: list[dict[str, Any]]) -> str:
    """Rows as a data address, which the browser reads without fetching anything.

    Streamlit keeps a selection by row number, and where a layer's rows are a list it moves the
    selection to whatever stands in that row after a change of filter. Rows that it cannot see it
    leaves alone, so what was clicked stays selected.
    """
    text = json.dumps(found, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return "data:application/json," + text.replace("%", "%25").replace("#", "%23")


def _text(value: str) -> pdk.types.String:
    return pdk.types.String(value)


def _land(palette: Palette, url: str) -> pdk.Layer:
    """Sea and land, in one layer so that both appear at once: until then, what lies behind the map
    is seen, where a page may show a still picture of it.

    Streamlit fades `getFillColor` of every layer as soon as something is selected; the colour of
    the inner layer stays as it is.
    """
    colour = f"@@=properties.sea ? {rows.rgba(palette.water)} : {rows.rgba(palette.land)}"
    inner = {"polygons-fill": {"getFillColor": colour}}
    return layer("GeoJsonLayer", "land", url, stroked=False, _sub_layer_props=inner)


def _borders(palette: Palette, url: str) -> pdk.Layer:
    return layer(
        "GeoJsonLayer",
        "borders",
        url,
        filled=False,
        get_line_color=rows.rgba(palette.border),
        get_line_width=0.8,
        line_width_units=_text("pixels"),
    )


def _hits(arcs: Arcs, view: View) -> pdk.Layer:
    """What the mouse meets: wide and all but invisible lines that carry the tooltip.

    They are hidden by the layer's opacity, because Streamlit makes the colour of a selected object
    opaque; an opacity of 0 would hide them from the mouse as well.
    """
    look: dict[str, Any] = {"pickable": True, "opacity": 1e-6, "get_color": [0, 0, 0]}
    return _paths(LINES_LAYER, rows.hits(arcs, view.zoom), get_dash_array=[0, 0], **look)


def _lines(arcs: Arcs, palette: Palette, faded: bool, view: View) -> pdk.Layer:
    found = rows.lines(arcs, palette, faded, view.zoom)
    return _paths("lines", found, get_color="color", get_dash_array="dash")


def _paths(name: str, data: list[dict[str, Any]], **look: object) -> pdk.Layer:
    # One kind of layer with one extension for all lines: before its first frame the browser makes
    # shaders for every kind, and each costs as much as drawing all of the lines.
    return layer(
        "PathLayer",
        name,
        data,
        get_path="path",
        position_format=_text("XY"),
        get_width="width",
        get_offset="offset",
        width_units=_text("pixels"),
        dash_units=_text("pixels"),
        joint_rounded=True,
        extensions=[_DASHED],
        **look,
    )


def _chosen(arcs: Arcs, palette: Palette, ids: Collection[str], view: View) -> pdk.Layer:
    """The selected lines once more, cased. A GeoJsonLayer, whose line colour Streamlit leaves alone
    where it fades the colours of a PathLayer."""
    return layer(
        "GeoJsonLayer",
        "selected",
        {"type": "FeatureCollection", "features": rows.selected(arcs, palette, ids, view.zoom)},
        filled=False,
        get_line_color="properties.color",
        get_line_width="properties.width",
        line_width_units=_text("pixels"),
        line_joint_rounded=True,
        get_dash_array="properties.dash",
        get_offset="properties.offset",
        dash_units=_text("pixels"),
        extensions=[_DASHED],
    )


def _icons(
    name: str, data: list[dict[str, Any]], atlas: Atlas | NameAtlas, **look: object
) -> pdk.Layer:
    return layer(
        "IconLayer",
        name,
        data,
        icon_atlas=_text(atlas.address()),
        icon_mapping=atlas.mapping(),
        get_icon="icon",
        get_position="position",
        get_size="size",
        size_units=_text("pixels"),
        **look,
    )


def _arrows(
    arcs: Arcs, palette: Palette, view: View, size: tuple[int, int], focus: rows.Focus
) -> pdk.Layer:
    atlas = Atlas()
    found = rows.arrows(arcs, palette, view, size, atlas, focus)
    return _icons("arrows", found, atlas, get_angle="angle", get_pixel_offset="shift")


def _halos(arcs: Arcs, palette: Palette) -> pdk.Layer:
    """Discs beneath the markers: icons too, so that the two layers share their shaders."""
    atlas = Atlas(mask=True)
    found = rows.halos(arcs, atlas)
    return _icons("halos", found, atlas, get_color=rows.rgba(palette.halo))


def _points(arcs: Arcs, palette: Palette, focus: rows.Focus) -> pdk.Layer:
    atlas = Atlas()
    found = rows.points(arcs, palette, atlas, focus)
    return _icons(POINTS_LAYER, found, atlas, pickable=True)


def _labels(
    arcs: Arcs, palette: Palette, view: View, size: tuple[int, int], first: Collection[str]
) -> list[pdk.Layer]:
    """Names of the places, where they fit at this view. deck.gl's own collision filter is not used:
    in version 9.4 it tests a name at its marker, not where anchor and offset put it."""
    fitting = place_labels(
        arcs.points, view, size, text_size=TEXT_SIZE, lines=arcs.paths, first=first
    )
    # The edges of letters come out too dark in a picture: unseen in dark letters, but light ones
    # turn grey, so those are masks.
    light = luminance(palette.label) > 0.5
    names = NameAtlas(TEXT_SIZE, palette.label, mask=light)
    halos = NameAtlas(TEXT_SIZE, "#000", halo=True)
    return [
        _icons(name, rows.labels(fitting, atlas), atlas, get_pixel_offset="shift", get_color=colour)
        for name, atlas, colour in (
            ("label-halos", halos, rows.rgba(palette.halo)),
            ("labels", names, rows.rgba(palette.label)),
        )
    ]
