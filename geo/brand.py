"""A customer's colours and logo, read from a small TOML file and checked.

    name = "City of Example"
    logo = "logo.svg"            # beside the file; may be left out

    [parties]                    # one colour for each country that sends missions
    GB = "#17498c"
    DE = "#c25a08"

    [colours]                    # each may be left out: water, land, border, label, halo, selected,
    land = "#e6e7e3"             # neutral

Colours that cannot be read are refused rather than drawn: WCAG 2.2 asks for a contrast of 4.5:1
for text (criterion 1.4.3) and 3:1 for lines (1.4.11), and the parties must stay apart for
colour-blind readers.
"""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from geo.errors import GeoError
from geo.palette import PALETTES, Palette, contrast, rgb
from geo.routes import Array

TEXT_CONTRAST, LINE_CONTRAST = 4.5, 3.0
"""WCAG 2.2, level AA."""
APART = 20.0
"""CIE 1976 colour difference that two parties keep for every kind of reader; 2.3 is just
noticeable."""
LARGEST_FILE = 64_000
"""Bytes of a brand file."""
LARGEST_LOGO = 1_000_000
"""Bytes of a logo."""

VISION: Mapping[str, Array] = MappingProxyType(
    {
        "full colour vision": np.eye(3),
        "protanopia": np.array(
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        ),
        "deuteranopia": np.array(
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        ),
        "tritanopia": np.array(
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ]
        ),
    }
)
"""How readers see, as matrices on linear RGB: Machado, Oliveira and Fernandes (2009), severity
1."""
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
"""sRGB primaries to CIE XYZ, D65 (IEC 61966-2-1)."""


class BrandError(GeoError, ValueError):
    """A brand file that cannot be read, or colours that a reader could not tell apart."""


@dataclass(frozen=True, slots=True)
class Brand:
    """Colours and logo of a customer."""

    name: str
    palette: Palette
    logo: bytes | None = None
    """A PNG or SVG file."""


def read_brand(path: Path) -> Brand:
    """The brand in a TOML file; its logo is read from beside it. Raises BrandError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BrandError(f"{path.name} is too large for a brand file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrandError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BrandError(f"{path.name} is not written in UTF-8.") from error
    return brand_from_toml(text, path.name, path.parent)


def brand_from_toml(text: str, where: str = "The brand file", folder: Path | None = None) -> Brand:
    """The brand that a TOML text describes.

    Args:
        where: named in messages.
        folder: where its logo lies; None where no logo may be read, as for a file sent in.

    Raises BrandError that names every fault at once.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrandError(f"{where} is not TOML: {error}.") from error
    faults = [
        f"{name!r} is not known here"
        for name in data.keys() - {"name", "logo", "parties", "colours"}
    ]
    given = data.get("colours", {})
    parties = data.get("parties", {})
    base = PALETTES["light"]
    base = replace(base, water="#ffffff", halo="#ffffff")
    known = {field.name for field in fields(Palette)} - {"parties"}
    if not isinstance(given, dict) or not isinstance(parties, dict):
        raise BrandError(f"{where}: [colours] and [parties] must be tables.")
    faults += [f"there is no colour {name!r}" for name in sorted(given.keys() - known)]
    for name, value in [*given.items(), *parties.items()]:
        try:
            rgb(value if isinstance(value, str) else "")
        except ValueError:
            faults.append(f"{name} = {value!r} is not a colour written #rrggbb")
    missing = sorted(base.parties.keys() - parties.keys())
    if missing:
        faults.append(f"[parties] lacks a colour for {' and '.join(missing)}")
    if not isinstance(data.get("name"), str) or not data["name"].strip():
        faults.append("the name is missing")
    if faults:
        raise BrandError(f"{where}: {'; '.join(faults)}.")
    palette = replace(base, **given, parties=MappingProxyType(dict(parties)))
    if unreadable := palette_faults(palette):
        raise BrandError(f"{where}: {'; '.join(unreadable)}.")
    return Brand(data["name"].strip(), palette, _logo(data.get("logo"), where, folder))


def palette_faults(palette: Palette) -> list[str]:
    """What readers could not make out in these colours, in plain words; empty where all is well."""
    faults = []
    for ground in ("land", "water"):
        behind = getattr(palette, ground)
        for code, colour in [*palette.parties.items(), ("neutral", palette.neutral)]:
            found = contrast(colour, behind)
            if found < LINE_CONTRAST:
                faults.append(
                    f"lines of {code} ({colour}) have a contrast of {found:.1f}:1 on {ground} "
                    f"({behind}); at least {LINE_CONTRAST:g}:1 is needed"
                )
        found = contrast(palette.label, behind)
        if found < TEXT_CONTRAST:
            faults.append(
                f"text ({palette.label}) has a contrast of {found:.1f}:1 on {ground} ({behind}); "
                f"at least {TEXT_CONTRAST:g}:1 is needed"
            )
    for (one, first), (other, second) in itertools.combinations(palette.parties.items(), 2):
        faults += [
            f"{one} ({first}) and {other} ({second}) look too much alike with {reader}"
            for reader in VISION
            if difference(first, second, reader) < APART
        ]
    return faults


def difference(one: str, other: str, reader: str = "full colour vision") -> float:
    """CIE 1976 difference of two colours as a kind of reader of VISION sees them."""
    a, b = (_lab(VISION[reader] @ _linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(a - b))


def _linear(colour: str) -> Array:
    share = np.array(rgb(colour)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _lab(light: Array) -> Array:
    """CIE L*a*b* of linear RGB."""
    share = np.clip(_TO_XYZ @ light, 0.0, None) / (_TO_XYZ @ np.ones(3))
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _logo(name: object, where: str, folder: Path | None) -> bytes | None:
    if name is None:
        return None
    if not isinstance(name, str) or Path(name).name != name:
        raise BrandError(f"{where}: the logo must be the name of a file beside it, not {name!r}.")
    if folder is None:
        raise BrandError(f"{where}: a logo is read only from beside a file; give it separately.")
    try:
        if (folder / name).stat().st_size > LARGEST_LOGO:
            raise BrandError(f"{where}: the logo is larger than {LARGEST_LOGO:,} bytes.")
        return (folder / name).read_bytes()
    except OSError as error:
        raise BrandError(f"{where}: the logo {name} cannot be read: {error.strerror}.") from error
