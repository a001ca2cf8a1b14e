"""Layouts of other tools: valid, complete, harmless to open, and the same at every run."""

from __future__ import annotations

import csv
import io
import itertools
import json
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import exchange
from geo.contract import FrameError
from geo.kml import NAMESPACE, kml
from geo.places import Point
from geo.routes import distance_km

EVIL = "=HYPERLINK(\"http://evil\")</name><script>alert('1')</script>\x00\x0b & Co"

Ends = tuple[float, float, float, float]


def flow(ends: Ends, *, title: str = "Mission", number: int = 0) -> dict[str, Any]:
    lon1, lat1, lon2, lat2 = ends
    return {
        "flow_id": f"a{number}>b{number}",
        "from_key": f"a{number}",
        "to_key": f"b{number}",
        "from_name": title,
        "to_name": "Kunming",
        "from_lon": lon1,
        "from_lat": lat1,
        "to_lon": lon2,
        "to_lat": lat2,
        "party": "GB",
        "direction": "outbound",
        "years": "2016",
        "km": distance_km(Point(lon1, lat1), Point(lon2, lat2)),
        "missions": 2,
        "titles": (title, "Another"),
    }


def frames(*ends: Ends, title: str = "Mission") -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [flow(each, title=title, number=number) for number, each in enumerate(ends)]
    places = [
        {
            "key": key,
            "name": title,
            "region": "",
            "lon": lon,
            "lat": lat,
            "role": "stop",
            "party": "",
            "missions": 1,
            "agreements": 0,
            "population": 0,
        }
        for number, (lon1, lat1, lon2, lat2) in enumerate(ends)
        for key, lon, lat in ((f"a{number}", lon1, lat1), (f"b{number}", lon2, lat2))
    ]
    return pd.DataFrame(rows), pd.DataFrame(places)


LIVERPOOL_KUNMING = (-2.98, 53.41, 102.72, 25.04)
TOKYO_SEATTLE = (139.7, 35.7, -122.3, 47.6)


def faults(document: Any) -> list[str]:
    """What RFC 7946 forbids in a FeatureCollection of points and lines."""
    found = []
    if document.get("type") != "FeatureCollection" or "crs" in document:
        found.append("no FeatureCollection, or one with the crs that the RFC removed")
    for feature in document["features"]:
        if feature["type"] != "Feature" or not isinstance(feature["properties"], dict):
            found.append("a feature without its members")
        geometry = feature["geometry"]
        parts = geometry["coordinates"]
        if geometry["type"] != "MultiLineString":
            parts = [[parts, parts] if geometry["type"] == "Point" else parts]
        for part in parts:
            if len(part) < 2:
                found.append(f"{feature['id']}: a line of one position")
            if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in part):
                found.append(f"{feature['id']}: a position outside the world")
            steps = itertools.pairwise(part)
            if any(abs(a[0] - b[0]) > 180 for a, b in steps if abs(a[1]) < 89):
                found.append(f"{feature['id']}: a line across the antimeridian")
    return found


lon = st.floats(-180, 180).map(lambda value: round(value, 4))
lat = st.floats(-89.9, 89.9).map(lambda value: round(value, 4))


@given(st.lists(st.tuples(lon, lat, lon, lat), max_size=4))
def test_geojson_is_valid_for_any_flows(ends: list[Ends]) -> None:
    lines, places = frames(*ends) if ends else [each.iloc[:0] for each in frames(TOKYO_SEATTLE)]
    document = json.loads(exchange.geojson(lines, places))
    assert faults(document) == []
    assert len(document["features"]) == 3 * len(ends)


def test_a_line_is_dense_ends_where_it_should_and_is_cut_at_the_dateline() -> None:
    document = json.loads(exchange.geojson(*frames(LIVERPOOL_KUNMING, TOKYO_SEATTLE)))
    straight, cut = (feature["geometry"] for feature in document["features"][-2:])
    assert straight["type"] == "LineString"
    assert len(straight["coordinates"]) > 80
    assert straight["coordinates"][0] == [-2.98, 53.41]
    # Over Siberia: far north of both ends.
    assert max(position[1] for position in straight["coordinates"]) > 57
    west, east = cut["coordinates"]
    assert (west[0], east[-1]) == ([139.7, 35.7], [-122.3, 47.6])
    assert west[-1][0] == 180.0
    assert east[0][0] == -180.0
    assert west[-1][1] == east[0][1]


def test_the_validator_of_these_tests_finds_faults() -> None:
    document = json.loads(exchange.geojson(*frames(TOKYO_SEATTLE)))
    line = document["features"][-1]["geometry"]
    west, east = line["coordinates"]
    line["type"], line["coordinates"] = "LineString", [*west, *east]
    assert faults(document) == ["a0>b0: a line across the antimeridian"]


def test_properties_keep_every_column_and_members_cannot_break_the_type() -> None:
    lines, places = frames(LIVERPOOL_KUNMING, title=EVIL)
    document = json.loads(exchange.geojson(lines, places, members={"type": "x", "title": "t"}))
    assert (document["type"], document["title"]) == ("FeatureCollection", "t")
    properties = document["features"][-1]["properties"]
    assert properties["titles"] == [EVIL, "Another"]
    assert properties["feature"] == "flow"
    assert properties["missions"] == 2


def test_a_broken_frame_is_told() -> None:
    lines, places = frames(LIVERPOOL_KUNMING)
    with pytest.raises(FrameError, match="to_lat"):
        exchange.geojson(lines.assign(to_lat=float("nan")), places)


def test_kml_is_well_formed_and_keeps_markup_as_text() -> None:
    lines, places = frames(LIVERPOOL_KUNMING, TOKYO_SEATTLE, title=EVIL)
    text = kml(lines, places, title=EVIL, description=EVIL, data={"recipe": "{}"})
    root = ET.fromstring(text)
    assert root.tag == f"{{{NAMESPACE}}}kml"
    marks = root.findall(f".//{{{NAMESPACE}}}Placemark")
    assert len(marks) == 6
    assert len(root.findall(f".//{{{NAMESPACE}}}LineString")) == 3
    assert "<script" not in text
    told = [mark.findtext(f"{{{NAMESPACE}}}description") or "" for mark in marks]
    # A globe reads a description as HTML: there the script must still be text.
    assert not any("<script" in each for each in told)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_flowmap_and_flourish_tables_refer_to_their_locations() -> None:
    lines, places = frames(LIVERPOOL_KUNMING, TOKYO_SEATTLE)
    sheets = exchange.flowmap_blue(lines, places, "Title")
    assert cells(sheets["locations.csv"])[0] == ["id", "name", "lat", "lon"]
    header, *rows = cells(sheets["flows.csv"])
    assert header == ["origin", "dest", "count"]
    known = {row[0] for row in cells(sheets["locations.csv"])[1:]}
    assert {end for row in rows for end in row[:2]} <= known
    assert [row[2] for row in rows] == ["2", "2"]
    tables = exchange.flourish(lines, places)
    known = {row[0] for row in cells(tables["locations.csv"])[1:]}
    assert {end for row in cells(tables["data.csv"])[1:] for end in row[:2]} <= known


def test_kepler_layouts_agree() -> None:
    lines, _ = frames(LIVERPOOL_KUNMING, TOKYO_SEATTLE)
    table = cells(exchange.kepler_csv(lines))
    assert {"source_lat", "source_lng", "target_lat", "target_lng"} <= set(table[0])
    document = json.loads(exchange.kepler_map(lines, "Title", "About"))
    data = document["datasets"][0]["data"]
    names = [field["name"] for field in data["fields"]]
    assert names == table[0]
    assert [[str(cell) for cell in row] for row in data["allData"]] == table[1:]
    layer = document["config"]["config"]["visState"]["layers"][0]
    assert set(layer["config"]["columns"].values()) <= set(names)
    assert document["info"]["app"] == "kepler.gl"


@given(st.text())
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    row = cells(exchange.csv_text(("a", "b"), [(text, -1.5)]))[1]
    assert not row[0].lstrip(" ").startswith(exchange.FORMULA_STARTS)
    assert row[0].removeprefix("'") == text.replace("\0", "").removeprefix("'")
    assert row[1] == "-1.5"


def test_legs_count_as_one_mission_each() -> None:
    lines, places = frames(LIVERPOOL_KUNMING)
    legs = lines.drop(columns=["flow_id", "missions", "titles"])
    legs = legs.assign(leg_id="m/0/0", mission_id="m", title="Mission", seq=0)
    assert cells(exchange.flowmap_blue(legs, places, "")["flows.csv"])[1] == ["a0", "b0", "1"]
    assert json.loads(exchange.geojson(legs, places))["features"][-1]["id"] == "m/0/0"
