"""What every page starts with: settings, navigation, filters, and what the filters select.

Names the session-state keys that pages and widgets share; a key that one widget alone uses stands
beside it. The filter lives in the link: a page opened with a query shows just that, and every
change is written back, so that the link can be handed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.atlas import Atlas
from data.errors import AtlasError
from data.filters import Facet, Filter, Selection, parse_query, select
from geo.palette import Theme
from pages.widgets import author, messages, sidebar
from pages.widgets.missions import MISSION
from pages.widgets.resources import current_atlas, current_store

_ICON = Path(__file__).parents[2] / "static" / "icon.svg"
_CHOSEN = "atlas_filter"
_LINK = "atlas_link"
_IGNORED = "atlas_ignored"
_TICKED = "atlas_ticked_mission"
SELECTED = "atlas_selected"
MAP, MAP_VIEW = "atlas_map", "atlas_map_view"
MAP_TABLE = "atlas_map_table"
SHOW, BORDERS, TABLE, PLACE = "show", "borders", "table", "place"
"""Keys of widgets that Streamlit itself keeps in the link."""

ADD = "add"
"""Parameter of a link to the page Add: which section."""
DRAFT, EDIT = "draft", "edit"
"""Parameters of a link to the form there: the id of a draft or a mission."""
ADD_PAGE = "pages/4_Add.py"
"""Shown only to those who may write."""

PAGES = (
    ("dashboard.py", "Map", ":material/map:"),
    ("pages/1_Missions.py", "Missions", ":material/list_alt:"),
    ("pages/2_Cities.py", "Cities", ":material/location_city:"),
    ("pages/3_Export.py", "Export", ":material/download:"),
    (ADD_PAGE, "Add", ":material/add_circle:"),
    ("pages/5_About.py", "About", ":material/info:"),
)


@dataclass(frozen=True)
class Page:
    """What a page works with."""

    atlas: Atlas
    chosen: Filter
    selection: Selection
    theme: Theme

    @property
    def query(self) -> dict[str, list[str]]:
        """The filter as a link's query, to carry to another page."""
        return self.chosen.to_query()


def begin(title: str, *, filtered: bool = True, filters_later: bool = False) -> Page:
    """Sets the page up, draws the sidebar and says what was left out.

    ``filtered=False`` keeps the filter for the other pages but neither draws nor applies it.
    ``filters_later=True`` applies it and leaves the drawing to ``draw_filters``.
    """
    st.set_page_config(
        page_title=f"{title} · Mission Atlas",
        # An icon by name would be fetched from Google's servers.
        page_icon=str(_ICON),
        layout="wide",
    )
    atlas = _opened_atlas()
    chosen = _settled_filter(atlas)
    with st.sidebar:
        _navigation(chosen)
        author.draw_sign_in()
        if filtered and not filters_later:
            chosen = sidebar.draw_filters(atlas, chosen)
    _remember(chosen)
    selection = select(atlas.itineraries, chosen if filtered else Filter())
    author.warn_of_trouble()
    messages.faults(atlas)
    messages.ignored(st.session_state.get(_IGNORED, ()))
    return Page(atlas, chosen, selection, _theme())


def draw_filters(page: Page) -> None:
    """The sidebar's filters, on a page that began without them.

    Their widgets take the browser longer than all the rest of a page; what comes before them is
    seen first. They show what the page works with, and a change of theirs starts the next run.
    """
    with st.sidebar:
        sidebar.draw_filters(page.atlas, page.chosen)


def _opened_atlas() -> Atlas:
    """The atlas; where there is none, the page says why and ends here."""
    try:
        author.admit()
        messages.read_only(current_store())
        return current_atlas()
    except AtlasError as error:
        messages.closed(error)
        st.stop()


def choose_itineraries() -> bool:
    """A switch between arcs and itineraries, kept in the link; True for itineraries."""
    show = st.segmented_control(
        "Show",
        ["Arcs", "Itineraries"],
        default="Arcs",
        required=True,
        key=SHOW,
        bind="query-params",
        label_visibility="collapsed",
    )
    return show == "Itineraries"


def open_mission(ticked: str | None) -> None:
    """Opens the mission whose row was just ticked; a row that stays ticked opens nothing anew."""
    if ticked != st.session_state.get(_TICKED):
        st.session_state[_TICKED] = ticked
        if ticked is not None:
            st.query_params[MISSION] = ticked


def opened_mission() -> str | None:
    """Id of the mission that the link asks for; None when it asks for none."""
    return st.query_params.get(MISSION) or None


def table_key(chosen: Filter) -> str:
    """A key for the table of missions that changes with the filter: a tick is kept by the number
    of its row, and under another filter the same row is another mission."""
    return f"atlas_missions_{sorted(chosen.to_query().items())}"


def _settled_filter(atlas: Atlas) -> Filter:
    """The filter as the link and the widgets have it at the start of a run.

    What a person did in a widget wins; else a link that differs from the one written last was
    opened or gone back to, and wins; else nothing has changed.
    """
    link = {
        facet.value: st.query_params.get_all(facet.value)
        for facet in Facet
        if facet.value in st.query_params
    }
    last: Filter | None = st.session_state.get(_CHOSEN)
    if last is not None:
        from_widgets = sidebar.filter_in_widgets(atlas, last)
        if from_widgets != last:
            st.session_state[_IGNORED] = ()
            return sidebar.within_known_years(atlas, from_widgets)[0]
        if link == st.session_state.get(_LINK):
            return sidebar.within_known_years(atlas, last)[0]
    chosen, ignored = parse_query(link, atlas.known)
    chosen, outside = sidebar.within_known_years(atlas, chosen)
    sidebar.put_in_widgets(atlas, chosen)
    st.session_state[_IGNORED] = (*ignored, *outside)
    return chosen


def _remember(chosen: Filter) -> None:
    link = chosen.to_query()
    st.session_state[_CHOSEN] = chosen
    st.session_state[_LINK] = link
    query = st.query_params
    stale = {facet.value for facet in Facet if facet.value in query} - set(link)
    changed = {name: values for name, values in link.items() if query.get_all(name) != values}
    if stale or changed:
        # In one step, so that one step back undoes it.
        query.update({**{name: [] for name in stale}, **changed})


def carried() -> dict[str, list[str]]:
    """What a link to another page takes along beside the filter: how the map is shown."""
    names = (SHOW, BORDERS, TABLE)
    return {name: st.query_params.get_all(name) for name in names if name in st.query_params}


def _navigation(chosen: Filter) -> None:
    st.markdown("### Mission Atlas")
    looks = carried()
    hidden = () if author.may_write() else (ADD_PAGE,)
    for path, label, icon in PAGES:
        if path in hidden:
            continue
        st.page_link(path, label=label, icon=icon, query_params={**looks, **chosen.to_query()})


def _theme() -> Theme:
    return "dark" if st.context.theme.type == "dark" else "light"
