"""What becomes of rows: by the outcome of the dry run, by what a person decides, once saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.drafts import Draft, DraftState
from data.model import Mission, Record
from data.spreadsheet.importing import Decision, Decisions, Written
from data.spreadsheet.outcomes import Outcome, RowResult
from data.store import Kind, Save


class Fate(StrEnum):
    """What becomes of the rows of one mission; each row has one."""

    MISSION = "mission"
    PARTNERSHIP = "partnership"
    MERGED = "merged"
    DRAFT = "draft"
    KNOWN = "known"
    LEFT = "left out"


FATE_NAMES: Mapping[Fate, tuple[str, str]] = {
    Fate.MISSION: ("mission", "missions"),
    Fate.PARTNERSHIP: ("partnership", "partnerships"),
    Fate.MERGED: ("merged", "merged"),
    Fate.DRAFT: ("draft", "drafts"),
    Fate.KNOWN: ("imported before", "imported before"),
    Fate.LEFT: ("left out", "left out"),
}


@dataclass(frozen=True)
class Tally:
    """Missions and skipped rows by fate, and the rows of the file that they are."""

    results: Counter[Fate]
    rows: Counter[Fate]

    @property
    def changes(self) -> bool:
        """Whether anything is kept that was not kept before, drafts of what is left out too."""
        return any(self.results[fate] for fate in set(Fate) - {Fate.KNOWN, Fate.LEFT})


@dataclass(frozen=True)
class Imported:
    """What an import made."""

    written: Written
    tally: Tally
    reasons: Counter[str]
    """Why rows were left out."""
    missions: tuple[Mission, ...]
    """Those that it added."""
    before: tuple[tuple[Kind, str, Record | None], ...]
    """Kind and id of what it saved, each with what stood there before; None for nothing."""


def fate_of(result: RowResult, decisions: Decisions) -> Fate:
    """What will become of a result, as far as can be told before it is saved."""
    entry = result.entry
    if entry is None:
        return Fate.KNOWN if result.outcome is Outcome.KNOWN else Fate.LEFT
    usual = Decision.TAKE if result.outcome is Outcome.OK else Decision.DRAFT
    decision = decisions.get(entry.id, usual)
    if decision is Decision.LEAVE:
        return Fate.LEFT
    if decision is Decision.MERGE and entry.mission is not None and result.like:
        return Fate.MERGED
    if decision is Decision.TAKE and entry.partnership is not None:
        return Fate.PARTNERSHIP
    if decision is Decision.TAKE and entry.mission is not None:
        return Fate.MISSION
    return Fate.DRAFT


def expected(results: Iterable[RowResult], decisions: Decisions) -> Tally:
    """What will become of all results."""
    return _tally((result, fate_of(result, decisions)) for result in results)


def made(results: Iterable[RowResult], saves: Iterable[Save]) -> Tally:
    """What has become of all results, by what was saved for them."""
    saved = {(save.kind, save.id): save.record for save in saves}
    return _tally((result, _saved_fate(result, saved)) for result in results)


def _saved_fate(result: RowResult, saved: Mapping[tuple[Kind, str], object]) -> Fate:
    entry = result.entry
    if entry is None:
        return Fate.KNOWN if result.outcome is Outcome.KNOWN else Fate.LEFT
    draft = saved.get((Kind.DRAFT, entry.draft_id))
    if isinstance(draft, Draft):
        fates = {DraftState.ACCEPTED: Fate.MERGED, DraftState.SKIPPED: Fate.LEFT}
        return fates.get(draft.state, Fate.DRAFT)
    if (Kind.PARTNERSHIP, entry.id) in saved:
        return Fate.PARTNERSHIP
    return Fate.MISSION


def _tally(fates: Iterable[tuple[RowResult, Fate]]) -> Tally:
    results: Counter[Fate] = Counter()
    rows: Counter[Fate] = Counter()
    for result, fate in fates:
        results[fate] += 1
        rows[fate] += len(result.rows)
    return Tally(results, rows)


def why_left(results: Iterable[RowResult], decisions: Decisions) -> Counter[str]:
    """Rows that are left out, by the reason in words."""
    reasons: Counter[str] = Counter()
    for result in results:
        if fate_of(result, decisions) is Fate.LEFT:
            reasons[result.reason or "you left it out"] += len(result.rows)
    return reasons
