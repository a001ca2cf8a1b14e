"""What an export can be written as, by key and by the ending of a file name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from data.errors import AtlasError


class ExportError(AtlasError, ValueError):
    """An export that cannot be made as asked; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    key: str
    name: str
    ending: str
    """With its point."""
    mime: str
    picture: bool = False
    """Whether it is drawn by a template, or holds something that is."""
    mark: str = ""
    """What its file name says beside the selection; the template where it is a picture."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.key: made
        for made in (
            Format("svg", "SVG picture", ".svg", "image/svg+xml", picture=True),
            Format("png", "PNG picture", ".png", "image/png", picture=True),
            Format("pdf", "PDF", ".pdf", "application/pdf", picture=True),
            Format(
                "pptx",
                "PowerPoint slide",
                ".pptx",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                picture=True,
            ),
            Format("html", "Web page that needs no network", ".html", "text/html", mark="page"),
            Format("gif", "Animated GIF, year by year", ".gif", "image/gif", picture=True),
            Format("webp", "Animated WebP, year by year", ".webp", "image/webp", picture=True),
            Format("csv", "CSV table of the missions", ".csv", "text/csv"),
            Format("csv-tables", "All tables as CSV", ".zip", "application/zip", mark="tables"),
            Format(
                "xlsx",
                "Excel workbook",
                ".xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Format("geojson", "GeoJSON", ".geojson", "application/geo+json"),
            Format("kml", "KML", ".kml", "application/vnd.google-earth.kml+xml"),
            Format(
                "flowmap-blue",
                "FlowmapBlue sheets",
                ".zip",
                "application/zip",
                mark="flowmap-blue",
            ),
            Format("kepler", "kepler.gl map", ".json", "application/json", mark="kepler"),
            Format("kepler-csv", "kepler.gl table", ".csv", "text/csv", mark="kepler"),
            Format("flourish", "Flourish tables", ".zip", "application/zip", mark="flourish"),
            Format("alt-text", "Alt text", ".txt", "text/plain", mark="alt-text"),
            Format("zip", "Picture, data, words and recipe", ".zip", "application/zip", True),
        )
    }
)
"""Every format by key, in the order in which they are offered."""

_BY_ENDING: Mapping[str, Format] = {
    made.ending: made
    for made in FORMATS.values()
    # The plain key comes first for an ending that several formats share.
    if made.key == made.ending[1:] or made.key in ("kepler", "alt-text")
}


def find_format(key: str) -> Format:
    """The format of that key. Raises ExportError that lists those there are."""
    try:
        return FORMATS[key]
    except KeyError:
        raise ExportError(
            f"There is no format {key!r}. Use one of: {', '.join(FORMATS)}."
        ) from None


def format_of_file(name: str) -> Format:
    """The format that a file name's ending means. Raises ExportError that lists the endings."""
    ending = PurePath(name).suffix.lower() or "nothing"
    try:
        return _BY_ENDING[ending]
    except KeyError:
        raise ExportError(
            f"A file name that ends in {ending} names no format. Let it end in one of "
            f"{', '.join(sorted(_BY_ENDING))}, or name the format: {', '.join(FORMATS)}."
        ) from None
