"""What is known of a place once every place of the report has been weighed on its own.

Places of one list are mostly visited together, of a town and its suburb only one is meant, and a
town in a third country is more likely a stop where others of that country are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from data.report.features import Features, holds
from data.report.mention import Side
from data.report.namings import Naming
from geo.places import PlaceKind
from geo.routes import distance_km

_SUBURB_KM = 22.0
"""A smaller place so near a larger one may be a part of it."""

Likely = Mapping[str, Mapping[str, float]]
"""How likely each place has a role, 0 to 1, by role and key."""


def related(by_place: Mapping[str, list[Naming]], likely: Likely) -> dict[str, Features]:
    """More features of each place, by its key.

    Args:
        by_place: every mention of every place of the report.
        likely: what each place's own features come to.
    """
    return {key: _of_one(key, by_place, likely) for key in by_place}


def _of_one(key: str, by_place: Mapping[str, list[Naming]], likely: Likely) -> Features:
    here = by_place[key][0].mention
    others = {
        other: named[0].mention
        for other, named in by_place.items()
        if other != key and not named[0].mention.is_country
    }
    country = [k for k, m in others.items() if m.place.country == here.place.country]
    side = [k for k, m in others.items() if m.side is here.side]
    inside = [k for k in country if holds(here.place, others[k].place)]
    around = [k for k in country if holds(others[k].place, here.place)]
    larger = [
        k
        for k in country
        if others[k].place.kind is here.place.kind is PlaceKind.CITY
        and others[k].place.population > here.place.population
        and distance_km(others[k].place.point, here.place.point) <= _SUBURB_KM
    ]
    mates = {mate for naming in by_place[key] for mate in naming.mates if mate in others}
    beside = {
        mention.place.key
        for naming in by_place[key]
        if naming.is_main
        for mention in naming.sentence.places.values()
    }
    made: Features = {
        "its country is named": float(
            any(
                named[0].mention.is_country and named[0].mention.place.country == here.place.country
                for named in by_place.values()
            )
        ),
        "near a larger place": float(bool(larger)),
    }
    for role, of in likely.items():
        mine = of[key]
        made[f"alone {role}"] = mine
        made[f"alone {role}, surely"] = max(mine - 0.5, 0.0)
        made[f"{role}s of the country"] = math.log1p(sum(of[k] for k in country))
        made[f"{role}s of the side"] = math.log1p(sum(of[k] for k in side))
        made[f"likelier {role}s"] = math.log1p(sum(of[k] > mine for k in side))
        made[f"likeliest {role}"] = float(all(of[k] <= mine for k in side))
        made[f"mate {role}"] = _most(of, mates)
        made[f"least mate {role}"] = min((of[k] for k in mates), default=0.0)
        made[f"beside a {role}"] = _most(of, beside & set(side))
        made[f"holds a likely {role}"] = _most(of, inside)
        made[f"held by a likely {role}"] = _most(of, around)
        made[f"suburb of a likely {role}"] = _most(of, larger)
    if here.side is Side.THIRD:
        made |= {f"third, {name}": value for name, value in made.items() if "stop" in name}
    return {name: value for name, value in made.items() if value}


def _most(of: Mapping[str, float], keys: Iterable[str]) -> float:
    return max((of[key] for key in keys), default=0.0)
