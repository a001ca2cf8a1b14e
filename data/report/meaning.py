"""What words mean that a person has marked in a report: a place, a day, a number, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from data.date_tokens import UnreadableDateError
from data.itinerary import Geocoder, folded
from data.report.tables import table
from data.report.times import number
from data.vocabulary import Vocabulary
from data.written_dates import read_date
from geo.places import Match, Outcome, PlaceQuery


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when words are marked."""

    geocoder: Geocoder
    vocabulary: Vocabulary
    origins: tuple[str, ...]
    """Countries in which an origin mostly lies, ISO 3166-1 alpha-2, the likeliest first."""
    stops: tuple[str, ...]
    """The same for a stop."""
    year: int | None = None
    """Year of publication, for days that are printed without one."""


class MeaninglessError(ValueError):
    """Words that are not what they were said to be; the text says what would be."""


def meaning_of(kind: str, words: str, context: Context) -> JsonValue:
    """What the words are as a value of a mission, or of one item of it.

    ``kind`` is the field: ``stops``, ``origins``, ``when``, ``delegates``, ``lead``, ``leaders``,
    ``sectors`` (the key of one), ``agreements``; or ``source``, whose value is a table with either
    ``publisher`` or ``published``. Raises MeaninglessError.
    """
    bare = " ".join(words.split()).strip(' ,.;:()[]„“”"»«')
    if not bare:
        raise MeaninglessError("Mark at least one word.")
    return _MEANINGS[kind](bare, context)


def _origin(words: str, context: Context) -> JsonValue:
    return _place(words, context.origins, context, keep=False)


def _stop(words: str, context: Context) -> JsonValue:
    return _place(words, context.stops, context, keep=True)


def _place(
    words: str, countries: tuple[str, ...], context: Context, *, keep: bool
) -> dict[str, JsonValue]:
    """The place of that name, in the likely countries or else anywhere; the name alone if none."""
    for where in (countries, ()):
        answer = context.geocoder.resolve(PlaceQuery(words, where))
        best = answer.best
        if best is None or (not where and best.match is Match.FUZZY):
            continue
        name = words if answer.outcome is Outcome.AMBIGUOUS else best.place.name
        made: dict[str, JsonValue] = {"name": name, "country": best.place.country}
        again = context.geocoder.resolve(PlaceQuery(name, (best.place.country,)))
        if answer.outcome is Outcome.FOUND and again.place != best.place and best.place.region:
            made["region"] = best.place.region
        if keep and folded(words) != folded(name):
            made["written"] = words
        return made
    return {"name": words, "country": countries[0]}


def _when(words: str, context: Context) -> JsonValue:
    reason = None
    try:
        read = read_date(words)
    except UnreadableDateError as error:
        if context.year is None:
            raise MeaninglessError(str(error)) from error
        try:
            read = read_date(words, year=context.year)
        except UnreadableDateError:
            raise MeaninglessError(str(error)) from error
        reason = "The year is taken from the day of publication."
    if read is None:
        raise MeaninglessError(f"“{words}” says no date.")
    span = read.span().model_copy(update={"reason": read.reason or reason})
    standing = "inferred" if span.reason else "stated"
    made: dict[str, JsonValue] = span.model_dump(mode="json", exclude_none=True)
    return {**made, "standing": standing}


def _delegates(words: str, context: Context) -> JsonValue:
    parts = re.findall(r"\d+(?:[.,]\d{3})*|[^\W\d_]+(?:-[^\W\d_]+)*", words)
    found = [number(part) or number(part.partition("-")[0]) or 0 for part in parts]
    figures = [each for each, part in zip(found, parts, strict=True) if part[0].isdecimal()]
    # Articles read as one: of words the largest number is meant.
    counted = next(iter(figures), None) or max(found, default=0)
    if counted > 0:
        return counted
    raise MeaninglessError(f"“{words}” holds no number.")


def _lead(words: str, context: Context) -> JsonValue:
    return words


def _leader(words: str, context: Context) -> JsonValue:
    name, _, role = words.partition(",")
    return {"name": name.strip(), "role": role.strip()} if role.strip() else {"name": words}


def _sector(words: str, context: Context) -> JsonValue:
    key = context.vocabulary.find(words)
    if key is None:
        named = [key for key, pattern in _fields() if pattern.search(words)]
        known = [each for each in map(context.vocabulary.find, words.split()) if each]
        key = next(iter((*named, *known)), None)
    if key is None:
        raise MeaninglessError(f"“{words}” is no known sector. Choose one in the form.")
    return key


def _agreement(words: str, context: Context) -> JsonValue:
    kinds = (each for each, pattern in _kinds() if pattern.search(words))
    return {"title": words, "kind": next(kinds, "agreement")}


def _source(words: str, context: Context) -> JsonValue:
    try:
        read = read_date(words)
    except UnreadableDateError:
        return {"publisher": words}
    if read is None:
        return {"publisher": words}
    return {"published": read.span().model_dump(mode="json", exclude_none=True)}


_MEANINGS: Mapping[str, Callable[[str, Context], JsonValue]] = {
    "origins": _origin,
    "stops": _stop,
    "when": _when,
    "delegates": _delegates,
    "lead": _lead,
    "leaders": _leader,
    "sectors": _sector,
    "agreements": _agreement,
    "source": _source,
}


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (key, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE))
        for key, words in table("sectors")["more"].items()
    )


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = table("signings")["kind"]
    return tuple((entry["kind"], re.compile("|".join(entry["list"]))) for entry in entries)
