from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import CoordinatesError, read_point
from geo.places import Point


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("31.95, 118.78", 118.78, 31.95),
        ("53.41 -2.98", -2.98, 53.41),
        ("31°57′N 118°47′E", 118.783, 31.95),
        ("53°24.6′ N, 2°59′ W", -2.983, 53.41),
    ],
)
def test_latitude_comes_first(text: str, lon: float, lat: float) -> None:
    found = read_point(text)
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=0.01)


@given(st.floats(-90, 90), st.floats(-179, 179))
def test_degrees_read_back(lat: float, lon: float) -> None:
    found = read_point(f"{lat:.5f}, {lon:.5f}")
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1e-4)


@given(st.text(max_size=80))
def test_any_text_ends_in_a_point_or_a_plain_message(text: str) -> None:
    try:
        assert isinstance(read_point(text), Point)
    except CoordinatesError as error:
        assert "latitude" in str(error)


@pytest.mark.parametrize("text", ["", "Nanjing", "118.78, 131.95", "12", "1e400, 3"])
def test_what_is_no_position_is_said(text: str) -> None:
    with pytest.raises(CoordinatesError):
        read_point(text)
