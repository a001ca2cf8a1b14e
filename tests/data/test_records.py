"""A fault in a file is named with its row and remedy, and the rest is still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.records import Records, read_records

SECTORS = '[[sector]]\nkey = "sport"\nen = "Sport"\nde = "Sport"\n'
SOURCES = '[[source]]\nid = "a-report"\ntitle = "A report"\n'
TIES = (
    '[[partnership]]\nid = "tie"\nkind = "twin city"\nsources = ["a-report"]\n'
    'home = { name = "Leipzig", country = "DE" }\npartner = { name = "Nanjing", country = "CN" }\n'
)
GOOD = (
    'id = "good"\ntitle = "Good"\ndirection = "outbound"\nstatus = "held"\nsectors = ["sport"]\n'
    'origins = [{ name = "Leipzig", country = "DE" }]\nsources = ["a-report"]\n'
    'stops = [{ name = "Nanjing", country = "CN" }]\n'
)
OTHER = GOOD.replace('"good"', '"other"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "missions").mkdir()
    (tmp_path / "missions" / "good.toml").write_text(GOOD, "utf-8")
    (tmp_path / "sectors.toml").write_text(SECTORS, "utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, "utf-8")
    (tmp_path / "partnerships.toml").write_text(TIES, "utf-8")
    return tmp_path


def read(folder: Path) -> tuple[Records, list[str]]:
    records = read_records(folder)
    assert all(problem.file and problem.found and problem.remedy for problem in records.problems)
    return records, [str(problem) for problem in records.problems]


def test_a_sound_folder_has_no_problem(folder: Path) -> None:
    records, problems = read(folder)
    assert problems == []
    assert [mission.id for mission in records.missions] == ["good"]
    assert list(records.sources) == ["a-report"]
    assert [tie.id for tie in records.partnerships] == ["tie"]
    assert records.vocabulary.find("Sport") == "sport"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OTHER.replace("held", "hold"), "status: Input should be 'planned', 'held' or 'cancelled'"),
        (
            OTHER + "delegates = 0\n",
            "delegates: Input should be greater than or equal to 1; found 0.",
        ),
        (OTHER + "delegates = 1e999\n", "delegates: "),
        (OTHER + f"delegates = 0x{'f' * 5000}\n", "delegates: "),
        (OTHER + f"delegates = {'9' * 5000}\n", "not valid TOML"),
        (OTHER + f"note = {'[' * 5000}\n", "not valid TOML"),
        (OTHER + "when = { first = 2019-13-01", "not valid TOML"),
        (OTHER.replace('name = "Nanjing", ', ""), "stops 1, name: Field required."),
        (
            OTHER.replace('title = "Other"', "").replace('title = "Good"', ""),
            "title: Field required.",
        ),
        (
            OTHER
            + 'evidence = [{ fields = ["status", "stops"] }, { fields = ["status"], what = 1 }]\n',
            "evidence 2, what: Extra inputs are not permitted; found 1.",
        ),
        (OTHER.replace('"DE"', '"CN"'), "An outbound mission starts in DE or GB, not in Leipzig."),
        (GOOD, "The id 'good' is taken by another mission."),
        (OTHER.encode("utf-16"), "byte 1: The file is not UTF-8 text."),
    ],
)
def test_a_bad_mission_is_reported_and_the_others_are_read(
    folder: Path, content: str | bytes, told: str
) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "missions" / "later.toml").write_bytes(raw)
    records, problems = read(folder)
    assert [mission.id for mission in records.missions] == ["good"]
    assert any(line.startswith("missions/later.toml") and told in line for line in problems)


def test_an_unknown_sector_or_source_is_doubted_but_kept(folder: Path) -> None:
    odd = OTHER.replace('"sport"', '"alchemy"').replace('"a-report"', '"hearsay"')
    (folder / "missions" / "later.toml").write_text(odd, "utf-8")
    records, problems = read(folder)
    assert len(records.missions) == 2
    assert len(problems) == 2
    assert any("'alchemy' is not in the vocabulary" in line for line in problems)
    assert any("'hearsay' is not described" in line for line in problems)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("sources.toml", None, "sources.toml: The file cannot be read: No such file"),
        ("sources.toml", "[[source", "sources.toml: The file is not valid TOML"),
        ("sources.toml", "source = 3\n", "sources.toml: It has no [[source]] entries."),
        ("sources.toml", SOURCES + SOURCES, "sources.toml, source 2: The id 'a-report' is taken"),
        ("sources.toml", SOURCES + "[[sauce]]\nid = 1\n", "sources.toml, sauce: This is not read."),
        ("sources.toml", SOURCES + '[[source]]\nid = "b"\n', "source 2, title: Field required."),
        ("sectors.toml", None, "sectors.toml: The file cannot be read"),
        ("sectors.toml", SECTORS + "[[sector]]\nkey = 1\n", "sectors.toml, sector 2, key: "),
        ("sectors.toml", SECTORS + SECTORS, "sector 2: The key 'sport' is taken"),
        ("partnerships.toml", "", "It has no [[partnership]] entries."),
        ("partnerships.toml", TIES + TIES, "partnership 2: The id 'tie' is taken"),
        ("partnerships.toml", TIES.replace('"DE"', '"FR"'), "The home side lies in DE or GB."),
        ("missions/good.toml", None, "missions: There is no mission file in this folder."),
    ],
)
def test_a_bad_file_is_reported_and_the_others_are_read(
    folder: Path, file: str, content: str | None, told: str
) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, "utf-8")
    records, problems = read(folder)
    assert any(told in line for line in problems)
    assert file.startswith("missions") or len(records.missions) == 1


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "missions" / "good.toml").write_text(GOOD, "utf-8-sig")
    assert read(folder)[1] == []


def test_no_folder_at_all_is_problems_and_no_crash(tmp_path: Path) -> None:
    records, problems = read(tmp_path / "nowhere")
    assert (records.missions, len(problems)) == ((), 4)
