"""The type of a figure: its fonts, how wide a text is, and where it is broken into lines.

Texts are measured with the widths of Liberation Sans, which the renderer carries with it and which
Arial and Helvetica share: an SVG is the same on every machine and looks the same on most. Chinese
letters are one type size wide in every font for them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from geo.template import FigureError

LATIN = ("Liberation Sans", "Arial", "Helvetica")
"""Families of the same widths."""
CJK = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
"""Families with Chinese letters, named in every figure that has some, installed here or not."""
ASCENT, DESCENT, CAP, MIDDLE = 0.76, 0.22, 0.69, 0.345
"""Of the type size: what stands above and below the base line, the height of capitals, and how far
below the middle of a line of capitals the base line lies."""
UNITS = 2048
_METRICS = Path(__file__).with_name("figure_metrics.tsv")
_HARD = "\N{NO-BREAK SPACE}"
_LIST_PART = re.compile(r"[^ ;·][^;·]*[^ ;·]")
"""What stands between the semicolons or dots of a list."""
_UNKNOWN = 1366
"""Width of a letter without one of its own: wide, so that nothing runs out of its place."""
_FONT_FILES = (
    "NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "wqy-*", "msyh*", "simhei*", "simsun*",
    "PingFang*", "Hiragino Sans GB*", "STHeiti*", "DroidSansFallback*", "NotoSerifCJK*",
)  # fmt: skip
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_INSTALL = (
    'Install one, for example "Noto Sans CJK SC" (on Debian and Ubuntu: '
    "apt-get install fonts-noto-cjk), or name a font file"
)


@lru_cache(maxsize=1)
def _widths() -> Mapping[bool, Mapping[str, int]]:
    """Advance widths in 1/2048 of the type size, by bold and letter."""
    widths: dict[bool, dict[str, int]] = {False: {}, True: {}}
    for line in _METRICS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        style, width, letters = line.split("\t")
        for part in letters.split():
            first, _, last = part.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                widths[style == "bold"][chr(code)] = int(width)
    return widths


def is_cjk(letter: str) -> bool:
    """Whether a letter needs a font for Chinese."""
    return unicodedata.east_asian_width(letter) in "WF"


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text, in the unit of `size`."""
    known = _widths()[bold]
    total = sum(
        UNITS if is_cjk(letter) else known.get(letter, _UNKNOWN)
        for letter in text
        if not unicodedata.combining(letter)
    )
    return total / UNITS * size


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """A text in as few lines as fit the width, the lines as even as that allows.

    White space of any kind becomes one space; a word too long for a line is broken. Lines end
    between the parts of a list where that takes no more of them. An empty text has no lines.
    """
    lines = _greedy(text, width, size, bold)
    if len(lines) < 2:
        return lines
    plain = " ".join(text.split())
    if all(text_width(part, size, bold) < width for part in _LIST_PART.findall(plain)):
        kept = _LIST_PART.sub(lambda part: part[0].replace(" ", _HARD), plain)
        parts = [line.replace(_HARD, " ") for line in _greedy(kept, width, size, bold)]
        if len(parts) == len(lines):
            return parts
    # The narrowest measure with the same number of lines leaves no lone word on the last one.
    low, high = width * 0.5, width
    for _ in range(12):
        middle = (low + high) / 2
        if len(_greedy(text, middle, size, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _greedy(text, high, size, bold)


def _greedy(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = ""
        while text_width(piece.rstrip(), size, bold) > width and len(piece) > 1:
            cut = len(piece) - 1
            while cut > 1 and text_width(piece[:cut], size, bold) > width:
                cut -= 1
            lines.append(piece[:cut])
            piece = piece[cut:]
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterable[str]:
    """Words with the space behind them; Chinese letters each by itself."""
    piece = ""
    for letter in re.sub(r"[ \t\r\n]+", " ", text).strip(" "):
        if is_cjk(letter):
            if piece:
                yield piece
            piece = letter
            continue
        if piece and is_cjk(piece[-1]) and letter != " ":
            yield piece
            piece = ""
        piece += letter
        if letter == " ":
            yield piece
            piece = ""
    if piece:
        yield piece


def families(texts: Iterable[str], cjk_font: str = "") -> str:
    """The font families for these texts, as SVG writes them.

    Raises FigureError for letters that no font here can show: Chinese ones where the machine has no
    font for them, and scripts other than Latin, Greek, Cyrillic and Chinese.
    """
    letters = {letter for text in texts for letter in text if not letter.isspace()}
    chinese = {letter for letter in letters if is_cjk(letter)}
    known = _widths()[False]
    strange = sorted(
        letter
        for letter in letters - chinese
        if letter not in known and not unicodedata.combining(letter)
    )
    if strange:
        raise FigureError(
            f"No font here can show {' '.join(strange[:8])}; write the text in Latin, Greek, "
            "Cyrillic or Chinese letters."
        )
    emoji = sorted(letter for letter in chinese if unicodedata.category(letter) == "So")
    if emoji:
        raise FigureError(f"A figure cannot show {' '.join(emoji[:8])}; take it out of the text.")
    if not chinese:
        return ", ".join((*LATIN, "sans-serif"))
    named = chinese_font(cjk_font)
    return ", ".join(
        dict.fromkeys((*LATIN, *((named[1],) if cjk_font else ()), *CJK, "sans-serif"))
    )


def chinese_font(wanted: str = "") -> tuple[Path, str]:
    """A font file with Chinese letters and the name of its family.

    Args:
        wanted: a font file, or the name of an installed family; "" for any.

    Raises FigureError that says what to install.
    """
    if wanted and Path(wanted).suffix.lower() in {".ttf", ".otf", ".ttc"}:
        family = _family(Path(wanted))
        if family is None:
            raise FigureError(
                f"{wanted} is not a font with Chinese letters, or cannot be read. {_INSTALL}."
            )
        return Path(wanted), family
    for path in _installed(sys.platform):
        family = _family(path)
        if family and (not wanted or _plain(family).startswith(_plain(wanted)[:14])):
            return path, wanted or family
    if wanted:
        raise FigureError(f"No font {wanted!r} with Chinese letters is installed. {_INSTALL}.")
    raise FigureError(f"Chinese letters need a font that has them. {_INSTALL}.")


@lru_cache(maxsize=4)
def _installed(_platform: str) -> tuple[Path, ...]:
    """Font files whose names promise Chinese letters, the best first."""
    found: list[Path] = []
    folders = [Path(name).expanduser() for name in _FOLDERS]
    for pattern in _FONT_FILES:
        for folder in folders:
            if folder.is_dir():
                found += sorted(
                    path
                    for path in folder.rglob(pattern)
                    if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
                )
    return tuple(found)


@lru_cache(maxsize=32)
def _family(path: Path) -> str | None:
    """The family of a font file; None where it cannot be read or has no Chinese letters."""
    try:
        font = ImageFont.truetype(str(path), 24)
        shapes = {bytes(font.getmask(letter)) for letter in ("中", "国", "\uffff")}
    except OSError:
        return None
    return str(font.getname()[0]) if len(shapes) == 3 else None


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "").replace("-", "")
