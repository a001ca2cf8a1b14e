"""Where a mission starts and stops: names typed, doubts asked, order changed, the route drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import JsonValue

from data.frames import make_tables
from data.itinerary import Geocoder, Itinerary, find_places, folded, name_of_country
from data.model import CHINA, HOME_COUNTRIES, Direction, Mission, PlaceName, Status, Stop
from geo.palette import Theme
from geo.places import Match, Outcome, Place, Resolution
from geo.regions import country_names
from pages.widgets.correcting import correct_place
from pages.widgets.form import place_search
from pages.widgets.form.fields import Form, number, pick, row_buttons, say, span, standing, text
from pages.widgets.map import draw_small_map
from pages.widgets.text import plain


@dataclass(frozen=True)
class _Group:
    name: str
    title: str
    add: str
    empty: str


ORIGINS = _Group(
    "origins",
    "From",
    "Add an origin",
    "Where the delegation comes from; the first one leads.",
)
STOPS = _Group("stops", "To", "Add a stop", "Every place visited, in the order of travel.")


def draw_places(form: Form, group: _Group, geocoder: Geocoder) -> None:
    """The places of a group in order, each with what is doubtful about it, and a box for more."""
    st.markdown(f"**{group.title}**")
    numbers = list(form.working.numbers.get(group.name, ()))
    if not numbers:
        st.caption(group.empty)
    for place, number_ in enumerate(numbers, start=1):
        with st.container(border=True, gap="xsmall", key=form.key(group.name, number_, "box")):
            _draw_place(form, group, number_, place, geocoder)
    say(form.faults_at((group.name,)))
    _add_box(form, group, geocoder)


def draw_route(form: Form, geocoder: Geocoder, *, theme: Theme, width: int) -> None:
    """The route as it stands, on a map; a word where there is nothing to draw yet."""
    itinerary = preview(form.working.result(evidence=False), geocoder)
    if itinerary is None or itinerary.km is None:
        st.caption("The route shows here as soon as an origin and a stop are known.")
        return
    key = f"atlas_form_map_{form.working.token}"
    draw_small_map(make_tables([itinerary]), theme=theme, width=width, height=300, key=key)
    st.caption(f"{itinerary.km:,.0f} km from the first origin through every stop and home.")


def preview(values: dict[str, JsonValue], geocoder: Geocoder) -> Itinerary | None:
    """The journey as far as it is entered; None while no origin has a name and a country."""
    origins = [PlaceName(**each) for each in _named(values, "origins")]
    stops = [Stop(**each) for each in _named(values, "stops")]
    if not origins:
        return None
    outward = values.get("direction") != Direction.INBOUND.value
    # Not validated: half a mission is none yet, but its way can be drawn.
    journey = Mission.model_construct(
        id="preview",
        title=str(values.get("title") or "This mission"),
        status=Status.PLANNED,
        sources=(),
        direction=Direction.OUTBOUND if outward else Direction.INBOUND,
        origins=tuple(origins),
        stops=tuple(stops),
    )
    return find_places([journey], geocoder)[0]


def _named(values: dict[str, JsonValue], group: str) -> list[dict[str, Any]]:
    found = values.get(group)
    items = found if isinstance(found, list) else []
    return [
        {part: each[part] for part in ("name", "country", "region") if each.get(part)}
        for each in items
        if isinstance(each, dict) and _is_placed(each)
    ]


def _is_placed(item: dict[str, Any]) -> bool:
    country = item.get("country")
    texts = all(isinstance(item.get(part, ""), str) for part in ("name", "region"))
    named = bool(str(item.get("name") or "").strip())
    return texts and named and isinstance(country, str) and country in country_names()


def _draw_place(form: Form, group: _Group, number_: int, place: int, geocoder: Geocoder) -> None:
    working = form.working
    item = working.get((group.name, number_))
    held: dict[str, JsonValue] = item if isinstance(item, dict) else {}
    answer = place_search.answer_for(held, geocoder)
    name = str(held.get("name") or "")
    heading, buttons = st.columns([1, 1] if form.narrow else [5, 3], vertical_alignment="center")
    heading.markdown(f"{place}\\. {plain(_heading(held, answer))}")
    with buttons, st.container(horizontal=True, horizontal_alignment="right", gap="xsmall"):
        details = form.key(group.name, number_, "details")
        with st.popover(":material/edit:", type="tertiary", key=details, help="Details"):
            _details(form, group, number_)
            country = str(held.get("country") or "")
            correct_place(name, country, geocoder, key=form.key(group.name, number_, "correct"))
        row_buttons(form, group.name, number_, name or "this place")
    _doubt(form, group, number_, held, answer, geocoder)
    say(form.faults_in((group.name, number_)))


def _heading(item: dict[str, JsonValue], answer: Resolution | None) -> str:
    """The place in full once it is settled, else the name as it was typed."""
    name = str(item.get("name") or "No name yet")
    settled = answer is not None and answer.outcome is Outcome.FOUND and answer.place is not None
    if answer is None or answer.place is None or not settled:
        country = str(item.get("country") or "")
        parts = (name, str(item.get("region") or ""), name_of_country(country) if country else "")
        return ", ".join(filter(None, parts))
    found = place_search.in_full(answer.place)
    return found if folded(found).startswith(folded(name)) else f"{name}: {found}"


def _doubt(
    form: Form,
    group: _Group,
    number_: int,
    item: dict[str, JsonValue],
    answer: Resolution | None,
    geocoder: Geocoder,
) -> None:
    """What is not settled about a place, with the choices that settle it."""
    if answer is None:
        return
    name = str(item.get("name"))
    best = answer.best
    if answer.outcome is Outcome.AMBIGUOUS:
        st.markdown(f"Which {plain(name)} is meant?")
        _offers(form, group, number_, [each.place for each in place_search.rivals(answer)])
    elif answer.outcome is Outcome.NOT_FOUND:
        country = str(item.get("country") or "")
        where = f" in {name_of_country(country)}" if country else ""
        near = [each.place for each in place_search.suggestions(geocoder, name, [country])]
        ask = "Is one of these meant?" if near else "Check the spelling, or say where it is."
        st.markdown(f":orange[{plain(f'Not found{where}.')}] {ask}")
        _offers(form, group, number_, near)
    elif answer.outcome is Outcome.UNAVAILABLE:
        st.caption(plain(f"Nobody could be asked where {name} is. {' '.join(answer.trace[-1:])}"))
    elif best is not None and best.match is Match.FUZZY:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":orange[“{plain(name)}” is taken for {plain(best.place.name)}.]")
            st.button(
                plain(f"Use {best.place.name}"),
                key=form.key(group.name, number_, "spelling"),
                help="Keeps what you typed as the spelling in the source.",
                on_click=_settle,
                args=(form, group, number_, best.place, geocoder),
            )


def _offers(form: Form, group: _Group, number_: int, places: Sequence[Place]) -> None:
    with st.container(horizontal=True, gap="small"):
        for place in places:
            st.button(
                plain(place_search.in_full(place)),
                key=form.key(group.name, number_, "offer", place.key),
                on_click=_choose,
                args=(form, group, number_, place),
            )


def _choose(form: Form, group: _Group, number_: int, place: Place) -> None:
    """The place that is meant, pinned down by its region."""
    region = place.region if place.region != place.name else None
    _put(form, group, number_, {"name": place.name, "country": place.country, "region": region})


def _settle(form: Form, group: _Group, number_: int, place: Place, geocoder: Geocoder) -> None:
    """The right spelling; what was typed stays as the spelling in the source."""
    typed = form.working.get((group.name, number_, "name"))
    item = place_search.item_of(place, geocoder)
    if group is STOPS and form.working.get((group.name, number_, "written")) is None:
        item["written"] = typed
    _put(form, group, number_, item)


def _put(form: Form, group: _Group, number_: int, item: dict[str, JsonValue]) -> None:
    for part, value in item.items():
        form.working.put((group.name, number_, part), value)
        # So that the field, which may be on the page, shows the new value.
        st.session_state.pop(form.key(group.name, number_, part), None)


def _details(form: Form, group: _Group, number_: int) -> None:
    at = (group.name, number_)
    left, right = st.columns(2)
    with left:
        text(form, "Name", (*at, "name"))
        pick(form, "Country", (*at, "country"), _countries(), name=name_of_country)
    with right:
        text(form, "Region", (*at, "region"), help="Only where the name alone would not do.")
        if group is STOPS:
            text(form, "Spelling in the source", (*at, "written"))
    if group is not STOPS:
        return
    with left:
        span(form, "Date", (*at, "when"), placeholder="25 June 2019")
        standing(form, (*at, "when"))
    with right:
        number(form, "Days there", (*at, "days"))
    text(form, "Note", (*at, "note"))


def _countries() -> list[str]:
    """Codes of countries: those that the atlas is about first, then by name."""
    names = country_names()
    first = [code for code in ("GB", "DE", "CN", "HK", "MO", "TW") if code in names]
    return [*first, *sorted(set(names) - set(first), key=lambda code: names[code])]


@st.fragment
def _add_box(form: Form, group: _Group, geocoder: Geocoder) -> None:
    """A name as it is typed, and the places that it may become."""
    key = form.key(group.name, "add")
    if st.session_state.pop(f"{key}_done", False):
        st.rerun()  # The whole page, with the map.
    typed = st.text_input(
        group.add,
        key=key,
        live=True,
        placeholder="Type a name in English, German or Chinese",
    )
    name = " ".join(str(typed or "").split())
    if not name:
        return
    found = place_search.suggestions(geocoder, name, _likely(form, group))
    if not found:
        st.caption("No place of that name is known. Check the spelling, or go on typing.")
    with st.container(horizontal=True, gap="small"):
        for candidate in found:
            place = candidate.place
            st.button(
                plain(place_search.in_full(place)),
                key=form.key(group.name, "add", place.key),
                on_click=_add,
                args=(form, group, place_search.item_of(place, geocoder), key),
            )
        if not any(folded(each.place.name) == folded(name) for each in found):
            country = next(iter(_likely(form, group)))
            st.button(
                plain(f"Add “{name}” as typed"),
                key=form.key(group.name, "add", "typed"),
                type="tertiary",
                on_click=_add,
                args=(form, group, {"name": name, "country": country}, key),
            )


def _add(form: Form, group: _Group, item: dict[str, JsonValue], key: str) -> None:
    form.working.add(group.name, item)
    st.session_state[key] = ""
    st.session_state[f"{key}_done"] = True


def _likely(form: Form, group: _Group) -> list[str]:
    """The countries in which a place of this group mostly lies."""
    home = (group is ORIGINS) == (form.working.get(("direction",)) != Direction.INBOUND.value)
    return ["GB", *sorted(HOME_COUNTRIES - {"GB"})] if home else ["CN", *sorted(CHINA - {"CN"})]
