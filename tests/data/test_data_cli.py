"""``python -m data`` from the outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main

ROOT = Path(__file__).parents[2]
KEYS = ["id", "title", "direction", "status", "first", "last", "date_standing", "origins", "stops"]
KEYS += ["sectors", "delegates", "agreements", "km", "sources"]


def listed(capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[list[dict[str, Any]], str]:
    assert main(["list", "--json", *flags]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "data", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_json_has_the_shape_that_others_read(capsys: pytest.CaptureFixture[str]) -> None:
    rows, err = listed(capsys)
    assert err == ""
    assert all(list(row) == KEYS for row in rows)
    stops = [stop for row in rows for stop in row["stops"]]
    assert all(list(stop) == ["name", "region", "country", "lat", "lon"] for stop in stops)
    [leipzig] = [row for row in rows if row["id"] == "leipzig-nanjing-jining-2019"]
    assert (leipzig["first"], leipzig["last"], leipzig["date_standing"]) == (
        "2019-06-25",
        "2019-06-30",
        "stated",
    )
    assert leipzig["origins"] == ["Leipzig"]
    assert [(stop["name"], stop["region"], stop["country"]) for stop in leipzig["stops"]] == [
        ("Nanjing", "Jiangsu", "CN"),
        ("Jining", "Shandong", "CN"),
    ]
    assert leipzig["stops"][1]["lat"] == pytest.approx(35.4, abs=0.1)
    assert leipzig["delegates"] is None
    assert len(leipzig["agreements"]) == 2
    [undated] = [row for row in rows if row["first"] is None]
    assert (undated["last"], undated["date_standing"], undated["delegates"]) == (None, None, 20)
    [silent] = [row for row in rows if not row["stops"]]
    assert silent["km"] is None


@pytest.mark.parametrize(
    ("flags", "ids"),
    [
        (["--years", "2015"], ["liverpool-china-2015"]),
        (["--years", "2018:2018"], ["jining-leipzig-2018"]),
        (["--years", "2025-2019", "--to", "Jiangsu"], ["leipzig-nanjing-jining-2019"]),
        (["--sector", "Tourismus"], ["liverpool-kunming-2016"]),
        (["--sector", "tourism"], ["liverpool-kunming-2016"]),
        (["--from", "sichuan"], ["chengdu-liverpool-2016"]),
        (
            ["--from", "Shandong", "--from", "Sichuan"],
            ["jining-leipzig-2018", "chengdu-liverpool-2016"],
        ),
        (["--to", "Saxony"], ["jining-leipzig-2018"]),
        (["--to", "Tianjin"], ["liverpool-city-region-six-cities"]),
        (["--lead", "liverpool city council"], ["liverpool-education-shanghai-2024"]),
        (["--direction", "inbound", "--to", "Germany"], ["jining-leipzig-2018"]),
        (["--text", "koerner"], []),
        (["--text", "korner nanjing"], ["leipzig-nanjing-jining-2019"]),
    ],
)
def test_each_flag_selects(
    capsys: pytest.CaptureFixture[str], flags: list[str], ids: list[str]
) -> None:
    assert [row["id"] for row in listed(capsys, *flags)[0]] == ids


def test_the_undated_are_named_on_the_side(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = listed(capsys, "--years", "2010:2030")
    assert err == "atlas: 1 undated, so outside any years.\n"


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--years", "soon"], "'soon' is not a year"),
        (["--years", ""], "'' is not a year"),
        (["--years", "2015:"], "'2015:' is not a year"),
        (["--years", "1066"], "1900 to 2100"),
        (["--years", "2015:2016:2017"], "Write 2019, or 2015:2019."),
        (["--sector", "alchemy"], "--sector 'alchemy' is not in the records. Use one of:"),
        (["--from", "Atlantis"], "Leipzig"),
        (["--from", ""], "is not in the records"),
        (["--to", "昆明"], "Kunming"),
        (["--lead", "nobody"], "Invest Liverpool"),
    ],
)
def test_junk_is_refused_in_plain_words(
    capsys: pytest.CaptureFixture[str], flags: list[str], told: str
) -> None:
    assert main(["list", *flags]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("atlas: ")
    assert told in err


def test_an_unknown_direction_or_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["list", "--direction", "sideways"], ["fly"], []):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_check_is_content_with_the_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "no fault found" in capsys.readouterr().out


def test_a_terminal_without_umlauts_gets_them_escaped() -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "LANG": "C", "LC_ALL": "C"}
    done = run("list", "--json", "--from", "Leipzig", **ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("ascii"))
    refused = run("list", "--to", "昆明", **ascii_only)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


def test_a_closed_pipe_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "data", "list", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
