"""Taking a file: the uploader, the template to fill in, and what is said of a file that is held."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.atlas import Atlas
from data.errors import AtlasError
from data.spreadsheet.cells import LARGEST_FILE, SpreadsheetError, TableFile
from data.spreadsheet.exported import exported_tables
from data.spreadsheet.importing import remembered_mappings
from data.spreadsheet.places import open_finder
from data.spreadsheet.planning import propose
from data.spreadsheet.template import template
from data.vocabulary import Vocabulary
from geo.resolver import Resolver
from pages.widgets.resources import current_store
from pages.widgets.sheet.upload import (
    Upload,
    hold,
    let_go,
    read_files,
    sheets_to_read,
    too_large,
    uploader_number,
)
from pages.widgets.text import counted, plain

_MIB = 1_048_576
_REFUSED = "atlas_sheet_refused"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATES = {"en": ("English", "missions.xlsx"), "de": ("Deutsch", "reisen.xlsx")}


def draw_opening(atlas: Atlas) -> None:
    """Asks for a file. Once it is read it is held, and the page runs anew."""
    st.markdown(
        "Missions from a spreadsheet that you have already. First you see what each row would "
        "become; **nothing is kept before you press Import**."
    )
    files = st.file_uploader(
        "Excel workbook (.xlsx), CSV file, or a ZIP of CSV files",
        accept_multiple_files=True,
        max_upload_size=LARGEST_FILE // _MIB,
        key=f"atlas_sheet_upload_{uploader_number()}",
        help="Two CSV files that belong together, one of locations and one of flows between "
        "them, go in at once.",
    )
    if files:
        if sum(file.size for file in files) > LARGEST_FILE:
            _refuse(too_large([file.name for file in files]))
        else:
            _take([(file.name, file.getvalue()) for file in files], atlas)
        st.rerun()
    if refused := st.session_state.get(_REFUSED):
        st.error("This file cannot be imported.", icon=":material/error:")
        st.text(refused)
    _offer_template(atlas.records.vocabulary)


def draw_held(upload: Upload) -> None:
    """Which file it is, and a way to take another."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        sheets = counted(len(upload.proposals), "sheet")
        rows = counted(sum(len(each.sheet.rows) for each in upload.proposals), "row")
        st.markdown(
            f":material/table: **{plain(upload.file.name)}** · {sheets}, {rows}", width="stretch"
        )
        st.button(
            "Another file",
            icon=":material/upload_file:",
            key=upload.key("clear"),
            help="Puts this one aside; nothing of it is kept.",
            on_click=let_go,
        )


def _take(files: list[tuple[str, bytes]], atlas: Atlas) -> None:
    try:
        with st.spinner("Reading the file…"):
            upload = open_upload(read_files(files), atlas)
    except AtlasError as error:
        _refuse(str(error))
    else:
        st.session_state.pop(_REFUSED, None)
        hold(upload)


def open_upload(file: TableFile, atlas: Atlas) -> Upload:
    """A file with what its columns seem to hold. Raises AtlasError for one without any table."""
    resolver = atlas.geocoder
    if not isinstance(resolver, Resolver):
        raise AtlasError("The gazetteer is not ready, so no place can be found. Try again.")
    finder = open_finder(resolver)
    if not file.tables:
        raise SpreadsheetError(f"{file.name} holds no rows.")
    proposals = propose(file, finder, remembered_mappings(current_store()))
    exported = exported_tables(file) is not None
    return Upload(file, list(proposals), sheets_to_read(proposals), exported, finder)


def _refuse(said: str) -> None:
    """Says why at the next run, with an empty uploader: the next file would else join this one."""
    let_go()
    st.session_state[_REFUSED] = said


def _offer_template(vocabulary: Vocabulary) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("No spreadsheet yet? Fill in a template; it has examples.", width="content")
        for language, (name, file) in _TEMPLATES.items():
            st.download_button(
                f"Template ({name})",
                partial(template, vocabulary, language),
                file_name=file,
                mime=_EXCEL,
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"atlas_sheet_template_{language}",
            )
