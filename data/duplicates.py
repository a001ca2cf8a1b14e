"""Which missions may be the same: one direction and origin, overlapping days, a shared stop.

Whether they are is for a person to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from data.itinerary import folded
from data.model import Mission, PlaceName

_Key = tuple[str, str, str, int]


def may_be_same(one: Mission, other: Mission) -> bool:
    """Whether two missions may be the same journey. Undated ones never are, by this rule."""
    if one.when is None or other.when is None or one.direction is not other.direction:
        return False
    if one.when.first > other.when.last or other.when.first > one.when.last:
        return False
    return bool(_names(one.origins) & _names(other.origins)) and bool(
        _names(one.stops) & _names(other.stops)
    )


class MissionIndex:
    """Missions, laid out so that those that may be the same as another are found at once."""

    def __init__(self, missions: Iterable[Mission] = ()) -> None:
        self._by_key: defaultdict[_Key, dict[str, Mission]] = defaultdict(dict)
        for mission in missions:
            self.add(mission)

    def add(self, mission: Mission) -> None:
        """Puts one more mission in; one with the same id takes the place of the other."""
        for key in _keys(mission):
            self._by_key[key][mission.id] = mission

    def like(self, mission: Mission) -> tuple[Mission, ...]:
        """The missions that may be the same as this one, in the order they were put in."""
        found: dict[str, Mission] = {}
        for key in _keys(mission):
            for name, other in self._by_key.get(key, {}).items():
                if name != mission.id and name not in found and may_be_same(mission, other):
                    found[name] = other
        return tuple(found.values())


def _keys(mission: Mission) -> Iterator[_Key]:
    if mission.when is None:
        return
    for origin in _names(mission.origins):
        for stop in _names(mission.stops):
            for year in mission.when.years:
                yield mission.direction.value, origin, stop, year


def _names(places: Iterable[PlaceName]) -> set[str]:
    """Names of places with their countries. The region is left aside: one record may lack it."""
    return {f"{place.country}:{folded(place.name)}" for place in places}
