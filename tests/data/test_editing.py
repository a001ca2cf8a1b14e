from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from data.drafts import mission_of, values_of
from data.editing import Saying, changed_facts, new_id, proposed_title, with_evidence
from data.model import Evidence, Mission, Standing
from tests.builders import mission, origin, span, stop

SAID = Saying("another-report", "paragraph 3")


def kept() -> Mission:
    """Each stop has its own evidence, the origins have it together."""
    return mission(
        stops=(stop("Kunming"), stop("Nanjing"), stop("Jining")),
        delegates=12,
        sectors=("education",),
        sources=("a-report", "another-report"),
        evidence=(
            Evidence(field="origins", source="a-report"),
            Evidence(field="stops.0", source="a-report", where="paragraph 1"),
            Evidence(field="stops.1", source="a-report", where="paragraph 2"),
            Evidence(field="stops", source="another-report"),
            Evidence(field="delegates", source="a-report"),
            Evidence(field="sectors", source="a-report"),
        ),
    )


def evidence(values: object) -> dict[str, list[str]]:
    """By fact: where each evidence says it is, or else its source."""
    found: dict[str, list[str]] = {}
    for item in values["evidence"]:  # type: ignore[index]
        found.setdefault(item["field"], []).append(item.get("where") or item["source"])
    return found


def numbers(**groups: list[int | None]) -> dict[str, list[int | None]]:
    return {"origins": [0], "stops": [0, 1, 2], **groups}


def test_what_nobody_touched_keeps_its_evidence() -> None:
    values = values_of(kept())
    assert changed_facts(values, values, numbers()) == ()
    assert mission_of(with_evidence(values, values, numbers(), SAID)) == kept()


def test_evidence_follows_a_stop_that_moves() -> None:
    base = values_of(kept())
    stops = base["stops"]
    assert isinstance(stops, list)
    values: dict[str, JsonValue] = {**base, "stops": [stops[1], stops[2], stops[0]]}
    made = with_evidence(base, values, numbers(stops=[1, 2, 0]), SAID)
    assert evidence(made)["stops.0"] == ["paragraph 2"]
    assert evidence(made)["stops.2"] == ["paragraph 1"]
    assert changed_facts(base, values, numbers(stops=[1, 2, 0])) == ()


def test_a_changed_a_new_and_a_removed_stop() -> None:
    base = values_of(kept())
    stops = base["stops"]
    assert isinstance(stops, list)
    changed: JsonValue = {"name": "Nanjing", "country": "CN", "days": 2}
    new: JsonValue = {"name": "Suzhou", "country": "CN"}
    values: dict[str, JsonValue] = {**base, "stops": [changed, stops[2], new]}
    order = numbers(stops=[1, 2, None])
    assert changed_facts(base, values, order) == ("stops.0", "stops.2")
    made = with_evidence(base, values, order, SAID, {"stops.2": Saying("a-report")})
    found = evidence(made)
    assert found["stops.0"] == ["paragraph 3"]
    assert found["stops.2"] == ["a-report"]
    assert found["stops"] == ["another-report"]
    assert mission_of(made).unsupported() == ("direction", "status")


def test_a_changed_scalar_and_sector_get_new_evidence() -> None:
    base = values_of(kept())
    values: dict[str, JsonValue] = {**base, "delegates": 14, "sectors": ["education", "automotive"]}
    found = evidence(with_evidence(base, values, numbers(), SAID))
    assert found["delegates"] == ["paragraph 3"]
    assert found["sectors.automotive"] == ["paragraph 3"]
    assert found["sectors"] == ["a-report"]


def test_an_inferred_date_brings_its_own_standing_and_reason() -> None:
    base = values_of(kept())
    when = span("2019").model_copy(update={"standing": Standing.INFERRED, "reason": "It says so."})
    values: dict[str, JsonValue] = {**base, "when": when.model_dump(mode="json")}
    item = with_evidence(base, values, numbers(), SAID)["evidence"][-1]  # type: ignore[index]
    assert item == {
        "field": "when",
        "source": "another-report",
        "where": "paragraph 3",
        "standing": "inferred",
        "note": "It says so.",
    }


def test_a_fact_that_loses_its_only_source_gets_another() -> None:
    base = values_of(kept())
    values: dict[str, JsonValue] = {**base, "sources": ["another-report"]}
    made = with_evidence(base, values, numbers(), SAID)
    assert evidence(made)["delegates"] == ["paragraph 3"]
    assert mission_of(made).evidence_for("origins")[0].source == "another-report"


def test_a_new_mission_has_evidence_for_every_fact() -> None:
    values = values_of(mission())
    made = with_evidence({}, values, {"origins": [None], "stops": [None]}, Saying("a-report"))
    assert mission_of(made).unsupported() == ()


def test_a_title_is_proposed_from_the_places() -> None:
    places = values_of(mission(origins=(origin(),), stops=(stop("Nanjing"), stop("Jining"))))
    assert proposed_title(places) == "Liverpool in Nanjing and Jining"
    assert proposed_title({"origins": "Leipzig"}) == ""


@given(st.text(max_size=200), st.integers(1900, 2100), st.integers(0, 3))
def test_an_id_is_a_slug_that_nobody_has(title: str, year: int, rivals: int) -> None:
    taken: set[str] = set()
    for _ in range(rivals + 1):
        made = new_id(title, year, taken)
        assert made not in taken
        assert mission(id=made).id == made
        taken.add(made)
