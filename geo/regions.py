"""Regions as the atlas names them: ITL1 regions, Länder, provinces; and countries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.errors import GazetteerError

COUNTRY_FILE = Path(__file__).parent / "gazetteer" / "country_names.tsv"
"""Codes and English names of countries, one pair a line."""


def country_name(code: str) -> str:
    """The usual English name of a country by its ISO 3166-1 alpha-2 code; the code where unknown.

    Raises GazetteerError when the list of countries is missing or damaged.
    """
    return country_names().get(code.upper(), code)


@cache
def country_names() -> dict[str, str]:
    """English name of every country by its ISO code. Raises GazetteerError as above."""
    try:
        text = COUNTRY_FILE.read_text(encoding="utf-8")
        pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
        return dict((code, name) for code, name in pairs)  # noqa: C402, two cells or ValueError
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"The list of countries {COUNTRY_FILE} cannot be read ({error}). "
            "Restore it from the repository, or make it anew: python geo/gazetteer/make.py"
        ) from error
