"""Pieces of a record's values: titles, places, spans, sources, and the key of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pydantic import JsonValue

from data.itinerary import name_of_country
from data.model import Direction, Source
from data.spreadsheet.cells import Value, short, shown, tidy
from data.spreadsheet.grouping import Group
from data.spreadsheet.outcomes import Asked, Question
from data.spreadsheet.places import Certainty, Found
from data.spreadsheet.routes import StopRead
from data.spreadsheet.values import host
from data.written_dates import WrittenDate
from geo.names import fold
from geo.places import Place, PlaceKind

LONGEST_TEXT = 2_000
"""Characters of a text in a record."""


def propose_title(starts: list[str], ends: list[str], direction: Direction | None) -> str:
    """A title in our own words: "Leipzig in Nanjing and Jining"; "" when neither end is known."""
    start, end = listed(starts), listed(list(dict.fromkeys(ends)))
    if direction is Direction.INBOUND and start:
        return f"Visit from {start} to {end}" if end else f"Visit from {start}"
    if start and end:
        return f"{start} in {end}"
    return f"Mission to {end}" if end else f"Mission from {start}" if start else ""


def listed(names: list[str]) -> str:
    """Names in one phrase: "A, B and C"; of more than four the first three and a number."""
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more places"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def distinct(found: Iterable[Found]) -> list[Found]:
    """Each place once, in order."""
    made: dict[str, Found] = {}
    for each in found:
        made.setdefault(each.place.key if each.place else fold(each.written), each)
    return list(made.values())


def span(when: WrittenDate) -> JsonValue:
    """A date as a draft's values hold it."""
    made: JsonValue = when.span().model_dump(mode="json", exclude_none=True)
    return made


def place_values(place: Place) -> dict[str, JsonValue]:
    """A place as a draft's values hold an origin."""
    values: dict[str, JsonValue] = {"name": place.name, "country": place.country}
    return values | ({"region": place.region} if place.region and narrows(place) else {})


def narrows(place: Place) -> bool:
    """Whether naming its region says more than its name does."""
    return place.region != place.name or place.kind is PlaceKind.CITY


def stop_values(stop: StopRead, countries: tuple[str, ...]) -> dict[str, JsonValue]:
    """A stop as a draft's values hold it; one that was not found has its row's country, if any."""
    place = stop.place
    if place is None:
        values: dict[str, JsonValue] = {"name": stop.found.written}
        if stop.found.land or countries:
            values["country"] = stop.found.land or countries[0]
    else:
        values = place_values(place)
        if fold(stop.found.written) != fold(place.name):
            values["written"] = stop.found.written
    if stop.when is not None:
        values["when"] = span(stop.when)
    if stop.days is not None:
        values["days"] = stop.days
    if stop.note:
        values["note"] = stop.note
    return values


def where(place: Place) -> str:
    """A place with its region and country."""
    parts = (place.name, place.region, name_of_country(place.country))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def place_question(found: Found, row: int, column: str) -> Question:
    """What to ask about a place that is not sure; `row` counts from 1, `column` may be empty."""
    written = short(found.written)
    places = "; ".join(dict.fromkeys(map(where, found.candidates)))
    ambiguous = found.certainty is Certainty.AMBIGUOUS
    if ambiguous:
        text = f"“{written}” may be {places}. Choose one, or name its province or region."
    elif found.candidates:
        text = f"“{written}” is no name that is known; {places} may be meant."
    else:
        text = f"No place called “{written}” was found. Correct the name, or place it on the map."
    return Question(
        Asked.PLACE, row, column, found.written, text, found.candidates, unknown=not ambiguous
    )


def wrong_start(place: Place, direction: Direction | None) -> str:
    """What is wrong with a place that no such mission can start in."""
    if direction is Direction.INBOUND:
        return f"A visit from China cannot start in {where(place)}. Correct it, or the direction."
    return (
        f"A mission to China cannot start in {where(place)}: the atlas keeps missions from the UK "
        "and Germany, and visits from China. Correct the place, or the direction."
    )


def caution(text: str) -> str | None:
    """A note with a number as it was written, where it was more than a number."""
    return None if text.strip().isdigit() else f"Written as “{short(text, 200)}”."


def mentions(title: str, stop: StopRead) -> bool:
    """Whether a text names the place of a stop."""
    names = filter(None, (stop.place.name if stop.place else None, stop.found.written))
    return any(fold(name) in fold(title) for name in names)


def make_source(url: str | None, title: str | None, publisher: str | None) -> Source | None:
    """A source that a row names; the same address or title, the same id. None without either."""
    key = url or f"{publisher or ''}|{title or ''}"
    digest = hashlib.blake2s(key.encode(), digest_size=8).hexdigest()
    text = (title or (f"Page on {host(url)}" if url else ""))[:LONGEST_TEXT]
    if not text:
        return None
    return Source(
        id=f"named-{digest}",
        title=text,
        kind="web page" if url else "named source",
        publisher=publisher,
        url=url,
    )


def mission_key(group: Group, occurrence: int) -> str:
    """What the rows of a mission say, whatever the file is called and wherever they stand in it."""
    cells = "\x1e".join("\x1f".join(map(plain, row.cells)) for row in group.rows)
    return f"{cells}\x1d{occurrence}" if occurrence else cells


def plain(value: Value) -> str:
    """A cell for the key of its row: neither spaces nor unseen signs count."""
    return " ".join((tidy(shown(value)) or "").split()) if value is not None else ""
