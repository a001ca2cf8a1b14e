"""Who stands behind a request, and who may look: see data/access.py for who may write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.errors import AtlasError
from data.policy import is_loopback

VIEWERS = "ATLAS_VIEWERS"
ANYONE, SIGNED_IN = "anyone", "signed-in"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_DOMAIN = re.compile(r"@?([^@\s.]+(?:\.[^@\s.]+)+)")
_BY_PROXIES = frozenset({"via", "x-original-host"})
"""Headers that proxies add, beside all that tell an address or speak of forwarding."""


class ViewersSettingError(AtlasError):
    """A setting about who may look means nothing."""


@dataclass(frozen=True, slots=True)
class Viewers:
    """Who may look. The default lets everybody who can reach the server."""

    everybody: bool = True
    """Whether nobody needs to sign in in order to look."""
    all_signed_in: bool = False
    """Whether everybody may who has signed in."""
    addresses: frozenset[str] = frozenset()
    """Addresses that may, in lower case."""
    domains: frozenset[str] = frozenset()
    """What stands after the @ of addresses that may, in lower case; subdomains are not meant."""

    def admit(self, address: str | None) -> bool:
        """Whether the owner of this address may look; None for somebody who has not signed in."""
        if self.everybody:
            return True
        if address is None:
            return False
        folded = address.casefold()
        return (
            self.all_signed_in
            or folded in self.addresses
            or any(folded.endswith(f"@{domain}") for domain in self.domains)
        )


def viewers(environment: Mapping[str, str]) -> Viewers:
    """Who may look, by ATLAS_VIEWERS: "anyone" (also when it is not set), "signed-in", or addresses
    and domains with commas between them. Raises ViewersSettingError for anything else."""
    words = [word for word in re.split(r"[,;\s]+", environment.get(VIEWERS, "").casefold()) if word]
    if words in ([], [ANYONE]):
        return Viewers()
    if words == [SIGNED_IN]:
        return Viewers(everybody=False, all_signed_in=True)
    domains = {found[1] for word in words if (found := _DOMAIN.fullmatch(word))}
    addresses = {word for word in words if _ADDRESS.fullmatch(word)}
    for word in words:
        if word not in addresses and word.removeprefix("@") not in domains:
            raise ViewersSettingError(
                f'{VIEWERS} holds {word[:60]!r}. Write "{ANYONE}", "{SIGNED_IN}", or the addresses '
                "and domains of those who may look, with commas between them."
            )
    return Viewers(False, False, frozenset(addresses), frozenset(domains))


def comes_from_this_machine(headers: Iterable[tuple[str, str]], peer: str | None) -> bool:
    """Whether nothing about a request shows that it was made elsewhere.

    ``headers`` are names and values as the server got them, ``peer`` the address at the other end
    of the connection, None for this machine. A request through a proxy has its own address there,
    so that what proxies add counts against it, and so does a page (Origin) or a server (Host) that
    is not named as this machine; without these two it is no browser's.
    """
    given = [(name.casefold(), value) for name, value in headers]
    hosts = [host_of(f"//{value}") for name, value in given if name == "host"]
    origins = [host_of(value) for name, value in given if name == "origin"]
    return (
        (peer is None or is_loopback(peer))
        and bool(hosts)
        and bool(origins)
        and all(is_loopback(name) for name in (*hosts, *origins))
        and not any(_is_added_by_a_proxy(name) for name, _ in given)
    )


def verified_address(claims: Mapping[str, object]) -> str | None:
    """The e-mail address of a signed-in person, in lower case.

    None where there is none, or where the provider says that it has not been verified: then anybody
    could have written it there. Providers that never say so verify all that they give.
    """
    address = claims.get("email")
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address.strip()):
        return None
    if str(claims.get("email_verified", True)).casefold() != "true":
        return None
    return address.strip().casefold()


def host_of(address: str) -> str | None:
    """The host that a web address names, in lower case; None where it names none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _is_added_by_a_proxy(header: str) -> bool:
    return "forwarded" in header or header.endswith("-ip") or header in _BY_PROXIES
