"""File names that say what is in them."""

from __future__ import annotations

import re
import unicodedata

from data.export.formats import Format
from data.export.recipe import Recipe
from data.export.subject import Subject

LONGEST_NAME = 100
"""Characters of a file name, its ending included: half of what file systems take."""
LONGEST_PART = 40

_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"}
)


def file_name(recipe: Recipe, subject: Subject, made: Format) -> str:
    """Such as ``missions_liverpool-city-region_2016-2019_slide.svg``: letters, digits, - and _.

    From where, to where, which sectors, words and years, and what for; what no filter narrows is
    left out, but for the years, which are then those of the missions.
    """
    chosen = subject.chosen
    parts = [slug("-".join(chosen.origins))]
    parts.append(f"to-{where}" if (where := slug("-".join(chosen.destinations))) else "")
    parts += [slug("-".join(values)) for values in (chosen.leads, chosen.sectors)]
    parts += ["-".join(direction.value for direction in chosen.directions), slug(chosen.text)]
    kept = [part for part in parts if part] or ["all"]
    years = chosen.years or subject.years
    if years:
        kept.append(f"{years[0]}" if years[0] == years[1] else f"{years[0]}-{years[1]}")
    elif subject.itineraries:
        kept.append("undated")
    tail = [made.mark] if made.mark else []
    if made.picture:
        tail = [slug(recipe.sized().key.replace(".", "-"))]
    if recipe.map == "itineraries" and made.key not in ("csv", "csv-tables", "xlsx"):
        tail.insert(0, "itineraries")
    end = "".join(f"_{part}" for part in tail) + made.ending
    stem = "_".join(["missions", *kept])
    return stem[: LONGEST_NAME - len(end)].rstrip("-_") + end


def slug(text: str) -> str:
    """The text in lower-case ASCII letters and digits with hyphens, at most LONGEST_PART long.

    Umlauts become two letters and accents vanish.
    """
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).replace("’", "").replace("'", "")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not made:
        # Another script altogether: its code points, so that two such texts still differ.
        letters = [letter for letter in text if letter.isalnum()]
        made = "-".join(f"{ord(letter):x}" for letter in letters[:6])
    if len(made) <= LONGEST_PART:
        return made
    cut = made[: LONGEST_PART + 1]
    end = cut.rfind("-")
    return made[: end if end > LONGEST_PART // 2 else LONGEST_PART].strip("-")
