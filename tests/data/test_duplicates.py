"""When two missions may be the same, and what becomes of two accounts of one."""

from __future__ import annotations

import pytest

from data.duplicates import MissionIndex, may_be_same
from data.merging import merge
from data.model import Agreement, Evidence, Status
from tests.builders import incoming, mission, origin, span, stop

JUNE = span("2019-06-25", "2019-06-30")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"when": span("2019-06-28", "2019-07-02")}, True),
        ({"when": span("2019")}, True),
        ({"when": span("2019-07-01", "2019-07-02")}, False),
        ({"when": None}, False),
        ({"when": JUNE, "origins": (origin("Leipzig", "DE"),)}, False),
        ({"when": JUNE, "origins": (origin("Leipzig", "DE"), origin())}, True),
        ({"when": JUNE, "stops": (stop("Nanjing"),)}, False),
        ({"when": JUNE, "stops": (stop("Nanjing"), stop("kunming"))}, True),
    ],
)
def test_the_rule(other: dict[str, object], same: bool) -> None:
    one, two = mission(when=JUNE), mission(id="another", **other)
    assert may_be_same(one, two) is may_be_same(two, one) is same
    assert bool(MissionIndex([one]).like(two)) is same
    assert not MissionIndex([one]).like(one)


def test_a_visit_is_no_mission() -> None:
    assert not may_be_same(mission(when=JUNE), incoming(id="other", when=JUNE))


def test_two_accounts_make_one_and_contradictions_are_told() -> None:
    first = mission(
        when=span("2019"),
        status=Status.PLANNED,
        delegates=20,
        stops=(stop("Kunming"), stop("Jining")),
        evidence=(Evidence(field="delegates", source="a-report"),),
    )
    second = mission(
        id="another",
        title="Another title",
        when=JUNE,
        delegates=25,
        lead="An agency",
        sectors=("energy",),
        stops=(stop("Kunming", days=2), stop("Nanjing"), stop("Jining", region="Shandong")),
        agreements=(Agreement(title="A letter", kind="letter", place="Nanjing"),),
        sources=("b-report",),
        evidence=(
            Evidence(field="delegates", source="b-report"),
            Evidence(field="stops.1", source="b-report", where="line 2"),
        ),
    )
    made = merge(first, second)
    both = made.mission
    assert (both.id, both.title, both.when, both.status) == ("a-mission", "A mission", JUNE, "held")
    assert [each.name for each in both.stops] == ["Kunming", "Nanjing", "Jining"]
    assert (both.stops[0].days, both.stops[2].region) == (2, "Shandong")
    assert (both.lead, both.sectors, both.sources) == (
        "An agency",
        ("energy",),
        ("a-report", "b-report"),
    )
    assert both.agreements == second.agreements
    assert [str(each) for each in made.contradictions] == ["delegates: 20 here, 25 there"]
    told = [item for item in both.evidence if item.source == "b-report"]
    assert told[0].note == "This source says 25."
    assert told[1].field == "stops.1"


def test_merging_a_record_with_itself_changes_nothing() -> None:
    one = mission(when=JUNE, evidence=(Evidence(field="when", source="a-report"),))
    made = merge(one, one.model_copy(update={"evidence": ()}))
    assert (made.mission, made.contradictions) == (one, ())


def test_opposite_journeys_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="opposite directions"):
        merge(mission(), incoming())
