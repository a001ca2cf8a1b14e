"""How long a slide and an offline page take after the first, with 10, 100 and 1,000 arcs."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

import pandas as pd

from geo.arcs import Arcs, flow_arcs
from geo.deck import mission_deck
from geo.slides import slide_pptx
from geo.template import TEMPLATES, Look, Words
from geo.view import fit
from geo.webpage import SIZE, offline_page
from tests.bench.figures import report

ROUNDS = 5
SLIDE_GOAL = 2.0
WORDS = Words(
    "British and German cities send missions to China",
    "2010 to 2020",
    "Source: reports.",
    "Boundaries: Natural Earth.",
    "Map of flows from Britain and Germany to cities in China.",
)


def sample(number: int) -> tuple[Arcs, pd.DataFrame]:
    """Flows between made-up places in Britain, Germany and China, always the same ones."""
    dice = random.Random(number)
    origins = [
        ("GB" if i % 2 else "DE", dice.uniform(-4, 0) + (0 if i % 2 else 11), dice.uniform(51, 54))
        for i in range(min(20, number))
    ]
    stops = [(dice.uniform(98, 122), dice.uniform(23, 41)) for _ in range(-(-number // 20) + 5)]
    flows = []
    pairs = [(a, b) for b in range(len(stops)) for a in range(len(origins))][:number]
    for a, b in pairs:
        flow = {
            "flow_id": f"o{a}>s{b}",
            "from_key": f"o{a}",
            "to_key": f"s{b}",
            "from_name": f"Origin {a}",
            "to_name": f"City {b}",
            "from_lon": origins[a][1],
            "from_lat": origins[a][2],
            "to_lon": stops[b][0],
            "to_lat": stops[b][1],
            "party": origins[a][0],
            "direction": "outbound",
            "years": "2016",
            "km": 8000.0,
            "missions": dice.randint(1, 9),
            "titles": ("A mission",),
        }
        flows.append(flow)
    places = []
    ends = [(f"o{a}", "origin", *origins[a]) for a in sorted({a for a, _ in pairs})]
    ends += [(f"s{b}", "stop", "", *stops[b]) for b in sorted({b for _, b in pairs})]
    for key, role, party, lon, lat in ends:
        place = {"key": key, "name": f"Place {key}", "region": "", "lon": lon, "lat": lat}
        counts = {"missions": 2, "agreements": 0, "population": 0}
        places.append({**place, "role": role, "party": party, **counts})
    frame = pd.DataFrame(flows)
    return flow_arcs(frame, pd.DataFrame(places)), frame[["from_name", "to_name", "missions"]]


def median(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Measure, and print the figures."""
    start = time.perf_counter()
    slide_pptx(sample(10)[0], TEMPLATES["slide"], WORDS, Look(), "")
    report("PPTX, the very first", time.perf_counter() - start, "s")
    for number in (10, 100, 1000):
        arcs, table = sample(number)

        def slide(arcs: Arcs = arcs) -> bytes:
            return slide_pptx(arcs, TEMPLATES["slide"], WORDS, Look(), "")

        def page(arcs: Arcs = arcs, table: pd.DataFrame = table) -> str:
            deck = mission_deck(arcs, view=fit(arcs.extent, SIZE), size=SIZE)
            return offline_page(arcs, deck, WORDS, table, svg="<svg/>")

        name = f"{number:,} arcs"
        report(f"PPTX, {name} (median)", median(slide), "s", at_most=SLIDE_GOAL)
        report(f"PPTX, {name}", len(slide()), "bytes")
        report(f"offline page, {name} (median)", median(page), "s")
        report(f"offline page, {name}", len(page().encode()), "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
