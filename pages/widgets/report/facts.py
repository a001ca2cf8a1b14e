"""What stands behind the words of a report, as a reader is told it."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import JsonValue

from data.drafts import SOURCE
from data.editing import GROUPS, SECTORS
from data.vocabulary import Vocabulary
from pages.widgets.evidence import FACT_NAMES
from pages.widgets.form.sections import DIRECTIONS, STATUSES
from pages.widgets.form.typed import span_text
from pages.widgets.form.working import DESCRIBED, Working
from pages.widgets.report.pane import Fact

Key = Callable[..., str]
"""The key of the widget that shows a path in the form."""


def facts_of(working: Working, vocabulary: Vocabulary, key: Key | None = None) -> dict[str, Fact]:
    """The fact behind each field that the marks name; with where the form shows it."""
    fields = dict.fromkeys(mark.field for mark in working.marks_shown())
    return {field: _fact(working, field, vocabulary, key) for field in fields}


def target_of(field: str, key: Key) -> str:
    """The key of what shows a fact in the form."""
    group, _, part = field.partition(".")
    if group == SOURCE:
        return key(DESCRIBED, 0, "box")
    return key(group, part, "box") if group in GROUPS and part else key(group)


def _fact(working: Working, field: str, vocabulary: Vocabulary, key: Key | None) -> Fact:
    group, _, part = field.partition(".")
    name = "Source" if group == SOURCE else FACT_NAMES[group]
    if group in ("stops", "origins") and len(working.numbers.get(group, ())) > 1:
        name = f"{name} {working.numbers[group].index(int(part)) + 1}"
    target = target_of(field, key) if key else ""
    return Fact(name, _value(working, group, part, vocabulary), target)


def _value(working: Working, group: str, part: str, vocabulary: Vocabulary) -> str:
    if group == SOURCE:
        source = working.sources[0] if working.sources else {}
        return _joined(source.get("publisher"), span_text(source.get("published")))
    if group == SECTORS:
        return vocabulary.label(part)
    value = working.get((group, int(part)) if group in GROUPS else (group,))
    if group == "when":
        return span_text(value)
    if isinstance(value, dict):
        more = value.get("role") or value.get("region")
        return _joined(value.get("name") or value.get("title"), more)
    return {**DIRECTIONS, **STATUSES}.get(str(value), str(value))


def _joined(*parts: JsonValue) -> str:
    return ", ".join(str(each) for each in parts if each)
