"""Slides: native shapes, exact size, the same bytes, and plain words for what cannot be drawn."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from geo.arcs import Arcs, flow_arcs, leg_arcs
from geo.figure_projections import D3_NAMES, Box, fit
from geo.slides import slide_pptx
from geo.slides_map import area, clip_line, clip_ring, land
from geo.template import TEMPLATES, FigureError, Look, Words
from tests.geo import travel
from tests.readers import reader

WORDS = Words(
    "Liverpool & Leipzig send missions <script>",
    "2016–2019",
    "Source: reports.",
    "Boundaries: Natural Earth.",
    "Map of three flows.",
)
NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}


def arcs() -> Arcs:
    return flow_arcs(travel.flows(), travel.places())


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def shape(page: Any, name: str) -> Any:
    found = page._element.xpath(f'.//p:cNvPr[@name="{name}"]')
    assert found, name
    return found[0].getparent().getparent()


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_a_slide_has_the_templates_size_and_nothing_outside_it(key: str) -> None:
    template = TEMPLATES[key]
    deck = opened(slide_pptx(arcs(), template, WORDS, Look(), "Sources: one."))
    wide, high = template.layout_size
    assert (deck.slide_width, deck.slide_height) == (round(wide * 9525), round(high * 9525))
    for frame in deck.slides[0]._element.xpath(".//p:sp//a:xfrm | .//p:cxnSp//a:xfrm"):
        at, size = frame.find("a:off", NS), frame.find("a:ext", NS)
        for start, length, limit in (("x", "cx", wide), ("y", "cy", high)):
            low = int(at.get(start))
            assert -9525 <= low <= low + int(size.get(length)) <= (limit + 1) * 9525


def test_a_slide_holds_native_shapes_that_say_what_they_are() -> None:
    page = opened(slide_pptx(arcs(), TEMPLATES["slide"], WORDS, Look(), "One\nTwo")).slides[0]
    assert page.shapes.title.text_frame.text == WORDS.headline
    assert shape(page, "Map").xpath("./p:nvGrpSpPr/p:cNvPr/@descr") == [WORDS.alt]
    assert page.notes_slide.notes_text_frame.text == "One\nTwo"
    assert not page._element.xpath(".//p:pic")
    assert len(shape(page, "Lines").xpath("./p:sp")) == 3
    lines = arcs().lines.set_index("id")
    label = str(lines["label"]["liverpool>kunming"])
    german = shape(page, str(lines["label"]["leipzig>nanjing"]))
    british = shape(page, label)
    assert german.xpath(".//a:custDash")
    assert not british.xpath(".//a:custDash")
    width = float(lines["width"]["liverpool>kunming"])
    expected = round(width * TEMPLATES["slide"].stroke * 9525)
    assert british.xpath(".//a:ln/@w") == [str(expected)]
    assert british.xpath(".//p:cNvPr/@descr")[0].startswith(f"{label}: 3 missions")
    told = {text.text for text in page._element.iter(f"{{{NS['a']}}}t")}
    assert {WORDS.subtitle, WORDS.source_line, WORDS.credit, "Germany", "Kunming"} <= told
    ids = page._element.xpath(".//p:cNvPr/@id")
    assert len(ids) == len(set(ids))
    assert set(page._element.xpath(".//a:rPr/@lang")) == {"en-GB"}


def test_the_same_slide_is_the_same_bytes() -> None:
    first, second = (slide_pptx(arcs(), TEMPLATES["x"], WORDS, Look(), "n") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("extent", ["eurasia", "selection", "china"])
@pytest.mark.parametrize(
    "projection", ["equal-area", "equal-earth", "natural-earth", "mercator", "globe"]
)
def test_every_projection_and_extent_draws_itineraries(projection: str, extent: str) -> None:
    legs = leg_arcs(travel.legs("leipzig nanjing shanghai leipzig"), travel.places())
    look = Look(projection=projection, extent=extent, palette="grey")
    page = opened(slide_pptx(legs, TEMPLATES["slide"], WORDS, look, "")).slides[0]
    assert shape(page, "Land").xpath("./p:sp")
    assert page._element.xpath(".//p:cNvPr[@name='Direction of travel']")


def test_names_can_be_chinese_and_words_german() -> None:
    look = Look(labels="zh", names={"kunming": "昆明"})
    words = replace(WORDS, language="de")
    page = opened(slide_pptx(arcs(), TEMPLATES["slide"], words, look, "")).slides[0]
    name = shape(page, "Names").xpath('.//p:sp[.//a:t="昆明"]')[0]
    assert name.xpath(".//a:rPr/@lang") == ["zh-CN"]
    assert "Deutschland" in {text.text for text in page._element.iter(f"{{{NS['a']}}}t")}


@pytest.mark.parametrize(
    ("words", "look", "told"),
    [
        ({"alt": " "}, {}, "alt text is missing"),
        ({"source_line": ""}, {}, "source line is missing"),
        ({"headline": "word " * 400}, {}, "[Ss]horten"),
        ({}, {"projection": "flat"}, "no projection 'flat'"),
        ({}, {"extent": "moon"}, "no extent 'moon'"),
        ({}, {"palette": "pink"}, "no palette 'pink'"),
        ({}, {"palette": "brand"}, "brand"),
        (
            {},
            {"logo": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"/>'},
            "must be a PNG",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(
    words: dict[str, str], look: dict[str, Any], told: str
) -> None:
    with pytest.raises(FigureError, match=told):
        slide_pptx(arcs(), TEMPLATES["slide"], replace(WORDS, **words), Look(**look), "")


def test_nothing_selected_is_said() -> None:
    empty = flow_arcs(travel.flows().iloc[:0], travel.places().iloc[:0])
    with pytest.raises(FigureError, match="nothing to draw"):
        slide_pptx(empty, TEMPLATES["slide"], WORDS, Look(), "")


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "slide.pptx"
    file.write_bytes(slide_pptx(arcs(), TEMPLATES["slide"], WORDS, Look(), "n"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [
        reader("soffice"),
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)
    page = (tmp_path / "slide.pdf").read_bytes()
    assert page.startswith(b"%PDF")


POINT = st.tuples(st.floats(-50, 150), st.floats(-50, 150))
FRAME = Box(10.0, 20.0, 110.0, 100.0)


def in_frame(points: Any) -> bool:
    low, high = [FRAME.left, FRAME.top], [FRAME.right, FRAME.bottom]
    return bool(((points >= np.array(low) - 1e-6) & (points <= np.array(high) + 1e-6)).all())


@given(st.lists(POINT, min_size=2, max_size=12))
def test_a_clipped_line_stays_in_its_frame(points: list[tuple[float, float]]) -> None:
    assert all(in_frame(part) for part in clip_line(np.array(points), FRAME))


@given(st.lists(POINT, min_size=3, max_size=12))
def test_a_clipped_ring_stays_in_its_frame(points: list[tuple[float, float]]) -> None:
    assert in_frame(clip_ring(np.array(points), FRAME))


@pytest.mark.parametrize("name", D3_NAMES)
def test_land_lies_in_its_frame_and_leaves_out_the_sea(name: str) -> None:
    shown = np.array([(-10.0, 36.0), (140.0, 36.0), (60.0, 70.0)])
    drawn = land(fit(name, shown, FRAME, FRAME, (60.0, 45.0)))
    assert drawn
    assert all(in_frame(ring) for rings in drawn for ring in rings)
    dry = sum(area(outline) - sum(map(area, lakes)) for outline, *lakes in drawn)
    assert 0.2 < dry / (FRAME.width * FRAME.height) < 0.9
