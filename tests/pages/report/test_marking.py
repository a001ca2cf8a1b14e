"""What a person does to the facts of a report, on the working copy alone."""

from __future__ import annotations

import pytest

from data.drafts import Draft, mission_of
from data.report.drafting import draft_of
from data.report.meaning import MeaninglessError
from pages.widgets.form.working import Working
from pages.widgets.report.marking import MarkingError, drop_fact, mark_words, unmark
from tests.data.report.test_drafting import GEOCODER, reading
from tests.data.report.test_meaning import CONTEXT

TEXT = (
    "Leipzig in China 🎉\n\nA delegation from Leipzig went to Peking.\n\nTwelve people signed "
    "a pact in Kunming."
)


@pytest.fixture
def draft() -> Draft:
    words = {"origins.0": "from Leipzig", "stops.0": "Peking", "delegates": "Twelve people"}
    made = reading().evidence
    moved = []
    for item in made:
        start = TEXT.index(words[item.field])
        moved.append(
            type(item)(
                item.field,
                item.value,
                words[item.field],
                start,
                start + len(words[item.field]),
                item.standing,
                item.reason,
            )
        )
    return draft_of(reading(text=TEXT, evidence=tuple(moved)), GEOCODER)


@pytest.fixture
def working(draft: Draft) -> Working:
    return Working.of_draft(draft, 1)


def marked(working: Working, kind: str, words: str) -> str:
    start = TEXT.index(words)
    return mark_words(working, TEXT, kind, start, start + len(words), CONTEXT)


def test_marked_words_become_a_fact_with_its_evidence(working: Working, draft: Draft) -> None:
    own = marked(working, "stops", "Kunming")
    mission = mission_of({**working.result(), "id": "a-mission"})
    assert [stop.name for stop in mission.stops] == ["Beijing", "Kunming"]
    assert [item.where for item in mission.evidence_for("stops.1")] == ["paragraph 3"]
    assert own in {mark.field for mark in working.marks_shown()}
    after = working.draft(draft.id, draft)
    assert {mark.field: mark.quote for mark in after.marks}["stops.1"] == "Kunming"
    assert after.read == draft.read


def test_marks_follow_their_facts_when_these_move_or_go(working: Working, draft: Draft) -> None:
    own = marked(working, "stops", "Kunming")
    working.move("stops", int(own.partition(".")[2]), -1)
    drop_fact(working, "delegates")
    after = working.draft(draft.id, draft)
    assert {mark.field: mark.quote for mark in after.marks} == {
        "origins.0": "from Leipzig",
        "stops.0": "Kunming",
        "stops.1": "Peking",
    }
    assert "delegates" not in after.values
    assert draft.read["delegates"] == 12


def test_a_corrected_fact_keeps_where_it_was_read(working: Working) -> None:
    working.put(("delegates",), 14)
    mission = mission_of({**working.result(), "id": "a-mission"})
    assert [item.where for item in mission.evidence_for("delegates")] == ["paragraph 3"]


def test_a_fact_that_a_mission_has_once_is_replaced(working: Working) -> None:
    marked(working, "delegates", "Twelve")
    assert [mark.quote for mark in working.marks if mark.field == "delegates"] == ["Twelve"]


def test_taking_a_mark_away_keeps_the_fact(working: Working) -> None:
    mark = next(mark for mark in working.marks if mark.field == "delegates")
    unmark(working, mark.field, mark.start, mark.end)
    assert mark not in working.marks
    assert working.values["delegates"] == 12


def test_a_source_is_marked_too(working: Working) -> None:
    marked(working, "source", "Leipzig in China")
    assert working.described()[0].publisher == "Leipzig in China"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-4, 4), (0, 9_999), (16, 17)])
def test_offsets_that_mark_no_words_change_nothing(working: Working, start: int, end: int) -> None:
    before = working.model_dump()
    with pytest.raises((MarkingError, MeaninglessError)):
        mark_words(working, TEXT, "stops", start, end, CONTEXT)
    assert working.model_dump() == before
