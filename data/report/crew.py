"""Who travels: how many people, who leads them, and which body organises the journey."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from data.report.bodies import Organisation, is_body, is_person, organisations
from data.report.counting import Counted, counted
from data.report.facts import Journey
from data.report.journey import Course
from data.report.leading import ELSEWHERE, Named, everybody, full_names
from data.report.masked import Masked
from data.report.patterns import words_of
from data.report.scopes import Clause, Scope
from data.report.sentences import Part
from data.report.tables import filled, table
from data.report.times import number
from data.report.weighing import likelihood, weights


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people with its words."""

    value: int
    start: int
    """Offset in the report."""
    end: int


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its words."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chief:
    """A person who leads, with the words that say it."""

    name: str
    role: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Crew:
    """What a report says of those who travel."""

    delegates: Count | None
    lead: Body | None
    leaders: tuple[Chief, ...]


@cache
def _weighed(name: str, language: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    words = words_of("shared", f"roles_{language}", "crew")
    words["ORG"] = table("crew")["lead"][f"org_{language}"] if name == "lead" else ""
    listed = table("crew")[name][language]
    return tuple((float(weight), re.compile(filled(pattern, words))) for weight, pattern in listed)


_LARGEST = 2_000


def find_crew(
    masked: tuple[Masked, ...],
    parts: tuple[tuple[Clause, ...], ...],
    course: Course,
    language: str,
) -> Crew:
    """Those who travel, as far as the sentences about this journey say."""
    main = _no_asides(masked, parts)
    group = candidates(masked, parts, course, language)
    return Crew(
        _weighed_count(group.numbers, group.count),
        _weighed_lead(group.bodies, group.body),
        _weighed_leaders(group.people, group.chiefs, main, course.direction, language),
    )


_COUNT_LEAST, _LEAD_LEAST = 0.35, 0.55
"""How likely a number must be to count the travellers, and a body to lead them."""
_LEADER_LEAST, _UNTOLD_LEADER_LEAST = 0.35, 0.65
"""How likely somebody must be to lead, where some words beside the name speak of leading or of
travelling and where none do."""
_LEADERS_MOST = 4
_SAYS_SO = frozenset({"by rule", "lead before", "lead after", "travel before", "travel after"})
"""Features of somebody beside whose name some words speak of leading or of travelling."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be the number and the leaders of those who travel."""

    numbers: tuple[Counted, ...]
    people: tuple[Named, ...]
    bodies: tuple[Organisation, ...]
    count: Count | None
    """The number that the patterns alone take; None where they take none."""
    chiefs: tuple[Chief, ...]
    """The leaders that the patterns alone take."""
    body: Body | None
    """The body that the patterns alone take."""


def candidates(
    masked: tuple[Masked, ...],
    parts: tuple[tuple[Clause, ...], ...],
    course: Course,
    language: str,
) -> Candidates:
    """The numbers that may count the travellers, and the people who may lead them."""
    main = _no_asides(masked, parts)
    count, chiefs = _delegates(main, course, language), _leaders(main, language)
    words = (count.start, count.end) if count else None
    names = {chief.name for chief in chiefs}
    body = _lead(main, course, language)
    lead = body.value if body else None
    return Candidates(
        tuple(counted(masked, parts, course.travels, words, language)),
        tuple(everybody(masked, parts, course.travels, names, language)),
        tuple(organisations(masked, parts, course.travels, lead, language)),
        count,
        chiefs,
        body,
    )


def _no_asides(
    masked: tuple[Masked, ...], parts: tuple[tuple[Clause, ...], ...]
) -> list[tuple[Masked, tuple[Clause, ...]]]:
    return [
        (sentence, clauses)
        for sentence, clauses in zip(masked, parts, strict=True)
        if sentence.sentence.part is not Part.ASIDE
    ]


def _weighed_count(numbers: Iterable[Counted], by_rule: Count | None) -> Count | None:
    likely = [(likelihood(each.features, weights("delegates")), each) for each in numbers]
    best = max(likely, key=lambda one: one[0], default=(0.0, None))
    if best[1] is None or best[0] < _COUNT_LEAST:
        return None
    found = best[1]
    if by_rule is not None and by_rule.start <= found.start < by_rule.end:
        return by_rule
    return Count(found.value, found.start, found.end)


def _weighed_leaders(
    people: Iterable[Named],
    chiefs: Iterable[Chief],
    main: list[tuple[Masked, tuple[Clause, ...]]],
    way: Journey,
    language: str,
) -> tuple[Chief, ...]:
    by_rule = {chief.name: chief for chief in chiefs}
    # Whoever is told of with another journey alone led that one.
    here = [each for each in people if ELSEWHERE not in each.features]
    found = [(likelihood(each.features_on(way), weights("leaders")), each) for each in here]
    likely = sorted((one for one in found if one[0] >= _least(one[1])), key=lambda one: -one[0])
    chosen = [each for _, each in likely[:_LEADERS_MOST]]
    chiefs = [
        by_rule.get(each.name)
        or Chief(each.name, _role(each.name, main, language), each.start, each.end)
        for each in chosen
    ]
    return tuple(sorted(chiefs, key=lambda chief: chief.start))


def _least(person: Named) -> float:
    return _LEADER_LEAST if _SAYS_SO & person.features.keys() else _UNTOLD_LEADER_LEAST


def _weighed_lead(bodies: Iterable[Organisation], by_rule: Body | None) -> Body | None:
    """What the patterns take, which is right more often; else the likeliest body, if likely."""
    likely = [(likelihood(each.features, weights("lead")), each) for each in bodies]
    best = max(likely, key=lambda one: one[0], default=None)
    if by_rule is not None or best is None or best[0] < _LEAD_LEAST:
        return by_rule
    return Body(best[1].name, best[1].start, best[1].end)


def _in_main(clauses: tuple[Clause, ...], offset: int) -> bool:
    return next((c.scope for c in clauses if c.start <= offset < c.end), Scope.MAIN) is Scope.MAIN


# --- how many -----------------------------------------------------------------------------------


def _delegates(
    main: list[tuple[Masked, tuple[Clause, ...]]], course: Course, language: str
) -> Count | None:
    best: tuple[float, Count] | None = None
    since = 9
    for sentence, clauses in main:
        travel = course.travels.get(sentence.sentence.order, 0.0)
        since = 0 if travel >= 1.5 else since + 1
        for weight, pattern in _weighed("delegates", language):
            for match in pattern.finditer(sentence.text):
                value = number(match["n"])
                offset = match.start("n")
                if value is None or not 1 < value <= _LARGEST or not _in_main(clauses, offset):
                    continue
                if _counted_otherwise(sentence.text[max(0, offset - 45) : offset]):
                    continue
                if (
                    (weight < 4.5 and travel < 1.5 and since > 1)
                    or (weight < 5 and travel < 0.9)
                    or sentence.text[match.end("n") :][:2] in (".0", ",0")
                ):
                    continue
                score = weight + 0.4 * travel - 0.02 * sentence.sentence.order
                if best is None or score > best[0]:
                    start, end = sentence.span(*match.span())
                    best = (score, Count(value, start, end))
    return best[1] if best else None


@cache
def _not_before() -> re.Pattern[str]:
    return re.compile("|".join(table("crew")["delegates"]["not_before"]), re.IGNORECASE)


def _counted_otherwise(before: str) -> bool:
    return _not_before().search(before) is not None


# --- who leads ----------------------------------------------------------------------------------


def _leaders(main: list[tuple[Masked, tuple[Clause, ...]]], language: str) -> tuple[Chief, ...]:
    full = full_names(sentence for sentence, _ in main)
    found: dict[str, tuple[float, int, Chief]] = {}
    for sentence, clauses in main:
        for weight, pattern in _weighed("leaders", language):
            for match in pattern.finditer(sentence.text):
                offset = match.start("who")
                if not _in_main(clauses, offset):
                    continue
                person = sentence.people[match["who"]]
                name = person.name if person.given else full.get(person.surname, person.name)
                start, end = sentence.span(*match.span())
                if name not in found or found[name][0] < weight:
                    role = _role(name, main, language)
                    found[name] = (weight, start, Chief(name, role, start, end))
    if not found:
        return ()
    best = max(weight for weight, _, _ in found.values())
    least = min(4.5, best)
    chosen = [(start, chief) for weight, start, chief in found.values() if weight >= least]
    limit = 4 if best >= 4.5 else 2
    return tuple(chief for _, chief in sorted(chosen, key=lambda item: item[0])[:limit])


def _role(name: str, main: list[tuple[Masked, tuple[Clause, ...]]], language: str) -> str | None:
    """The office that stands beside a name, at its first mention that has one."""
    office = table("crew")["roles"][language]
    after = re.compile(
        rf",\s(?:an?\s|the\s|die\s|der\s)?(?P<role>[^,.;:()“”\"]{{0,90}}?\b{office}\b[^,.;:()“”\"]{{0,70}})",
        re.IGNORECASE,
    )
    before = re.compile(
        rf"(?P<role>(?:[A-ZÄÖÜ][\w’'&-]*\s|of\s|the\s|and\s|for\s|und\s|für\s|der\s|des\s|[a-z-]+\s){{0,7}}?{office}(?:\s(?:of|for)\s(?:the\s)?(?:[A-Z][\w’'-]+\s?){{1,4}})?),?\s(?:(?:Dr|Prof|Ms|Mr|Mrs|Cllr|Councillor|Alderman|Frau|Herr)\.?\s)*$",
        re.IGNORECASE,
    )
    for sentence, _ in main:
        text = sentence.sentence.text
        start = text.find(name)
        if start < 0:
            continue
        match = before.search(text[max(0, start - 90) : start])
        if match and _trimmed(match["role"]).casefold() not in _MERE_TITLES:
            return _trimmed(match["role"])
        match = after.match(text, start + len(name))
        if match and not _ACTS.match(match["role"]):
            return " ".join(match["role"].split())
    return None


_MERE_TITLES = frozenset(
    {"councillor", "alderman", "professor", "member", "headed by professor", ""}
)
_ACTS = re.compile(
    r"(?:who|leaves|said|says|will|has|is|was|led|leads|and|adding|told)\b", re.IGNORECASE
)


def _trimmed(role: str) -> str:
    words = role.split()
    while words and words[0].casefold() in {
        "the",
        "a",
        "an",
        "of",
        "and",
        "for",
        "by",
        "when",
        "is",
        "was",
        "said",
        "der",
        "die",
        "und",
        "von",
        "as",
        "with",
        "to",
        "its",
    }:
        words.pop(0)
    return " ".join(words)


# --- which body ---------------------------------------------------------------------------------


def _lead(
    main: list[tuple[Masked, tuple[Clause, ...]]], course: Course, language: str
) -> Body | None:
    best: tuple[float, Body] | None = None
    for sentence, clauses in main:
        text = sentence.sentence.text
        travel = course.travels.get(sentence.sentence.order, 0.0)
        for weight, pattern in _weighed("lead", language):
            for match in pattern.finditer(text):
                offset = match.start("org")
                name = match["org"].strip().rstrip(",")
                if not name or is_person(sentence, offset, offset + len(name)):
                    continue
                if not _in_main(clauses, sentence.masked_offset(offset)) or not is_body(name):
                    continue
                score = weight + 0.5 * travel - 0.01 * sentence.sentence.order
                if best is None or score > best[0]:
                    start = sentence.sentence.start + offset
                    best = (score, Body(name, start, start + len(name)))
    return best[1] if best else None
