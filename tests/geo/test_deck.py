"""The deck's JSON, which is what a browser gets. Run with UPDATE_GOLDEN=1 to write tests/golden
anew, then look at the difference before committing it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest

from geo import deck_rows
from geo.arcs import Arcs, flow_arcs, leg_arcs
from geo.deck import layer, mission_deck
from geo.deck_schema import DeckError
from geo.palette import PALETTES, Theme
from geo.selection import Picked, picked
from geo.view import View, fit
from tests.geo.travel import flows, legs, places

GOLDEN = Path(__file__).parents[1] / "golden"
SIZE = (1100, 560)


def flow_map() -> Arcs:
    return flow_arcs(flows(), places())


def leg_map() -> Arcs:
    return leg_arcs(
        legs("liverpool kunming shanghai liverpool", "leipzig nanjing leipzig"), places()
    )


def deck_json(arcs: Arcs, **how: Any) -> dict[str, Any]:
    deck = mission_deck(arcs, view=fit(arcs.extent, SIZE), size=SIZE, **how)
    found: dict[str, Any] = json.loads(deck.to_json())
    return found


def layers(deck: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in deck["layers"]}


def rows(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a layer that can be picked, which are in a data address."""
    found: list[dict[str, Any]] = json.loads(unquote(one["data"].partition(",")[2]))
    return found


def same(found: Any, golden: Any) -> bool:
    """Equal, with room in the last digit sent: processors differ in the last bits of a sine."""
    if isinstance(golden, dict) and isinstance(found, dict):
        return found.keys() == golden.keys() and all(same(found[k], golden[k]) for k in golden)
    if isinstance(golden, list) and isinstance(found, list):
        return len(found) == len(golden) and all(map(same, found, golden))
    if isinstance(golden, float) and isinstance(found, int | float):
        return found == pytest.approx(golden, abs=0.011 if abs(golden) < 400 else 0.11)
    return bool(found == golden)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["flows", "itineraries"])
def test_deck_is_as_it_was(name: str, theme: Theme) -> None:
    arcs = flow_map() if name == "flows" else leg_map()
    found = deck_json(arcs, theme=theme, borders=theme == "dark")
    file = GOLDEN / f"deck_{name}_{theme}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")
    golden = json.loads(file.read_text(encoding="utf-8"))
    assert same(found, golden), f"{file.name} differs; run with UPDATE_GOLDEN=1 and look at it."


def test_nothing_is_fetched_but_the_land() -> None:
    deck = deck_json(leg_map())
    assert deck.get("mapProvider") is None
    assert deck["mapStyle"] == "__MAP_STYLE__"  # None or "" would bring a tile server back
    addresses = [one["data"] for one in deck["layers"] if isinstance(one["data"], str)]
    fetched = [address for address in addresses if not address.startswith("data:")]
    assert fetched == ["app/static/land.geojson"]
    atlases = [one["iconAtlas"] for one in deck["layers"] if "iconAtlas" in one]
    assert atlases and all(atlas.startswith("data:image/svg+xml;") for atlas in atlases)


def test_what_can_be_picked_carries_its_id() -> None:
    for arcs in (flow_map(), leg_map()):
        found = layers(deck_json(arcs))
        can = {name for name, one in found.items() if one.get("pickable")}
        assert can == {"arcs", "points"}
        assert [row["id"] for row in rows(found["arcs"])] == arcs.lines["id"].tolist()
        assert [row["id"] for row in rows(found["points"])] == arcs.points["key"].tolist()
        assert all(row["label"] and row["detail"] for name in can for row in rows(found[name]))


def test_names_of_any_kind_reach_the_browser_unharmed() -> None:
    name = 'Xi’an 西安 "100%" #1\n\\'
    arcs = flow_arcs(flows().assign(to_name=name), places().assign(name=name))
    found = layers(deck_json(arcs))
    assert {row["label"] for row in rows(found["points"])} == {name}
    assert all(name in row["label"] for row in rows(found["arcs"]))


def test_a_chosen_place_has_its_lines_drawn_strongly() -> None:
    arcs = flow_map()
    key = arcs.lines["to_key"].iloc[0]
    focus = deck_rows.Focus.of(arcs, Picked(places=(key,)))
    touching = arcs.lines[(arcs.lines["from_key"] == key) | (arcs.lines["to_key"] == key)]
    assert focus.lines == set(touching["id"])
    assert focus.ends >= {key, *touching["from_key"]}
    assert len(focus.lines) < len(arcs.lines)


def test_a_selection_is_read_back_and_drawn() -> None:
    hits = rows(layers(deck_json(flow_map()))["arcs"])
    chosen = picked({"arcs": [hits[1]], "points": []})
    assert chosen == Picked(lines=("leipzig>nanjing",))
    found = layers(deck_json(flow_map(), selected=chosen))
    assert len(found["selected"]["data"]["features"]) == 2
    assert {row["color"][3] for row in found["lines"]["data"]} == {70}


def test_a_selection_that_is_gone_fades_nothing() -> None:
    gone = Picked(lines=("atlantis>kunming",), places=("atlantis",))
    assert deck_json(flow_map(), selected=gone) == deck_json(flow_map())


def test_an_empty_map_is_a_map() -> None:
    empty = flow_arcs(flows().iloc[:0], places().iloc[:0])
    assert rows(layers(deck_json(empty))["arcs"]) == []


def test_a_line_has_the_points_that_its_bends_need() -> None:
    base = flows(liverpool__kunming=1)
    straight = base.assign(flow_id="s", from_lon=102.7, from_lat=-25.0)  # along a meridian
    arcs = flow_arcs(pd.concat([base, straight]), places())
    view = View(52.0, 50.0, 2.0)
    drawn = deck_rows.lines(arcs, PALETTES["light"], faded=False, zoom=view.zoom)
    bent, along = (np.reshape(row["path"], (-1, 2)) for row in drawn)
    assert len(along) == 2
    assert 10 < len(bent) < 32
    ways = [view.pixels(path, SIZE) for path in (arcs.paths[0], bent)]
    across = np.linspace(ways[0][0, 0], ways[0][-1, 0], 500)
    apart = np.subtract(*(np.interp(across, way[:, 0], way[:, 1]) for way in ways))
    assert np.abs(apart).max() < 3 * deck_rows.STRAY  # measured downwards, where the arc is steep


def test_a_hundred_arcs_fit_into_a_filter_change() -> None:
    """100 lines, half of them dashed, in less than the 100 KB that a filter change may send."""
    base = flows(liverpool__kunming=1, leipzig__nanjing=1)
    many = pd.concat([base.assign(flow_id=base["flow_id"] + f"#{i}") for i in range(50)])
    deck = mission_deck(flow_arcs(many, places()), view=fit([], SIZE), size=SIZE)
    assert len(deck.to_json().encode()) < 78_000


@pytest.mark.parametrize(
    ("kind", "arguments", "data", "fault"),
    [
        ("ArcLayr", {}, [], "no layer 'ArcLayr'"),
        ("PathLayer", {"get_colour": [0, 0, 0]}, [], "no argument get_colour"),
        ("PathLayer", {"get_path": "path"}, [{"path": []}, {"way": []}], "names 'path'"),
        ("PathLayer", {}, [{"path": [[float("nan"), 1.0]]}], "nan"),
        ("PathLayer", {}, [{"when": pd.Timestamp("2019-06-25")}], "Timestamp"),
        ("PathLayer", {"get_width": np.float32(2)}, [], "float32"),
    ],
)
def test_what_deck_gl_would_swallow_is_refused(
    kind: str, arguments: dict[str, Any], data: object, fault: str
) -> None:
    with pytest.raises(DeckError, match=fault):
        layer(kind, "test", data, **arguments)
