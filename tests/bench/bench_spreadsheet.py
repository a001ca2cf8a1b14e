"""How long 10,000 rows take from a file to the database, and how much memory."""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from data.access import AT_THIS_MACHINE, Author
from data.spreadsheet.importing import known_of, write_plan
from data.spreadsheet.opening import open_tables
from data.spreadsheet.places import open_finder
from data.spreadsheet.planning import make_plan, propose
from data.store import open_store
from data.store.database import read_url
from geo.resolver import open_resolver
from tests.bench.figures import report

ROWS = 10_000
GOAL_S = 120
MEMORY_GOAL_MB = 700
HEADER = (
    "Titel",
    "Herkunft",
    "Reiseziel",
    "Zeitraum",
    "Branche",
    "Teilnehmer",
    "Leitung",
    "Kosten",
)
ORIGINS = ("Leipzig", "Dresden", "Leeds", "Bristol", "Liverpool", "Hamburg", "Köln", "Cardiff")
SECTORS = ("Energie", "Automotive", "Bildung, Kultur", "life sciences", "Quantenoptik")


def rows() -> list[tuple[object, ...]]:
    """Made-up journeys, always the same: some misspelt, ambiguous, undated or without a place."""
    dice = random.Random(2016)
    towns = open_resolver(environment={}).gazetteer.names(countries=("CN",), population=1_000_000)
    made: list[tuple[object, ...]] = []
    for number in range(ROWS):
        route = dice.sample(towns, dice.randint(1, 4))
        if number % 50 == 0:
            route[0] = route[0][:1] + route[0][2:]
        year, month, day = dice.randint(1995, 2024), dice.randint(1, 12), dice.randint(1, 24)
        when = f"{day}.–{day + 3}.{month}.{year}" if number % 40 else "demnächst"
        made.append(
            (
                f"Reise {number}",
                dice.choice(ORIGINS),
                dice.choice((", ", " und ", " → ", "; ")).join(route),
                when,
                dice.choice(SECTORS),
                f"ca. {dice.randint(5, 60)}",
                "Name (Amt)",
                "1.000,00 €",
            )
        )
    return made


def as_csv(table: list[tuple[object, ...]]) -> bytes:
    """The rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEADER, *table])
    return out.getvalue().encode()


def as_xlsx(table: list[tuple[object, ...]]) -> bytes:
    """The rows as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Reisen")
        for number, row in enumerate([HEADER, *table]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def main() -> int:
    """Measure and tell."""
    table = rows()
    data = as_csv(table)
    with tempfile.TemporaryDirectory() as folder:
        url = read_url(f"sqlite:///{Path(folder) / 'atlas.db'}")
        store = open_store(url, policy=AT_THIS_MACHINE)
        finder = open_finder(open_resolver(environment={}))
        start = time.perf_counter()
        file = open_tables("trips.csv", data)
        proposals = propose(file, finder)
        plan = make_plan(file, proposals, finder, store.records().vocabulary, known_of(store))
        planned = time.perf_counter() - start
        written = write_plan(store, plan, Author())
        whole = time.perf_counter() - start
        report("planning an import of 10,000 rows", planned, "s")
        report("importing 10,000 rows", whole, "s", at_most=GOAL_S)
        report("missions of them", written.missions, "")
        start = time.perf_counter()
        again = make_plan(file, proposals, finder, store.records().vocabulary, known_of(store))
        report("the same file again", time.perf_counter() - start, "s")
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report("peak memory of it all", peak, "MB", at_most=MEMORY_GOAL_MB)
    packed = as_xlsx(table)
    start = time.perf_counter()
    open_tables("trips.xlsx", packed)
    report("reading a workbook of 10,000 rows", time.perf_counter() - start, "s")
    return 0 if written.total == len(plan.results) == len(again.results) else 1


if __name__ == "__main__":
    sys.exit(main())
