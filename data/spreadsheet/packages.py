"""Looks at what a ZIP says of itself before anything is unpacked, so that a small file that would
fill the memory is refused at once."""

from __future__ import annotations

import io
import zipfile

from data.spreadsheet.cells import SpreadsheetError

MOST_ENTRIES = 2_000
MOST_UNPACKED = 120_000_000
"""Bytes of sheets and texts, unpacked."""
MOST_UNPACKED_PART = 6_000_000
"""Bytes of any other part, which is read whole: styles, names of sheets."""
MOST_RATIO = 250
"""How many times its packed size a part may have, once it is large. Real sheets stay under 60."""


def check_zip(name: str, data: bytes) -> tuple[str, ...]:
    """The names in a ZIP whose contents, by its own account, are few and small enough.

    Raises SpreadsheetError otherwise. What an entry holds beyond its own account is never unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise SpreadsheetError(
            f"{name} is damaged or cut short. Fetch or save it again."
        ) from error
    bomb = SpreadsheetError(
        f"{name} unpacks to far more than a table of missions holds, and was not opened. "
        "Save the sheet with the missions in a file of its own."
    )
    if len(entries) > MOST_ENTRIES:
        raise bomb
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise SpreadsheetError(f"{name} is protected by a password. Save it without one.")
        lower = entry.filename.lower()
        if not lower.endswith((".xml", ".rels", ".csv", ".txt", ".tsv")):
            continue  # pictures and the like are never unpacked
        total += entry.file_size
        large = entry.file_size > 1_000_000
        streamed = "worksheets/" in lower or "sharedstrings" in lower or lower[-4:] != ".xml"
        if large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise bomb
        if not streamed and entry.file_size > MOST_UNPACKED_PART:
            raise bomb
    if total > MOST_UNPACKED:
        raise bomb
    return tuple(entry.filename for entry in entries)
