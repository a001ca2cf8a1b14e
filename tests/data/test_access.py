from __future__ import annotations

import pytest

from data.access import AT_THIS_MACHINE, Author, NotAllowedError, WritePolicy


def test_nobody_may_write_unless_somebody_is_named() -> None:
    assert not WritePolicy().allows(Author())
    assert not WritePolicy().allows(Author("editor@example.org"))


def test_an_editor_may_write_whatever_the_case_of_the_address() -> None:
    policy = WritePolicy(editors=frozenset({"editor@example.org"}))
    assert policy.allows(Author(" Editor@Example.org"))
    assert not policy.allows(Author())
    with pytest.raises(NotAllowedError, match="reader@example"):
        policy.require(Author("reader@example.org"))


def test_at_this_machine_no_sign_in_is_needed() -> None:
    AT_THIS_MACHINE.require(Author())
    assert not AT_THIS_MACHINE.allows(Author("somebody@example.org"))
