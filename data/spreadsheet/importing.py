"""From a plan and a person's choices to what is kept, in one save or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.access import Author
from data.drafts import Draft, DraftKind, DraftState
from data.merging import Contradiction, merge
from data.model import Mission, Record, Source
from data.spreadsheet.mapping import ColumnMapping
from data.spreadsheet.outcomes import Entry, Outcome, RowResult
from data.spreadsheet.planning import Known, Plan
from data.store import AnyKept, Kind, Save, Store

READER = "spreadsheet 1"
"""Name and version of what reads spreadsheets, as drafts name it."""
LONGEST_NOTE = 1_900


class Decision(StrEnum):
    """What a person decides for one row that is not simply taken."""

    TAKE = "take"
    """It becomes a mission of its own, with the likeliest place where one was asked."""
    MERGE = "merge"
    """Its facts and sources go into the mission that it may be."""
    DRAFT = "draft"
    """It waits as a draft."""
    LEAVE = "leave"
    """It is not imported."""


Decisions = Mapping[str, Decision]
"""By the id of an entry. Without one, what is right is taken, and the rest waits as drafts."""


@dataclass
class Written:
    """What became of the rows of a file."""

    missions: int = 0
    partnerships: int = 0
    drafts: int = 0
    merged: int = 0
    known: int = 0
    """Already imported before."""
    skipped: int = 0
    """No missions, or left out by a person."""
    revision: int | None = None
    """The store's revision after the save; None before."""
    contradictions: list[tuple[str, Contradiction]] = field(default_factory=list)
    """Title of a merged mission, and where the two accounts of it differ."""

    @property
    def total(self) -> int:
        """All of them: as many as the plan has results."""
        counts = (self.missions, self.partnerships, self.drafts, self.merged, self.known)
        return sum(counts) + self.skipped


def known_of(store: Store) -> Known:
    """What the store has, as a plan needs it. Raises StoreError when the database fails."""
    records = store.records()
    kinds = (Kind.MISSION, Kind.PARTNERSHIP, Kind.DRAFT)
    taken = {one.id for kind in kinds for one in store.all(kind)}
    taken |= {one.id for one in store.bin() if one.kind in kinds}
    return Known(records.missions, records.partnerships, frozenset(taken))


def remembered_mappings(store: Store) -> dict[str, ColumnMapping]:
    """The mappings that people have used, by id."""
    kept = store.all(Kind.MAPPING)
    return {one.id: one.record for one in kept if isinstance(one.record, ColumnMapping)}


def write_plan(
    store: Store, plan: Plan, author: Author, decisions: Decisions | None = None
) -> Written:
    """Keeps what a plan makes, in one transaction: missions, drafts, sources and the mappings.

    Raises NotAllowedError when the author may not write, ConflictError when somebody has saved the
    same meanwhile (nothing is kept then: make the plan again), StoreError otherwise.
    """
    changes, written = prepare(store, plan, decisions)
    note = f"Imported from {plan.file}."
    written.revision = store.write(changes, author, note)
    return written


def prepare(
    store: Store, plan: Plan, decisions: Decisions | None = None
) -> tuple[list[Save], Written]:
    """The saves that a plan and a person's decisions come to, and their numbers."""
    maker = _Changes(store, decisions or {})
    for result in plan.results:
        maker.add(result)
    for proposal in plan.proposals:
        if proposal.header.found:
            maker.put(proposal.mapping, Kind.MAPPING, proposal.mapping.id)
    return [*maker.saves.values()], maker.written


class _Changes:
    def __init__(self, store: Store, decisions: Decisions) -> None:
        self.decisions = decisions
        self.saves: dict[tuple[Kind, str], Save] = {}
        # Looked up at once: asking the store for each of thousands of rows takes a query each.
        kinds = (Kind.MISSION, Kind.PARTNERSHIP, Kind.SOURCE, Kind.DRAFT, Kind.MAPPING)
        every = (*(one for kind in kinds for one in store.all(kind)), *store.bin())
        self.kept: dict[tuple[Kind, str], AnyKept] = {(one.kind, one.id): one for one in every}
        self.written = Written()

    def add(self, result: RowResult) -> None:
        entry = result.entry
        if entry is None:
            known = result.outcome is Outcome.KNOWN
            self.written.known += known
            self.written.skipped += not known
            return
        decision = self.decisions.get(entry.id) or _usual(result)
        if decision is Decision.LEAVE:
            self._remember(entry, result, DraftState.SKIPPED)
            self.written.skipped += 1
        elif decision is Decision.MERGE and entry.mission is not None and result.like:
            self._merge(entry, entry.mission, result)
        elif decision is Decision.TAKE and entry.partnership is not None:
            self._put_sources(entry)
            self.put(entry.partnership, Kind.PARTNERSHIP, entry.id)
            self.written.partnerships += 1
        elif decision is Decision.TAKE and entry.mission is not None:
            self._put_sources(entry)
            self.put(entry.mission, Kind.MISSION, entry.id)
            self.written.missions += 1
        else:
            self._draft(entry, result)

    def put(self, record: Record, kind: Kind, name: str) -> None:
        """Saves a record in the version that is known; the same one leaves no trace."""
        kept = self.kept.get((kind, name))
        self.saves[kind, name] = Save(record, None if kept is None else kept.version)

    def _put_sources(self, entry: Entry) -> None:
        for source in entry.sources:
            kept = self.kept.get((Kind.SOURCE, source.id))
            if kept is None or kept.deleted:
                self.put(source, Kind.SOURCE, source.id)

    def _merge(self, entry: Entry, mission: Mission, result: RowResult) -> None:
        target = result.like[0]
        pending = self.saves.get((Kind.MISSION, target.id))
        kept = self.kept.get((Kind.MISSION, target.id))
        standing = pending.record if pending else kept.record if kept else None
        if not isinstance(standing, Mission):
            self._draft(entry, result)
            return
        try:
            merged = merge(standing, mission)
        except ValueError as error:
            self._draft(entry, result, str(error))
            return
        self._put_sources(entry)
        self.put(merged.mission, Kind.MISSION, target.id)
        self._remember(entry, result, DraftState.ACCEPTED, mission=target.id)
        self.written.contradictions += [(target.title, each) for each in merged.contradictions]
        self.written.merged += 1

    def _draft(self, entry: Entry, result: RowResult, more: str = "") -> None:
        self._remember(entry, result, DraftState.WAITING, more=more)
        self.written.drafts += 1

    def _remember(
        self,
        entry: Entry,
        result: RowResult,
        state: DraftState,
        *,
        mission: str | None = None,
        more: str = "",
    ) -> None:
        """Keeps the rows as a draft: one that waits, or one that only tells the next import."""
        lines = [*result.lines(), more]
        draft = Draft(
            id=entry.draft_id,
            kind=DraftKind.SPREADSHEET,
            label=entry.label,
            values=entry.values,
            read=entry.values,
            reader=READER,
            sources=entry.sources,
            notes=tuple(dict.fromkeys(line[:LONGEST_NOTE] for line in lines if line.strip())),
            state=state,
            mission=mission,
        )
        self.put(draft, Kind.DRAFT, draft.id)


def _usual(result: RowResult) -> Decision:
    return Decision.TAKE if result.outcome is Outcome.OK else Decision.DRAFT


def sources_of(plan: Plan) -> dict[str, Source]:
    """Every source that the entries of a plan name, by id."""
    return {s.id: s for result in plan.results if result.entry for s in result.entry.sources}
