"""What ends a form: saved as a mission, kept as a draft, thrown away; and what stands against."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import streamlit as st

from data.atlas import Atlas
from data.drafts import Draft, DraftError, DraftKind, DraftState, draft_id, mission_of, values_of
from data.editing import first_year, new_id
from data.errors import AtlasError
from data.model import Mission, Record
from data.store import Clash, ConflictError, Delete, Kind, Save, Store
from data.versions import Side, settled
from pages.widgets import acts
from pages.widgets.drafts import waiting_drafts
from pages.widgets.form.alike import draw_alike, missions_alike, note_alike
from pages.widgets.form.conflict import draw_conflict
from pages.widgets.form.fields import Form, say
from pages.widgets.form.kept import close_working, replace_working
from pages.widgets.form.working import Working
from pages.widgets.frame import DRAFT, EDIT
from pages.widgets.resources import current_store
from pages.widgets.text import counted

_CLASHES = "atlas_clashes"
"""Session-state key: what stands against saving, by subject."""


def draw_question(form: Form) -> bool:
    """What stands against saving, to be settled in place of the form; False when nothing does."""
    working = form.working
    clash: Clash | None = st.session_state.get(_CLASHES, {}).get(working.subject)
    if clash is not None:
        choices = draw_conflict(clash, form.atlas.records, key=form.key("conflict"))
        if choices is not None:
            _save_settled(working, clash, choices)
        return True
    alike = missions_alike(working, form.atlas)
    if alike:
        if draw_alike(working, alike, form.key("alike")):
            save(working, form.atlas)
        return True
    return False


def draw_saving(form: Form) -> None:
    """The buttons at the end of a form."""
    working = form.working
    if working.tried and form.faults:
        count = sum(map(len, form.faults.values()))
        say([f"{counted(count, 'thing')} to put right, told at the field."])
    say(form.faults_at(()))
    with st.container(horizontal=True):
        saving = st.button("Save", type="primary", icon=":material/save:", key=form.key("save"))
        keep = st.button(
            "Keep as a draft",
            key=form.key("keep"),
            disabled=not working.changed,
            help="Puts it as it is on the list of drafts, where every editor finds it.",
        )
        st.button(
            "Throw away",
            type="tertiary",
            key=form.key("discard"),
            disabled=not working.changed,
            on_click=_throw_away,
            args=(working,),
        )
    # After all fields, so that what was typed last is saved too.
    if saving:
        save(working, form.atlas)
    if keep:
        _keep(working)


def mission_in(working: Working, store: Store) -> Mission:
    """The mission that would be saved. Raises DraftError with every fault, StoreError."""
    values = working.result()
    if working.version is None:
        binned = (one.id for one in store.bin() if one.kind is Kind.MISSION)
        taken = {one.id for one in store.all(Kind.MISSION)} | set(binned)
        values["id"] = new_id(str(values.get("title") or ""), first_year(values), taken)
    return mission_of(values)


def save(working: Working, atlas: Atlas | None = None) -> None:
    """Saves what stands in the form, or has the form say what stands against it; then reruns."""
    working.tried = True
    store = current_store()
    try:
        mission = mission_in(working, store)
        # A report is asked about above its text.
        if not working.is_report and note_alike(working, mission, atlas):
            st.rerun()  # They show in place of the buttons.
        said = f"{mission.title} {'added' if working.version is None else 'changed'}."
        _write(working, store, mission, said)
    except DraftError:
        st.rerun()  # The faults show at their fields.
    except ConflictError as error:
        mine = [clash for clash in error.clashes if clash.kind is Kind.MISSION and clash.theirs]
        if mine:
            st.session_state.setdefault(_CLASHES, {})[working.subject] = mine[0]
        else:
            acts.note(acts.Notice(str(error), done=False))
    except AtlasError as error:
        acts.note(acts.Notice(str(error), done=False))
    st.rerun()


def _save_settled(working: Working, clash: Clash, choices: Mapping[str, Side]) -> None:
    """Saves one mission made of both; where that is none, the form shows it with its faults."""
    mine, theirs = clash.mine, clash.theirs
    if mine is None or theirs is None:
        return
    values = settled(clash.base, theirs.record, mine, choices)
    st.session_state[_CLASHES].pop(working.subject)
    save(replace_working(working, Working.of_values(working.subject, values, theirs.version)))


def _write(working: Working, store: Store, mission: Mission, said: str) -> None:
    changes: list[Save | Delete] = [
        Save(source, None)
        for source in working.described()
        if source.id in mission.sources and store.get(Kind.SOURCE, source.id) is None
    ]
    changes.append(Save(mission, working.version))
    draft = _draft_of(working, store)
    if draft is not None:
        # What was read and what became of it are both kept.
        final = working.draft(draft.id, draft)
        update = {"state": DraftState.ACCEPTED, "mission": mission.id, "values": values_of(mission)}
        changes.append(Save(final.model_copy(update=update), working.draft_version))
    before = store.revision()
    revision = store.write(changes, acts.writing_author(), said)
    undoable = revision if revision > before else None
    acts.note(acts.Notice(said, revision=undoable, mission=(mission.title, mission.id)))
    _leave(working)
    if draft is not None and draft.kind is not DraftKind.REPORT:
        alike = (one.id for one in waiting_drafts(store) if one.record.kind is draft.kind)
        if following := next(alike, None):
            st.query_params[DRAFT] = following


def _keep(working: Working) -> None:
    """Puts what is entered on the list of drafts."""
    store = current_store()
    try:
        kept = _draft_of(working, store)
        draft = working.draft(draft_id(DraftKind.FORM, uuid4().hex), kept)
        version = working.draft_version if kept else None
        store.write([Save(draft, version)], acts.writing_author(), f"Draft {draft.label} kept.")
    except AtlasError as error:
        acts.note(acts.Notice(str(error), done=False))
    else:
        acts.note(acts.Notice(f"Kept as a draft: {draft.label}. It waits under “Drafts”."))
        _leave(working)
    st.rerun()


def _throw_away(working: Working) -> None:
    _leave(working)


def _leave(working: Working) -> None:
    close_working(working.subject)
    for name in (DRAFT, EDIT):
        st.query_params.pop(name, None)


def _draft_of(working: Working, store: Store) -> Draft | None:
    kind, _, name = working.subject.partition(":")
    kept = store.get(Kind.DRAFT, name) if kind == DRAFT else None
    record: Record | None = kept.record if kept is not None else None
    return record if isinstance(record, Draft) else None
