"""Text from records on a page: always text, never markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_REPLACED = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=material/|streamlit:)|(?<=[-<>~])(?=[-=>])",
    re.IGNORECASE,
)
"""Where to part what would be made a link, an icon or an arrow even when it is escaped."""
_NUMBER = re.compile(r"(\d{1,18})")
_JOINER = "\u2060"
"""A sign that shows nothing and takes no room."""


def plain(text: str) -> str:
    """The text with everything escaped that Streamlit's Markdown would act on, on one line.

    Web and e-mail addresses, names of icons and arrows of two signs are also parted by a sign that
    nobody sees.
    """
    return _MARKUP.sub(r"\\\1", _REPLACED.sub(_JOINER, " ".join(text.split())))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 mission", "2 missions", "2 visits to cities"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_order(text: str) -> tuple[str | int, ...]:
    """A key that sorts texts as a reader counts: "row 7" before "row 10"."""
    return tuple(
        int(part) if number % 2 else part.casefold()
        for number, part in enumerate(_NUMBER.split(text))
    )
