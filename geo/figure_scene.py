"""A figure as it is laid out, before it is drawn: where each text, marker and line stands.

All lengths are layout pixels, 96 to the inch, from the upper left corner, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.figure_projections import Box, Plane
from geo.palette import Palette
from geo.routes import Array


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; x is its left edge and y its base line."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    halo: bool = False
    """Whether an edge in the palette's halo colour keeps it apart from what lies beneath."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A marker: "circle", "diamond" or "dot"."""

    x: float
    y: float
    shape: str
    radius: float
    colour: str
    key: str = ""
    """Of the place; "" in the legend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str
    width: float
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrowhead, its middle at x and y."""

    x: float
    y: float
    degrees: float
    """Direction clockwise from the right, as the page is seen."""
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Arc:
    """One line of the arcs."""

    id: str
    ends: tuple[tuple[float, float], ...]
    """Degrees; two points for a great circle, which the renderer bends."""
    style: str
    width: float
    colour: str
    lane: tuple[Array, ...] = ()
    """The line in pixels, in parts, where it is moved beside its great circle: drawn instead."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo."""

    x: float
    y: float
    width: float
    height: float
    address: str
    """A data address."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One map."""

    plane: Plane
    arcs: tuple[Arc, ...]
    signs: tuple[Sign, ...]
    arrows: tuple[Arrow, ...]
    names: tuple[Text, ...]
    leaders: tuple[Rule, ...]
    unnamed: tuple[str, ...]
    """Keys of places for whose names there is no room."""
    framed: bool = False
    """An inset: with a ground and a frame of its own."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole figure."""

    width: float
    height: float
    palette: Palette
    fonts: str
    """Font families, as SVG writes them."""
    panels: tuple[Panel, ...]
    """The map, and the inset where there is one."""
    borders: bool
    stroke: float
    """Layout pixels of one pixel of the screen map."""
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...] = ()
    signs: tuple[Sign, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    """Of the legend, as rules and signs."""
    picture: Picture | None = None
    free: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    """The part of the page on which texts may stand."""
