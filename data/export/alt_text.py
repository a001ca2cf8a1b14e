"""What a reader who cannot see the picture is told, written from the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.export.phrases import (
    capital,
    counted,
    joined_places,
    listed,
    number,
    shortened,
)
from data.export.subject import Subject, display_name, distinct
from data.itinerary import Itinerary, Visit
from data.model import Status

NAMES_SHOWN = 8
"""Places named at one end before the rest are counted."""
LINKS_SHOWN = 2
"""Equally busy links named before they are counted."""
LONGEST_NAME = 60
"""Characters of a name or title inside a sentence."""


def alt_text(subject: Subject, language: str = "en") -> str:
    """Kind of map, how many, when, where from, where to, the main point, and what is not drawn.

    Plain text in "en" or "de", without line breaks; each count is that of the records. Never empty.
    """
    write = _german if language == "de" else _english
    return " ".join(" ".join(sentence.split()) for sentence in write(subject) if sentence)


def _english(subject: Subject) -> list[str]:
    total = len(subject.itineraries)
    if not total:
        return ["Map of the UK, Germany and China without any arc: no mission matches."]
    drawn = len(subject.lines)
    if subject.kind == "itineraries":
        what = f"Map with {counted('leg', drawn, 'en')} of itineraries, in order of travel."
    else:
        each = "" if drawn == 1 else ", one for each origin and place visited"
        what = f"Map with {counted('arc', drawn, 'en')}{each}."
    if not drawn:
        what = "Map of the UK, Germany and China without any arc."
    out, back = len(subject.outbound), len(subject.inbound)
    if out and back:
        told = f"{counted('mission', out, 'en')} to China and {counted('visit', back, 'en')}"
    else:
        told = f"{counted('mission', out, 'en')} to China" if out else counted("visit", back, "en")
    when = _when_english(subject)
    sentences = [what, f"It shows {told}{when}."]
    if out:
        sentences.append(_ends_english(subject.outbound, "mission", "missions"))
    if back:
        sentences.append(_ends_english(subject.inbound, "visit", "visits"))
    sentences.append(_main_point(subject, "en"))
    for status, word in ((Status.PLANNED, "only announced"), (Status.CANCELLED, "cancelled")):
        if count := subject.with_status(status):
            which = "It" if total == 1 else f"Of all missions shown, {number(count, 'en')}"
            sentences.append(f"{which} {_be(count)} {word}.")
    if hidden := _not_drawn(subject):
        it = "it names no place that is" if hidden == 1 else "they name no places that are"
        sentences.append(f"{counted('mission', hidden, 'en')} not drawn, because {it} on the map.")
        sentences[-1] = sentences[-1].replace(" not drawn", f" {_be(hidden)} not drawn", 1)
    return sentences


def _when_english(subject: Subject) -> str:
    years, undated = subject.years, subject.undated
    if years is None:
        return ", undated" if undated == 1 else ", all undated"
    span = f" in {years[0]}" if years[0] == years[1] else f" from {years[0]} to {years[1]}"
    return f"{span}; {number(undated, 'en')} of them {_be(undated)} undated" if undated else span


def _ends_english(entries: Sequence[Itinerary], one: str, many: str) -> str:
    starts = _names([visit for e in entries for visit in e.origins], "en")
    stops = _names([visit for e in entries for visit in e.stops], "en")
    single = len(entries) == 1
    head = f"The {one} sets out" if single else f"The {many} set out"
    text = f"{head} {joined_places(starts, 'en', 'from', NAMES_SHOWN)}"
    if not stops:
        return f"{text}; no place visited is named."
    return (
        f"{text} and {'goes' if single else 'go'} {joined_places(stops, 'en', 'to', NAMES_SHOWN)}."
    )


def _german(subject: Subject) -> list[str]:
    total = len(subject.itineraries)
    land = "Karte des Vereinigten Königreichs, Deutschlands und Chinas ohne Bögen"
    if not total:
        return [f"{land}: Keine Delegationsreise passt zur Auswahl."]
    drawn = len(subject.lines)
    if subject.kind == "itineraries":
        what = f"Karte mit {counted('leg', drawn, 'de')} von Reiserouten in Reisefolge."
    else:
        each = "" if drawn == 1 else ", je einem für jeden Ausgangsort und besuchten Ort"
        what = f"Karte mit {counted('arc', drawn, 'de')}{each}."
    if not drawn:
        what = f"{land}."
    out, back = len(subject.outbound), len(subject.inbound)
    parts = [f"{counted('mission', out, 'de')} nach China"] if out else []
    parts += [f"{counted('visit', back, 'de')} aus China"] if back else []
    sentences = [what, f"Sie zeigt {listed(parts, 'de')}{_when_german(subject)}."]
    if out:
        sentences.append(_ends_german(subject.outbound, "Die Reise beginnt", "Die Reisen beginnen"))
    if back:
        sentences.append(_ends_german(subject.inbound, "Der Besuch kommt", "Die Besuche kommen"))
    sentences.append(_main_point(subject, "de"))
    if count := subject.with_status(Status.PLANNED):
        verb = "ist" if count == 1 else "sind"
        which = f"Sie {verb}"
        if total > 1:
            which = f"Von allen gezeigten Reisen {verb} {number(count, 'de')}"
        sentences.append(f"{which} nur angekündigt.")
    if count := subject.with_status(Status.CANCELLED):
        verb = "wurde" if count == 1 else "wurden"
        which = f"Sie {verb}"
        if total > 1:
            which = f"Von allen gezeigten Reisen {verb} {number(count, 'de')}"
        sentences.append(f"{which} abgesagt.")
    if hidden := _not_drawn(subject):
        verb, it = ("ist", "sie nennt keinen Ort, der")
        rest = "auf der Karte liegt"
        if hidden > 1:
            verb, it, rest = "sind", "sie nennen keine Orte, die", "auf der Karte liegen"
        sentences.append(
            f"{counted('mission', hidden, 'de')} {verb} nicht eingezeichnet: {capital(it)} {rest}."
        )
    return sentences


def _when_german(subject: Subject) -> str:
    years, undated = subject.years, subject.undated
    if years is None:
        return ", undatiert" if undated == 1 else ", alle undatiert"
    first, last = years
    to = "und" if last == first + 1 else "bis"
    span = f" aus dem Jahr {first}" if first == last else f" aus den Jahren {first} {to} {last}"
    if not undated:
        return span
    return f"{span}; {number(undated, 'de')} davon {'ist' if undated == 1 else 'sind'} undatiert"


def _ends_german(entries: Sequence[Itinerary], one: str, many: str) -> str:
    starts = _names([visit for e in entries for visit in e.origins], "de")
    stops = _names([visit for e in entries for visit in e.stops], "de")
    single = len(entries) == 1
    head = one if single else many
    come = " kommt" in head or " kommen" in head
    # "beginnt in", but "kommt aus".
    origin = joined_places(starts, "de", "from" if come else "in", NAMES_SHOWN)
    text = f"{head} {origin}"
    if not stops:
        return f"{text}; besuchte Orte sind nicht genannt."
    leads = ("geht" if come else "führt") if single else ("gehen" if come else "führen")
    return f"{text} und {leads} {joined_places(stops, 'de', 'to', NAMES_SHOWN)}."


def _names(visits: Sequence[Visit], language: str) -> list[str]:
    return [shortened(display_name(visit, language), LONGEST_NAME) for visit in distinct(visits)]


def _main_point(subject: Subject, language: str) -> str:
    if not len(subject.lines):
        return ""
    if subject.kind == "itineraries":
        return _longest(subject, language)
    return _busiest(subject, language)


def _busiest(subject: Subject, language: str) -> str:
    """The pair, or pairs, of places with most missions; needs at least one flow."""
    flows = subject.tables.flows
    most = int(flows["missions"].max())
    top = flows[flows["missions"] == most]
    if len(flows) == 1:
        return ""
    names = _pair_names(subject, top, language)
    if most == 1:
        return {
            "en": "Each arc stands for 1 journey.",
            "de": "Jeder Bogen steht für 1 Reise.",
        }[language]
    amount = counted("mission", most, language)
    if len(top) == 1:
        return {
            "en": f"The busiest link, with {amount}, is {names[0]}.",
            "de": f"Am stärksten ist die Verbindung {names[0]} mit {amount}.",
        }[language]
    if len(top) <= LINKS_SHOWN:
        both = listed(names, language)
        return {
            "en": f"The busiest links, with {amount} each, are {both}.",
            "de": f"Am stärksten sind die Verbindungen {both} mit je {amount}.",
        }[language]
    return {
        "en": f"The {number(len(top), 'en')} busiest links have {amount} each.",
        "de": f"Die {number(len(top), 'de')} stärksten Verbindungen haben je {amount}.",
    }[language]


def _longest(subject: Subject, language: str) -> str:
    """The itinerary with most kilometres, which is the main point of a map of itineraries."""
    measured = [entry for entry in subject.itineraries if entry.km is not None]
    if not measured:
        return ""
    longest = max(measured, key=lambda entry: entry.km or 0.0)
    km = f"{number(round(longest.km or 0.0, -2), language)} km"
    title = shortened(longest.mission.title, LONGEST_NAME)
    if len(measured) == 1:
        return {
            "en": f"The journey, “{title}”, is about {km} long.",
            "de": f"Die Reise „{title}“ ist rund {km} lang.",
        }[language]
    return {
        "en": f"The longest journey, “{title}”, covers about {km}.",
        "de": f"Die längste Reise, „{title}“, misst rund {km}.",
    }[language]


def _pair_names(subject: Subject, flows: Any, language: str) -> list[str]:
    visits = [v for e in subject.itineraries for v in (*e.origins, *e.stops) if v.place]
    names = {v.place.key: display_name(v, language) for v in visits if v.place}
    pairs = zip(flows["from_key"], flows["to_key"], strict=True)
    return [" – ".join(shortened(names[key], LONGEST_NAME) for key in pair) for pair in pairs]


def _not_drawn(subject: Subject) -> int:
    """Missions without any line on the map."""
    if subject.kind == "itineraries":
        drawn = set(subject.tables.legs["mission_id"])
    else:
        drawn = {key for keys in subject.tables.flows["mission_ids"] for key in keys}
    return sum(entry.mission.id not in drawn for entry in subject.itineraries)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
