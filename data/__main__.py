"""The atlas without its pages: ``python -m data list``, ``check``, ``export`` and ``read``."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from data.atlas import Atlas, open_atlas
from data.errors import AtlasError
from data.export.cli import add_export_command, run_export
from data.filters import select
from data.flags import add_filter_flags, read_filter_flags
from data.itinerary import Itinerary, Visit
from data.records import Records
from data.report.cli import add_read_command, run_read


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 when a check finds faults, or 2 when it cannot be run."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "read":
            return run_read(options)
        atlas = open_atlas()
        return _COMMANDS[options.command](atlas, options)
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
    add_export_command(commands)
    add_read_command(commands)
    return parser


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


def _check(atlas: Atlas, _: argparse.Namespace) -> int:
    faults = atlas.faults()
    print("\n".join(faults) or f"{len(atlas.itineraries)} missions, no fault found.")
    return 1 if faults else 0


_COMMANDS = {"list": _list, "check": _check, "export": run_export}


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
