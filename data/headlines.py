"""The headline figures of a selection, each with what it counts and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.itinerary import Itinerary
from data.model import Direction, Status


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure for the top of a page."""

    label: str
    value: int | None
    """None when nothing in the selection gives one."""
    basis: str
    """What the figure rests on and leaves out, in a few words."""
    explanation: str
    """What exactly is counted, in a sentence or two."""


def headlines(itineraries: Sequence[Itinerary]) -> tuple[Headline, ...]:
    """Missions, cities in China, delegates, agreements and kilometres, in that order.

    Cancelled missions count as missions only.
    """
    # Nobody travelled on a mission that was called off.
    travelled = [entry for entry in itineraries if entry.mission.status is not Status.CANCELLED]
    return (
        _missions(itineraries),
        _cities(travelled),
        _delegates(travelled),
        _agreements(travelled),
        _kilometres(travelled),
    )


def _missions(itineraries: Sequence[Itinerary]) -> Headline:
    missions = [itinerary.mission for itinerary in itineraries]
    incoming = sum(mission.direction is Direction.INBOUND for mission in missions)
    planned = sum(mission.status is Status.PLANNED for mission in missions)
    cancelled = sum(mission.status is Status.CANCELLED for mission in missions)
    parts = [
        f"{incoming} incoming" if incoming else "",
        f"{planned} only announced" if planned else "",
        f"{cancelled} cancelled" if cancelled else "",
    ]
    return Headline(
        "Missions",
        len(missions),
        ", ".join(filter(None, parts))
        or ("all to China and held" if missions else "none selected"),
        "Journeys to China and incoming visits from China, each counted once. Announced ones count "
        "too, even where no report says that they took place.",
    )


def _cities(itineraries: Sequence[Itinerary]) -> Headline:
    outbound = [e for e in itineraries if e.mission.direction is Direction.OUTBOUND]
    visits = [visit for itinerary in outbound for visit in itinerary.cities_in_china]
    keys = {visit.place.key if visit.place else f"?{visit.at.name}" for visit in visits}
    silent = sum(not itinerary.stops for itinerary in outbound)
    return Headline(
        "Cities in China",
        len(keys),
        f"{_count(silent, 'mission')} without a city" if silent else "all itineraries known",
        "Different places that missions to China visit, Hong Kong, Macau and Taiwan included. "
        "Missions whose report names no city add none.",
    )


def _delegates(itineraries: Sequence[Itinerary]) -> Headline:
    stated = [
        itinerary.mission.delegates for itinerary in itineraries if itinerary.mission.delegates
    ]
    return Headline(
        "Delegates",
        sum(stated) if stated else None,
        f"reported for {len(stated)} of {len(itineraries)}",
        "People who travel, summed over the missions whose size is reported.",
    )


def _agreements(itineraries: Sequence[Itinerary]) -> Headline:
    signed = [len(itinerary.mission.agreements) for itinerary in itineraries]
    return Headline(
        "Agreements",
        sum(signed),
        f"on {_count(sum(count > 0 for count in signed), 'mission')}",
        "Agreements and memoranda signed on these missions, as far as reported.",
    )


def _kilometres(itineraries: Sequence[Itinerary]) -> Headline:
    lengths = [itinerary.km for itinerary in itineraries if itinerary.km is not None]
    return Headline(
        "Kilometres",
        round(sum(lengths)) if lengths else None,
        f"measured for {len(lengths)} of {len(itineraries)}",
        "Great circles from the lead origin through every stop and home, one traveller a mission. "
        "Missions without a place on the map add none.",
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
