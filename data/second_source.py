"""A mission that another source tells of too: what agrees, what is new, and what contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.editing import SCALARS
from data.itinerary import folded
from data.merging import merge
from data.model import Evidence, Mission

SETTLED = ("direction",)
"""Facts that two records of one mission always share."""


class Verdict(StrEnum):
    """How a fact of the second source stands to the mission that is kept."""

    AGREES = "agrees"
    NEW = "new"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One fact of the second source beside what is kept."""

    field: str
    """As evidence of the second record names it: ``delegates``, ``stops.1``."""
    verdict: Verdict
    kept: object
    """None where nothing is kept."""
    other: object


def compare(kept: Mission, other: Mission) -> tuple[Meeting, ...]:
    """Every fact of the second record, in its order. Raises ValueError for two that cannot be one.

    A date within the other, or a journey announced and then held, does not contradict: the more
    exact one counts as new where it is not the one kept.
    """
    merged = merge(kept, other)
    against = {each.field for each in merged.contradictions}
    made = []
    for field, value in other.facts():
        if field in SETTLED:
            continue
        group, _, part = field.partition(".")
        if part:
            twin = next((each for each in getattr(kept, group) if _alike(each, value)), None)
            made.append(
                Meeting(field, Verdict.NEW if twin is None else Verdict.AGREES, twin, value)
            )
            continue
        ours = getattr(kept, field)
        verdict = Verdict.AGREES if getattr(merged.mission, field) == ours else Verdict.NEW
        made.append(Meeting(field, Verdict.DIFFERS if field in against else verdict, ours, value))
    return tuple(made)


def with_second_source(
    kept: Mission, other: Mission, *, taken: Collection[str] = (), refused: Collection[str] = ()
) -> Mission:
    """The kept mission with what the second record says, and the sources and evidence of both.

    ``taken`` names contradicted facts for which the second record is believed; else the kept value
    stands. What the other side says is kept as a note beside its evidence. ``refused`` names new
    facts to leave out. Raises ValueError when the two can be no one mission.
    """
    believed = _believing(kept, other, taken)
    return merge(believed, _without(other, set(refused))).mission


def _believing(kept: Mission, other: Mission, taken: Collection[str]) -> Mission:
    fields = [field for field in taken if field in SCALARS and getattr(other, field) is not None]
    update: dict[str, Any] = {field: getattr(other, field) for field in fields}
    update["evidence"] = tuple(
        _noting(item, getattr(kept, item.field)) if item.field in fields else item
        for item in kept.evidence
    )
    return kept.model_copy(update=update)


def _noting(item: Evidence, said: object) -> Evidence:
    note = " ".join(filter(None, (item.note, f"This source says {said}.")))
    return item.model_copy(update={"note": note})


def _without(other: Mission, refused: set[str]) -> Mission:
    update: dict[str, Any] = {field: None for field in SCALARS if field in refused}
    numbers: dict[str, str] = {}
    for group in ("leaders", "sectors", "origins", "stops", "agreements", "figures"):
        left: list[object] = []
        for index, value in enumerate(getattr(other, group)):
            path = f"{group}.{value if group == 'sectors' else index}"
            if path not in refused:
                numbers[path] = path if group == "sectors" else f"{group}.{len(left)}"
                left.append(value)
        update[group] = tuple(left)
    stops = {stop.name for stop in update["stops"]}
    update["agreements"] = tuple(
        each if each.place in stops else each.model_copy(update={"place": None})
        for each in update["agreements"]
    )
    update["evidence"] = tuple(_moved(other, refused, numbers))
    return other.model_copy(update=update)


def _moved(other: Mission, refused: set[str], numbers: dict[str, str]) -> Iterator[Evidence]:
    for item in other.evidence:
        _, _, part = item.field.partition(".")
        field = numbers.get(item.field) if part else item.field
        if field is not None and item.field not in refused:
            yield item.model_copy(update={"field": field})


def _alike(one: object, other: object) -> bool:
    for name in ("name", "title"):
        if not isinstance(one, str) and hasattr(one, name) and hasattr(other, name):
            same = folded(getattr(one, name)) == folded(getattr(other, name))
            return same and getattr(one, "country", "") == getattr(other, "country", "")
    return one == other
