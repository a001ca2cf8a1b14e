"""The README cannot fall behind: its commands exist and run, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MAKEFILE = ROOT / "Makefile"

SHELLS = {"sh", "bash", "console", "shell"}
ONLINE = "ATLAS_GEOCODER="
"""Marks a command that goes online."""
WRITING = ("init", "import", "backup", "restore", "undo", "export")
"""Subcommands of ``python -m data`` that write files or change a person's records."""


def commands(text: str) -> list[str]:
    """Command lines in the fenced shell blocks of a Markdown text, without prompt or comment."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = []
    for language, body in blocks:
        if language not in SHELLS:
            continue
        for line in re.sub(r"\\\n\s*", "", body).splitlines():
            if language == "console" and not line.startswith("$"):
                continue  # what the command prints
            words = line.removeprefix("$").strip()
            if words and not words.startswith("#"):
                lines.append(words)
    return lines


def make_targets(makefile: str) -> set[str]:
    """Targets that `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE))


def links(text: str) -> list[str]:
    """Relative targets of links and pictures in a Markdown text, without their #anchor."""
    targets = re.findall(r"\]\(<?([^)\s>]+)>?[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    return [target for target in local if target and not target.startswith("mailto:")]


def readme() -> str:
    return README.read_text(encoding="utf-8") if README.exists() else ""


def runnable(command: str) -> str | None:
    """A README command as this machine's shell can try it without harm; None if it cannot.

    Ours are those that run our Python, whichever interpreter they name. One that would go online
    or write a file is not tried; one that would change a person's records only shows its help.
    """
    python = re.compile(r"(?:\S*/)?python3?(?= -m (?:data|geo)\b)")
    if not python.search(command) or ONLINE in command or ">" in command:
        return None
    harmless = re.sub(rf"(-m data (?:{'|'.join(WRITING)})\b)[^|]*", r"\1 --help ", command)
    return python.sub(shlex.quote(sys.executable), harmless)


def test_there_is_a_readme_that_names_the_two_commands() -> None:
    shown = [shlex.split(line, comments=True) for line in commands(readme())]
    assert ["make", "run"] in shown
    assert ["make", "test"] in shown


def test_the_readme_and_the_makefile_name_the_same_targets() -> None:
    shown = [shlex.split(line, comments=True) for line in commands(readme())]
    named = {words[1] for words in shown if words[0] == "make" and len(words) > 1}
    targets = make_targets(MAKEFILE.read_text(encoding="utf-8"))
    assert named <= targets, f"README.md names what the Makefile lacks: {sorted(named - targets)}"


@pytest.mark.parametrize("command", list(filter(None, map(runnable, commands(readme())))))
def test_python_commands_run(command: str) -> None:
    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert done.stdout.strip(), f"{command} prints nothing"


@pytest.mark.parametrize("target", sorted(set(links(readme()))))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists(), f"README.md links to {target}, which is not there"


def test_the_reading_of_markdown_and_makefile() -> None:
    text = (
        "```console\n$ make run  # serves\nserving\n```\n```python\nmake = 1\n```\n"
        '```sh\n# first\npython -m geo locate \\\n    "Xi\'an"\n```\n'
        "[a](docs/a.md#x) ![b](b.png) [c](https://example.org)\n"
    )
    assert commands(text) == ["make run  # serves", 'python -m geo locate "Xi\'an"']
    assert links(text) == ["docs/a.md", "b.png"]
    assert make_targets("run: x ## serve\n.venv: y\nsecret:\n") == {"run"}


def test_the_choice_of_commands_to_try() -> None:
    assert runnable("make run") is None
    assert runnable("ATLAS_GEOCODER=nominatim python -m geo locate Kunming") is None
    tried = runnable("printf 'Kunming\\tCN\\n' | .venv/bin/python -m geo locate --stdin")
    assert tried == f"printf 'Kunming\\tCN\\n' | {sys.executable} -m geo locate --stdin"
    tried = runnable("python3 -m data import a.csv")
    assert tried == f"{sys.executable} -m data import --help "
