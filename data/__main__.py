"""The atlas without its pages: ``python -m data list`` and ``python -m data check``."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Collection, Sequence
from typing import Any

from data.areas import offered_areas
from data.atlas import Atlas, open_atlas
from data.dates import YEARS
from data.errors import AtlasError
from data.filters import Facet, Filter, parse_query, select
from data.itinerary import Itinerary, Visit, folded
from data.model import Direction
from data.records import Records


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 when a check finds faults, or 2 when it cannot be run."""
    options = _parser().parse_args(arguments)
    atlas = open_atlas()
    try:
        return _check(atlas) if options.command == "check" else _list(atlas, options)
    except AtlasError as error:
        print(f"atlas: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data", description="The missions of the atlas."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="print the missions that the filters select")
    add_filter_flags(listing)
    listing.add_argument("--json", action="store_true", help="print JSON")
    commands.add_parser("check", help="print every fault and gap in the records")
    return parser


def add_filter_flags(parser: argparse.ArgumentParser) -> None:
    """Adds one flag a facet, named as in the sidebar and in links."""
    parser.add_argument(
        "--years", metavar="FIRST[:LAST]", help="a calendar year, or first and last, both included"
    )
    parser.add_argument("--sector", action="append", default=[], metavar="KEY")
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


def mission_summary(itinerary: Itinerary, records: Records) -> dict[str, Any]:
    """One mission as plain values for JSON; km is None when nothing can be measured."""
    mission = itinerary.mission
    when = mission.when
    return {
        "id": mission.id,
        "title": mission.title,
        "direction": mission.direction.value,
        "status": mission.status.value,
        "first": when.first.isoformat() if when else None,
        "last": when.last.isoformat() if when else None,
        "date_standing": when.standing.value if when else None,
        "origins": [visit.at.name for visit in itinerary.origins],
        "stops": [_stop_summary(visit) for visit in itinerary.stops],
        "sectors": list(mission.sectors),
        "delegates": mission.delegates,
        "agreements": [agreement.title for agreement in mission.agreements],
        "km": None if itinerary.km is None else round(itinerary.km, 1),
        "sources": [str(records.sources.get(source, source)) for source in mission.sources],
    }


def _stop_summary(visit: Visit) -> dict[str, Any]:
    place = visit.place
    return {
        "name": place.name if place else visit.at.name,
        "region": visit.region,
        "country": visit.country,
        "lat": place.point.lat if place else None,
        "lon": place.point.lon if place else None,
    }


def _list(atlas: Atlas, options: argparse.Namespace) -> int:
    selection = select(atlas.itineraries, read_filter_flags(options, atlas))
    if options.json:
        summaries = [mission_summary(itinerary, atlas.records) for itinerary in selection.kept]
        # Escapes where the terminal cannot show every letter: JSON all the same.
        utf8 = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
        print(json.dumps(summaries, ensure_ascii=not utf8, indent=2))
    else:
        for itinerary in selection.kept:
            mission = itinerary.mission
            route = ", ".join(visit.at.name for visit in itinerary.stops) or "no city named"
            print(f"{mission.when or 'undated'}: {mission.title} ({route})")
    undated = sum(entry.undated for entry in selection.left_out)
    left_out = [f"{undated} undated, so outside any years."] if undated else []
    for line in [*atlas.faults(), *left_out]:
        print(f"atlas: {line}", file=sys.stderr)
    return 0


def _check(atlas: Atlas) -> int:
    faults = atlas.faults()
    print("\n".join(faults) or f"{len(atlas.itineraries)} missions, no fault found.")
    return 1 if faults else 0


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe has seen enough. Python would flush once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_run())
