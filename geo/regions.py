"""Regions as the atlas names them: ITL1 regions, Länder, provinces; and countries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GazetteerError
from geo.places import Place, PlaceKind, PlaceQuery

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

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


def regions_of(gazetteer: Gazetteer, country: str) -> tuple[Place, ...]:
    """The regions of a country that towns are filed under, by name.

    ITL1 regions for GB, Länder for DE, province-level divisions for CN, counties and cities for TW.
    """
    places = tuple(gazetteer.places(kinds=(PlaceKind.REGION,), countries=(country.upper(),)))
    wider = {name for place in places for name in place.within}  # England, which holds ITL1 regions
    return tuple(sorted((p for p in places if p.name not in wider), key=lambda p: p.name))


def city_regions_of(gazetteer: Gazetteer, country: str) -> tuple[Place, ...]:
    """The combined authorities, city regions and metropolitan regions of a country, by name."""
    places = gazetteer.places(kinds=(PlaceKind.CITY_REGION,), countries=(country.upper(),))
    return tuple(sorted(places, key=lambda p: p.name))


def region_name(gazetteer: Gazetteer, text: str, country: str | None = None) -> str | None:
    """The English name of the region that a text names in any language; None when it names none."""
    found = gazetteer.search(PlaceQuery(text, (country,) if country else ()))
    kinds = (PlaceKind.REGION, PlaceKind.CITY_REGION)
    return next((c.place.name for c in found if c.place.kind in kinds), None)
