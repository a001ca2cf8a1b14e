"""What a deck.gl layer may be given. pydeck does not look, and deck.gl fails without a word."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from geo.errors import GeoError

_COMMON = frozenset({"pickable", "opacity", "_sub_layer_props", "extensions"})
LAYERS: Mapping[str, frozenset[str]] = {
    "GeoJsonLayer": _COMMON
    | {
        "filled",
        "stroked",
        "get_fill_color",
        "get_line_color",
        "get_line_width",
        "line_width_units",
        "line_joint_rounded",
        "line_cap_rounded",
        "get_dash_array",
        "get_offset",
        "dash_units",
    },
    "PathLayer": _COMMON
    | {
        "get_path",
        "position_format",
        "get_color",
        "get_width",
        "width_units",
        "joint_rounded",
        "cap_rounded",
        "get_dash_array",
        "get_offset",
        "dash_units",
    },
    "IconLayer": _COMMON
    | {
        "icon_atlas",
        "icon_mapping",
        "get_icon",
        "get_position",
        "get_size",
        "get_angle",
        "get_color",
        "get_pixel_offset",
        "size_units",
    },
}
"""The layers that are used, and the arguments that deck.gl 9.4 knows and that we set."""


class DeckError(GeoError, ValueError):
    """A layer that deck.gl would draw wrongly or not at all: a fault of the code that made it."""


def check_layer(
    kind: str,
    name: str,
    data: object,
    arguments: Mapping[str, object],
    *,
    literal: Collection[str] = (),
) -> None:
    """Check the names and values of one layer before it is made.

    Args:
        kind, name: deck.gl's class and the layer's id.
        data: a list of rows, a GeoJSON object, or an address.
        arguments: a str value names a field of the rows, as in pydeck.
        literal: further arguments, whose values are plain text.

    Raises DeckError for an unknown layer or argument, a field that a row does not have, and a value
    that is not plain, finite JSON (NaN, a timestamp, a number of numpy).
    """
    if kind not in LAYERS:
        raise DeckError(f"There is no layer {kind!r}; known are {', '.join(sorted(LAYERS))}.")
    unknown = sorted({*arguments, *literal} - LAYERS[kind])
    if unknown:
        raise DeckError(f"{kind} {name!r} has no argument {', '.join(unknown)}.")
    for argument, value in arguments.items():
        _check_value(value, f"{kind} {name!r}, {argument}")
    _check_value(data, f"{kind} {name!r}, data")
    if isinstance(data, list):
        fields = {(argument, v) for argument, v in arguments.items() if isinstance(v, str)}
        for argument, field in sorted(fields):
            if any(field not in row for row in data):
                raise DeckError(f"{kind} {name!r}: {argument} names {field!r}, which a row lacks.")


def _check_value(value: object, where: str) -> None:
    if isinstance(value, bool | str | int) or value is None:
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            raise DeckError(f"{where} holds {value}, which JSON does not have.")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _check_value(item, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for item in value:
            _check_value(item, where)
    else:
        raise DeckError(f"{where} holds a {type(value).__name__}, not plain JSON.")
