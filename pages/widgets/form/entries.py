"""What is wrong with an entry of a form, told at the field that shows it."""

from __future__ import annotations

from typing import Any

from pydantic import JsonValue

from data.date_tokens import UnreadableDateError
from data.drafts import FieldFault, Values
from pages.widgets.form.typed import one_way, span_text

Path = tuple[str | int, ...]
_SPANS = {"when", "published", "since"}


def in_form_words(fault: FieldFault, values: Values) -> FieldFault:
    """A fault at the field that a form shows, in words that fit there."""
    path = fault.path
    for depth, part in enumerate(path):
        if part in _SPANS:
            path = path[: depth + 1]
            written = span_text(_at(values, path))
            try:
                one_way(written)
            except UnreadableDateError as error:
                return FieldFault(path, str(error))
            break
    return FieldFault(path, _words(fault.message))


_PLAIN = {
    "Field required": "This is needed.",
    "String should have at least 1 char": "This is needed.",
    "Tuple should have at least 1 item": "At least one is needed.",
    "Input should be a valid integer": "Write a whole number in figures, or leave it empty.",
    "Input should be a valid number": "Write a number in figures.",
    "Input should be greater than or equal to 1": "Write a number from 1 up, or leave it empty.",
    "String should match pattern '^[A-Z]{2}$'": "Choose a country.",
}


def _words(message: str) -> str:
    plain = (words for start, words in _PLAIN.items() if message.startswith(start))
    return next(plain, message.partition("; found")[0].rstrip(".") + ".")


def _at(values: Values, path: Path) -> JsonValue:
    here: Any = values
    for part in path:
        here = here[part]
    found: JsonValue = here
    return found
