"""Which paragraph of a text some words stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

_BLOCK = re.compile(r"\S.*?(?=\n[^\S\n]*\n|\Z)", re.DOTALL)
_LINE = re.compile(r"\S.*")
_BLANK = re.compile(r"\S[^\S\n]*\n[^\S\n]*\n+[^\S\n]*\S")


class Paragraphs:
    """The paragraphs of a text, counted from 1, the headline among them.

    Blank lines part them; in a text without blank lines each line is one.
    """

    def __init__(self, text: str) -> None:
        pattern = _BLOCK if _BLANK.search(text) else _LINE
        self._starts = [match.start() for match in pattern.finditer(text)]

    def number(self, offset: int) -> int:
        """The paragraph in which a letter stands; 1 also for what stands before the first."""
        return max(1, bisect_right(self._starts, offset))

    def named(self, offsets: Iterable[int]) -> str:
        """Such as "paragraph 2" or "paragraphs 2 and 5"; empty without an offset."""
        numbers = [str(number) for number in sorted({self.number(each) for each in offsets})]
        if len(numbers) < 2:
            return " ".join(["paragraph", *numbers]) if numbers else ""
        return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"
