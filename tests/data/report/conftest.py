"""One reader for all tests of reading: its gazetteer takes most of a second to open."""

from __future__ import annotations

import pytest

from data.report.reader import Reader, open_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return open_reader()
