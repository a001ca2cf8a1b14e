"""The still picture of the map: well-formed, small, and of the very arcs that it is given."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from lxml import etree

from geo import slides_map
from geo.arcs import flow_arcs
from geo.selection import Picked
from geo.slides_map import MapError
from geo.still_map import data_address, still_map
from geo.view import View, fit
from tests.geo.travel import flows, places

SIZE = (940, 560)
SVG = {"s": "http://www.w3.org/2000/svg"}


def drawn(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def test_it_shows_each_line_place_and_name() -> None:
    arcs = flow_arcs(flows(), places())
    text = still_map(arcs, view=fit(arcs.extent, SIZE), size=SIZE, around=300)
    svg = drawn(text)
    assert svg.get("width") == "1540"
    assert len(svg.xpath("//s:path[@stroke-opacity]", namespaces=SVG)) == len(arcs.lines)
    assert len(svg.xpath("//s:path[@stroke-dasharray]", namespaces=SVG)) == 1
    names = svg.xpath("//s:text/text()", namespaces=SVG)
    assert set(names) == set(arcs.points["name"])
    assert len(text) < 60_000


def test_a_selection_stands_out_as_on_the_map() -> None:
    arcs = flow_arcs(flows(), places())
    chosen = Picked(lines=("leipzig>nanjing", "atlantis>kunming"))
    text = still_map(arcs, view=fit(arcs.extent, SIZE), size=SIZE, selected=chosen)
    strengths = drawn(text).xpath("//s:path/@stroke-opacity", namespaces=SVG)
    # All lines faded, then the chosen one with its casing.
    assert strengths == ["0.27"] * len(arcs.lines) + ["1.00"] * 2


def test_a_name_of_any_kind_stays_text() -> None:
    name = 'Xi’an 西安 <100%> "&" \'#1'
    arcs = flow_arcs(flows(), places().assign(name=name))
    address = data_address(still_map(arcs, view=fit(arcs.extent, SIZE), size=SIZE))
    assert not set('"#&') & set(address)
    svg = drawn(unquote(address.partition(",")[2]))
    assert set(svg.xpath("//s:text/text()", namespaces=SVG)) == {name}


def test_lines_across_the_dateline_are_not_torn() -> None:
    base = flows(liverpool__kunming=1).assign(
        from_lon=170.0, from_lat=50.0, to_lon=-150.0, to_lat=50.0
    )
    arcs = flow_arcs(base, places())
    text = still_map(arcs, view=View(-170.0, 50.0, 2.0), size=SIZE)
    (path,) = drawn(text).xpath("//s:path[@stroke-opacity]/@d", namespaces=SVG)
    steps = path.partition("l")[2].replace("-", " -").split()
    assert max(abs(int(step)) for step in steps) < 1000


def test_land_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slides_map, "LAND_FILE", slides_map.LAND_FILE.with_name("none.geojson"))
    slides_map.land_polygons.cache_clear()
    arcs = flow_arcs(flows(), places())
    with pytest.raises(MapError, match=r"none\.geojson"):
        still_map(arcs, view=View(11.0, 12.0, 2.0), size=SIZE)
    slides_map.land_polygons.cache_clear()
