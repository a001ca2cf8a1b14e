"""Makes the weights of the regressions: ``python -m data.report.training FOLDER...``

The folders hold labelled reports, NAME.txt beside NAME.json; some labels tell the places alone.
Weights are found by scikit-learn's logistic regression with an L2 penalty (Hastie, Tibshirani,
Friedman: The Elements of Statistical Learning, 4.4.1), which has one best answer, so the same
reports make the same file.
Before they are written, the same is done over folds that leave some reports out, and what the
regressions then make of those is printed: that is how well they do on reports never seen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from data.report.facts import Journey
from data.report.features import Features
from data.report.mention import Side
from data.report.reader import Reader, Stock, open_reader
from data.report.roles import ORIGIN, STOP
from data.report.score import Score, lines, plain_words
from data.report.verdict import alone, together
from data.report.weighing import PLACE_MODELS, WEIGHTS_FILE, using

FOLDS = 8
_PENALTY = {
    "always": 0.01,
    "before": 3.0,
    "after": 3.0,
    "near": 4.0,
    "cue": 1.5,
    "stem": 6.0,
    "word": 1.0,
}
"""How strongly a weight is held near 0, by the first word of its feature; else 1. A single word or
cue is seen in few reports, so it may say less than what is seen in all of them."""
_SEEN_LEAST = 4
"""Places or reports that must have a feature before it gets a weight."""
_SMALLEST = 0.005
_STEPS = 50
_DONE = 1e-6


@dataclass(frozen=True)
class Example:
    """One labelled report taken apart."""

    name: str
    text: str
    labels: dict[str, Any]
    stock: Stock

    @property
    def journey(self) -> Journey:
        """What the labels say."""
        return Journey(self.labels["direction"])

    def names(self, role: str) -> set[str]:
        """English names of the labelled places of a role."""
        return {place["name"] for place in self.labels[f"{role}s"]}

    @property
    def leaders(self) -> set[str]:
        """Labelled names of those who lead, in lower case."""
        return {person["name"].casefold() for person in self.labels["leaders"]}

    @property
    def is_whole(self) -> bool:
        """Whether the labels tell more than the places."""
        return "start" in self.labels

    @property
    def days(self) -> int | None:
        """How many days the labels give the journey; None where they do not say."""
        start, end = self.labels["start"], self.labels["end"]
        if not (start and end and len(start) == len(end) == len("2019-06-25")):
            return None
        return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days + 1

    def places(self, role: str) -> Iterator[tuple[str, str]]:
        """Key and name of each place that may have a role, as far as the direction tells."""
        home = {Journey.OUTBOUND: Side.HOME, Journey.INBOUND: Side.CHINA}.get(self.journey)
        for key, named in self.stock.places.by_place.items():
            mention = named[0].mention
            if mention.is_country or self.journey is Journey.NONE:
                continue
            if home is None or (mention.side is home) == (role == ORIGIN):
                yield key, mention.place.name


def read_examples(folders: Iterable[Path], reader: Reader) -> list[Example]:
    """Every labelled report of some folders."""
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    made = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        labels = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        made.append(Example(file.stem, text, labels, reader.take_stock(text)))
    return made


def fit(rows: Sequence[Features], right: Sequence[bool]) -> dict[str, float]:
    """The weights that tell the right rows from the others best."""
    counts = Counter(name for row in rows for name in row)
    seen = {name for name, count in counts.items() if count >= _SEEN_LEAST}
    if len(set(right)) < 2 or not seen:
        return {}
    # A penalty on each weight is the same as one penalty on them all with the columns scaled.
    scale = {name: 1 / math.sqrt(_PENALTY.get(_kind(name), 1.0)) for name in seen}
    vectors = DictVectorizer()
    table = vectors.fit_transform(
        [{name: value * scale[name] for name, value in row.items() if name in seen} for row in rows]
    )
    model = LogisticRegression(C=2.0, fit_intercept=False, tol=1e-6, max_iter=2_000)
    model.fit(table, right)
    names = vectors.get_feature_names_out()
    return {
        str(name): float(value) * scale[name]
        for name, value in zip(names, model.coef_[0], strict=True)
    }


def _kind(name: str) -> str:
    return name.split(" ")[0].rstrip(":")


def fit_alone(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """The weights that say whether a place has a role, where nothing is known of the others, nor
    of where the journey goes or whether there is one; by role."""
    made = {}
    for role in PLACE_MODELS:
        rows, right = [], []
        for example in examples:
            for key, named in example.stock.places.by_place.items():
                rows.append(example.stock.places.features[key])
                right.append(named[0].mention.place.name in example.names(role))
        made[role] = fit(rows, right)
    return made


def fit_details(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """The weights that say whether a number counts the travellers, whether somebody or a body
    leads, whether a field is what the journey is about, whether a time is its first or last day,
    and whether a length says how many days it takes."""
    rows: dict[str, list[Features]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        if example.journey is Journey.NONE or not example.is_whole:
            continue
        for name, features, is_right in _details(example):
            rows[name].append(features)
            right[name].append(is_right)
    return {name: fit(rows[name], right[name]) for name in rows}


def _details(example: Example) -> Iterator[tuple[str, Features, bool]]:
    """The model, features and verdict of everything in a report but its places."""
    labels, stock = example.labels, example.stock
    for number in stock.numbers:
        yield "delegates", number.features, number.value == labels["delegates"]
    for person in stock.people:
        yield (
            "leaders",
            person.features_on(example.journey),
            person.name.casefold() in example.leaders,
        )
    for body in stock.bodies:
        yield "lead", body.features, plain_words(body.name) == plain_words(labels["lead"] or "")
    for subject in stock.subjects:
        yield "sectors", subject.features, subject.key in labels["sectors"]
    for moment in stock.moments:
        yield "start", moment.features, moment.first.iso() == labels["start"]
        yield "end", moment.features, moment.last.iso() == labels["end"]
    if example.days is not None:
        for length in stock.lengths:
            yield "length", length.features, abs(length.days - example.days) <= 1


def fit_all(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Every model's weights."""
    # Likelihoods must be as unsure as those of a report never seen, or the models that build on
    # them would trust them too much.
    reports: list[Features] = []
    ways: list[Journey] = []
    places: dict[str, list[Features]] = {role: [] for role in PLACE_MODELS}
    right: dict[str, list[bool]] = {role: [] for role in PLACE_MODELS}
    for apart, rest in _folds(examples):
        by = fit_alone(rest)
        for example in apart:
            stock = example.stock.places
            likely = alone(stock, by)
            reports.append(stock.report_features(likely[STOP], likely[ORIGIN]))
            ways.append(example.journey)
            rows = together(stock, likely)
            for role in PLACE_MODELS:
                for key, name in example.places(role):
                    places[role].append(rows[key])
                    right[role].append(name in example.names(role))
    made = {f"any {role}": found for role, found in fit_alone(examples).items()}
    made |= {role: fit(places[role], right[role]) for role in PLACE_MODELS}
    made |= {way.value: fit(reports, [each is way for each in ways]) for way in Journey}
    return made | fit_details(examples)


def _folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Some reports apart, and the rest; each report is apart once."""
    ordered = sorted(examples, key=lambda example: (example.name[::-1], example.name))
    for number in range(FOLDS):
        apart = ordered[number::FOLDS]
        yield apart, [example for example in ordered if example not in apart]


def cross_validated(examples: Sequence[Example], reader: Reader) -> Score:
    """How well reports are read with weights that were made from other reports."""
    score = Score()
    for apart, rest in _folds(examples):
        with using(fit_all(rest)):
            for example in filter(lambda each: each.is_whole, apart):
                score.add(example.name, reader.read(example.text), example.labels)
    return score


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints how well the regressions do on reports left out, then writes weights from them all."""
    parser = argparse.ArgumentParser(prog="python -m data.report.training", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--errors", action="store_true", help="print every difference")
    options = parser.parse_args(arguments)
    reader = open_reader()
    examples = read_examples(options.folders, reader)
    # So small a problem is solved sooner by one thread than by several that wait for each other.
    with threadpool_limits(1):
        score = cross_validated(examples, reader)
        models = {} if options.dry_run else fit_all(examples)
    for line in (*lines("cross-validated", score), *(score.errors if options.errors else [])):
        sys.stdout.write(f"{line}\n")
    if not options.dry_run:
        weights = [
            f"{model}\t{name}\t{value:.3f}"
            for model, found in models.items()
            for name, value in sorted(found.items())
            if abs(value) >= _SMALLEST
        ]
        WEIGHTS_FILE.write_text("\n".join(weights) + "\n", encoding="utf-8")
        written = f"{len(weights)} weights from {len(examples)} reports in {WEIGHTS_FILE.name}."
        sys.stdout.write(f"{written}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
