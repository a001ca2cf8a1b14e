"""Who may change records: decided once, asked by the pages and again by the store."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import AtlasError


class NotAllowedError(AtlasError):
    """Somebody who may not change records tried to."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change."""

    address: str | None = None
    """E-mail address of a signed-in person; None for the user at this machine."""

    def __str__(self) -> str:
        return self.address or "the user at this machine"


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """Who may write. The default lets nobody."""

    machine: bool = False
    """Whether the user at this machine may, without signing in."""
    editors: frozenset[str] = frozenset()
    """Addresses that may, in lower case."""

    def allows(self, author: Author) -> bool:
        """Whether this author may change records."""
        if author.address is None:
            return self.machine
        return author.address.strip().casefold() in self.editors

    def require(self, author: Author) -> None:
        """Raises NotAllowedError unless this author may change records."""
        if not self.allows(author):
            raise NotAllowedError(
                f"Changing records is not open to {author}. "
                "Ask whoever runs the atlas to be put on its list of editors."
            )


AT_THIS_MACHINE = WritePolicy(machine=True)
"""For a command line: whoever can start it can reach the database anyway."""
