"""Reports read into drafts, each with a plain answer; what cannot be read harms nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from data.atlas import Atlas
from data.drafts import Draft, DraftState
from data.errors import AtlasError
from data.itinerary import Geocoder
from data.model import Partnership
from data.report.document import check_text
from data.report.drafting import Provenance, draft_of, report_id
from data.report.reader import Reader
from data.store import AnyKept, Kind, Save
from geo.gazetteer import Gazetteer
from geo.resolver import Resolver
from pages.widgets import acts
from pages.widgets.resources import current_store

_READ = "Read."
_LOCK = threading.Lock()
"""A reader reads one report at a time."""


@dataclass(frozen=True)
class Answer:
    """What became of one report."""

    name: str
    """Of the file, or "The pasted text"."""
    said: str
    """In a sentence."""
    draft: str | None = None
    """Id of its draft; None where none was made."""
    new: bool = False
    """Whether the draft was made now."""

    @property
    def plain_success(self) -> bool:
        """Whether there is no more to say than that it waits."""
        return self.new and self.said == _READ


def read_into_draft(text: str, provenance: Provenance, name: str, atlas: Atlas) -> Answer:
    """Reads one report and keeps its draft; recognises a text that was read before.

    Raises UnreadableReportError for a text that is no report in English or German.
    """
    text = check_text(text, name)
    geocoder = atlas.geocoder
    if geocoder is None:
        return Answer(name, atlas.trouble or "No place can be found, so nothing can be read.")
    known = current_store().get(Kind.DRAFT, report_id(text))
    if known is not None and not known.deleted:
        return Answer(name, _known(known), known.id)
    published = provenance.published
    with _LOCK:
        reader = _reader(_tied(atlas), geocoder, atlas.records.partnerships)
        reading = reader.read(text, published=published.first if published else None)
    draft = draft_of(reading, geocoder, provenance)
    version = known.version if known is not None else None
    try:
        current_store().write([Save(draft, version)], acts.writing_author(), _kept(draft))
    except AtlasError as error:
        return Answer(name, str(error))
    return Answer(name, _made(draft), draft.id, new=True)


def _known(kept: AnyKept) -> str:
    draft: Draft = kept.record
    if draft.state is DraftState.ACCEPTED:
        return "This text was read before, and its mission is kept."
    if draft.state is DraftState.SKIPPED:
        return "This text was read before and skipped."
    return "This text was read before and is waiting."


def _kept(draft: Draft) -> str:
    return f"Report {draft.label} read."


def _made(draft: Draft) -> str:
    if "origins" not in draft.values and "stops" not in draft.values:
        return "Read. No mission was found in it."
    if "direction" not in draft.values:
        return "Read. Its journey is not one between the United Kingdom or Germany and China."
    return _READ


def _tied(atlas: Atlas) -> str:
    return repr(sorted(each.id for each in atlas.records.partnerships))


@st.cache_resource(max_entries=2, show_spinner=False)
def _reader(key: str, _geocoder: Geocoder, _partnerships: Iterable[Partnership]) -> Reader:
    gazetteer = _geocoder.gazetteer if isinstance(_geocoder, Resolver) else Gazetteer()
    return Reader(gazetteer, _partnerships)
