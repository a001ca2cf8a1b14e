"""python -m geo locate, as a person and as a program use it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import main

ROOT = Path(__file__).parents[2]
PLACE_FIELDS = ["name", "country", "region", "kind", "lat", "lon", "geoname_id", "match"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["locate", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_misspelt_name_is_answered_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "Chonqing", "--country", "CN", "--explain")
    assert (code, err) == (0, "")
    assert "Chongqing" in out
    assert "fuzzy" in out
    assert "Candidates:" in out


def test_the_json_has_its_shape(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "Jining", "--country", "cn", "--json")
    answer = json.loads(out)
    assert code == 0
    assert [*answer] == ["query", "outcome", "place", "candidates", "trace"]
    assert answer["query"] == "Jining"
    assert answer["outcome"] == "ambiguous"
    assert [*answer["place"]] == PLACE_FIELDS
    assert [*answer["candidates"][0]] == [*PLACE_FIELDS, "score"]
    assert answer["place"]["geoname_id"] == 1805518
    assert all(isinstance(step, str) for step in answer["trace"])


@pytest.mark.parametrize("name", ["Atlantis", "", "China South Locomotive"])
def test_not_found_is_told_and_is_exit_1(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, err = run(capsys, name)
    assert (code, out) == (1, "")
    assert "no such place" in err
    code, out, _ = run(capsys, name, "--json")
    answer = json.loads(out)
    assert code == 1
    assert (answer["outcome"], answer["place"]) == ("not_found", None)


def test_the_region_settles_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "Suzhou", "--region", "Anhui", "--json")
    answer = json.loads(out)
    assert (answer["outcome"], answer["place"]["region"]) == ("found", "Anhui")


@pytest.mark.parametrize("arguments", [[], ["Kunming", "--country", "China"]])
def test_what_cannot_be_asked_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_online_without_a_user_agent_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_GEOCODER", "nominatim")
    code, _, err = run(capsys, "Kunming")
    assert code == 2
    assert "ATLAS_USER_AGENT" in err


def piped(data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "geo", "locate", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        command, input=data, capture_output=True, cwd=ROOT, env=environment, check=False, timeout=60
    )


def test_each_line_gets_one_line() -> None:
    data = "Kunming\tCN\nLeipzig\n\n重慶\tCN\tmore\n\ufeffXi’an\tcn\r\nKunming\tZZZ\n".encode()
    done = piped(data + b"\xff\xfe\tDE\n", "--stdin", "--json")
    answers: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["place"] and a["place"]["name"] for a in answers] == [
        "Kunming",
        "Leipzig",
        None,
        "Chongqing",
        "Xi'an",
        None,
        None,
    ]
    assert "ZZZ" in answers[5]["trace"][0]
    assert done.returncode == 1
    assert done.stderr == b""


def test_a_reader_who_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m geo locate --stdin --json | head -n 1"
    lines = "Kunming\tCN\n" * 3000
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        input=lines.encode(),
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    assert json.loads(done.stdout)["outcome"] == "found"
    assert done.stderr == b""


def test_stdin_can_be_a_text_of_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Liverpool\tGB\nMunich\tDE\n"))
    code, out, _ = run(capsys, "--stdin", "--json")
    assert code == 0
    assert [json.loads(line)["place"]["region"] for line in out.splitlines()] == [
        "North West England",
        "Bavaria",
    ]
