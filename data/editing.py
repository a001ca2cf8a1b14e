"""A mission under a person's hands: what was changed, and who says so now.

Works on a draft's values, which may be incomplete or wrong. Items of a group (stops, agreements)
may move, so each carries the number that it had when the editing began, None when it is new.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from data.drafts import Values
from data.export.file_names import slug
from data.model import Standing

SCALARS = ("direction", "status", "when", "duration_days", "lead", "delegates")
"""Facts that a mission has once."""
GROUPS = ("leaders", "origins", "stops", "agreements", "figures")
"""Facts that a mission has several of, by number."""
SECTORS = "sectors"
LONGEST_ID = 80

Numbers = Mapping[str, Sequence[int | None]]
"""By group: for each item as it stands now the number it had when the editing began, or None."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a fact that a person entered."""

    source: str
    """Id of a source."""
    where: str = ""
    """Where in the source; empty when nobody noted it."""
    standing: Standing = Standing.STATED
    note: str = ""
    """What follows from what, when inferred; else a remark, or empty."""


def changed_facts(base: Values, values: Values, numbers: Numbers) -> tuple[str, ...]:
    """The facts that a person entered or changed, as the paths that evidence uses."""
    return tuple(_changed(base, values, numbers))


def with_evidence(
    base: Values,
    values: Values,
    numbers: Numbers,
    otherwise: Saying | None,
    says: Mapping[str, Saying] | None = None,
) -> dict[str, JsonValue]:
    """The values with evidence for what they say now.

    A fact that nobody touched keeps its evidence, wherever its item has moved; a changed fact gets
    what ``says`` has for its path, else ``otherwise``; with neither it is left without. So does a
    fact whose only source is no longer among the values' sources.
    """
    changed = changed_facts(base, values, numbers)
    sources = _items(values, "sources")
    moved = list(_moved_evidence(base, values, numbers, set(changed)))
    kept = [dict(item) for item in moved if item.get("source") in sources]
    said = {item.get("field") for item in kept}
    orphans = dict.fromkeys(str(item["field"]) for item in moved if item["field"] not in said)
    chosen = says or {}
    for path in (*changed, *orphans):
        saying = chosen.get(path, otherwise)
        if saying is not None and saying.source:
            kept.append(_evidence(path, _of_span(saying, values.get(path))))
    made: dict[str, Any] = copy.deepcopy(dict(values))
    if kept:
        made["evidence"] = kept
    return made


def proposed_title(values: Values) -> str:
    """A title from the places, such as "Leipzig in Nanjing and Jining"; empty without an origin."""
    origins, stops = _names(values.get("origins")), _names(values.get("stops"))
    if not origins:
        return ""
    if not stops:
        return f"{_listed(origins)}: mission without a named city"
    return f"{_listed(origins)} in {_listed(stops)}"


def report_title(values: Values) -> str:
    """What a report of a mission is, in words of ours."""
    mission = proposed_title(values)
    return f"Report on {mission}" if mission else "Report without a mission"


def new_id(title: str, year: int | None, taken: Collection[str]) -> str:
    """An id for a new record, a slug of its title and year that is not taken yet."""
    stem = slug(title) or "mission"
    if year is not None and str(year) not in stem:
        stem = f"{stem}-{year}"
    made, number = stem[:LONGEST_ID].strip("-"), 1
    while made in taken:
        number += 1
        made = f"{stem[: LONGEST_ID - 5].strip('-')}-{number}"
    return made


def first_year(values: Values) -> int | None:
    """The calendar year in which the values begin; None when they do not say."""
    when = values.get("when")
    first = str(when.get("first", "")) if isinstance(when, dict) else ""
    return int(first[:4]) if first[:4].isdecimal() else None


def _changed(base: Values, values: Values, numbers: Numbers) -> Iterator[str]:
    for field in SCALARS:
        if values.get(field) is not None and values.get(field) != base.get(field):
            yield field
    before = _items(base, SECTORS)
    for key in _items(values, SECTORS):
        if key not in before:
            yield f"{SECTORS}.{key}"
    for group in GROUPS:
        old, new = _items(base, group), _items(values, group)
        for index, item in enumerate(new):
            number = numbers[group][index] if index < len(numbers.get(group, ())) else None
            if number is None or number >= len(old) or old[number] != item:
                yield f"{group}.{index}"


def _moved_evidence(
    base: Values, values: Values, numbers: Numbers, changed: set[str]
) -> Iterator[dict[str, Any]]:
    for item in _items(base, "evidence"):
        if not isinstance(item, dict):
            continue
        group, _, part = str(item.get("field", "")).partition(".")
        if group in SCALARS:
            if values.get(group) is not None and group not in changed:
                yield item
        elif group == SECTORS:
            left = _items(values, SECTORS)
            old = [key for key in _items(base, SECTORS) if key in left]
            if (part in left) if part else old:
                yield item
        elif group in GROUPS:
            places = {
                number: index
                for index, number in enumerate(numbers.get(group, ()))
                if number is not None and f"{group}.{index}" not in changed
            }
            if not part and places:
                yield item
            elif part.isdecimal() and int(part) in places:
                yield {**item, "field": f"{group}.{places[int(part)]}"}


def _evidence(path: str, saying: Saying) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {"field": path, "source": saying.source}
    if saying.where.strip():
        made["where"] = saying.where.strip()
    if saying.standing is Standing.INFERRED:
        made["standing"] = Standing.INFERRED.value
    if saying.note.strip():
        made["note"] = saying.note.strip()
    return made


def _of_span(saying: Saying, value: JsonValue) -> Saying:
    """A date says itself whether it is inferred, and why."""
    if isinstance(value, dict) and value.get("standing") == Standing.INFERRED.value:
        note = str(value.get("reason") or saying.note)
        return Saying(saying.source, saying.where, Standing.INFERRED, note)
    return saying


def _items(values: Values, group: str) -> list[Any]:
    found = values.get(group)
    return found if isinstance(found, list) else []


def _names(items: JsonValue) -> list[str]:
    found = items if isinstance(items, list) else []
    named = [str(item.get("name") or "") for item in found if isinstance(item, dict)]
    return [name for name in dict.fromkeys(named) if name]


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else list(names)
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
