"""What is written for container engines and proxies, tried as far as this machine can."""

from __future__ import annotations

import http.client
import http.server
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.browser.server import free_port
from tests.proxy import CONFIGURATION, proxying

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
START_SECONDS = 60
RECORDS = "/var/lib/atlas"
"""Where the image keeps its records."""


class Step(NamedTuple):
    """One instruction of a Containerfile."""

    word: str
    rest: str

    def command(self) -> list[str]:
        """The words of a CMD or RUN."""
        text = self.rest.removeprefix("CMD ")
        return list(json.loads(text)) if text.startswith("[") else shlex.split(text)


def steps() -> list[Step]:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [Step(*line.split(" ", 1)) for line in lines]


def ignored(path: Path) -> bool:
    """Whether .dockerignore keeps a path, relative to the root, out of an image."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    names = ["/".join(path.parts[:depth]) for depth in range(1, len(path.parts) + 1)]
    return any(
        fnmatch(name, pattern) or fnmatch(f"/{name}", f"*/{pattern.removeprefix('**/')}")
        if pattern.startswith("**/")
        else fnmatch(name, pattern)
        for name in names
        for pattern in patterns
    )


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the image, copied as its COPY steps say, and its own RUN step done to them."""
    tree = tmp_path_factory.mktemp("image")
    for step in steps():
        if step.word != "COPY":
            continue
        source, target = step.rest.split()
        for file in [
            path for path in (ROOT / source, *(ROOT / source).rglob("*")) if path.is_file()
        ]:
            inside = file.relative_to(ROOT)
            if ignored(inside):
                continue
            place = tree / (inside if target == "./" else target / inside.relative_to(source))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
    [compiling] = [step for step in steps() if "compileall" in step.rest]
    subprocess.run([sys.executable, *compiling.command()[1:]], cwd=tree, check=True)
    return tree


def environment(records: Path, port: int) -> dict[str, str]:
    """The image's variables; records and port are those of the test."""
    values = dict(step.rest.split("=", 1) for step in steps() if step.word == "ENV")
    values["ATLAS_DATABASE_URL"] = values["ATLAS_DATABASE_URL"].replace(RECORDS, str(records))
    values["STREAMLIT_SERVER_PORT"] = str(port)
    return {**os.environ, **values}


def test_what_an_image_copies_is_there_and_holds_no_records_or_secrets(image: Path) -> None:
    for step in steps():
        if step.word == "COPY":
            assert (ROOT / step.rest.split()[0]).exists(), step
    for secret in ("data/atlas.db", "data/atlas.db-wal", ".streamlit/secrets.toml", "tests/x.py"):
        assert ignored(Path(secret)), secret
    assert not ignored(Path("data/store/database.py"))
    assert not list(image.rglob("*.db*"))
    assert not (image / "tests").exists()


def test_what_an_image_installs_is_pinned_and_can_be_installed() -> None:
    [installing] = [step for step in steps() if "pip install" in step.rest]
    done = subprocess.run(
        [sys.executable, *installing.command()[1:], "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert all("==" in line for line in wanted)


def test_the_image_serves_the_atlas_and_knows_that_it_is_well(image: Path, tmp_path: Path) -> None:
    port = free_port()
    variables = environment(tmp_path, port)
    [starting] = [step for step in steps() if step.word == "CMD"]
    [asking] = [step for step in steps() if step.word == "HEALTHCHECK"]
    ask = [word.replace("8501", str(port)) for word in asking.command()[1:]]
    server = subprocess.Popen(
        [sys.executable, *starting.command()[1:], "--server.headless=true"],
        cwd=image,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run([sys.executable, *ask], capture_output=True, check=False).returncode:
            assert server.poll() is None
            assert time.monotonic() < deadline
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        for path in ("/", "/app/static/land.geojson"):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == http.HTTPStatus.OK
            assert answer.read()
        connection.close()
    finally:
        server.terminate()
        server.wait()
    assert subprocess.run([sys.executable, *ask], capture_output=True, check=False).returncode


def test_the_image_holds_all_that_the_records_need(image: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data", "check"],
        cwd=image,
        env=environment(tmp_path, 1),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "11 missions, no fault found.\n")
    assert (tmp_path / "atlas.db").exists()


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return loaded


def test_the_services_fit_together() -> None:
    services = compose()["services"]
    assert services.keys() == {"database", "atlas1", "atlas2", "proxy"}
    for service in services.values():
        assert set(service.get("depends_on", ())) <= services.keys()
        if "build" in service:
            folder = (DEPLOY / service["build"]["context"]).resolve()
            assert folder == ROOT
            assert (folder / service["build"]["dockerfile"]).is_file()
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in compose()["volumes"] or (DEPLOY / source).is_file()
    # The names that one part gives and another part uses.
    address = services["atlas1"]["environment"]["ATLAS_DATABASE_URL"]
    assert re.fullmatch(r"postgresql://atlas:\$\{POSTGRES_PASSWORD.*\}@database/atlas", address)
    made = services["database"]["environment"]
    assert (made["POSTGRES_USER"], made["POSTGRES_DB"]) == ("atlas", "atlas")
    [port] = [step.rest for step in steps() if step.word == "EXPOSE"]
    text = CONFIGURATION.read_text("utf-8")
    assert re.findall(r"server (\w+):(\d+);", text) == [("atlas1", port), ("atlas2", port)]
    [listening] = re.findall(r"listen (\d+);", text)
    assert services["proxy"]["ports"] == [f"127.0.0.1:8080:{listening}"]


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    read = {
        name
        for folder in ("data", "geo", "pages")
        for file in (ROOT / folder).rglob("*.py")
        for name in re.findall(r'"(ATLAS_[A-Z_]+)"', file.read_text("utf-8"))
    }
    assert read
    assert {name for name in read if f"`{name}`" not in described} == set()


class _Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it was asked and by which port."""

    def do_GET(self) -> None:
        told = {"port": self.connection.getsockname()[1], "headers": dict(self.headers)}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def echoes() -> Iterator[list[int]]:
    """The ports of two servers that echo."""
    with ExitStack() as stack:
        ports = []
        for _ in range(2):
            server = stack.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Echo))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            ports.append(server.server_port)
        yield ports


def ask(port: int, **headers: str) -> tuple[dict[str, Any], str]:
    """What a server behind the proxy was asked, and the cookie that came with the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers=headers)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    return told, (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_a_reader_stays_with_one_server_and_readers_are_spread(
    echoes: list[int], tmp_path: Path
) -> None:
    with proxying(echoes, tmp_path) as port:
        homes = set()
        for _ in range(20):
            first, cookie = ask(port)
            assert cookie.startswith("atlas_reader=")
            for _ in range(3):
                again, other = ask(port, Cookie=cookie)
                assert (again["port"], other) == (first["port"], "")
            homes.add(first["port"])
        assert homes == set(echoes)
        told, _ = ask(port, Host="atlas.example.org", Connection="Upgrade", Upgrade="websocket")
        assert told["headers"]["Host"] == "atlas.example.org"
        assert told["headers"]["Upgrade"] == "websocket"
        assert told["headers"]["Connection"] == "upgrade"
