"""The words of a figure, proposed from what is selected: headline, subtitle, sources, credit."""

from __future__ import annotations

from collections.abc import Sequence

from data.export.phrases import (
    as_subject,
    capital,
    counted,
    is_plural,
    joined_places,
    listed,
    noun,
    number,
    shortened,
    small_number,
)
from data.export.subject import Subject, display_name
from data.itinerary import Visit
from data.model import CHINA, Source, Status
from geo.places import PlaceKind

MOST_WORDS = 15
"""Words of a headline or subtitle that is proposed; one of a person's own may be longer."""
LONGEST_HEADLINE = 110
"""Characters of a proposed headline: two lines on a slide."""
NAMES_SHOWN = 3
"""Places named in a headline before they are counted instead."""
SOURCES_SHOWN = 5
"""Sources named in the source line before it says how many more there are."""
LONGEST_SOURCE = 100
"""Characters of one source in the source line."""


def headline(subject: Subject, language: str = "en") -> str:
    """Who sends how many missions where, in one active sentence of at most 15 words.

    The present tense serves missions held and announced alike.
    """
    if not subject.itineraries:
        return {
            "en": "No mission matches this selection",
            "de": "Keine Delegationsreise passt zu dieser Auswahl",
        }[language]
    for name_senders, name_hosts in ((True, True), (True, False), (False, True)):
        text = _sentence(subject, language, name_senders, name_hosts)
        if fits(text):
            return text
    # Counts take at most twelve words.
    return _sentence(subject, language, False, False)


def subtitle(subject: Subject, language: str = "en") -> str:
    """When, which sectors were asked for, and what was signed; empty for an empty selection."""
    if not subject.itineraries:
        return ""
    labels = [subject.vocabulary.label(key, language) for key in subject.chosen.sectors]
    signed = sum(len(entry.mission.agreements) for entry in subject.itineraries)
    announced = subject.with_status(Status.PLANNED)
    parts = [capital(period(subject, language)), listed(labels, language)]
    if signed:
        parts.append(counted("agreement", signed, language))
    if 0 < announced < len(subject.itineraries):
        word = {"en": "only announced", "de": "nur angekündigt"}[language]
        parts.append(f"{number(announced, language)} {word}")
    kept: list[str] = []
    for part in filter(None, parts):
        if fits(" · ".join([*kept, part])):
            kept.append(part)
    return " · ".join(kept)


def period(subject: Subject, language: str = "en") -> str:
    """The years of the missions and how many are undated: "2015 to 2025, 1 undated"."""
    without = {"en": "undated", "de": "undatiert"}[language]
    years = subject.years
    if years is None:
        return without
    to = {"en": "to", "de": "bis"}[language]
    span = f"{years[0]}" if years[0] == years[1] else f"{years[0]} {to} {years[1]}"
    return f"{span}, {number(subject.undated, language)} {without}" if subject.undated else span


def source_line(subject: Subject, language: str = "en") -> str:
    """The sources of the missions shown, never empty: the first few by name, the rest counted."""
    names = list(
        dict.fromkeys(source_name(key, source, language) for key, source in subject.sources)
    )
    if not names:
        return {
            "en": "Source: records of the Mission Atlas",
            "de": "Quelle: Datenbestand des Mission Atlas",
        }[language]
    # One source too many is named rather than counted: "and 1 more" says less and is no shorter.
    most = len(names) if len(names) <= SOURCES_SHOWN + 1 else SOURCES_SHOWN
    text = "; ".join(names[:most])
    if len(names) > most:
        rest = len(names) - most
        further = {"en": "further", "de": "weitere"}[language]
        and_ = {"en": "and", "de": "und"}[language]
        text += f"; {and_} {number(rest, language)} {further} {noun('source', rest, language)}"
    label = capital(noun("source", len(names), language))
    return f"{label}: {text}"


def source_name(key: str, source: Source | None, language: str = "en") -> str:
    """A source in few words: publisher or title, and the year; its id when it is not described."""
    if source is None:
        return shortened(key, LONGEST_SOURCE)
    name = shortened(source.publisher or source.title, LONGEST_SOURCE)
    if source.published is None:
        return name
    first, last = source.published.first.year, source.published.last.year
    return f"{name} ({first})" if first == last else f"{name} ({first}–{last})"


def credit(subject: Subject, language: str = "en", *, borders: bool = False) -> str:
    """Whose land, boundaries and places the map uses."""
    found = {
        best.source
        for entry in subject.itineraries
        for visit in (*entry.origins, *entry.stops)
        if (best := visit.resolution.best)
    }
    named = ["GeoNames (CC BY 4.0)" if name == "GeoNames" else name for name in sorted(found)]
    if language == "de":
        named = [name.replace(", after ", ", nach ") for name in named]
    places = listed(named or ["GeoNames (CC BY 4.0)"], language)
    if language == "de":
        land = "Land und Grenzen" if borders else "Land"
        return f"{land}: Natural Earth (gemeinfrei). Orte: {places}."
    land = "Land and borders" if borders else "Land"
    return f"{land}: Natural Earth (public domain). Places: {places}."


def fits(text: str) -> bool:
    """Whether a proposed text is short enough to be a headline."""
    words = [word for word in text.split() if word != "·"]
    return len(words) <= MOST_WORDS and len(text) <= LONGEST_HEADLINE


def places_in_words(visits: Sequence[Visit], language: str, case: str = "nom") -> str:
    """Places counted rather than named: "six Chinese cities", "drei britische und deutsche Orte".

    `case` is "nom" (also the accusative plural) or "dat", which matters in German only. Needs at
    least one place.
    """
    count = len(visits)
    cities = all(visit.place is None or visit.place.kind is PlaceKind.CITY for visit in visits)
    countries = {visit.at.country for visit in visits}
    # Taiwan is counted as a place, without an adjective: whose it is, is not ours to say.
    adjectives = [words[language] for codes, words in _ADJECTIVES if countries.intersection(codes)]
    if countries - (CHINA - {"TW"}) - {"GB", "DE"}:
        adjectives = []
    if language == "en":
        what = (("city", "cities") if cities else ("place", "places"))[count != 1]
        amount = "one" if count == 1 else small_number(count, "en")
        return " ".join(filter(None, (amount, " and ".join(adjectives), what)))
    if count == 1:
        return _one_german(cities, adjectives, case)
    ending = "en" if case == "dat" else "e"
    several = ("Städten" if cities else "Orten") if case == "dat" else _NAMED[cities]
    adjective = " und ".join(f"{word}{ending}" for word in adjectives)
    return " ".join(filter(None, (small_number(count, "de"), adjective, several)))


_NAMED = ("Orte", "Städte")
_ADJECTIVES = (
    ({"GB"}, {"en": "British", "de": "britisch"}),
    ({"DE"}, {"en": "German", "de": "deutsch"}),
    (CHINA - {"TW"}, {"en": "Chinese", "de": "chinesisch"}),
)


def _one_german(cities: bool, adjectives: Sequence[str], case: str) -> str:
    feminine, masculine = ("eine", "einen") if case == "acc" else ("eine", "ein")
    if case == "dat":
        feminine, masculine = "einer", "einem"
    endings = {"dat": ("en", "en"), "acc": ("e", "en")}.get(case, ("e", "er"))
    adjective = " und ".join(word + endings[not cities] for word in adjectives)
    article, what = (feminine, "Stadt") if cities else (masculine, "Ort")
    return " ".join(filter(None, (article, adjective, what)))


def _sentence(subject: Subject, language: str, name_senders: bool, name_hosts: bool) -> str:
    senders, hosts = _ends(subject)
    who, plural = _who(senders, language, name_senders)
    count = len(subject.itineraries)
    if subject.outbound and subject.inbound:
        deal = counted("delegation", count, language, words=True)
        other = _where(hosts, language, name_hosts, "with")
        verb = _VERBS["exchange"][language][plural]
        end = " aus" if language == "de" else ""
        return f"{capital(who)} {verb} {deal} {other}{end}"
    verb = _VERBS[_deed(subject)][language][plural]
    where = _where(hosts, language, name_hosts, "to", to_china=bool(subject.outbound))
    end = " ab" if language == "de" and _deed(subject) == "cancel" else ""
    return f"{capital(who)} {verb} {_what(subject, senders, language)} {where}{end}"


_VERBS = {
    "send": {"en": ("sends", "send"), "de": ("schickt", "schicken")},
    "plan": {"en": ("plans", "plan"), "de": ("plant", "planen")},
    "cancel": {"en": ("cancels", "cancel"), "de": ("sagt", "sagen")},
    "exchange": {"en": ("exchanges", "exchange"), "de": ("tauscht", "tauschen")},
}


def _deed(subject: Subject) -> str:
    statuses = {entry.mission.status for entry in subject.itineraries}
    if statuses == {Status.CANCELLED}:
        return "cancel"
    return "plan" if statuses == {Status.PLANNED} else "send"


def _ends(subject: Subject) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
    if subject.inbound and not subject.outbound:
        return subject.away, subject.home
    return subject.home, subject.away


def _who(senders: Sequence[Visit], language: str, by_name: bool) -> tuple[str, bool]:
    """The subject of the sentence, and whether its verb is a plural."""
    if by_name and len(senders) <= NAMES_SHOWN:
        names = [display_name(visit, language) for visit in senders]
        text = listed([as_subject(name, language) for name in names], language)
        return text, len(names) > 1 or (language == "de" and is_plural(names[0]))
    return places_in_words(senders, language), len(senders) > 1


def _what(subject: Subject, senders: Sequence[Visit], language: str) -> str:
    count = len(subject.itineraries)
    if subject.inbound:
        name = "delegation"
    else:
        # Germans send a delegation, and plan or cancel its journey.
        name = "delegation" if language == "de" and _deed(subject) == "send" else "mission"
    if count == 1:
        joint = len(senders) > 1
        if language == "en":
            return f"a joint {noun(name, 1, 'en')}" if joint else f"a {noun(name, 1, 'en')}"
        return f"eine {'gemeinsame ' if joint else ''}{noun(name, 1, 'de')}"
    return counted(name, count, language, words=True)


def _where(
    hosts: Sequence[Visit], language: str, by_name: bool, how: str, *, to_china: bool = True
) -> str:
    """The hosts behind a preposition, "to" or "with"; the country where no place is known."""
    if not hosts:
        country = {"en": "China", "de": "China"} if to_china else _EUROPE
        return joined_places([country[language]], language, how)
    if by_name and len(hosts) <= NAMES_SHOWN:
        names = [display_name(visit, language) for visit in hosts]
        return joined_places(names, language, how)
    if language == "en":
        return f"{how} {places_in_words(hosts, language)}"
    if how == "with":
        return f"mit {places_in_words(hosts, language, 'dat')}"
    return f"in {places_in_words(hosts, language, 'acc')}"


_EUROPE = {"en": "Europe", "de": "Europa"}
