"""The page Add, and what an editor can do on a mission's own page, as scripts run them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.access import AT_THIS_MACHINE, Author
from data.drafts import Draft, DraftKind, DraftState, values_of
from data.model import Mission
from data.store import AnyKept, Kind, Save, Store, open_store
from pages.widgets import acts, author

ROOT = Path(__file__).parents[2]
ADD, MISSIONS = "pages/4_Add.py", "pages/1_Missions.py"
LEIPZIG = "leipzig-nanjing-jining-2019"


@pytest.fixture
def store(own_database: Path) -> Iterable[Store]:
    """A second look at the database that the pages use."""
    opened = open_store(policy=AT_THIS_MACHINE)
    yield opened
    opened.close()


def kept(store: Store, kind: Kind, name: str) -> AnyKept:
    found = store.get(kind, name)
    assert found is not None, f"there is no {kind} {name}"
    return found


def visit(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = [value]
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    assert not app.exception, [error.message for error in app.exception]
    return app


def field(app: AppTest, label: str, which: int = 0, kind: str = "text_input") -> Any:
    every: list[Any] = list(app.get(kind))
    found = [each for each in every if each.label == label]
    assert found, f"no {kind} {label}; there are {[each.label for each in every]}"
    return found[which]


def fill(app: AppTest, label: str, value: str, which: int = 0) -> AppTest:
    return ran(field(app, label, which).set_value(value).run())


def press(app: AppTest, label: str, which: int = 0) -> AppTest:
    found = [each for each in app.button if each.label == label]
    assert found, f"no button {label}; there are {[each.label for each in app.button]}"
    return ran(found[which].click().run())


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.warning, *app.info))


def add_place(app: AppTest, box: str, typed: str, chosen: str) -> AppTest:
    return press(fill(app, box, typed), chosen)


def mission_of_test(app: AppTest) -> AppTest:
    """A form filled in with what a mission needs."""
    add_place(app, "Add an origin", "Leipz", "Leipzig, Saxony, Germany")
    add_place(app, "Add a stop", "Jining", "Jining, Shandong, China")
    fill(app, "When", "June 2023")
    fill(app, "Title of the source", "A *note* on a journey")
    return press(app, "Add this source")


def test_a_mission_is_added_and_undone(store: Store) -> None:
    app = mission_of_test(visit(ADD))
    press(app, "Save")
    made: Mission = kept(store, Kind.MISSION, "leipzig-in-jining-2023").record
    assert (made.title, str(made.when)) == ("Leipzig in Jining", "June 2023")
    assert (made.stops[0].region, made.unsupported()) == ("Shandong", ())
    [source] = made.sources
    assert kept(store, Kind.SOURCE, source).record.title == "A *note* on a journey"
    assert "Leipzig in Jining added" in said(app)
    press(app, "Undo")
    assert kept(store, Kind.MISSION, made.id).deleted
    assert kept(store, Kind.SOURCE, source).deleted


def test_saving_again_saves_nothing_more(store: Store) -> None:
    app = mission_of_test(visit(ADD))
    press(app, "Save")
    before = store.revision()
    press(app, "Save")
    assert store.revision() == before
    assert "to put right" in said(app)


def test_faults_are_told_at_the_field_and_nothing_typed_is_lost(store: Store) -> None:
    before = store.revision()
    app = visit(ADD)
    fill(app, "When", "31 June 2019")
    fill(app, "Delegates", "about 30")
    press(app, "Save")
    assert "there is no such day" in said(app)
    assert "Write a whole number" in said(app)
    assert store.revision() == before
    app.switch_page(MISSIONS).run()
    ran(app.switch_page(ADD).run())
    assert field(app, "When").value == "31 June 2019"
    assert field(app, "Delegates").value == "about 30"


def test_an_ambiguous_name_is_asked_and_a_misspelt_one_told(store: Store) -> None:
    app = visit(ADD)
    press(fill(app, "Add a stop", "Chonqing"), "Add “Chonqing” as typed")
    assert "“Chonqing” is taken for Chongqing" in said(app)
    press(app, "Use Chongqing")
    assert field(app, "Name").value == "Chongqing"
    assert field(app, "Spelling in the source").value == "Chonqing"
    fill(app, "Name", "Jining")
    assert "Which Jining is meant?" in said(app)
    press(app, "Jining, Inner Mongolia, China")
    assert field(app, "Region").value == "Inner Mongolia"
    assert "Which Jining" not in said(app)


def test_an_edit_keeps_the_evidence_of_what_it_does_not_touch(store: Store) -> None:
    before: Mission = kept(store, Kind.MISSION, LEIPZIG).record
    app = visit(ADD, edit=LEIPZIG)
    fill(app, "Delegates", "14")
    press(app, "Down", 1)
    press(app, "Save")
    saved = kept(store, Kind.MISSION, LEIPZIG)
    after: Mission = saved.record
    assert (saved.version, after.delegates) == (2, 14)
    assert [stop.name for stop in after.stops] == ["Jining", "Nanjing"]
    assert after.evidence_for("stops.0") == tuple(
        item.model_copy(update={"field": "stops.0"}) for item in before.evidence_for("stops.1")
    )
    assert after.evidence_for("when") == before.evidence_for("when")
    assert after.evidence_for("delegates")[0].source == after.sources[0]
    press(app, "Undo")
    assert kept(store, Kind.MISSION, LEIPZIG).record == before


def test_two_editors_get_both_versions(store: Store) -> None:
    app = visit(ADD, edit=LEIPZIG)
    fill(app, "Delegates", "14")
    fill(app, "Length in days", "6")
    began = kept(store, Kind.MISSION, LEIPZIG).record
    theirs = began.model_copy(update={"delegates": 12, "title": "Leipzig in two cities"})
    store.write([Save(theirs, 1)], Author(), "Counted again.")
    press(app, "Save")
    assert kept(store, Kind.MISSION, LEIPZIG).record == theirs
    assert "was changed while you did" in said(app)
    field(app, "Whose delegates", kind="button_group").set_value("theirs").run()
    press(app, "Save this")
    merged: Mission = kept(store, Kind.MISSION, LEIPZIG).record
    assert merged.evidence_for("duration_days") and merged.evidence_for("stops.0")
    assert (merged.title, merged.delegates, merged.duration_days) == (
        "Leipzig in two cities",
        12,
        6,
    )


def test_a_mission_that_is_kept_already_is_asked_about(store: Store) -> None:
    app = mission_of_test(visit(ADD))
    fill(app, "When", "June 2019")
    fill(app, "Length in days", "6")
    before = store.revision()
    press(app, "Save")
    assert "may have this mission already" in said(app)
    assert store.revision() == before
    press(app, "Add to this one")
    assert "both missions in one" in said(app)
    press(app, "Save")
    merged = kept(store, Kind.MISSION, LEIPZIG)
    assert (merged.version, merged.record.duration_days) == (2, 6)
    assert [stop.name for stop in merged.record.stops] == ["Nanjing", "Jining"]
    new = next(key for key in merged.record.sources if key.startswith("a-note"))
    assert merged.record.evidence_for("duration_days")[0].source == new
    assert {item.source for item in merged.record.evidence_for("status")} == {
        new,
        "invest-region-leipzig-2019",
    }


def test_a_like_mission_may_be_another(store: Store) -> None:
    app = mission_of_test(visit(ADD))
    fill(app, "When", "June 2019")
    press(app, "Save")
    press(app, "It is another mission")
    assert kept(store, Kind.MISSION, "leipzig-in-jining-2019").version == 1
    assert kept(store, Kind.MISSION, LEIPZIG).version == 1


def test_an_untouched_form_shows_what_others_saved(store: Store) -> None:
    app = visit(ADD, edit=LEIPZIG)
    began = kept(store, Kind.MISSION, LEIPZIG).record
    store.write([Save(began.model_copy(update={"delegates": 12}), 1)], Author(), "Counted.")
    assert field(ran(app.run()), "Delegates").value == "12"
    fill(app, "Delegates", "14")
    press(app, "Save")
    assert kept(store, Kind.MISSION, LEIPZIG).record.delegates == 14


def test_a_draft_is_kept_gone_on_with_and_accepted(store: Store) -> None:
    app = mission_of_test(visit(ADD))
    press(app, "Keep as a draft")
    [waiting] = store.all(Kind.DRAFT)
    assert store.get(Kind.MISSION, "leipzig-in-jining-2023") is None
    app.query_params["add"] = ["drafts"]
    assert "1 draft waiting" in said(ran(app.run()))
    other = visit(ADD, draft=waiting.id)
    assert field(other, "When").value == "June 2023"
    press(other, "Save")
    accepted: Draft = kept(store, Kind.DRAFT, waiting.id).record
    assert (accepted.state, accepted.mission) == (DraftState.ACCEPTED, "leipzig-in-jining-2023")
    assert "has become the mission" in said(visit(ADD, draft=waiting.id))


def test_drafts_are_worked_through_in_a_row(store: Store) -> None:
    values = values_of(kept(store, Kind.MISSION, LEIPZIG).record)
    for key in ("id", "evidence"):
        values.pop(key)
    values["when"] = {"first": "2021-05-01", "last": "2021-05-31", "standing": "stated"}
    for number in (1, 2):
        draft = Draft(
            id=f"row-{number}", kind=DraftKind.SPREADSHEET, label=f"Row {number}", values=values
        )
        store.write([Save(draft, None)], Author())
    app = visit(ADD, draft="row-1")
    press(app, "Save")
    assert app.query_params["draft"] in ("row-2", ["row-2"])
    app.query_params["add"] = ["drafts"]
    press(ran(app.run()), "Skip")
    assert kept(store, Kind.DRAFT, "row-2").record.state is DraftState.SKIPPED


def test_a_draft_with_doubts_is_not_said_to_be_ready(store: Store) -> None:
    values = values_of(kept(store, Kind.MISSION, LEIPZIG).record)
    for name, notes in (
        ("row 10", ("“Suzhou” may be either.",)),
        ("row 7", ("Left out: Ningbo.",)),
    ):
        draft = Draft(
            id=name.replace(" ", "-"),
            kind=DraftKind.SPREADSHEET,
            label=name,
            values=values,
            notes=notes,
        )
        store.write([Save(draft, None)], Author())
    shown = [each.value for each in visit(ADD, add="drafts").caption][1:]
    assert [each.rpartition(" · ")[2] for each in shown] == ["1 point to check", "ready to save"]


def test_a_mission_in_the_bin_is_taken_out_where_it_is_looked_for(store: Store) -> None:
    app = visit(MISSIONS, mission=LEIPZIG)
    press(app, "Delete")
    press(visit(MISSIONS, mission=LEIPZIG), "Take it out of the bin")
    assert not kept(store, Kind.MISSION, LEIPZIG).deleted


def test_an_undone_save_is_named_and_can_be_done_again() -> None:
    first = acts.undone("Leeds in Wuhan added.")
    assert first == "Undone: Leeds in Wuhan added."
    assert acts.undone(first) == "Done again: Leeds in Wuhan added."
    assert acts.undone(acts.undone(first)) == first


def test_own_records_are_not_called_samples(store: Store) -> None:
    assert "Sample records from 5 press reports and 1 other source" in said(visit("dashboard.py"))
    press(visit(MISSIONS, mission=LEIPZIG), "Delete")
    assert "Sample records" not in said(visit("dashboard.py"))


def test_a_mission_goes_into_the_bin_and_comes_back(store: Store) -> None:
    app = visit(MISSIONS, mission=LEIPZIG)
    press(app, "Delete")
    assert kept(store, Kind.MISSION, LEIPZIG).deleted
    assert "put into the bin" in said(app)
    app = visit(ADD, add="bin")
    assert "Leipzig in Nanjing and Jining" in said(app)
    press(app, "Restore")
    assert not kept(store, Kind.MISSION, LEIPZIG).deleted


def test_history_says_who_changed_what_and_restores(store: Store) -> None:
    began = kept(store, Kind.MISSION, LEIPZIG).record
    changed = began.model_copy(update={"delegates": 12})
    store.write([Save(changed, 1)], Author(), "Counted.")
    app = visit(MISSIONS, mission=LEIPZIG)
    assert "Version 2" in said(app)
    assert "Counted" in said(app)
    assert any("Delegates" in str(table.value.to_dict()) for table in app.table[-1:])
    press(app, "Restore this version")
    assert kept(store, Kind.MISSION, LEIPZIG).record == began


def test_a_corrected_place_stays_corrected_until_undone(store: Store) -> None:
    app = visit(MISSIONS, mission=LEIPZIG)
    choose = field(app, "Place", kind="selectbox")
    ran(choose.set_value("Jining, China").run())
    ran(field(app, "What it means", kind="button_group").set_value("A point on the map").run())
    fill(app, "Latitude, longitude", "41.03, 113.10")
    assert "km from" in said(app)
    press(app, "Put Jining there")
    [place] = store.corrections().values()
    assert place is not None
    assert (place.region, place.point.lat) == ("Inner Mongolia", 41.03)
    assert "Inner Mongolia" in str([table.value.to_dict() for table in app.table])
    app = visit(ADD, add="bin")
    assert "“Jining”" in said(app)
    undo = next(each for each in app.button if each.key and each.key.startswith("atlas_correction"))
    ran(undo.click().run())
    assert not store.corrections()


def test_those_who_may_not_write_see_no_controls(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(author, "connection", lambda: ([("Host", "atlas.example")], "192.0.2.7"))
    app = visit(ADD)
    assert "You may look, not edit" in said(app)
    assert not app.get("text_input")
    app = visit(MISSIONS, mission=LEIPZIG)
    assert not {"Delete", "Undo"} & {each.label for each in app.button}
    assert "Version 1" in said(app)
    assert "4_Add" not in str([link.proto.page for link in app.get("page_link")])


@pytest.mark.parametrize("query", [{"edit": "<b>no</b>"}, {"draft": "none"}, {"add": "junk"}])
def test_a_link_to_nothing_says_so(query: dict[str, str], store: Store) -> None:
    app = visit(ADD, **query)
    assert app.warning or "add" in query
    if "add" not in query:
        press(app, "Add a new mission instead")
    assert field(app, "Title").value == ""
