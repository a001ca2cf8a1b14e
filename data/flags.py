"""The filters as flags of a command line, named as in the sidebar and in links."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Sequence

from data.areas import offered_areas
from data.atlas import Atlas
from data.dates import YEARS
from data.errors import AtlasError
from data.filters import Facet, Filter, parse_query
from data.itinerary import folded
from data.model import Direction


def add_filter_flags(parser: argparse.ArgumentParser) -> None:
    """Adds one flag a facet, named as in the sidebar and in links."""
    parser.add_argument(
        "--years", metavar="FIRST[:LAST]", help="a calendar year, or first and last, both included"
    )
    parser.add_argument(
        "--sector", action="append", default=[], metavar="NAME", help="such as education"
    )
    parser.add_argument(
        "--from", action="append", default=[], metavar="PLACE", help="country, region or city"
    )
    parser.add_argument(
        "--to", action="append", default=[], metavar="PLACE", help="country, province or city"
    )
    parser.add_argument("--lead", action="append", default=[], metavar="ORGANISATION")
    parser.add_argument(
        "--direction", action="append", default=[], choices=[choice.value for choice in Direction]
    )
    parser.add_argument("--text", default="", metavar="WORDS", help="words that must all occur")


def read_filter_flags(options: argparse.Namespace, atlas: Atlas) -> Filter:
    """The filter that the flags mean; a name's case, accents and spaces do not matter.

    Raises AtlasError for a value that does not exist.
    """
    find = atlas.records.vocabulary.find
    query = {
        Facet.YEARS.value: [] if options.years is None else _years(options.years),
        Facet.SECTOR.value: [find(word) or word for word in options.sector],
        Facet.FROM.value: _spelled(getattr(options, "from"), atlas.known[Facet.FROM]),
        Facet.TO.value: _spelled(options.to, atlas.known[Facet.TO]),
        Facet.LEAD.value: _spelled(options.lead, atlas.known[Facet.LEAD]),
        Facet.DIRECTION.value: options.direction,
        Facet.TEXT.value: [options.text],
    }
    chosen, ignored = parse_query(query, atlas.known)
    if ignored:
        fault = ignored[0]
        raise AtlasError(
            f"--{fault.facet.value} {fault.value!r} is not in the records. "
            f"Use one of: {', '.join(_choices(atlas, fault.facet))}."
        )
    return chosen


def _years(written: str) -> list[str]:
    years = re.fullmatch(r"(\d{4})(?:[:–-](\d{4}))?", written.strip(), re.ASCII)
    if years is None or any(int(year) not in YEARS for year in years.groups(years[1])):
        raise AtlasError(
            f"--years {written!r} is not a year or a range of years of {YEARS[0]} to {YEARS[-1]}. "
            "Write 2019, or 2015:2019."
        )
    return list(years.groups(years[1]))


def _spelled(words: Sequence[str], known: Collection[str]) -> list[str]:
    """Each word as the records spell it; as it is where they do not have it, or it is blank."""
    by_form = {folded(name): name for name in sorted(known, reverse=True)}
    return [word if word in known else by_form.get(folded(word), word or " ") for word in words]


def _choices(atlas: Atlas, facet: Facet) -> list[str]:
    if facet in (Facet.FROM, Facet.TO):
        ends = "origins" if facet is Facet.FROM else "stops"
        visits = (visit for entry in atlas.itineraries for visit in getattr(entry, ends))
        return [area.name for area in offered_areas(visits)]
    return sorted(atlas.known[facet])
