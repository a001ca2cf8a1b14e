"""What a person does to the facts of a report: marks words, drops a fact, takes a mark away."""

from __future__ import annotations

from pydantic import JsonValue

from data.drafts import SOURCE, Mark
from data.editing import GROUPS, SECTORS
from data.report.meaning import Context, meaning_of
from data.report.paragraphs import Paragraphs
from pages.widgets.form.working import DESCRIBED, Working

_LONGEST = 300
"""Characters that a person may mark as one fact."""


class MarkingError(ValueError):
    """A mark that cannot be made; the text says why."""


def mark_words(
    working: Working, text: str, kind: str, start: int, end: int, context: Context
) -> str:
    """Puts what the marked words say into the form, with its evidence; returns the fact.

    A fact that a mission has once is replaced, one of several is added. Offsets are in code points.
    Raises MarkingError and MeaninglessError, and then changes nothing.
    """
    if not 0 <= start < end <= len(text):
        raise MarkingError("Mark at least one word.")
    start, end = _trimmed(text, start, end)
    if end - start > _LONGEST:
        raise MarkingError(f"A fact has at most {_LONGEST} letters. Mark the words that say it.")
    value = meaning_of(kind, text[start:end], context)
    own = _put(working, kind, value)
    mark = Mark(field=own, value=_shown(value), quote=text[start:end], start=start, end=end)
    kept = [each for each in working.marks if kind in GROUPS or each.field != own]
    if kind == SOURCE:
        kept = [each for each in working.marks if (each.start, each.end) != (start, end)]
    working.marks = [*kept, mark]
    working.edited = True
    source = next(iter(working.sources), {}).get("id") or working.claim.get("source")
    if source and kind != SOURCE:
        where = Paragraphs(text).named([start])
        working.claims[own] = {"source": source, "where": where, "standing": "stated"}
    return own


def drop_fact(working: Working, own: str) -> None:
    """Takes a fact out of the mission, and its marks with it; the source of a report stays."""
    group, _, part = own.partition(".")
    if group == SECTORS and part:
        found = working.values.get(SECTORS)
        left = [key for key in found if key != part] if isinstance(found, list) else []
        working.put((SECTORS,), [*left] or None)
    elif group in GROUPS and part.isdecimal() and int(part) in working.numbers.get(group, []):
        working.remove(group, int(part))
    elif group not in GROUPS and group != SOURCE:
        working.put((group,), None)
    if group != SOURCE:
        working.marks = [each for each in working.marks if each.field != own]
        working.edited = True


def unmark(working: Working, own: str, start: int, end: int) -> None:
    """Takes a mark off some words; the fact stays."""
    gone = (own, start, end)
    working.marks = [each for each in working.marks if (each.field, each.start, each.end) != gone]
    working.edited = True


def _put(working: Working, kind: str, value: JsonValue) -> str:
    if kind == SOURCE:
        parts = value if isinstance(value, dict) else {}
        for part, each in parts.items():
            working.put((DESCRIBED, 0, part), each)
        return SOURCE
    if kind == SECTORS:
        found = working.values.get(SECTORS)
        held = [str(each) for each in found] if isinstance(found, list) else []
        working.put((SECTORS,), [*dict.fromkeys((*held, str(value)))])
        return f"{SECTORS}.{value}"
    if kind in GROUPS:
        return f"{kind}.{working.add(kind, dict(value) if isinstance(value, dict) else {})}"
    working.put((kind,), value)
    return kind


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise MarkingError("Mark at least one word.")
    return start, end


def _shown(value: JsonValue) -> str:
    if isinstance(value, dict):
        shown = value.get("name") or value.get("title") or value.get("publisher")
        return str(shown or value.get("first") or value.get("published") or "")
    return str(value)
