"""How well the reader reads: ``python -m data.report.score FOLDER...`` over labelled reports.

A report is NAME.txt with its labels beside it in NAME.json; the tests' README says what they mean.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from data.report.facts import Reading
from data.report.reader import Reader, open_reader

FIELDS = (
    "direction",
    "origins",
    "stops",
    "order",
    "start",
    "end",
    "start month",
    "year",
    "year standing",
    "published",
    "sectors",
    "delegates",
    "lead",
    "leaders",
    "agreements",
    "status",
)


@dataclass(slots=True)
class Tally:
    """What was read right, read wrongly, and overlooked."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, read: Iterable[object], labelled: Iterable[object]) -> None:
        """Compare two collections of values."""
        one, other = Counter(read), Counter(labelled)
        both = sum((one & other).values())
        self.right += both
        self.wrong += sum(one.values()) - both
        self.missed += sum(other.values()) - both

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 when nothing was read."""
        read = self.right + self.wrong
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was read; 1 when nothing is labelled."""
        labelled = self.right + self.missed
        return self.right / labelled if labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """The score of a folder of reports."""

    reports: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    without_quote: list[str] = field(default_factory=list)
    """Facts whose words are not at their offsets, or that have none."""
    errors: list[str] = field(default_factory=list)
    """Each difference, in words."""

    def add(self, name: str, reading: Reading, labels: dict[str, Any]) -> None:
        """Count one report."""
        self.reports += 1
        read, labelled = _values(reading.to_json()), _values(labels)
        for key in FIELDS:
            self.tallies[key].add(read[key], labelled[key])
            if Counter(read[key]) != Counter(labelled[key]):
                self.errors.append(f"{name}: {key} {read[key]}, labelled {labelled[key]}")
        self.without_quote += [f"{name}: {fault}" for fault in unsupported(reading)]


def unsupported(reading: Reading) -> Iterator[str]:
    """The facts of a reading without words at their offsets."""
    said = {e.field for e in reading.evidence}
    for entry in reading.evidence:
        if not entry.quote or reading.text[entry.start : entry.end] != entry.quote:
            yield f"{entry.field} is not quoted as it stands"
    for path in fact_paths(reading):
        if path not in said:
            yield f"{path} has no words"


def fact_paths(reading: Reading) -> Iterator[str]:
    """The path of every fact that a reading holds."""
    for name in ("start", "end", "year", "published", "delegates", "lead", "status"):
        if getattr(reading, name) is not None:
            yield name
    if reading.direction.value != "none":
        yield "direction"
    for group in ("origins", "stops", "leaders", "agreements"):
        yield from (f"{group}.{n}" for n in range(len(getattr(reading, group))))
    yield from (f"sectors.{key}" for key in reading.sectors)


def _values(facts: dict[str, Any]) -> dict[str, list[object]]:
    """The facts as lists of plain values that can be compared."""

    def one(key: str) -> list[object]:
        return [] if facts.get(key) is None else [facts[key]]

    stops = [(p["name"], p["country"]) for p in facts["stops"]]
    start = facts.get("start")
    return {
        "direction": one("direction"),
        "origins": [(p["name"], p["country"]) for p in facts["origins"]],
        "stops": list(stops),
        "order": list(combinations(stops, 2)),
        "start": one("start"),
        "end": one("end"),
        "start month": [start[:7]] if start else [],
        "year": one("year"),
        "year standing": one("year_standing"),
        "published": one("published"),
        "sectors": list(facts["sectors"]),
        "delegates": one("delegates"),
        "lead": [plain_words(str(facts["lead"]))] if facts.get("lead") else [],
        "leaders": [plain_words(person["name"]) for person in facts["leaders"]],
        "agreements": [(plain_words(a["kind"]), a.get("place")) for a in facts["agreements"]],
        "status": one("status"),
    }


_TITLES = re.compile(r"^(?:the|der|die|das|ms|mr|mrs|dr|prof|cllr|councillor)\.?\s+")


def plain_words(text: str) -> str:
    """A name in lower case without a title or an article, as names are compared."""
    return _TITLES.sub("", " ".join(text.casefold().split()))


def score_folder(folder: Path, reader: Reader) -> Score:
    """Read and score every labelled report of a folder, in order of their names."""
    score = Score()
    for file in sorted(folder.glob("*.txt")):
        labels = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        score.add(file.stem, reader.read(file.read_text(encoding="utf-8")), labels)
    return score


def lines(title: str, score: Score) -> Iterator[str]:
    """A table of the score for a person."""
    yield f"{title}: {score.reports} reports"
    yield f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'wrong':>7}{'missed':>8}"
    for name, tally in score.tallies.items():
        yield (
            f"{name:16}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:8.3f}"
            f"{tally.right:7}{tally.wrong:7}{tally.missed:8}"
        )
    yield f"facts without a quote: {len(score.without_quote)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the score of each folder that there is; 1 when a fact has no quote, else 0."""
    parser = argparse.ArgumentParser(prog="python -m data.report.score", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every difference")
    options = parser.parse_args(arguments)
    reader = open_reader()
    faults = 0
    for folder in filter(Path.is_dir, options.folders):
        score = score_folder(folder, reader)
        faults += len(score.without_quote)
        shown = [*lines(str(folder), score), *score.without_quote]
        sys.stdout.write("\n".join(shown + (score.errors if options.errors else [])) + "\n\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
