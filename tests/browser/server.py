"""A real Streamlit server for browser tests, on a free loopback port, kept from going outside."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.store.database import VARIABLE as DATABASE
from tests.offline_guard import sitecustomize as offline_guard

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "dashboard.py"
START_SECONDS = 60
STOP_SECONDS = 10
LOG_TAIL = 4000
"""Characters of the log shown when a server does not come up."""


class ServerDiedError(RuntimeError):
    """The server did not come up; the message ends with its log."""


@dataclass(frozen=True)
class Server:
    """A Streamlit server that is running."""

    url: str
    """Where its main page is, with a slash at the end."""
    log_file: Path
    """What the process printed, both streams."""
    outside_file: Path
    """Where the guard wrote what the process tried to reach outside; absent if nothing."""

    def log(self) -> str:
        """What the process has printed so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def outside_attempts(self) -> list[str]:
        """What the process tried to reach beyond this machine so far, oldest first."""
        if not self.outside_file.exists():
            return []
        return self.outside_file.read_text(encoding="utf-8").splitlines()


def free_port() -> int:
    """A loopback port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_up(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _await_start(process: subprocess.Popen[bytes], server: Server, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_up(port):
        status = process.poll()
        if status is not None or time.monotonic() > deadline:
            fate = "is not up in time" if status is None else f"ended with status {status}"
            raise ServerDiedError(f"The server {fate}. Its log:\n{server.log()[-LOG_TAIL:]}")
        time.sleep(0.05)


@contextlib.contextmanager
def running(
    folder: Path,
    app: Path = DASHBOARD,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Iterator[Server]:
    """Serve an app while the block runs; logs go to ``folder``.

    ``environment`` adds to this process's variables; unless it names a database, the server has one
    of its own in ``folder``. ``options`` are Streamlit's, such as "--server.address=0.0.0.0".
    Started from the app's own folder, so that its .streamlit/config.toml and static/ are the ones
    used. Raises ServerDiedError if it does not come up.
    """
    port = free_port()
    server = Server(f"http://localhost:{port}/", folder / "server.log", folder / "outside.log")
    guard_folder = str(ROOT / "tests" / "offline_guard")
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [guard_folder, os.environ.get("PYTHONPATH")])),
        offline_guard.LOG_VARIABLE: str(server.outside_file),
        DATABASE: f"sqlite:///{folder / 'atlas.db'}",
        **(environment or {}),
    }
    usual = [f"--server.port={port}", "--server.fileWatcherType=none", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", app.name, *usual, *options]
    with server.log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=app.parent,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _await_start(process, server, port)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
