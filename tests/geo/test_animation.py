"""Moving pictures: frames, times, limits, the same bytes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from geo.animation import AnimationError, Year, animated, year_frames
from geo.arcs import Arcs, flow_arcs
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


def test_each_year_is_drawn_and_an_empty_one_without_lines() -> None:
    full = flow_arcs(travel.flows(), travel.places())
    none = flow_arcs(travel.flows().iloc[:0], travel.places().iloc[:0])
    asked: list[tuple[int, int, Template, Look]] = []

    def draw(arcs: Arcs, template: Template, words: Words, look: Look) -> bytes:
        asked.append((len(arcs.lines), len(arcs.points), template, look))
        return png("white", template.pixel_size())

    template = TEMPLATES["story"]
    years = [Year("2015", none), Year("2016", full), Year("2017", none)]
    frames = year_frames(years, template, WORDS, Look(extent="selection"), draw)
    assert [lines for lines, *_ in asked] == [0, 3, 0]
    assert all(points == len(full.points) for _, points, *_ in asked)
    assert all(look.extent == "eurasia" for *_, look in asked)
    assert all(made.keep_top > template.keep_top for _, _, made, _ in asked)
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
