"""The controlled vocabulary of sectors: keys, names in English and German, and synonyms."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.errors import VocabularyError
from data.model import Record, Slug, Text

SECTORS_FILE = Path(__file__).parent / "seed" / "sectors.toml"


class Sector(Record):
    """One term of the vocabulary."""

    key: Slug
    en: Text
    de: Text
    synonyms_en: tuple[Text, ...] = ()
    synonyms_de: tuple[Text, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Everything that people call it, the term itself first."""
        return (self.en, self.de, self.key, *self.synonyms_en, *self.synonyms_de)


@dataclass(frozen=True)
class Vocabulary:
    """The sectors in the order of the file."""

    sectors: Mapping[str, Sector]

    def label(self, key: str, language: str = "en") -> str:
        """The term as a reader sees it, in "en" or "de"; an unknown key is shown as it is."""
        sector = self.sectors.get(key)
        return key if sector is None else (sector.de if language == "de" else sector.en)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        # Terms first, so that a synonym of one sector never hides the name of another.
        named = {
            name.casefold(): sector.key
            for sector in self.sectors.values()
            for name in sector.names()
        }
        for sector in self.sectors.values():
            named |= {name.casefold(): sector.key for name in (sector.key, sector.en, sector.de)}
        return named

    def find(self, word: str) -> str | None:
        """The key for a term or synonym in English or German; None when it is not in the vocabulary."""
        return self._by_name.get(" ".join(word.casefold().split()))


def read_vocabulary(path: Path = SECTORS_FILE) -> Vocabulary:
    """The vocabulary in a TOML file of ``[[sector]]`` tables.

    Raises VocabularyError, naming the file and the entry, when it is missing, damaged, empty or
    has a key twice.
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8")).get("sector", [])
    except OSError as error:
        raise VocabularyError(f"{path.name} cannot be read: {error.strerror}. {_REMEDY}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path.name} is damaged: {error}. {_REMEDY}") from error
    sectors: dict[str, Sector] = {}
    for number, entry in enumerate(entries, start=1):
        try:
            sector = Sector.model_validate(entry)
        except ValidationError as error:
            fault = error.errors()[0]
            field = ".".join(map(str, fault["loc"]))
            raise VocabularyError(
                f"{path.name}, sector {number}, {field}: {fault['msg']}. {_REMEDY}"
            ) from error
        if sector.key in sectors:
            raise VocabularyError(f"{path.name} has the sector {sector.key!r} twice. Remove one.")
        sectors[sector.key] = sector
    if not sectors:
        raise VocabularyError(f"{path.name} has no sectors. {_REMEDY}")
    return Vocabulary(sectors)


_REMEDY = "Mend it, or restore the file that came with the atlas."
