"""Names of people in a cell, with their offices."""

from __future__ import annotations

import re

from pydantic import JsonValue

_SEPARATORS = re.compile(r"\s*(?:[;\n|/]|\s&\s|\band\b|\bund\b|\bsowie\b|\+)\s*")
_OFFICE = re.compile(
    r"\b(?:mayor|minister|secretary|councillor|cllr|leader|head|director|chair\w*|president|chief"
    r"|ceo|officer|manager|ambassador|consul|commissioner|deputy|member|mp|mdb|mdl|partner|rector"
    r"|professor of|vice|executive|lord|governor|envoy"
    r"|\w*bürgermeister(?:in)?|minister(?:in|präsident(?:in)?)?|staatssekretär(?:in)?|\w*leiter(?:in)?"
    r"|\w*direktor(?:in)?|präsident(?:in)?|vorsitzende[rn]?|geschäftsführer(?:in)?|dezernent(?:in)?"
    r"|beigeordnete[rn]?|landrat|landrätin|senator(?:in)?|stadtrat|stadträtin|referent(?:in)?"
    r"|abgeordnete[rn]?|rektor(?:in)?|kanzler(?:in)?|amtsleiter(?:in)?|vorstand|ob|obm?)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")


def leader_values(names: list[str], roles: list[str]) -> list[JsonValue]:
    """The people that cells name as a record's values, each once; roles come from a column of
    their own where there is one person and one role."""
    made: dict[str, dict[str, JsonValue]] = {}
    for text in names:
        for whole, office in split_people(text):
            name, role = (whole, office) if office else _office_first(whole)
            person: dict[str, JsonValue] = {"name": name}
            made.setdefault(name.casefold(), person | ({"role": role} if role else {}))
    people = list(made.values())
    if len(people) == 1 and len(set(roles)) == 1 and "role" not in people[0]:
        people[0]["role"] = roles[0]
    return list(people)


def split_people(text: str) -> list[tuple[str, str | None]]:
    """Names and offices: "A. Weber (Mayor) and B. Klein, Director of C"."""
    made: list[tuple[str, str | None]] = []
    for part in _parts(text):
        bracketed = _BRACKETS.match(part)
        if bracketed and bracketed[1]:
            made.append((bracketed[1].strip(" ,"), bracketed[2].strip()))
            continue
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if not pieces:
            continue
        name = pieces[0]
        role: list[str] = []
        for piece in pieces[1:]:
            if _OFFICE.search(piece) or role or not _is_name(piece):
                role.append(piece)
            else:
                made.append((name, ", ".join(role) or None))
                name = piece
                role = []
        made.append((name, ", ".join(role) or None))
    return made


def _office_first(name: str) -> tuple[str, str | None]:
    """ "Oberbürgermeisterin A. Weber" as a name and an office."""
    words = name.split()
    offices = 0
    while offices < len(words) and _OFFICE.fullmatch(words[offices].strip(".,")):
        offices += 1
    if not offices or len(words) - offices < 2:
        return name, None
    return " ".join(words[offices:]), " ".join(words[:offices])


def _parts(text: str) -> list[str]:
    """The people of a cell; an office such as "Minister for Trade and Industry" stays whole."""
    parts: list[str] = []
    for part in filter(None, map(str.strip, _SEPARATORS.split(text))):
        if parts and not _is_name(part.split(",")[0].split("(")[0]):
            start = text.find(parts[-1])
            end = text.find(part, start + len(parts[-1])) + len(part)
            parts[-1] = text[start:end]
        else:
            parts.append(part)
    return parts


def _is_name(text: str) -> bool:
    """Whether a text may be a person's name: two to five words with capitals, no office alone."""
    words = [word for word in re.split(r"\s+", text.strip()) if word]
    plain = [w for w in words if not _OFFICE.fullmatch(w.strip(".,"))]
    return (
        2 <= len(words) <= 6
        and len(plain) >= 1
        and all(
            word[0].isupper() or word in ("von", "van", "de", "zu", "der", "zum") for word in words
        )
    )
