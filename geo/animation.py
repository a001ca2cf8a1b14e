"""The missions year by year as a moving picture for social media: animated GIF or WebP."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFont, UnidentifiedImageError

from geo.arcs import Arcs
from geo.palette import PALETTES, Palette
from geo.template import FigureError, Look, Template, Words

Format = Literal["gif", "webp"]
Draw = Callable[[Arcs, Template, Words, Look, Sequence[Arcs]], bytes]
"""What draws one picture as PNG: `geo.figure.figure_png`, whose `pictures` come last."""

FRAME_MS, LAST_MS = 1000, 2500
"""Milliseconds that a year is shown, and the last one."""
SHORTEST_MS, LONGEST_MS = 100, 10_000
"""Milliseconds of a frame: under 100 flickers, and some readers slow it down."""
MOST_FRAMES = 60
MOST_BYTES = 15_000_000
"""Bytes that X takes of a GIF; the other networks take as much or more."""
SHRINK = 0.85
"""Share of the side that is tried next where a file is too large."""
LEAST_SIDE = 320
"""Pixels of the longer side below which nobody can read it."""
MOST_SIDE = 1920
"""Pixels of the longer side that a moving picture starts with."""


@dataclass(frozen=True, slots=True)
class Year:
    """One frame: what stands over it, and what it shows."""

    label: str
    """Such as "2016", or "to 2016" where years add up."""
    arcs: Arcs
    """May be empty: a year without missions is shown as one."""


class AnimationError(FigureError):
    """A moving picture that cannot be made as asked; the message says what to change."""


def year_frames(
    years: Sequence[Year], template: Template, words: Words, look: Look, draw: Draw
) -> list[bytes]:
    """One PNG for each year, with the year large above the figure, and a line of time beside it.

    Args:
        years: in the order of time; at least one of them has something to draw.
        template: a strip at its top is kept for the year; the figure gets what is left.
        draw: `geo.figure.figure_png`.

    Each frame is laid out for all years together, so that map, legend and names keep their places;
    it shows the lines and places of its own year, which may be none. Raises AnimationError for no
    years, none with anything to draw, or too many.
    """
    if not years or all(_is_empty(year.arcs) for year in years):
        raise AnimationError("There is nothing to show: no mission has a year. Widen the filters.")
    _check_count(len(years))
    strip = template.headline * 2.0
    unit = template.px(strip) / template.from_unit(1.0)
    inner = replace(template, keep_top=template.keep_top + unit)
    palette = look.brand.palette if look.palette == "brand" and look.brand else PALETTES["light"]
    labels = [year.label for year in years]
    pictures = [year.arcs for year in years]
    frames = []
    for i, year in enumerate(years):
        picture = _opened(draw(year.arcs, inner, words, look, pictures))
        _stamp(picture, template, palette, labels, i, grey=look.palette == "grey")
        out = io.BytesIO()
        picture.save(out, "PNG")
        frames.append(out.getvalue())
    return frames


def animated(
    frames: Sequence[bytes],
    *,
    format: Format,  # noqa: A002 - what everybody calls it
    frame_ms: int = FRAME_MS,
    last_ms: int = LAST_MS,
    loop: int = 0,
    most_bytes: int = MOST_BYTES,
) -> bytes:
    """Frames of one size as one file, the same bytes for the same frames.

    Args:
        frames: PNG files, all of the same size in pixels.
        format: "gif" (256 colours, shared by all frames, so that nothing flickers) or "webp".
        frame_ms, last_ms: milliseconds that each frame, and the last, is shown; a GIF rounds to 10.
        loop: how often it runs; 0 for ever.
        most_bytes: a larger file is made smaller in pixels, step by step, until it fits.

    Raises AnimationError for no frames, too many, frames that differ in size or are no pictures,
    a time or format that there is not, and a limit that cannot be met.
    """
    if format not in ("gif", "webp"):
        raise AnimationError(f'A moving picture is a "gif" or a "webp", not {format!r}.')
    _check_count(len(frames))
    for name, ms in (("a frame", frame_ms), ("the last frame", last_ms)):
        if not SHORTEST_MS <= ms <= LONGEST_MS:
            raise AnimationError(
                f"The time of {name} must be {SHORTEST_MS} to {LONGEST_MS:,} ms, not {ms}."
            )
    if not 0 <= loop <= 65_535:
        raise AnimationError(f"The number of rounds must be 0 (for ever) to 65,535, not {loop}.")
    pictures = [_opened(data) for data in frames]
    if len({picture.size for picture in pictures}) > 1:
        sizes = ", ".join(sorted({f"{p.width} x {p.height}" for p in pictures}))
        raise AnimationError(f"All frames must have one size in pixels; these have {sizes}.")
    wide, high = pictures[0].size
    share = min(1.0, MOST_SIDE / max(wide, high))
    times = [frame_ms] * (len(pictures) - 1) + [last_ms]
    write = _gif if format == "gif" else _webp
    while max(wide, high) * share >= LEAST_SIDE or share == 1.0:
        size = (max(1, round(wide * share)), max(1, round(high * share)))
        scaled = (
            pictures
            if size == (wide, high)
            else [picture.resize(size, Image.Resampling.LANCZOS) for picture in pictures]
        )
        data = write(scaled, times, loop)
        if len(data) <= most_bytes:
            return data
        share *= SHRINK
    raise AnimationError(
        f"The moving picture does not fit into {most_bytes:,} bytes at a size that can be read. "
        "Take fewer years, or allow a larger file."
    )


def _is_empty(arcs: Arcs) -> bool:
    return bool(arcs.lines.empty and arcs.points.empty)


def _check_count(number: int) -> None:
    if not 1 <= number <= MOST_FRAMES:
        raise AnimationError(
            f"A moving picture has 1 to {MOST_FRAMES} frames, not {number}. Choose other years."
        )


def _opened(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise AnimationError(f"A frame is not a picture that can be read: {error}") from None


def _stamp(
    picture: Image.Image,
    template: Template,
    palette: Palette,
    labels: Sequence[str],
    current: int,
    *,
    grey: bool,
) -> None:
    """Write the year at the upper left, and a line of time to the right of it."""
    scale = picture.width / template.layout_size[0]
    margin = template.px(template.margin) * scale
    top = template.from_unit(template.keep_top) * scale + margin
    high = template.px(template.headline) * 1.7 * scale
    draw = ImageDraw.Draw(picture)
    room = picture.width - 2 * margin
    font = _font(high)
    widest = max(draw.textlength(label, font=font) for label in labels)
    if widest > 0.45 * room:
        font = _font(high * 0.45 * room / widest)
        widest = 0.45 * room
    middle = top + high / 2
    colour = palette.label if grey else palette.party("GB")
    draw.text((margin, middle), labels[current], fill=colour, font=font, anchor="lm")
    left, right = margin + widest + high * 0.5, picture.width - margin - high * 0.12
    if len(labels) < 2 or right - left < high:
        return
    thick = max(1, round(high * 0.035))
    step = (right - left) / (len(labels) - 1)
    draw.line([(left, middle), (right, middle)], fill=palette.border, width=thick)
    reached = left + step * current
    draw.line([(left, middle), (reached, middle)], fill=colour, width=thick * 2)
    small = min(high * 0.07, step * 0.35)
    for i in range(len(labels)):
        radius = small * 1.8 if i == current else small
        x = left + step * i
        draw.ellipse(
            [x - radius, middle - radius, x + radius, middle + radius],
            fill=colour if i <= current else palette.border,
        )


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own face, the same on every machine."""
    return ImageFont.load_default(max(8.0, round(size)))


def _gif(pictures: Sequence[Image.Image], times: list[int], loop: int) -> bytes:
    """Without dithering, which would flicker and double the size."""
    shared = _shared_palette(pictures)
    frames = [picture.quantize(palette=shared, dither=Image.Dither.NONE) for picture in pictures]
    return _saved(frames, times, "GIF", _rounds(loop), optimize=False, disposal=1)


def _rounds(loop: int) -> dict[str, int]:
    """A GIF counts how often it is repeated after the first round; without a count it runs once."""
    if loop == 1:
        return {}
    return {"loop": max(0, loop - 1) if loop else 0}


def _webp(pictures: Sequence[Image.Image], times: list[int], loop: int) -> bytes:
    return _saved(
        list(pictures), times, "WEBP", {"loop": loop}, quality=88, method=4, minimize_size=False
    )


def _saved(
    frames: list[Image.Image],
    times: list[int],
    kind: str,
    rounds: dict[str, int],
    **options: object,
) -> bytes:
    merged, lengths = _merged(frames, times)
    out = io.BytesIO()
    first, *rest = merged
    duration: int | list[int] = lengths if rest else lengths[0]
    first.save(out, kind, save_all=True, append_images=rest, duration=duration, **rounds, **options)
    return out.getvalue()


def _merged(
    frames: Iterable[Image.Image], times: Iterable[int]
) -> tuple[list[Image.Image], list[int]]:
    """Frames that look alike as one that is shown longer; writers differ in what they make of
    them."""
    merged: list[Image.Image] = []
    lengths: list[int] = []
    for frame, time in zip(frames, times, strict=True):
        if (
            merged
            and not ImageChops.difference(merged[-1].convert("RGB"), frame.convert("RGB")).getbbox()
        ):
            lengths[-1] += time
        else:
            merged.append(frame)
            lengths.append(time)
    return merged, lengths


def _shared_palette(pictures: Sequence[Image.Image]) -> Image.Image:
    """256 colours for all frames, found in small copies of them set side by side."""
    side = 256
    small = []
    for picture in pictures:
        copy = picture.copy()
        copy.thumbnail((side, side), Image.Resampling.NEAREST)
        small.append(copy)
    sheet = Image.new("RGB", (side * len(small), side), small[0].getpixel((0, 0)))
    for i, copy in enumerate(small):
        sheet.paste(copy, (i * side, 0))
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT)
