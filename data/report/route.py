"""The order of travel, as far as the words give it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data.report.journey import Found
from data.report.masked import Masked
from data.report.mention import Mention
from data.report.patterns import pattern_list
from data.report.roles import Hit, nets
from data.report.scopes import Clause, Scope
from data.report.sentences import Part

_BY_WORDS, _BY_DATE, _BY_LIST = 4.0, 3.0, 2.0


@dataclass(frozen=True, slots=True)
class Edge:
    """One stop before another, and how surely."""

    before: str
    after: str
    weight: float


def in_order(
    stops: list[Found],
    hits: tuple[Hit, ...],
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    language: str,
    days: Mapping[str, dt.date],
) -> list[Found]:
    """The stops in the order of travel; without a hint, as the text comes to them.

    `days` holds the day on which the group was at a stop, by the key of its place.
    """
    if len(stops) < 2:
        return stops
    by_key = {stop.place.key: stop for stop in stops}
    named = _named(by_key, hits, masked)
    edges = [
        *_by_words(by_key, masked, clauses, language),
        *_by_lists(named, masked),
        *(
            Edge(a, b, _BY_DATE)
            for a in by_key
            for b in by_key
            if a in days and b in days and days[a] < days[b]
        ),
    ]
    default = {key: number for number, key in enumerate(sorted(by_key, key=lambda k: named[k][0]))}
    return [by_key[key] for key in _sorted(default, edges)]


def _named(
    stops: Mapping[str, Found], hits: Iterable[Hit], masked: tuple[Masked, ...]
) -> dict[str, list[tuple[bool, int, int]]]:
    """Where each stop is spoken of as one: (in a headline, sentence, offset), sorted."""
    places: dict[str, list[tuple[bool, int, int]]] = defaultdict(list)
    for (sentence, offset), (net, hit) in nets(hits).items():
        if hit.mention.place.key in stops and net >= 1.5:
            head = masked[sentence].sentence.part is Part.HEAD and not _is_programme(
                masked[sentence]
            )
            places[hit.mention.place.key].append((head, sentence, offset))
    for key, stop in stops.items():
        if not places[key]:
            places[key].append((False, stop.hit.sentence, stop.hit.offset))
        places[key].sort()
    return places


def _is_programme(sentence: Masked) -> bool:
    return sentence.sentence.item or bool(sentence.times)


def _by_lists(
    named: Mapping[str, list[tuple[bool, int, int]]], masked: tuple[Masked, ...]
) -> list[Edge]:
    """Edges along the sentence, or the run of lines, that names the most stops."""
    by_sentence: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, places in named.items():
        for _, sentence, offset in places:
            by_sentence[_group_of(masked, sentence)].append((sentence * 10_000 + offset, key))
    best: list[str] = []
    for _, listed in sorted(by_sentence.items()):
        keys = list(dict.fromkeys(key for _, key in sorted(listed)))
        if len(keys) > len(best) and len(keys) > 1:
            best = keys
    return [Edge(a, b, _BY_LIST) for a, b in pairwise(best)]


def _group_of(masked: tuple[Masked, ...], number: int) -> int:
    """The first line of the list that a sentence belongs to, or the sentence itself."""
    while number > 0 and masked[number].sentence.item and masked[number - 1].sentence.item:
        number -= 1
    return number


def _by_words(
    stops: Mapping[str, Found],
    masked: tuple[Masked, ...],
    clauses: tuple[tuple[Clause, ...], ...],
    language: str,
) -> list[Edge]:
    edges: list[Edge] = []
    seen: list[str] = []
    for sentence, parts in zip(masked, clauses, strict=True):
        if any(part.scope is Scope.ASIDE for part in parts):
            continue
        for pattern in pattern_list("route", "patterns", language):
            for match in pattern.finditer(sentence.text):
                edges += _edges(pattern, match, sentence, parts, stops, seen)
        if seen and _began_there(sentence.text):
            edges += [
                Edge(seen[-1], other, _BY_WORDS - 0.5) for other in stops if other != seen[-1]
            ]
        seen += [
            k
            for k in (
                _key(sentence.places[c], stops) for c in sentence.text if c in sentence.places
            )
            if k
        ]
    return edges


def _began_there(text: str) -> bool:
    return any(p.search(text) for p in pattern_list("route", "began_there", ""))


def _edges(
    pattern: re.Pattern[str],
    match: re.Match[str],
    sentence: Masked,
    parts: tuple[Clause, ...],
    stops: Mapping[str, Found],
    seen: list[str],
) -> list[Edge]:
    keys: dict[str, list[str]] = {}
    for name in pattern.groupindex:
        if match[name] is None:
            continue
        offset = match.start(name)
        scope = next((c.scope for c in parts if c.start <= offset < c.end), Scope.MAIN)
        if scope in (Scope.EARLIER, Scope.LATER, Scope.NEGATED):
            return []
        keys[name] = [
            key
            for sign in match[name]
            if sign in sentence.places and (key := _key(sentence.places[sign], stops))
        ]
    made: list[Edge] = []
    for first in keys.get("first", [])[:1]:
        made += [Edge(first, other, _BY_WORDS - 0.5) for other in stops if other != first]
    for last in keys.get("last", [])[-1:]:
        made += [Edge(other, last, _BY_WORDS - 0.5) for other in stops if other != last]
    for a in keys.get("a", []):
        made += [Edge(a, b, _BY_WORDS) for b in keys.get("b", []) if a != b]
    for early in keys.get("before", []):
        made += [Edge(early, other, _BY_WORDS) for other in seen if other != early]
    return made


def _key(mention: Mention, stops: Mapping[str, Found]) -> str:
    """The stop that a mention names, or the only one in the country that it names."""
    if mention.place.key in stops:
        return mention.place.key
    if mention.is_country:
        inside = [k for k, s in stops.items() if s.place.country == mention.place.country]
        if len(inside) == 1:
            return inside[0]
    return ""


def _sorted(default: Mapping[str, int], edges: Iterable[Edge]) -> list[str]:
    """Stops sorted by the surest edges that do not contradict each other, then as they come."""
    after: dict[str, set[str]] = {key: set() for key in default}
    for edge in sorted(edges, key=lambda e: -e.weight):
        if (
            edge.before in after
            and edge.after in after
            and not _leads(after, edge.after, edge.before)
        ):
            after[edge.before].add(edge.after)
    order: list[str] = []
    left = dict(default)
    while left:
        free = [k for k in left if not any(k in after[other] for other in left if other != k)]
        chosen = min(free or left, key=lambda k: left[k])
        order.append(chosen)
        del left[chosen]
    return order


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    stack, visited = [start], set[str]()
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        if here not in visited:
            visited.add(here)
            stack += after[here]
    return False
