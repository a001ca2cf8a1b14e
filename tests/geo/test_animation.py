"""Moving pictures: frames, times, limits, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from geo.animation import AnimationError, Year, animated, year_frames
from geo.arcs import Arcs, flow_arcs
from geo.figure_layout import compose
from geo.template import TEMPLATES, Look, Template, Words
from tests.geo import travel

WORDS = Words("Headline", "", "Source: reports.", "", "Map.")


def png(colour: str, size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def noise(seed: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 640), 90 + seed).convert("RGB").save(out, "PNG")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_frames_follow_each_other(kind: Any) -> None:
    frames = [png("red"), png("green"), png("blue")]
    data = animated(frames, format=kind, frame_ms=500, last_ms=2000)
    assert data == animated(frames, format=kind, frame_ms=500, last_ms=2000)
    picture: Any = opened(data)
    assert (picture.format, picture.n_frames, picture.size) == (kind.upper(), 3, (400, 300))
    assert picture.info["loop"] == 0
    times = []
    for i in range(3):
        picture.seek(i)
        picture.load()
        times.append(picture.info["duration"])
    assert times == [500, 500, 2000]


def test_a_file_that_is_too_large_is_made_smaller() -> None:
    frames = [noise(1), noise(2)]
    whole = animated(frames, format="gif")
    small = animated(frames, format="gif", most_bytes=len(whole) * 2 // 3)
    assert len(small) <= len(whole) * 2 // 3
    assert opened(small).width < 640


def test_each_year_is_drawn_on_the_same_map() -> None:
    full = flow_arcs(travel.flows(), travel.places())
    few = flow_arcs(travel.flows(leipzig__nanjing=5), travel.places("leipzig", "nanjing"))
    none = flow_arcs(travel.flows().iloc[:0], travel.places().iloc[:0])
    asked: list[tuple[Arcs, Template, Sequence[Arcs]]] = []

    def draw(
        arcs: Arcs, template: Template, words: Words, look: Look, pictures: Sequence[Arcs]
    ) -> bytes:
        asked.append((arcs, template, pictures))
        return png("white", template.pixel_size())

    template = TEMPLATES["story"]
    years = [Year("2015", none), Year("2016", full), Year("2017", few)]
    frames = year_frames(years, template, WORDS, Look(), draw)
    assert [arcs for arcs, *_ in asked] == [none, full, few]
    assert all(made.keep_top > template.keep_top for _, made, _ in asked)
    assert all(list(pictures) == [none, full, few] for *_, pictures in asked)
    assert len(set(frames)) == 3
    first = opened(frames[0])
    assert first.size == template.pixel_size()
    blank = first.crop((0, 0, first.width, int(template.keep_top)))
    assert blank.getcolors() == [(blank.width * blank.height, (255, 255, 255))]


@pytest.mark.parametrize(
    ("frames", "options", "told"),
    [
        ([], {}, "1 to 60 frames"),
        ([png("red")] * 61, {}, "1 to 60 frames"),
        ([b"no picture"], {}, "not a picture"),
        ([png("red"), png("red", (300, 300))], {}, "one size"),
        ([png("red")], {"format": "mp4"}, "not 'mp4'"),
        ([png("red")], {"frame_ms": 5}, "100 to 10,000 ms"),
        ([png("red")], {"loop": -1}, "rounds"),
        ([noise(1), noise(2)], {"most_bytes": 100}, "does not fit"),
    ],
)
def test_what_cannot_be_made_is_said(
    frames: list[bytes], options: dict[str, Any], told: str
) -> None:
    with pytest.raises(AnimationError, match=told):
        animated(frames, **{"format": "gif", **options})


def test_no_year_at_all_is_said() -> None:
    with pytest.raises(AnimationError, match="nothing to show"):
        year_frames([], TEMPLATES["square"], WORDS, Look(), lambda *_: b"")


def test_names_and_legend_keep_their_places_in_all_pictures() -> None:
    full = flow_arcs(travel.flows(), travel.places())
    few = flow_arcs(travel.flows(leipzig__nanjing=1), travel.places("leipzig", "nanjing"))
    none = flow_arcs(travel.flows().iloc[:0], travel.places().iloc[:0])
    drawn = [compose(one, TEMPLATES["slide"], WORDS, Look(), [full, few, none]) for one in
             (full, few, none)]  # fmt: skip
    whole, part, empty = drawn
    assert whole.texts == part.texts == empty.texts
    assert whole.panels[0].plane == part.panels[0].plane == empty.panels[0].plane
    assert {name.text for name in part.panels[0].names} == {"Leipzig", "Nanjing"}
    assert set(part.panels[0].names) < set(whole.panels[0].names)
    assert [len(scene.panels[0].arcs) for scene in drawn] == [3, 1, 0]
    assert not empty.panels[0].signs


def test_places_never_seen_together_do_not_crowd_each_other() -> None:
    crowd = travel.places()
    crowd["lon"] = 110.0 + np.arange(len(crowd)) * 0.1
    crowd["lat"], crowd["role"], crowd["party"] = 30.0, "stop", ""
    one_by_one = [flow_arcs(travel.flows().iloc[:0], crowd.iloc[i : i + 1]) for i in range(5)]
    for picture in one_by_one:
        (panel,) = compose(picture, TEMPLATES["slide"], WORDS, Look(), one_by_one).panels
        assert len(panel.names) == 1
        assert not panel.leaders
