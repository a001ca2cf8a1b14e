"""``python -m data import``: a spreadsheet into missions, drafts and partnerships."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.access import Author
from data.commands.opening import opened_store, tell
from data.model import Status
from data.spreadsheet.cells import LARGEST_FILE, SpreadsheetError, TableFile
from data.spreadsheet.fields import Field
from data.spreadsheet.importing import Written, known_of, remembered_mappings, write_plan
from data.spreadsheet.mapping import ColumnMapping, Target
from data.spreadsheet.opening import open_tables, together
from data.spreadsheet.outcomes import Outcome, RowResult
from data.spreadsheet.places import open_finder
from data.spreadsheet.planning import Known, Plan, make_plan, plan_export, propose
from data.spreadsheet.proposing import Proposal
from data.store import Store
from geo.names import fold
from geo.resolver import open_resolver

_WORTH_A_BAR = 500
"""Rows from which progress is told."""


def add_importing_command(subparsers: Any) -> None:
    """Adds ``import``."""
    parser = subparsers.add_parser(
        "import",
        help="read missions from a spreadsheet; what is in doubt is kept as drafts",
        description="Reads .xlsx, CSV, and a ZIP of CSV files. What is right becomes missions, "
        "the rest drafts. Importing the same file again changes nothing.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--sheet", action="append", metavar="NAME", help="default: all that fit")
    parser.add_argument(
        "--column",
        action="append",
        metavar="NAME=FIELD",
        help=f"what a column holds; - leaves it aside. Fields: {', '.join(Field)}",
    )
    parser.add_argument(
        "--as", dest="target", choices=list(Target), help="what pairs of places become"
    )
    parser.add_argument("--origin", help="where missions come from whose row does not say")
    parser.add_argument("--lead", help="who leads missions whose row does not say")
    parser.add_argument("--status", choices=list(Status), help="of missions whose row does not say")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_true", default=None)
    order.add_argument("--month-first", dest="day_first", action="store_false", default=None)
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    file = _read(options.files)
    with opened_store() as store:
        known = known_of(store)
        plan = plan_export(file, known) or _plan(file, options, store, known)
        written = None if options.dry_run else write_plan(store, plan, Author())
    if options.json:
        utf8 = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
        summary = plan_summary(plan, written)
        sys.stdout.write(json.dumps(summary, ensure_ascii=not utf8, indent=2) + "\n")
    else:
        _tell(plan, written)
    return 0


def _read(paths: list[Path]) -> TableFile:
    files = []
    for path in paths:
        try:
            with path.open("rb") as source:
                data = source.read(LARGEST_FILE + 1)
        except OSError as error:
            raise SpreadsheetError(f"{path} cannot be read: {error.strerror}.") from error
        files.append(open_tables(path.name, data))
    return together(files)


def _plan(file: TableFile, options: argparse.Namespace, store: Store, known: Known) -> Plan:
    finder = open_finder(open_resolver(store.corrections()))
    proposals = propose(file, finder, remembered_mappings(store))
    wanted = [name.casefold() for name in options.sheet or ()]
    for name in options.sheet or ():
        if all(name.casefold() != each.sheet.name.casefold() for each in proposals):
            sheets = ", ".join(each.sheet.name for each in proposals)
            raise SpreadsheetError(f"{file.name} has no sheet {name!r}; it has {sheets}.")
    chosen = [_edited(each, options) for each in proposals]
    chosen = [
        each
        for each in chosen
        if each.useful and (not wanted or each.sheet.name.casefold() in wanted)
    ]
    if not chosen:
        raise SpreadsheetError(
            f"No table in {file.name} names places that were visited. Name the column with "
            "--column, such as --column Ziel=destination, or fill in the template."
        )
    for each in chosen:
        for doubt in each.doubts:
            tell(f"{each.sheet.name}: {doubt}")
    return make_plan(file, chosen, finder, store.records().vocabulary, known, _progress())


def _edited(proposal: Proposal, options: argparse.Namespace) -> Proposal:
    """The proposal as the flags correct it."""
    mapping: ColumnMapping = proposal.mapping
    for item in options.column or ():
        name, _, wanted = item.rpartition("=")
        places = [n for n, use in enumerate(mapping.columns) if fold(use.name) == fold(name)]
        if wanted != "-" and wanted not in list(Field):
            raise SpreadsheetError(f"{wanted!r} is no field. Use one of {', '.join(Field)}.")
        if places:
            mapping = mapping.with_field(places[0], None if wanted == "-" else Field(wanted))
    update = {
        name: getattr(options, name)
        for name in ("origin", "lead", "day_first")
        if getattr(options, name) is not None
    }
    if options.status:
        update["status"] = Status(options.status)
    if options.target:
        update["target"] = Target(options.target)
    return proposal.with_mapping(mapping.model_copy(update=update))


def _progress() -> Callable[[int, int], None]:
    last = -1

    def tell_progress(done: int, total: int) -> None:
        nonlocal last
        percent = 100 * done // max(total, 1)
        if total >= _WORTH_A_BAR and percent >= last + 10:
            last = percent
            tell(f"{done:,} of {total:,} rows read")

    return tell_progress


def plan_summary(plan: Plan, written: Written | None = None) -> dict[str, Any]:
    """A plan, and what was written, as plain values for JSON."""
    counts = plan.counts()
    made: dict[str, Any] = {
        "file": plan.file,
        "rows": plan.rows,
        "counts": {outcome.value: counts[outcome] for outcome in Outcome},
        "notes": list(plan.notes),
        "results": [_result_summary(result) for result in plan.results],
    }
    if written is not None:
        made["written"] = {
            "revision": written.revision,
            "missions": written.missions,
            "partnerships": written.partnerships,
            "drafts": written.drafts,
            "already there": written.known,
            "skipped": written.skipped,
        }
    return made


def _result_summary(result: RowResult) -> dict[str, Any]:
    return {
        "sheet": result.sheet,
        "rows": list(result.rows),
        "outcome": result.outcome.value,
        "title": result.title,
        "id": result.entry.id if result.entry else None,
        "reason": result.reason,
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "remedy": problem.remedy,
            }
            for problem in result.problems
        ],
        "questions": [
            {
                "row": question.row,
                "column": question.column,
                "written": question.written,
                "text": question.text,
                "candidates": [
                    {"name": place.name, "region": place.region, "country": place.country}
                    for place in question.candidates
                ],
            }
            for question in result.questions
        ],
        "notes": list(result.notes),
        "like": [other.id for other in result.like],
    }


def _tell(plan: Plan, written: Written | None) -> None:
    for note in plan.notes:
        tell(note)
    for result in plan.results:
        if result.outcome is Outcome.SKIPPED:
            continue
        rows = ", ".join(map(str, result.rows))
        sys.stdout.write(f"{result.sheet}, row {rows}: {result.outcome.value}: {result.title}\n")
        for line in () if result.outcome is Outcome.OK else result.lines():
            sys.stdout.write(f"    {line}\n")
    counts = plan.counts()
    told = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome])
    sys.stdout.write(f"{plan.rows} rows: {told or 'nothing'}.\n")
    if written is None:
        sys.stdout.write("Nothing was kept: leave out --dry-run to import.\n")
        return
    sys.stdout.write(
        f"Kept: {written.missions} missions, {written.partnerships} partnerships, "
        f"{written.drafts} drafts. Already there: {written.known}. "
        f"No missions: {written.skipped}.\n"
    )
