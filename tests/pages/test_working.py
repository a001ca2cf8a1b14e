"""The working copy behind a form."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from data.drafts import Draft, DraftKind, mission_of, values_of
from data.model import Mission
from data.records import read_records
from pages.widgets.form.typed import number_text, number_value, span_text, span_value
from pages.widgets.form.working import Working
from tests.builders import mission, stop

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
ODD = st.dictionaries(st.sampled_from(sorted(Mission.model_fields)), JSON)


@pytest.mark.parametrize("kept", read_records().missions, ids=lambda kept: kept.id)
def test_an_untouched_mission_is_itself(kept: Mission) -> None:
    working = Working.of_mission(kept, 3)
    assert not working.changed
    assert mission_of(working.result()) == kept
    assert working.facts_changed() == ()


@given(ODD)
def test_a_form_takes_whatever_a_draft_holds(values: dict[str, object]) -> None:
    draft = Draft.model_validate(
        {"id": "report-1", "kind": "report", "label": "A report", "values": values}
    )
    working = Working.of_draft(draft, 1)
    assert working.is_sound
    assert all(str(fault) for fault in working.faults("a-mission"))
    again = Working.model_validate_json(working.model_dump_json())
    assert again == working


def test_items_keep_their_own_numbers() -> None:
    kept = mission(stops=(stop("Kunming"), stop("Nanjing")))
    working = Working.of_mission(kept, 1)
    new = working.add("stops", {"name": "Jining", "country": "CN"})
    working.move("stops", new, -1)
    working.put(("stops", new, "days"), 2)
    working.remove("stops", 0)
    working.move("stops", new, -1)
    assert [each["name"] for each in working.items("stops")] == ["Jining", "Nanjing"]
    assert working.get(("stops", 1, "name")) == "Nanjing"
    assert working.facts_changed() == (("stops.0", f"stops.{new}"),)
    assert working.add("stops", {}) not in (0, 1, new)


def test_faults_stand_at_the_field_in_words_for_a_form() -> None:
    working = Working.blank()
    working.put(("when",), span_value("31 June 2019", None))
    working.put(("delegates",), number_value("about 30"))
    working.add("stops", {"name": "Kunming"})
    found = {fault.path: fault.message for fault in working.faults("a-mission")}
    assert found[("title",)] == "This is needed."
    assert "there is no such day" in found[("when",)]
    assert found[("delegates",)].startswith("Write a whole number")
    assert found[("stops", 0, "country")] == "This is needed."
    assert found[("sources",)] == "This is needed."


def test_a_draft_of_changes_goes_on_where_it_was_left() -> None:
    kept = mission(delegates=10, sources=("a-report", "b-report"))
    working = Working.of_mission(kept, 4)
    working.put(("delegates",), 12)
    working.claims["delegates"] = {"source": "b-report", "standing": "stated", "where": "page 2"}
    draft = working.draft("form-1")
    assert (draft.kind, draft.read) == (DraftKind.FORM, values_of(kept))
    again = Working.of_draft(draft, 1, 4)
    assert mission_of(again.result()) == mission_of(working.result())
    assert again.facts_changed() == (("delegates", "delegates"),)


@given(st.text(max_size=30))
def test_a_typed_date_or_number_is_never_lost(text: str) -> None:
    spanned = span_value(text, None)
    if not text.strip():
        assert spanned is None
    elif isinstance(spanned, dict) and "written" in spanned:
        assert span_text(spanned) == text
    assert json.dumps(number_value(text, whole=False)) is not None
    if isinstance(number_value(text), str):
        assert number_text(number_value(text)) == text.strip()


def test_a_date_with_two_readings_is_asked() -> None:
    working = Working.blank()
    working.put(("when",), span_value("05/06/2019", None))
    [said] = [fault.message for fault in working.faults("a-mission") if fault.path == ("when",)]
    assert "5 June 2019 or 6 May 2019" in said


def test_a_new_date_keeps_its_standing_and_reason() -> None:
    before: dict[str, JsonValue] = {
        "first": "2019-01-01",
        "last": "2019-12-31",
        "standing": "inferred",
        "reason": "x",
    }
    assert span_value("June 2019", before) == {
        "first": "2019-06-01",
        "last": "2019-06-30",
        "standing": "inferred",
        "reason": "x",
    }
