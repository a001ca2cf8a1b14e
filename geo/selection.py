"""What a reader has selected on a map, by the ids of lines and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LINES_LAYER, POINTS_LAYER = "arcs", "points"
"""Ids of the layers that can be picked."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What is selected; false when nothing is."""

    lines: tuple[str, ...] = ()
    """Ids of lines: flow_id or leg_id."""
    places: tuple[str, ...] = ()
    """Keys of places."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.places)


def picked(objects: Mapping[str, Iterable[Mapping[str, object]]]) -> Picked:
    """What is selected, from Streamlit's `selection.objects`: layer id -> objects.

    The objects' own ids are read, never their row numbers: after a filter change the same row is
    another line.
    """

    def ids(name: str) -> tuple[str, ...]:
        return tuple(str(thing["id"]) for thing in objects.get(name, ()) if "id" in thing)

    return Picked(lines=ids(LINES_LAYER), places=ids(POINTS_LAYER))
