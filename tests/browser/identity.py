"""A small OpenID provider on loopback, which vouches for whoever the test chooses.

Authorisation code flow with PKCE: discovery, a page with one button a person, tokens signed with
RS256, keys, and the end of a session. It refuses what a real one would refuse.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import http.server
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, CLIENT_SECRET = "mission-atlas", "a-secret-of-the-tests"
COOKIE_SECRET = "only-for-tests-only-for-tests-only"
TOKEN_SECONDS = 300


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    address: str
    verified: bool | None = True
    """What the provider says of the address; None for one that never says."""


@dataclass
class Provider:
    """The provider while it is running."""

    url: str
    """Its issuer, without a slash at the end."""
    people: tuple[Person, ...]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "tests"}))
    refused: list[str] = field(default_factory=list)
    """Why it refused requests, oldest first."""
    ended: int = 0
    """Sessions that were ended."""
    redirects: set[str] = field(default_factory=set)
    """Addresses of the atlas that it sends people back to."""
    _codes: dict[str, tuple[Person, dict[str, str]]] = field(default_factory=dict)

    def secrets(self, **more: str) -> str:
        """The server's secrets, as TOML: settings beside [auth], and that section."""
        auth = {
            "redirect_uri": "http://localhost:{port}/oauth2callback",
            "cookie_secret": COOKIE_SECRET,
            "client_id": CLIENT,
            "client_secret": CLIENT_SECRET,
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }
        lines = [*_toml(more), "[auth]", *_toml(auth)]
        return "\n".join(lines) + "\n"

    def metadata(self) -> dict[str, object]:
        """What discovery answers."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def faults_of_request(self, asked: Mapping[str, str]) -> Iterator[str]:
        """What is wrong with a request to vouch for somebody."""
        expected = {
            "client_id": CLIENT,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        for name, value in expected.items():
            if asked.get(name) != value:
                yield f"{name} is {asked.get(name)}"
        if asked.get("redirect_uri") not in self.redirects:
            yield f"redirect_uri {asked.get('redirect_uri')} is not registered"
        if not {"openid", "email"} <= set(asked.get("scope", "").split()):
            yield "scope lacks openid or email"
        for name in ("state", "nonce", "code_challenge"):
            if not asked.get(name):
                yield f"{name} is missing"

    def vouch(self, person: Person, asked: dict[str, str]) -> str:
        """Where to send a browser whose user has chosen to be this person."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = person, asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{answer}"

    def token(self, asked: Mapping[str, str], credentials: str) -> dict[str, object] | str:
        """Tokens for a code, which counts once; else why there are none."""
        person, request = self._codes.pop(asked.get("code", ""), (None, {}))
        if person is None:
            return "the code is unknown or used up"
        if credentials != f"{CLIENT}:{CLIENT_SECRET}":
            return "the client's secret is wrong"
        if asked.get("redirect_uri") != request["redirect_uri"]:
            return "the code was asked for by another address"
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != request["code_challenge"]:
            return "the code's verifier is wrong"
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": hashlib.sha256(person.address.encode()).hexdigest(),
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": request["nonce"],
            "email": person.address,
        }
        if person.verified is not None:
            claims["email_verified"] = person.verified
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key),
        }


@contextlib.contextmanager
def vouching(*people: Person) -> Iterator[Provider]:
    """A provider that knows these people, while the block runs."""
    provider = Provider("", people)

    class Handler(_Handler):
        idp = provider

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    idp: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        match address.path:
            case "/.well-known/openid-configuration":
                self._json(self.idp.metadata())
            case "/keys":
                self._json({"keys": [self.idp.key.as_dict(private=False)]})
            case "/favicon.ico":
                self._send("image/x-icon", "")
            case "/authorize":
                self._authorize(asked)
            case "/end" if asked.get("post_logout_redirect_uri") in self.idp.redirects:
                self.idp.ended += 1
                self._redirect(asked["post_logout_redirect_uri"])
            case _:
                self._refuse(f"nothing at {address.path}")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        kind, _, encoded = self.headers.get("Authorization", "").partition(" ")
        if self.path != "/token" or kind != "Basic":
            self._refuse(f"no tokens at {self.path} for {kind or 'nobody'}")
            return
        answer = self.idp.token(asked, base64.b64decode(encoded).decode())
        if isinstance(answer, str):
            self._refuse(answer)
        else:
            self._json(answer)

    def _authorize(self, asked: dict[str, str]) -> None:
        faults = list(self.idp.faults_of_request(asked))
        if faults:
            self._refuse("; ".join(faults))
            return
        chosen = asked.pop("person", None)
        if chosen == "nobody":
            answer = urlencode({"error": "access_denied", "state": asked["state"]})
            self._redirect(f"{asked['redirect_uri']}?{answer}")
            return
        if chosen is not None:
            self._redirect(self.idp.vouch(self.idp.people[int(chosen)], asked))
            return
        hidden = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        choices = {str(number): one.address for number, one in enumerate(self.idp.people)}
        buttons = "".join(
            f'<p><button name="person" value="{value}">{html.escape(label)}</button></p>'
            for value, label in (choices | {"nobody": "Nobody"}).items()
        )
        self._send("text/html", f"<!doctype html><h1>Who are you?</h1><form>{hidden}{buttons}")

    def _redirect(self, address: str) -> None:
        self.send_response(http.HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, answer: Mapping[str, object]) -> None:
        self._send("application/json", json.dumps(answer))

    def _refuse(self, why: str) -> None:
        self.idp.refused.append(why)
        body = json.dumps({"error": "invalid_request", "error_description": why})
        self._send("application/json", body, http.HTTPStatus.BAD_REQUEST)

    def _send(self, kind: str, text: str, status: int = http.HTTPStatus.OK) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: what matters is in ``refused``."""


def _toml(values: Mapping[str, str]) -> list[str]:
    return [f"{name} = {json.dumps(value)}" for name, value in values.items()]
