"""``python -m data list`` and ``check``."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from data.atlas import open_atlas
from data.commands.opening import opened_store, read_atlas, tell
from data.filters import select
from data.flags import add_filter_flags, read_filter_flags
from data.itinerary import Itinerary, Visit
from data.records import Records


def add_listing_commands(subparsers: Any) -> None:
    """Adds ``list`` and ``check``."""
    listing = subparsers.add_parser("list", help="print the missions that the filters select")
    add_filter_flags(listing)
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)
    check = subparsers.add_parser(
        "check", help="print every fault in the database and every fault and gap in the records"
    )
    check.set_defaults(run=_check)


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


def _list(options: argparse.Namespace) -> int:
    atlas = read_atlas()
    selection = select(atlas.itineraries, read_filter_flags(options, atlas))
    if options.json:
        summaries = [mission_summary(itinerary, atlas.records) for itinerary in selection.kept]
        # Escapes where the terminal cannot show every letter: JSON all the same.
        utf8 = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
        _say(json.dumps(summaries, ensure_ascii=not utf8, indent=2))
    else:
        for itinerary in selection.kept:
            mission = itinerary.mission
            route = ", ".join(visit.at.name for visit in itinerary.stops) or "no city named"
            _say(f"{mission.when or 'undated'}: {mission.title} ({route})")
    undated = sum(entry.undated for entry in selection.left_out)
    left_out = [f"{undated} undated, so outside any years."] if undated else []
    for line in [*atlas.faults(), *left_out]:
        tell(line)
    return 0


def _check(_: argparse.Namespace) -> int:
    with opened_store() as store:
        broken = store.check()
        atlas = open_atlas(store.snapshot())
    faults = [*broken, *(fault for fault in atlas.faults() if fault not in broken)]
    _say("\n".join(faults) or f"{len(atlas.itineraries)} missions, no fault found.")
    return 1 if faults else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
