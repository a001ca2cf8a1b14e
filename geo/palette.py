"""The colours of the atlas, for light and dark pages. Colours are written #rrggbb (sRGB).

Every line reaches a contrast of 3:1 against land and water, every label 4.5:1 (WCAG 2.2, success
criteria 1.4.11 and 1.4.3). Britain and Germany differ in hue along the blue-orange axis, which
survives the common kinds of colour blindness, and in lightness, which survives a grey printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one map."""

    water: str
    """The ground of the map: sea, and the page around it."""
    land: str
    border: str
    """Lines between countries, where they are drawn."""
    label: str
    """Names of places."""
    halo: str
    """The edge around labels and markers that keeps them apart from what lies beneath."""
    selected: str
    """The casing around what a reader has selected."""
    neutral: str
    """Places and lines that belong to no party, such as the cities visited."""
    parties: Mapping[str, str]
    """Line and marker colour by party, an ISO 3166-1 alpha-2 code."""

    def party(self, code: str) -> str:
        """The colour of a party; the neutral one for a code without its own."""
        return self.parties.get(code, self.neutral)


PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        "light": Palette(
            water="#f7f9fa",
            land="#e6e7e3",
            border="#c3c6c2",
            label="#23292f",
            halo="#fbfcfc",
            selected="#111418",
            neutral="#4a525a",
            parties=MappingProxyType({"GB": "#17498c", "DE": "#c25a08"}),
        ),
        "dark": Palette(
            water="#0f141a",
            land="#232b33",
            border="#3d4853",
            label="#e8ecef",
            halo="#12181e",
            selected="#ffffff",
            neutral="#a9b3bc",
            parties=MappingProxyType({"GB": "#4c95e6", "DE": "#ffc46b"}),
        ),
    }
)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255. Raises ValueError for anything but #rrggbb."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"A colour is written #rrggbb, not {colour!r}.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, ground: str, share: float) -> str:
    """A colour as it looks on a ground when a share of it, 0 to 1, covers the ground."""
    parts = zip(rgb(colour), rgb(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
