"""From what a report says to a draft of a mission: the same facts, as the atlas keeps them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from data.date_tokens import UnreadableDateError
from data.drafts import SOURCE, Draft, DraftKind, Mark, Values, draft_id
from data.editing import proposed_title, report_title
from data.export.file_names import slug
from data.itinerary import Geocoder, folded, name_of_country
from data.model import DateSpan, Source, Standing, Status
from data.report.facts import AgreementRead, Evidence, Journey, PlaceRead, Reading
from data.report.paragraphs import Paragraphs
from data.written_dates import WrittenDate, read_date
from geo.places import Outcome, PlaceQuery

READER = "Report reader"
MOST_LEFT_OUT = 60
"""Notes on places that were not used; a longer list helps nobody."""
_LONGEST_LABEL = 120
_OF_SPAN = ("start", "end", "year")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a report beside its text."""

    name: str = ""
    """The file that it came in; empty for pasted text."""
    publisher: str | None = None
    published: DateSpan | None = None
    """When, as somebody said or its file says; None leaves it to the text."""
    url: str | None = None


def report_id(text: str) -> str:
    """The id of the draft of a text: the same words make the same draft, however spaced."""
    return draft_id(DraftKind.REPORT, " ".join(text.split()))


def draft_of(reading: Reading, geocoder: Geocoder, provenance: Provenance | None = None) -> Draft:
    """The draft that a person looks through. Every reading makes one; its notes say what is odd."""
    known = provenance or Provenance()
    name = report_id(reading.text)
    notes: list[str] = list(_doubts(reading))
    values = dict(_values(reading, geocoder, notes))
    source = _source(reading, known, values, name, notes)
    values["sources"] = [source.id]
    evidence = list(_evidence(reading, values, source.id))
    if evidence:
        values["evidence"] = evidence
    notes += [f"Left out: {left.name}. {left.why}" for left in reading.left_out[:MOST_LEFT_OUT]]
    return Draft(
        id=name,
        kind=DraftKind.REPORT,
        label=_short(known.name or reading.title or proposed_title(values) or "Pasted text"),
        values=values,
        read=values,
        reader=f"{READER} {reading.reader_version}",
        sources=(source,),
        text=reading.text,
        marks=tuple(_marks(reading, values)),
        notes=tuple(notes),
    )


def fact_of(field: str) -> str:
    """The fact of a mission that a field of a reading speaks of: ``start`` speaks of ``when``."""
    if field in _OF_SPAN:
        return "when"
    if field == "published":
        return SOURCE
    return ".".join(field.split(".")[:2])


def _values(
    reading: Reading, geocoder: Geocoder, notes: list[str]
) -> Iterator[tuple[str, JsonValue]]:
    if reading.direction in (Journey.OUTBOUND, Journey.INBOUND):
        yield "direction", reading.direction.value
    if reading.direction is not Journey.NONE:
        # A mission is announced until a source says that it took place.
        yield "status", (reading.status or Status.PLANNED).value
    when = _when(reading, notes)
    if when is not None:
        yield "when", when
    if reading.lead:
        yield "lead", reading.lead
    if reading.leaders:
        leaders = [{"name": each.name, "role": each.role} for each in reading.leaders]
        yield "leaders", [_known(each) for each in leaders]
    if reading.delegates is not None:
        yield "delegates", reading.delegates
    if reading.sectors:
        yield "sectors", list(dict.fromkeys(reading.sectors))
    for group, places in (("origins", reading.origins), ("stops", reading.stops)):
        if places:
            yield group, [_place(each, group, reading.text, geocoder, notes) for each in places]
    if reading.agreements:
        stops = {stop.name for stop in reading.stops}
        yield "agreements", [_agreement(each, stops, notes) for each in reading.agreements]


def _when(reading: Reading, notes: list[str]) -> JsonValue:
    """The days of the journey; one end alone stands for both, a year alone is all of it."""
    ends = [end for end in (reading.start, reading.end) if end]
    if not ends and reading.year is not None:
        ends = [str(reading.year)]
    try:
        spans = [span for end in ends if (span := read_date(end)) is not None]
    except UnreadableDateError as error:
        notes.append(f"The date of the journey could not be kept: {error}")
        return None
    if not spans:
        return None
    first, last = spans[0].first, spans[-1].last
    if last < first:
        notes.append(f"The report seems to say that it ended on {last} and began on {first}.")
        first, last = spans[0].first, spans[0].last
    said = [item for field in _OF_SPAN for item in reading.evidence_for(field)]
    follows = [item.reason for item in said if item.standing is Standing.INFERRED]
    made: dict[str, JsonValue] = {"first": first.isoformat(), "last": last.isoformat()}
    if not follows and reading.year_standing is not Standing.INFERRED:
        return made | {"standing": Standing.STATED.value}
    reason = " ".join(dict.fromkeys(follows)) or "The report does not print the year."
    return made | {"standing": Standing.INFERRED.value, "reason": reason}


def _place(
    read: PlaceRead, group: str, text: str, geocoder: Geocoder, notes: list[str]
) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {"name": read.name, "country": read.country}
    answer = geocoder.resolve(PlaceQuery(read.name, (read.country,)))
    found = answer.place
    if read.region and read.region != read.name and found is not None:
        if answer.outcome is Outcome.AMBIGUOUS and not _says(text, read, geocoder):
            notes.append(
                f"There are several places called {read.name}, and the report does not say which "
                f"one it means. {read.region} is likeliest."
            )
        elif answer.outcome is Outcome.AMBIGUOUS or found.region != read.region:
            made["region"] = read.region
    if group == "stops" and read.written and folded(read.written) != folded(read.name):
        made["written"] = read.written
    return made


def _says(text: str, read: PlaceRead, geocoder: Geocoder) -> bool:
    """Whether the report names the region of a place, in English, German or Chinese."""
    region = geocoder.resolve(PlaceQuery(str(read.region), (read.country,))).place
    names = [read.region, region.name_de if region else None, region.name_zh if region else None]
    words = folded(text)
    return any(folded(name) in words for name in names if name)


def _agreement(read: AgreementRead, stops: set[str], notes: list[str]) -> dict[str, JsonValue]:
    when: JsonValue = None
    if read.date:
        try:
            when = _stated(read_date(read.date))
        except UnreadableDateError as error:
            notes.append(f"The date of “{read.title}” could not be kept: {error}")
    place = read.place if read.place in stops else None
    if read.place and place is None:
        notes.append(f"“{read.title}” was signed in {read.place}, which is not among the stops.")
    return _known(
        {
            "title": read.title,
            "kind": read.kind,
            "parties": list(read.parties) or None,
            "place": place,
            "when": when,
        }
    )


def _stated(date: WrittenDate | None) -> JsonValue:
    if date is None:
        return None
    return {"first": str(date.first), "last": str(date.last), "standing": "stated"}


def _source(
    reading: Reading, known: Provenance, values: Values, name: str, notes: list[str]
) -> Source:
    published = known.published
    if reading.published:
        day = dt.date.fromisoformat(reading.published)
        if published is not None and not published.first <= day <= published.last:
            notes.append(f"The text says that it was published on {day}, not {published}.")
        if published is None:
            published = DateSpan(first=day, last=day, standing=Standing.STATED)
    words = slug(known.publisher or "press-report")[:40].strip("-") or "press-report"
    date = f"-{published.first}" if published is not None else ""
    return Source(
        id=f"{words}{date}-{name[-6:]}",
        title=report_title(values),
        publisher=known.publisher,
        published=published,
        url=known.url,
    )


def _evidence(reading: Reading, values: Values, source: str) -> Iterator[JsonValue]:
    """One entry a fact: the paragraphs that say it, and what follows from what."""
    paragraphs = Paragraphs(reading.text)
    facts: dict[str, list[Evidence]] = {}
    for item in reading.evidence:
        facts.setdefault(fact_of(item.field), []).append(item)
    if "direction" in values and "direction" not in facts:
        note = "Follows from where the delegation comes from and where it goes."
        yield {"field": "direction", "source": source, "standing": "inferred", "note": note}
    for field, items in facts.items():
        if not _holds(values, field):
            continue
        made: dict[str, JsonValue] = {"field": field, "source": source}
        made["where"] = paragraphs.named(item.start for item in items)
        follows = [item.reason for item in items if item.standing is Standing.INFERRED]
        span = values.get(field)
        if isinstance(span, dict) and span.get("reason"):
            follows = [str(span["reason"])]
        if follows:
            made |= {"standing": "inferred", "note": " ".join(dict.fromkeys(follows))}
        yield made


def _marks(reading: Reading, values: Values) -> Iterator[Mark]:
    for item in reading.evidence:
        field = fact_of(item.field)
        if field == SOURCE or _holds(values, field):
            yield Mark(
                field=field,
                value=str(item.value),
                quote=item.quote,
                start=item.start,
                end=item.end,
                standing=item.standing,
                reason=item.reason or None,
            )


def _holds(values: Values, field: str) -> bool:
    group, _, part = field.partition(".")
    found = values.get(group)
    if not part:
        return found is not None
    if not isinstance(found, list):
        return False
    return part in found if group == "sectors" else part.isdecimal() and int(part) < len(found)


def _doubts(reading: Reading) -> Iterator[str]:
    """What keeps a reading from being a mission, in sentences."""
    if reading.direction is Journey.NONE:
        yield (
            "No mission was found in this text: nobody is said to travel between the United "
            "Kingdom or Germany and China. Skip it, or mark the words that tell of one."
        )
        return
    if reading.direction is Journey.OTHER:
        countries = [each.country for each in (*reading.origins, *reading.stops)]
        named = ", ".join(name_of_country(code) for code in dict.fromkeys(countries))
        yield (
            "This journey does not join the United Kingdom or Germany with China, Hong Kong, Macau "
            f"or Taiwan{f' (it names {named})' if named else ''}. The atlas keeps no such missions."
        )
    if not reading.origins:
        yield "The report does not say where the delegation comes from."
    if not reading.stops:
        yield "The report names no place that the delegation visits."
    if not (reading.start or reading.end or reading.year):
        yield "The report does not date the journey."
    if reading.status is None:
        yield "The report does not say whether the journey has taken place: taken as announced."


def _known(parts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: value for name, value in parts.items() if value is not None}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"
