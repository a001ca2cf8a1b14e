"""The dry run of a held file: made anew whenever something was chosen that it depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.atlas import Atlas
from data.spreadsheet.importing import known_of
from data.spreadsheet.places import open_finder
from data.spreadsheet.planning import Known, Plan, make_plan, plan_export
from data.store import Kind, Store
from geo.names import fold
from geo.resolver import Resolver
from pages.widgets.sheet.upload import Upload

AT_ONCE = 500
"""Rows that are checked again at once whenever something is chosen; more wait for a button."""
_KINDS = (Kind.MISSION, Kind.PARTNERSHIP, Kind.DRAFT)


def checked(upload: Upload, atlas: Atlas, store: Store) -> bool:
    """Sees to it that there is a dry run, with progress; False when it is out of date.

    A long one is made anew only when the button for it is pressed. Raises AtlasError.
    """
    choices = upload.choices()
    if upload.plan is not None and upload.basis == choices:
        return True
    if upload.plan is None or upload.rows <= AT_ONCE or _asked_anew(upload):
        check(upload, atlas, store)
        st.rerun()  # What stands above may depend on it.
    return False


def check(upload: Upload, atlas: Atlas, store: Store) -> None:
    """Makes the dry run, and shows how far it is. Raises AtlasError."""
    basis = upload.choices()
    revision = store.revision()
    known = without_bin(known_of(store), store) if upload.again else known_of(store)
    bar = st.progress(0.0, text="Checking the rows…")
    plan = _plan(upload, atlas, known, _shower(bar.progress))
    bar.empty()
    # Together and at the end: half of it would be shown as all of it.
    upload.plan, upload.basis, upload.revision = plan, basis, revision


def without_bin(known: Known, store: Store) -> Known:
    """What is known, as if rows that were imported and deleted since had never been imported."""
    deleted = {one.id for one in store.bin() if one.kind in _KINDS}
    return replace(known, taken=known.taken - deleted)


def _plan(upload: Upload, atlas: Atlas, known: Known, progress: Callable[[int, int], None]) -> Plan:
    if upload.exported:
        plan = plan_export(upload.file, known)
        if plan is not None:
            return plan
    _renew_finder(upload, atlas)
    chosen = {fold(name): place for name, place in upload.places.items()}
    return make_plan(
        upload.file,
        upload.chosen,
        replace(upload.finder, chosen=chosen),
        atlas.records.vocabulary,
        known,
        progress,
    )


def _renew_finder(upload: Upload, atlas: Atlas) -> None:
    """Lets go of remembered answers once somebody has corrected a place."""
    now, asked = atlas.geocoder, upload.finder.geocoder
    if not (isinstance(now, Resolver) and isinstance(asked, Resolver)):
        return
    if now.corrections != asked.corrections:
        upload.finder = open_finder(now)


def _shower(show: Callable[..., object]) -> Callable[[int, int], None]:
    last = -1

    def progress(done: int, total: int) -> None:
        nonlocal last
        percent = min(100 * done // max(total, 1), 100)
        if percent > last:
            last = percent
            show(percent / 100, text=f"Checking the rows: {done:,} of {total:,}")

    return progress


def _asked_anew(upload: Upload) -> bool:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/sync_problem: What you have chosen since is not in the figures below yet.",
            width="stretch",
        )
        return bool(
            st.button(
                "Check the rows again",
                type="primary",
                icon=":material/sync:",
                key=upload.key("check"),
            )
        )


def draw_again(upload: Upload) -> None:
    """Whether rows that were imported and deleted since are to be taken once more."""
    key = upload.key("again")
    st.session_state[key] = upload.again

    def take() -> None:
        upload.again = bool(st.session_state[key])

    st.checkbox(
        "Import again what was deleted since",
        key=key,
        on_change=take,
        help="Rows that were imported before count as known, also when their missions or drafts "
        "are in the bin now. Tick this to take those once more.",
    )
