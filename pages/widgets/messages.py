"""What a page has to say: faults in the data, parts of a link not understood, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.atlas import Atlas
from data.errors import AtlasError
from data.filters import Facet, Filter, Ignored, Selection
from data.store import Store
from pages.widgets.text import counted, plain

_BY = {
    Facet.YEARS: "by year",
    Facet.SECTOR: "by sector",
    Facet.FROM: "by origin",
    Facet.TO: "by destination",
    Facet.LEAD: "by lead organisation",
    Facet.DIRECTION: "by direction",
    Facet.TEXT: "by search",
}


def faults(atlas: Atlas) -> None:
    """A warning that records are damaged or places cannot be found; nothing when all is well."""
    problems = [*([atlas.trouble] if atlas.trouble else []), *map(str, atlas.records.problems)]
    if not problems:
        return
    found = counted(len(problems), "problem")
    with st.expander(f"{found} in the data. The rest works.", icon=":material/warning:"):
        for problem in problems:
            st.text(problem)


def closed(error: AtlasError) -> None:
    """Says why there is no atlas to show, and what whoever runs it can do."""
    st.error("The atlas cannot be opened.", icon=":material/error:")
    st.text(str(error))


def read_only(store: Store) -> None:
    """A warning that nothing can be saved; nothing when all is well."""
    if store.notice:
        st.warning("The atlas is open for reading only.", icon=":material/lock:")
        st.text(store.notice)


def sign_in_trouble(trouble: str) -> None:
    """Says that nobody can sign in, and what whoever runs the atlas can do."""
    st.warning("Nobody can sign in at present.", icon=":material/lock:")
    st.text(trouble)


def ignored(parts: Sequence[Ignored]) -> None:
    """A note that parts of the link mean nothing here; nothing when all were understood."""
    if parts:
        listed = plain(", ".join(map(str, parts[:5])))
        st.info(
            f"Part of this link was not understood and is ignored: {listed}. "
            "Choose from the filters instead.",
            icon=":material/link_off:",
        )


def left_out(selection: Selection, *, on_map: bool = False) -> None:
    """One line on how many missions are shown and why the others are not, or not on the map."""
    shown, others = len(selection.kept), len(selection.left_out)
    line = f"Showing {shown} of {counted(shown + others, 'mission')}." if others else ""
    undated = [entry for entry in selection.left_out if entry.undated]
    reasons = Counter(entry.facet for entry in selection.left_out if not entry.undated)
    parts = [f"{number} {_BY[facet]}" for facet, number in reasons.items()]
    if undated:
        parts.append(f"{len(undated)} undated, so outside any range of years")
    if parts:
        line += f" Left out: {', '.join(parts)}."
    places = [visit.at.name for entry in selection.kept for visit in entry.unplaced]
    if places and on_map:
        line += f" Not on the map, because not found: {plain(', '.join(sorted(set(places))))}."
    silent = [entry.mission.title for entry in selection.kept if not entry.stops]
    if silent and on_map:
        line += f" Not on the map, because no city is named: {plain('; '.join(silent))}."
    if line:
        st.caption(line.strip())


def nothing_selected(chosen: Filter, total: int) -> None:
    """Says why a page is empty and what to do about it."""
    if total == 0:
        st.info(
            "There are no missions in the atlas. On the page Add, editors enter them by hand, from "
            "a spreadsheet or from a press report, and take back what was deleted.",
            icon=":material/inbox:",
        )
        return
    facets = [_BY[facet].removeprefix("by ") for facet in Facet if facet.value in chosen.to_query()]
    words = " and ".join(filter(None, [", ".join(facets[:-1]), facets[-1]]))
    several = len(facets) > 1
    matched = f"the filters by {words} together" if several else f"the filter by {words}"
    remedy = "Remove one of them in the sidebar, or clear them all" if several else "Change it"
    st.info(
        f"No mission matches {matched}. {remedy}: the numbers beside the options say how many "
        "missions each would leave.",
        icon=":material/filter_alt:",
    )
