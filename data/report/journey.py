"""From cues to the journey: whether there is one, which way it goes, from where and to where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.model import CHINA
from data.report.facts import Journey
from data.report.masked import Masked
from data.report.mention import Side
from data.report.patterns import compiled
from data.report.roles import NOT, ORIGIN, STOP, Hit, dateline, nets
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from geo.places import Place, PlaceKind

_STRONG_ORIGIN = 4.0
_STRONG_STOP = 3.5
_SURE_ORIGIN = 4.5
_STOP_LEAST = 2.5
_MEMORY = 4
"""For so many sentences a report goes on to tell of the group that it has named."""
_SUBJECT = 25
"""A place so near the head of a sentence is its subject's."""
_EARLY = 4
"""Sentences of the body that say most of what a report is about."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the journey with the words that make it one."""

    place: Place
    hit: Hit
    score: float
    inferred: bool = False


@dataclass(slots=True)
class Course:
    """What is known of the journey before its order and dates."""

    direction: Journey
    origins: list[Found] = field(default_factory=list)
    stops: list[Found] = field(default_factory=list)
    evidence: Hit | None = None
    """The cue that settles the direction."""
    travels: dict[int, float] = field(default_factory=dict)
    """How surely each sentence tells of the travelling, from 1 to 2, by its number."""


def settle(
    hits: tuple[Hit, ...],
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    language: str,
) -> Course:
    """The journey that the cues of a report amount to."""
    travels = travelling(masked, clauses, language)
    outright = _tells_of_travel(travels)
    votes = _votes(hits, travels, masked)
    direction = _direction(votes, _reach(hits), outright=outright)
    if direction is Journey.NONE:
        return Course(direction, travels=travels)
    home, away = _sides(direction, votes)
    stops = _stops(hits, away)
    if (direction is Journey.OUTBOUND and not _reaches(Side.CHINA, stops, votes)) or (
        direction is Journey.INBOUND and not _reaches(Side.HOME, stops, votes)
    ):
        direction, away = Journey.OTHER, frozenset({Side.THIRD})
    origins = _origins(hits, home, {s.place.key for s in stops}, travels, masked)
    settled = max(
        (h for h in hits if h.scope is Scope.MAIN and h.role != NOT),
        key=lambda h: (
            h.weight
            * (
                (h.role == STOP and h.mention.side in away)
                or (h.role == ORIGIN and h.mention.side in home)
            ),
            -h.sentence,
        ),
        default=None,
    )
    return Course(direction, origins, stops, settled, travels)


# --- is there a journey at all ------------------------------------------------------------------


def travelling(
    masked: Iterable[Masked], clauses: Iterable[tuple[Clause, ...]], language: str
) -> dict[int, float]:
    """How surely each sentence tells of a group that travels: its weight by sentence."""
    group = compiled("travel", "group", language)
    move = compiled("travel", "move", language)
    never = compiled("travel", "other_travellers", language)
    found: dict[int, float] = {}
    for sentence, parts in zip(masked, clauses, strict=True):
        main = "".join(sentence.text[c.start : c.end] for c in parts if c.scope is Scope.MAIN)
        if not main:
            continue
        weight = 1.0 * bool(group.search(main)) + 1.0 * bool(move.search(main))
        if never.search(main) and not group.search(main):
            weight -= 1.0
        order = sentence.sentence.order
        lately = any(found.get(n, 0.0) >= 2 for n in range(order - _MEMORY, order))
        if weight > 0 or lately:
            found[order] = max(weight, 0.9 if lately else 0.0)
    return found


def _position(hit: Hit, first_body: int) -> float:
    if hit.part is Part.HEAD:
        return 1.3 if hit.sentence <= first_body + 2 else 1.0
    return 1.6 if hit.sentence < first_body + _EARLY else 1.0


def _votes(
    hits: Iterable[Hit], travels: dict[int, float], masked: tuple[Masked, ...]
) -> dict[tuple[str, Side], float]:
    first_body = next((m.sentence.order for m in masked if m.sentence.part is Part.BODY), 0)
    against: dict[tuple[int, int], float] = defaultdict(float)
    hits = tuple(hits)
    for hit in hits:
        if hit.role == NOT:
            key = (hit.sentence, hit.offset)
            against[key] = max(against[key], hit.weight)
    votes: dict[tuple[str, Side], float] = defaultdict(float)
    for hit in hits:
        if hit.role == NOT or hit.scope is not Scope.MAIN or (hit.quoted and hit.weight < 4):
            continue
        least = _STRONG_ORIGIN if hit.role == ORIGIN else _STRONG_STOP
        if not travels.get(hit.sentence):
            continue
        if hit.weight < least:
            if hit.role == ORIGIN and hit.weight >= 3 and hit.offset < _SUBJECT:
                weight = 0.4 * hit.weight * _position(hit, first_body)
                votes[hit.role, hit.mention.side] += weight
            continue
        weight = hit.weight - (0.6 * against[hit.sentence, hit.offset] if hit.role == STOP else 0)
        if weight <= 1:
            continue
        votes[hit.role, hit.mention.side] += (
            weight * _position(hit, first_body) * min(1.0, 0.5 * travels[hit.sentence])
        )
    return votes


_LEAST_AWAY = 1.5
_LEAST_VOTES = 6.0
_LEAST_HINTED = 8.0
"""Where no sentence has both a group and its travelling."""


def _reaches(side: Side, stops: list[Found], votes: dict[tuple[str, Side], float]) -> bool:
    """Whether the journey goes to one of the atlas's two ends, or is not said to go elsewhere."""
    if any(_side(stop) is side for stop in stops):
        return True
    elsewhere = votes.get((STOP, Side.THIRD), 0.0)
    return not any(_side(stop) is Side.THIRD for stop in stops) and (
        votes.get((STOP, side), 0.0) >= elsewhere
    )


def _side(found: Found) -> Side:
    return found.hit.mention.side


def _tells_of_travel(travels: dict[int, float]) -> bool:
    """Whether some sentence has both a group and its travelling."""
    return any(weight >= 2 for weight in travels.values())


def _reach(hits: tuple[Hit, ...]) -> dict[Side, float]:
    """How surely some place of each side is a stop."""
    stops = _stops(hits, frozenset(Side))
    return {side: max((s.score for s in stops if _side(s) is side), default=0.0) for side in Side}


_SURE_HOME = 8.0


def _direction(
    votes: dict[tuple[str, Side], float], reach: dict[Side, float], *, outright: bool
) -> Journey:
    origin = {side: min(votes.get((ORIGIN, side), 0.0), 14.0) for side in Side}
    stop = {side: min(votes.get((STOP, side), 0.0), 20.0) for side in Side}
    home, china, third = Side.HOME, Side.CHINA, Side.THIRD
    ways = {
        Journey.OUTBOUND: origin[home] + max(stop[china], stop[third]),
        Journey.INBOUND: origin[china] + max(stop[home], 0.8 * stop[third]),
        Journey.OTHER: origin[third] + stop[third] * (origin[third] > 0),
    }
    away = {
        Journey.OUTBOUND: max(stop[china], stop[third]),
        Journey.INBOUND: stop[home] + 0.3 * origin[china],
        Journey.OTHER: max(stop.values()),
    }
    # A report may come to the stops long after it has named the delegation.
    if origin[home] >= _SURE_HOME:
        away[Journey.OUTBOUND] = max(away[Journey.OUTBOUND], 0.5 * reach[china])
    if origin[china] >= _SURE_HOME:
        away[Journey.INBOUND] = max(away[Journey.INBOUND], 0.5 * reach[home])
    way = max(ways, key=lambda key: ways[key])
    if away[way] < _LEAST_AWAY or ways[way] < (_LEAST_VOTES if outright else _LEAST_HINTED):
        return Journey.NONE
    if way is not Journey.OTHER:
        here = origin[home] if way is Journey.OUTBOUND else origin[china]
        if origin[third] > 4 and origin[third] > 1.5 * here:
            return Journey.OTHER
    return way


def _sides(
    direction: Journey, votes: dict[tuple[str, Side], float]
) -> tuple[frozenset[Side], frozenset[Side]]:
    if direction is Journey.OUTBOUND:
        return frozenset({Side.HOME}), frozenset({Side.CHINA, Side.THIRD})
    if direction is Journey.INBOUND:
        return frozenset({Side.CHINA}), frozenset({Side.HOME, Side.THIRD})
    origins = {side: votes.get((ORIGIN, side), 0.0) for side in Side}
    home = max(origins, key=lambda side: origins[side])
    if home is Side.THIRD:
        stops = {side: votes.get((STOP, side), 0.0) for side in Side}
        away = max(stops, key=lambda side: stops[side])
        return frozenset({home}), frozenset({away})
    return frozenset({home}), frozenset({Side.THIRD})


# --- stops ---------------------------------------------------------------------------------------


def _stops(hits: tuple[Hit, ...], away: frozenset[Side]) -> list[Found]:
    by_place: dict[str, list[tuple[float, Hit]]] = defaultdict(list)
    vetoed = {
        h.mention.place.key
        for h in hits
        if h.role == NOT and h.weight >= 5 and h.reason == "not visited after all"
    }
    for net, hit in nets(hits).values():
        mention = hit.mention
        if mention.side not in away or mention.is_country:
            continue
        if mention.adjective and mention.place.kind is not PlaceKind.CITY:
            continue
        by_place[mention.place.key].append((net, hit))
    found: list[Found] = []
    for key, listed in by_place.items():
        listed.sort(key=lambda item: (-item[0], item[1].sentence))
        score = listed[0][0] + 0.5 * sum(net >= 1 for net, _ in listed[1:3])
        if score >= _STOP_LEAST and key not in vetoed:
            found.append(Found(listed[0][1].mention.place, listed[0][1], score))
    found.sort(key=lambda f: (f.hit.sentence, f.hit.offset))
    return no_wider_areas(found)


def no_wider_areas(found: list[Found]) -> list[Found]:
    """Without the provinces of cities that are stops themselves."""
    cities = [f.place for f in found if f.place.kind is PlaceKind.CITY]
    countries = {c.country for c in cities} & CHINA
    if countries:
        found = [
            f
            for f in found
            if f.place.kind is not PlaceKind.CITY_REGION or f.place.country not in CHINA
        ]
    names = {c.region for c in cities} | {name for c in cities for name in c.within}
    return [
        f
        for f in found
        if f.place.kind is PlaceKind.CITY or not (f.place.name in names or _holds(f.place, cities))
    ]


def _holds(area: Place, cities: Iterable[Place]) -> bool:
    return any(c.country == area.country and area.name in (c.region, *c.within) for c in cities)


# --- origins -------------------------------------------------------------------------------------


def _origins(
    hits: tuple[Hit, ...],
    home: frozenset[Side],
    stops: set[str],
    travels: dict[int, float],
    masked: tuple[Masked, ...],
) -> list[Found]:
    mine = [
        h
        for h in hits
        if h.role == ORIGIN
        and h.scope is Scope.MAIN
        and h.mention.side in home
        and h.mention.place.key not in stops
    ]
    places = [h for h in mine if not h.mention.is_country]
    nations = [h for h in mine if h.mention.is_country and h.weight >= _STRONG_ORIGIN]
    nation = max(nations, key=lambda h: h.weight, default=None)
    for least, needs_travel in (
        (4.5, False),
        (3.4, True),
        (2.9, True),
        (2.9, False),
        (2.5, True),
        (2.5, False),
        (1.9, True),
    ):
        tier = [
            h for h in places if h.weight >= least and (not needs_travel or travels.get(h.sentence))
        ]
        if tier and least < _STRONG_ORIGIN and nation is not None and tier[0].weight < 3.4:
            break
        if tier:
            return _town_meant(_one_each(tier, least), masked, hits)
    country = [h for h in mine if h.mention.is_country and h.weight >= 3]
    if country:
        best = max(country, key=lambda h: (h.weight, -h.sentence))
        return [Found(best.mention.place, best, best.weight)]
    return _by_dateline(masked, home)


def _by_dateline(masked: tuple[Masked, ...], home: frozenset[Side]) -> list[Found]:
    """The town that a report is dated from, where nothing else says whose journey it is."""
    line = dateline(masked)
    if line is None:
        return []
    sentence, offset = line
    mention = sentence.places[sentence.text[offset]]
    if mention.side not in home or mention.is_country:
        return []
    start, end = sentence.span(offset, offset + 1)
    hit = Hit(
        ORIGIN,
        1.0,
        mention,
        start,
        end,
        "the report is dated from there",
        sentence.sentence.order,
        offset,
        sentence.sentence.part,
        False,
    )
    return [Found(mention.place, hit, hit.weight, inferred=True)]


def _town_meant(found: list[Found], masked: Iterable[Masked], hits: tuple[Hit, ...]) -> list[Found]:
    """A region that is but hinted at gives way to the town of its name, where that is spoken of."""
    counts: dict[str, int] = defaultdict(int)
    towns: dict[str, Hit] = {}
    for sentence in masked:
        for mention in sentence.places.values():
            counts[mention.place.key] += 1
    for hit in hits:
        if hit.role == ORIGIN and hit.mention.place.kind is PlaceKind.CITY:
            towns.setdefault(hit.mention.place.name, hit)
    made = []
    for each in found:
        town = towns.get(each.place.name.split(" ")[0])
        if (
            each.place.kind is not PlaceKind.CITY
            and each.hit.weight < _STRONG_ORIGIN
            and town is not None
            and counts[town.mention.place.key] >= 2 * counts[each.place.key]
        ):
            each = Found(town.mention.place, town, town.weight)
        made.append(each)
    return made


def _one_each(tier: list[Hit], least: float) -> list[Found]:
    """The places of the first sentence of a tier, and those that later ones add."""
    sure = [h for h in tier if h.weight >= _SURE_ORIGIN]
    first = min(sure or tier, key=lambda h: (0 if sure else -h.weight, h.sentence))
    together = [h for h in tier if h.sentence == first.sentence and h.start <= first.end + 200]
    if least < 4:
        together = [h for h in together if h.weight >= first.weight - 0.5]
    found: dict[str, Found] = {}
    for hit in sorted(together, key=lambda h: h.offset):
        found.setdefault(hit.mention.place.key, Found(hit.mention.place, hit, hit.weight))
    return outermost(list(found.values()))


def outermost(found: list[Found]) -> list[Found]:
    """Without a town whose region is an origin too: the delegation is the region's."""
    areas = [f for f in found if f.place.kind is not PlaceKind.CITY]

    def is_within(town: Found) -> bool:
        around = {town.place.region, *town.place.within}
        return any(a.place.name in around and a.hit.reason != town.hit.reason for a in areas)

    return [f for f in found if f.place.kind is not PlaceKind.CITY or not is_within(f)]
