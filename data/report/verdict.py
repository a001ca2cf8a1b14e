"""The journey as all that is known of a report's places weighs it, the cues' verdict included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.report.facts import Journey
from data.report.features import Features, holds, journey_features, place_features
from data.report.journey import Course, Found, no_wider_areas
from data.report.masked import Masked
from data.report.mention import Side
from data.report.namings import Naming, namings
from data.report.relations import Likely, related
from data.report.roles import NOT, ORIGIN, STOP, Hit
from data.report.scopes import Clause
from data.report.weighing import Weights, likeliest, likelihood, stems, told, weights
from geo.places import PlaceKind

LEAST = {STOP: 0.45, ORIGIN: 0.35}
"""How likely a place must be to have a role."""
_ORIGIN_AT_ALL = 0.15
"""How likely the likeliest home must be where no place is likely enough."""
_NOT_AFTER_ALL = "not visited after all"
_REGIONS_OF_TOWNS = (PlaceKind.CITY_REGION, PlaceKind.DISTRICT)
_OUTRIGHT = 4.0
"""Weight of a cue that says outright that the region is the home."""
_MORE = 2
"""How many times as often as its region a town must be named to be the home that is meant."""


@dataclass(frozen=True)
class Weighed:
    """A report's places and what is known of them."""

    by_place: dict[str, list[Naming]]
    features: dict[str, Features]
    """By the key of the place."""
    told: dict[str, int]
    stems: frozenset[str]
    by_rule: Course
    language: str

    def report_features(self, stop: Mapping[str, float], origin: Mapping[str, float]) -> Features:
        """What is known of the report, given how likely each place is a stop and an origin."""
        return journey_features(
            self.by_place,
            stop,
            origin,
            self.by_rule.travels,
            self.told,
            self.stems,
            self.by_rule.direction,
            self.language,
        )


def take_stock(
    by_rule: Course,
    hits: tuple[Hit, ...],
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    language: str,
) -> Weighed:
    """All that is known of a report's places."""
    by_place = namings(hits, masked, clauses)
    chosen = {
        STOP: {found.place.key for found in by_rule.stops},
        ORIGIN: {found.place.key for found in by_rule.origins},
    }
    features = {}
    for key in by_place:
        row = place_features(key, by_place, by_rule.travels, len(masked), language)
        row |= {f"{role} by rule": 1.0 for role, keys in chosen.items() if key in keys}
        features[key] = row
    return Weighed(by_place, features, told(masked, language), stems(masked), by_rule, language)


def alone(stock: Weighed, by: Mapping[str, Weights]) -> dict[str, dict[str, float]]:
    """How likely each place has a role by its own features, by role and key."""
    return {
        role: {key: likelihood(row, of_role) for key, row in stock.features.items()}
        for role, of_role in by.items()
    }


def together(stock: Weighed, likely: Likely) -> dict[str, Features]:
    """The features of each place with those that the likelihoods of all places give, by key."""
    more = related(stock.by_place, likely)
    return {key: {**row, **more[key]} for key, row in stock.features.items()}


def weigh(stock: Weighed) -> Course:
    """The journey, with the stops in the order of the text."""
    anyhow = alone(stock, {role: weights(f"any {role}") for role in (STOP, ORIGIN)})
    rows = together(stock, anyhow)
    likely = {
        role: {key: likelihood(row, weights(role)) for key, row in rows.items()}
        for role in (STOP, ORIGIN)
    }
    direction = likeliest(
        stock.report_features(anyhow[STOP], anyhow[ORIGIN]), stock.by_rule.direction
    )
    travels = stock.by_rule.travels
    if direction is Journey.NONE:
        return Course(direction, travels=travels)
    home, away = sides(direction, anyhow, stock.by_place)
    stops = _chosen(STOP, away, likely[STOP], stock)
    taken = {found.place.key for found in stops}
    origins = _chosen(ORIGIN, home, likely[ORIGIN], stock, taken) or _likeliest_home(
        home, likely[ORIGIN], stock, taken
    )
    everything = sorted((*stops, *origins), key=lambda f: (-f.score, f.hit.sentence))
    evidence = everything[0].hit if everything else stock.by_rule.evidence
    homes = _outermost(town_meant(origins, stock), stock)
    return Course(direction, homes, no_wider_areas(stops), evidence, travels)


def sides(
    direction: Journey,
    likely: Mapping[str, Mapping[str, float]],
    by_place: Mapping[str, list[Naming]],
) -> tuple[frozenset[Side], frozenset[Side]]:
    """The sides that a journey may come from and go to."""
    if direction is Journey.OUTBOUND:
        return frozenset({Side.HOME}), frozenset({Side.CHINA, Side.THIRD})
    if direction is Journey.INBOUND:
        return frozenset({Side.CHINA}), frozenset({Side.HOME, Side.THIRD})
    best = {
        role: {
            side: max(
                (likely[role][k] for k, n in by_place.items() if n[0].mention.side is side),
                default=0.0,
            )
            for side in Side
        }
        for role in (STOP, ORIGIN)
    }
    home = max(Side, key=lambda side: best[ORIGIN][side])
    if home is not Side.THIRD:
        return frozenset({home}), frozenset({Side.THIRD})
    return frozenset({home}), frozenset({max(Side, key=lambda side: best[STOP][side])})


def _chosen(
    role: str,
    sides: frozenset[Side],
    likely: Mapping[str, float],
    stock: Weighed,
    taken: Iterable[str] = (),
) -> list[Found]:
    found = [
        _found(role, named, likely[key])
        for key, named in stock.by_place.items()
        if likely[key] >= LEAST[role]
        and named[0].mention.side in sides
        and not named[0].mention.is_country
        and key not in taken
        and not (role == STOP and _called_off(named))
    ]
    return sorted(found, key=lambda f: (f.hit.sentence, f.hit.offset))


def _outermost(found: list[Found], stock: Weighed) -> list[Found]:
    """Of a region and the places in it the likelier, unless they stand in one list of homes."""

    def together(one: Found, other: Found) -> bool:
        return any(other.place.key in naming.mates for naming in stock.by_place[one.place.key])

    dropped: set[str] = set()
    for area in found:
        inner = [f for f in found if holds(area.place, f.place) and not together(f, area)]
        named_alone = any(not n.mention.adjective for n in stock.by_place[area.place.key])
        if not inner:
            continue
        if len(inner) > 1 or not named_alone or max(f.score for f in inner) > area.score:
            dropped.add(area.place.key)
        else:
            dropped |= {f.place.key for f in inner}
    return [each for each in found if each.place.key not in dropped]


def town_meant(found: list[Found], stock: Weighed) -> list[Found]:
    """With the town in place of a region of its name that is but hinted at, where the report speaks
    more of the town."""
    towns = {
        named[0].mention.place.name: named
        for named in stock.by_place.values()
        if named[0].mention.place.kind is PlaceKind.CITY
    }
    made: list[Found] = []
    for each in found:
        area = each.place
        named = next((word for word in area.name.split() if word in towns), "")
        hinted = area.kind in _REGIONS_OF_TOWNS and each.hit.weight < _OUTRIGHT
        if hinted and named and named != area.name:
            mentions = towns[named]
            if len(mentions) >= _MORE * len(stock.by_place[area.key]):
                each = _found(ORIGIN, mentions, each.score)
        if each.place.key not in {one.place.key for one in made}:
            made.append(each)
    return made


def _called_off(named: Iterable[Naming]) -> bool:
    return any(f"{NOT}: {_NOT_AFTER_ALL}" in naming.reasons for naming in named)


def _likeliest_home(
    sides: frozenset[Side], likely: Mapping[str, float], stock: Weighed, taken: set[str]
) -> list[Found]:
    """The home that the cues find, a country included; else the likeliest place, if any."""
    by_rule = [f for f in stock.by_rule.origins if f.hit.mention.side in sides]
    if by_rule:
        return by_rule
    keys = [
        key
        for key, named in stock.by_place.items()
        if named[0].mention.side in sides
        and not named[0].mention.is_country
        and key not in taken
        and likely[key] >= _ORIGIN_AT_ALL
    ]
    if not keys:
        return []
    best = max(keys, key=lambda key: likely[key])
    return [_found(ORIGIN, stock.by_place[best], likely[best], inferred=True)]


def _found(role: str, named: list[Naming], score: float, *, inferred: bool = False) -> Found:
    """A place with the words that speak for it: its best cue, or where it is first named."""
    cued = [n for n in named if role in n.cues and n.is_main]
    if cued:
        hit = max(cued, key=lambda n: (n.weight(role), -n.cues[role].sentence)).cues[role]
        return Found(hit.mention.place, hit, score, inferred)
    naming = next((n for n in named if n.is_main), named[0])
    sentence = naming.sentence
    start, end = sentence.span(naming.offset, naming.offset + 1)
    why = "on the way of the journey" if role == STOP else "a home of the delegation"
    hit = Hit(
        role,
        0.0,
        naming.mention,
        start,
        end,
        f"{why}, as all that is said of it weighs",
        sentence.sentence.order,
        naming.offset,
        sentence.sentence.part,
        quoted=False,
    )
    return Found(naming.mention.place, hit, score, inferred)
