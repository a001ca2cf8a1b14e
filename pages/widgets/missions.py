"""Missions as rows, links and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from data.itinerary import Itinerary
from data.model import Status
from data.records import Records
from pages.widgets.text import plain

MISSION_PAGE = "pages/1_Missions.py"
MISSION = "mission"
"""Parameter of a link to the missions page: the id of the mission to open."""

_LATEST = 5
"""Missions that a reader takes in below the map."""
_UNHELD = {Status.PLANNED: "only announced", Status.CANCELLED: "cancelled"}
_LINK = "atlas_mission_link"
# What is said of a mission stands under its name, not under the arrow before it.
_STYLE = f"""
[class*="st-key-{_LINK}"] [data-testid="stCaptionContainer"] {{ padding-left: 2rem; }}
"""
_WHOLE, _FEW = 460, 230
"""Pixels of a long table, and of one that leaves room for the mission opened below it."""
_WHOLE_ROWS, _FEW_ROWS = 12, 5
"""Rows up to which a table is no longer than it needs."""


def route_in_words(itinerary: Itinerary) -> str:
    """The origins and stops on one line: "Leipzig → Nanjing → Jining"."""
    origins = ", ".join(visit.at.name for visit in itinerary.origins)
    stops = [visit.at.name for visit in itinerary.stops] or ["no city named"]
    return " → ".join([origins, *stops])


def mission_links(itineraries: Iterable[Itinerary], query: Mapping[str, Sequence[str]]) -> None:
    """A list of missions, each with a link to its page that keeps the filter."""
    st.html(f"<style>{_STYLE}</style>")
    for itinerary in itineraries:
        mission = itinerary.mission
        with st.container(gap=None, key=f"{_LINK}_{mission.id}"):
            st.page_link(
                MISSION_PAGE,
                label=f"**{plain(mission.title)}**",
                icon=":material/arrow_forward:",
                query_params={**query, MISSION: mission.id},
            )
            agreements = [agreement.title for agreement in mission.agreements]
            parts = [
                str(mission.when or "Undated"),
                route_in_words(itinerary),
                *([_UNHELD[mission.status]] if mission.status in _UNHELD else []),
                *agreements,
            ]
            st.caption(plain(" · ".join(parts)))


def latest_missions(itineraries: Sequence[Itinerary], query: Mapping[str, Sequence[str]]) -> None:
    """The first few missions, newest first as they come, and a link to the others."""
    more = len(itineraries) > _LATEST
    st.subheader("Latest missions" if more else "Missions", anchor=False)
    mission_links(itineraries[:_LATEST], query)
    if more:
        st.page_link(
            MISSION_PAGE,
            label=f"All {len(itineraries):,} missions",
            icon=":material/list_alt:",
            query_params=query,
        )


def missions_table(itineraries: Sequence[Itinerary], records: Records) -> pd.DataFrame:
    """One row a mission, in the order given.

    Columns: Mission, When, Status, From, To, Led by, Sectors, Direction (str); First day of the
    span (datetime64), Delegates, Agreements, Kilometres (Int64); missing where unknown.
    """
    label = records.vocabulary.label
    rows = [
        {
            "Mission": entry.mission.title,
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
            "First day": entry.mission.when.first if entry.mission.when else None,
        }
        for entry in itineraries
    ]
    special = dict.fromkeys(("Delegates", "Agreements", "Kilometres"), "Int64")
    special["First day"] = "datetime64[s]"
    columns = ["Mission", "When", "From", "To", "Status", "Agreements", "Led by"]
    columns += ["Sectors", "Delegates", "Kilometres", "Direction", "First day"]
    dtypes = {column: special.get(column, "str") for column in columns}
    return pd.DataFrame(rows, columns=columns).astype(dtypes)


def draw_missions(
    itineraries: Sequence[Itinerary], records: Records, *, key: str, opened: bool
) -> str | None:
    """The table of missions; returns the id of the one whose row is ticked, None when none is.

    Of a mission that is ``opened`` by a link, as no row is ticked, the table leaves something to be
    seen without scrolling.
    """
    short = opened and not _is_ticked(key)
    event = st.dataframe(
        missions_table(itineraries, records),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=_height(len(itineraries), short=short),
        key=key,
        placeholder="",
        column_config={
            "Mission": st.column_config.TextColumn(width=270),
            "When": st.column_config.TextColumn(width=165),
            "From": st.column_config.TextColumn(width=130),
            "To": st.column_config.TextColumn(width=170),
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


def _is_ticked(key: str) -> bool:
    state = st.session_state.get(key)
    return state is not None and bool(state.selection.rows)


def _height(rows: int, *, short: bool) -> int | Literal["content"]:
    if rows <= (_FEW_ROWS if short else _WHOLE_ROWS):
        return "content"
    return _FEW if short else _WHOLE
