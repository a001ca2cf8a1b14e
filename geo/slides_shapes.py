"""Shapes of a slide as DrawingML, written as text: python-pptx takes minutes for 1,000 outlines.

Positions are layout pixels, 96 to the inch; a slide counts 9,525 English Metric Units to each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import quoteattr

import numpy as np

from geo.routes import Array

EMU = 9525
"""English Metric Units to a layout pixel."""
FONT, CHINESE_FONT = "Arial", "Microsoft YaHei"
"""Faces that every office has; the second for Chinese letters."""
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
NODE_EVERY = 60.0
"""Pixels between the nodes of a curve that can be edited."""


def clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def emu(pixels: float) -> int:
    """English Metric Units of layout pixels."""
    return round(pixels * EMU)


@dataclass
class Shapes:
    """Writes shapes one after another, each with an id of its own."""

    language: str
    """BCP 47 tag of the text, such as "en-GB"."""
    ids: Iterator[int] = field(default_factory=lambda: count(1000))

    def group(self, name: str, alt: str, inner: Iterable[str]) -> str:
        """Shapes that are moved and named together; their positions stay those of the slide."""
        zero = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        child = '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self._named(name, alt)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{zero}{child}</a:xfrm></p:grpSpPr>"
            f"{''.join(inner)}</p:grpSp>"
        )

    def outline(self, name: str, rings: list[Array], fill: str) -> str:
        """A filled freeform with holes."""
        parts = []
        corner, size = _extent(np.vstack(rings))
        for ring in rings:
            points = _units(ring, corner)
            steps = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in points[1:])
            start = f'<a:moveTo><a:pt x="{points[0][0]}" y="{points[0][1]}"/></a:moveTo>'
            parts.append(f"{start}{steps}<a:close/>")
        look = f"{solid(fill)}<a:ln><a:noFill/></a:ln>"
        return self._freeform(name, "", corner, size, "".join(parts), look)

    def curve(self, name: str, alt: str, path: Array, line: str, *, arrow: bool = False) -> str:
        """An open freeform of few cubic curves, so that a reader can bend it by its nodes."""
        nodes, handles = _bezier(path)
        corner, size = _extent(np.vstack([nodes, handles]))
        points = _units(nodes, corner)
        controls = _units(handles, corner)
        steps = "".join(
            "<a:cubicBezTo>"
            + "".join(
                f'<a:pt x="{x}" y="{y}"/>'
                for x, y in (controls[2 * i], controls[2 * i + 1], points[i + 1])
            )
            + "</a:cubicBezTo>"
            for i in range(len(points) - 1)
        )
        start = f'<a:moveTo><a:pt x="{points[0][0]}" y="{points[0][1]}"/></a:moveTo>'
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
        look = f"<a:noFill/>{line.replace('</a:ln>', head + '</a:ln>')}"
        return self._freeform(name, alt, corner, size, start + steps, look, filled=False)

    def autoshape(
        self,
        name: str,
        alt: str,
        box: tuple[float, float, float, float],
        look: str,
        kind: str = "rect",
    ) -> str:
        """A ready-made shape ("ellipse", "diamond", "rect", "line") in a box: left, top, width and
        height."""
        left, top, width, height = box
        return (
            f"<p:sp><p:nvSpPr>{self._named(name, alt)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{_frame((left, top), (width, height))}"
            f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{look}</p:spPr></p:sp>'
        )

    def connector(
        self, name: str, alt: str, start: tuple[float, float], end: tuple[float, float], line: str
    ) -> str:
        """A straight connector."""
        size = (abs(end[0] - start[0]), abs(end[1] - start[1]))
        corner = (min(start[0], end[0]), min(start[1], end[1]))
        flips = (' flipH="1"' if end[0] < start[0] else "") + (
            ' flipV="1"' if end[1] < start[1] else ""
        )
        frame = _frame(corner, size).replace("<a:xfrm>", f"<a:xfrm{flips}>", 1)
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._named(name, alt)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{frame}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line}'
            "</p:spPr></p:cxnSp>"
        )

    def polylines(self, name: str, paths: list[Array], line: str) -> str:
        """Open lines as one freeform."""
        corner, size = _extent(np.vstack(paths))
        parts = []
        for path in paths:
            points = _units(path, corner)
            steps = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in points[1:])
            start = f'<a:moveTo><a:pt x="{points[0][0]}" y="{points[0][1]}"/></a:moveTo>'
            parts.append(start + steps)
        look = f"<a:noFill/>{line}"
        return self._freeform(name, "", corner, size, "".join(parts), look, filled=False)

    def text(
        self,
        name: str,
        lines: list[str],
        box: tuple[float, float, float, float],
        *,
        size: float,
        colour: str,
        align: str = "l",
        anchor: str = "t",
        halo: str | None = None,
        wrap: bool = False,
        bold: bool = False,
        step: float | None = None,
        language: str | None = None,
    ) -> str:
        """A text box without inner margins. `size` is the height of the type in layout pixels,
        `step` the distance of its lines."""
        left, top, width, height = box
        glow = (
            f'<a:effectLst><a:glow rad="25400">{_colour(halo)}</a:glow></a:effectLst>'
            if halo
            else ""
        )
        points = round(size * 75)
        fold = "square" if wrap else "none"
        look = f'lang="{language or self.language}" sz="{points}" b="{int(bold)}" dirty="0"'
        gap = round(step * 75) if step else 0
        leading = f'<a:lnSpc><a:spcPts val="{gap}"/></a:lnSpc>' if gap else ""
        face = f'<a:latin typeface="{FONT}"/><a:ea typeface="{CHINESE_FONT}"/>'
        paragraphs = "".join(
            f'<a:p><a:pPr algn="{align}">{leading}</a:pPr><a:r><a:rPr {look}>'
            f"{solid(colour)}{glow}{face}</a:rPr>"
            f"<a:t>{escaped(line)}</a:t></a:r></a:p>"
            for line in lines
        )
        return (
            f'<p:sp><p:nvSpPr>{self._named(name, "")}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{_frame((left, top), (width, height))}<a:prstGeom prst="rect"><a:avLst/>'
            f'</a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="{fold}"'
            f' lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )

    def _named(self, name: str, alt: str) -> str:
        told = f" descr={quoteattr(clean(alt))}" if alt else ""
        return f'<p:cNvPr id="{next(self.ids)}" name={quoteattr(clean(name))}{told}/>'

    def _freeform(
        self,
        name: str,
        alt: str,
        corner: Array,
        size: Array,
        path: str,
        look: str,
        *,
        filled: bool = True,
    ) -> str:
        wide, high = (max(1, emu(part)) for part in size.tolist())
        fill = "" if filled else ' fill="none"'
        return (
            f"<p:sp><p:nvSpPr>{self._named(name, alt)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{_frame(tuple(corner.tolist()), tuple(size.tolist()))}<a:custGeom><a:avLst/>"
            '<a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{wide}" h="{high}"{fill}>{path}</a:path></a:pathLst></a:custGeom>{look}'
            "</p:spPr></p:sp>"
        )


def escaped(text: str) -> str:
    """Text as XML."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def solid(colour: str) -> str:
    """A fill of one colour."""
    return f"<a:solidFill>{_colour(colour)}</a:solidFill>"


def line(
    colour: str, width: float, dash: tuple[float, float] | None = None, cap: str = "rnd"
) -> str:
    """A line: width in layout pixels; dash as the lengths of line and gap in multiples of it."""
    dashes = ""
    if dash:
        on, off = (round(part * 100_000) for part in dash)
        dashes = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'
        cap = "flat"
    return f'<a:ln w="{emu(width)}" cap="{cap}">{solid(colour)}{dashes}<a:round/></a:ln>'


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'


def _frame(corner: tuple[float, ...], size: tuple[float, ...]) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(corner[0])}" y="{emu(corner[1])}"/>'
        f'<a:ext cx="{max(0, emu(size[0]))}" cy="{max(0, emu(size[1]))}"/></a:xfrm>'
    )


def _extent(points: Array) -> tuple[Array, Array]:
    low = points.min(axis=0)
    return low, points.max(axis=0) - low


def _units(points: Array, corner: Array) -> list[list[int]]:
    moved: list[list[int]] = np.rint((points - corner) * EMU).astype(np.int64).tolist()
    return moved


def _bezier(path: Array) -> tuple[Array, Array]:
    """Nodes along a path and the two handles of each piece between them (Catmull and Rom, 1974,
    with tangents taken from the path itself)."""
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    pieces = max(1, min(8, round(reached[-1] / NODE_EVERY)))
    at = np.linspace(0.0, reached[-1], pieces + 1)

    def on(where: Array) -> Array:
        return np.column_stack([np.interp(where, reached, path[:, axis]) for axis in (0, 1)])

    nodes = on(at)
    step = max(reached[-1] / 200.0, 1e-9)
    after, before = np.minimum(at + step, reached[-1]), np.maximum(at - step, 0.0)
    tangent = (on(after) - on(before)) / np.maximum(after - before, 1e-9)[:, None]
    reach = reached[-1] / pieces / 3.0
    handles = np.stack([nodes[:-1] + tangent[:-1] * reach, nodes[1:] - tangent[1:] * reach], axis=1)
    return nodes, handles.reshape(-1, 2)
