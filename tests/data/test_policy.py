"""Who may write, by how the server is set up."""

from __future__ import annotations

import pytest

from data.access import Author
from data.policy import PolicySettingError, is_loopback, write_policy

EDITORS = {"ATLAS_EDITORS": " Ann@Example.org, bob@example.org\ncy@example.org;"}


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])
def test_on_this_machine_its_user_may_write(address: str) -> None:
    assert is_loopback(address)
    policy = write_policy({}, address=address, sign_in=False)
    assert policy.allows(Author())
    assert not policy.allows(Author("ann@example.org"))


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.7", "atlas.example.org"])
def test_as_soon_as_others_can_reach_it_nobody_may_without_signing_in(address: str | None) -> None:
    assert not is_loopback(address)
    policy = write_policy(EDITORS, address=address, sign_in=False)
    assert not policy.allows(Author())
    assert not policy.allows(Author("ann@example.org"))


@pytest.mark.parametrize("address", ["localhost", "0.0.0.0"])
def test_with_sign_in_only_the_listed_may(address: str) -> None:
    policy = write_policy(EDITORS, address=address, sign_in=True)
    assert policy.allows(Author("ann@example.org"))
    assert policy.allows(Author("CY@example.org"))
    assert not policy.allows(Author("dee@example.org"))
    assert not policy.allows(Author())
    assert not write_policy({}, address=address, sign_in=True).editors


def test_read_only_is_for_everybody() -> None:
    settings = {**EDITORS, "ATLAS_READ_ONLY": "1"}
    assert not write_policy(settings, address="localhost", sign_in=False).allows(Author())
    assert not write_policy(settings, address="x", sign_in=True).allows(Author("ann@example.org"))


def test_a_word_that_is_no_address_is_refused() -> None:
    with pytest.raises(PolicySettingError, match="'everybody', which is no e-mail address"):
        write_policy({"ATLAS_EDITORS": "ann@example.org everybody"}, address="x", sign_in=True)
