"""What is to be exported and how: widgets in, a recipe out."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from data.export.formats import ExportError
from data.export.recipe import LARGEST_LOGO, Recipe
from data.export.run import make_words, select_subject
from data.export.subject import Subject
from geo.template import HIGHEST_DPI, LOWEST_DPI, TEMPLATES, Words
from pages.widgets import frame
from pages.widgets.frame import Page
from pages.widgets.text import plain

OWN_SIZE = "A size of your own"
_LANGUAGES = {"English": "en", "German": "de"}
_LABELS = {"As the words": None, "English": "en", "German": "de", "Chinese": "zh"}
_LARGEST_BRAND = 1_000_000
"""Bytes; the browser asks for no more, but the server has to look."""
_PROJECTIONS = {
    "Equal area, centred on Eurasia": "equal-area",
    "Equal Earth": "equal-earth",
    "Natural Earth": "natural-earth",
    "Mercator": "mercator",
    "Globe": "globe",
}
_EXTENTS = {"Eurasia": "eurasia", "What is selected": "selection", "China, close up": "china"}
_PALETTES = {"House colours": "house", "Greys, for a copier": "grey", "Our brand": "brand"}


def choose_recipe(page: Page, *, roomy: bool) -> tuple[Recipe, Subject] | None:
    """The recipe that the widgets ask for, and the missions that it is about; None, and the reason
    told, for one that cannot be.

    ``roomy`` says whether there is room to show the words unfolded.
    """
    itineraries = frame.choose_itineraries()
    template = _template()
    language = _one_of("Language", _LANGUAGES)
    values: dict[str, Any] = {
        "filter": page.chosen,
        "map": "itineraries" if itineraries else "flows",
        "language": language,
        **template,
    }
    proposing = Recipe.model_validate(values)
    subject = select_subject(proposing, page.atlas)
    with st.expander("Words", icon=":material/title:", expanded=roomy):
        values["words"] = _words(make_words(proposing, subject))
    with st.expander("Map and colours", icon=":material/palette:"):
        values["look"] = _look()
    try:
        return Recipe.model_validate(values), subject
    except ValidationError as error:
        fault = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        st.error(plain(f"This cannot be made: {fault}."), icon=":material/error:")
        return None


def _template() -> dict[str, Any]:
    names = {template.name: key for key, template in TEMPLATES.items()}
    chosen = st.selectbox("Made for", [*names, OWN_SIZE], key="template", bind="query-params")
    if chosen != OWN_SIZE:
        return {"template": names[chosen]}
    with st.container(horizontal=True):
        width, height = (
            st.number_input(
                label, 1.0, 12_000.0, usual, 1.0, "%g", key=label.lower(), bind="query-params"
            )
            for label, usual in (("Width", 1200.0), ("Height", 800.0))
        )
        unit = st.selectbox("Unit", ["px", "mm", "in"], key="unit", bind="query-params")
        size = {"width": width, "height": height, "unit": unit}
        if unit != "px":
            size["dpi"] = st.number_input(
                "Dots per inch", LOWEST_DPI, HIGHEST_DPI, 300, key="dpi", bind="query-params"
            )
    return {"size": size}


def _words(proposed: Words) -> dict[str, str | None]:
    """A person's own words; None where the proposed ones stand."""
    # A form: half-typed words are in neither the preview nor a file, so that the two never differ.
    with st.form("words", border=False):
        headline = st.text_input(
            "Headline",
            key="headline",
            bind="query-params",
            placeholder=proposed.headline,
            max_chars=LONGEST_HEADLINE,
        )
        subtitle = st.text_input(
            "Subtitle", key="subtitle", bind="query-params", placeholder=proposed.subtitle
        )
        alt = st.text_area("Alt text", key="alt", bind="query-params", placeholder=proposed.alt)
        st.form_submit_button("Use these words", width="stretch", type="primary")
    count = len((headline or proposed.headline).split())
    if count > MOST_WORDS:
        st.caption(f"The headline has {count} words; at most {MOST_WORDS} read well.")
    st.caption("Left empty, a field takes the words shown in it, written from the records.")
    return {"headline": headline or None, "subtitle": subtitle or None, "alt": alt or None}


LONGEST_HEADLINE = 200
MOST_WORDS = 15
"""Words that a headline should not exceed."""


def _look() -> dict[str, Any]:
    look: dict[str, Any] = {
        "projection": _one_of("Projection", _PROJECTIONS),
        "extent": _one_of("Extent", _EXTENTS),
        "labels": _one_of("City names", _LABELS),
        "palette": _one_of("Colours", _PALETTES),
        "borders": st.toggle("Borders", key=frame.BORDERS, bind="query-params"),
    }
    if look["palette"] == "brand":
        brand = st.file_uploader("Brand colours (TOML)", type="toml", max_upload_size=1)
        if brand is None:
            st.info("Upload your brand's colours; until then the house colours are used.")
            look["palette"] = "house"
        elif brand.size > _LARGEST_BRAND:
            raise ExportError("The brand's colours are larger than 1 MB. Use a smaller file.")
        else:
            look["brand"] = brand.getvalue().decode("utf-8", errors="replace")
    logo = st.file_uploader("Logo (PNG or SVG)", type=["png", "svg"], max_upload_size=2)
    if logo is not None:
        if logo.size > LARGEST_LOGO:
            raise ExportError("The logo is larger than 2 MB. Use a smaller file.")
        look["logo"] = base64.b64encode(logo.getvalue()).decode()
    return look


def _one_of(label: str, choices: Mapping[str, str | None]) -> str | None:
    key = label.lower().replace(" ", "_")
    chosen = st.selectbox(label, list(choices), key=key, bind="query-params")
    return choices[chosen]
