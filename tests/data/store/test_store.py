"""Saving, conflicts, the bin, undo and history, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from data.access import AT_THIS_MACHINE, Author, NotAllowedError, WritePolicy
from data.corrections import Correction
from data.store import (
    ConflictError,
    Deed,
    Delete,
    Kind,
    NotFoundError,
    Save,
    Store,
    StoreError,
    open_store,
)
from data.store.database import read_url
from tests.builders import CITIES, draft, mission

ME = Author()
NAME = "liverpool-china-2015"


def saved(store: Store, **kw: object) -> int:
    """Saves the mission NAME as it stands, with these changes."""
    kept = store.get(Kind.MISSION, NAME)
    assert kept is not None
    return store.write([Save(kept.record.model_copy(update=kw), kept.version)], ME)


def titles(store: Store) -> set[str]:
    return {entry.title for entry in store.records().missions}


def test_a_first_start_brings_the_seed_and_a_second_changes_nothing(
    database: str, store: Store
) -> None:
    again = open_store(read_url(database), policy=AT_THIS_MACHINE)
    assert (again.revision(), len(again.records().missions)) == (1, 11)
    assert again.records() == store.records()
    assert again.records().problems == ()
    assert [entry.author for entry in again.log()] == ["seed"]
    again.close()


def test_a_save_is_one_revision_with_author_time_note_and_both_sides(database: str) -> None:
    noon = dt.datetime(2025, 3, 20, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    store = open_store(read_url(database), policy=AT_THIS_MACHINE, clock=lambda: noon)
    before = store.get(Kind.MISSION, NAME)
    assert before is not None
    new = mission(id="new")
    changed = before.record.model_copy(update={"title": "Renamed"})
    assert store.write([Save(changed, 1), Save(new, None)], ME, " why ") == 2
    [renamed, first] = store.history(Kind.MISSION, NAME)
    assert (renamed.before, renamed.after) == (before.record, changed)
    assert (renamed.author, renamed.note, renamed.version) == ("the user at this machine", "why", 2)
    assert renamed.at == noon
    assert renamed.at.tzinfo == dt.UTC
    assert (first.before, first.after, first.version) == (None, before.record, 1)
    [latest] = store.log(1)
    assert latest.revision == 2
    assert [(each.id, each.deed) for each in latest.changes] == [
        (NAME, Deed.CHANGED),
        ("new", Deed.CREATED),
    ]
    store.close()


def test_two_editors_of_one_version_both_stay(store: Store) -> None:
    begun = store.get(Kind.MISSION, NAME)
    assert begun is not None
    saved(store, title="Theirs")
    mine = begun.record.model_copy(update={"title": "Mine"})
    with pytest.raises(ConflictError, match="compare both versions") as refused:
        store.write([Save(mine, begun.version), Save(mission(id="new"), None)], ME)
    [clash] = refused.value.clashes
    assert (clash.kind, clash.id, clash.base, clash.mine) == (
        Kind.MISSION,
        NAME,
        begun.record,
        mine,
    )
    assert clash.theirs is not None
    assert (clash.theirs.record.title, clash.theirs.version) == ("Theirs", 2)
    assert store.get(Kind.MISSION, "new") is None
    assert store.revision() == 2


def test_what_was_deleted_or_never_was_clashes_too(store: Store) -> None:
    begun = store.get(Kind.MISSION, NAME)
    assert begun is not None
    store.write([Delete(Kind.MISSION, NAME, 1)], ME)
    edited = begun.record.model_copy(update={"title": "Edited"})
    other = mission(id="other")
    wishes: list[Save | Delete] = [
        Save(edited, 1),
        Save(other, 3),
        Delete(Kind.DRAFT, "nothing", 1),
    ]
    with pytest.raises(ConflictError) as refused:
        store.write(wishes, ME)
    deleted, unknown, nothing = refused.value.clashes
    assert deleted.theirs is not None
    assert deleted.theirs.deleted
    assert (unknown.base, unknown.theirs, unknown.mine) == (None, None, other)
    assert (nothing.theirs, nothing.mine) == (None, None)
    with pytest.raises(ConflictError):
        store.write([Save(edited, None)], ME)


def test_what_would_change_nothing_makes_no_revision(store: Store) -> None:
    everything = [Save(kept.record, None) for kept in store.all(Kind.MISSION)]
    assert store.write(everything, ME) == 1
    assert store.write([Save(everything[0].record, 17)], ME) == 1
    assert store.write([], ME) == 1
    store.write([Delete(Kind.MISSION, NAME, 1)], ME)
    assert store.write([Delete(Kind.MISSION, NAME, 1)], ME) == 2
    assert store.revision() == 2


def test_a_deleted_record_lies_in_the_bin_until_it_is_restored(store: Store) -> None:
    was = store.get(Kind.MISSION, NAME)
    assert was is not None
    store.write([Delete(Kind.MISSION, NAME, 1)], ME)
    assert was.record not in store.records().missions
    assert NAME not in {kept.id for kept in store.all(Kind.MISSION)}
    [binned] = store.bin()
    assert (binned.record, binned.version, binned.deleted) == (was.record, 2, True)
    store.restore(Kind.MISSION, NAME, 1, ME)
    assert store.bin() == ()
    assert was.record in store.records().missions
    deeds = [each.deed for entry in store.log(2) for each in entry.changes]
    assert deeds == [Deed.RESTORED, Deed.DELETED]


def test_any_earlier_version_comes_back_as_a_new_one(store: Store) -> None:
    first = store.get(Kind.MISSION, NAME)
    assert first is not None
    saved(store, title="Second")
    saved(store, title="Third")
    assert store.restore(Kind.MISSION, NAME, 1, ME) == 4
    now = store.get(Kind.MISSION, NAME)
    assert now is not None
    assert (now.record, now.version) == (first.record, 4)
    store.restore(Kind.MISSION, NAME, 2, ME)
    assert "Second" in titles(store)
    assert [change.version for change in store.history(Kind.MISSION, NAME)] == [5, 4, 3, 2, 1]


def test_a_version_that_never_was_or_is_a_deletion_cannot_be_restored(store: Store) -> None:
    store.write([Delete(Kind.MISSION, NAME, 1)], ME)
    for name, version, told in (
        (NAME, 9, "no version 9"),
        (NAME, 2, "is its deletion"),
        ("nobody", 1, "no version 1"),
        ("no\0body", 1, "no mission with such an id"),
    ):
        with pytest.raises(NotFoundError, match=told):
            store.restore(Kind.MISSION, name, version, ME)
    assert store.history(Kind.MISSION, "nobody") == ()
    assert store.history(Kind.MISSION, "no\0body") == ()


def test_a_whole_save_is_taken_back_unless_others_built_on_it(store: Store) -> None:
    new = mission(id="new", title="New")
    kept = store.get(Kind.MISSION, NAME)
    assert kept is not None
    changed = kept.record.model_copy(update={"title": "Renamed"})
    gone = store.all(Kind.PARTNERSHIP)[0]
    wishes: list[Save | Delete] = [Save(new, None), Save(changed, 1)]
    made = store.write([*wishes, Delete(Kind.PARTNERSHIP, gone.id, gone.version)], ME)
    before = store.records()
    undone = store.undo(made, ME)
    assert {"New", "Renamed"} & titles(store) == set()
    assert gone.record in store.records().partnerships
    store.undo(undone, ME)
    assert store.records().missions == before.missions
    saved(store, title="Built upon")
    with pytest.raises(ConflictError):
        store.undo(made, ME)
    assert "Built upon" in titles(store)
    with pytest.raises(NotFoundError):
        store.undo(99, ME)


def test_who_may_not_write_is_refused_by_the_store_itself(database: str) -> None:
    policy = WritePolicy(editors=frozenset({"editor@example.org"}))
    store = open_store(read_url(database), policy=policy)
    reader, editor = Author("reader@example.org"), Author("Editor@example.org")
    for author in (reader, ME):
        assert not store.may_write(author)
        with pytest.raises(NotAllowedError):
            store.write([Save(mission(id="new"), None)], author)
        with pytest.raises(NotAllowedError):
            store.restore(Kind.MISSION, NAME, 1, author)
        with pytest.raises(NotAllowedError):
            store.undo(1, author)
    assert store.revision() == 1
    assert store.may_write(editor)
    store.write([Save(mission(id="new"), None)], editor)
    assert store.log(1)[0].author == "Editor@example.org"
    store.close()


def test_a_record_twice_in_one_save_or_one_that_json_cannot_hold_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="mission a-mission is changed twice"):
        store.write([Save(mission(), None), Save(mission(), None)], ME)
    for odd in ("\ud800", float("nan")):
        bad = draft(values={"title": odd})
        with pytest.raises(StoreError, match="draft form-one holds a letter or number"):
            store.write([Save(mission(), None), Save(bad, None)], ME)
    assert store.revision() == 1


def test_odd_letters_in_notes_and_addresses_do_no_harm(database: str) -> None:
    policy = WritePolicy(editors=frozenset({"a\0b@example.org"}))
    store = open_store(read_url(database), policy=policy)
    store.write([Save(mission(), None)], Author("a\0b@example.org"), "\0\ud800 why" + "x" * 9_999)
    [entry] = store.log(1)
    assert entry.author == "ab@example.org"
    assert entry.note.startswith("? why")
    store.close()


def test_drafts_and_corrections_are_kept_beside_missions(store: Store) -> None:
    nowhere = Correction.of("Nowhereville", "CN", None)
    here = Correction.of("Cunming", "cn", CITIES["Kunming"])
    store.write([Save(each, None) for each in (draft(), nowhere, here)], ME)
    assert [kept.record for kept in store.all(Kind.DRAFT)] == [draft()]
    assert store.corrections() == {nowhere.key: None, here.key: CITIES["Kunming"]}
    store.write([Delete(Kind.CORRECTION, here.id, 1)], ME)
    assert store.corrections() == {nowhere.key: None}


def test_only_what_has_changed_is_read_anew(database: str, store: Store) -> None:
    other = open_store(read_url(database), policy=AT_THIS_MACHINE)
    before = {entry.id: entry for entry in store.records().missions}
    assert store.records() is store.records()
    saved(other, title="By another process")
    other.close()
    after = {entry.id: entry for entry in store.records().missions}
    assert {name for name in before if after[name] is not before[name]} == {NAME}
    assert after[NAME].title == "By another process"


def test_what_records_name_and_nobody_describes_is_doubted(store: Store) -> None:
    store.write([Save(mission(sectors=("alchemy",), sources=("hearsay",)), None)], ME)
    told = [str(problem) for problem in store.records().problems]
    assert [line.split(" ", 3)[:2] for line in told] == [["mission", "a-mission,"]] * 2
    assert any("'alchemy' is not in the vocabulary" in line for line in told)
    assert any("'hearsay' is not described" in line for line in told)
