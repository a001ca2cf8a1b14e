"""Whose request it is, whose address counts, and who may look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.visitors import (
    Viewers,
    ViewersSettingError,
    comes_from_this_machine,
    verified_address,
    viewers,
)

HERE = [("Host", "localhost:8501"), ("Origin", "http://localhost:8501")]
OUTSIDE = "192.0.2.7"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.0.0.2", "[::1]", "LOCALHOST"])
def test_a_browser_at_this_machine(name: str) -> None:
    headers = [
        ("host", f"{name}:8501"),
        ("origin", f"http://{name}:8501"),
        ("upgrade", "websocket"),
    ]
    assert comes_from_this_machine(headers, None)
    assert comes_from_this_machine(headers, "127.0.0.1")


@pytest.mark.parametrize(
    "added",
    [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Host", "localhost"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "for=127.0.0.1"),
        ("X-Real-IP", "127.0.0.1"),
        ("CF-Connecting-IP", OUTSIDE),
        ("Via", "1.1 proxy"),
        ("Host", "atlas.example.org"),
        ("Origin", "https://atlas.example.org"),
        ("Origin", "http://localhost.example.org"),
        ("Origin", "null"),
        ("Host", "[broken"),
    ],
)
def test_one_sign_of_elsewhere_is_enough(added: tuple[str, str]) -> None:
    assert not comes_from_this_machine([*HERE, added], None)


@pytest.mark.parametrize("peer", [OUTSIDE, "10.0.0.4", "2001:db8::1", "testclient", ""])
def test_another_end_of_the_connection_is_elsewhere(peer: str) -> None:
    assert not comes_from_this_machine(HERE, peer)


@pytest.mark.parametrize("headers", [[], HERE[:1], HERE[1:]])
def test_what_no_browser_sends_is_not_from_here(headers: list[tuple[str, str]]) -> None:
    assert not comes_from_this_machine(headers, None)


@given(st.lists(st.tuples(st.text(), st.text())), st.one_of(st.none(), st.text()))
def test_any_headers_are_judged(headers: list[tuple[str, str]], peer: str | None) -> None:
    comes_from_this_machine(headers, peer)


@pytest.mark.parametrize("verified", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_an_address_is_compared_in_lower_case(verified: dict[str, object]) -> None:
    claims = {"email": "Anna.Example@Example.ORG", **verified}
    assert verified_address(claims) == "anna.example@example.org"


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": None},
        {"email": ""},
        {"email": "no address"},
        {"email": ["anna@example.org"]},
        {"preferred_username": "anna@example.org"},
        {"email": "anna@example.org", "email_verified": False},
        {"email": "anna@example.org", "email_verified": "false"},
        {"email": "anna@example.org", "email_verified": None},
        {"email": "anna@example.org", "email_verified": 0},
    ],
)
def test_an_address_that_is_not_verified_is_none(claims: dict[str, object]) -> None:
    assert verified_address(claims) is None


@pytest.mark.parametrize(
    ("setting", "admitted", "refused"),
    [
        ("", [None, "anna@example.org"], []),
        (" Anyone ", [None], []),
        ("signed-in", ["anna@example.org"], [None]),
        (
            "Anna@Example.org; example.com @example.net",
            ["anna@example.org", "ANNA@example.org", "ben@example.com", "cem@example.net"],
            [None, "ben@example.org", "ben@sub.example.com", "ben@notexample.com", "example.com"],
        ),
    ],
)
def test_viewers(setting: str, admitted: list[str | None], refused: list[str | None]) -> None:
    allowed = viewers({"ATLAS_VIEWERS": setting})
    assert [allowed.admit(address) for address in admitted] == [True] * len(admitted)
    assert [allowed.admit(address) for address in refused] == [False] * len(refused)


def test_viewers_need_no_setting() -> None:
    assert viewers({}) == Viewers()


@pytest.mark.parametrize("setting", ["everybody", "signed-in, example.org", "anna@", "none"])
def test_a_setting_that_means_nothing_is_named(setting: str) -> None:
    with pytest.raises(ViewersSettingError, match="ATLAS_VIEWERS holds"):
        viewers({"ATLAS_VIEWERS": setting})
