"""How fast the gazetteer loads, looks names up, and mends misspelt ones."""

from __future__ import annotations

import random
import statistics
import sys
import time

from geo.extract import Extract
from geo.gazetteer import Gazetteer
from geo.places import Match, PlaceQuery
from tests.bench.figures import report

ROUNDS = 7
NAMES = 10_000
LOAD_GOAL_MS = 300
EXACT_GOAL = 50_000
FUZZY_GOAL_MS = 5


def loading_ms() -> float:
    """Median milliseconds to open the gazetteer, its file checked and read."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        Gazetteer()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def names(extract: Extract, luck: random.Random) -> list[str]:
    """English names of random places of the gazetteer, villages mostly."""
    rows = luck.sample(range(len(extract.rows)), NAMES)
    return [extract.record(row).place.name for row in rows]


def per_second(gazetteer: Gazetteer, queries: list[PlaceQuery]) -> float:
    """Answers a second."""
    start = time.perf_counter()
    for query in queries:
        gazetteer.resolve(query)
    return len(queries) / (time.perf_counter() - start)


def misspelt(name: str, luck: random.Random) -> str:
    """The name with two neighbouring letters swapped."""
    at = luck.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def main() -> int:
    """Measure and tell."""
    luck = random.Random(2016)
    load = loading_ms()
    queries = [PlaceQuery(name) for name in names(Extract(), luck)]
    gazetteer = Gazetteer()
    first = per_second(gazetteer, queries)
    again = statistics.median(per_second(gazetteer, queries) for _ in range(ROUNDS))
    cities = [
        n for n in gazetteer.names(countries=("CN", "GB", "DE")) if n.isalpha() and len(n) > 6
    ]
    slips = [PlaceQuery(misspelt(luck.choice(cities), luck)) for _ in range(500)]
    gazetteer.resolve(PlaceQuery("Chonqing"))  # the index of misspellings is made at first use
    times = []
    mended = 0
    for query in slips:
        start = time.perf_counter()
        answer = gazetteer.resolve(query)
        times.append(1000 * (time.perf_counter() - start))
        mended += answer.best is not None and answer.best.match is Match.FUZZY
    report("loading", load, "ms", at_most=LOAD_GOAL_MS)
    report("exact names, asked before", again, "/s", at_least=EXACT_GOAL)
    report("exact names, asked for the first time", first, "/s")
    report("misspelt name", statistics.median(times), "ms", at_most=FUZZY_GOAL_MS)
    report("misspelt name, slowest of 500", max(times), "ms")
    report("misspelt names mended", 100 * mended / len(slips), "%")
    return 0


if __name__ == "__main__":
    sys.exit(main())
