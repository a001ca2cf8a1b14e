"""``python -m data read`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.__main__ import main

TEXT = (
    "Leeds, 3 May 2019\n\nA delegation from Leeds visited Wuhan last week and flew home yesterday."
)


def test_one_file_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["read", str(tmp_path / "a.txt"), "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["direction"] == "outbound"
    assert values["stops"] == [{"name": "Wuhan", "country": "CN", "region": "Hubei"}]


def test_one_file_for_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    assert "Leeds to Wuhan" in capsys.readouterr().out


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert main(["read", str(tmp_path / "a.txt"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", "atlas: a.txt is empty.\n")


def test_a_folder_gives_a_line_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.png").write_bytes(b"left alone")
    assert main(["read", str(tmp_path), "--json", "--progress"]) == 0
    out, err = capsys.readouterr()
    good, bad = map(json.loads, out.splitlines())
    assert good["direction"] == "outbound"
    assert bad == {"file": str(tmp_path / "b.txt"), "error": "b.txt is empty."}
    assert "2 of 2" in err
    assert "1 of 2 files could not be read" in err


def test_a_folder_without_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path)]) == 2
    assert "There is no report in" in capsys.readouterr().err
