"""What is selected on the map or in its table, kept by id and so independent of both.

Streamlit keeps a table's selection by row number, so that under another filter it would be another
row. The table therefore changes its key with its content, which empties Streamlit's selection; ours
stays until a reader selects something else or clears it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.frames import Tables
from data.itinerary import Itinerary
from geo.selection import Picked, picked
from pages.widgets.frame import MAP, MAP_TABLE, SELECTED


def selected_now() -> Picked:
    """What is selected at the start of this run."""
    selected: Picked = st.session_state.get(SELECTED, Picked())
    return selected


def clear_selection() -> None:
    """Selects nothing."""
    st.session_state[SELECTED] = Picked()


def keep_map_click() -> None:
    """Selects what was just clicked on the map; called when the selection there changes."""
    objects = st.session_state[MAP].selection.get("objects", {})
    st.session_state[SELECTED] = picked(objects)


def draw_table(tables: Tables, *, itineraries: bool) -> None:
    """What is on the map as a table; a ticked row is selected as if it had been clicked."""
    lines = tables.legs if itineraries else tables.flows
    ids = list(lines["leg_id" if itineraries else "flow_id"])
    digest = hashlib.blake2s("\n".join(ids).encode(), digest_size=4).hexdigest()
    key = f"{MAP_TABLE}_{digest}"

    def keep() -> None:
        rows = st.session_state[key].selection.rows
        st.session_state[SELECTED] = Picked(lines=tuple(ids[row] for row in rows))

    names = {"from_name": "From", "to_name": "To", "years": "Years", "km": "Kilometres"}
    more = {"title": "Mission"} if itineraries else {"missions": "Missions"}
    shown = lines[[*names, *more]].rename(columns={**names, **more})
    st.dataframe(
        shown.assign(Kilometres=shown["Kilometres"].round().astype("int64")),
        hide_index=True,
        height="content" if len(shown) <= 12 else 460,
        on_select=keep,
        selection_mode="single-row",
        key=key,
        column_config={"Kilometres": st.column_config.NumberColumn(format="localized")},
    )


def selected_missions(
    what: Picked, tables: Tables, itineraries: Sequence[Itinerary]
) -> tuple[str, list[Itinerary]]:
    """What is selected in words, and its missions; an empty text when it is not on the map."""
    places = tables.places[tables.places["key"].isin(what.places)]
    flows = tables.flows[tables.flows["flow_id"].isin(what.lines)]
    legs = tables.legs[tables.legs["leg_id"].isin(what.lines)]
    names = [*places["name"], *_ends(flows), *_ends(legs)]
    ids = {key for keys in [*places["mission_ids"], *flows["mission_ids"]] for key in keys}
    ids |= set(legs["mission_id"])
    return ", ".join(names), [entry for entry in itineraries if entry.mission.id in ids]


def _ends(lines: pd.DataFrame) -> list[str]:
    return [f"{a} to {b}" for a, b in zip(lines["from_name"], lines["to_name"], strict=True)]
