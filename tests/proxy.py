"""nginx with the configuration of ``deploy/``, in front of servers on this machine."""

from __future__ import annotations

import contextlib
import http.client
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.browser.server import free_port
from tests.readers import reader

CONFIGURATION = Path(__file__).parents[1] / "deploy" / "nginx.conf"
START_SECONDS = 20
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
"""What nginx would else keep in folders of the system."""


@contextlib.contextmanager
def proxying(ports: Sequence[int], folder: Path) -> Iterator[int]:
    """Runs nginx before the servers at these ports; gives its own port.

    The test that asks is skipped where there is no nginx, or fails in CI.
    """
    port = free_port()
    text = CONFIGURATION.read_text("utf-8")
    servers = re.findall(r"server (\w+:\d+);", text)
    for name, at in zip(servers, ports, strict=True):
        text = text.replace(f"server {name};", f"server 127.0.0.1:{at};")
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    kept = "".join(f"{name}_temp_path {folder / name};\n" for name in FOLDERS)
    text = text.replace("http {", f"http {{\naccess_log off;\n{kept}", 1)
    file = folder / "nginx.conf"
    file.write_text(f"pid {folder / 'nginx.pid'};\ndaemon off;\n{text}", "utf-8")
    log_file = folder / "nginx.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [reader("nginx"), "-c", str(file), "-p", str(folder), "-e", "stderr"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _await_start(process, port, log_file)
        yield port
    finally:
        process.terminate()
        process.wait()


def _await_start(process: subprocess.Popen[bytes], port: int, log_file: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                said = log_file.read_text("utf-8", errors="replace")
                raise RuntimeError(f"nginx did not start. It said:\n{said}") from error
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
