from __future__ import annotations

import json
import math
import os
import random
import re
import statistics
import struct
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from geo import figure_fonts
from geo.arcs import Arcs, flow_arcs, leg_arcs
from geo.deck import mission_deck
from geo.figure import FigureError, figure_pdf, figure_png, figure_svg, unnamed_places
from geo.figure_chart import drawing
from geo.figure_files import check_svg, finished_pdf, finished_png
from geo.figure_layout import compose
from geo.figure_spots import LONGEST
from geo.palette import PALETTES, rgb
from geo.template import TEMPLATES, Look, TemplateError, Words, custom_template
from geo.view import View
from tests.geo.travel import flows, legs, places
from tests.readers import reader

WORDS = Words(
    headline="Liverpool and Leipzig send six missions to three Chinese cities",
    subtitle="2016 · trade & education",
    source_line="Source: Liverpool City Council (2016)",
    credit="Land: Natural Earth. Places: GeoNames (CC BY 4.0).",
    alt="Map with arcs from Liverpool and Leipzig to Kunming, Nanjing and Shanghai.",
)
LOOK = Look()
SLIDE = TEMPLATES["slide"]
GOLDEN = Path(__file__).parents[1] / "golden"
ENDS = (slice(0, 2), slice(-2, None))
"""Where a flat path holds the longitude and latitude of its two ends."""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def arcs() -> Arcs:
    return flow_arcs(flows(), places())


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_two_renderers_draw_the_same(arcs: Arcs) -> None:
    drawn = {}
    made = drawing(compose(arcs, SLIDE, WORDS, LOOK))
    for layer in made.chart.to_dict()["layer"]:
        for row in json.loads(made.data[layer["data"]["name"]]):
            if row.get("geometry", {}).get("type") != "MultiLineString":
                continue
            width = round(row["properties"]["w"] / SLIDE.stroke, 2)
            look = (row["properties"]["c"], width, bool(layer["mark"].get("strokeDash")))
            for ends in row["geometry"]["coordinates"]:
                drawn[tuple(tuple(round(v, 2) for v in end) for end in ends)] = look
    shown = {}
    for layer in mission_deck(arcs, view=View(60, 45, 2), size=(900, 600)).layers:
        if layer.id != "lines":
            continue
        for row in layer.data:
            ends = tuple(tuple(round(v, 2) for v in row["path"][at]) for at in ENDS)
            colour = "#" + "".join(f"{part:02x}" for part in row["color"][:3])
            shown[ends] = (colour, row["width"], bool(sum(row.get("dash", [0]))))
    assert len(drawn) == len(arcs.lines)
    assert drawn == shown


def test_svg_has_its_size_text_title_and_description(arcs: Arcs) -> None:
    root = ET.fromstring(figure_svg(arcs, SLIDE, WORDS, LOOK))
    assert (root.get("width"), root.get("height")) == ("13.3333in", "7.5in")
    assert root.get("viewBox") == "0 0 1280 720"
    assert root.get("role") == "img"
    assert root.get("lang") == "en"
    assert root.findtext(f"{SVG}title") == WORDS.headline
    assert root.findtext(f"{SVG}desc") == WORDS.alt
    shown = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for text in (WORDS.headline, WORDS.source_line, WORDS.credit, WORDS.subtitle):
        assert text in shown
    for name in ("Liverpool", "Kunming", "Germany", "Place visited"):
        assert name in shown
    column = figure_svg(arcs, TEMPLATES["column-82"], WORDS, LOOK)
    assert 'width="82mm" height="95mm"' in column


def test_the_same_figure_has_the_same_bytes(arcs: Arcs) -> None:
    first = figure_svg(arcs, SLIDE, WORDS, LOOK)
    figure_svg(arcs, TEMPLATES["square"], WORDS, replace(LOOK, borders=True))
    assert figure_svg(arcs, SLIDE, WORDS, LOOK) == first
    small = TEMPLATES["x"]
    for make in (figure_png, figure_pdf):
        assert make(arcs, small, WORDS, LOOK) == make(arcs, small, WORDS, LOOK)


@pytest.mark.parametrize("kind", ["flows", "itineraries"])
def test_figures_look_as_they_were_approved(kind: str, arcs: Arcs) -> None:
    drawn = (
        arcs if kind == "flows" else leg_arcs(legs("leipzig nanjing shanghai leipzig"), places())
    )
    svg = figure_svg(drawn, TEMPLATES["column-82"], WORDS, replace(LOOK, extent="selection"))
    # The land is left out: many characters that say little.
    svg = re.sub(r'(<path [^>]*d=")[^"]{20000,}(")', r"\1…\2", svg)
    path = GOLDEN / f"figure_{kind}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(svg, encoding="utf-8")
    assert svg == path.read_text(encoding="utf-8"), f"look at the figure, then renew {path.name}"


@pytest.mark.parametrize("key", ["slide", "column-82", "story"])
def test_png_has_its_size_and_metadata(key: str, arcs: Arcs, tmp_path: Path) -> None:
    made = TEMPLATES[key]
    path = tmp_path / "figure.png"
    path.write_bytes(figure_png(arcs, made, WORDS, LOOK))
    with Image.open(path) as image:
        image.load()
        assert image.size == made.pixel_size()
        assert image.info["dpi"][0] == pytest.approx(made.dpi, abs=0.02)
        assert image.info["Title"] == WORDS.headline
        assert image.info["Description"] == WORDS.alt
        assert WORDS.alt in image.info["XML:com.adobe.xmp"]


def test_story_is_free_at_top_and_bottom(arcs: Arcs, tmp_path: Path) -> None:
    path = tmp_path / "story.png"
    path.write_bytes(figure_png(arcs, TEMPLATES["story"], WORDS, LOOK))
    with Image.open(path) as image:
        for top in (0, 1920 - 250):
            strip = image.convert("RGB").crop((0, top, 1080, top + 250))
            assert strip.getcolors() == [(1080 * 250, rgb("#ffffff"))]


def test_pdf_has_its_page_fonts_text_and_title(arcs: Arcs, tmp_path: Path) -> None:
    path = tmp_path / "figure.pdf"
    path.write_bytes(figure_pdf(arcs, TEMPLATES["a4-landscape"], WORDS, LOOK))

    def run(program: str, *arguments: str) -> str:
        command = [reader(program), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    info = run("pdfinfo", str(path))
    assert re.search(r"Page size:\s+841\.89 x 595\.276 pts \(A4\)", info)
    assert WORDS.headline in info
    assert WORDS.alt in info
    fonts = run("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts  # embedded
    text = " ".join(run("pdftotext", str(path), "-").split())
    assert "Kunming" in text
    assert WORDS.source_line in text
    assert b"/Lang" in path.read_bytes()


def test_svg_opens_in_another_reader(arcs: Arcs, tmp_path: Path) -> None:
    svg, png = tmp_path / "figure.svg", tmp_path / "figure.png"
    svg.write_text(figure_svg(arcs, TEMPLATES["x"], WORDS, LOOK), encoding="utf-8")
    command = [reader("rsvg-convert"), str(svg), "-o", str(png)]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(png) as image:
        assert image.size == (1200, 675)
        ours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or ()}
    assert rgb(PALETTES["light"].parties["GB"]) in ours


def test_names_meet_neither_each_other_nor_the_frame(arcs: Arcs) -> None:
    for made in TEMPLATES.values():
        scene = compose(arcs, made, WORDS, LOOK)
        boxes = []
        for panel in scene.panels:
            for name in panel.names:
                wide = figure_fonts.text_width(name.text, name.size, name.bold)
                boxes.append(
                    (name.x, name.y - 0.7 * name.size, name.x + wide, name.y + 0.2 * name.size)
                )
                assert panel.plane.clip.left <= boxes[-1][0]
                assert boxes[-1][2] <= panel.plane.clip.right
                assert panel.plane.clip.top <= boxes[-1][1]
                assert boxes[-1][3] <= panel.plane.clip.bottom
                for sign in panel.signs:
                    assert not (
                        boxes[-1][0] < sign.x < boxes[-1][2]
                        and boxes[-1][1] < sign.y < boxes[-1][3]
                    )
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert unnamed_places(arcs, made, WORDS, LOOK) == ()


def test_crowded_names_stay_near_and_the_most_important_are_kept() -> None:
    dice = random.Random(7)
    stops = [(f"c{i}", dice.uniform(100, 122), dice.uniform(23, 42), i + 1) for i in range(60)]
    ends = {"from_key": "liverpool", "from_name": "Liverpool", "from_lon": -3.0, "from_lat": 53.4}
    lines = [
        {"flow_id": key, **ends, "to_key": key, "to_name": f"Town {key}", "to_lon": x, "to_lat": y,
         "party": "GB", "direction": "outbound", "years": "2016", "km": 8000.0, "missions": 1,
         "titles": ("A mission",)}
        for key, x, y, _ in stops
    ]  # fmt: skip
    towns = [
        {"key": key, "name": f"Town {key}", "region": "", "lon": x, "lat": y, "role": "stop",
         "party": "", "missions": 1, "agreements": 0, "population": size * 10_000}
        for key, x, y, size in stops
    ]  # fmt: skip
    places_shown = pd.concat([places("liverpool"), pd.DataFrame(towns)])
    crowd = flow_arcs(pd.DataFrame(lines), places_shown)
    for key in ("column-82", "slide"):
        (panel,) = compose(crowd, TEMPLATES[key], WORDS, LOOK).panels
        size = panel.names[0].size
        assert panel.leaders
        for rule in panel.leaders:
            assert math.hypot(rule.x2 - rule.x, rule.y2 - rule.y) <= LONGEST * size
        named = {stop[0] for stop in stops} - set(panel.unnamed)
        assert 8 < len(named) < 60
        rank = statistics.mean(int(name[1:]) for name in named)
        assert rank > statistics.mean(int(name[1:]) for name in panel.unnamed)


def test_a_close_up_of_china_has_an_inset_of_the_origins(arcs: Arcs) -> None:
    main, inset = compose(arcs, SLIDE, WORDS, replace(LOOK, extent="china")).panels
    assert {sign.key for sign in main.signs} == {"kunming", "shanghai", "nanjing"}
    assert {sign.key for sign in inset.signs} == {"liverpool", "leipzig"}
    assert inset.framed
    assert len(main.arcs) == len(inset.arcs) == 3


def test_itineraries_have_arrowheads_and_numbers() -> None:
    drawn = leg_arcs(
        legs("leipzig nanjing shanghai leipzig"), places("leipzig", "nanjing", "shanghai")
    )
    scene = compose(drawn, SLIDE, WORDS, LOOK)
    assert len(scene.panels[0].arrows) == 3
    assert {name.text for name in scene.panels[0].names} == {"Leipzig", "1 Nanjing", "2 Shanghai"}
    both = leg_arcs(legs("leipzig nanjing leipzig", "liverpool kunming liverpool"), places())
    assert "Nanjing" in {name.text for name in compose(both, SLIDE, WORDS, LOOK).panels[0].names}


def test_german_words_and_numbers() -> None:
    many = flow_arcs(flows(liverpool__kunming=1200, leipzig__nanjing=1), places())
    shown = texts(figure_svg(many, SLIDE, replace(WORDS, language="de"), LOOK))
    assert "1.200 Delegationsreisen" in shown
    assert "Vereinigtes Königreich" in shown


def test_markup_stays_text(arcs: Arcs) -> None:
    sly = replace(WORDS, headline='<script>alert("x")</script> & "role="x"')
    svg = figure_svg(arcs, SLIDE, sly, LOOK)
    assert "<script" not in svg
    assert sly.headline in texts(svg)
    assert ET.fromstring(svg).findtext(f"{SVG}title") == sly.headline


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (replace(WORDS, headline="word " * 80), "most is 200"),
        (replace(WORDS, headline="W" * 190), "lines; there is room for 4|outside"),
        (replace(WORDS, headline=" "), "headline is missing"),
        (replace(WORDS, source_line=""), "source line is missing"),
        (replace(WORDS, alt=""), "alt text is missing"),
        (replace(WORDS, headline="A \x07 bell"), "control characters"),
        (replace(WORDS, headline="Rocket 🚀"), "cannot show"),
        (replace(WORDS, headline="مهمة"), "No font here"),
        (replace(WORDS, language="fr"), "no language 'fr'"),
    ],
)
def test_words_that_no_figure_can_have(words: Words, message: str, arcs: Arcs) -> None:
    with pytest.raises(FigureError, match=message):
        figure_svg(arcs, TEMPLATES["column-82"], words, LOOK)


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (Look(projection="flat"), "projection 'flat'"),
        (Look(extent="mars"), "extent 'mars'"),
        (Look(palette="pink"), "palette 'pink'"),
        (Look(palette="brand"), "needs a file"),
        (Look(labels="fr"), "labels 'fr'"),
        (Look(logo=b"GIF89a"), "neither a PNG nor"),
        (Look(logo=b"<svg viewBox='0 0 1 1'><script/></svg>"), "must not hold scripts"),
        (Look(logo=b"<svg viewBox='0 0 1 1'><rect fill='url(http://x/y)'/></svg>"), "addresses"),
        (Look(logo=b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>"), "entities"),
        (Look(logo=b"\x89PNG\r\n\x1a\n" + b"0" * 40), "damaged PNG"),
        (Look(logo=b"0" * 1_000_001), "most is 1,000,000"),
    ],
)
def test_looks_that_do_not_exist(look: Look, message: str, arcs: Arcs) -> None:
    with pytest.raises(FigureError, match=message):
        figure_svg(arcs, SLIDE, WORDS, look)


def test_an_empty_selection_is_refused() -> None:
    nothing = flow_arcs(flows().iloc[:0], places().iloc[:0])
    with pytest.raises(FigureError, match="Nothing is selected"):
        figure_svg(nothing, SLIDE, WORDS, LOOK)


def test_a_wrong_size_is_refused_before_anything_is_drawn(arcs: Arcs) -> None:
    with pytest.raises(TemplateError, match="36 to 600"):
        figure_png(arcs, SLIDE, WORDS, LOOK, dpi=1200)
    with pytest.raises(TemplateError, match="above zero"):
        figure_svg(arcs, replace(SLIDE, width=-1.0), WORDS, LOOK)
    small = custom_template(400, 300)
    picture = figure_png(arcs, small, WORDS, LOOK)
    assert struct.unpack(">II", picture[16:24]) == (400, 300)
    with pytest.raises(TemplateError, match="came out as 400 x 300"):
        finished_png(picture, (401, 300), 96, WORDS)
    with pytest.raises(TemplateError, match="came out as"):
        finished_pdf(figure_pdf(arcs, SLIDE, WORDS, LOOK), TEMPLATES["x"], WORDS)


def test_outlines_and_names_outside_are_found(arcs: Arcs) -> None:
    scene = compose(arcs, SLIDE, WORDS, LOOK)
    svg = figure_svg(arcs, SLIDE, WORDS, LOOK)
    check_svg(svg, scene)
    with pytest.raises(FigureError, match="did not come out as text"):
        check_svg(re.sub(r"<text[^>]*>Kunming</text>", '<path d="M0,0"/>', svg), scene)
    with pytest.raises(FigureError, match="did not come out as text"):
        check_svg(re.sub(r"<text[^>]*>Source:[^<]*</text>", "", svg), scene)
    panel = scene.panels[0]
    outside = replace(panel, names=(replace(panel.names[0], x=-30.0), *panel.names[1:]))
    with pytest.raises(FigureError, match="outside the figure"):
        check_svg(svg, replace(scene, panels=(outside,)))


def test_chinese_letters_need_a_font(arcs: Arcs, monkeypatch: pytest.MonkeyPatch) -> None:
    look = Look(labels="zh", names={"kunming": "昆明", "shanghai": "上海"})
    with pytest.raises(FigureError, match=r"No font 'No Such Sans'.*Install"):
        figure_svg(arcs, SLIDE, WORDS, replace(look, cjk_font="No Such Sans"))
    with pytest.raises(FigureError, match="not a font"):
        figure_svg(arcs, SLIDE, WORDS, replace(look, cjk_font=__file__ + ".ttf"))
    with monkeypatch.context() as bare:
        bare.setattr(figure_fonts, "_installed", lambda _platform: ())
        with pytest.raises(FigureError, match=r"Noto Sans CJK SC.*apt-get install"):
            figure_svg(arcs, SLIDE, WORDS, look)
    try:
        figure_fonts.chinese_font()
    except FigureError:
        pytest.skip("no font with Chinese letters on this machine")
    shown = texts(figure_svg(arcs, SLIDE, WORDS, look))
    assert {"昆明", "上海", "Nanjing"} <= set(shown)


def test_one_place_and_no_line_make_a_figure() -> None:
    alone = flow_arcs(flows().iloc[:0], places("kunming"))
    for extent in ("eurasia", "selection", "china"):
        assert "Kunming" in texts(figure_svg(alone, SLIDE, WORDS, replace(LOOK, extent=extent)))


def test_a_logo_is_shown_beside_the_source(arcs: Arcs) -> None:
    logo = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1H0z"/></svg>'
    )
    svg = figure_svg(arcs, SLIDE, WORDS, Look(logo=logo))
    assert "data:image/svg+xml;base64," in svg
    scene = compose(arcs, SLIDE, WORDS, Look(logo=logo))
    assert scene.picture is not None
    assert scene.picture.x + scene.picture.width == pytest.approx(scene.free.right)
