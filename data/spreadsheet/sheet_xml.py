"""The XML of a sheet as a stream of rows: no more than one row is in memory, and no entity is
expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from data.spreadsheet.cells import column_letter

MOST_MERGED = 20_000
MOST_ROWS_OF_ANY = 1_048_576
"""Rows that a sheet of Excel can have, empty ones too."""

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?\d+", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class RawRow:
    """One row as it stands in the file."""

    number: int
    hidden: bool
    cells: list[tuple[int, str, int, str]] = field(default_factory=list)
    """Column from 0, type (n, s, str, b, d, e), number of the style, and the text."""
    uncomputed: list[str] = field(default_factory=list)
    """Cells with a formula whose result is not in the file."""


class SheetStream:
    """The rows of one sheet, and after them the merged cells."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.merged: list[str] = []
        """References such as "A1:C1"; complete once all rows have been read."""

    def rows(self) -> Iterator[RawRow]:
        """Each row in the file's order. Raises lxml's errors for broken XML."""
        number = 0
        tags = ("{*}row", "{*}mergeCells")
        for _, element in etree.iterparse(self._source, events=("end",), tag=tags, **_SAFE):
            if element.tag.endswith("}mergeCells"):
                refs = (cell.get("ref", "") for cell in element)
                self.merged = list(islice(refs, MOST_MERGED))
                continue
            written = element.get("r")
            number = int(float(written)) if written else number + 1
            if len(element):
                yield _row(number, element)
            element.clear()
            # Else an empty element stays behind for each of a million rows.
            while element.getprevious() is not None:
                del element.getparent()[0]


def read_strings(source: Any) -> list[str]:
    """The texts that the cells of a workbook share, in order."""
    strings = []
    for _, element in etree.iterparse(source, events=("end",), tag="{*}si", **_SAFE):
        strings.append(_text(element))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return strings


def _row(number: int, element: Any) -> RawRow:
    row = RawRow(number, element.get("hidden") in ("1", "true"))
    column = -1
    for cell in element:
        found = _REFERENCE.fullmatch(cell.get("r") or "")
        column = _column(found[1]) if found else column + 1
        kind = cell.get("t", "n")
        text: str | None = None
        formula = False
        for part in cell:
            name = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
            if name == "v":
                text = part.text
            elif name == "is":
                text = _text(part)
            formula = formula or name == "f"
        if text:
            if kind == "str":
                text = _unescaped(text)
            style = int(cell.get("s") or 0)
            row.cells.append((column, "str" if kind == "inlineStr" else kind, style, text))
        elif formula and kind != "str":
            row.uncomputed.append(f"{column_letter(column)}{number}")
    return row


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _text(element: Any) -> str:
    """The runs of a text without its phonetic reading."""
    parts = []
    for part in element.iter("{*}t"):
        above = part.getparent()
        if above is None or not str(above.tag).endswith("}rPh"):
            parts.append(part.text or "")
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Excel writes signs that XML cannot hold, and its own escapes, as _x000D_."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    # Neither a null character nor half of a pair is a letter that can be kept.
    return "" if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)
