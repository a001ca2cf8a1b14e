"""What an import keeps: everything once, nothing twice, all or nothing."""

from __future__ import annotations

import pytest

from data.access import AT_THIS_MACHINE, Author, NotAllowedError, WritePolicy
from data.drafts import Draft, DraftState
from data.model import Mission, Record
from data.spreadsheet.importing import (
    Decision,
    known_of,
    prepare,
    remembered_mappings,
    write_plan,
)
from data.spreadsheet.mapping import Target
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.planning import Plan, propose
from data.store import ConflictError, Delete, Kind, Save, Store
from tests.data.spreadsheet.importing import by_row, finder, plan

TRIPS = """Titel;Reiseziel;Zeitraum;Von;Branche;Link
Energiereise;Wuhan, Changsha;3.-9. Mai 2021;Leipzig;Energie;https://example.org/a
Zweifel;Suzhou;Juni 2021;Leipzig;;
Noch einmal;Nanjing;25.06.2019;Leipzig;;
2022;;;;;
Fehler;Peking;bald;Leipzig;;
"""
ME = Author()


def counted(store: Store) -> tuple[int, int, int]:
    kinds = (Kind.MISSION, Kind.DRAFT, Kind.SOURCE)
    one, two, three = (len(store.all(kind)) for kind in kinds)
    return one, two, three


def imported(store: Store, data: str = TRIPS) -> Plan:
    made = plan(data, known_of(store))
    written = write_plan(store, made, ME)
    assert written.total == len(made.results)
    return made


def test_what_is_right_is_taken_and_the_rest_waits(store: Store) -> None:
    missions, drafts, sources = counted(store)
    made = imported(store)
    assert [result.outcome for result in made.results] == [
        *(Outcome.SKIPPED, Outcome.OK, Outcome.AMBIGUOUS, Outcome.DUPLICATE),
        *(Outcome.SKIPPED, Outcome.PROBLEM),
    ]
    assert counted(store) == (missions + 1, drafts + 3, sources + 2)
    entry = made.results[1].entry
    assert entry is not None
    kept = store.get(Kind.MISSION, entry.id)
    assert kept is not None
    assert isinstance(kept.record, Mission)
    assert kept.record.sources == (made.source.id, entry.sources[1].id)
    assert {item.where for item in kept.record.evidence} == {"row 2"}
    assert not kept.record.unsupported()
    assert list(remembered_mappings(store)) == [made.proposals[0].mapping.id]


def test_the_same_file_twice_changes_nothing_whatever_came_of_it(store: Store) -> None:
    first = imported(store)
    revision = store.revision()
    again = plan(TRIPS, known_of(store), name="renamed.csv")
    assert {r.outcome for r in again.results} == {Outcome.KNOWN, Outcome.SKIPPED}
    written = write_plan(store, again, ME)
    assert (written.revision, store.revision()) == (revision, revision)
    entry = first.results[1].entry
    assert entry is not None
    kept = store.get(Kind.MISSION, entry.id)
    assert kept is not None
    store.write([Delete(Kind.MISSION, kept.id, kept.version)], ME)
    drafts = store.all(Kind.DRAFT)
    store.write([Delete(Kind.DRAFT, drafts[0].id, drafts[0].version)], ME)
    third = plan(TRIPS, known_of(store))
    assert {r.outcome for r in third.results} == {Outcome.KNOWN, Outcome.SKIPPED}
    shuffled = "\n".join([TRIPS.split("\n")[0], *reversed(TRIPS.split("\n")[1:])])
    fourth = plan(shuffled, known_of(store))
    assert {r.outcome for r in fourth.results} <= {Outcome.KNOWN, Outcome.SKIPPED}


def test_equal_rows_are_two_missions_to_be_told_apart(store: Store) -> None:
    row = "Energiereise;Wuhan;3.-9. Mai 2021;Leipzig;Energie;\n"
    made = imported(store, TRIPS.split("\n")[0] + "\n" + row + row)
    assert [r.outcome for r in made.results[1:]] == [Outcome.OK, Outcome.DUPLICATE]
    assert len({r.entry.id for r in made.results if r.entry}) == 2


def test_a_duplicate_is_merged_kept_or_left_as_a_person_decides(store: Store) -> None:
    made = plan(TRIPS, known_of(store))
    result = by_row(made)[4]
    assert result.entry is not None
    target = result.like[0]
    written = write_plan(store, made, ME, {result.entry.id: Decision.MERGE})
    assert written.merged == 1
    kept = store.get(Kind.MISSION, target.id)
    assert kept is not None
    assert isinstance(kept.record, Mission)
    assert set(kept.record.sources) == {*target.sources, made.source.id}
    assert kept.record.title == target.title
    draft = store.get(Kind.DRAFT, result.entry.draft_id)
    assert draft is not None
    assert isinstance(draft.record, Draft)
    assert draft.record.state is DraftState.ACCEPTED
    again = plan(TRIPS, known_of(store))
    assert by_row(again)[4].outcome is Outcome.KNOWN


def test_leaving_a_row_out_holds_for_the_next_time(store: Store) -> None:
    made = plan(TRIPS, known_of(store))
    entry = made.results[1].entry
    assert entry is not None
    before = counted(store)[0]
    written = write_plan(store, made, ME, {entry.id: Decision.LEAVE})
    assert (counted(store)[0], written.missions) == (before, 0)
    assert plan(TRIPS, known_of(store)).results[1].outcome is Outcome.KNOWN


def test_a_choice_for_a_name_holds_for_all_its_rows() -> None:
    rows = "Ziel;Datum;Von\nSuzhou;Mai 2020;Leipzig\nSuzhou, Wuhan;Mai 2021;Leipzig\n"
    asked = plan(rows)
    question = asked.results[1].questions[0]
    assert [place.region for place in question.candidates][:2] == ["Jiangsu", "Anhui"]
    settled = plan(rows, chosen={question.written: question.candidates[1]})
    assert {r.outcome for r in settled.results[1:]} == {Outcome.OK}
    for result in settled.results[1:]:
        assert result.entry is not None
        assert result.entry.mission is not None
        assert result.entry.mission.stops[0].region == "Anhui"


def test_day_and_month_are_asked_unless_the_column_tells() -> None:
    head = "Ziel;Datum;Von\nWuhan;03/04/2020;Leipzig\n"
    assert plan(head).results[1].outcome is Outcome.AMBIGUOUS
    told = plan(head + "Wuhan;25/04/2021;Leipzig\n")
    assert [r.outcome for r in told.results[1:]] == [Outcome.OK, Outcome.OK]
    assert plan(head, day_first=False).results[1].outcome is Outcome.OK


def test_somebody_else_in_between_leaves_no_half(store: Store) -> None:
    made = plan(TRIPS, known_of(store))
    changes, _ = prepare(store, made)
    taken = next(change for change in changes if change.kind is Kind.DRAFT)
    store.write([taken], ME)
    before = counted(store)
    with pytest.raises(ConflictError):
        store.write([*(c for c in changes if c is not taken), Save(_other(taken), None)], ME)
    assert counted(store) == before


def _other(save: Save) -> Record:
    return save.record.model_copy(update={"label": "another"})


def test_who_may_not_write_imports_nothing(store: Store) -> None:
    made = plan(TRIPS, known_of(store))
    before = counted(store)
    store.policy = WritePolicy()
    with pytest.raises(NotAllowedError):
        write_plan(store, made, ME)
    store.policy = AT_THIS_MACHINE
    assert counted(store) == before


def test_a_corrected_mapping_is_remembered_for_the_same_header(store: Store) -> None:
    file = open_tables("a.csv", b"Ziel;Datum;Von;Sonderspalte\nWuhan;2016;Leipzig;25\n")
    (proposal,) = propose(file, finder())
    assert proposal.unknown == ("Sonderspalte",)
    corrected = proposal.mapping.model_copy(update={"origin": "Leipzig"})
    store.write([Save(corrected, None)], ME)
    other = open_tables("b.csv", b"Title\n\nZiel;Datum;Von;Sonderspalte\nXi'an;2017;Halle;3\n")
    (again,) = propose(other, finder(), remembered_mappings(store))
    assert again.remembered
    assert again.mapping == corrected


WIKIDATA = """city,cityLabel,coord1,twin,twinLabel,coord2
http://w.org/Q1,Wuhan,Point(114.28 30.58),http://x.org/Q2,Duisburg,Point(6.76 51.43)
http://w.org/Q3,Leipzig,Point(12.37 51.34),http://x.org/Q4,Nanjing,Point(118.7 32.0)
http://w.org/Q3,Leipzig,Point(12.37 51.34),http://x.org/Q5,Lyon,Point(4.8 45.7)
"""


def test_twinned_cities_become_partnerships_or_missions_as_is_wished(store: Store) -> None:
    ties = plan(WIKIDATA, known_of(store), target=Target.PARTNERSHIPS)
    assert [r.outcome for r in ties.results[1:]] == [Outcome.OK, Outcome.KNOWN, Outcome.SKIPPED]
    written = write_plan(store, ties, ME)
    assert written.partnerships == 1
    made = plan(WIKIDATA)
    (inbound, outbound) = [r.entry.mission for r in made.results if r.entry]
    assert inbound is not None
    assert outbound is not None
    assert (inbound.direction, outbound.direction) == ("inbound", "outbound")
    assert inbound.origins[0].name == "Wuhan"


def test_points_stand_for_the_nearest_town() -> None:
    made = plan(
        "source_lat,source_lng,target_lat,target_lng\n53.41,-2.98,25.04,102.72\n51.34,12.37,0,0\n"
    )
    first = made.results[1].entry
    assert first is not None
    assert first.mission is not None
    assert (first.mission.origins[0].name, first.mission.stops[0].name) == ("Liverpool", "Kunming")
    assert made.results[2].outcome is Outcome.GEOCODE
