"""``python -m data import``: what it says, and that it keeps what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.__main__ import main

TRIPS = "Titel;Ziel;Datum;Von\nReise;Wuhan;3.-9. Mai 2021;Leipzig\nZweifel;Suzhou;2021;Leipzig\n"


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'atlas.db'}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trips.csv"
    path.write_text(TRIPS, encoding="utf-8")
    return path


def test_a_dry_run_keeps_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["import", str(file), "--dry-run"]) == 0
        told = capsys.readouterr().out
        assert "row 3: ambiguous: Zweifel" in told
        assert "3 rows: 1 ok, 1 ambiguous, 1 skipped." in told


def test_json_says_what_was_kept(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(file), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["written"] | {"revision": 0} == {
        "revision": 0,
        "missions": 1,
        "partnerships": 0,
        "drafts": 1,
        "already there": 0,
        "skipped": 1,
    }
    (question,) = made["results"][2]["questions"]
    assert question["candidates"][0]["region"] == "Jiangsu"
    assert main(["import", str(file), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["counts"]["already imported"] == 2
    assert again["written"]["revision"] == made["written"]["revision"]


def test_flags_correct_the_mapping(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["import", str(file), "--dry-run", "--column", "Von=-", "--origin", "Halle (Saale)"]
    assert main([*command, "--status", "held", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["ok"] == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        ("a.csv", b"Farbe;Form\nrot;rund\n", "names places"),
    ],
)
def test_a_file_without_missions_says_so(
    name: str, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["import", str(path)]) == 2
    assert words in capsys.readouterr().err
    assert main(["import", str(tmp_path / "missing.csv")]) == 2


def test_two_files_of_an_origin_destination_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locations, flows = tmp_path / "locations.csv", tmp_path / "flows.csv"
    locations.write_text("id,name,lat,lon\nb,Leipzig,51.34,12.37\na,Wuhan,30.58,114.28\n")
    flows.write_text("origin,dest,count\nb,a,3\n")
    assert main(["import", str(flows), str(locations), "--dry-run", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [r["title"] for r in made["results"] if r["id"]] == ["Leipzig in Wuhan"]
