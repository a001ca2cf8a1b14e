from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.arcs import LINES, POINTS, WIDEST, flow_arcs, leg_arcs, legend, line_width, together
from geo.contract import FrameError
from tests.geo.travel import flows, legs, places


def test_flows_become_lines_whose_width_follows_the_missions() -> None:
    arcs = flow_arcs(flows(), places())
    assert list(arcs.lines["id"]) == ["liverpool>kunming", "leipzig>nanjing", "liverpool>shanghai"]
    assert arcs.lines["width"].is_monotonic_decreasing
    assert list(arcs.lines["style"]) == ["solid", "dashed", "solid"]
    assert not arcs.lines["directed"].any()
    first = arcs.lines.iloc[0]
    assert first["label"] == "Liverpool → Kunming"
    assert first["detail"].splitlines()[:2] == ["3 missions · 2016", "Mission 1 to Kunming"]


def test_order_does_not_depend_on_the_order_of_the_rows() -> None:
    turned = flow_arcs(flows().iloc[::-1], places().iloc[::-1])
    straight = flow_arcs(flows(), places())
    assert list(turned.lines["id"]) == list(straight.lines["id"])
    assert list(turned.points["key"]) == list(straight.points["key"])


def test_parties_differ_by_style_and_shape_too() -> None:
    arcs = flow_arcs(flows(), places())
    entries = legend(arcs).lines
    assert [entry.label for entry in entries] == ["Germany", "United Kingdom"]
    assert len({entry.style for entry in entries}) == len({entry.shape for entry in entries}) == 2


def test_long_lists_of_titles_say_how_many_more_there_are() -> None:
    detail = flow_arcs(flows(leipzig__nanjing=9), places()).lines.loc[0, "detail"]
    assert str(detail).splitlines()[-1] == "and 5 more"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_width_grows_and_stays_drawable(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert 1 <= line_width(few) <= line_width(many) <= WIDEST


@given(st.integers(1, 5000))
def test_legend_steps_run_from_one_to_the_most(most: int) -> None:
    steps = legend(flow_arcs(flows(liverpool__kunming=most), places())).widths
    if most == 1:
        assert steps == ()
    else:
        assert (steps[0].count, steps[-1].count) == (1, most)
        assert len(steps) <= 3


def test_legs_keep_travel_order_and_direction() -> None:
    arcs = leg_arcs(legs("liverpool kunming shanghai liverpool"), places())
    assert list(arcs.lines["seq"]) == [0, 1, 2]
    assert arcs.lines["directed"].all()
    assert arcs.lines["label"].tolist()[1] == "Kunming → Shanghai"
    assert not arcs.lines["offset"].any()
    assert legend(arcs).directed


def test_legs_on_the_same_way_lie_beside_each_other() -> None:
    arcs = leg_arcs(legs("leipzig nanjing leipzig", "leipzig nanjing leipzig"), places())
    # All to the right of travel: two on one side of the great circle, two on the other.
    ranks = arcs.lines.groupby("from_key")["offset"].apply(list)
    assert all(len(set(offsets)) == 2 and min(offsets) > 0 for offsets in ranks)


def test_paths_run_on_over_the_dateline() -> None:
    over = flows().iloc[:1].assign(from_lon=170.0, to_lon=-170.0)
    (path,) = flow_arcs(over, places()).paths
    assert np.abs(np.diff(path[:, 0])).max() < 5
    assert path[-1, 0] == pytest.approx(190)


def test_empty_frames_are_an_empty_map() -> None:
    arcs = flow_arcs(flows().iloc[:0], places().iloc[:0])
    assert list(arcs.lines.columns) == list(LINES.columns)
    assert list(arcs.points.columns) == list(POINTS.columns)
    assert (arcs.extent, legend(arcs).lines, legend(arcs).widths) == ([], (), ())
    assert leg_arcs(legs("liverpool kunming").iloc[:0], places()).paths == ()


def test_all_faults_of_a_frame_are_told_at_once() -> None:
    bad = flows().drop(columns="years")
    bad["missions"] = bad["missions"].astype("float64")
    bad.loc[0, "from_lat"] = 153.4
    bad.loc[1, "to_lon"] = np.nan
    bad.loc[2, "flow_id"] = "liverpool>kunming"
    with pytest.raises(FrameError) as error:
        flow_arcs(bad, places())
    for fault in (
        "'years' is missing",
        "'missions' has dtype float64, not int64",
        "'from_lat' is outside -90 to 90 in row 0 (liverpool>kunming)",
        "'to_lon' has no value in row 1 (liverpool>shanghai)",
        "'flow_id': row 2 (liverpool>kunming)",
    ):
        assert fault in str(error.value)
    with pytest.raises(FrameError, match="'role' is none of origin, stop, both"):
        flow_arcs(flows(), places().assign(role="capital"))


def test_pictures_together_hold_each_line_and_place_once_where_it_counts_most() -> None:
    many = flow_arcs(flows(), places())
    few = flow_arcs(flows(leipzig__nanjing=5), places("leipzig", "nanjing"))
    none = flow_arcs(flows().iloc[:0], places().iloc[:0])
    whole = together([none, many, few])
    assert dict(zip(whole.lines["id"], whole.lines["count"], strict=True)) == {
        "liverpool>kunming": 3, "liverpool>shanghai": 1, "leipzig>nanjing": 5
    }  # fmt: skip
    assert sorted(whole.points["key"]) == sorted(many.points["key"])
