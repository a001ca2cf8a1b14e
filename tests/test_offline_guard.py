"""The guard itself: what it lets through, what it refuses, and that swallowing does not help."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline_guard import sitecustomize as offline_guard

OUTSIDE = "192.0.2.1"
"""An address reserved for documentation (RFC 5737): nothing ever answers there."""


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", b"localhost", None, "0.0.0.0"])
def test_this_machine_is_local(host: object) -> None:
    assert offline_guard.is_local(host)


@pytest.mark.parametrize("host", [OUTSIDE, "10.0.0.1", "example.org", "localhost.example.org"])
def test_everything_else_is_not(host: object) -> None:
    assert not offline_guard.is_local(host)


def test_a_loopback_connection_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_an_outside_connection_is_refused_and_remembered() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
        pytest.raises(offline_guard.OutsideConnectionError),
    ):
        probe.connect((OUTSIDE, 1))
    assert offline_guard.refused.pop() == f"socket.connect {OUTSIDE}"


def test_a_guarded_process_writes_down_what_its_code_swallows(tmp_path: Path) -> None:
    log = tmp_path / "outside.log"
    program = (
        "import contextlib, socket\n"
        "with contextlib.suppress(OSError):\n"
        "    socket.getaddrinfo('example.org', 80)\n"
    )
    folder = Path(offline_guard.__file__ or "").parent
    environment = {**os.environ, "PYTHONPATH": str(folder), offline_guard.LOG_VARIABLE: str(log)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert log.read_text(encoding="utf-8") == "socket.getaddrinfo example.org\n"
