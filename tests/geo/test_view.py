from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places import Point
from geo.routes import great_circle, unwrap
from geo.view import (
    DEFAULT_VIEW,
    ONE_POINT_ZOOM,
    View,
    fit,
    in_frame,
    longitude_span,
    point_in_frame,
)

SIZE = (1100, 560)
LIVERPOOL, BEIJING = Point(-2.98, 53.41), Point(116.4, 39.9)

lonlats = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=12
).map(np.array)
sizes = st.tuples(st.integers(200, 2000), st.integers(200, 1400))


@given(lonlats, sizes)
def test_everything_fitted_is_in_the_frame(points: np.ndarray, size: tuple[int, int]) -> None:
    view = fit([points], size, zooms=(-5, 20))
    pixels = view.pixels(points, size)
    assert in_frame(pixels + np.where(pixels < np.array(size) / 2, 1e-3, -1e-3), size).all()


def test_a_view_is_as_close_as_the_padding_allows() -> None:
    points = np.array([[0.0, 0.0], [60.0, 1.0]])
    left, right = fit([points], SIZE, padding=50).pixels(points, SIZE)
    assert (left[0], right[0]) == pytest.approx((50, 1050))


def test_the_northern_bulge_of_an_arc_is_shown() -> None:
    path = great_circle(LIVERPOOL, BEIJING)
    assert path[:, 1].max() > 60
    assert in_frame(fit([path], SIZE).pixels(path, SIZE), SIZE).all()


def test_points_either_side_of_the_dateline_are_close() -> None:
    view = fit([np.array([[179.0, 10.0]]), np.array([[-177.0, -10.0]])], SIZE)
    assert view.lon == pytest.approx(-179)
    assert view.zoom > 4
    pacific = unwrap(great_circle(Point(121.5, 31.2), Point(-122.4, 37.8)))
    assert in_frame(fit([pacific], SIZE).pixels(pacific, SIZE), SIZE).all()


@given(st.lists(st.floats(-180, 180), min_size=1))
def test_the_span_holds_all_longitudes(lon: list[float]) -> None:
    west, width = longitude_span(np.array(lon))
    assert 0 <= width < 360
    east = (np.array(lon) - west) % 360
    assert ((east <= width + 1e-6) | (east > 360 - 1e-6)).all()


def test_nothing_and_one_point() -> None:
    assert fit([], SIZE) == DEFAULT_VIEW
    lone = fit([np.array([[102.7, 25.0]])], SIZE)
    assert (lone.lon, lone.lat, lone.zoom) == pytest.approx((102.7, 25.0, ONE_POINT_ZOOM))
    twice = fit([np.array([[102.7, 25.0], [102.7, 25.0]])], SIZE)
    assert twice == lone


def test_zoom_stays_within_its_bounds() -> None:
    near = np.array([[102.7, 25.0], [102.7001, 25.0001]])
    assert fit([near], SIZE, zooms=(1, 6)).zoom == 6
    world = np.array([[-170.0, -80.0], [0.0, 0.0], [170.0, 80.0]])
    assert fit([world], (300, 200), zooms=(1, 6)).zoom == 1


def test_what_cannot_be_fitted_is_told() -> None:
    with pytest.raises(ValueError, match="finite"):
        fit([np.array([[np.nan, 1.0]])], SIZE)
    with pytest.raises(ValueError, match="positive"):
        fit([], (0, 100))


def test_an_arrowhead_stands_on_the_part_that_is_seen() -> None:
    path = great_circle(LIVERPOOL, BEIJING)
    china = View(110.0, 36.0, 4.0)
    lonlat, direction, length = point_in_frame(path, china, SIZE, 0.5)
    assert in_frame(china.pixels(lonlat[None, :], SIZE), SIZE).all()
    assert direction[0] > 0 and direction[1] > 0  # south-east, y down
    assert 0 < length < 1300
