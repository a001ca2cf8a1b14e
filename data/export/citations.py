"""The sources of an export as a list to cite from."""

from __future__ import annotations

from data.export.phrases import listed, shortened
from data.export.subject import Subject
from data.export.words import credit
from data.model import DateSpan, Source


def citations(subject: Subject, language: str = "en") -> list[str]:
    """One line a source: who, what, when, where, and which missions it is a source for."""
    told = {
        "en": ("not described in the records", "for"),
        "de": ("im Datenbestand nicht beschrieben", "zu"),
    }[language]
    lines = []
    for key, source in subject.sources:
        titles = [e.mission.title for e in subject.itineraries if key in e.mission.sources]
        missions = listed([shortened(title, 120) for title in titles], language)
        name = _described(source, language) if source else f"{key} ({told[0]})"
        lines.append(f"{' '.join(name.split())} [{told[1]}: {missions}]")
    return lines


def citation_list(subject: Subject, language: str = "en", *, borders: bool = False) -> str:
    """The whole list as plain text, numbered, with the credit for land and places."""
    head = {"en": "Sources", "de": "Quellen"}[language]
    none = {"en": "No mission is selected.", "de": "Es ist keine Reise ausgewählt."}[language]
    lines = [f"{i}. {line}" for i, line in enumerate(citations(subject, language), start=1)]
    return "\n".join([head, "", *(lines or [none]), "", credit(subject, language, borders=borders)])


def _described(source: Source, language: str) -> str:
    when = _span(source.published, language) if source.published else None
    parts = [source.publisher, source.title, when, source.url]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _span(span: DateSpan, language: str) -> str:
    if language == "en":
        return str(span)
    first, last = f"{span.first:%d.%m.%Y}", f"{span.last:%d.%m.%Y}"
    return first if first == last else f"{first} bis {last}"
