"""The records that come with the atlas go in once, whatever state their files are in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.access import AT_THIS_MACHINE, Author
from data.records import SEED_FOLDER
from data.store import Delete, Kind, Save, Store, open_store
from data.store.database import read_url

BAD = "leipzig-nanjing-jining-2019"
ME = Author()


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed in which one mission cannot be read."""
    folder = tmp_path / "seed"
    shutil.copytree(SEED_FOLDER, folder)
    file = folder / "missions" / f"{BAD}.toml"
    file.write_text(file.read_text("utf-8").replace('"DE"', '"Germany"'), "utf-8")
    return folder


def opened(url: str, seed: Path) -> Store:
    return open_store(read_url(url), policy=AT_THIS_MACHINE, seed=seed)


def test_good_records_go_in_the_others_are_told_and_tried_again(
    empty_database: str, seed: Path
) -> None:
    store = opened(empty_database, seed)
    assert len(store.records().missions) == 10
    assert {fault.file for fault in store.records().problems} == {f"missions/{BAD}.toml"}
    kept = store.all(Kind.MISSION)
    store.write([Delete(Kind.MISSION, kept[0].id, 1)], ME)
    renamed = kept[1].record.model_copy(update={"title": "Renamed"})
    store.write([Save(renamed, 1)], ME)
    store.close()

    again = opened(empty_database, seed)
    assert again.revision() == 3
    assert {fault.file for fault in again.records().problems} == {f"missions/{BAD}.toml"}
    again.close()

    shutil.copy(SEED_FOLDER / "missions" / f"{BAD}.toml", seed / "missions")
    mended = opened(empty_database, seed)
    assert mended.records().problems == ()
    found = {mission.id: mission.title for mission in mended.records().missions}
    assert BAD in found
    assert kept[0].id not in found
    assert found[kept[1].id] == "Renamed"
    assert mended.log(1)[0].author == "seed"
    mended.close()


def test_once_all_are_in_the_files_are_not_asked_again(empty_database: str, seed: Path) -> None:
    shutil.copy(SEED_FOLDER / "missions" / f"{BAD}.toml", seed / "missions")
    opened(empty_database, seed).close()
    shutil.rmtree(seed / "missions")
    (seed / "sources.toml").write_text("broken", "utf-8")
    store = opened(empty_database, seed)
    assert (len(store.records().missions), store.records().problems) == (11, ())
    store.close()


def test_the_vocabulary_is_read_from_its_file_at_each_start(
    empty_database: str, seed: Path
) -> None:
    (seed / "sectors.toml").write_text("broken", "utf-8")
    store = opened(empty_database, seed)
    assert len(store.records().missions) == 10
    assert {fault.file for fault in store.records().problems} == {
        "sectors.toml",
        f"missions/{BAD}.toml",
    }
    store.close()
    shutil.copy(SEED_FOLDER / "sectors.toml", seed)
    again = opened(empty_database, seed)
    assert again.records().vocabulary.find("Bildung") == "education"
    again.close()
