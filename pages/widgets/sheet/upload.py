"""The file that somebody is importing: what they chose for it, kept from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import streamlit as st

from data.spreadsheet.cells import LARGEST_FILE, SpreadsheetError, TableFile
from data.spreadsheet.flows import is_locations
from data.spreadsheet.importing import Decision
from data.spreadsheet.mapping import ColumnMapping
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.places import PlaceFinder
from data.spreadsheet.planning import Plan
from data.spreadsheet.proposing import Proposal
from geo.places import Place
from pages.widgets.sheet.fates import Imported

_HELD = "atlas_sheet"
_UPLOADER = "atlas_sheet_uploads"
Basis = tuple[object, ...]


@dataclass
class Upload:
    """One file between its upload and its import."""

    file: TableFile
    proposals: list[Proposal]
    """One for each sheet that holds anything, with the mappings as corrected."""
    read: list[int]
    """Numbers of the sheets to import, from 0."""
    exported: bool
    """Whether the atlas has written it, so that nobody needs to say what its columns hold."""
    finder: PlaceFinder
    """Remembers what it was asked, for this file."""
    places: dict[str, Place] = field(default_factory=dict)
    """What names mean, as somebody chose, by the name as written."""
    lasting: set[str] = field(default_factory=set)
    """Names of the above whose choice is kept for every record."""
    decisions: dict[str, Decision] = field(default_factory=dict)
    again: bool = False
    """Whether rows that were imported and deleted since are taken once more."""
    shown: Outcome | None = None
    """The outcome whose rows are shown; None: all."""
    names_shown: int = 8
    doubles_shown: int = 4
    plan: Plan | None = None
    """The latest dry run; None before the first."""
    basis: Basis = ()
    """What was chosen when that was made."""
    revision: int = 0
    """The store's revision then."""
    imported: Imported | None = None
    """What became of it; None before the import."""
    told: bool = False
    """Whether that was said at the top of the page."""
    token: str = field(default_factory=lambda: uuid4().hex[:8])
    """Part of the keys of its widgets."""

    @property
    def chosen(self) -> list[Proposal]:
        """The sheets to import that name places which were visited."""
        return [self.proposals[number] for number in self.read if self.proposals[number].useful]

    @property
    def rows(self) -> int:
        """How many rows of those sheets hold anything."""
        return sum(len(proposal.sheet.rows) for proposal in self.chosen)

    def choices(self) -> Basis:
        """All that a dry run depends on and that a person chooses."""
        mappings = tuple((number, self.proposals[number].mapping) for number in self.read)
        places = frozenset((name, place.key) for name, place in self.places.items())
        return (mappings, places, self.again)

    def put_mapping(self, number: int, mapping: ColumnMapping) -> None:
        """Takes a corrected mapping of a sheet."""
        self.proposals[number] = self.proposals[number].with_mapping(mapping)

    def key(self, *parts: str | int) -> str:
        """The key of one of its widgets."""
        return "_".join(("atlas_sheet", self.token, *map(str, parts)))


def held_upload() -> Upload | None:
    """The file of this session; None when there is none."""
    held: Upload | None = st.session_state.get(_HELD)
    return held


def hold(upload: Upload) -> None:
    """Keeps a file until it is imported or cleared."""
    st.session_state[_HELD] = upload


def let_go() -> None:
    """Clears the file and what was chosen for it."""
    st.session_state.pop(_HELD, None)
    st.session_state[_UPLOADER] = uploader_number() + 1


def uploader_number() -> int:
    """Counts the files of a session: an uploader with a new number is empty."""
    return int(st.session_state.get(_UPLOADER, 0))


def read_files(files: Sequence[tuple[str, bytes]]) -> TableFile:
    """One file, or the tables of several that belong together. Raises SpreadsheetError."""
    if sum(len(data) for _, data in files) > LARGEST_FILE:
        raise SpreadsheetError(too_large([name for name, _ in files]))
    opened = [open_tables(name, data) for name, data in files]
    if len(opened) == 1:
        return opened[0]
    sheets = tuple(sheet for file in opened for sheet in file.sheets)
    return TableFile(" and ".join(file.name for file in opened), sheets, opened[0].csv)


def too_large(names: Sequence[str]) -> str:
    """What to say of files that together are larger than is read."""
    verb = "is" if len(names) == 1 else "are together"
    return (
        f"{' and '.join(names[:3])} {verb} larger than {LARGEST_FILE // 1_000_000} MB. Keep the "
        "sheet with the missions, without pictures, or split it."
    )


def sheets_to_read(proposals: Sequence[Proposal]) -> list[int]:
    """The sheets that hold missions: neither empty nor a list of locations, numbered from 0.

    Where none does, the longest: somebody may know better what its columns hold.
    """
    useful = [
        number
        for number, proposal in enumerate(proposals)
        if proposal.useful and not is_locations(proposal.sheet)
    ]
    if useful or not proposals:
        return useful
    return [max(range(len(proposals)), key=lambda number: len(proposals[number].sheet.rows))]
