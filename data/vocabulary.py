"""The controlled vocabulary of sectors: keys, names in English and German, and synonyms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.model import Record, Slug, Text


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
        """The key for a term or synonym in English or German; None when there is no such word."""
        return self._by_name.get(" ".join(word.casefold().split()))
