"""CSV files as people have them: any of five encodings and four separators, quotes gone astray."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from data.spreadsheet.cells import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Sheet,
    SpreadsheetError,
    Value,
    trimmed,
)
from geo.exchange import unguarded

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200_000
"""Characters from which the separator is told."""
_SAMPLE_ROWS = 60


def read_text_table(name: str, data: bytes) -> Sheet:
    """The one sheet of a CSV file. Raises SpreadsheetError when it is no text or too large."""
    text, notes = decode(name, data)
    text, separator = _separator(text)
    rows: list[Row] = []
    cells = 0
    records, astray = _records(name, text, separator)
    if astray:
        notes.append(
            f"A quotation mark in {name} is never closed, so quotation marks were taken as letters."
        )
    for number, record in records:
        if len(record) > MOST_COLUMNS and any(map(str.strip, record[MOST_COLUMNS:])):
            raise SpreadsheetError(
                f"{name}, row {number} has more than {MOST_COLUMNS:,} columns. Keep the columns "
                "that describe missions, and save it again."
            )
        values = trimmed([_value(name, number, cell) for cell in record])
        if not values:
            continue
        rows.append(Row(number, values))
        cells += len(values)
        if len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise too_large(name)
    return Sheet(name, tuple(rows), notes=tuple(notes))


def too_large(name: str) -> SpreadsheetError:
    """The error for a table with too many rows or cells."""
    return SpreadsheetError(
        f"{name} holds more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells. "
        "Split it into several files."
    )


def decode(name: str, data: bytes) -> tuple[str, list[str]]:
    """The text of a file and notes on how it was read. Raises SpreadsheetError for what is none.

    Tries UTF-8, UTF-16 and GB18030 by what only they can hold; what is left is Windows-1252.
    Lines of several encodings are each read in their own.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _plain(name, data.decode("utf-16", errors="replace"), [])
    wide = _wide(data)
    if wide:
        return _plain(name, data.decode(wide, errors="replace"), [])
    try:
        return _plain(name, data.decode("utf-8-sig"), [])
    except UnicodeDecodeError:
        pass
    if _looks_chinese(data):
        return _plain(name, data.decode("gb18030"), [])
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    decoded = [_line(line) for line in lines]
    mixed = any(utf8 and not text.isascii() for text, utf8 in decoded)
    odd = next((n for n, (_, utf8) in enumerate(decoded, 1) if not utf8), 0)
    notes = []
    if mixed:
        notes.append(
            f"{name} mixes two encodings: line {odd} is not UTF-8 as other lines are, and was "
            "read as Windows-1252. Look at its letters."
        )
    return _plain(name, "".join(text for text, _ in decoded), notes)


def _line(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), False


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, which has a zero in every other byte of Latin text."""
    sample = data[:4_000]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _looks_chinese(data: bytes) -> bool:
    """Whether it can be GB18030 and is likely to be.

    A letter such as "ü" and an ASCII letter after it make a Chinese character too, but a rare one:
    those in use are pairs of two high bytes.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [c.encode("gb18030") for c in text[:50_000] if not c.isascii()]
    pairs = sum(len(c) == 2 and c[1] >= 0xA1 for c in wide)
    return pairs >= 0.8 * len(wide)


def _plain(name: str, text: str, notes: list[str]) -> tuple[str, list[str]]:
    sample = text[:_SAMPLE]
    odd = sum(ord(c) < 32 and c not in "\t\r\n\f\v" for c in sample) - sample.count("\0")
    # A text has hardly any control characters; an editor may have left some null ones.
    if odd > 0.01 * len(sample) or sample.count("\0") > 0.05 * len(sample):
        raise SpreadsheetError(
            f"{name} is not a table of text. Save it as .xlsx or as CSV and try again."
        )
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append(f"Null characters in {name} were left out.")
    return text.removeprefix("\ufeff"), notes


def _separator(text: str) -> tuple[str, str]:
    """The text without Excel's own hint ("sep=;"), and the separator."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.casefold().startswith("sep=") and len(hint) == 5:
        return rest, hint[4]
    sample = text[:_SAMPLE]
    best = (0.0, 0.0, ",")
    for separator in SEPARATORS:
        widths = []
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
            for record in reader:
                if any(map(str.strip, record)):
                    widths.append(len(record))
                if len(widths) >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        usual = Counter(width for width in widths if width > 1).most_common(1)
        if not usual:
            continue
        width, count = usual[0]
        share = sum(w > 1 for w in widths) / len(widths)
        # Commas in sentences make rows of every width; a separator makes rows of one.
        score = (round(count / len(widths), 2) * share, float(min(width, 30)), separator)
        if (score[0], score[1]) > (best[0], best[1]):
            best = score
    return text, best[2]


def _records(name: str, text: str, separator: str) -> tuple[Iterator[tuple[int, list[str]]], bool]:
    """The records with their numbers, and whether quotation marks were taken as letters."""
    astray = text.count('"') % 2 == 1 and _swallows(text, separator)
    lines = io.StringIO(text, newline="")
    if astray:
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, delimiter=separator)
    return _numbered(name, reader), astray


def _swallows(text: str, separator: str) -> bool:
    """Whether an open quotation mark makes the last record run on to the end of the file."""
    last = 0
    before = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _ in reader:
            last, before = reader.line_num, last
    except csv.Error:
        return True
    return last - before > 1


def _numbered(name: str, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SpreadsheetError(
                f"{name}, row {number} cannot be read ({error}). Open the file in a spreadsheet "
                "program, look at that row, and save it again."
            ) from error
        yield number, record


def _value(name: str, number: int, cell: str) -> Value:
    if len(cell) > LONGEST_CELL:
        raise SpreadsheetError(
            f"{name}, row {number} holds a cell of {len(cell):,} characters. At most "
            f"{LONGEST_CELL:,} are read: look for a quotation mark that is never closed."
        )
    return unguarded(cell) if cell.strip() else None
