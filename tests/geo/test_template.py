from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.template import TEMPLATES, TemplateError, custom_template, template

SIZES = {
    "slide": (4000, 2250, 960.0, 540.0),
    "a4-landscape": (3508, 2480, 841.89, 595.276),
    "a4-portrait": (2480, 3508, 595.276, 841.89),
    "x": (1200, 675, 900.0, 506.25),
    "linkedin": (1200, 627, 900.0, 470.25),
    "opengraph": (1200, 630, 900.0, 472.5),
    "square": (1080, 1080, 810.0, 810.0),
    "portrait": (1080, 1350, 810.0, 1012.5),
    "story": (1080, 1920, 810.0, 1440.0),
}


@pytest.mark.parametrize("key", SIZES)
def test_sizes_are_exact(key: str) -> None:
    made = template(key)
    assert made.pixel_size() == SIZES[key][:2]
    assert made.points == pytest.approx(SIZES[key][2:], abs=0.001)


@pytest.mark.parametrize(("key", "width"), [("column-170", 170), ("column-82", 82)])
def test_columns_have_their_width(key: str, width: float) -> None:
    made = template(key)
    assert (made.width, made.unit) == (width, "mm")
    assert made.pixel_size(600)[0] == round(width / 25.4 * 600)


def test_type_is_not_one_size_scaled() -> None:
    ratios = {round(made.headline / made.body, 2) for made in TEMPLATES.values()}
    assert len(ratios) > 3
    for made in TEMPLATES.values():
        made.check()
        assert made.headline > made.subtitle > made.body >= made.label > made.small
        if made.medium == "print":
            assert made.small >= 6  # points; smaller is not read on paper


def test_story_keeps_top_and_bottom_free() -> None:
    assert (template("story").keep_top, template("story").keep_bottom) == (250, 250)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 100, "px"), "above zero"),
        ((math.nan, 100, "mm"), "above zero"),
        ((100.5, 400, "px"), "whole"),
        ((5, 5, "mm"), "must be 38.1 to"),
        ((30_000, 30_000, "px"), "must be 240 to"),
        ((1000, 240, "px"), "4 times"),
        ((10, 10, "cm"), "unit"),
        ((100, 100, "mm", 601), "36 to 600 dpi"),
        ((100, 100, "mm", 300.5), "whole number"),
        ((60, 60, "in", 600), "lower resolution"),
        ((True, 400, "px"), "number"),
    ],
)
def test_wrong_sizes_are_refused(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        custom_template(*arguments)  # type: ignore[arg-type]


def test_unknown_template_lists_the_known() -> None:
    with pytest.raises(TemplateError, match="slide"):
        template("sldie")


@given(
    st.floats(60, 400), st.floats(60, 400), st.sampled_from(["mm"]), st.sampled_from([72, 150, 300])
)
def test_a_size_of_ones_own_is_kept(width: float, height: float, unit: str, dpi: int) -> None:
    if max(width, height) > 4 * min(width, height):
        return
    made = custom_template(width, height, unit, dpi)  # type: ignore[arg-type]
    assert made.pixel_size() == (round(width / 25.4 * dpi), round(height / 25.4 * dpi))
    assert made.medium == "print"
