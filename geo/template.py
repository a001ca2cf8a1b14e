"""How large a figure is, how large its type is, what it says and how it looks.

Only descriptions: nothing here draws. A template carries its type sizes itself, because print and
screen, a slide and a newspaper column differ in more than a factor. Sizes of type, margins and
gaps are in points (1/72 inch) for print and in pixels for a screen; `Template.px` turns both into
layout pixels, 96 to the inch, in which a figure is laid out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from geo.brand import Brand
from geo.errors import GeoError

Unit = Literal["in", "mm", "px"]
Medium = Literal["print", "screen"]
ProjectionName = Literal["equal-area", "equal-earth", "natural-earth", "mercator", "globe"]
Extent = Literal["eurasia", "selection", "china"]
PaletteName = Literal["house", "grey", "brand"]

PER_INCH: Mapping[Unit, float] = MappingProxyType({"in": 1.0, "mm": 25.4, "px": 96.0})
"""Units to the inch; a pixel is the CSS pixel, 1/96 inch."""
LOWEST_DPI, HIGHEST_DPI = 36, 600
"""Dots per inch that a picture may have."""
SMALLEST_INCHES, LARGEST_INCHES = 1.5, 60.0
"""Inches of a side in print: below there is no room for a legend, above is a poster printer's."""
SMALLEST_PIXELS, LARGEST_PIXELS = 240, 12_000
"""Pixels of a side; `MOST_PIXELS` limits the whole."""
MOST_PIXELS = 60_000_000
"""Pixels of a picture: 60 million take 240 MB while it is drawn."""
LONGEST_SHAPE = 4.0
"""The longer side over the shorter one, at most."""


class TemplateError(GeoError, ValueError):
    """A size, unit or resolution that no figure can have."""


class FigureError(GeoError, ValueError):
    """A figure that cannot be drawn as asked; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a figure says. All plain text: markup is shown as it is written."""

    headline: str
    """One sentence, at most 15 words advised; wrapped to the width of the template."""
    subtitle: str
    """May be empty."""
    source_line: str
    """Where the facts come from, with its own "Source:"; never empty."""
    credit: str
    """Whose boundaries and places these are; may be empty."""
    alt: str
    """What a reader who cannot see the figure is told; never empty."""
    language: str = "en"
    """Of the words and numbers: "en" or "de"; also the language that the document states."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure looks. `geo.figure` raises FigureError for a choice that does not exist."""

    projection: str = "equal-area"
    """"equal-area" (Lambert azimuthal, centred on Eurasia), "equal-earth", "natural-earth",
    "mercator" or "globe" (orthographic)."""
    extent: str = "eurasia"
    """"eurasia", "selection" (what is drawn, with air around it) or "china" (close up, with an
    inset that shows the origins)."""
    borders: bool = False
    """Whether lines between countries are drawn."""
    palette: str = "house"
    """"house", "grey" (survives a photocopier) or "brand" (needs `brand`)."""
    labels: str = "en"
    """Language of the city names: "en", "de" or "zh"."""
    logo: bytes | None = None
    """A PNG or SVG file; takes the place of the brand's own."""
    brand: Brand | None = None
    theme: str = "light"
    """Only "light": a figure is printed on white or set on a white page."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """City names by the key of the place, in the language of `labels`; a place that is not here
    keeps the name in the arcs."""
    cjk_font: str = ""
    """A font file, or the name of an installed family, for Chinese letters; "" to look for one."""


@dataclass(frozen=True, slots=True)
class Template:
    """A size with its type. Sizes of type, margin and stroke are in points in print and in pixels
    on a screen; `px` converts them to layout pixels."""

    key: str
    name: str
    width: float
    height: float
    unit: Unit
    dpi: int
    """Dots per inch of a PNG. A template in pixels keeps its pixels; there it is only written into
    the file."""
    medium: Medium
    headline: float
    subtitle: float
    body: float
    """Legend."""
    label: float
    """City names."""
    small: float
    """Source line and credit."""
    margin: float
    """On every side, beside `keep_top` and `keep_bottom`."""
    stroke: float
    """Multiple of the screen map's pixels (geo.arcs) for lines and markers, in layout pixels."""
    keep_top: float = 0.0
    """Kept free of everything but the ground at the top, in `unit`."""
    keep_bottom: float = 0.0
    """Likewise at the bottom."""

    def px(self, size: float) -> float:
        """Layout pixels of a size of type or a margin."""
        return size * 96.0 / 72.0 if self.medium == "print" else size

    def from_unit(self, length: float) -> float:
        """Layout pixels of a length in `unit`."""
        return length * 96.0 / PER_INCH[self.unit]

    @property
    def layout_size(self) -> tuple[float, float]:
        """Width and height in layout pixels, 96 to the inch; these need not be whole."""
        return self.from_unit(self.width), self.from_unit(self.height)

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height in inches; a pixel template has 96 pixels to the inch."""
        return self.width / PER_INCH[self.unit], self.height / PER_INCH[self.unit]

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of a PDF page in points, 72 to the inch."""
        return self.inches[0] * 72.0, self.inches[1] * 72.0

    def pixel_size(self, dpi: int | None = None) -> tuple[int, int]:
        """Width and height of a PNG in pixels.

        Args:
            dpi: dots per inch, the template's own where None; without effect on a size in pixels.

        Raises TemplateError for a resolution outside the limits, or too large a picture.
        """
        resolution = self.dpi if dpi is None else dpi
        _check_dpi(resolution)
        if self.unit == "px":
            size = round(self.width), round(self.height)
        else:
            size = round(self.inches[0] * resolution), round(self.inches[1] * resolution)
        if max(size) > LARGEST_PIXELS or size[0] * size[1] > MOST_PIXELS:
            raise TemplateError(
                f"At {resolution} dpi the picture would have {size[0]:,} x {size[1]:,} pixels; "
                f"the most is {LARGEST_PIXELS:,} on a side and {MOST_PIXELS // 1_000_000} million "
                "in all. Choose a lower resolution or a smaller size."
            )
        return size

    def check(self) -> None:
        """Raises TemplateError, in plain words, for a size that no figure can have."""
        if self.unit not in PER_INCH:
            raise TemplateError(f'The unit is "in", "mm" or "px", not {self.unit!r}.')
        for word, side in (("width", self.width), ("height", self.height)):
            if isinstance(side, bool) or not isinstance(side, (int, float)):
                raise TemplateError(f"The {word} must be a number, not {side!r}.")
            if not math.isfinite(side) or side <= 0:
                raise TemplateError(f"The {word} must be above zero, not {side}.")
            if self.unit == "px":
                if side != int(side):
                    raise TemplateError(f"The {word} in pixels must be whole, not {side}.")
                if not SMALLEST_PIXELS <= side <= LARGEST_PIXELS:
                    raise TemplateError(
                        f"The {word} must be {SMALLEST_PIXELS} to {LARGEST_PIXELS:,} pixels, "
                        f"not {side:g}."
                    )
            else:
                per = PER_INCH[self.unit]
                if not SMALLEST_INCHES * per <= side <= LARGEST_INCHES * per:
                    raise TemplateError(
                        f"The {word} must be {SMALLEST_INCHES * per:g} to "
                        f"{LARGEST_INCHES * per:g} {self.unit}, not {side:g}."
                    )
        longer, shorter = max(self.width, self.height), min(self.width, self.height)
        if longer > LONGEST_SHAPE * shorter:
            raise TemplateError(
                f"One side may be at most {LONGEST_SHAPE:g} times the other; "
                f"{self.width:g} x {self.height:g} is too narrow for a map."
            )
        self.pixel_size()


def template(key: str) -> Template:
    """The template of that key. Raises TemplateError that lists those there are."""
    try:
        return TEMPLATES[key]
    except KeyError:
        raise TemplateError(
            f"There is no template {key!r}; there are {', '.join(TEMPLATES)}."
        ) from None


def custom_template(width: float, height: float, unit: Unit = "px", dpi: int = 300) -> Template:
    """A size of one's own, with the type of the template that it comes closest to.

    Args:
        width, height: in `unit`.
        unit: "in" and "mm" make a print template, "px" one for the screen.
        dpi: dots per inch, 36 to 600.

    Raises TemplateError for a size or resolution outside the limits.
    """
    asked = replace(
        TEMPLATES["square"], key="custom", width=width, height=height, unit=unit, dpi=dpi
    )
    asked.check()
    nearest = _nearest(asked)
    return replace(
        nearest,
        key=f"{width:g}x{height:g}{unit}",
        name=f"{width:g} × {height:g} {unit}",
        width=width,
        height=height,
        unit=unit,
        dpi=dpi,
        keep_top=0.0,
        keep_bottom=0.0,
    )


def _nearest(asked: Template) -> Template:
    """The template of the same medium whose width and area are closest in proportion."""
    medium: Medium = "screen" if asked.unit == "px" else "print"
    wide, high = asked.inches

    def distance(other: Template) -> float:
        width, height = other.inches
        return abs(math.log(wide / width)) + 0.5 * abs(math.log(wide * high / (width * height)))

    own = [*(t for t in TEMPLATES.values() if t.medium == medium), *_SMALL[medium]]
    return min(own, key=distance)


def _check_dpi(dpi: int) -> None:
    if isinstance(dpi, bool) or not isinstance(dpi, int):
        raise TemplateError(f"The resolution must be a whole number of dpi, not {dpi!r}.")
    if not LOWEST_DPI <= dpi <= HIGHEST_DPI:
        raise TemplateError(f"The resolution must be {LOWEST_DPI} to {HIGHEST_DPI} dpi, not {dpi}.")


def _print(
    key: str,
    name: str,
    size: tuple[float, float, Unit],
    sizes: tuple[float, float, float, float, float],
    margin: float,
    stroke: float,
) -> Template:
    return Template(key, name, *size, 300, "print", *sizes, margin, stroke)


def _screen(
    key: str,
    name: str,
    size: tuple[int, int],
    sizes: tuple[float, float, float, float, float],
    margin: float,
    stroke: float,
    keep: float = 0.0,
) -> Template:
    return Template(key, name, *size, "px", 96, "screen", *sizes, margin, stroke, keep, keep)


TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        made.key: made
        for made in (
            _print("slide", "Slide 16:9", (40 / 3, 7.5, "in"), (30, 18, 14, 14, 10), 30, 1.15),
            _print(
                "a4-landscape", "A4 landscape", (297, 210, "mm"), (24, 14, 10.5, 10.5, 8), 34, 1.1
            ),
            _print(
                "a4-portrait", "A4 portrait", (210, 297, "mm"), (24, 14, 10.5, 10.5, 8), 34, 1.0
            ),
            _print(
                "column-170",
                "Report, 170 mm",
                (170, 115, "mm"),
                (14, 10, 8, 8, 6.5),
                6,
                0.8,
            ),
            _print("column-82", "Report column, 82 mm", (82, 95, "mm"), (11, 8.5, 7, 7, 6), 3, 0.6),
            _screen("x", "X (1200 × 675)", (1200, 675), (42, 25, 20, 20, 15), 36, 1.5),
            _screen(
                "linkedin", "LinkedIn (1200 × 627)", (1200, 627), (42, 25, 20, 20, 15), 36, 1.5
            ),
            _screen(
                "opengraph", "Open Graph (1200 × 630)", (1200, 630), (42, 25, 20, 20, 15), 36, 1.5
            ),
            _screen("square", "Square (1080 × 1080)", (1080, 1080), (52, 31, 25, 25, 18), 48, 1.9),
            _screen(
                "portrait", "Portrait (1080 × 1350)", (1080, 1350), (56, 33, 26, 26, 19), 52, 2.0
            ),
            _screen(
                "story", "Story (1080 × 1920)", (1080, 1920), (62, 36, 29, 29, 21), 60, 2.2, 250
            ),
        )
    }
)
"""The templates by key."""

_SMALL: Mapping[Medium, tuple[Template, ...]] = MappingProxyType(
    {
        "print": (
            _print("thumb", "", (50, 50, "mm"), (8, 7, 6, 6, 5), 2, 0.5),
            _print("poster", "", (594, 420, "mm"), (46, 27, 20, 20, 14), 60, 2.0),
        ),
        "screen": (
            _screen("card", "", (400, 300), (19, 13, 11, 11, 9), 12, 0.75),
            _screen("page", "", (800, 500), (28, 17, 14, 14, 11), 22, 1.05),
            _screen("hd", "", (1920, 1080), (60, 36, 28, 28, 20), 60, 2.1),
            _screen("uhd", "", (3840, 2160), (120, 72, 56, 56, 40), 120, 4.2),
        ),
    }
)
"""Sizes between and beyond the templates that a size of one's own may come close to."""
