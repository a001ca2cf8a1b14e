"""Text from records on a page: always text, never markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """The text with everything escaped that Streamlit's Markdown would act on, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 mission", "2 missions", "2 visits to cities"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
