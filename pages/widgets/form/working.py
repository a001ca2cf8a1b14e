"""The working copy of a form: what a person has entered so far, and what it began as.

Held in the session and kept by the browser, so that a rerun, another page, an error or a reload
loses nothing. Knows nothing of Streamlit.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from data.drafts import (
    SOURCE,
    Draft,
    DraftKind,
    FieldFault,
    Mark,
    Values,
    mission_faults,
    source_of,
    values_of,
)
from data.editing import (
    GROUPS,
    SECTORS,
    Saying,
    changed_facts,
    proposed_title,
    report_title,
    with_evidence,
)
from data.model import Mission, Source, Standing
from pages.widgets.form.entries import Path, in_form_words

NEW = "new"
DESCRIBED = "described"
"""Where a path to a source that is not kept yet begins: ``("described", 0, "publisher")``."""
LONGEST = 200_000
"""Characters of a working copy that a browser may give back."""
_STATED: dict[str, JsonValue] = {"standing": "stated"}
_BLANK: dict[str, JsonValue] = {"direction": "outbound", "status": "held"}


class Working(BaseModel):
    """One mission in a form. Changed in place by the form, and by nothing else."""

    model_config = ConfigDict(extra="forbid")

    subject: str = NEW
    """What is edited: ``new``, ``edit:MISSION`` or ``draft:DRAFT``."""
    values: dict[str, JsonValue] = Field(default_factory=dict)
    """The mission as entered; a field may be missing or wrong."""
    base: dict[str, JsonValue] = Field(default_factory=dict)
    """The mission as it was when the editing began; empty for a new one."""
    numbers: dict[str, list[int]] = Field(default_factory=dict)
    """By group, one number an item that stays its own when it moves. Below the length of the base's
    group it is the item's number there."""
    version: int | None = None
    """The version that the editing began from; None for a new mission."""
    draft_version: int | None = None
    """The version of the draft that it is about; None when it is about none."""
    sources: list[dict[str, JsonValue]] = Field(default_factory=list)
    """Sources that are described here and not kept yet."""
    fresh: dict[str, JsonValue] = Field(default_factory=dict)
    """The source that is being described now."""
    claim: dict[str, JsonValue] = Field(default_factory=lambda: dict(_STATED))
    """Who says what was entered: source, where, standing and note."""
    claims: dict[str, dict[str, JsonValue]] = Field(default_factory=dict)
    """The same for single facts, by path with an item's own number: ``stops.7``; holds where it
    names a source."""
    marks: list[Mark] = Field(default_factory=list)
    """Words of the report that say a fact, which is named by an item's own number."""
    edited: bool = False
    """Whether sources that are not kept yet, or marks, were changed."""
    notes: list[str] = Field(default_factory=list)
    """What whoever made the values doubts or left out, for the person who decides."""
    made_of_several: bool = False
    """Whether the values come from several records, so that saving them unchanged means much."""
    separate: bool = False
    """Whether a person has said that this is none of the missions that are kept."""
    tried: bool = False
    """Whether somebody tried to save it, so that what is missing is said."""
    token: str = Field(default_factory=lambda: uuid4().hex[:8])
    """Changes when the values are put in from elsewhere, so that the widgets start anew."""

    @classmethod
    def of_mission(cls, mission: Mission, version: int) -> Self:
        """A kept mission, to be changed."""
        return cls._begin(f"edit:{mission.id}", values_of(mission), values_of(mission), version)

    @classmethod
    def of_draft(cls, draft: Draft, draft_version: int, version: int | None = None) -> Self:
        """A draft, to be looked through. ``version`` is that of the mission that it changes."""
        # What a reader found brings its own evidence; what a form held began from a mission.
        of_form = draft.kind is DraftKind.FORM
        base = draft.read if of_form else draft.values
        made = cls._begin(f"draft:{draft.id}", draft.values, base, version)
        made.draft_version = draft_version
        made.sources = [source.model_dump(mode="json") for source in draft.sources]
        made.tried = not of_form
        made.notes = list(draft.notes)
        said = {str(item.get("field")): item for item in _list(made.values, "evidence")}
        changed = dict(made.facts_changed())
        if draft.kind is DraftKind.REPORT:
            made._follow_report(draft)
            # Whoever corrects what was read corrects what these very words say.
            changed |= {path: made._own(path) for path in said if made.holds(path)}
        for path, own in changed.items():
            if path in said:
                made.claims[own] = {**_STATED, **said[path]}
                made.claims[own].pop("field", None)
        return made

    def _follow_report(self, draft: Draft) -> None:
        self.marks = [
            mark.model_copy(update={"field": self._own(mark.field)})
            for mark in draft.marks
            if self.holds(mark.field)
        ]
        for source in self.sources:
            if source.get("title") == report_title(self.values):
                del source["title"]

    @classmethod
    def of_values(
        cls, subject: str, values: Values, version: int, notes: Iterable[str] = ()
    ) -> Self:
        """What was made of several records, with their evidence, to be saved over a version."""
        made = cls._begin(subject, values, values, version)
        made.notes, made.made_of_several = list(notes), True
        return made

    @classmethod
    def blank(cls) -> Self:
        """A new mission, without anything."""
        return cls._begin(NEW, _BLANK, {}, None)

    @classmethod
    def _begin(cls, subject: str, values: Values, base: Values, version: int | None) -> Self:
        mine, began = _tidied(values), _tidied(base)
        made = cls(subject=subject, values=mine, base=began, version=version)
        for group in GROUPS:
            items, old = made.items(group), _list(began, group)
            free = list(range(len(old)))
            numbers: list[int] = []
            for item in items:
                same = next((number for number in free if old[number] == item), None)
                if same is not None:
                    free.remove(same)
                numbers.append(-1 if same is None else same)
            fresh = iter(range(len(old), len(old) + len(items)))
            made.numbers[group] = [next(fresh) if each < 0 else each for each in numbers]
        made.claim["source"] = next((str(key) for key in _list(mine, "sources")), None)
        return made

    def key(self, *path: str | int) -> str:
        """The session-state key of the widget that shows a path; without one, how all begin."""
        return "_".join(("atlas_form", self.token, *map(str, path or ("",))))

    # --- what a form shows and changes -----------------------------------------------------------

    def items(self, group: str) -> list[Any]:
        """The items of a group, to be changed in place."""
        found = self.values.setdefault(group, [])
        if not isinstance(found, list):
            found = self.values[group] = []
        return found

    def get(self, path: Path) -> JsonValue:
        """What stands at a path; an item is named by its own number. None where nothing does."""
        here, way = self._root(path)
        for part in way:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return None
        found: JsonValue = here
        return found

    def put(self, path: Path, value: JsonValue) -> None:
        """Puts a value at a path; None takes away what is there."""
        here, (*way, last) = self._root(path)
        self.edited = self.edited or path[0] == DESCRIBED
        for part in way:
            here = here.setdefault(part, {}) if isinstance(here, dict) else here[part]
        if value is None and isinstance(here, dict):
            here.pop(last, None)
        else:
            here[last] = value

    def add(self, group: str, item: dict[str, JsonValue]) -> int:
        """Puts an item at the end of a group; returns its own number."""
        numbers = self.numbers.setdefault(group, [])
        number = max([len(_list(self.base, group)) - 1, *numbers]) + 1
        self.items(group).append(item)
        numbers.append(number)
        return number

    def remove(self, group: str, number: int) -> None:
        """Takes an item out."""
        index = self.numbers[group].index(number)
        del self.items(group)[index], self.numbers[group][index]
        self.claims.pop(f"{group}.{number}", None)

    def move(self, group: str, number: int, by: int) -> None:
        """Moves an item towards the start (-1) or the end (1); at either end it stays."""
        numbers, items = self.numbers[group], self.items(group)
        here = numbers.index(number)
        there = here + by
        if 0 <= there < len(numbers):
            for order in (numbers, items):
                order[here], order[there] = order[there], order[here]

    @property
    def is_report(self) -> bool:
        """Whether it is about the draft of a press report."""
        return self.subject.startswith(f"draft:{DraftKind.REPORT.value}-")

    @property
    def is_sound(self) -> bool:
        """Whether every item has a number of its own, as it must have to be shown."""
        return all(
            len(self.items(group)) == len(set(self.numbers.get(group, ())))
            and all(isinstance(item, dict) for item in self.items(group))
            for group in GROUPS
        )

    # --- what becomes of it ----------------------------------------------------------------------

    def draft(self, name: str, kept: Draft | None = None) -> Draft:
        """The same as a draft, to go on with later; ``kept`` is the draft that it was before."""
        values = {**_said(self.values), **self.result()}
        if "title" in values and "title" not in _said(self.values):
            del values["title"]
        sources = self.described()
        if kept is not None:
            update = {"values": values, "sources": sources, "marks": tuple(self._marks_by_place())}
            return kept.model_copy(update=update)
        title = str(self.values.get("title") or proposed_title(self.values) or "A mission")
        label = f"Changes to {title}" if self.base else title
        return Draft(
            id=name,
            kind=DraftKind.FORM,
            label=label[:200],
            values=values,
            read=self.base,
            sources=sources,
        )

    @property
    def changed(self) -> bool:
        """Whether a person has entered anything that is not kept."""
        began = self.base or _BLANK
        described = bool(self.sources and self.subject == NEW)
        return _said(self.values) != _said(began) or described or self.edited

    def facts_changed(self) -> tuple[tuple[str, str], ...]:
        """The facts entered or changed: each as evidence names it, and by its own number."""
        found = changed_facts(self.base, self.result(evidence=False), self._numbers())
        return tuple((path, self._own(path)) for path in found)

    def result(self, *, evidence: bool = True) -> dict[str, JsonValue]:
        """The mission's values as they would be saved, its title proposed where there is none."""
        made = {key: value for key, value in _said(self.values).items() if key != "evidence"}
        if not made.get("title") and (title := proposed_title(made)):
            made["title"] = title
        if not evidence:
            return made
        says = {
            path: _saying(self.claims[own])
            for path, own in self.facts_changed()
            if self.claims.get(own, {}).get("source")
        }
        return with_evidence(self.base, made, self._numbers(), _saying(self.claim), says)

    def described(self) -> tuple[Source, ...]:
        """The sources that are not kept yet. Raises DraftError when one of them is none.

        One without a title takes its title from the mission.
        """
        title = report_title(self.values)
        return tuple(source_of({"title": title, **_said(each)}) for each in self.sources)

    def holds(self, path: str) -> bool:
        """Whether there is such a fact, named as evidence names it; the source of a report too."""
        group, _, part = path.partition(".")
        if group == SOURCE:
            return bool(self.sources)
        if group in GROUPS:
            return part.isdecimal() and int(part) < len(self.numbers.get(group, ()))
        found = self.values.get(group)
        return part in found if part and isinstance(found, list) else found is not None

    def marks_shown(self) -> Iterator[Mark]:
        """The marks of facts that are still there."""
        return (mark for mark in self.marks if self._place_of(mark.field) is not None)

    def _marks_by_place(self) -> Iterator[Mark]:
        for mark in self.marks:
            path = self._place_of(mark.field)
            if path is not None:
                yield mark.model_copy(update={"field": path})

    def _place_of(self, own: str) -> str | None:
        """A fact as evidence names it; None when it is gone."""
        group, _, part = own.partition(".")
        if group in GROUPS:
            numbers = self.numbers.get(group, [])
            number = int(part) if part.isdecimal() else -1
            return f"{group}.{numbers.index(number)}" if number in numbers else None
        return own if self.holds(own) else None

    def faults(self, mission_id: str) -> tuple[FieldFault, ...]:
        """Everything that keeps it from being a mission with this id, in words for a form."""
        made = {**self.result(), "id": mission_id}
        found = [in_form_words(fault, made) for fault in mission_faults(made)]
        said = {(fault.path, fault.message): fault for fault in found}
        return tuple(said.values())

    def _root(self, path: Path) -> tuple[Any, Path]:
        """Where a path begins, and the way from there."""
        asides: dict[str, Any] = {
            "fresh": self.fresh,
            "claim": self.claim,
            "claims": self.claims,
            DESCRIBED: self.sources,
        }
        if path[0] in asides:
            return asides[str(path[0])], path[1:]
        return self.values, self._places(path)

    def _places(self, path: Path) -> Path:
        """A path with an item's place instead of its own number."""
        if len(path) > 1 and path[0] in GROUPS:
            group, number = str(path[0]), int(path[1])
            return group, self.numbers[group].index(number), *path[2:]
        return path

    def _numbers(self) -> dict[str, list[int | None]]:
        return {
            group: [number if number < len(_list(self.base, group)) else None for number in numbers]
            for group, numbers in self.numbers.items()
        }

    def _own(self, path: str) -> str:
        group, _, part = path.partition(".")
        if group in GROUPS and part:
            return f"{group}.{self.numbers[group][int(part)]}"
        return path


def _saying(claim: Mapping[str, JsonValue]) -> Saying:
    source, where, note = (str(claim.get(part) or "") for part in ("source", "where", "note"))
    inferred = claim.get("standing") == Standing.INFERRED.value
    return Saying(source, where, Standing.INFERRED if inferred else Standing.STATED, note)


def _list(values: Values, group: str) -> list[Any]:
    found = values.get(group)
    return found if isinstance(found, list) else []


def _tidied(values: Values) -> dict[str, JsonValue]:
    """A copy in which every group is a list of tables, so that a form can show all of it."""
    made: dict[str, Any] = copy.deepcopy(dict(values))
    for group in GROUPS:
        found = made.get(group)
        if found is None:
            made.pop(group, None)
            continue
        items = found if isinstance(found, list) else [found]
        first = "title" if group == "agreements" else "name"
        made[group] = [each if isinstance(each, dict) else {first: str(each)} for each in items]
    for group in (SECTORS, "sources"):
        found = made.get(group)
        if found is not None:
            items = found if isinstance(found, list) else [found]
            made[group] = list(dict.fromkeys(map(str, items)))
    if "evidence" in made:
        made["evidence"] = [each for each in _list(made, "evidence") if isinstance(each, dict)]
    return made


def _said(values: Values) -> dict[str, JsonValue]:
    """The values without what is empty."""
    made: dict[str, JsonValue] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            value = _said(value)
        elif isinstance(value, list):
            value = [_said(each) if isinstance(each, dict) else each for each in value]
        elif isinstance(value, str):
            value = value.strip()
        if value not in (None, "", [], {}):
            made[key] = value
    return made
