"""What pydantic found wrong with a record, in words for a reader."""

from __future__ import annotations

from pydantic_core import ErrorDetails


def row_name(location: tuple[int | str, ...]) -> str:
    """A fault's place in words: ``('stops', 2, 'name')`` is "stops 3, name"."""
    words: list[str] = []
    for part in location:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def fault_in_words(fault: ErrorDetails) -> str:
    """One fault as a sentence or two: what is wrong, and what was found."""
    said = fault["msg"].removeprefix("Value error, ")
    said = said[:1].upper() + said[1:]
    # Of a whole table the reader sees in the file what it holds.
    if isinstance(fault["input"], dict):
        return f"{said}."
    try:
        found = repr(fault["input"])
    except ValueError:  # Python writes out no number of more than some thousand digits.
        found = "a number beyond all measure"
    return f"{said}; found {found if len(found) <= 60 else found[:59] + '…'}."
