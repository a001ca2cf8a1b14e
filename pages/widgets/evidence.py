"""Every fact of a mission with who says so."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.itinerary import Itinerary
from data.model import Agreement, Evidence, Leader, Mission, ReportedFigure, Standing, Stop
from data.records import Records
from pages.widgets.text import plain

FACT_NAMES = {
    "direction": "Direction",
    "status": "Status",
    "when": "Date",
    "duration_days": "Length",
    "lead": "Led by",
    "delegates": "Delegates",
    "leaders": "Leader",
    "sectors": "Sector",
    "origins": "Origin",
    "stops": "Stop",
    "agreements": "Agreement",
    "figures": "Reported figure",
}
"""What a reader calls a fact, by its field."""


def facts_table(itinerary: Itinerary, records: Records) -> pd.DataFrame:
    """One row a fact and source. Columns, all str: Fact, Value, Standing, Source, Note.

    Source is the source's number in the mission's list, from 1, and where in it; a fact that nobody
    is recorded as saying has one row, whose Source says so.
    """
    mission = itinerary.mission
    rows = []
    for field, value in mission.facts():
        fact = {
            "Fact": FACT_NAMES[field.partition(".")[0]],
            "Value": fact_in_words(field, value, mission, records),
        }
        said_by = mission.evidence_for(field) or (None,)
        rows += [fact | _evidence_cells(item, mission) for item in said_by]
    columns = ["Fact", "Value", "Standing", "Source", "Note"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def fact_in_words(field: str, value: object, mission: Mission, records: Records) -> str:
    """The value of a fact as a reader expects it."""
    group = field.partition(".")[0]
    if group == "sectors":
        return records.vocabulary.label(str(value))
    if group == "duration_days":
        return f"{value} days"
    if isinstance(value, Leader):
        return ", ".join(filter(None, (value.name, value.role)))
    if isinstance(value, Stop):
        stay = f"{value.days} days" if value.days else None
        written = f"printed as {value.written}" if value.written else None
        return ", ".join(filter(None, (value.name, stay, written)))
    if isinstance(value, Agreement):
        return ", ".join(filter(None, (value.title, str(value.when) if value.when else None)))
    if isinstance(value, ReportedFigure):
        return f"{value.name}: {value}"
    return str(value)


def draw_facts(itinerary: Itinerary, records: Records) -> None:
    """The table of facts, one fact and source a row."""
    facts = facts_table(itinerary, records)
    st.table(facts.map(plain), hide_index=True)
    inferred = int((facts["Standing"] == Standing.INFERRED).sum())
    if inferred:
        st.caption("Inferred: no source says it in these words; the note gives the reason.")


def draw_sources(source_ids: Iterable[str], records: Records) -> None:
    """The sources by number, one a line, as plain text."""
    for number, source in enumerate(source_ids, start=1):
        described = records.sources.get(source)
        st.text(f"{number}  {described or f'{source} (not described in the records)'}")


def _evidence_cells(item: Evidence | None, mission: Mission) -> dict[str, str]:
    if item is None:
        return {"Standing": "", "Source": "nobody is recorded", "Note": ""}
    number = str(mission.sources.index(item.source) + 1)
    return {
        "Standing": item.standing.value,
        "Source": ", ".join(filter(None, (number, item.where))),
        "Note": item.note or "",
    }
