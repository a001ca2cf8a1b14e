"""Lines and places in the layouts of other tools: GeoJSON, FlowmapBlue, kepler.gl and Flourish.

Lines are FLOWS (with a flow_id) or LEGS (with a leg_id), as `geo.arcs` describes them; columns that
are not needed for drawing travel along as properties. Everything is written in the order of the
frames and without any date or random id, so the same frames make the same text.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from geo import arcs, routes
from geo.contract import check
from geo.palette import PALETTES, rgb
from geo.places import Point

KM_PER_POINT = 100.0
"""Kilometres from point to point of an arc. The straight piece between two points then strays less
than 200 m from the great circle."""
DECIMALS = 5
"""Decimals of a coordinate in degrees, about a metre, as RFC 7946, section 11.2, advises."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take text for a formula, by OWASP's page on CSV injection."""

_COORDINATES = ("from_lon", "from_lat", "to_lon", "to_lat", "lon", "lat")

LineParts = list[list[list[float]]]


def geojson(
    lines: pd.DataFrame, places: pd.DataFrame, *, members: Mapping[str, Any] | None = None
) -> str:
    """A FeatureCollection by RFC 7946: places as points, lines along the great circle.

    Args:
        lines: FLOWS or LEGS; may be empty.
        places: PLACES; may be empty.
        members: further members of the collection, such as a title; plain JSON.

    A line that crosses the antimeridian is a MultiLineString cut there. Every other column is a
    property, lists of text as arrays. Raises FrameError when a frame breaks its contract.
    """
    _check(lines, places)
    features = [
        _feature(str(row["key"]), "Point", _position(row["lon"], row["lat"]), row, "place")
        for row in _rows(places)
    ]
    kind = "flow" if "flow_id" in lines.columns else "leg"
    for row in _rows(lines):
        parts = line_parts(row)
        shape, coordinates = ("LineString", parts[0]) if len(parts) == 1 else (_MULTI, parts)
        features.append(_feature(str(row[f"{kind}_id"]), shape, coordinates, row, kind))
    collection = {**(members or {}), "type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def line_parts(row: Mapping[str, Any]) -> LineParts:
    """The great circle of a line as lists of positions, cut at the antimeridian.

    A position is [longitude, latitude] in degrees, longitudes -180 to 180; there are two or more
    in each part.
    """
    start = Point(float(row["from_lon"]), float(row["from_lat"]))
    end = Point(float(row["to_lon"]), float(row["to_lat"]))
    count = max(2, math.ceil(routes.distance_km(start, end) / KM_PER_POINT) + 1)
    parts = routes.split_at_dateline(routes.great_circle(start, end, count))
    return [[_position(lon, lat) for lon, lat in part] for part in parts]


def flowmap_blue(flows: pd.DataFrame, places: pd.DataFrame, title: str) -> dict[str, str]:
    """The three sheets of a FlowmapBlue spreadsheet as CSV, by file name.

    locations: id, name, lat, lon; flows: origin, dest, count; properties: property, value.
    Raises FrameError when a frame breaks its contract.
    """
    _check(flows, places)
    pairs = zip(flows["from_key"], flows["to_key"], _counts(flows), strict=True)
    properties = [("title", title), ("colors.darkMode", "no"), ("colorScheme", "Blues")]
    return {
        "locations.csv": csv_text(
            ("id", "name", "lat", "lon"),
            ((row["key"], row["name"], row["lat"], row["lon"]) for row in _rows(places)),
        ),
        "flows.csv": csv_text(("origin", "dest", "count"), pairs),
        "properties.csv": csv_text(("property", "value"), properties),
    }


def flourish(lines: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """The two tables that Flourish's templates Arc map and Connections globe ask for, as CSV.

    data: source and destination (ids of the locations), value, category and text for popups;
    locations: id, name, latitude, longitude. Raises FrameError when a frame breaks its contract.
    """
    _check(lines, places)
    rows = (
        (
            row["from_key"],
            row["to_key"],
            count,
            arcs.PARTIES.get(str(row["party"]), ("Other",))[0],
            row["from_name"],
            row["to_name"],
            row["years"],
            _titles(row),
        )
        for row, count in zip(_rows(lines), _counts(lines), strict=True)
    )
    header = ("source", "destination", "missions", "party", "from", "to", "years", "titles")
    return {
        "data.csv": csv_text(header, rows),
        "locations.csv": csv_text(
            ("id", "name", "latitude", "longitude"),
            ((row["key"], row["name"], row["lat"], row["lon"]) for row in _rows(places)),
        ),
    }


_KEPLER_FIELDS = {
    "from_name": "string",
    "to_name": "string",
    "source_lat": "real",
    "source_lng": "real",
    "target_lat": "real",
    "target_lng": "real",
    "missions": "integer",
    "party": "string",
    "direction": "string",
    "years": "string",
    "titles": "string",
    "km": "real",
}


def kepler_csv(lines: pd.DataFrame) -> str:
    """One row a line, with column names from which kepler.gl makes an arc layer by itself:
    source_lat, source_lng, target_lat, target_lng. Raises FrameError as above."""
    _check(lines)
    return csv_text(tuple(_KEPLER_FIELDS), _kepler_rows(lines))


def kepler_map(
    lines: pd.DataFrame,
    title: str,
    description: str,
    *,
    info: Mapping[str, Any] | None = None,
) -> str:
    """A map file of kepler.gl (version v1): the data, and one arc layer, whose width is the number
    of missions and whose colour is the party. `info` is kept beside title and description.

    Raises FrameError when the frame breaks its contract.
    """
    _check(lines)
    palette = PALETTES["light"]
    parties = sorted(set(map(str, lines["party"])))
    colours = [palette.party(party) for party in parties] or [palette.neutral]
    fields = [
        {"name": name, "type": kind, "format": "", "analyzerType": _ANALYSED[kind]}
        for name, kind in _KEPLER_FIELDS.items()
    ]
    columns = {"lat0": "source_lat", "lng0": "source_lng"}
    columns |= {"lat1": "target_lat", "lng1": "target_lng"}
    layer = {
        "id": "missions",
        "type": "arc",
        "config": {
            "dataId": "missions",
            "label": title,
            "color": list(rgb(colours[0])),
            "columns": columns,
            "isVisible": True,
            "visConfig": {
                "opacity": 0.8,
                "thickness": 2,
                "colorRange": {
                    "name": "Custom",
                    "type": "custom",
                    "category": "Custom",
                    "colors": colours,
                },
                "sizeRange": [1, 6],
                "targetColor": None,
            },
        },
        "visualChannels": {
            "colorField": {"name": "party", "type": "string"},
            "colorScale": "ordinal",
            "sizeField": {"name": "missions", "type": "integer"},
            "sizeScale": "sqrt",
        },
    }
    state = {
        "visState": {"filters": [], "layers": [layer]},
        "mapState": {"latitude": 42, "longitude": 55, "zoom": 2.2, "pitch": 30, "bearing": 0},
    }
    data = {
        "id": "missions",
        "label": title,
        "color": list(rgb(colours[0])),
        "allData": [list(row) for row in _kepler_rows(lines)],
        "fields": fields,
    }
    whole = {
        "datasets": [{"version": "v1", "data": data}],
        "config": {"version": "v1", "config": state},
        "info": {**(info or {}), "app": "kepler.gl", "title": title, "description": description},
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV by RFC 4180: comma, quotes where needed, lines end in CR LF.

    None and NaN are empty cells, whole floats keep their point, tuples are joined by "; ", and text
    that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def no_formula(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    A text that looks so guarded already gets another one, so that ``unguarded`` gives every text
    back as it was.
    """
    return f"'{text}" if _is_risky(text) or _is_guarded(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that ``no_formula`` has put before it."""
    return text[1:] if _is_guarded(text) else text


def _is_risky(text: str) -> bool:
    return text.lstrip(" ").startswith(FORMULA_STARTS)


def _is_guarded(text: str) -> bool:
    return text.startswith("'") and (text.startswith("''") or _is_risky(text[1:]))


_MULTI = "MultiLineString"
_ANALYSED = {"string": "STRING", "real": "FLOAT", "integer": "INT"}


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        # A null character ends a file for some readers.
        return no_formula(value.replace("\0", ""))
    if isinstance(value, tuple | list):
        return _cell("; ".join(map(str, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _check(lines: pd.DataFrame, places: pd.DataFrame | None = None) -> None:
    check(lines, arcs.FLOWS if "flow_id" in lines.columns else arcs.LEGS)
    if places is not None:
        check(places, arcs.PLACES)


def rows_as_plain(
    lines: pd.DataFrame, places: pd.DataFrame
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of places and of lines as plain values, after both were checked: FrameError."""
    _check(lines, places)
    return list(_rows(places)), list(_rows(lines))


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(map(str, frame.columns))
    for row in frame.itertuples(index=False, name=None):
        yield dict(zip(names, map(plain, row), strict=True))


def plain(value: object) -> Any:
    """A value of a frame as JSON knows it; NaN is None, a tuple a list."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _position(lon: float, lat: float) -> list[float]:
    # Adding zero turns -0.0 into 0.0.
    return [round(float(lon), DECIMALS) + 0.0, round(float(lat), DECIMALS) + 0.0]


def _feature(
    name: str, shape: str, coordinates: object, row: Mapping[str, Any], kind: str
) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key not in _COORDINATES}
    return {
        "type": "Feature",
        "id": name,
        "geometry": {"type": shape, "coordinates": coordinates},
        "properties": {"feature": kind, **kept},
    }


def _counts(lines: pd.DataFrame) -> list[int]:
    if "flow_id" not in lines.columns:
        return [1] * len(lines)
    return [int(count) for count in lines["missions"]]


def _titles(row: Mapping[str, Any]) -> str:
    return "; ".join(row["titles"]) if "titles" in row else str(row["title"])


def _kepler_rows(lines: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for row, count in zip(_rows(lines), _counts(lines), strict=True):
        yield (
            row["from_name"],
            row["to_name"],
            *(row["from_lat"], row["from_lon"], row["to_lat"], row["to_lon"]),
            count,
            row["party"],
            row["direction"],
            row["years"],
            _titles(row),
            round(row["km"], 1),
        )
