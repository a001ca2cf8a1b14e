"""What a column of an exported table is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "whole", "real", "exact", "degrees", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    kind: Kind
    en: str
    de: str
    unit: str = ""

    def meaning(self, language: str) -> str:
        """What it holds, and what an empty cell means, in "en" or "de"."""
        return self.de if language == "de" else self.en
