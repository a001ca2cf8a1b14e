"""The dry run: what each row of a file would become, before anything is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from data.drafts import DraftError, DraftKind, FieldFault, draft_id, mission_of
from data.duplicates import MissionIndex
from data.model import Mission, Partnership, Source
from data.spreadsheet.cells import Sheet, TableFile, short, shown
from data.spreadsheet.exported import exported_results, exported_tables
from data.spreadsheet.fields import Field
from data.spreadsheet.flows import Locations, locations_of, read_pair
from data.spreadsheet.grouping import Group, Skipped, sort_rows
from data.spreadsheet.mapping import ColumnMapping, Layout
from data.spreadsheet.outcomes import Asked, Entry, Outcome, RowProblem, RowResult
from data.spreadsheet.places import PlaceFinder
from data.spreadsheet.proposing import Proposal, propose_mapping
from data.spreadsheet.record_values import mission_key
from data.spreadsheet.records import read_mission
from data.spreadsheet.row_cells import Context, MissionRead
from data.spreadsheet.sources import file_source
from data.vocabulary import Vocabulary
from data.written_dates import guess_day_first

Progress = Callable[[int, int], None]
"""Called with the number of rows done and of all rows."""

_COLUMN_OF: Mapping[str, tuple[Field, ...]] = {
    "title": (Field.TITLE,),
    "when": (Field.DATES, Field.START, Field.END, Field.YEAR),
    "origins": (Field.ORIGIN, Field.LEAD),
    "stops": (Field.DESTINATION, Field.DESTINATION_COUNTRY),
    "direction": (Field.DIRECTION,),
    "status": (Field.STATUS,),
    "lead": (Field.LEAD,),
    "leaders": (Field.LEADERS,),
    "delegates": (Field.DELEGATES,),
    "agreements": (Field.AGREEMENTS,),
    "sectors": (Field.SECTORS,),
    "duration_days": (Field.DAYS,),
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True)
class Known:
    """What the atlas has already."""

    missions: tuple[Mission, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    taken: frozenset[str] = frozenset()
    """Ids of missions, partnerships and drafts, deleted ones too."""


@dataclass(frozen=True)
class Plan:
    """What a file would become."""

    file: str
    source: Source
    """The file itself, as a source."""
    proposals: tuple[Proposal, ...]
    """The sheets that were read, with the mappings that were used."""
    results: tuple[RowResult, ...]
    """One for each mission and each skipped row, in the file's order."""
    notes: tuple[str, ...] = ()
    """What a person should know of the file as a whole."""

    @property
    def rows(self) -> int:
        """How many rows that hold anything were read; each is in exactly one result."""
        return sum(len(result.rows) for result in self.results)

    def counts(self) -> Counter[Outcome]:
        """How many missions and skipped rows have each outcome."""
        return Counter(result.outcome for result in self.results)


@dataclass
class _Work:
    file: TableFile
    finder: PlaceFinder
    vocabulary: Vocabulary
    known: Known
    source: Source
    index: MissionIndex
    seen: Counter[str] = field(default_factory=Counter)
    """How often rows with the same content have been met."""
    locations: Locations = field(default_factory=dict)


def propose(
    file: TableFile,
    finder: PlaceFinder,
    remembered: Mapping[str, ColumnMapping] | None = None,
) -> tuple[Proposal, ...]:
    """A mapping for each sheet that holds anything. Those that are ``useful`` hold missions."""
    return tuple(propose_mapping(sheet, finder, remembered) for sheet in file.tables)


def plan_export(file: TableFile, known: Known | None = None) -> Plan | None:
    """The plan for a file that the atlas has exported itself; None for any other file.

    Its missions keep their ids. One that the atlas has unchanged is known, one that differs from it
    may be merged or taken instead.
    """
    tables = exported_tables(file)
    if tables is None:
        return None
    known = known or Known()
    results = exported_results(
        file,
        tables,
        {mission.id: mission for mission in known.missions},
        {each.id: each for each in known.partnerships},
        known.taken,
    )
    return Plan(file.name, file_source(file.name), (), tuple(results))


def make_plan(
    file: TableFile,
    proposals: Sequence[Proposal],
    finder: PlaceFinder,
    vocabulary: Vocabulary,
    known: Known | None = None,
    progress: Progress | None = None,
) -> Plan:
    """What each row of the chosen sheets would become. Nothing is written, and nothing is raised
    for what the cells hold.

    Args:
        file: all of the file; locations of an origin-destination table may be in other sheets.
        proposals: the sheets to read, with their mappings as a person has corrected them.
        finder: finds places; what a person has chosen for a name is in it.
        vocabulary: the sectors.
        known: what the atlas has, to tell duplicates and what was imported before.
        progress: told after each mission.
    """
    known = known or Known()
    work = _Work(
        file,
        finder,
        vocabulary,
        known,
        file_source(file.name),
        MissionIndex(known.missions),
        locations=locations_of(file.tables),
    )
    total = sum(len(proposal.sheet.rows) for proposal in proposals)
    done = 0
    results: list[RowResult] = []
    for proposal in proposals:
        for result in _sheet_results(proposal, work):
            results.append(result)
            done += len(result.rows)
            if progress is not None:
                progress(done, total)
    return Plan(file.name, work.source, tuple(proposals), tuple(results), tuple(_notes(proposals)))


def _notes(proposals: Sequence[Proposal]) -> Iterator[str]:
    for proposal in proposals:
        yield from proposal.sheet.notes
        for words, names in (
            ("left aside", proposal.ignored),
            ("not recognised; what they hold is kept as remarks", proposal.unknown),
        ):
            if names:
                listed = ", ".join(f"“{short(name, 40)}”" for name in names[:12])
                more = f" and {len(names) - 12} more" if len(names) > 12 else ""
                yield f"{proposal.sheet.name}: columns {words}: {listed}{more}."


def _sheet_results(proposal: Proposal, work: _Work) -> Iterator[RowResult]:
    sheet, mapping = proposal.sheet, proposal.mapping
    fields = {n: use.field for n, use in enumerate(mapping.columns) if use.field is not None}
    context = _context(proposal, work)
    stops = mapping.layout is Layout.STOPS
    for entry in sort_rows(sheet, proposal.header, fields, stops=stops):
        if isinstance(entry, Skipped):
            yield RowResult(
                sheet.name,
                (entry.row.number,),
                Outcome.SKIPPED,
                _row_text(entry.row.cells),
                reason=entry.why.value,
            )
        else:
            yield _group_result(entry, context, work)


def _context(proposal: Proposal, work: _Work) -> Context:
    sheet, mapping = proposal.sheet, proposal.mapping
    above = [row for row in sheet.rows if row.number < proposal.header.first_row]
    heading = [_row_text(row.cells) for row in above[:5]]
    named = sheet.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    heading.append(named)
    years = {int(year) for text in heading for year in _YEAR.findall(text)}
    day_first = mapping.day_first
    if day_first is None:
        dates = (Field.DATES, Field.START, Field.END)
        columns = [n for wanted in dates for n in mapping.places_of(wanted)]
        day_first = guess_day_first(row.cell(n) for n in columns for row in sheet.rows)
    return Context(
        sheet.name,
        mapping,
        work.finder,
        work.vocabulary,
        work.source,
        "" if work.file.csv and len(work.file.sheets) == 1 else f"sheet {sheet.name}, ",
        day_first,
        tuple(heading),
        years.pop() if len(years) == 1 else None,
        proposal.left_aside,
    )


def _group_result(group: Group, context: Context, work: _Work) -> RowResult:
    key = mission_key(group, 0)
    occurrence = work.seen[key]
    work.seen[key] += 1
    key = mission_key(group, occurrence)
    draft = draft_id(DraftKind.SPREADSHEET, key)
    digest = draft.rpartition("-")[2]
    rows = tuple(row.number for row in group.rows)
    ids = (f"sheet-{digest}", f"tie-{digest}", draft)
    if not work.known.taken.isdisjoint(ids):
        text = _row_text(group.rows[0].cells)
        return RowResult(context.sheet, rows, Outcome.KNOWN, text, reason="was imported before")
    if context.mapping.layout is Layout.FLOWS:
        read, partnership = read_pair(group, context, work.locations, digest)
    else:
        read, partnership = read_mission(group, context, ids[0]), None
    title = str(read.values.get("title") or _row_text(group.rows[0].cells))
    if read.skip is not None:
        return RowResult(context.sheet, rows, Outcome.SKIPPED, title, reason=read.skip.value)
    if partnership is not None and _is_known(partnership, work.known):
        reason = "is a partnership that the atlas has"
        return RowResult(context.sheet, rows, Outcome.KNOWN, title, reason=reason)
    return _result(read, partnership, title, rows, context, work, draft)


def _is_known(partnership: Partnership, known: Known) -> bool:
    ends = (partnership.home.name, partnership.partner.name)
    return any((other.home.name, other.partner.name) == ends for other in known.partnerships)


def _result(
    read: MissionRead,
    partnership: Partnership | None,
    title: str,
    rows: tuple[int, ...],
    context: Context,
    work: _Work,
    draft: str,
) -> RowResult:
    mission = None
    if partnership is None:
        try:
            mission = mission_of(read.values)
        except DraftError as error:
            _add_faults(read, error.faults, rows[0], context)
    where = f"{context.where}row {rows[0]}"
    entry = Entry(
        partnership.id if partnership else str(read.values["id"]),
        draft,
        f"{work.file.name}, {where}",
        read.values,
        tuple(read.sources),
        tuple(read.notes),
        mission,
        partnership,
    )
    like = work.index.like(mission) if mission else ()
    outcome = _outcome(read, bool(like))
    if outcome is Outcome.OK and mission is not None:
        work.index.add(mission)
    return RowResult(
        context.sheet,
        rows,
        outcome,
        title,
        entry,
        problems=tuple(read.problems),
        questions=tuple(read.questions),
        notes=tuple(dict.fromkeys(read.notes)),
        like=like,
    )


def _outcome(read: MissionRead, like: bool) -> Outcome:
    if read.problems:
        return Outcome.PROBLEM
    if any(q.asked is Asked.DATE or not q.unknown for q in read.questions):
        return Outcome.AMBIGUOUS
    if read.questions:
        return Outcome.GEOCODE
    return Outcome.DUPLICATE if like else Outcome.OK


def _add_faults(
    read: MissionRead, faults: tuple[FieldFault, ...], row: int, context: Context
) -> None:
    """What keeps the values from being a mission, unless a question or a fault says so already."""
    for fault in faults:
        if fault.message.startswith("Field required") and (read.problems or read.questions):
            continue
        columns = [
            context.mapping.columns[n].shown(n)
            for wanted in _COLUMN_OF.get(fault.field, ())
            for n in context.mapping.places_of(wanted)
        ]
        value: JsonValue = read.values.get(fault.field)
        found = short(str(value)) if isinstance(value, str | int) else ""
        column = columns[0] if columns else ""
        read.problems.append(RowProblem(context.sheet, row, column, found, str(fault)))


def _row_text(cells: Sequence[object]) -> str:
    texts = (shown(value) for value in cells if value is not None)  # type: ignore[arg-type]
    return short(" · ".join(texts), 120)


def sheet_named(file: TableFile, name: str) -> Sheet | None:
    """The sheet of a name, in any case; None when there is none."""
    found = (sheet for sheet in file.tables if sheet.name.casefold() == name.casefold())
    return next(found, None)
