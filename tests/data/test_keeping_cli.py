"""``python -m data`` on what is kept: init, backup, restore, check, log, history, undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.__main__ import main
from data.access import AT_THIS_MACHINE, Author
from data.store import Kind, Save, open_store
from tests.builders import mission

NAME = "liverpool-china-2015"


@pytest.fixture
def file(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to write into; the commands work on a database that holds the seed."""
    monkeypatch.setenv("ATLAS_DATABASE_URL", database)
    return tmp_path / "backup.db"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def save(**kw: object) -> None:
    store = open_store(policy=AT_THIS_MACHINE)
    kept = store.get(Kind.MISSION, NAME)
    assert kept is not None
    store.write([Save(kept.record.model_copy(update=kw), kept.version)], Author(), "by hand")
    store.close()


def test_init_says_what_there_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        code, out, err = run(capsys, "init")
        assert (code, err) == (0, "")
        assert "revision 1: 11 missions, 3 partnerships, 6 sources, 0 drafts, 0 correc" in out


def test_a_record_can_be_followed_and_brought_back(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(title="Renamed", lead="Somebody")
    _, out, _ = run(capsys, "history", NAME)
    latest, first = out.splitlines()
    assert latest.endswith("the user at this machine: title, lead. by hand")
    assert ", seed: created. " in first
    _, out, _ = run(capsys, "log", "--limit", "1")
    assert out.splitlines()[1:] == [f"    changed mission {NAME}"]
    code, out, _ = run(capsys, "undo", "2")
    assert (code, out) == (0, "Revision 2 is undone, by revision 3.\n")
    _, out, _ = run(capsys, "list", "--from", "Liverpool")
    assert "Renamed" not in out


def test_a_backup_is_restored(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "backup", str(file))
    assert (code, out) == (0, f"{file}: 20 records at revision 1.\n")
    save(title="After the backup")
    code, _, err = run(capsys, "restore", str(file))
    assert code == 2
    assert "add --force" in err
    code, out, _ = run(capsys, "restore", str(file), "--force")
    assert code == 0
    assert "20 records restored as revision 3." in out
    assert "What was there before is kept in" in out
    _, out, _ = run(capsys, "list")
    assert "After the backup" not in out


def test_check_names_what_is_wrong_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check")[:2] == (0, "11 missions, no fault found.\n")
    save(stops=(), sectors=("alchemy",), sources=("hearsay",), evidence=())
    store = open_store(policy=AT_THIS_MACHINE)
    lost = mission(id="lost", origins=({"name": "Nowhereville Xyz", "country": "GB"},))
    store.write([Save(lost, None)], Author())
    store.close()
    code, out, _ = run(capsys, "check")
    assert code == 1
    assert f"mission {NAME}, sectors: 'alchemy' is not in the vocabulary" in out
    assert f"mission {NAME}, sources: The source 'hearsay' is not described." in out
    assert "'Nowhereville Xyz' is not on the map" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["history", "nobody"], "There is no record 'nobody'"),
        (["undo", "99"], "There is no revision 99"),
        (["restore", "nothing.db"], "There is no file nothing.db"),
        (["backup", "no/such/file.db"], "There is no folder no/such"),
    ],
)
def test_what_is_not_there_is_said(
    file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"atlas: {told}")


def test_without_a_database_every_command_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "junk.db"
    file.write_bytes(b"junk" * 500)
    for url, told in (
        (f"sqlite:///{file}", "is damaged or no database"),
        ("postgresql://atlas:secret@127.0.0.1:1/atlas", "cannot be opened"),
        ("nonsense", "is no address of a database"),
    ):
        monkeypatch.setenv("ATLAS_DATABASE_URL", url)
        for arguments in (["list"], ["check"], ["init"], ["log"], ["export", "--out", "x.csv"]):
            code, out, err = run(capsys, *arguments)
            assert (code, out) == (2, "")
            assert told in err
            assert "secret" not in err
