"""The interactive map as one HTML file that opens from a memory stick, with no network.

Everything is inside: deck.gl (webpage_assets/README.md says where from), land, data, styles, and
the still picture for readers whose browser has no WebGL and for the printer. A content security
policy names the page's own scripts by their hashes and allows no connection.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

import numpy as np
import pandas as pd
from pandas.api import types

from geo.arcs import Arcs, legend
from geo.errors import GeoError
from geo.palette import PALETTES, Palette
from geo.template import Words
from geo.wording import missions, word

ASSETS = Path(__file__).parent / "webpage_assets"
STATIC = Path(__file__).parents[1] / "static"
SHAPES = {"land": STATIC / "land.geojson", "borders": STATIC / "borders.geojson"}
"""Layers whose data a server would be asked for, and the files that take its place."""
SIZE = (1110, 620)
"""Pixels of the map that the view and the names are laid out for."""
_INLINE = "data:application/json,"
"""How a deck's rows are sent where Streamlit is not to look into them."""
MOST_HEADLINE = 300
"""Characters of a headline, above which it is no headline."""

TEXTS = {
    "en": {
        "skip": "Skip to the table",
        "table": "The map as a table",
        "caption": "{rows} rows. The table holds what the map shows.",
        "sources": "Sources",
        "map": "Interactive map. Drag to move, scroll or use the plus and minus keys to zoom. ",
        "places": "Place visited",
    },
    "de": {
        "skip": "Zur Tabelle springen",
        "table": "Die Karte als Tabelle",
        "caption": "{rows} Zeilen. Die Tabelle enthält, was die Karte zeigt.",
        "sources": "Quellen",
        "map": "Interaktive Karte. Ziehen verschiebt, Mausrad oder Plus und Minus zoomen. ",
        "places": "Besuchter Ort",
    },
}


class PageError(GeoError, ValueError):
    """A page that cannot be made as asked; the message says what to change."""


class HasJson(Protocol):
    """A pydeck deck, or anything else that writes itself as deck.gl JSON."""

    def to_json(self) -> str:
        """The deck as JSON."""


def offline_page(
    arcs: Arcs,
    deck: str | HasJson,
    words: Words,
    table: pd.DataFrame,
    *,
    svg: str,
    dark: str | HasJson | None = None,
    sources: Sequence[str] = (),
    size: tuple[int, int] = SIZE,
) -> str:
    """One HTML document with the map, its legend, a table of the same facts, and the sources.

    Args:
        arcs: what the map shows, for the legend; at least one line or place.
        deck: `geo.deck.mission_deck` of these arcs for a light page, or its JSON.
        words: headline, subtitle, source line, credit and alternative text; plain text.
        table: what a reader who cannot see the map reads instead, one column for each heading in
            order; whole numbers get thousands separators, others no decimals, tuples commas.
        svg: the still picture, as `geo.figure.figure_svg` draws it.
        dark: the deck for a dark page; without one the page is light for everybody.
        sources: one line of plain text for each source.
        size: pixels of the map that the deck's view and names were laid out for.

    The same arguments give the same text. Raises PageError for nothing to show, an empty table,
    headline, source line or alternative text, a headline above 300 characters, a picture that is
    no SVG, and a deck that would fetch something.
    """
    _check(arcs, words, table, svg)
    decks = {"light": _deck(deck, "light")}
    if dark is not None:
        decks["dark"] = _deck(dark, "dark")
    needed = {
        layer["data"].removeprefix("inline:")
        for each in decks.values()
        for layer in each["layers"]
        if isinstance(layer.get("data"), str)
    }
    settings = {"width": size[0], "tooltip": _tooltip(PALETTES["light"])}
    data = [_json(f"atlas-{theme}", each) for theme, each in decks.items()]
    data.append(_json("atlas-shapes", {name: _shape(name) for name in sorted(needed)}))
    data.append(_json("atlas-settings", settings))
    library, own = _asset("deckgl.min.js"), _asset("page.js")
    style = _colours(dark is not None) + _asset("page.css")
    policy = (
        "default-src 'none'; "
        f"script-src {_hash(library)} {_hash(own)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; connect-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    texts = TEXTS.get(words.language, TEXTS["en"])
    picture = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return f"""<!DOCTYPE html>
<html lang="{_text(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{_text(words.alt)}">
<title>{_text(words.headline)}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#table">{texts["skip"]}</a>
<main>
<header>
<h1>{_text(words.headline)}</h1>
{_paragraph(words.subtitle, "subtitle")}</header>
<figure aria-describedby="alt">
<div id="map" role="region" style="aspect-ratio: {size[0]} / {size[1]}"
 aria-label="{_text(texts["map"] + words.alt)}"></div>
<img id="picture" alt="{_text(words.alt)}" src="{picture}" hidden>
<noscript><img class="still" style="width:100%" alt="{_text(words.alt)}" src="{picture}"></noscript>
<figcaption>
{_legend(arcs, words.language)}{_paragraph(words.alt, "small", "alt")}</figcaption>
</figure>
{_table(table, texts, words.language)}
<footer>
<h2>{texts["sources"]}</h2>
{_sources(sources)}{_paragraph(words.source_line, "small")}\
{_paragraph(words.credit, "small")}</footer>
</main>
{"".join(data)}<script>{library}</script>
<script>{own}</script>
</body>
</html>
"""


def _check(arcs: Arcs, words: Words, table: pd.DataFrame, svg: str) -> None:
    if arcs.lines.empty and arcs.points.empty:
        raise PageError("There is nothing to show: no mission is selected. Widen the filters.")
    if table.empty or not len(table.columns):
        raise PageError("The table is empty; it must hold what the map shows.")
    for name, text in (
        ("headline", words.headline),
        ("source line", words.source_line),
        ("alternative text", words.alt),
    ):
        if not text.strip():
            raise PageError(f"The {name} is empty; a page needs one.")
    if len(words.headline) > MOST_HEADLINE:
        raise PageError(
            f"The headline has {len(words.headline)} characters; the most is {MOST_HEADLINE}. "
            "About 15 words make a good headline."
        )
    if "<svg" not in svg[:1000]:
        raise PageError("The still picture for browsers without WebGL is no SVG.")


def _deck(deck: str | HasJson, theme: str) -> dict[str, Any]:
    """The deck with its land marked as being in the page. Raises PageError where it would fetch."""
    try:
        found = json.loads(deck if isinstance(deck, str) else deck.to_json())
        layers = found["layers"]
    except (ValueError, KeyError, TypeError):
        raise PageError(f"The {theme} map is not a deck.gl description in JSON.") from None
    for layer in layers:
        name, data = str(layer.get("id", "")), layer.get("data")
        if isinstance(data, str) and name in SHAPES:
            layer["data"] = f"inline:{name}"
        elif isinstance(data, str) and data.startswith(_INLINE):
            try:
                layer["data"] = json.loads(unquote(data.removeprefix(_INLINE)))
            except ValueError:
                raise PageError(f"The rows of the layer {name!r} are not JSON.") from None
        elif isinstance(data, str):
            raise PageError(f"The layer {name!r} would fetch {data!r}: a page has no network.")
        for key, value in layer.items():
            fetched = isinstance(value, str) and re.match(
                r"(https?:)?//|file:", value, re.IGNORECASE
            )
            if fetched:
                raise PageError(f"The layer {name!r}, {key}, would fetch {value!r}.")
    # pydeck writes a placeholder for the style where there is no base map.
    if found.pop("mapProvider", None) or "/" in str(found.pop("mapStyle", "")):
        raise PageError("The map has a base map from elsewhere: a page has no network.")
    result: dict[str, Any] = found
    return result


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    try:
        return (ASSETS / name).read_text(encoding="utf-8")
    except OSError as error:
        raise PageError(
            f"{name} is missing from geo/webpage_assets ({error.strerror}): the installation is "
            "damaged."
        ) from None


@lru_cache(maxsize=4)
def _shape(name: str) -> Any:
    try:
        return json.loads(SHAPES[name].read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{SHAPES[name].name} cannot be read: {error}") from None


def _json(name: str, value: object) -> str:
    """Data in a script element that no text in it can end."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="{name}">{text}</script>\n'


def _hash(script: str) -> str:
    """How a policy names a script: by the SHA-256 of its text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _text(text: str) -> str:
    return html.escape(text, quote=True)


def _paragraph(text: str, kind: str, name: str = "") -> str:
    own = f' id="{name}"' if name else ""
    return f'<p class="{kind}"{own}>{_text(text)}</p>\n' if text.strip() else ""


def _sources(sources: Sequence[str]) -> str:
    items = "".join(f"<li>{_text(source)}</li>\n" for source in sources if source.strip())
    return f'<ol class="small">\n{items}</ol>\n' if items else ""


def _tooltip(palette: Palette) -> dict[str, str]:
    return {
        "backgroundColor": palette.label,
        "color": palette.halo,
        "whiteSpace": "pre-line",
        "maxWidth": "20rem",
        "padding": "0.5rem 0.65rem",
        "borderRadius": "4px",
        "fontSize": "13px",
        "lineHeight": "1.35",
    }


def _colours(dark: bool) -> str:
    def variables(palette: Palette, page: str) -> str:
        pairs = {
            "page": page,
            "water": palette.water,
            "label": palette.label,
            "neutral": palette.neutral,
            "border": palette.border,
            "gb": palette.party("GB"),
            "de": palette.party("DE"),
        }
        return "".join(f"--{name}:{value};" for name, value in pairs.items())

    style = f":root{{{variables(PALETTES['light'], '#ffffff')}}}\n"
    if dark:
        own = variables(PALETTES["dark"], PALETTES["dark"].water)
        style += f"@media screen and (prefers-color-scheme: dark){{:root{{{own}}}}}\n"
    return style


def _legend(arcs: Arcs, language: str) -> str:
    known = legend(arcs)

    def item(kind: str, line: str, marker: str, text: str) -> str:
        box = 'width="40" height="16" viewBox="0 0 40 16" aria-hidden="true"'
        sign = f"<svg {box}>{line}{marker}</svg>"
        return f'<li><span class="{kind}">{sign}</span>{_text(text)}</li>\n'

    def stroke(width: float, dashed: bool = False) -> str:
        dash = ' stroke-dasharray="7 4"' if dashed else ""
        return f'<path d="M0 8H40" stroke="currentColor" stroke-width="{width:.1f}"{dash}/>'

    shapes = {
        "circle": '<circle cx="20" cy="8" r="5" fill="currentColor"/>',
        "dot": '<circle cx="20" cy="8" r="5" fill="currentColor"/>',
        "diamond": '<path d="M20 1.5L26.5 8L20 14.5L13.5 8Z" fill="currentColor"/>',
    }
    items = [
        item(
            e.party.lower(),
            stroke(2.5, e.style == "dashed"),
            shapes[e.shape],
            word(e.label, language),
        )
        for e in known.lines
    ]
    items += [item("none", "", shapes[shape], word(text, language)) for text, shape in known.places]
    items += [item("none", stroke(e.width), "", missions(e.count, language)) for e in known.widths]
    return f'<ul class="legend" id="legend">\n{"".join(items)}</ul>\n' if items else ""


def _table(table: pd.DataFrame, texts: dict[str, str], language: str) -> str:
    numbers = [types.is_numeric_dtype(dtype) for dtype in table.dtypes]

    def cell(value: object) -> str:
        if isinstance(value, tuple | list):
            return _text(", ".join(str(each) for each in value))
        if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
            return ""
        if isinstance(value, int | float | np.integer | np.floating) and not isinstance(
            value, bool
        ):
            shown = f"{value:,.0f}"
            return shown.replace(",", ".") if language == "de" else shown
        return _text(str(value))

    def kind(number: bool) -> str:
        return ' class="number"' if number else ""

    head = "".join(
        f'<th scope="col"{kind(number)}>{_text(str(name))}</th>'
        for name, number in zip(table.columns, numbers, strict=True)
    )
    rows = []
    for row in table.itertuples(index=False, name=None):
        first, *rest = row
        cells = "".join(
            f"<td{kind(number)}>{cell(value)}</td>"
            for value, number in zip(rest, numbers[1:], strict=True)
        )
        rows.append(f'<tr><th scope="row"{kind(numbers[0])}>{cell(first)}</th>{cells}</tr>\n')
    caption = texts["caption"].format(rows=cell(len(table)))
    return f"""<section aria-labelledby="table">
<h2 id="table" tabindex="-1">{texts["table"]}</h2>
<div class="scroll" role="region" tabindex="0" aria-labelledby="table">
<table>
<caption>{caption}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{"".join(rows)}</tbody>
</table>
</div>
</section>"""
