from __future__ import annotations

import pytest
from pydantic import ValidationError

from data.drafts import (
    Draft,
    DraftError,
    DraftKind,
    DraftState,
    Mark,
    draft_id,
    mission_faults,
    mission_of,
    values_of,
)
from data.records import read_records
from tests.builders import mission, span


@pytest.mark.parametrize("kept", read_records().missions, ids=lambda kept: kept.id)
def test_a_mission_survives_as_values(kept: object) -> None:
    assert mission_of(values_of(kept)) == kept  # type: ignore[arg-type]


def test_every_fault_is_named_at_its_field() -> None:
    values = values_of(mission(when=span("2019"))) | {
        "delegates": 0,
        "stops": [{"name": "Kunming", "country": "CN"}, {"name": "Jining"}],
    }
    del values["title"]
    assert [(fault.field, str(fault).split(":")[0]) for fault in mission_faults(values)] == [
        ("title", "title"),
        ("delegates", "delegates"),
        ("stops", "stops 2, country"),
    ]
    with pytest.raises(DraftError, match="stops 2, country") as raised:
        mission_of(values)
    assert len(raised.value.faults) == 3


def test_the_same_source_makes_the_same_draft() -> None:
    once = draft_id(DraftKind.SPREADSHEET, "trips.xlsx", "12")
    assert once == draft_id(DraftKind.SPREADSHEET, "trips.xlsx", "12")
    assert once != draft_id(DraftKind.SPREADSHEET, "trips.xlsx1", "2")


def draft(**kw: object) -> Draft:
    values = {"id": "report-1", "kind": "report", "label": "A report", "values": {}}
    return Draft.model_validate(values | kw)


def test_a_mark_quotes_the_text_that_it_points_at() -> None:
    mark = {"field": "stops.0", "value": "Kunming", "quote": "Kunming", "start": 3, "end": 10}
    assert draft(text="In Kunming.", marks=[mark]).marks == (Mark.model_validate(mark),)
    with pytest.raises(ValidationError, match="not at 3-10"):
        draft(text="To Kunming", marks=[mark | {"quote": "Kunmin"}])


def test_only_an_accepted_draft_names_a_mission() -> None:
    assert draft(state=DraftState.ACCEPTED, mission="a-mission").mission == "a-mission"
    for wrong in ({"state": DraftState.ACCEPTED}, {"mission": "a-mission"}):
        with pytest.raises(ValidationError, match="names its mission"):
            draft(**wrong)
