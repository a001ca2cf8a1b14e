"""One mission by hand: the form for adding, for changing, and for looking through a draft."""

from __future__ import annotations

import streamlit as st

from data.drafts import Draft, DraftKind, mission_faults, mission_of
from data.model import Mission
from data.store import Kind, Store
from pages.widgets.form.fields import make_form
from pages.widgets.form.kept import keep_in_browser, note_what_is_back, open_working
from pages.widgets.form.places import ORIGINS, STOPS, draw_places, draw_route
from pages.widgets.form.saving import draw_question, draw_saving
from pages.widgets.form.sections import (
    draw_agreements,
    draw_dates,
    draw_figures,
    draw_people,
    draw_sectors,
    draw_title,
)
from pages.widgets.form.sources import draw_claims, draw_sources
from pages.widgets.form.working import NEW, Working
from pages.widgets.frame import DRAFT, EDIT, Page
from pages.widgets.resources import current_store
from pages.widgets.text import plain
from pages.widgets.viewport import Viewport


def asked_working() -> Working | None:
    """What the link asks to edit: a mission, a draft, or else a new mission.

    None, and the reason told, where the link names what is not there.
    """
    store = current_store()
    draft, edit = st.query_params.get(DRAFT), st.query_params.get(EDIT)
    if draft:
        return draft_working(draft, store)
    if edit:
        kept = store.get(Kind.MISSION, edit)
        if kept is None or kept.deleted:
            where = "is in the bin" if kept else "does not exist"
            _missing(f"The mission {edit[:80]} {where}.")
            return None
        return open_working(f"edit:{edit}", lambda: Working.of_mission(kept.record, kept.version))
    return open_working(NEW, Working.blank)


def draft_working(name: str, store: Store) -> Working | None:
    """A draft to be looked through; None, and the reason told, where there is none waiting."""
    kept = store.get(Kind.DRAFT, name)
    if kept is None or kept.deleted:
        _missing(f"There is no draft with the id {name[:80]}. The list of drafts shows what waits.")
        return None
    if kept.record.mission is not None:
        _missing(f"The draft {name[:80]} has become the mission {kept.record.mission}.")
        return None
    draft: Draft = kept.record
    return open_working(
        f"draft:{name}",
        lambda: Working.of_draft(draft, kept.version, version_begun(draft, store)),
    )


def version_begun(draft: Draft, store: Store) -> int | None:
    """The version of the mission that a draft of changes began from; None for a new mission."""
    if draft.kind is not DraftKind.FORM or not draft.read or mission_faults(draft.read):
        return None
    began: Mission = mission_of(draft.read)
    versions = (
        change.version for change in store.history(Kind.MISSION, began.id) if change.after == began
    )
    return next(versions, None)


def draw_mission_form(
    working: Working, page: Page, screen: Viewport, *, beside: bool = True
) -> None:
    """The whole form over a working copy, with the buttons that end it.

    ``beside`` puts the map beside the places where the screen allows; without it the form takes
    one column, to stand beside something else.
    """
    geocoder = page.atlas.geocoder
    if geocoder is None:
        st.error(plain(page.atlas.trouble or "No place can be found."), icon=":material/error:")
        return
    # First of all, because a run may end early: another page, or a change while it runs.
    keep_in_browser(working)
    form = make_form(working, page.atlas, narrow=not beside or not screen.roomy)
    if draw_question(form):
        return
    note_what_is_back(working)
    if working.notes and not working.is_report:
        listed = "\n".join(f"- {plain(each)}" for each in working.notes)
        st.info(listed, icon=":material/info:")
    draw_title(form)
    roomy = beside and screen.roomy
    places, route = st.columns([3, 2], gap="medium") if roomy else (st.container(),) * 2
    with places:
        draw_places(form, ORIGINS, geocoder)
        draw_places(form, STOPS, geocoder)
    with route:
        share = (2 / 5 if beside else 1 / 2) if screen.roomy else 1
        width = round(screen.width * share)
        draw_route(form, geocoder, theme=page.theme, width=width)
    st.divider()
    draw_dates(form)
    draw_people(form)
    draw_sectors(form)
    draw_agreements(form)
    draw_figures(form)
    st.divider()
    draw_sources(form)
    draw_claims(form)
    st.divider()
    draw_saving(form)


def _missing(said: str) -> None:
    st.warning(plain(said), icon=":material/search_off:")
