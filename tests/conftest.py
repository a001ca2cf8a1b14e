"""What every test runs under: no way off this machine, and the same examples at every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.store.database import VARIABLE as DATABASE
from tests.databases import (  # noqa: F401
    backend,
    database,
    empty_database,
    postgres,
    seeded_file,
    store,
)
from tests.offline_guard import sitecustomize as offline_guard

BROWSER_TESTS = Path(__file__).parent / "browser"

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys last: the quick tests speak first, and Playwright leaves an event loop
    running that asyncio in later tests would trip over."""
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)


@pytest.fixture(scope="session", autouse=True)
def session_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database for the whole session, so that no test touches a person's own records."""
    with pytest.MonkeyPatch.context() as patch:
        file = tmp_path_factory.mktemp("database") / "atlas.db"
        patch.setenv(DATABASE, f"sqlite:///{file}")
        yield


@pytest.fixture
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the test's own, for pages, commands and processes that it starts."""
    file = tmp_path / "atlas.db"
    monkeypatch.setenv(DATABASE, f"sqlite:///{file}")
    return file


@pytest.fixture(autouse=True)
def stays_on_this_machine() -> Iterator[None]:
    """Fail a test that tries to reach another machine, even where the code swallows the error."""
    offline_guard.install()
    before = len(offline_guard.refused)
    yield
    attempts = offline_guard.refused[before:]
    assert not attempts, f"This test tried to leave the machine: {attempts}"
