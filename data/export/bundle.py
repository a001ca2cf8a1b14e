"""Files put together in a ZIP that has the same bytes whenever they have."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold; the time of making would differ at every export."""


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of the files by name, in the order given; text becomes UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # so that the rights below are read, whatever made the file
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
