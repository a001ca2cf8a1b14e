"""The key of a figure: a row under the headline, broken into several where it is too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.arcs import DASH, THINNEST, Legend
from geo.figure_fonts import MIDDLE, text_width
from geo.figure_scene import Arrow, Rule, Sign, Text
from geo.palette import Palette
from geo.wording import missions, word


@dataclass(frozen=True, slots=True)
class Key:
    """The key, drawn."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    signs: tuple[Sign, ...]
    arrows: tuple[Arrow, ...]
    height: float


Draw = Callable[[float, float], tuple[list[Rule], list[Sign], list[Arrow]]]


def place_key(
    legend: Legend,
    palette: Palette,
    language: str,
    left: float,
    top: float,
    width: float,
    size: float,
    stroke: float,
) -> Key:
    """The key in rows within `width`; its height is 0 where there is nothing to tell."""
    groups: list[list[tuple[float, Draw, str]]] = []
    groups.append(
        [
            (2.5 * size, _line(entry.style, entry.shape, palette.party(entry.party), size, stroke),
             word(entry.label, language))
            for entry in legend.lines
        ]
        + [
            (0.8 * size, _dot(shape, palette.neutral, size), word(label, language))
            for label, shape in legend.places
        ]
    )  # fmt: skip
    if legend.directed:
        label = word("Direction of travel", language)
        groups[0].append((2.0 * size, _arrow(palette.neutral, size, stroke), label))
    if legend.widths:
        groups.append(
            [
                (
                    1.9 * size,
                    _width(step.width * stroke, palette.neutral, 1.9 * size),
                    missions(step.count, language)
                    if step is legend.widths[-1] or step.count == 1
                    else missions(step.count, language).split(" ")[0],
                )
                for step in legend.widths
            ]
        )
    return _rows([group for group in groups if group], palette, left, top, width, size)


def _rows(
    groups: list[list[tuple[float, Draw, str]]],
    palette: Palette,
    left: float,
    top: float,
    width: float,
    size: float,
) -> Key:
    texts: list[Text] = []
    rules: list[Rule] = []
    signs: list[Sign] = []
    arrows: list[Arrow] = []
    between, line, pad = 1.5 * size, 1.55 * size, 0.5 * size
    x, y = left, top + line / 2

    def span(items: list[tuple[float, Draw, str]]) -> float:
        return sum(swatch + pad + text_width(text, size) for swatch, _, text in items) + between * (
            len(items) - 1
        )

    for group in groups:
        # A group stays on one row where a row can hold it.
        if x > left and x + span(group) > left + width:
            x, y = left, y + line
        for swatch, draw, text in group:
            long = swatch + pad + text_width(text, size)
            if x > left and x + long > left + width:
                x, y = left, y + line
            more = draw(x, y)
            rules += more[0]
            signs += more[1]
            arrows += more[2]
            texts.append(Text(x + swatch + pad, y + MIDDLE * size, text, size, palette.label))
            x += long + between
        x += 0.8 * between
    height = y + line / 2 - top if texts else 0.0
    return Key(tuple(texts), tuple(rules), tuple(signs), tuple(arrows), height)


def _line(style: str, shape: str, colour: str, size: float, stroke: float) -> Draw:
    def draw(x: float, y: float) -> tuple[list[Rule], list[Sign], list[Arrow]]:
        dash = (DASH[0] * stroke, DASH[1] * stroke) if style == "dashed" else None
        rule = Rule(x + 0.35 * size, y, x + 2.5 * size, y, colour, 1.4 * THINNEST * stroke, dash)
        return [rule], [Sign(x + 0.4 * size, y, shape, 0.36 * size, colour)], []

    return draw


def _dot(shape: str, colour: str, size: float) -> Draw:
    return lambda x, y: ([], [Sign(x + 0.4 * size, y, shape, 0.33 * size, colour)], [])


def _arrow(colour: str, size: float, stroke: float) -> Draw:
    def draw(x: float, y: float) -> tuple[list[Rule], list[Sign], list[Arrow]]:
        rule = Rule(x, y, x + 2.0 * size, y, colour, THINNEST * stroke)
        return [rule], [], [Arrow(x + 1.1 * size, y, 0.0, 0.8 * size, colour)]

    return draw


def _width(width: float, colour: str, long: float) -> Draw:
    return lambda x, y: ([Rule(x, y, x + long, y, colour, width)], [], [])
