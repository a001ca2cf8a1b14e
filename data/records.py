"""Reads a folder of records: one TOML file a mission, one for sources, one for partnerships.

A bad file or entry is reported and skipped; everything else is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data.errors import Problem, VocabularyError
from data.model import Mission, Partnership, Record, Source
from data.vocabulary import Vocabulary, read_vocabulary

SEED_FOLDER = Path(__file__).parent / "seed"
_RESTORE = "Mend the file, or restore the one that came with the atlas."

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Records:
    """What a folder holds, and what in it could not be read."""

    missions: tuple[Mission, ...]
    """Newest first; undated ones last."""
    partnerships: tuple[Partnership, ...]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    """Every fault found. What a fault names is missing above, unless its remedy says otherwise."""


def read_records(folder: Path = SEED_FOLDER) -> Records:
    """Every record in a folder laid out like ``data/seed``; never raises for what a file holds."""
    reader = _Reader(folder)
    try:
        vocabulary = read_vocabulary(folder / "sectors.toml")
    except VocabularyError as error:
        reader.report("sectors.toml", "", str(error), "Until then sectors show as their keys.")
        vocabulary = Vocabulary({})
    sources = {entry.id: entry for _, entry in reader.entries("sources.toml", "source", Source)}
    missions: dict[str, Mission] = {}
    for file, mission in reader.missions():
        if mission.id in missions:
            reader.report(
                file,
                mission.id,
                "This id is taken by another mission.",
                "Give the mission an id of its own.",
            )
            continue
        missions[mission.id] = mission
        reader.doubt_sources(file, mission.sources, sources)
        for key in mission.sectors if vocabulary.sectors else ():
            if key not in vocabulary.sectors:
                reader.report(
                    file,
                    mission.id,
                    f"{key!r} is not in the vocabulary of sectors.",
                    "Use a key from sectors.toml; the mission is kept as it is.",
                )
    partnerships = []
    for file, partnership in reader.entries("partnerships.toml", "partnership", Partnership):
        reader.doubt_sources(file, partnership.sources, sources)
        partnerships.append(partnership)
    return Records(
        missions=tuple(sorted(missions.values(), key=newest_first)),
        partnerships=tuple(partnerships),
        sources=sources,
        vocabulary=vocabulary,
        problems=tuple(reader.problems),
    )


def newest_first(mission: Mission) -> tuple[bool, int, str]:
    """A sorting key: by first day, the latest first, undated missions last, then by title."""
    day = mission.when.first.toordinal() if mission.when else 0
    return mission.when is None, -day, mission.title


@dataclass
class _Reader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, row: str, found: str, remedy: str) -> None:
        self.problems.append(Problem(file, row, found, remedy))

    def missions(self) -> Iterator[tuple[str, Mission]]:
        files = sorted((self.folder / "missions").glob("*.toml"))
        if not files:
            self.report("missions", "", "There is no mission file in this folder.", _RESTORE)
        for path in files:
            file = f"missions/{path.name}"
            mission = self._record(file, "", self._tables(file), Mission)
            if mission is not None:
                yield file, mission

    def entries(
        self, file: str, table: str, kind: type[AnyRecord]
    ) -> Iterator[tuple[str, AnyRecord]]:
        tables = self._tables(file)
        rows = tables.get(table, []) if tables else []
        if not isinstance(rows, list):
            self.report(file, "", f"{table!r} is not a list of tables.", f"Write [[{table}]].")
            return
        for number, row in enumerate(rows, start=1):
            record = self._record(file, f"{table} {number}", row, kind)
            if record is not None:
                yield file, record

    def doubt_sources(self, file: str, named: tuple[str, ...], known: Mapping[str, Source]) -> None:
        for missing in sorted(set(named) - set(known)):
            self.report(
                file,
                "",
                f"The source {missing!r} is not described.",
                "Add it to sources.toml; until then it shows by its id.",
            )

    def _tables(self, file: str) -> dict[str, Any] | None:
        """The content of a TOML file; None, and a problem noted, when it cannot be read."""
        try:
            return tomllib.loads((self.folder / file).read_text("utf-8"))
        except OSError as error:
            self.report(file, "", f"The file cannot be read: {error.strerror}.", _RESTORE)
        except UnicodeDecodeError as error:
            self.report(file, f"byte {error.start}", "The file is not UTF-8 text.", _RESTORE)
        except tomllib.TOMLDecodeError as error:
            self.report(file, "", f"The file is not valid TOML: {error}.", _RESTORE)
        return None

    def _record(
        self, file: str, row: str, values: object, kind: type[AnyRecord]
    ) -> AnyRecord | None:
        if values is None:
            return None
        try:
            return kind.model_validate(_with_single_evidence(values))
        except ValidationError as error:
            for fault in error.errors():
                where = ", ".join(filter(None, (row, _row_name(fault["loc"]))))
                found = f"{fault['msg']}; found {_shortened(fault.get('input'))}."
                self.report(file, where, found, _RESTORE)
        return None


def _with_single_evidence(values: object) -> object:
    """The same table with one evidence entry a field; ``source`` defaults to the first listed."""
    if not isinstance(values, dict) or not isinstance(values.get("evidence"), list):
        return values
    sources = values.get("sources")
    default = {"source": sources[0]} if isinstance(sources, list) and sources else {}
    evidence: list[object] = []
    for item in values["evidence"]:
        if isinstance(item, dict) and isinstance(item.get("fields"), list):
            rest = {key: value for key, value in item.items() if key != "fields"}
            evidence += [{**default, **rest, "field": name} for name in item["fields"]]
        else:
            evidence.append({**default, **item} if isinstance(item, dict) else item)
    return {**values, "evidence": evidence}


def _row_name(location: tuple[int | str, ...]) -> str:
    """A fault's place in words: ``('stops', 2, 'name')`` is "stops 3, name"."""
    words: list[str] = []
    for part in location:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def _shortened(value: object, limit: int = 60) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
