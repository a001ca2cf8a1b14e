"""What the pages make of their database: one that changes, and ones that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.testing.v1 import AppTest

from data.access import AT_THIS_MACHINE, Author, NotAllowedError
from data.store import Delete, Kind, Save, Store, open_store, restore_store
from pages.widgets import resources
from tests.builders import mission
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]
PAGES = ["dashboard.py", *sorted(f"pages/{page.name}" for page in (ROOT / "pages").glob("*.py"))]
ME = Author()


def start(path: str = "dashboard.py") -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    return app if path == "dashboard.py" else app.switch_page(path).run()


def missions(app: AppTest) -> str:
    return next(metric.value for metric in app.metric if metric.label == "Missions")


def told(app: AppTest) -> str:
    return " ".join(text.value for text in app.text)


def test_what_another_process_saves_shows_at_the_next_interaction(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATLAS_DATABASE_URL", database)
    app = start()
    assert missions(app) == "11"
    other = open_store(policy=AT_THIS_MACHINE)
    backup = tmp_path / "backup.db"
    other.back_up(backup)
    gone = other.all(Kind.MISSION)[0]
    other.write([Delete(Kind.MISSION, gone.id, gone.version)], ME)
    assert missions(app.run()) == "10"
    other.close()
    restore_store(backup, ME, force=True)
    assert missions(app.run()) == "11"


def test_choices_stay_when_the_last_mission_that_has_them_is_deleted(own_database: Path) -> None:
    latest = "british-mayors-chongqing-2025"
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["from"] = ["Bristol"]
    app.query_params["years"] = ["2025"]
    assert missions(app.run()) == "1"
    store = open_store(policy=AT_THIS_MACHINE)
    store.write([Delete(Kind.MISSION, latest, 1)], ME)
    app.run()
    assert not app.exception
    assert app.multiselect(key="atlas_widget_from").value == ["Bristol"]
    assert "No mission matches" in app.info[0].value
    store.restore(Kind.MISSION, latest, 1, ME)
    store.close()
    assert missions(app.run()) == "1"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_why_there_is_no_database(
    path: str, own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_database.write_bytes(b"junk" * 500)
    app = start(path)
    assert not app.exception
    assert app.error[0].value == "The atlas cannot be opened."
    assert "is damaged or no database" in told(app)
    assert "python -m data restore FILE --force" in told(app)
    monkeypatch.setenv("ATLAS_DATABASE_URL", "postgresql://a:secret@127.0.0.1:1/atlas")
    app.run()
    assert not app.exception
    assert "Start its server, or correct ATLAS_DATABASE_URL." in told(app)
    assert "secret" not in told(app)
    own_database.unlink()
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{own_database}")
    app.run()
    assert not app.error


def test_a_server_that_goes_down_and_comes_back(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.run("CREATE DATABASE vanishing TEMPLATE atlas_template")
    monkeypatch.setenv("ATLAS_DATABASE_URL", postgres.url("vanishing"))
    app = start()
    postgres.run("ALTER DATABASE vanishing WITH ALLOW_CONNECTIONS false")
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'vanishing'"
    )
    app.run()
    assert not app.exception
    assert "cannot be opened" in told(app)
    postgres.run("ALTER DATABASE vanishing WITH ALLOW_CONNECTIONS true")
    assert missions(app.run()) == "11"


def test_a_setting_that_means_nothing_is_told(
    own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_EDITORS", "everybody")
    assert "'everybody', which is no e-mail address" in told(start())


@pytest.fixture
def served(own_database: Path, tmp_path: Path) -> Iterator[Callable[[str, str | None], Store]]:
    """The store of a server that listens at an address and has these secrets."""
    kept = {name: config.get_option(name) for name in ("server.address", "secrets.files")}
    file = tmp_path / "secrets.toml"

    def serve(address: str, secrets: str | None) -> Store:
        file.unlink(missing_ok=True)
        if secrets is not None:
            file.write_text(secrets, "utf-8")
        config.set_option("server.address", address)
        config.set_option("secrets.files", [str(file)])
        secrets_singleton._reset()
        return resources.current_store()

    yield serve
    for name, value in kept.items():
        config.set_option(name, value)
    secrets_singleton._reset()


def test_who_may_write_follows_from_how_the_server_is_set_up(
    served: Callable[[str, str | None], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_EDITORS", "editor@example.org")
    editor = Author("editor@example.org")
    for address, secrets, user, signed_in in (
        ("localhost", None, True, False),
        ("localhost", 'other = "x"', True, False),
        ("0.0.0.0", None, False, False),
        ("localhost", "[auth]\nclient_id = 'x'", False, True),
        ("0.0.0.0", "[auth]\nclient_id = 'x'", False, True),
        # Secrets that cannot be read may have been meant to say so.
        ("localhost", "[auth", False, True),
    ):
        store = served(address, secrets)
        assert (store.may_write(ME), store.may_write(editor)) == (user, signed_in), secrets
        if not user:
            with pytest.raises(NotAllowedError):
                store.write([Save(mission(), None)], ME)


def test_what_can_only_be_read_is_shown_with_a_warning(
    own_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = own_database.parent
    monkeypatch.setattr("data.store.unwritable.os.access", lambda path, _: path != closed)
    app = start()
    assert missions(app) == "11"
    assert any("for reading only" in warning.value for warning in app.warning)
    assert "Nothing can be saved" in told(app)
    assert not own_database.exists()
