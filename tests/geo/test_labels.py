from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.arcs import rows_of
from geo.labels import GAP, LINE_HEIGHT, place_labels, text_width
from geo.view import View

SIZE = (800, 500)
VIEW = View(110.0, 32.0, 4.0)
TEXT = 13.0


def points(*rows: tuple[str, float, float, int]) -> pd.DataFrame:
    """Stops: name, longitude, latitude, missions."""
    frame = pd.DataFrame(list(rows), columns=["name", "lon", "lat", "missions"])
    return frame.assign(key=[f"p{i}" for i in range(len(frame))], role="stop", radius=5.0)


def boxes(placed: pd.DataFrame) -> list[np.ndarray]:
    """Left, top, right, bottom of every name, worked out from what the map is told."""
    found = []
    for row in rows_of(placed):
        x, y = VIEW.pixels(np.array([[row.lon, row.lat]]), SIZE)[0] + (row.dx, row.dy)
        width = text_width(row.text, TEXT)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[row.anchor]
        half = TEXT * LINE_HEIGHT / 2
        found.append(np.array([left, y - half, left + width, y + half]))
    return found


def apart(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[2:] <= other[:2]).any() or (other[2:] <= one[:2]).any())


crowds = st.lists(
    st.tuples(
        st.sampled_from(["Xi'an", "Kunming", "Shijiazhuang", "昆明", "Liverpool City Region"]),
        st.floats(95, 125),
        st.floats(20, 44),
        st.integers(0, 9),
    ),
    max_size=30,
)


@given(crowds)
def test_names_meet_neither_each_other_nor_markers_nor_the_frame(
    crowd: list[tuple[str, float, float, int]],
) -> None:
    frame = points(*crowd)
    labels = place_labels(frame, VIEW, SIZE, text_size=TEXT)
    told = [*labels.placed["key"], *labels.dropped, *labels.outside]
    assert sorted(told) == sorted(frame["key"])
    found = boxes(labels.placed)
    for one, other in itertools.combinations(found, 2):
        assert apart(one, other)
    for box in found:
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= SIZE[0] and box[3] <= SIZE[1]
    at = VIEW.pixels(frame[["lon", "lat"]].to_numpy(), SIZE)
    for key, box in zip(labels.placed["key"], found, strict=True):
        for other, (x, y) in zip(frame["key"], at, strict=True):
            if other != key:
                assert apart(box, np.array([x - 5, y - 5, x + 5, y + 5]))


def test_the_more_important_place_keeps_its_name() -> None:
    row = [("Town", 110.0 + i / 10, 32.0, 1) for i in range(40)]
    labels = place_labels(points(*row, ("Important", 112.0, 32.0, 9)), VIEW, SIZE)
    assert labels.placed["text"].tolist()[0] == "Important"
    assert labels.dropped
    chosen = place_labels(points(*row, ("Important", 112.0, 32.0, 9)), VIEW, SIZE, first=["p20"])
    assert chosen.placed["key"].tolist()[0] == "p20"


def test_a_name_pushed_aside_is_not_taken_for_another_markers() -> None:
    luck = np.random.default_rng(2016)
    spots = zip(luck.uniform(108, 112, 60), luck.uniform(30, 34, 60), strict=True)
    frame = points(*((f"Town {i}", x, y, 60 - i) for i, (x, y) in enumerate(spots)))
    labels = place_labels(frame, VIEW, SIZE, text_size=TEXT)
    at = VIEW.pixels(frame[["lon", "lat"]].to_numpy(), SIZE)
    pushed = 0
    for key, box in zip(labels.placed["key"], boxes(labels.placed), strict=True):
        gaps = np.maximum(np.maximum(box[:2] - at, at - box[2:]), 0.0)
        distances = dict(zip(frame["key"], np.hypot(*gaps.T), strict=True))
        own = distances.pop(key)
        if own > 5.0 + GAP + 1.0:
            pushed += 1
            assert 2 * min(distances.values()) > own
    assert pushed


def test_names_keep_clear_of_lines_where_they_can() -> None:
    frame = points(("Kunming", 110.0, 32.0, 1))
    east = np.array([[110.0, 32.0], [125.0, 32.0]])
    assert place_labels(frame, VIEW, SIZE).placed["anchor"].tolist() == ["start"]
    assert place_labels(frame, VIEW, SIZE, lines=[east]).placed["anchor"].tolist() == ["end"]


def test_what_lies_outside_is_not_called_dropped() -> None:
    labels = place_labels(points(("Liverpool", -3.0, 53.4, 1)), VIEW, SIZE)
    assert (labels.dropped, labels.outside) == ((), ("p0",))
    assert labels.placed.empty


def test_chinese_letters_are_as_wide_as_high() -> None:
    assert text_width("昆明", 10) == 20
    assert text_width("ill", 10) < text_width("MWM", 10)
