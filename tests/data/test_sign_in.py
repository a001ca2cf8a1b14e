"""What the section [auth] may hold, and what is said of one that is not right."""

from __future__ import annotations

import pytest

from data.sign_in import SignIn, check_sign_in

PROVIDER = {
    "client_id": "the-atlas",
    "client_secret": "hush",
    "server_metadata_url": "https://id.example.org/.well-known/openid-configuration",
}
SHARED = {
    "redirect_uri": "http://localhost:{port}/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
}


def test_one_provider_needs_no_name() -> None:
    assert check_sign_in(SHARED | PROVIDER) == SignIn(("",))


def test_several_providers_have_names() -> None:
    section = {**SHARED, "client_kwargs": {"prompt": "login"}, "uni": PROVIDER, "city": PROVIDER}
    assert check_sign_in(section) == SignIn(("uni", "city"))


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("yes", "must be a section"),
        (SHARED, "names no provider"),
        (SHARED | PROVIDER | {"cookie_secret": ""}, "cookie_secret must be"),
        (SHARED | PROVIDER | {"cookie_secret": "too-short"}, "secrets.token_hex"),
        (SHARED | PROVIDER | {"cookie_secret": 10**40}, "cookie_secret must be"),
        (PROVIDER | {"cookie_secret": SHARED["cookie_secret"]}, "redirect_uri must be"),
        (SHARED | PROVIDER | {"redirect_uri": "localhost/oauth2callback"}, "redirect_uri must be"),
        (SHARED | PROVIDER | {"redirect_uri": "https://a.example.org/"}, "redirect_uri must be"),
        (SHARED | PROVIDER | {"client_secret": " "}, "must say client_secret"),
        (SHARED | PROVIDER | {"server_metadata_url": "id.example.org"}, "server_metadata_url"),
        (SHARED | {"uni": {}}, "[auth.uni] must say client_id and client_secret"),
        (SHARED | {"my_uni": PROVIDER}, "no underscore"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_can_sign_in(section: object, said: str) -> None:
    found = check_sign_in(section)
    assert said in found.trouble
    assert not found.providers


def test_no_secret_is_repeated() -> None:
    section = {"cookie_secret": "short-secret", "client_secret": "hush", "redirect_uri": "hidden"}
    trouble = check_sign_in(section).trouble
    assert trouble
    assert not any(value in trouble for value in section.values())
