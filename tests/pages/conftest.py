"""What AppTest leaves out: the connection that a page is asked for through."""

from __future__ import annotations

import pytest

from pages.widgets import author

FROM_HERE = (
    [("Host", "localhost:8501"), ("Origin", "http://localhost:8501"), ("Upgrade", "websocket")],
    None,
)
"""Headers and other end of a browser's connection on the machine of the server."""


@pytest.fixture(autouse=True)
def at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is asked for from this machine, unless a test says otherwise."""
    monkeypatch.setattr(author, "connection", lambda: FROM_HERE)
