"""The preview of an export, and its files to download."""

from __future__ import annotations

import streamlit as st

from data.atlas import Atlas
from data.export.file_names import file_name
from data.export.formats import FORMATS, ExportError, Format
from data.export.recipe import Recipe, RecipeLook, records_hash
from data.export.run import Exported, export, select_subject
from data.export.subject import Subject
from pages.widgets.frame import Page
from pages.widgets.text import plain

_GROUPS = {
    "Picture": ("png", "svg", "pdf"),
    "Slide, page, animation": ("pptx", "html", "gif", "webp"),
    "Data": ("xlsx", "csv", "csv-tables", "geojson", "kml"),
    "To carry on elsewhere": ("flowmap-blue", "kepler", "kepler-csv", "flourish"),
}
_SLOW = " – takes one to two seconds for each year"
_PREVIEW_HEIGHT = 620
"""Pixels: the whole of an upright story beside its options."""


def draw_preview(recipe: Recipe, subject: Subject, atlas: Atlas) -> bool:
    """The figure as it will be; or False, and told what stands in its way."""
    try:
        drawn = recipe.model_copy(update={"format": "svg"})
        made = _made(drawn.to_json(), records_hash(subject), subject, atlas)
    except ExportError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return False
    wide, high = recipe.sized().layout_size
    with st.container(border=True, horizontal_alignment="center"):
        width = round(_PREVIEW_HEIGHT * wide / high)
        st.image(made.data.decode(), width="stretch" if width > _PREVIEW_HEIGHT else width)
    for notice in made.notices:
        st.caption(plain(notice))
    return True


def draw_still_map(page: Page, *, itineraries: bool, borders: bool) -> None:
    """The map as a picture, for a browser that cannot draw the interactive one."""
    recipe = Recipe(
        filter=page.chosen,
        map="itineraries" if itineraries else "flows",
        template="x",
        look=RecipeLook(borders=borders),
    )
    st.caption("This browser cannot draw the interactive map, so here it is as a picture.")
    draw_preview(recipe, select_subject(recipe, page.atlas), page.atlas)


def draw_files(recipe: Recipe, subject: Subject, atlas: Atlas) -> None:
    """One download a format, made when it is asked for, and the recipe that makes it again."""
    names = {key: file_name(recipe, subject, made) for key, made in FORMATS.items()}
    for group, keys in _GROUPS.items():
        st.markdown(f"**{group}**")
        with st.container(horizontal=True, gap="small"):
            for key in keys:
                _download(FORMATS[key], recipe, subject, atlas, names[key])
    st.markdown("**Words, recipe, and everything at once**")
    with st.container(horizontal=True, gap="small"):
        _download(FORMATS["alt-text"], recipe, subject, atlas, names["alt-text"])
        st.download_button(
            "Recipe",
            recipe.to_json(),
            file_name=names["svg"].rsplit(".", 1)[0] + "_recipe.json",
            mime="application/json",
            on_click="ignore",
            key="download_recipe",
            help="The same file again, with python -m data export --recipe FILE.",
        )
        _download(FORMATS["zip"], recipe, subject, atlas, names["zip"])


def _download(made: Format, recipe: Recipe, subject: Subject, atlas: Atlas, name: str) -> None:
    asked = recipe.model_copy(update={"format": made.key})
    st.download_button(
        made.name,
        # Runs on another thread when somebody clicks, so it closes over plain values only.
        lambda: export(asked, atlas, subject).data,
        file_name=name,
        mime=made.mime,
        on_click="ignore",
        key=f"download_{made.key}",
        help=plain(name) + (_SLOW if made.key in ("gif", "webp") else ""),
    )


@st.cache_data(max_entries=64, show_spinner="Drawing the figure…")
def _made(recipe: str, records: str, _subject: Subject, _atlas: Atlas) -> Exported:
    """Cached by the recipe and the records that it is about."""
    return export(Recipe.from_json(recipe), _atlas, _subject)
