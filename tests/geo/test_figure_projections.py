from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.figure_fonts import text_width, wrap
from geo.figure_projections import D3_NAMES, REACH, Box, Plane, distance, fit, middle
from geo.template import FigureError

BOX = Box(40, 120, 1240, 640)
SHOWN = np.array([(-10.0, 52.0), (2.0, 41.5), (109.0, 18.0), (131.0, 43.0), (60.0, 65.0)])


def drawn(spec: dict[str, object], lonlat: np.ndarray) -> np.ndarray:
    """Where d3-geo puts points; NaN for those it leaves out."""
    rows = [{"id": i, "lon": float(x), "lat": float(y)} for i, (x, y) in enumerate(lonlat)]
    plain = {key: value for key, value in spec.items() if key != "clipExtent"}
    vega: dict[str, Any] = {
        "width": 1280,
        "height": 720,
        "padding": 0,
        "projections": [{"name": "p", **plain}],
        "data": [
            {
                "name": "points",
                "values": rows,
                "transform": [{"type": "geopoint", "projection": "p", "fields": ["lon", "lat"]}],
            }
        ],
        "marks": [
            {
                "type": "text",
                "from": {"data": "points"},
                "encode": {
                    "enter": {
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "text": {"field": "id"},
                        "baseline": {"value": "alphabetic"},
                    }
                },
            }
        ],
    }
    svg = vl_convert.vega_to_svg(json.dumps(vega))
    found = np.full(lonlat.shape, np.nan)
    pattern = r'translate\(([-\d.e]+),([-\d.e]+)\)"[^>]*>(\d+)</text>'
    for x, y, number in re.findall(pattern, svg):
        found[int(number)] = float(x), float(y)
    return found


@pytest.mark.parametrize("name", D3_NAMES)
def test_pixels_agree_with_the_renderer(name: str) -> None:
    plane = fit(name, SHOWN, BOX, BOX, (60.0, 45.0))
    lon, lat = np.meshgrid(np.arange(-30, 150, 12.5), np.arange(-20, 75, 9.5))
    points = np.column_stack([lon.ravel(), lat.ravel()])
    theirs = drawn(plane.spec(), points)
    ours = plane.pixels(points)
    both = np.isfinite(ours).all(axis=1) & np.isfinite(theirs).all(axis=1)
    assert both.sum() > 60
    assert np.abs(ours[both] - theirs[both]).max() < 0.2


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(D3_NAMES)),
    st.lists(
        st.tuples(st.floats(-10, 140), st.floats(-20, 65)), min_size=1, max_size=8, unique=True
    ),
)
def test_everything_shown_is_in_the_room(name: str, places: list[tuple[float, float]]) -> None:
    shown = np.array(places)
    try:
        plane = fit(name, shown, BOX, BOX, None)
    except FigureError:
        assert name == "globe"
        return
    at = plane.pixels(shown)
    assert (at >= [BOX.left - 0.5, BOX.top - 0.5]).all()
    assert (at <= [BOX.right + 0.5, BOX.bottom + 0.5]).all()


def test_a_map_across_the_dateline_is_not_the_whole_world() -> None:
    shown = np.array([(170.0, 10.0), (-170.0, 30.0)])
    assert abs(middle(shown)[0]) > 175
    for name in D3_NAMES:
        at = fit(name, shown, BOX, BOX, None).pixels(shown)
        assert np.abs(at[0] - at[1]).max() > 300


def test_a_globe_shows_no_far_side() -> None:
    with pytest.raises(FigureError, match="far side"):
        fit("globe", np.array([(0.0, 0.0), (180.0, 0.0)]), BOX, BOX, None)


@pytest.mark.parametrize("name", REACH)
def test_what_lies_beyond_the_reach_is_held_at_the_edge(name: str) -> None:
    plane = Plane(name, 60.0, 45.0, 300.0, 640.0, 360.0, BOX)
    lon, lat = np.meshgrid(np.arange(-179, 180, 7.0), np.arange(-88, 90, 7.0))
    points = np.column_stack([lon.ravel(), lat.ravel()])
    held, beyond = plane.held_pixels(points), distance((60.0, 45.0), points) > REACH[name]
    assert beyond.any()
    assert held[~beyond] == pytest.approx(plane.pixels(points[~beyond]))
    reach = np.radians(REACH[name])
    edge = 300.0 * (np.sin(reach) if name == "globe" else 2 * np.sin(reach / 2))
    away = np.hypot(*(held[beyond] - [640.0, 360.0]).T)
    assert away == pytest.approx(np.full(beyond.sum(), edge))


@pytest.mark.parametrize("name", sorted(set(D3_NAMES) - set(REACH)))
def test_both_ends_of_the_world_stay_where_they_are(name: str) -> None:
    west, east = Plane(name, 60.0, 0.0, 300.0, 640.0, 360.0, BOX).pixels(
        np.array([(-120.0, 10.0), (240.0, 10.0)])
    )
    assert east[0] - 640.0 == pytest.approx(640.0 - west[0])
    assert east[0] > west[0]


@given(st.sampled_from(["equal-area", "equal-earth"]), st.floats(-25, 145), st.floats(-40, 70))
def test_equal_areas_are_equal(name: str, east: float, north: float) -> None:
    cell = np.array([[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1]])
    cell += np.array([east, north])
    true = np.radians(0.1) * np.diff(np.sin(np.radians([north, north + 0.1])))[0]
    lat = 45.0 if name in REACH else 0.0
    x, y = Plane(name, 60.0, lat, 1.0, 0.0, 0.0, BOX).pixels(cell).T
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    assert area == pytest.approx(true, rel=0.01)


@given(st.text(alphabet="abc dé–W国 ", max_size=120), st.floats(40, 400))
def test_wrapping_keeps_every_letter_and_the_width(text: str, width: float) -> None:
    lines = wrap(text, width, 16)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(text_width(line, 16) <= width for line in lines)


def test_widths_are_those_of_the_font() -> None:
    # The Helvetica metrics, in thousandths of the type size.
    assert text_width("H", 1000) == pytest.approx(722, abs=1)
    assert text_width("Hall", 1000) == pytest.approx(722 + 556 + 2 * 222, abs=2)
    assert text_width("国", 10) == 10
