"""Who may look and who may write, as each page's script decides it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from pages.widgets import author
from tests.data.test_sign_in import PROVIDER, SHARED
from tests.pages.conftest import FROM_HERE

ROOT = Path(__file__).parents[2]
EDITOR, READER = "anna@example.org", "ben@example.com"
PLACES = ("Liverpool", "Leipzig", "Kunming", "Nanjing")


@pytest.fixture(autouse=True)
def editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EDITORS", EDITOR)


def ask_the_page() -> None:
    """What a page would decide, as text."""
    import streamlit as st

    from pages.widgets import author

    st.text(f"{author.may_write()} {author.current_author()}: {author.why_not()}")


def decision(app: AppTest) -> str:
    assert not app.exception
    return str(app.text[0].value)


def signed_in(address: str, **claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": address, **claims}


def page(path: str = "dashboard.py") -> AppTest:
    return AppTest.from_file(str(ROOT / path), default_timeout=60)


def shown(app: AppTest) -> str:
    """All that the script sent."""
    return repr([block.proto for block in app.main] + [block.proto for block in app.sidebar])


def test_the_user_at_this_machine_may_write() -> None:
    asked = AppTest.from_function(ask_the_page).run(timeout=60)
    assert decision(asked) == "True the user at this machine:"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", None),
        ("server.address", "0.0.0.0"),
        ("server.address", "192.0.2.7"),
        ("browser.serverAddress", "atlas.example.org"),
        ("browser.serverAddress", "https://atlas.example.org/atlas"),
        ("server.allowedHosts", ["localhost", "atlas.example.org"]),
        ("server.corsAllowedOrigins", ["https://atlas.example.org"]),
    ],
)
def test_a_server_for_others_is_read_only_without_sign_in(option: str, value: object) -> None:
    before = config.get_option(option)
    config.set_option(option, value)
    try:
        asked = AppTest.from_function(ask_the_page).run(timeout=60)
    finally:
        config.set_option(option, before)
    assert decision(asked).startswith("False None: You may look, not edit: this atlas can be")


def test_a_request_through_a_proxy_is_not_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    headers, peer = FROM_HERE
    through = [*headers, ("X-Forwarded-For", "192.0.2.7")]
    monkeypatch.setattr(author, "connection", lambda: (through, peer))
    assert decision(AppTest.from_function(ask_the_page).run(timeout=60)).startswith("False None")


def test_a_connection_that_has_gone_is_not_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(author, "connection", lambda: ([], None))
    assert decision(AppTest.from_function(ask_the_page).run(timeout=60)).startswith("False None")


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ({}, "False None: You may look, not edit. Sign in"),
        ({"is_logged_in": False, "email": EDITOR}, "False None:"),
        (signed_in("Anna@Example.org"), f"True {EDITOR}:"),
        (signed_in(EDITOR, email_verified=False), "False None:"),
        (signed_in(READER), f"False {READER}: You may look, not edit. Ask whoever"),
    ],
)
def test_with_sign_in_only_listed_addresses_write(user: dict[str, object], expected: str) -> None:
    app = AppTest.from_function(ask_the_page)
    app.secrets["auth"] = SHARED | PROVIDER
    app.user = user
    assert decision(app.run(timeout=60)).startswith(expected)


def test_the_store_refuses_too() -> None:
    def write_anyway() -> None:
        import streamlit as st

        from data.access import Author, NotAllowedError
        from pages.widgets import resources

        for stranger in (Author("ben@example.com"), Author()):
            try:
                resources.current_store().write([], stranger)
            except NotAllowedError as error:
                st.text(error)

    app = AppTest.from_function(write_anyway)
    app.secrets["auth"] = SHARED | PROVIDER
    refused = [text.value for text in app.run(timeout=60).text]
    assert len(refused) == 2
    assert READER in refused[0]


def test_without_sign_in_nothing_speaks_of_it() -> None:
    app = page().run()
    assert not [button for button in app.button if "ign" in button.label]
    assert "edit" not in shown(app)


def test_the_sidebar_says_who_is_there() -> None:
    app = page()
    app.secrets["auth"] = SHARED | PROVIDER
    app.run()
    assert app.button(key="atlas_sign_in_").label == "Sign in"
    app.user = signed_in(EDITOR)
    app.run()
    assert EDITOR in [text.value for text in app.sidebar.text]
    assert "You may edit." in [caption.value for caption in app.sidebar.caption]
    app.user = signed_in(READER)
    app.run()
    assert "You may look, not edit." in [caption.value for caption in app.sidebar.caption]
    app.button(key="atlas_sign_out").click().run()
    assert app.button(key="atlas_sign_in_").label == "Sign in"


def test_several_providers_each_have_a_button() -> None:
    app = page()
    app.secrets["auth"] = SHARED | {"uni": PROVIDER, "city": PROVIDER}
    labels = [button.label for button in app.run().sidebar.button]
    assert labels[:2] == ["Sign in with uni", "Sign in with city"]


def test_broken_sign_in_leaves_the_atlas_readable_and_says_the_remedy() -> None:
    app = page()
    app.secrets["auth"] = PROVIDER
    # A cookie that somebody made with a secret that could be guessed.
    app.user = signed_in(EDITOR)
    app.run()
    assert not app.exception
    assert app.metric
    assert any("cookie_secret must be" in text.value for text in app.text)
    assert not [button for button in app.button if "Sign" in button.label]
    asked = AppTest.from_function(ask_the_page)
    asked.secrets["auth"] = PROVIDER
    asked.user = signed_in(EDITOR)
    assert decision(asked.run(timeout=60)).startswith("False None")


@pytest.fixture
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of secrets that the pages read, not there yet."""
    file = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    monkeypatch.setattr(st, "secrets", Secrets())
    yield file
    config.set_option("secrets.files", before)


def test_secrets_that_cannot_be_read_leave_the_atlas_readable(secrets_file: Path) -> None:
    secrets_file.write_text('[auth\ncookie_secret = "hush"', encoding="utf-8")
    app = page().run()
    assert app.metric
    assert any("secrets cannot be read" in text.value for text in app.text)
    assert "hush" not in shown(app)
    assert decision(AppTest.from_function(ask_the_page).run(timeout=60)).startswith("False None")


def test_secrets_that_cannot_be_read_open_nothing(secrets_file: Path) -> None:
    secrets_file.write_text('ATLAS_VIEWERS = "signed-in"\n[auth', encoding="utf-8")
    app = page().run()
    assert not app.metric
    assert any("secrets cannot be read" in text.value for text in app.text)


@pytest.mark.parametrize("path", ["dashboard.py", "pages/1_Missions.py", "pages/3_Export.py"])
@pytest.mark.parametrize(
    ("viewers", "auth", "user", "said"),
    [
        ("signed-in", SHARED | PROVIDER, {}, "for people who have signed in"),
        ("example.org", SHARED | PROVIDER, signed_in(READER), "not among those who may look"),
        ("signed-in", SHARED | PROVIDER, signed_in(READER, email_verified=False), "verified"),
        ("signed-in", None, {}, "no sign-in is set up"),
        ("signed-in", PROVIDER, {}, "cookie_secret must be"),
        ("nobody", SHARED | PROVIDER, {}, "ATLAS_VIEWERS holds"),
    ],
)
def test_nothing_is_shown_to_somebody_who_may_not_look(
    path: str,
    viewers: str,
    auth: dict[str, str] | None,
    user: dict[str, object],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ATLAS_VIEWERS", viewers)
    app = page(path)
    if auth is not None:
        app.secrets["auth"] = auth
    app.user = user
    sent = shown(app.run())
    assert not app.exception
    assert said in sent
    assert not [place for place in PLACES if place in sent]


@pytest.mark.parametrize("address", [READER, EDITOR])
def test_who_may_look_sees_the_atlas(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_VIEWERS", "example.com")
    app = page()
    app.secrets["auth"] = SHARED | PROVIDER
    app.user = signed_in(address)
    sent = shown(app.run())
    assert not [place for place in PLACES if place not in sent]
