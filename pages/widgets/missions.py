"""Missions as rows, links and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from data.itinerary import Itinerary
from data.records import Records
from pages.widgets.text import plain

MISSION_PAGE = "pages/1_Missions.py"
MISSION = "mission"
"""Parameter of a link to the missions page: the id of the mission to open."""


def route_in_words(itinerary: Itinerary) -> str:
    """The origins and stops on one line: "Leipzig → Nanjing → Jining"."""
    origins = ", ".join(visit.at.name for visit in itinerary.origins)
    stops = [visit.at.name for visit in itinerary.stops] or ["no city named"]
    return " → ".join([origins, *stops])


def mission_links(itineraries: Iterable[Itinerary], query: Mapping[str, Sequence[str]]) -> None:
    """A list of missions, each with a link to its page that keeps the filter."""
    for itinerary in itineraries:
        mission = itinerary.mission
        with st.container(gap=None):
            st.page_link(
                MISSION_PAGE,
                label=f"**{plain(mission.title)}**",
                icon=":material/arrow_forward:",
                query_params={**query, MISSION: mission.id},
            )
            agreements = [agreement.title for agreement in mission.agreements]
            parts = [str(mission.when or "Undated"), route_in_words(itinerary), *agreements]
            st.caption(plain(" · ".join(parts)))


def missions_table(itineraries: Sequence[Itinerary], records: Records) -> pd.DataFrame:
    """One row a mission, in the order given.

    Columns: Mission, When, Status, From, To, Led by, Sectors, Direction (str); First day of the
    span (datetime64), Delegates, Agreements, Kilometres (Int64); missing where unknown.
    """
    label = records.vocabulary.label
    rows = [
        {
            "Mission": entry.mission.title,
            "First day": entry.mission.when.first if entry.mission.when else None,
            "When": str(entry.mission.when or "Undated"),
            "From": ", ".join(visit.at.name for visit in entry.origins),
            "To": ", ".join(visit.at.name for visit in entry.stops),
            "Led by": entry.mission.lead or "",
            "Sectors": ", ".join(label(key) for key in entry.mission.sectors),
            "Delegates": entry.mission.delegates,
            "Agreements": len(entry.mission.agreements),
            "Kilometres": None if entry.km is None else round(entry.km),
            "Status": entry.mission.status.value,
            "Direction": entry.mission.direction.value,
        }
        for entry in itineraries
    ]
    special = dict.fromkeys(("Delegates", "Agreements", "Kilometres"), "Int64")
    special["First day"] = "datetime64[s]"
    columns = ["Mission", "When", "First day", "Status", "From", "To", "Agreements", "Led by"]
    columns += ["Sectors", "Delegates", "Kilometres", "Direction"]
    dtypes = {column: special.get(column, "str") for column in columns}
    return pd.DataFrame(rows, columns=columns).astype(dtypes)


def draw_missions(itineraries: Sequence[Itinerary], records: Records, *, key: str) -> str | None:
    """The table of missions; returns the id of the one whose row is ticked, None when none is."""
    event = st.dataframe(
        missions_table(itineraries, records),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(itineraries) <= 12 else 460,
        key=key,
        placeholder="",
        column_config={
            "Mission": st.column_config.TextColumn(width=300),
            "First day": st.column_config.DateColumn(
                format="YYYY-MM-DD", help="Of the span of days that is known; to sort by."
            ),
            "Led by": st.column_config.TextColumn(width=150),
            "Sectors": st.column_config.TextColumn(width="medium"),
            "Kilometres": st.column_config.NumberColumn(format="localized"),
        },
    )
    rows = event.selection.rows
    return itineraries[rows[0]].mission.id if rows and rows[0] < len(itineraries) else None
