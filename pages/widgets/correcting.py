"""A wrong place put right: once, for its name, wherever it stands in the records."""

from __future__ import annotations

import streamlit as st

from data.corrections import Correction
from data.export.file_names import slug
from data.itinerary import Geocoder, Visit, name_of_country
from data.store import Delete, Kind, Save
from geo.coordinates import CoordinatesError, read_point
from geo.places import Place, PlaceKind, Point
from geo.resolver import Resolver
from pages.widgets import acts
from pages.widgets.form.place_search import in_full, suggestions
from pages.widgets.resources import current_store
from pages.widgets.text import counted, plain

_PLACE, _POINT, _NONE = "Another place", "A point on the map", "No place at all"
_NEAR_KM = 100.0
"""A point takes country and region from the nearest town, if it is this near."""


def correct_place(name: str, country: str, geocoder: Geocoder, *, key: str) -> None:
    """Asks what a name means and keeps the answer, for every record that uses the name."""
    if not name.strip():
        return
    where = f" in {name_of_country(country)}" if country else ""
    asked = plain(f"What does “{name}”{where} mean?")
    st.markdown(f"**Wrong place?** {asked}")
    kind = st.segmented_control(
        "What it means",
        [_PLACE, _POINT, _NONE],
        key=f"{key}_kind",
        label_visibility="collapsed",
    )
    if kind == _PLACE:
        _another(name, country, geocoder, key)
    elif kind == _POINT:
        _point(name, country, geocoder, key)
    elif kind == _NONE:
        _save_button("It is no place: leave it off the map", name, country, None, key)
    if kind:
        st.caption(
            "This holds for every record with that name, now and later, until it is undone in "
            "“Bin and history”."
        )


def correct_visits(visits: tuple[Visit, ...], geocoder: Geocoder, *, key: str) -> None:
    """A choice of a mission's places, and what the chosen one means."""
    by_name = {f"{visit.at.name}, {name_of_country(visit.at.country)}": visit for visit in visits}
    if not by_name:
        return
    chosen = st.selectbox("Place", list(by_name), index=None, key=f"{key}_place")
    if chosen is not None:
        visit = by_name[chosen]
        found = in_full(visit.place) if visit.place else "not found"
        st.caption(plain(f"Now: {found}."))
        at = visit.at
        correct_place(at.name, at.country, geocoder, key=f"{key}_{slug(at.name)}_{at.country}")


def draw_corrections() -> None:
    """Every correction that holds, each with a way to take it back."""
    kept = current_store().all(Kind.CORRECTION)
    if not kept:
        st.caption(
            "No place has been corrected. “Wrong place?” on a mission's page or in the form does."
        )
        return
    st.caption(counted(len(kept), "correction"))
    for each in kept:
        correction: Correction = each.record
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(in_words(correction)), width="stretch")
            st.button(
                "Undo",
                icon=":material/undo:",
                key=f"atlas_correction_{each.id}",
                help=plain(f"{correction.name} is found by the gazetteer again."),
                on_click=_take_back,
                args=(correction, each.version),
            )


def in_words(correction: Correction) -> str:
    """A correction as a sentence."""
    country = f" ({name_of_country(correction.country)})" if correction.country else ""
    if correction.place is None:
        return f"“{correction.name}”{country} is no place."
    place = correction.place.to_place()
    return (
        f"“{correction.name}”{country} is {in_full(place)}, at {place.point.lat:.2f}, "
        f"{place.point.lon:.2f}."
    )


def place_at(point: Point, name: str, country: str, geocoder: Geocoder) -> tuple[Place, str]:
    """A place of one's own at a point, and where that is in words.

    It takes its region from the nearest town of the country, if that is within 100 km.
    """
    near = None
    if isinstance(geocoder, Resolver):
        near = geocoder.gazetteer.nearest(point, country=country or None)
    close = near is not None and near[1] <= _NEAR_KM
    words = "far from any town that the gazetteer knows"
    if near is not None:
        words = f"{near[1]:,.0f} km from {in_full(near[0])}"
    key = f"own:{slug(name)}:{point.lat:.4f},{point.lon:.4f}"
    place = Place(
        key=key,
        name=name,
        country=country or (near[0].country if near else ""),
        region=near[0].region if near and close else None,
        kind=PlaceKind.CITY,
        point=point,
    )
    return place, words


def _another(name: str, country: str, geocoder: Geocoder, key: str) -> None:
    typed = st.text_input(
        "Name of the place",
        key=f"{key}_search",
        live=True,
        placeholder="Type a name in English, German or Chinese",
    )
    found = suggestions(geocoder, str(typed or ""), [country] if country else [])
    # In another country the record's own country would be wrong, and its place not found.
    meant = [each.place for each in found if not country or each.place.country == country]
    if typed and not meant:
        where = f" in {name_of_country(country)}" if country else ""
        st.caption(plain(f"The gazetteer knows no such place{where}. Set a point instead."))
    with st.container(horizontal=True):
        for place in meant:
            _save_button(in_full(place), name, country, place, f"{key}_{place.key}")


def _point(name: str, country: str, geocoder: Geocoder, key: str) -> None:
    typed = st.text_input("Latitude, longitude", key=f"{key}_point", placeholder="31.95, 118.78")
    if not typed:
        return
    try:
        point = read_point(typed)
    except CoordinatesError as error:
        st.markdown(f":red[:material/error: {plain(str(error))}]")
        return
    place, words = place_at(point, name, country, geocoder)
    st.markdown(plain(f"{point.lat:.4f}, {point.lon:.4f}: {words}."))
    if place.country:
        _save_button(f"Put {name} there", name, country, place, key)


def _save_button(label: str, name: str, country: str, place: Place | None, key: str) -> None:
    st.button(
        plain(label),
        key=f"{key}_save",
        on_click=_save,
        args=(name, country, place),
    )


def _save(name: str, country: str, place: Place | None) -> None:
    correction = Correction.of(name, country, place)
    kept = current_store().get(Kind.CORRECTION, correction.id)
    acts.write([Save(correction, kept.version if kept else None)], in_words(correction))


def _take_back(correction: Correction, version: int) -> None:
    change = Delete(Kind.CORRECTION, correction.id, version)
    acts.write([change], f"The correction of {correction.name} no longer holds.")
