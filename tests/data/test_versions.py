from __future__ import annotations

from data.drafts import mission_of
from data.model import Evidence, Mission
from data.versions import Side, contests, differences, settled
from tests.builders import mission, stop

BASE = mission(
    delegates=10,
    sources=("a-report",),
    evidence=(
        Evidence(field="delegates", source="a-report"),
        Evidence(field="stops", source="a-report"),
    ),
)


def changed(source: str, **kw: object) -> Mission:
    """The base with fields changed by somebody who has a source of their own for them."""
    said = tuple(Evidence(field=field, source=source) for field in kw if field != "title")
    rest = tuple(item for item in BASE.evidence if item.field not in kw)
    values = {"sources": ("a-report", source), "evidence": (*rest, *said), **kw}
    return mission_of(BASE.model_copy(update=values).model_dump(mode="json"))


def test_differences_name_the_field_and_both_sides() -> None:
    found = {each.field: each for each in differences(BASE, changed("theirs", delegates=12))}
    assert (found["delegates"].before, found["delegates"].after) == (10, 12)
    assert set(found) == {"delegates", "sources", "evidence"}
    assert differences(None, BASE)[0].before is None
    assert differences(BASE, BASE) == ()


def test_changes_to_different_fields_fit_together() -> None:
    theirs = changed("theirs", delegates=12)
    mine = changed("mine", stops=(stop("Nanjing"),))
    found = contests(BASE, theirs, mine)
    assert {each.field: each.proposed for each in found} == {
        "delegates": Side.THEIRS,
        "stops": Side.MINE,
    }
    assert not any(each.both_changed for each in found)
    made = mission_of(settled(BASE, theirs, mine, {}))
    assert (made.delegates, made.stops[0].name) == (12, "Nanjing")
    assert [item.source for item in made.evidence_for("delegates")] == ["theirs"]
    assert [item.source for item in made.evidence_for("stops.0")] == ["mine"]


def test_a_field_that_both_changed_is_chosen() -> None:
    theirs, mine = changed("theirs", delegates=12), changed("mine", delegates=14)
    [contest] = contests(BASE, theirs, mine)
    assert contest.both_changed
    for side, count, source in ((Side.THEIRS, 12, "theirs"), (Side.MINE, 14, "mine")):
        made = mission_of(settled(BASE, theirs, mine, {"delegates": side}))
        assert made.delegates == count
        assert [item.source for item in made.evidence_for("delegates")] == [source]


def test_what_one_took_away_stays_away_where_that_side_is_taken() -> None:
    theirs = changed("theirs", title="Another title")
    mine = mission_of({**BASE.model_dump(mode="json"), "delegates": None, "evidence": []})
    made = settled(BASE, theirs, mine, {})
    assert "delegates" not in made
    assert made["title"] == "Another title"
    assert mission_of(made)
