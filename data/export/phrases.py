"""Small pieces of English and German: counted nouns, lists, places with article and preposition.

`language` is "en" or "de" throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOUNS = {
    "mission": {"en": ("mission", "missions"), "de": ("Delegationsreise", "Delegationsreisen")},
    "delegation": {"en": ("delegation", "delegations"), "de": ("Delegation", "Delegationen")},
    "visit": {"en": ("visit from China", "visits from China"), "de": ("Besuch", "Besuche")},
    "agreement": {"en": ("agreement", "agreements"), "de": ("Abkommen", "Abkommen")},
    "place": {"en": ("place", "places"), "de": ("Ort", "Orte")},
    "arc": {"en": ("arc", "arcs"), "de": ("Bogen", "Bögen")},
    "leg": {"en": ("leg", "legs"), "de": ("Etappe", "Etappen")},
    "source": {"en": ("source", "sources"), "de": ("Quelle", "Quellen")},
    "delegate": {"en": ("delegate", "delegates"), "de": ("Mitreisende", "Mitreisende")},
}
_FEMININE = frozenset({"mission", "delegation", "leg", "source"})

_WORDS = {
    "en": (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    "de": (
        "kein",
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
    ),
}
_PLURAL_NAME = re.compile(r"Midlands$")
_WITH_ARTICLE = re.compile(
    r"(?:Midlands|Region|of England|South East|South West|North East|North West|Mongolei)$"
)


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number with the language's marks: 1,234.5 or 1.234,5."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text


def noun(name: str, count: int, language: str) -> str:
    """The noun in the number that the count asks for."""
    return _NOUNS[name][language][count != 1]


def counted(name: str, count: int, language: str, *, words: bool = False) -> str:
    """ "3 missions"; with `words`, counts up to twelve as words: "three missions"."""
    return f"{count_word(name, count, language, words=words)} {noun(name, count, language)}"


def count_word(name: str, count: int, language: str, *, words: bool = True) -> str:
    """The count before a noun, in figures or, up to twelve and with `words`, as a word."""
    if not words or not 0 <= count <= 12:
        return number(count, language)
    word = _WORDS[language][count]
    if language == "de" and count < 2 and name in _FEMININE:
        return word + "e"
    return word


def small_number(count: int, language: str) -> str:
    """A count before a plural, as a word up to twelve."""
    return _WORDS[language][count] if 2 <= count <= 12 else number(count, language)


def listed(items: Sequence[str], language: str, most: int | None = None) -> str:
    """ "A, B and C"; beyond `most` items "A, B and 4 more". Empty for none."""
    shown = list(items)
    if most is not None and len(items) > most:
        rest = len(items) - most
        more = f"{number(rest, language)} {'more' if language == 'en' else 'weitere'}"
        shown = [*items[:most], more]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {'and' if language == 'en' else 'und'} {shown[-1]}"


def is_plural(name: str) -> bool:
    """Whether German treats the name of a place as a plural: "die West Midlands"."""
    return _PLURAL_NAME.search(name) is not None


def as_subject(name: str, language: str) -> str:
    """A place as the subject of a sentence, with its article where it needs one."""
    if not _WITH_ARTICLE.search(name):
        return name
    return f"{'the' if language == 'en' else 'die'} {name}"


def to_place(name: str, language: str) -> str:
    """ "to Kunming", "nach Kunming", "in die Innere Mongolei"."""
    if language == "en":
        return f"to {as_subject(name, language)}"
    return f"in {as_subject(name, language)}" if _WITH_ARTICLE.search(name) else f"nach {name}"


def with_place(name: str, language: str) -> str:
    """ "with Kunming", "mit Kunming", "mit der Inneren Mongolei"."""
    if language == "en":
        return f"with {as_subject(name, language)}"
    return f"mit {_dative(name)}"


def from_place(name: str, language: str) -> str:
    """ "from Leipzig", "aus Leipzig", "aus den West Midlands"."""
    if language == "en":
        return f"from {as_subject(name, language)}"
    return f"aus {_dative(name)}"


def in_place(name: str, language: str) -> str:
    """ "in Leipzig", "in den West Midlands"."""
    return f"in {as_subject(name, language) if language == 'en' else _dative(name)}"


def joined_places(names: Sequence[str], language: str, how: str, most: int | None = None) -> str:
    """Places behind one preposition, `how` being "to", "with", "from" or "in".

    German repeats the preposition where articles differ: "nach Kunming und in die Innere Mongolei".
    """
    make = {"to": to_place, "with": with_place, "from": from_place, "in": in_place}[how]
    phrases = [make(name, language) for name in names]
    shown, before = [], ""
    for phrase in phrases:
        head, _, rest = phrase.partition(" ")
        shown.append(rest if head == before else phrase)
        before = head
    return listed(shown, language, most)


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest // 2 else cut).rstrip(" ,;:") + "…"


def _dative(name: str) -> str:
    if not _WITH_ARTICLE.search(name):
        return name
    if is_plural(name):
        return f"den {name}"
    return f"der {name.replace('Innere ', 'Inneren ')}"
