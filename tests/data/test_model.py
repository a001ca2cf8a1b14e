"""Records refuse what cannot be true, and say who says what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from data.model import (
    Agreement,
    DateSpan,
    Evidence,
    Leader,
    Partnership,
    ReportedFigure,
    Standing,
)
from tests.builders import incoming, mission, origin, span, stop


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"origins": ()}, "at least 1"),
        ({"sources": ()}, "at least 1"),
        ({"origins": (origin("Kunming", "CN"),)}, "starts in DE or GB, not in Kunming"),
        ({"stops": (stop("Paris", "FR"),)}, "visits a place in CN or HK or MO or TW"),
        ({"delegates": 0}, "greater than or equal to 1"),
        ({"delegates": True}, "valid integer"),
        ({"delegates": "20"}, "valid integer"),
        ({"id": "With Spaces"}, "pattern"),
        ({"title": "   "}, "at least 1 character"),
        ({"sectors": ("sport", "sport")}, "twice"),
        ({"venue": "town hall"}, "Extra inputs"),
        ({"when": span("2016"), "stops": (stop(when=span("2017")),)}, "lies outside 2016"),
        (
            {
                "stops": (
                    stop("Kunming", when=span("2016-05-02")),
                    stop("Nanjing", when=span("2016-05-01")),
                )
            },
            "listed after Kunming",
        ),
        (
            {"agreements": (Agreement(title="MoU", kind="memo", place="Nanjing"),)},
            "Nanjing, which is not a stop",
        ),
        (
            {
                "when": span("2016"),
                "agreements": (Agreement(title="MoU", kind="memo", when=span("2015")),),
            },
            "before the mission began",
        ),
        ({"evidence": (Evidence(field="status", source="unlisted"),)}, "not listed"),
        ({"evidence": (Evidence(field="delegates", source="a-report"),)}, "does not have"),
    ],
)
def test_a_mission_that_cannot_be_is_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        mission(**values)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (dt.date(2016, 2, 2), dt.date(2016, 2, 1), "before the first day"),
        (dt.date(1016, 2, 1), dt.date(2016, 2, 1), "between 1900 and 2100"),
        (dt.date(2016, 2, 1), dt.date(9999, 2, 1), "between 1900 and 2100"),
        (2016, 2017, "valid date"),
        (dt.datetime(2016, 2, 1, 9), dt.date(2016, 2, 1), "valid date"),  # noqa: DTZ001
    ],
)
def test_a_span_that_cannot_be_is_refused(first: Any, last: Any, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        DateSpan(first=first, last=last, standing=Standing.STATED)


def test_what_is_inferred_needs_its_reason() -> None:
    day = dt.date(2016, 2, 25)
    with pytest.raises(ValidationError, match="reason"):
        DateSpan(first=day, last=day, standing=Standing.INFERRED)
    with pytest.raises(ValidationError, match="reason"):
        Evidence(field="when", source="a-report", standing=Standing.INFERRED)


def test_a_partnership_joins_home_and_china() -> None:
    with pytest.raises(ValidationError, match="partner lies in"):
        Partnership(
            id="tie", kind="twin city", home=origin(), partner=origin(), sources=("a-report",)
        )


def test_evidence_for_a_group_covers_what_has_none_of_its_own() -> None:
    said = (
        Evidence(field="leaders", source="a-report", where="paragraph 1"),
        Evidence(field="leaders.1", source="a-report", where="paragraph 2"),
    )
    told = mission(leaders=(Leader(name="Ann"), Leader(name="Bo")), evidence=said)
    assert [item.where for item in told.evidence_for("leaders.0")] == ["paragraph 1"]
    assert [item.where for item in told.evidence_for("leaders.1")] == ["paragraph 2"]
    assert told.unsupported() == ("direction", "status", "origins.0", "stops.0")


@pytest.mark.parametrize(
    ("value", "unit", "text", "km"),
    [
        (15000, "miles", "more than 15,000 miles", 24140.16),
        (2.5, "km", "more than 2.5 km", 2.5),
        (11, None, "more than 11", None),
    ],
)
def test_a_reported_figure_stays_as_given(
    value: float, unit: str | None, text: str, km: float | None
) -> None:
    figure = ReportedFigure(name="distance", value=value, unit=unit, qualifier="more than")
    assert (str(figure), figure.km) == (text, pytest.approx(km) if km else None)


def test_traffic_belongs_to_the_european_end() -> None:
    assert mission(origins=(origin("Leipzig", "DE"), origin())).party == "DE"
    assert incoming(stops=(stop("Paris", "FR"), stop("Liverpool", "GB"))).party == "GB"
    assert incoming(stops=()).party == ""
