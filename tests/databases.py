"""Fixtures for what stands on a database: each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.access import AT_THIS_MACHINE
from data.store import Store, open_store
from data.store.database import read_url
from tests.postgres import Postgres, running_postgres

BACKENDS = ("sqlite", "postgresql")
TEMPLATE = "atlas_template"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests; its template database holds the seed."""
    with running_postgres() as server:
        server.run(f"CREATE DATABASE {TEMPLATE}")
        open_store(read_url(server.url(TEMPLATE)), policy=AT_THIS_MACHINE).close()
        yield server


@contextlib.contextmanager
def _postgres_database(server: Postgres, template: str) -> Iterator[str]:
    name = f"atlas_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that holds the seed, to be copied."""
    file = tmp_path_factory.mktemp("seeded") / "atlas.db"
    open_store(read_url(f"sqlite:///{file}"), policy=AT_THIS_MACHINE).close()
    return file


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The name of the database's kind."""
    return str(request.param)


@pytest.fixture
def empty_database(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without any table."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'atlas.db'}"
        return
    with _postgres_database(request.getfixturevalue("postgres"), "template0") as url:
        yield url


@pytest.fixture
def database(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database that holds the seed."""
    if backend == "sqlite":
        file = tmp_path / "atlas.db"
        shutil.copy(request.getfixturevalue("seeded_file"), file)
        yield f"sqlite:///{file}"
        return
    with _postgres_database(request.getfixturevalue("postgres"), TEMPLATE) as url:
        yield url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store that holds the seed, where the user at this machine may write."""
    opened = open_store(read_url(database), policy=AT_THIS_MACHINE)
    yield opened
    opened.close()
