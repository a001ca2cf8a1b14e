"""Names made comparable: one folded form for all the ways of writing the same name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from geo.errors import GazetteerError

HAN_FILE = Path(__file__).parent / "gazetteer" / "han.tsv"
"""Traditional and simplified Chinese characters, one pair a line."""

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    # Modifier letters are used for apostrophes, and count as letters.
    {chr(code): "" for code in range(0x2B0, 0x300)}
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ŧ": "t", "ŋ": "n", "ə": "e", "ƶ": "z", "&": "and"}
)
_ASCII = {code: None for code in range(128) if not chr(code).isalnum()} | {
    code: chr(code).lower() for code in range(128) if chr(code).isalnum()
}
_SAINT = re.compile(r"\bsaint\b", re.IGNORECASE)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def fold(text: str) -> str:
    """The form under which names are compared: lower-case letters and digits only.

    Case, accents, apostrophes, hyphens, spaces, full-width forms, control characters and the
    difference between traditional and simplified Chinese vanish; ``ß`` is ``ss``, ``&`` is
    ``and``, a word ``Saint`` is ``st``. Empty when no letter or digit is left. Folding what is
    folded changes nothing. Raises GazetteerError when the table of characters is missing.
    """
    if "&" in text:
        text = text.replace("&", "and")
    if "aint" in text or "AINT" in text:
        text = _SAINT.sub("st", text)
    if text.isascii():
        return text.lower() if text.isalnum() else text.translate(_ASCII)
    before = None
    # Twice is nearly always enough; a few compatibility characters need one round more.
    while text != before:
        before = text
        text = _fold_once(text)
        if text.isascii():
            break  # lower-case letters and digits, which folding leaves alone
    return text


def _fold_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())
    return folded.translate(_simplified()) if _HAN.search(folded) else folded


@cache
def _simplified() -> dict[int, str]:
    try:
        lines = HAN_FILE.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GazetteerError(
            f"The table of Chinese characters {HAN_FILE} cannot be read ({error.strerror}). "
            "Make it anew: python geo/gazetteer/make.py"
        ) from error
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {ord(pair[0]): pair[1] for pair in pairs if len(pair) == 2 and len(pair[0]) == 1}


def spellings(name: str) -> Iterator[str]:
    """The folded forms of a name: plain, and with German ä, ö, ü written ae, oe, ue."""
    yield fold(name)
    wide = name.translate(_UMLAUTS)
    if wide != name:
        yield fold(wide)


def is_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return _HAN.search(text) is not None
