from __future__ import annotations

import pytest

from data.drafts import mission_of, values_of
from data.model import Evidence, Leader
from data.second_source import Verdict, compare, with_second_source
from tests.builders import incoming, mission, span, stop

KEPT = mission(
    when=span("2019-06-01", "2019-06-30"),
    delegates=24,
    lead="The City",
    stops=(stop("Nanjing"), stop("Jining")),
    sectors=("education",),
    sources=("one",),
    evidence=(Evidence(field="delegates", source="one", where="paragraph 2"),),
)
OTHER = mission(
    when=span("2019-06-25", "2019-06-28"),
    delegates=26,
    stops=(stop("Nanjing"), stop("Kunming"), stop("Jining")),
    sectors=("education", "automotive"),
    leaders=(Leader(name="A. Mayor"),),
    sources=("two",),
    evidence=(
        Evidence(field="delegates", source="two", where="paragraph 7"),
        Evidence(field="stops.1", source="two", where="paragraph 3"),
        Evidence(field="stops.2", source="two", where="paragraph 4"),
        Evidence(field="sectors.automotive", source="two"),
    ),
)


def test_each_fact_of_the_second_source_agrees_is_new_or_differs() -> None:
    assert {each.field: each.verdict.value for each in compare(KEPT, OTHER)} == {
        "status": "agrees",
        "when": "new",
        "delegates": "differs",
        "leaders.0": "new",
        "sectors.education": "agrees",
        "sectors.automotive": "new",
        "origins.0": "agrees",
        "stops.0": "agrees",
        "stops.1": "new",
        "stops.2": "agrees",
    }
    differing = next(each for each in compare(KEPT, OTHER) if each.verdict is Verdict.DIFFERS)
    assert (differing.kept, differing.other) == (24, 26)


def said(field: str, made: object) -> list[tuple[str, str | None]]:
    return [(item.source, item.note) for item in made.evidence_for(field)]  # type: ignore[attr-defined]


def test_both_sources_and_what_each_says_are_kept() -> None:
    made = with_second_source(KEPT, OTHER)
    assert made.sources == ("one", "two")
    assert [each.name for each in made.stops] == ["Nanjing", "Kunming", "Jining"]
    assert said("stops.2", made) == [("two", None)]
    assert made.delegates == 24
    assert said("delegates", made) == [("one", None), ("two", "This source says 26.")]


def test_the_second_source_may_be_believed() -> None:
    made = with_second_source(KEPT, OTHER, taken=["delegates"])
    assert made.delegates == 26
    assert said("delegates", made) == [("one", "This source says 24."), ("two", None)]


def test_a_new_fact_may_be_refused() -> None:
    made = with_second_source(KEPT, OTHER, refused=["stops.1", "sectors.automotive", "when"])
    assert [each.name for each in made.stops] == ["Nanjing", "Jining"]
    assert said("stops.1", made) == [("two", None)]
    assert made.when == KEPT.when
    assert made.sectors == ("education",)
    assert mission_of(values_of(made)) == made


def test_opposite_journeys_are_not_one() -> None:
    with pytest.raises(ValueError, match="opposite"):
        compare(KEPT, incoming())
