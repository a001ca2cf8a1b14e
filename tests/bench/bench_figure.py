"""How long a figure takes with 10, 100 and 1,000 arcs, beside matplotlib with cartopy.

The atlas needs neither of the two, so they are not among its requirements. To compare, install them
somewhere else and name that place:

    python -m venv /tmp/beside
    /tmp/beside/bin/pip install matplotlib cartopy
    PYTHONPATH=/tmp/beside/lib/python3.11/site-packages .venv/bin/python tests/bench figure
"""

from __future__ import annotations

import importlib
import io
import json
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from geo.arcs import Arcs, flow_arcs
from geo.figure import figure_pdf, figure_png, figure_svg
from geo.places import Point
from geo.routes import distance_km
from geo.template import TEMPLATES, Look, Words
from tests.bench.figures import report

WORDS = Words(
    "British and German cities send missions to China",
    "Made-up missions for a measurement",
    "Source: random numbers",
    "Land: Natural Earth. Places: made up.",
    "Map with many arcs.",
)
COUNTS = (10, 100, 1000)
REPEATS = 3
SVG_GOAL, PNG_GOAL = 0.5, 1.5
"""Seconds."""


def made_up(count: int) -> Arcs:
    """Arcs between a few dozen places in Europe and in China."""
    random = np.random.default_rng(count)
    starts = [
        (f"e{i}", f"Origin {i}", float(x), float(y))
        for i, (x, y) in enumerate(random.uniform((-4, 48), (13, 55), (min(20, count), 2)))
    ]
    stops = [
        (f"c{i}", f"City {i}", float(x), float(y))
        for i, (x, y) in enumerate(random.uniform((102, 23), (121, 41), (50, 2)))
    ]
    pairs = random.permutation(len(starts) * len(stops))[:count]
    flows, seen = [], {}
    for pair in pairs:
        a, b = starts[pair % len(starts)], stops[pair // len(starts)]
        party = "GB" if a[2] < 5 else "DE"
        seen[a[0]], seen[b[0]] = (*a, "origin", party), (*b, "stop", "")
        flows.append(
            {
                "flow_id": f"{a[0]}>{b[0]}", "from_key": a[0], "to_key": b[0], "from_name": a[1],
                "to_name": b[1], "from_lon": a[2], "from_lat": a[3], "to_lon": b[2],
                "to_lat": b[3], "party": party, "direction": "outbound", "years": "2016",
                "missions": int(random.integers(1, 9)), "titles": ("Mission",),
                "km": distance_km(Point(a[2], a[3]), Point(b[2], b[3])),
            }
        )  # fmt: skip
    places = pd.DataFrame(
        list(seen.values()), columns=["key", "name", "lon", "lat", "role", "party"]
    ).assign(region="", missions=1, agreements=0, population=0)
    return flow_arcs(pd.DataFrame(flows), places)


def seconds(work: Callable[[], object]) -> float:
    """The best of a few runs after a first one."""
    work()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def with_cartopy(arcs: Arcs) -> Callable[[], bytes] | None:
    """The same picture by matplotlib and cartopy; None where they are not installed."""
    try:
        ccrs = importlib.import_module("cartopy.crs")
        importlib.import_module("matplotlib").use("Agg")
        plt = importlib.import_module("matplotlib.pyplot")
        shape = importlib.import_module("shapely.geometry").shape
    except ImportError:
        return None
    land = json.loads((Path(__file__).parents[2] / "static/land.geojson").read_text("utf-8"))
    shapes = [
        shape(feature["geometry"])
        for feature in land["features"]
        if "sea" not in feature["properties"]
    ]

    def draw() -> bytes:
        figure = plt.figure(figsize=(40 / 3, 7.5))
        axes = figure.add_subplot(projection=ccrs.LambertAzimuthalEqualArea(60, 45))
        axes.set_extent([-12, 132, 15, 65], ccrs.PlateCarree())
        axes.add_geometries(shapes, ccrs.PlateCarree(), facecolor="#e6e7e3")
        for line in arcs.lines.itertuples():
            axes.plot(
                [line.from_lon, line.to_lon], [line.from_lat, line.to_lat],
                transform=ccrs.Geodetic(), linewidth=line.width,
            )  # fmt: skip
        for point in arcs.points.itertuples():
            axes.text(point.lon, point.lat, point.name, transform=ccrs.PlateCarree())
        axes.set_title(WORDS.headline)
        out = io.BytesIO()
        figure.savefig(out, dpi=300)
        plt.close(figure)
        return out.getvalue()

    return draw


def main() -> None:
    """Measure, and print the figures."""
    warnings.simplefilter("ignore")
    slide, look = TEMPLATES["slide"], Look()
    start = time.perf_counter()
    figure_svg(made_up(10), slide, WORDS, look)
    report("SVG, the very first of a process", time.perf_counter() - start, "s")
    for count in COUNTS:
        arcs = made_up(count)
        svg, png, pdf = (
            seconds(lambda make=make, arcs=arcs: make(arcs, slide, WORDS, look))  # type: ignore[misc]
            for make in (figure_svg, figure_png, figure_pdf)
        )
        name = f"{count:,} arcs"
        report(f"SVG, {name}", svg, "s", at_most=SVG_GOAL)
        report(f"PNG of a slide at 300 dpi, {name}", png, "s", at_most=PNG_GOAL)
        report(f"PDF, {name}", pdf, "s")
        other = with_cartopy(arcs)
        if other:
            report(f"the same PNG by matplotlib and cartopy, {name}", seconds(other), "s")
        else:
            print("matplotlib and cartopy are not installed")


if __name__ == "__main__":
    main()
