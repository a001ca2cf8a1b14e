"""How fast the gazetteer loads, looks names up, and mends misspelt ones."""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable

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
    """English names of random places of the gazetteer, villages mostly, no two the same."""
    rows = luck.sample(range(len(extract.rows)), 2 * NAMES)
    return list(dict.fromkeys(extract.record(row).place.name for row in rows))[:NAMES]


def per_second(look_up: Callable[[str], object], wanted: list[str]) -> float:
    """Answers a second of this process's own time, whatever else the machine does."""
    gc.collect()  # what was thrown away before is not this look-up's doing
    start = time.process_time()
    for name in wanted:
        look_up(name)
    return len(wanted) / (time.process_time() - start)


def fresh() -> Gazetteer:
    """A gazetteer that was asked nothing but a misspelt name: what such names are compared with is
    gathered once, at the first."""
    gazetteer = Gazetteer()
    gazetteer.resolve(PlaceQuery("Chonqing"))
    return gazetteer


def first_time(call: Callable[[Gazetteer, str], object], wanted: list[str]) -> float:
    """Median answers a second of gazetteers that were never asked for these names."""

    def once() -> float:
        gazetteer = fresh()
        return per_second(lambda name: call(gazetteer, name), wanted)

    return statistics.median(once() for _ in range(ROUNDS))


def misspelt(name: str, luck: random.Random) -> str:
    """The name with two neighbouring letters swapped."""
    at = luck.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def main() -> int:
    """Measure and tell."""
    luck = random.Random(2016)
    load = loading_ms()
    wanted = names(Extract(), luck)
    resolved = first_time(lambda gazetteer, name: gazetteer.resolve(PlaceQuery(name)), wanted)
    read = first_time(lambda gazetteer, name: gazetteer.resolve(PlaceQuery(name)).place, wanted)
    geocoded = first_time(lambda gazetteer, name: gazetteer.geocode(name), wanted)
    made = first_time(lambda gazetteer, name: str(gazetteer.geocode(name)), wanted)
    gazetteer = fresh()
    per_second(lambda name: gazetteer.resolve(PlaceQuery(name)), wanted)
    again = per_second(lambda name: gazetteer.resolve(PlaceQuery(name)), wanted)
    cities = [
        n for n in gazetteer.names(countries=("CN", "GB", "DE")) if n.isalpha() and len(n) > 6
    ]
    slips = [PlaceQuery(misspelt(luck.choice(cities), luck)) for _ in range(500)]
    times = []
    mended = 0
    for query in slips:
        start = time.perf_counter()
        answer = gazetteer.resolve(query)
        times.append(1000 * (time.perf_counter() - start))
        mended += answer.best is not None and answer.best.match is Match.FUZZY
    report("loading", load, "ms", at_most=LOAD_GOAL_MS)
    report("exact names never asked before, resolve", resolved, "/s", at_least=EXACT_GOAL)
    report("exact names never asked before, resolve, place read", read, "/s", at_least=EXACT_GOAL)
    report("exact names never asked before, geocode", geocoded, "/s", at_least=EXACT_GOAL)
    report("exact names never asked before, geocode, location read", made, "/s")
    report("exact names asked before, resolve", again, "/s", at_least=EXACT_GOAL)
    report("misspelt name", statistics.median(times), "ms", at_most=FUZZY_GOAL_MS)
    report("misspelt name, slowest of 500", max(times), "ms")
    report("misspelt names mended", 100 * mended / len(slips), "%")
    return 0


if __name__ == "__main__":
    sys.exit(main())
