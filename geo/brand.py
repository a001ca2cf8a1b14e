"""A customer's colours and logo, read from a small TOML file and checked."""

from __future__ import annotations

from dataclasses import dataclass

from geo.palette import Palette


@dataclass(frozen=True, slots=True)
class Brand:
    """Colours and logo of a customer."""

    name: str
    palette: Palette
    logo: bytes | None = None
    """A PNG or SVG file."""
