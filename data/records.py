"""Reads a folder of records: one TOML file a mission, one each for sources, partnerships, sectors.

A bad file or entry is reported and skipped; everything else is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data.errors import Problem
from data.faults import fault_in_words, row_name
from data.model import Evidenced, Mission, Partnership, Record, Source
from data.vocabulary import Sector, Vocabulary
from geo.resolver import Corrections

SEED_FOLDER = Path(__file__).parent / "seed"
SECTORS_FILE = "sectors.toml"
_RESTORE = "Mend it, or restore the one that came with the atlas."
_LEFT_OUT = "Until then it is left out."

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Records:
    """What a folder or the store holds, and what in it could not be read."""

    missions: tuple[Mission, ...]
    """Newest first; undated ones last."""
    partnerships: tuple[Partnership, ...]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    faults: tuple[Problem, ...] = ()
    """What could not be read, and is missing above."""
    doubts: tuple[Problem, ...] = ()
    """What is odd about the records above."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that a reader should know of: faults and doubts."""
        return self.faults + self.doubts


@dataclass(frozen=True)
class Snapshot:
    """Everything that an atlas is made from, at one revision of the store."""

    revision: int
    """0 for a folder of records."""
    records: Records
    corrections: Corrections


def read_records(folder: Path = SEED_FOLDER) -> Records:
    """Every record in a folder laid out like ``data/seed``; never raises for what a file holds."""
    reader = _Reader(folder)
    sectors = dict(reader.entries(SECTORS_FILE, "sector", Sector, "key"))
    sources = dict(reader.entries("sources.toml", "source", Source, "id"))
    partnerships = dict(reader.entries("partnerships.toml", "partnership", Partnership, "id"))
    missions: dict[str, Mission] = {}
    places: list[tuple[str, str, Evidenced]] = [
        ("partnerships.toml", name, partnership) for name, partnership in partnerships.items()
    ]
    for file, mission in reader.missions():
        if mission.id in missions:
            reader.report(
                file,
                "id",
                f"The id {mission.id!r} is taken by another mission.",
                f"Give the mission an id of its own. {_LEFT_OUT}",
            )
            continue
        missions[mission.id] = mission
        places.append((file, "", mission))
    vocabulary = Vocabulary(sectors)
    return Records(
        missions=tuple(sorted(missions.values(), key=newest_first)),
        partnerships=tuple(partnerships.values()),
        sources=sources,
        vocabulary=vocabulary,
        faults=tuple(reader.problems),
        doubts=tuple(doubts(places, sources, vocabulary)),
    )


def read_vocabulary(folder: Path = SEED_FOLDER) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The sectors in a folder of records, and what in their file could not be read."""
    reader = _Reader(folder)
    sectors = dict(reader.entries(SECTORS_FILE, "sector", Sector, "key"))
    return Vocabulary(sectors), tuple(reader.problems)


def doubts(
    records: Iterable[tuple[str, str, Evidenced]],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    """Sources and sectors that records name and nobody describes.

    Each record comes with the file and row that a reader finds it by. Without any vocabulary no
    sector is doubted, because then all would be.
    """
    for file, row, record in records:
        for missing in sorted(set(record.sources) - sources.keys()):
            yield Problem(
                file,
                row or "sources",
                f"The source {missing!r} is not described.",
                "Describe it among the sources; until then it shows by its id.",
            )
        known = vocabulary.sectors
        for key in record.sectors if known and isinstance(record, Mission) else ():
            if key not in known:
                yield Problem(
                    file,
                    row or "sectors",
                    f"{key!r} is not in the vocabulary of sectors.",
                    f"Use a key from {SECTORS_FILE}; until then it shows as it is.",
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
            values = self._tables(file)
            mission = None if values is None else self._record(file, "", values, Mission)
            if mission is not None:
                yield file, mission

    def entries(
        self, file: str, table: str, kind: type[AnyRecord], key: str
    ) -> Iterator[tuple[str, AnyRecord]]:
        """Each entry of a file with its key; the file holds one list of tables and nothing else."""
        tables = self._tables(file)
        if tables is None:
            return
        for other in sorted(tables.keys() - {table}):
            self.report(file, other, "This is not read.", f"Write [[{table}]] above each entry.")
        rows = tables.get(table, [])
        if not isinstance(rows, list) or not rows:
            self.report(file, "", f"It has no [[{table}]] entries.", _RESTORE)
            return
        seen: set[str] = set()
        for number, row in enumerate(rows, start=1):
            record = self._record(file, f"{table} {number}", row, kind)
            if record is None:
                continue
            name = str(getattr(record, key))
            if name in seen:
                self.report(
                    file,
                    f"{table} {number}",
                    f"The {key} {name!r} is taken by an entry above.",
                    f"Give it a {key} of its own. {_LEFT_OUT}",
                )
                continue
            seen.add(name)
            yield name, record

    def _tables(self, file: str) -> dict[str, Any] | None:
        """The content of a TOML file; None, and a problem noted, when it cannot be read."""
        try:
            # Some editors put a byte-order mark before the text.
            return tomllib.loads((self.folder / file).read_text("utf-8-sig"))
        except OSError as error:
            self.report(file, "", f"The file cannot be read: {error.strerror}.", _RESTORE)
        except UnicodeDecodeError as error:
            self.report(file, f"byte {error.start + 1}", "The file is not UTF-8 text.", _RESTORE)
        except (ValueError, RecursionError) as error:
            # TOMLDecodeError, and what numbers and nesting beyond all measure raise instead.
            self.report(file, "", f"The file is not valid TOML: {error}.", _RESTORE)
        return None

    def _record(
        self, file: str, row: str, values: object, kind: type[AnyRecord]
    ) -> AnyRecord | None:
        single, numbers = _with_single_evidence(values)
        try:
            return kind.model_validate(single)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                place = fault["loc"]
                if place[:1] == ("evidence",) and len(place) > 1:
                    place = ("evidence", numbers[int(place[1])], *place[2:])
                where = ", ".join(filter(None, (row, row_name(place))))
                self.report(file, where, fault_in_words(fault), f"Mend it. {_LEFT_OUT}")
        return None


def _with_single_evidence(values: object) -> tuple[object, list[int]]:
    """The same table with one evidence entry a field; ``source`` defaults to the first listed.

    The list holds, for each new entry, the number of the one in the file that it comes from.
    """
    if not isinstance(values, dict) or not isinstance(values.get("evidence"), list):
        return values, []
    sources = values.get("sources")
    default = {"source": sources[0]} if isinstance(sources, list) and sources else {}
    evidence: list[object] = []
    numbers: list[int] = []
    for number, item in enumerate(values["evidence"]):
        if isinstance(item, dict) and isinstance(item.get("fields"), list) and item["fields"]:
            rest = {key: value for key, value in item.items() if key != "fields"}
            evidence += [{**default, **rest, "field": name} for name in item["fields"]]
        else:
            evidence.append({**default, **item} if isinstance(item, dict) else item)
        numbers += [number] * (len(evidence) - len(numbers))
    return {**values, "evidence": evidence}, numbers
