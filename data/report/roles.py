"""What each place is to the journey: a stop, the delegation's home, or neither."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.report.masked import SIGNS, Masked
from data.report.mentions import Mention, Side
from data.report.patterns import cues, frame_patterns
from data.report.scopes import Clause, Scope
from data.report.sentences import Part

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
    scope: Scope
    by_time: bool
    part: Part
    quoted: bool


def collect(
    masked: Iterable[Masked], clauses: Iterable[tuple[Clause, ...]], language: str
) -> tuple[Hit, ...]:
    """Every cue of the report, in order of the sentences."""
    hits: list[Hit] = []
    dateline_seen = False
    before: tuple[Masked, tuple[Clause, ...]] | None = None
    for sentence, parts in zip(masked, clauses, strict=True):
        if sentence.places:
            found = list(_in_sentence(sentence, parts, language))
            if not dateline_seen and sentence.sentence.part is not Part.ASIDE:
                found = list(_without_dateline(sentence, found))
            hits += found
        dateline_seen = dateline_seen or sentence.sentence.part is Part.BODY and len(sentence.text) > 40
        if before is not None and _THERE_MAX > len(before[0].text):
            hits += _there(before, sentence, parts, language)
        if sentence.sentence.part is Part.BODY:
            before = (sentence, parts)
    return tuple(hits)


_THERE_MAX = 600
_DATELINE = re.compile(
    f"^{SIGNS['P']}(?:\\s?[/,]\\s?{SIGNS['P']})*(?=\\.|,?\\s*{SIGNS['T']}|\\s*\\(|\\s*[-–—|])"
)


def _without_dateline(sentence: Masked, hits: list[Hit]) -> Iterator[Hit]:
    """Without what the town in a dateline would be taken for."""
    match = _DATELINE.match(sentence.text)
    for hit in hits:
        if match is None or hit.offset >= match.end() or hit.role != STOP:
            yield hit


def dateline(masked: Iterable[Masked]) -> tuple[Masked, int] | None:
    """The sentence and the offset of the town in the report's dateline; None without one."""
    for sentence in masked:
        match = _DATELINE.match(sentence.text)
        if match is not None:
            return sentence, match.end() - 1
        if sentence.sentence.part is Part.BODY and len(sentence.text) > 40:
            return None
    return None


def _there(
    before: tuple[Masked, tuple[Clause, ...]],
    sentence: Masked,
    parts: tuple[Clause, ...],
    language: str,
) -> Iterator[Hit]:
    """A stop named in the sentence before, which this one speaks of as "there"."""
    match = frame_patterns("there", language).search(sentence.text)
    if match is None or not parts or parts[0].scope is not Scope.MAIN:
        return
    earlier, its_parts = before
    offsets = [
        n for n, c in enumerate(earlier.text)
        if c in earlier.places and not earlier.places[c].adjective and not earlier.places[c].is_country
    ]
    if not offsets:
        return
    offset = offsets[-1]
    clause = next((c for c in its_parts if c.start <= offset < c.end), its_parts[-1])
    start, end = earlier.span(offset, offset + 1)
    mention = earlier.places[earlier.text[offset]]
    yield Hit(
        STOP, 3.0, mention, start, end, "spoken of as the place where the group is",
        earlier.sentence.order, offset, clause.scope, clause.by_time, earlier.sentence.part, False,
    )


def _in_sentence(sentence: Masked, parts: tuple[Clause, ...], language: str) -> Iterator[Hit]:
    text = sentence.text
    quotes = _quoted(text)
    best: dict[tuple[str, int], tuple[float, int, int, str]] = {}
    for cue in cues(language):
        for match in cue.pattern.finditer(text):
            for name in cue.pattern.groupindex:
                if not name.startswith(cue.role) or match[name] is None:
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
        clause = next((c for c in parts if c.start <= offset < c.end), parts[-1])
        start, end = _quote(sentence, first, offset)
        quoted = any(a <= offset < b for a, b in quotes)
        yield Hit(
            role, weight, mention, start, end, reason, sentence.sentence.order, offset,
            clause.scope, clause.by_time, sentence.sentence.part, quoted,
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

