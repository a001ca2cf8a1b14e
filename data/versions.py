"""Two or three versions of one record: what differs, and one record made of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from data.model import Record

_FOLLOWS = ("evidence", "sources")
"""Fields that follow the facts that they are about."""


class Side(StrEnum):
    """Whose version of a field is taken."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two versions have differently, as JSON; None where a version lacks it."""

    field: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True)
class Contest:
    """One field that two people have left differently, with what both began from."""

    field: str
    base: JsonValue
    theirs: JsonValue
    mine: JsonValue

    @property
    def both_changed(self) -> bool:
        """Whether a person must choose; else only one of the two has changed it."""
        return self.base not in (self.theirs, self.mine)

    @property
    def proposed(self) -> Side:
        """Whoever changed the field; mine where both did."""
        return Side.THEIRS if self.mine == self.base else Side.MINE


def differences(before: Record | None, after: Record | None) -> tuple[Difference, ...]:
    """Every field that differs, in the order of the model; a missing version has no fields."""
    old, new = _fields(before), _fields(after)
    return tuple(
        Difference(field, old.get(field), new.get(field))
        for field in dict.fromkeys((*old, *new))
        if old.get(field) != new.get(field)
    )


def contests(base: Record | None, theirs: Record, mine: Record) -> tuple[Contest, ...]:
    """The fields in which the two differ, without sources and evidence, which follow them."""
    began = _fields(base)
    return tuple(
        Contest(each.field, began.get(each.field), each.before, each.after)
        for each in differences(theirs, mine)
        if each.field not in _FOLLOWS
    )


def settled(
    base: Record | None, theirs: Record, mine: Record, choices: Mapping[str, Side]
) -> dict[str, JsonValue]:
    """One record of two, as JSON: contested fields by choice, else as proposed.

    The evidence for a field comes from the side that the field is taken from; of a field that both
    have alike, from mine. Sources of both are kept as far as the evidence, or either list, names
    them.
    """
    sides = {
        each.field: choices.get(each.field, each.proposed) for each in contests(base, theirs, mine)
    }
    old, new = _fields(theirs), _fields(mine)
    made: dict[str, JsonValue] = {}
    for field in dict.fromkeys((*new, *old)):
        chosen = old if sides.get(field) is Side.THEIRS else new
        if field in chosen and field not in _FOLLOWS:
            made[field] = chosen[field]
    evidence = [*_evidence(new, sides, Side.MINE), *_evidence(old, sides, Side.THEIRS)]
    if evidence:
        made["evidence"] = evidence
    made["sources"] = list(dict.fromkeys([*_listed(old, "sources"), *_listed(new, "sources")]))
    return made


def _evidence(
    fields: Mapping[str, JsonValue], sides: Mapping[str, Side], side: Side
) -> list[JsonValue]:
    return [
        item
        for item in _listed(fields, "evidence")
        if sides.get(str(item["field"]).partition(".")[0], Side.MINE) is side
    ]


def _listed(fields: Mapping[str, JsonValue], name: str) -> list[Any]:
    found = fields.get(name)
    return found if isinstance(found, list) else []


def _fields(record: Record | None) -> dict[str, JsonValue]:
    if record is None:
        return {}
    made: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return made
