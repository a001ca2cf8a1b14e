"""A backup is one file that goes back into either database, or is refused whole."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.store import (
    DamagedDatabaseError,
    Delete,
    Kind,
    Save,
    Store,
    StoreError,
    open_store,
    restore_store,
)
from data.store.database import read_url
from tests.builders import draft, mission
from tests.data.store.endless_writer import TOGETHER, write_once

ME = Author()


def opened(url: str) -> Store:
    return open_store(read_url(url), policy=AT_THIS_MACHINE)


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    """A backup of the seed with one mission more, one in the bin, and a draft."""
    gone = store.all(Kind.MISSION)[0]
    store.write([Save(mission(title="昆明 Ü"), None), Save(draft(), None)], ME, "first")
    store.write([Delete(Kind.MISSION, gone.id, 1)], ME)
    file = tmp_path / "backup.db"
    made = store.back_up(file)
    assert (made.revision, made.records) == (3, 22)
    return file


def everything(store: Store) -> object:
    """All that a store holds, histories too."""
    kept = [*store.bin(), *(one for kind in Kind for one in store.all(kind))]
    return kept, [store.history(one.kind, one.id) for one in kept]


def test_what_was_backed_up_comes_back_with_its_history(
    backup: Path, store: Store, empty_database: str
) -> None:
    before = everything(store)
    restored = restore_store(backup, ME, url=read_url(empty_database), force=True)
    target = opened(empty_database)
    assert everything(target) == before
    assert target.revision() == restored.revision == 4
    assert target.log(1)[0].note == "Restored from the backup backup.db."
    assert target.check() == ()
    target.write([Save(mission(id="later"), None)], ME)
    target.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind, whichever the test's own is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    server = request.getfixturevalue("postgres")
    server.run("DROP DATABASE IF EXISTS other WITH (FORCE)")
    server.run("CREATE DATABASE other")
    url: str = server.url("other")
    return url


def test_a_backup_moves_from_either_database_to_either(
    backup: Path, store: Store, other_database: str
) -> None:
    assert restore_store(backup, ME, url=read_url(other_database)).kept == ()
    target = opened(other_database)
    assert everything(target) == everything(store)
    target.close()


def test_changes_are_replaced_only_when_forced_and_are_kept_beside(
    backup: Path, database: str, store: Store
) -> None:
    store.write([Save(mission(id="after-the-backup"), None)], ME)
    before = everything(store)
    with pytest.raises(StoreError, match="add --force"):
        restore_store(backup, ME, url=read_url(database))
    assert everything(store) == before
    restored = restore_store(backup, ME, url=read_url(database), force=True)
    assert restored.revision == 5
    # A store that was open all the while shows what was restored, and nothing else.
    assert store.get(Kind.MISSION, "after-the-backup") is None
    assert store.revision() == 5
    [kept] = restored.kept
    assert kept.parent == backup.parent
    restore_store(kept, ME, url=read_url(database), force=True)
    assert everything(store) == before
    with pytest.raises(StoreError, match="exists already"):
        store.back_up(kept)


def test_a_backup_made_while_others_write_holds_whole_saves(store: Store, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            write_once(store, f"busy-{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    files = [tmp_path / f"backup-{number}.db" for number in range(5)]
    made = [store.back_up(file) for file in files]
    done.set()
    writer.join()
    assert made[-1].revision > made[0].revision
    for file, said in zip(files, made, strict=True):
        assert said.records == 20 + TOGETHER * (said.revision - 1)
        copy = opened(f"sqlite:///{file}")
        assert (copy.revision(), copy.check()) == (said.revision, ())
        copy.close()


def test_what_is_no_sound_backup_is_refused(backup: Path, database: str, store: Store) -> None:
    folder = backup.parent
    (folder / "junk.db").write_bytes(b"junk" * 4_000)
    with closing(sqlite3.connect(folder / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE something (id INTEGER)")
    whole = backup.read_bytes()
    (folder / "half.db").write_bytes(whole[: len(whole) // 2])
    (folder / "torn.db").write_bytes(whole)
    with closing(sqlite3.connect(folder / "torn.db")) as torn, torn:
        torn.execute("DELETE FROM atlas_change WHERE id = 'a-mission'")
    (folder / "newer.db").write_bytes(whole)
    with closing(sqlite3.connect(folder / "newer.db")) as newer, newer:
        newer.execute("UPDATE atlas_schema SET version_num = '9999'")
    before = everything(store)
    for name, told in (
        ("nothing.db", "There is no file"),
        ("junk.db", "no backup of the atlas"),
        ("foreign.db", "no backup of the atlas"),
        ("half.db", "is damaged"),
        ("torn.db", "is damaged"),
        ("newer.db", "A newer Mission Atlas"),
    ):
        with pytest.raises(StoreError, match=told):
            restore_store(folder / name, ME, url=read_url(database), force=True)
    assert everything(store) == before
    assert not list(folder.glob("*.replaced-*"))


def test_a_damaged_file_gives_way_to_a_backup_and_is_kept(backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(b"broken" * 1_000)
    with pytest.raises(DamagedDatabaseError):
        restore_store(backup, ME, url=read_url(f"sqlite:///{file}"))
    restored = restore_store(backup, ME, url=read_url(f"sqlite:///{file}"), force=True)
    assert [kept.read_bytes() for kept in restored.kept] == [b"broken" * 1_000]
    store = opened(f"sqlite:///{file}")
    assert store.get(Kind.MISSION, "a-mission") is not None
    store.close()


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="no folder"):
        store.back_up(tmp_path / "no" / "such" / "backup.db")
