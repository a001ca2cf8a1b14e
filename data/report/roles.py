"""What each place is to the journey: a stop, the delegation's home, or neither."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from data.report.masked import SIGNS, Masked
from data.report.mention import Mention
from data.report.patterns import cues, frame_patterns, words_of
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import filled

STOP, ORIGIN, NOT = "stop", "origin", "not"


@dataclass(frozen=True, slots=True)
class Hit:
    """One cue that gives one mention a role."""

    role: str
    weight: float
    mention: Mention
    start: int
    """Offset in the report of the first word of the cue or the place."""
    end: int
    reason: str
    sentence: int
    offset: int
    """Offset of the place in the masked sentence."""
    part: Part
    quoted: bool
    scope: Scope = Scope.MAIN
    by_time: bool = False
    """Whether only a time says that the words tell of another journey."""
    there: int = -1
    """The sentence that speaks of the place as "there"; -1 for none."""


def collect(masked: Iterable[Masked], language: str) -> tuple[Hit, ...]:
    """Every cue of the report, in order of the sentences, all taken to be about the journey."""
    hits: list[Hit] = []
    dateline_seen = False
    before: Masked | None = None
    for sentence in masked:
        if sentence.places:
            found = list(_in_sentence(sentence, language))
            found += _carried(sentence, found)
            if not dateline_seen and sentence.sentence.part is not Part.ASIDE:
                found = list(_without_dateline(sentence, found))
            hits += found
        if sentence.sentence.part is Part.BODY:
            dateline_seen = dateline_seen or len(sentence.text) > _DATELINE_MOST
            if before is not None and len(before.text) < _THERE_MAX:
                other = {
                    h.offset for h in hits if h.role == NOT and h.sentence == before.sentence.order
                }
                hits += _there(before, sentence, language, other)
            before = sentence
    return tuple(hits)


def in_scope(hits: Iterable[Hit], clauses: tuple[tuple[Clause, ...], ...]) -> tuple[Hit, ...]:
    """The cues, each with what the part of the sentence that it stands in is about."""
    made = []
    for hit in hits:
        parts = clauses[hit.sentence]
        clause = next((c for c in parts if c.start <= hit.offset < c.end), parts[-1])
        if hit.there >= 0 and clauses[hit.there][0].scope is not Scope.MAIN:
            continue
        made.append(replace(hit, scope=clause.scope, by_time=clause.by_time))
    return tuple(made)


_DATELINE_MOST = 40
_LEAST_CARRIED = 2.5
_HERE = re.compile(r"\bhere\b")


@cache
def _carries() -> re.Pattern[str]:
    words = words_of("shared")
    return re.compile(filled(words["carried"], words))


def _carried(sentence: Masked, hits: list[Hit]) -> Iterator[Hit]:
    """Stops whose verb stands with the place before: "on Monday to Hefei and then to Wuhan"."""
    weights: dict[int, Hit] = {}
    for hit in hits:
        known = weights.get(hit.offset)
        if hit.role == STOP and (known is None or known.weight < hit.weight):
            weights[hit.offset] = hit
    against = {hit.offset for hit in hits if hit.role == NOT and hit.weight >= _LEAST_CARRIED}
    places = [
        n
        for n, c in enumerate(sentence.text)
        if c in sentence.places and not sentence.places[c].adjective
    ]
    for first, second in pairwise(places):
        before = weights.get(first)
        after = weights.get(second)
        one, two = sentence.places[sentence.text[first]], sentence.places[sentence.text[second]]
        if before is None or before.weight < _LEAST_CARRIED or one.side is not two.side:
            continue
        if second in against or two.is_country or (after and after.weight >= before.weight - 0.5):
            continue
        if _carries().match(sentence.text[first + 1 : second]):
            start, end = sentence.span(second, second + 1)
            hit = replace(
                before, weight=before.weight - 0.5, mention=two, start=start, end=end, offset=second
            )
            weights[second] = hit
            yield hit


_THERE_MAX = 600
_HEAD = 4
_DATELINE = re.compile(
    f"^{SIGNS['P']}(?:\\s?[/,]\\s?{SIGNS['P']})*(?=\\.|,?\\s*{SIGNS['T']}|\\s*\\(|\\s*[-–—|])"
)


def _without_dateline(sentence: Masked, hits: list[Hit]) -> Iterator[Hit]:
    """Without what the town in a dateline would be taken for."""
    match = _DATELINE.match(sentence.text)
    for hit in hits:
        if match is None or hit.offset >= match.end() or hit.role != STOP:
            yield hit
    if match is not None and _HERE.search(sentence.text):
        offset = match.end() - 1
        start, end = sentence.span(offset, offset + 1)
        yield Hit(
            STOP,
            3.5,
            sentence.places[sentence.text[offset]],
            start,
            end,
            "called “here” by an agency's report",
            sentence.sentence.order,
            offset,
            sentence.sentence.part,
            False,
        )


def dateline(masked: Iterable[Masked]) -> tuple[Masked, int] | None:
    """The sentence and the offset of the town in the report's dateline; None without one."""
    for sentence in masked:
        match = _DATELINE.match(sentence.text)
        if match is not None:
            return sentence, match.end() - 1
        if sentence.sentence.part is Part.BODY and len(sentence.text) > 40:
            return None
    return None


def _there(before: Masked, sentence: Masked, language: str, other: set[int]) -> Iterator[Hit]:
    """A stop named in the sentence before, which this one speaks of as "there"."""
    if frame_patterns("there", language).search(sentence.text) is None:
        return
    offsets = [
        n
        for n, c in enumerate(before.text)
        if c in before.places and not before.places[c].adjective and not before.places[c].is_country
    ]
    if not offsets:
        return
    likely = [n for n in offsets if n not in other] or offsets
    offset = likely[0] if likely[0] < _HEAD else likely[-1]
    start, end = before.span(offset, offset + 1)
    yield Hit(
        STOP,
        3.0,
        before.places[before.text[offset]],
        start,
        end,
        "spoken of as the place where the group is",
        before.sentence.order,
        offset,
        before.sentence.part,
        False,
        there=sentence.sentence.order,
    )


def _in_sentence(sentence: Masked, language: str) -> Iterator[Hit]:
    text = sentence.text
    quotes = _quoted(text)
    best: dict[tuple[str, int], tuple[float, int, int, str]] = {}
    for cue in cues(language):
        for match in cue.pattern.finditer(text):
            for name in cue.pattern.groupindex:
                if not name.startswith(cue.role) or match[name] is None:
                    continue
                if cue.reason == _ON_A_DAY and not _names_a_day(sentence, match[0]):
                    continue
                first, last = match.span(name)
                for offset in range(first, last):
                    if text[offset] not in sentence.places:
                        continue
                    key = (cue.role, offset)
                    if key not in best or best[key][0] < cue.weight:
                        best[key] = (cue.weight, match.start(), offset, cue.reason)
    for (role, offset), (weight, first, _, reason) in sorted(best.items(), key=lambda i: i[0][1]):
        mention = sentence.places[text[offset]]
        start, end = _quote(sentence, first, offset)
        quoted = any(a <= offset < b for a, b in quotes)
        yield Hit(
            role,
            weight,
            mention,
            start,
            end,
            reason,
            sentence.sentence.order,
            offset,
            sentence.sentence.part,
            quoted,
        )


_ON_A_DAY = "where the group was on a day"


def _names_a_day(sentence: Masked, words: str) -> bool:
    """Whether a time among some words is a day, and not a year or merely today."""
    times = [sentence.times[sign] for sign in words if sign in sentence.times]
    return any(
        t.first.day or t.kind in ("weekday", "weekday_week") or (t.kind == "rel_day" and t.offset)
        for t in times
    )


_QUOTE = re.compile(r"[“„\"«][^“”„\"«»]*(?:[”\"“»]|$)")
_LONGEST_QUOTE = 90


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTE.finditer(text)]


def _quote(sentence: Masked, first: int, offset: int) -> tuple[int, int]:
    """Where the words begin and end: from the cue to the place, unless that is long or a list."""
    between = sentence.text[first:offset]
    start, end = sentence.span(min(first, offset), offset + 1)
    if end - start > _LONGEST_QUOTE or any("\ue000" <= c <= "\ue5ff" for c in between):
        start, end = sentence.span(offset, offset + 1)
    return start, end


def nets(hits: Iterable[Hit]) -> dict[tuple[int, int], tuple[float, Hit]]:
    """For each mention in the main journey that may be a stop: its weight, and its best cue."""
    stops: dict[tuple[int, int], Hit] = {}
    against: dict[tuple[int, int], float] = defaultdict(float)
    for hit in hits:
        key = (hit.sentence, hit.offset)
        if hit.role == NOT:
            against[key] = max(against[key], hit.weight)
        elif hit.role == STOP and (key not in stops or stops[key].weight < hit.weight):
            stops[key] = hit
    return {
        key: (hit.weight - 0.6 * against[key] - 0.5 * hit.quoted, hit)
        for key, hit in stops.items()
        if hit.scope is Scope.MAIN
    }
