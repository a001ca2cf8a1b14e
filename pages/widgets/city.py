"""A city or region: choosing one, and its profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from data.areas import offered_areas
from data.atlas import Tie
from data.itinerary import Itinerary
from data.profile import Profile
from geo.palette import PALETTES
from pages.widgets.frame import PLACE, Page
from pages.widgets.missions import mission_links
from pages.widgets.text import counted, plain

_WIDTH = 115
"""Pixels of a figure: four fit on a tablet."""


def choose_area(itineraries: Sequence[Itinerary], ties: Sequence[Tie], *, key: str) -> str | None:
    """A box with every place among the missions and partnerships; None while nothing is chosen."""
    visits = [visit for entry in itineraries for visit in (*entry.origins, *entry.stops)]
    visits += [visit for tie in ties for visit in (tie.home, tie.partner)]
    areas = {area.name for area in offered_areas(visits)}
    names = sorted(areas, key=lambda name: (name.casefold(), name))
    asked = st.query_params.get(key)
    if asked and asked not in names:
        st.warning(
            f"Nothing is known of {plain(asked[:80])}. Choose a place from the list.",
            icon=":material/search_off:",
        )
    return st.selectbox(
        "City, region or country",
        names,
        index=None,
        placeholder="Choose or type a name",
        key=key,
        bind="query-params",
    )


def suggest_areas(itineraries: Sequence[Itinerary], query: Mapping[str, Sequence[str]]) -> None:
    """Links to the cities with most missions, to begin with."""
    cities = Counter(
        name
        for entry in itineraries
        for name in {visit.at.name for visit in (*entry.origins, *entry.stops)}
    )
    if not cities:
        return
    st.caption("Most missions:")
    with st.container(horizontal=True):
        for name, count in sorted(cities.items(), key=lambda item: (-item[1], item[0]))[:8]:
            st.page_link(
                "pages/2_Cities.py",
                label=f"{plain(name)} ({count})",
                query_params={**query, PLACE: name},
            )


def draw_profile(profile: Profile, page: Page) -> None:
    """Everything that is known of the place."""
    st.header(plain(profile.name), anchor=False)
    with st.container(horizontal=True, gap="xsmall"):
        st.metric("Missions sent", len(profile.sent), width=_WIDTH)
        st.metric("Missions received", len(profile.received), width=_WIDTH)
        st.metric("Agreements", len(profile.agreements), width=_WIDTH)
        st.metric("Partnerships", len(profile.ties), width=_WIDTH)
    if not profile.missions:
        st.info(
            "No mission among those selected comes from here or goes here. Clear the filters to "
            "see all that is known.",
            icon=":material/filter_alt:",
        )
    else:
        _years(profile, page)
    if profile.agreements:
        st.subheader("Agreements", anchor=False)
        for entry, agreement in profile.agreements:
            when = agreement.when or entry.mission.when or "undated"
            st.markdown(f"{plain(agreement.title)} · {plain(str(when))}")
    if profile.ties:
        st.subheader("Partnerships", anchor=False)
        for tie in profile.ties:
            _partnership(tie, page)
    if profile.missions:
        st.subheader("Missions", anchor=False)
        mission_links(profile.missions, page.query)
        st.subheader("Counterparts", anchor=False)
        st.dataframe(profile.counterparts(), hide_index=True, height="content")


def _years(profile: Profile, page: Page) -> None:
    # The years of the whole selection, so that two cities can be compared.
    begun = [e.mission.when.first.year for e in page.selection.kept if e.mission.when]
    if profile.undated < len(profile.missions):
        by_year = profile.by_year(range(min(begun), max(begun) + 1))
        palette = PALETTES[page.theme]
        st.subheader("By year", anchor=False)
        st.bar_chart(
            by_year,
            color=[palette.neutral, f"{palette.neutral}8c"],
            y_label="Missions",
            height=220,
            stack=True,
        )
    if profile.undated:
        st.caption(f"{counted(profile.undated, 'mission')} undated, not in the chart.")


def _partnership(tie: Tie, page: Page) -> None:
    partnership = tie.partnership
    since = f" since {partnership.since}" if partnership.since else ""
    st.markdown(plain(f"{partnership.home} and {partnership.partner}: {partnership.kind}{since}"))
    sources = page.atlas.records.sources
    said = [str(sources.get(source, source)) for source in partnership.sources]
    st.caption(plain("; ".join(said)))
