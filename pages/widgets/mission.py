"""One mission in full: where it went, what came of it, and who says so."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.frames import make_tables
from data.itinerary import Itinerary, Visit
from data.model import Direction, Standing, Status
from data.records import Records
from geo.palette import Theme
from geo.places import Place
from pages.widgets.evidence import draw_facts, draw_sources, fact_in_words
from pages.widgets.map import draw_small_map
from pages.widgets.text import counted, plain
from pages.widgets.viewport import Viewport

_STATUS = {
    Status.PLANNED: ("Announced; no report that it took place", "orange"),
    Status.HELD: ("Took place", "green"),
    Status.CANCELLED: ("Cancelled", "red"),
}


def draw_mission(itinerary: Itinerary, records: Records, *, theme: Theme, screen: Viewport) -> None:
    """The whole mission, in one column or two as the screen allows."""
    mission = itinerary.mission
    st.header(plain(mission.title), anchor=False)
    with st.container(horizontal=True):
        label, colour = _STATUS[mission.status]
        st.badge(label, color=colour)  # type: ignore[arg-type]
        st.badge("To China" if mission.direction is Direction.OUTBOUND else "From China")
        if mission.when is None:
            st.badge("Undated", color="gray")
        elif mission.when.standing is Standing.INFERRED:
            st.badge("Date inferred", color="violet", help=plain(mission.when.reason or ""))
    columns = st.columns([5, 6], gap="medium") if screen.roomy else (st.container(),) * 2
    left, right = columns
    with left:
        _summary(itinerary, records)
        st.table(itinerary_table(itinerary).map(plain), hide_index=True)
        _kilometres(itinerary)
    with right:
        if itinerary.km is None:
            st.info(_no_map(itinerary), icon=":material/location_off:")
        else:
            half = round(screen.width * 6 / 11) if screen.roomy else screen.width
            key = f"atlas_small_map_{mission.id}"
            draw_small_map(make_tables([itinerary]), theme=theme, width=half, height=340, key=key)
    st.subheader("Who says so", anchor=False)
    draw_facts(itinerary, records)
    st.subheader("Sources", anchor=False)
    draw_sources(mission.sources, records)


def itinerary_table(itinerary: Itinerary) -> pd.DataFrame:
    """The journey from the lead origin and home, in order.

    Columns, all str: Place, Region, Stay, and km, the great circle from the place before, empty at
    the start and where a place was not found.
    """
    home, stops = itinerary.origins[0], itinerary.stops
    legs = {(leg.start.key, leg.end.key): leg.km for leg in itinerary.legs(home)}
    rows: list[dict[str, str]] = []
    before: Place | None = None
    journey = [home, *stops, home] if stops else [home]
    for number, visit in enumerate(journey):
        here = visit.place
        km = legs.get((before.key, here.key)) if before and here else None
        end = number in (0, len(journey) - 1)
        rows.append(
            {
                "Place": visit.at.name,
                "Region": _region(visit),
                "Stay": ("start" if number == 0 else "home") if end else _stay(visit),
                "km": "" if km is None else f"{km:,.0f}",
            }
        )
        before = here or before
    return pd.DataFrame(rows).astype("str")


def _summary(itinerary: Itinerary, records: Records) -> None:
    mission = itinerary.mission
    length = f" ({counted(mission.duration_days, 'day')})" if mission.duration_days else ""
    lines = [("When", f"{mission.when or 'not dated by any source'}{length}")]
    if mission.lead:
        lines.append(("Led by", mission.lead))
    if len(mission.origins) > 1:
        lines.append(("From", ", ".join(origin.name for origin in mission.origins)))
    # Nothing says that what was announced, or called off, was signed.
    signed = "Signed" if mission.status is Status.HELD else "Agreements"
    groups = {"leaders": "With", "agreements": signed, "sectors": "Sectors"}
    for group, label in groups.items():
        values = [
            fact_in_words(group, value, mission, records) for value in getattr(mission, group)
        ]
        if values:
            lines.append((label, "; ".join(values)))
    if mission.delegates:
        lines.append(("Delegates", str(mission.delegates)))
    lines += [
        ("Reported", fact_in_words("figures", figure, mission, records))
        for figure in mission.figures
        if figure.name != DISTANCE
    ]
    st.markdown("  \n".join(f"**{label}** {plain(value)}" for label, value in lines))


def _kilometres(itinerary: Itinerary) -> None:
    reported = [figure for figure in itinerary.mission.figures if figure.name == DISTANCE]
    if itinerary.km is not None:
        home = itinerary.origins[0].at.name
        st.markdown(
            f"**{itinerary.km:,.0f} km** computed: great circles from {plain(home)} through every "
            "stop and home."
        )
    for figure in reported:
        km = f" ({figure.km:,.0f} km)" if figure.km and figure.unit != "km" else ""
        beside = ""
        if figure.km and itinerary.km:
            beside = f", {figure.km / itinerary.km:.1f} times the computed length"
        st.markdown(f"**{plain(str(figure)).capitalize()}**{km} reported{beside}.")


def _no_map(itinerary: Itinerary) -> str:
    if not itinerary.stops:
        return "No map: no source names a city that this mission visits."
    names = plain(", ".join(visit.at.name for visit in itinerary.unplaced))
    return f"No map: {names} could not be found. The page About says what to do."


def _region(visit: Visit) -> str:
    region = visit.place.region if visit.place else visit.at.region
    return "" if region in (None, visit.at.name) else region


def _stay(visit: Visit) -> str:
    when, days = getattr(visit.at, "when", None), getattr(visit.at, "days", None)
    found = "" if visit.place else "not found"
    return ", ".join(
        filter(None, (str(when) if when else "", counted(days, "day") if days else "", found))
    )


DISTANCE = "distance"
"""Name of the reported figure that the computed kilometres stand beside."""
