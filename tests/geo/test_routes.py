from __future__ import annotations

import itertools

import numpy as np
import pytest
from geopy.distance import great_circle as geopy_circle
from hypothesis import given
from hypothesis import strategies as st

from geo.places import Point
from geo.routes import (
    EARTH_RADIUS_KM,
    distance_km,
    distances_km,
    great_circle,
    split_at_dateline,
    unwrap,
)

LIVERPOOL, SHANGHAI = Point(-2.98, 53.41), Point(121.47, 31.23)
points = st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-90, 90))


def on_sphere(line: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(line).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@given(points, points)
def test_distance_agrees_with_geopy(a: Point, b: Point) -> None:
    expected = geopy_circle((a.lat, a.lon), (b.lat, b.lon)).km
    assert distance_km(a, b) == pytest.approx(expected, abs=1e-3)
    assert distance_km(b, a) == pytest.approx(distance_km(a, b), abs=1e-6)


def test_distances_come_element_by_element_and_keep_nan() -> None:
    km = distances_km([0, np.nan, 0], [0, 0, 0], [180, 0, 0], [0, 0, 0])
    assert km[0] == pytest.approx(np.pi * EARTH_RADIUS_KM)
    assert np.isnan(km[1])
    assert km[2] == 0


@given(points, points, st.integers(2, 60))
def test_a_line_keeps_its_ends_and_its_length(a: Point, b: Point, count: int) -> None:
    line = great_circle(a, b, count)
    assert line.shape == (count, 2)
    assert tuple(line[0]) == (a.lon, a.lat)
    assert tuple(line[-1]) == (b.lon, b.lat)
    parts = distances_km(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    assert parts.sum() == pytest.approx(distance_km(a, b), abs=1e-3)
    assert np.ptp(parts) < 1e-2


@given(points, points)
def test_the_way_back_is_the_same_way(a: Point, b: Point) -> None:
    there, back = on_sphere(great_circle(a, b, 9)), on_sphere(great_circle(b, a, 9))
    nearly_opposite = np.pi * EARTH_RADIUS_KM - distance_km(a, b) < 1.0
    if not nearly_opposite:  # there, any small error chooses another of the many short ways
        assert there == pytest.approx(back[::-1], abs=1e-6)


@given(st.floats(-180, 180), st.floats(-89, 89))
def test_opposite_points_are_joined_over_the_north_pole(lon: float, lat: float) -> None:
    a, b = Point(lon, lat), Point(lon - 180 if lon > 0 else lon + 180, -lat)
    assert np.degrees(np.arcsin(on_sphere(great_circle(a, b, 181))[:, 2].max())) > 88.9


def test_coincident_points_give_a_line_that_stays() -> None:
    assert np.ptp(great_circle(LIVERPOOL, LIVERPOOL, 5), axis=0) == pytest.approx(0, abs=1e-12)
    assert distance_km(LIVERPOOL, LIVERPOOL) == 0


def test_a_line_needs_two_points() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        great_circle(LIVERPOOL, SHANGHAI, 1)


@given(points, points)
def test_cut_lines_stay_on_one_side_and_join_up(a: Point, b: Point) -> None:
    line = great_circle(a, b, 40)
    parts = split_at_dateline(line)
    assert tuple(parts[0][0]) == pytest.approx((a.lon, a.lat))
    for part in parts:
        assert np.abs(part[:, 0]).max() <= 180 + 1e-9
        assert np.abs(np.diff(part[:, 0])).max() <= 180
    for before, after in itertools.pairwise(parts):
        assert abs(before[-1][0]) == abs(after[0][0]) == pytest.approx(180)
        assert before[-1][1] == after[0][1]


def test_only_a_line_over_the_dateline_is_cut() -> None:
    assert len(split_at_dateline(great_circle(LIVERPOOL, SHANGHAI))) == 1
    pacific = great_circle(SHANGHAI, Point(-122.4, 37.8))
    assert len(split_at_dateline(pacific)) == 2
    assert np.abs(np.diff(unwrap(pacific)[:, 0])).max() < 10
