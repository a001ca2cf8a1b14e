"""Calls the drawing modules of geo for a recipe; loads them only then, for they take a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from data.export.columns import COLUMNS
from data.export.formats import ExportError
from data.export.recipe import Recipe
from data.export.subject import Subject, place_name
from data.export.tables import missions_table
from geo.arcs import Arcs
from geo.brand import brand_from_toml
from geo.template import LOWEST_DPI, Look, Template, Words

PAGE_COLUMNS = ("title", "first_day", "last_day", "origins", "stops", "sectors", "status", "km")
"""Columns of the missions' table that a web page shows."""
HEADINGS = {
    "en": ("Mission", "From", "Until", "Origins", "Stops", "Sectors", "Status", "km"),
    "de": ("Reise", "Von", "Bis", "Ausgangsorte", "Stationen", "Branchen", "Stand", "km"),
}


def make_look(recipe: Recipe, subject: Subject) -> Look:
    """How the figure looks. Raises BrandError for a brand that cannot be used."""
    asked = recipe.look
    labels = asked.labels or recipe.language
    places = [v.place for e in subject.itineraries for v in (*e.origins, *e.stops) if v.place]
    return Look(
        projection=asked.projection,
        extent=asked.extent,
        borders=asked.borders,
        palette=asked.palette,
        labels=labels,
        logo=asked.logo_bytes,
        brand=brand_from_toml(asked.brand, "The recipe's brand") if asked.brand else None,
        names={place.key: place_name(place, labels) for place in places},
    )


def figure(
    recipe: Recipe, subject: Subject, words: Words, kind: Literal["svg", "png", "pdf"]
) -> bytes:
    """The figure as the bytes of a file. Raises GeoError."""
    from geo.figure import figure_pdf, figure_png, figure_svg

    parts = (subject.arcs, recipe.sized(), words, make_look(recipe, subject))
    if kind == "svg":
        return figure_svg(*parts).encode()
    if kind == "pdf":
        return figure_pdf(*parts)
    return figure_png(*parts, dpi=recipe.dpi)


def unnamed(recipe: Recipe, subject: Subject, words: Words) -> tuple[str, ...]:
    """Names of the places that the figure shows without their names. Raises GeoError."""
    from geo.figure import unnamed_places

    look = make_look(recipe, subject)
    found = unnamed_places(subject.arcs, recipe.sized(), words, look)
    return tuple(name for _, name in found)


def slide(recipe: Recipe, subject: Subject, words: Words, notes: str) -> bytes:
    """The PowerPoint slide. Raises GeoError."""
    from geo.slides import slide_pptx

    look = make_look(recipe, subject)
    return slide_pptx(subject.arcs, recipe.sized(), words, look, notes)


def page(recipe: Recipe, subject: Subject, words: Words, sources: Sequence[str]) -> str:
    """The web page. Raises GeoError."""
    from geo.deck import mission_deck
    from geo.view import fit
    from geo.webpage import SIZE, offline_page

    arcs, borders = subject.arcs, recipe.look.borders
    view = fit(arcs.extent, SIZE)
    light, dark = (
        mission_deck(arcs, view=view, size=SIZE, theme=theme, borders=borders)
        for theme in ("light", "dark")
    )
    return offline_page(
        arcs,
        light,
        words,
        page_table(subject, recipe.language),
        svg=figure(recipe, subject, words, "svg").decode(),
        dark=dark,
        sources=sources,
    )


def page_table(subject: Subject, language: str) -> pd.DataFrame:
    """The missions for a reader of a web page; all columns text but km, float64, NaN if unknown."""
    keys = [column.key for column in COLUMNS["missions"]]
    made: dict[str, Any] = {key: [] for key in PAGE_COLUMNS}
    for row in missions_table(subject, language).rows:
        values = dict(zip(keys, row, strict=True))
        for key in PAGE_COLUMNS[:-1]:
            made[key].append("" if values[key] is None else str(values[key]))
        made["km"].append(float("nan") if values["km"] is None else values["km"])
    table = pd.DataFrame(made).astype({"km": "float64"})
    table.columns = pd.Index(HEADINGS[language])
    return table


def animation(
    recipe: Recipe, subject: Subject, words: Words, kind: Literal["gif", "webp"]
) -> bytes:
    """The missions year by year. Raises GeoError, and ExportError where no mission is dated."""
    if subject.years is None:
        raise ExportError(
            "No mission selected has a date, so there are no years to show one after another. "
            "Choose another format, or other missions."
        )
    from geo.animation import MOST_SIDE, Year, animated, year_frames
    from geo.figure import figure_png

    template = recipe.sized()
    dpi = None
    if template.medium == "print":
        dpi = max(LOWEST_DPI, min(template.dpi, int(MOST_SIDE / max(template.inches))))
    first, last = subject.years
    years = [Year(str(year), in_year(subject, year).arcs) for year in range(first, last + 1)]

    def draw(
        arcs: Arcs, sized: Template, said: Words, look: Look, pictures: Sequence[Arcs]
    ) -> bytes:
        return figure_png(arcs, sized, said, look, dpi, pictures)

    frames = year_frames(years, template, words, make_look(recipe, subject), draw)
    return animated(frames, format=kind)


def in_year(subject: Subject, year: int) -> Subject:
    """The same, with the missions alone that touch a calendar year."""
    dated = [(entry, entry.mission.when) for entry in subject.itineraries]
    kept = tuple(entry for entry, when in dated if when and when.touches(year, year))
    return replace(subject, itineraries=kept)
