"""Data quality, method and credits."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.atlas import Atlas
from data.model import Standing
from geo.places import Match
from pages.widgets.text import counted


def draw_quality(atlas: Atlas) -> None:
    """What the records hold, counted."""
    missions = [entry.mission for entry in atlas.itineraries]
    evidence = [item for mission in missions for item in mission.evidence]
    visits = [visit for e in atlas.itineraries for visit in (*e.origins, *e.stops)]
    found = [best for visit in visits if (best := visit.resolution.best)]
    rows = {
        "Missions and visits": len(missions),
        "… of them undated": sum(mission.when is None for mission in missions),
        "… with an inferred date": sum(
            mission.when is not None and mission.when.standing is Standing.INFERRED
            for mission in missions
        ),
        "Partnerships": len(atlas.ties),
        "Sources": len(atlas.records.sources),
        "Facts stated by a source": sum(item.standing is Standing.STATED for item in evidence),
        "Facts inferred, with the reason": sum(
            item.standing is Standing.INFERRED for item in evidence
        ),
        "Origins and stops": len(visits),
        "… found by their exact name": sum(best.match is Match.EXACT for best in found),
        "… found by another name": sum(best.match is Match.ALIAS for best in found),
        "… found by a similar spelling": sum(best.match is Match.FUZZY for best in found),
        "… not found": len(visits) - len(found),
    }
    st.subheader("Data quality", anchor=False)
    st.caption(f"The records that come with the atlas are samples. {drawn_from(atlas)}".rstrip())
    counts = pd.DataFrame({"What": list(rows), "Count": list(rows.values())})
    st.dataframe(counts, hide_index=True, height="content", width=420)


def drawn_from(atlas: Atlas) -> str:
    """What the records rest on, in a sentence; empty where there is no source."""
    counts = (
        (atlas.press_reports, "press report"),
        (atlas.other_sources, "other source" if atlas.press_reports else "source"),
    )
    listed = " and ".join(counted(number, noun) for number, noun in counts if number)
    if not listed:
        return ""
    return f"{'Sample records' if atlas.is_sample else 'Records'} from {listed}."


def draw_faults(atlas: Atlas) -> None:
    """Every fault and gap in the records, or that there is none."""
    faults = atlas.faults()
    if not faults:
        st.success("No fault found in the records.", icon=":material/check:")
        return
    st.warning(f"{counted(len(faults), 'fault or gap', 'faults and gaps')} in the records:")
    for fault in faults:
        st.text(fault)


def draw_method() -> None:
    """How dates, places and kilometres come about."""
    st.subheader("Method", anchor=False)
    st.markdown(
        """
- **Evidence.** Every fact names its source and where in it. *Stated* means that the source says so
  in words; *inferred* means that it follows, and the reason is given.
- **Dates** are spans of whole days, as precise as they are known. A mission that no source dates
  stays undated and falls outside any range of years.
- **Places** are found by name in a gazetteer on this machine: exact names before other names before
  similar spellings. What is not found is listed, not guessed.
- **Arcs** are great circles from each origin to each place visited. One arc sums all missions
  between the two; its width grows with the square root of their number.
- **Kilometres** follow the great circles from the lead origin through every stop and home, on a
  sphere of the earth's mean radius. Real flights are longer.
- **Borders** are left out unless switched on.
- **Nothing leaves this machine.** The map, the fonts and the gazetteer are served from here.
"""
    )


def draw_credits() -> None:
    """Whose data the atlas uses."""
    st.subheader("Credits", anchor=False)
    st.markdown(
        """
- Land and borders: Natural Earth, public domain.
- Places: GeoNames, licensed under Creative Commons Attribution 4.0.
- Geocoding interface: geopy. Map: deck.gl by way of pydeck. Figures: Altair and vl-convert, set in
  Liberation Sans. Slides: python-pptx. Pages: Streamlit.
"""
    )
