"""How a benchmark tells its figures: printed for a reader, and noted for the summary."""

from __future__ import annotations

import json
import os
from pathlib import Path

NOTES_VARIABLE = "ATLAS_BENCH_NOTES"
"""Environment variable: the file to which each figure is added as a line of JSON."""


def line(name: str, value: float, unit: str, at_most: float | None, at_least: float | None) -> str:
    """A figure as one line of text, with its goal and whether it is met."""
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    shown = f"{name:<58} {number:>12} {unit:<8}"
    if at_most is not None:
        return f"{shown} goal <= {at_most:g}: {'met' if value <= at_most else 'MISSED'}"
    if at_least is not None:
        return f"{shown} goal >= {at_least:g}: {'met' if value >= at_least else 'MISSED'}"
    return shown.rstrip()


def report(
    name: str,
    value: float,
    unit: str,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
) -> None:
    """Print a figure with its unit and, where there is one, its goal."""
    text = line(name, value, unit, at_most, at_least)
    print(text, flush=True)
    notes = os.environ.get(NOTES_VARIABLE)
    if notes:
        with Path(notes).open("a", encoding="utf-8") as file:
            file.write(json.dumps(text) + "\n")
