"""The section of the page Add that imports a spreadsheet."""

from __future__ import annotations

import streamlit as st

from data.errors import AtlasError
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.planning import Plan
from pages.widgets.frame import Page
from pages.widgets.resources import current_store
from pages.widgets.sheet.columns import draw_columns, draw_date_order
from pages.widgets.sheet.doubles import draw_doubles
from pages.widgets.sheet.dry_run import checked, draw_again
from pages.widgets.sheet.importing import draw_import, draw_imported
from pages.widgets.sheet.names import draw_names
from pages.widgets.sheet.opening import draw_held, draw_opening
from pages.widgets.sheet.rows import (
    draw_figures,
    draw_problems,
    draw_rows,
    results_shown,
)
from pages.widgets.sheet.upload import Upload, held_upload
from pages.widgets.text import plain


def draw_sheet(page: Page) -> None:
    """A file from its upload to what became of it. Nothing is kept before the import."""
    upload = held_upload()
    try:
        if upload is None:
            draw_opening(page.atlas)
        elif upload.imported is not None:
            draw_imported(upload, upload.imported, current_store())
        else:
            _draw_held(upload, page)
    except AtlasError as error:
        st.error("This did not work, and nothing was kept.", icon=":material/error:")
        st.text(str(error))


def _draw_held(upload: Upload, page: Page) -> None:
    draw_held(upload)
    draw_columns(upload)
    if not (upload.chosen or upload.exported):
        return
    store = current_store()
    current = checked(upload, page.atlas, store)
    plan = upload.plan
    if plan is None:
        return
    draw_figures(upload, plan)
    draw_import(upload, plan, page.atlas, store, current=current)
    results = results_shown(upload, plan)
    if upload.shown is None:
        draw_date_order(upload, plan)
        draw_rows(upload, plan)
        draw_names(upload, results, upload.finder.geocoder)
    else:
        _draw_settling(upload, plan, page)
        draw_rows(upload, plan)
    for note in plan.notes:
        st.caption(plain(note))


def _draw_settling(upload: Upload, plan: Plan, page: Page) -> None:
    """What a person can settle of the rows with the outcome that is shown."""
    results = results_shown(upload, plan)
    if upload.shown is Outcome.AMBIGUOUS:
        draw_date_order(upload, plan)
    if upload.shown in (Outcome.AMBIGUOUS, Outcome.GEOCODE):
        draw_names(upload, results, upload.finder.geocoder)
    elif upload.shown is Outcome.DUPLICATE:
        draw_doubles(upload, results, page.atlas.records)
    elif upload.shown is Outcome.PROBLEM:
        draw_problems(plan)
    elif upload.shown is Outcome.KNOWN:
        draw_again(upload)
