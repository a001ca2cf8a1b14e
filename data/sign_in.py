"""Whether people can sign in: the section [auth] of the server's secrets, checked before use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.visitors import host_of

CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
"""Characters of a cookie secret: whoever guesses it can be anybody."""
_PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")
_SHARED_KEYS = frozenset({"redirect_uri", "cookie_secret", "expose_tokens", "client_kwargs"})


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign-in as it is configured."""

    providers: tuple[str, ...] = ()
    """Names of those who vouch for people; "" is the one that needs no name."""
    trouble: str = ""
    """Why nobody can sign in and what to do about it, a sentence a line; empty when all is well."""


def check_sign_in(section: object) -> SignIn:
    """What [auth] holds, as read from TOML. No value of it is repeated in ``trouble``."""
    if not isinstance(section, Mapping):
        return SignIn(trouble="In the server's secrets, auth must be a section: [auth].")
    named = {
        str(name): part
        for name, part in section.items()
        if isinstance(part, Mapping) and name not in _SHARED_KEYS
    }
    unnamed = {"": section} if any(key in section for key in _PROVIDER_KEYS) else {}
    faults = list(_faults_of_all(section))
    if not named and not unnamed:
        faults.append(f"It names no provider: {', '.join(_PROVIDER_KEYS)} are missing.")
    for name, part in (unnamed | named).items():
        faults += _faults_of_one(name, part)
    if faults:
        return SignIn(trouble="\n".join(["In the server's secrets, [auth] is not right.", *faults]))
    return SignIn((*unnamed, *named))


def _faults_of_all(section: Mapping[str, object]) -> Iterator[str]:
    address = section.get("redirect_uri")
    if not _is_web_address(address) or not str(address).endswith(CALLBACK):
        yield (
            "redirect_uri must be the atlas's own address with its path ending in "
            f'{CALLBACK}, such as "https://atlas.example.org{CALLBACK}".'
        )
    secret = section.get("cookie_secret")
    if not isinstance(secret, str) or len(secret.strip()) < SHORTEST_SECRET:
        yield (
            f"cookie_secret must be at least {SHORTEST_SECRET} random characters, which this "
            'makes: python -c "import secrets; print(secrets.token_hex(32))".'
        )


def _faults_of_one(name: str, part: Mapping[str, object]) -> Iterator[str]:
    section = f"[auth.{name}]" if name else "[auth]"
    if "_" in name:
        yield f"{section}: the name of a provider can have no underscore."
    missing = [key for key in _PROVIDER_KEYS if not _is_filled(part.get(key))]
    if missing:
        yield f"{section} must say {' and '.join(missing)}."
    elif not _is_web_address(part.get("server_metadata_url")):
        yield (
            f"{section}: server_metadata_url must be a web address, as a rule one that ends in "
            "/.well-known/openid-configuration."
        )


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_web_address(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return value.startswith(("http://", "https://")) and host_of(value) is not None
