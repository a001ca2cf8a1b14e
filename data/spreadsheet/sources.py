"""A file as the source of what it says."""

from __future__ import annotations

import hashlib
import re

from data.model import Source
from geo.names import fold

KIND = "spreadsheet"
"""The kind of such a source."""


def file_source(name: str) -> Source:
    """The source that a file is: the same name, the same source."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40].strip("-")
    digest = hashlib.blake2s(name.encode(), digest_size=4).hexdigest()
    plain = bool(stem) and fold(name).isascii()
    return Source(
        id=f"spreadsheet-{stem}-{digest}" if plain else f"spreadsheet-{digest}",
        title=f"Spreadsheet “{name}”",
        kind=KIND,
    )
