"""Every error of the data layer, one tree, and the plain-words account of a fault in a file."""

from __future__ import annotations

from dataclasses import dataclass


class AtlasError(Exception):
    """Anything that went wrong with the atlas's data. Its text is written for the reader."""


class UnreadableReportError(AtlasError, ValueError):
    """A file or text is no report that can be read: the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file, in words that say where it is and what to do about it."""

    file: str
    """File name, relative to the folder that was read."""
    row: str
    """Which part of the file: a line, a record's id, ``stop 3``; empty for the whole file."""
    found: str
    """What is there, as far as it can be shown."""
    remedy: str
    """What would be right."""

    def __str__(self) -> str:
        place = f"{self.file}, {self.row}" if self.row else self.file
        return f"{place}: {self.found} {self.remedy}"
