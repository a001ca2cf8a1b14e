"""The import itself, what it comes to before and after, and where to go from there."""

from __future__ import annotations

import streamlit as st

from data.atlas import Atlas
from data.corrections import Correction
from data.errors import AtlasError
from data.filters import Facet
from data.model import Mission, Record
from data.spreadsheet.importing import prepare
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.planning import Plan
from data.store import Kind, Save, Store
from pages.widgets import acts
from pages.widgets.frame import ADD, ADD_PAGE
from pages.widgets.sheet.dry_run import check
from pages.widgets.sheet.fates import FATE_NAMES, Fate, Imported, Tally, expected, made, why_left
from pages.widgets.sheet.names import names_asked
from pages.widgets.sheet.upload import Upload, let_go
from pages.widgets.text import counted, plain

_SAVED = (Kind.MISSION, Kind.PARTNERSHIP, Kind.DRAFT)
_MOST_ORIGINS = 6
_LOOKED_AT = 50
"""Records that tell whether an import was undone: it is undone as a whole or not at all."""
_CHANGED = (
    "Somebody else has saved in the meantime, so nothing was imported yet. The rows are checked "
    "again: look at the figures, then import."
)


def draw_import(upload: Upload, plan: Plan, atlas: Atlas, store: Store, *, current: bool) -> None:
    """What an import would keep, and the button that does it."""
    tally = expected(plan.results, upload.decisions)
    if not tally.changes:
        _say_nothing_new(upload, tally, store)
        if not any(result.entry for result in plan.results):
            return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"This will make **{_in_words(tally)}**.")
            st.caption(_open_questions(upload, plan))
        pressed = st.button(
            "Import",
            type="primary",
            icon=":material/save:",
            key=upload.key("import"),
            disabled=not current,
            help=None if current else "Check the rows again first.",
        )
    if pressed and current:
        try:
            with st.spinner("Importing…"):
                run_import(upload, atlas, store)
        except AtlasError as error:
            acts.note(acts.Notice(str(error), done=False))
        st.rerun()


def run_import(upload: Upload, atlas: Atlas, store: Store) -> None:
    """Keeps what the dry run says, once, all of it or nothing. Raises AtlasError.

    Where the records have changed since the dry run, that is made again; if it comes to something
    else now, nothing is kept and the page says so.
    """
    author = acts.writing_author()
    looked_at = upload.plan
    if store.revision() != upload.revision:
        check(upload, atlas, store)
    plan = upload.plan
    if plan is None or looked_at is None or plan.results != looked_at.results:
        acts.note(acts.Notice(_CHANGED, done=False))
        return
    changes, written = prepare(store, plan, upload.decisions)
    changes += _corrections(upload, store)
    if store.revision() != upload.revision:
        acts.note(acts.Notice(_CHANGED, done=False))
        return
    saved = [save for save in changes if save.kind in _SAVED]
    before = tuple((s.kind, s.id, _standing(store, s.kind, s.id)) for s in saved[:_LOOKED_AT])
    imported = Imported(
        written,
        made(plan.results, changes),
        why_left(plan.results, upload.decisions),
        tuple(save.record for save in saved if isinstance(save.record, Mission)),
        before,
    )
    written.revision = store.write(changes, author, f"Imported from {plan.file}.")
    # On the object and not in the session's state: a second press may end this run at any look at
    # that, and must find the import done.
    upload.imported = imported


def draw_imported(upload: Upload, imported: Imported, store: Store) -> None:
    """What has become of every row, and where to go from there."""
    if not upload.told:
        acts.note(
            acts.Notice(
                f"{upload.file.name} imported: {_in_words(imported.tally)}.",
                revision=imported.written.revision,
            )
        )
        upload.told = True
        st.rerun()
    if _is_undone(imported, store):
        upload.imported, upload.told, upload.again = None, False, True
        upload.plan = None
        st.rerun()
    tally = imported.tally
    st.subheader(plain(f"Imported from {upload.file.name}"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        for fate in Fate:
            if tally.results[fate]:
                with st.container(width=180, gap=None):
                    one, many = FATE_NAMES[fate]
                    number = tally.results[fate]
                    st.metric((one if number == 1 else many).capitalize(), f"{number:,}")
                    st.caption(counted(tally.rows[fate], "row"))
    parts = " + ".join(f"{tally.rows[fate]:,}" for fate in Fate if tally.rows[fate])
    st.caption(
        f"{parts} = {counted(sum(tally.rows.values()), 'row')} of the file that hold anything."
    )
    if imported.reasons:
        told = "; ".join(
            f"{counted(number, 'row')} ({reason})" for reason, number in imported.reasons.items()
        )
        st.caption(plain(f"Left out: {told}."))
    if imported.written.contradictions:
        with st.container(border=True):
            st.markdown("**Where the file and the atlas contradict each other**")
            st.caption("What the atlas had stands; what the file says is kept as a note.")
            for title, each in imported.written.contradictions[:50]:
                st.text(f"{title}: {each}")
    _draw_ways_on(upload, imported, tally)


def _draw_ways_on(upload: Upload, imported: Imported, tally: Tally) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if tally.results[Fate.DRAFT]:
            st.page_link(
                ADD_PAGE,
                label=f"Look through {counted(tally.results[Fate.DRAFT], 'draft')}",
                icon=":material/inbox:",
                query_params={ADD: "drafts"},
                width="content",
            )
        if imported.missions:
            st.page_link(
                "dashboard.py",
                label="See them on the map",
                icon=":material/map:",
                query_params=map_query(imported.missions),
                width="content",
            )
        st.button(
            "Import another file",
            icon=":material/upload_file:",
            key=upload.key("next"),
            on_click=let_go,
        )


def map_query(missions: tuple[Mission, ...]) -> dict[str, list[str]]:
    """The narrowest filter that shows all of these: their years, and where they come from."""
    query: dict[str, list[str]] = {}
    years = [year for each in missions if each.when for year in each.when.years]
    if years and all(each.when for each in missions):
        query[Facet.YEARS.value] = [str(min(years)), str(max(years))]
    origins = sorted({each.origins[0].name for each in missions})
    if len(origins) <= _MOST_ORIGINS:
        query[Facet.FROM.value] = origins
    return query


def _in_words(tally: Tally) -> str:
    parts = []
    for fate in Fate:
        number = tally.results[fate]
        if number:
            one, many = FATE_NAMES[fate]
            parts.append(f"{number:,} {one if number == 1 else many}")
    return ", ".join(parts) or "nothing"


def _open_questions(upload: Upload, plan: Plan) -> str:
    """What a person could settle first, in a sentence."""
    names = len(names_asked(plan.results, upload.places))
    wrong = plan.counts()[Outcome.PROBLEM]
    undecided = sum(
        result.outcome is Outcome.DUPLICATE
        and result.entry is not None
        and result.entry.id not in upload.decisions
        for result in plan.results
    )
    parts = [
        f"say which place is meant by {counted(names, 'name')}" if names else "",
        f"decide on {counted(undecided, 'row')} that may be known" if undecided else "",
        f"see what is wrong with {counted(wrong, 'row')}" if wrong else "",
    ]
    *others, last = filter(None, parts) if any(parts) else ("",)
    listed = " and ".join(filter(None, [", ".join(others), last]))
    return f"Before that, you can {listed}." if listed else "Nothing is left to settle."


def _say_nothing_new(upload: Upload, tally: Tally, store: Store) -> None:
    known = tally.results[Fate.KNOWN]
    if known:
        st.info(
            f"Nothing would change: {counted(known, 'mission')} of this file "
            f"{'was' if known == 1 else 'were'} imported before, and nothing in it is new.",
            icon=":material/done_all:",
        )
    elif not tally.results[Fate.LEFT]:
        st.info("No row of the chosen sheets can be a mission.", icon=":material/inbox:")


def _corrections(upload: Upload, store: Store) -> list[Save]:
    """The answers that are kept for good."""
    changes = []
    for written in sorted(upload.lasting & upload.places.keys()):
        correction = Correction.of(written, "", upload.places[written])
        kept = store.get(Kind.CORRECTION, correction.id)
        changes.append(Save(correction, kept.version if kept else None))
    return changes


def _is_undone(imported: Imported, store: Store) -> bool:
    """Whether everything stands again as before the import, as after Undo."""
    before = imported.before
    return bool(before) and all(
        _standing(store, kind, name) == record for kind, name, record in before
    )


def _standing(store: Store, kind: Kind, name: str) -> Record | None:
    """A record as it stands; None where there is none, or only in the bin."""
    kept = store.get(kind, name)
    record: Record | None = None if kept is None or kept.deleted else kept.record
    return record
