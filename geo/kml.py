"""Lines and places as KML 2.2 (OGC 07-147r2), for Google Earth and other globes."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

from geo.exchange import NO_TERMS, Terms, line_parts, rows_as_plain
from geo.palette import PALETTES, rgb
from geo.wording import missions, word

NAMESPACE = "http://www.opengis.net/kml/2.2"

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def kml(
    lines: pd.DataFrame,
    places: pd.DataFrame,
    *,
    title: str,
    description: str,
    data: Mapping[str, str] | None = None,
    terms: Terms = NO_TERMS,
    language: str = "en",
) -> str:
    """A KML document: a folder of places and a folder of lines in the colours of their parties.

    Args:
        lines: FLOWS or LEGS; drawn along the great circle, cut at the antimeridian.
        places: PLACES.
        title, description: of the document; plain text.
        data: further values kept in the document.
        terms: what stands for a value, by column.
        language: of folders and counts, "en" or "de".

    Every column travels as ExtendedData. Text is escaped twice where a globe would read HTML.
    Raises FrameError when a frame breaks its contract.
    """
    place_rows, line_rows = rows_as_plain(lines, places, terms)
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _texts(document, name=title, description=_as_html(description))
    if data:
        _extended(document, data)
    parties = sorted({str(row["party"]) for row in (*place_rows, *line_rows)})
    for party in parties:
        _style(document, party)
    folder = ET.SubElement(document, "Folder")
    _texts(folder, name=word("Places", language))
    for row in place_rows:
        mark = _placemark(folder, str(row["name"]), missions(row["missions"], language), row)
        point = ET.SubElement(mark, "Point")
        _texts(point, coordinates=f"{row['lon']},{row['lat']}")
    folder = ET.SubElement(document, "Folder")
    _texts(folder, name=word("Lines", language))
    for row in line_rows:
        titles = row["titles"] if "titles" in row else [row["title"]]
        told = "\n".join(filter(None, (str(row["years"]), *map(str, titles))))
        mark = _placemark(folder, f"{row['from_name']} – {row['to_name']}", told, row)
        parts = line_parts(row)
        holder = mark if len(parts) == 1 else ET.SubElement(mark, "MultiGeometry")
        for part in parts:
            drawn = ET.SubElement(holder, "LineString")
            path = " ".join(f"{lon},{lat}" for lon, lat in part)
            _texts(drawn, tessellate="1", coordinates=path)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def xml_text(text: str) -> str:
    """The text without the control characters and lone surrogates that XML cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _placemark(folder: ET.Element, name: str, told: str, row: Mapping[str, Any]) -> ET.Element:
    mark = ET.SubElement(folder, "Placemark")
    _texts(mark, name=name, description=_as_html(told), styleUrl=f"#party-{row['party']}")
    _extended(mark, {key: _value(value) for key, value in row.items()})
    return mark


def _extended(parent: ET.Element, values: Mapping[str, str]) -> None:
    holder = ET.SubElement(parent, "ExtendedData")
    for key, value in values.items():
        _texts(ET.SubElement(holder, "Data", name=key), value=value)


def _style(document: ET.Element, party: str) -> None:
    red, green, blue = rgb(PALETTES["light"].party(party))
    # KML writes colours as alpha, blue, green, red.
    colour = f"ff{blue:02x}{green:02x}{red:02x}"
    style = ET.SubElement(document, "Style", id=xml_text(f"party-{party}"))
    _texts(ET.SubElement(style, "IconStyle"), color=colour, scale="0.7")
    _texts(ET.SubElement(style, "LineStyle"), color=colour, width="2")


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = xml_text(text)


def _as_html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _value(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
