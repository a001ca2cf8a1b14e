"""Who may write over which connection, asked of real servers by whom no browser stands in for."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.server import ROOT, Server, running

PAGE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from pages.widgets import author
st.text("may edit" if author.may_write() else author.why_not())
"""
PATIENCE_SECONDS = 30
ATLAS, ELSEWHERE = "atlas.example.org", "https://elsewhere.example.net"
LOOPBACK = ("--server.address=127.0.0.1", "--browser.serverAddress=localhost")
BEHIND_PROXY = (
    "--server.address=127.0.0.1",
    f"--browser.serverAddress={ATLAS}",
    f"--server.allowedHosts={ATLAS}",
)
REFUSED = "refused"

Serve = Callable[[Sequence[str]], Server]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Serve a page that says what its visitor may do, with some of Streamlit's options."""
    servers: dict[tuple[str, ...], Server] = {}
    with contextlib.ExitStack() as stack:

        def start(options: Sequence[str]) -> Server:
            key = tuple(options)
            if key not in servers:
                folder: Path = tmp_path_factory.mktemp("asked")
                page = folder / "page.py"
                page.write_text(PAGE, encoding="utf-8")
                servers[key] = stack.enter_context(running(folder, page, options=options))
            return servers[key]

        yield start


def told(server: Server, host: str = "", origin: str | None = "", **headers: str) -> str:
    """What the page says to a request with this Host and Origin; empty stands for the server's own.

    Underscores in the names of further headers are hyphens.
    """
    own = urlsplit(server.url)
    message = BackMsg()
    message.rerun_script.query_string = ""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with connect(
            f"ws://{host or own.netloc}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", own.port or 0)),
            origin=f"http://{own.netloc}" if origin == "" else origin,  # type: ignore[arg-type]
            additional_headers=extra,
            proxy=None,
        ) as link:
            link.send(message.SerializeToString())
            while True:
                answer = ForwardMsg.FromString(link.recv(PATIENCE_SECONDS, decode=False))
                if answer.delta.new_element.HasField("text"):
                    return str(answer.delta.new_element.text.body)
    except InvalidStatus:
        return REFUSED


def test_a_browser_at_this_machine_may_edit(serve: Serve) -> None:
    assert told(serve(LOOPBACK)) == "may edit"


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Forwarded_For": "192.0.2.7"},
        {"X_Real_IP": "192.0.2.7"},
        {"Forwarded": "for=192.0.2.7"},
        {"host": ATLAS, "origin": f"http://{ATLAS}"},
        {"origin": None},
    ],
)
def test_a_request_that_was_passed_on_may_not(serve: Serve, headers: dict[str, str]) -> None:
    assert told(serve(LOOPBACK), **headers).startswith("You may look, not edit")


@pytest.mark.parametrize(
    "options", [("--server.address=0.0.0.0", "--browser.serverAddress=localhost"), BEHIND_PROXY]
)
def test_a_server_for_others_is_read_only_for_this_machine_too(
    serve: Serve, options: Sequence[str]
) -> None:
    host = ATLAS if options == BEHIND_PROXY else ""
    assert told(serve(options), host).startswith("You may look, not edit")


def test_behind_a_proxy_nothing_is_asked_outside(serve: Serve) -> None:
    server = serve(BEHIND_PROXY)
    assert told(server, ATLAS, f"https://{ATLAS}").startswith("You may look, not edit")
    # A proxy that puts in the server's own name, and a name that leads here from elsewhere.
    assert told(server, "", f"https://{ATLAS}") == REFUSED
    assert told(server, "elsewhere.example.net", ELSEWHERE) == REFUSED
    assert server.outside_attempts() == []
