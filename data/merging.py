"""Two records of one mission made into one: nothing is lost, and what contradicts is returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from data.faults import fault_in_words
from data.itinerary import folded
from data.model import DateSpan, Evidence, Mission, PlaceName, Standing, Stop

_SINGLE = ("title", "status", "when", "duration_days", "lead", "delegates")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One fact on which the two records do not agree."""

    field: str
    kept: object
    """The value of the first record, which stands in the merged one."""
    other: object
    """The value of the second."""

    def __str__(self) -> str:
        return f"{self.field}: {self.kept} here, {self.other} there"


@dataclass(frozen=True, slots=True)
class Merged:
    """One mission out of two."""

    mission: Mission
    """With the id of the first, the sources of both, and the facts of either."""
    contradictions: tuple[Contradiction, ...] = ()
    """Where the first was kept against the second; its value stands in the evidence as a note."""


def merge(first: Mission, second: Mission) -> Merged:
    """Puts what the second record knows into the first.

    What only one of them says is taken from it. Lists keep the order of the first and gain what is
    missing. Of two dates the narrower is kept when it lies within the other, for they agree.
    Raises ValueError when the two can be no one mission, such as journeys in opposite directions.
    """
    if first.direction is not second.direction:
        raise ValueError(f"{first.title} and {second.title} go in opposite directions.")
    against: list[Contradiction] = []
    values: dict[str, Any] = {field: getattr(first, field) for field in type(first).model_fields}
    for field in _SINGLE:
        values[field] = _single(field, getattr(first, field), getattr(second, field), against)
    values["origins"] = _places(first.origins, second.origins)
    values["stops"] = _stops(first.stops, second.stops, against)
    values["sectors"] = (*first.sectors, *(s for s in second.sectors if s not in first.sectors))
    values["leaders"] = _by_name(first.leaders, second.leaders, lambda each: each.name)
    values["agreements"] = _by_name(first.agreements, second.agreements, lambda each: each.title)
    values["figures"] = _by_name(first.figures, second.figures, lambda each: each.name)
    values["sources"] = tuple(dict.fromkeys((*first.sources, *second.sources)))
    values["evidence"] = ()
    try:
        bare = Mission(**values)
    except ValidationError as error:
        told = " ".join(fault_in_words(fault) for fault in error.errors(include_url=False)[:3])
        raise ValueError(f"{first.title} and {second.title} do not fit together. {told}") from error
    evidence = (*first.evidence, *_moved(first, second, bare, against))
    return Merged(bare.model_copy(update={"evidence": evidence}), tuple(against))


def _single(field: str, one: Any, other: Any, against: list[Contradiction]) -> Any:
    if one is None or other is None or one == other:
        return other if one is None else one
    if isinstance(one, DateSpan) and isinstance(other, DateSpan):
        return _narrower(field, one, other, against)
    if field == "status" and "planned" in (one, other):
        return other if one == "planned" else one  # what was announced was held, or called off
    if field != "title":
        against.append(Contradiction(field, one, other))
    return one


def _narrower(field: str, one: DateSpan, other: DateSpan, against: list[Contradiction]) -> DateSpan:
    if one.first <= other.first and other.last <= one.last:
        same = (one.first, one.last) == (other.first, other.last)
        return one if same and one.standing is Standing.STATED else other
    if not (other.first <= one.first and one.last <= other.last):
        against.append(Contradiction(field, one, other))
    return one


def _key(place: PlaceName) -> str:
    return f"{place.country}:{folded(place.name)}"


def _places(one: tuple[PlaceName, ...], other: tuple[PlaceName, ...]) -> tuple[PlaceName, ...]:
    known = {_key(place) for place in one}
    return (*one, *(place for place in other if _key(place) not in known))


def _stops(
    one: tuple[Stop, ...], other: tuple[Stop, ...], against: list[Contradiction]
) -> tuple[Stop, ...]:
    """The stops of both: shared ones anchor the order, the rest keeps its place between them."""
    made = [_completed(stop, other, against) for stop in one]
    place = 0
    for stop in other:
        found = next((n for n, each in enumerate(made) if _key(each) == _key(stop)), None)
        if found is None:
            made.insert(place, stop)
            place += 1
        else:
            place = max(place, found + 1)
    return tuple(made)


def _completed(stop: Stop, others: tuple[Stop, ...], against: list[Contradiction]) -> Stop:
    twin = next((each for each in others if _key(each) == _key(stop)), None)
    if twin is None:
        return stop
    update = {
        field: getattr(twin, field)
        for field in ("region", "written", "when", "days", "note")
        if getattr(stop, field) is None and getattr(twin, field) is not None
    }
    for field in ("region", "when", "days"):
        ours, theirs = getattr(stop, field), getattr(twin, field)
        if None not in (ours, theirs) and ours != theirs:
            against.append(Contradiction(f"stop in {stop.name}, {field}", ours, theirs))
    return stop.model_copy(update=update)


def _by_name(one: Any, other: Any, name: Any) -> tuple[Any, ...]:
    known = {folded(name(each)) for each in one}
    return (*one, *(each for each in other if folded(name(each)) not in known))


def _moved(
    first: Mission, second: Mission, merged: Mission, against: list[Contradiction]
) -> list[Evidence]:
    """The second record's evidence, for the facts as they are numbered in the merged one."""
    told = {entry.field: entry for entry in against}
    made = []
    facts = {field for field, _ in merged.facts()}
    groups = {field.partition(".")[0] for field in facts}
    for item in second.evidence:
        group, _, number = item.field.partition(".")
        field = item.field
        if number.isdigit():
            value = getattr(second, group)[int(number)]
            places = [n for n, each in enumerate(getattr(merged, group)) if _alike(each, value)]
            field = f"{group}.{places[0]}" if places else group
        if field not in facts and field not in groups:
            continue
        note = item.note
        if field in told:
            note = f"{note} " if note else ""
            note += f"This source says {told[field].other}."
        made.append(item.model_copy(update={"field": field, "note": note}))
    del first
    return made


def _alike(one: object, other: object) -> bool:
    if isinstance(one, PlaceName) and isinstance(other, PlaceName):
        return _key(one) == _key(other)
    for name in ("title", "name"):
        if hasattr(one, name) and hasattr(other, name):
            return folded(getattr(one, name)) == folded(getattr(other, name))
    return one == other
