"""Reports as they come, pasted or in files, made into text. Nothing is fetched from anywhere."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from charset_normalizer import from_bytes

from data.errors import AtlasError

LONGEST = 200_000
"""Characters of one report; the longest that newspapers print have a fifth of it."""
SHORTEST = 40
_MOST_PAGES = 60
_MOST_UNPACKED = 50_000_000
"""Bytes of a Word file once unpacked; a report without its pictures has less than a hundredth."""


class DocumentError(AtlasError):
    """A document that gives no report; the text says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a report, and what its file says about it."""

    text: str
    published: dt.date | None = None
    """As the file says; None where it does not."""
    publisher: str | None = None
    url: str | None = None


def pasted(text: str) -> Document:
    """A report that somebody pasted. Raises DocumentError for no text, or far too much."""
    return Document(_checked(text, "The pasted text", "Paste the whole report."))


def load(name: str, data: bytes) -> Document:
    """The report in a file. Raises DocumentError for every file that gives none."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    read = _READERS.get(ending)
    if read is None:
        raise DocumentError(f"{name} is of no kind that can be read. Use {', '.join(ENDINGS)}.")
    if not data.strip():
        raise DocumentError(f"{name} is empty.")
    document = read(name, data)
    text = _checked(document.text, name, "Open it, copy the text and paste it.")
    return Document(text, document.published, document.publisher, document.url)


def _checked(text: str, name: str, remedy: str) -> str:
    # A letter that is half of a pair cannot be kept anywhere.
    bare = text.encode("utf-8", "replace").decode("utf-8").strip("\ufeff\n")
    letters = sum(map(str.isalnum, bare[: LONGEST + 1]))
    if not letters:
        raise DocumentError(f"{name} holds no text. {remedy}")
    if letters < SHORTEST:
        raise DocumentError(f"{name} is too short to be a report. {remedy}")
    if len(bare) > LONGEST:
        raise DocumentError(
            f"{name} has {len(bare):,} characters, and a report has at most {LONGEST:,}. Cut it to "
            "the report itself."
        )
    return bare


def _plain(name: str, data: bytes) -> Document:
    return Document(_decoded(name, data))


def _decoded(name: str, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not wide:
        raise DocumentError(f"{name} is no text, whatever its name says.")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise DocumentError(f"{name} is no text that can be read. Save it as UTF-8.")
    return str(best)


def _page(name: str, data: bytes) -> Document:
    # Takes half a second to import, which only saved pages should cost.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    found = bare_extraction(_decoded(name, data), with_metadata=True, include_comments=False)
    article = found.as_dict() if isinstance(found, Extracted) else {}
    text = str(article.get("text") or "")
    if sum(map(str.isalnum, text)) < 5 * SHORTEST:
        raise DocumentError(
            f"{name} shows hardly any text: it may stand behind a paywall, or be put together in "
            "the browser. Copy the text from the page and paste it."
        )
    title = str(article.get("title") or "")
    whole = text if not title or title in text[: len(title) + 80] else f"{title}\n\n{text}"
    return Document(whole, _day(article.get("date")), article.get("sitename"), article.get("url"))


def _pdf(name: str, data: bytes) -> Document:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if b"%PDF" not in data[:1024]:
        raise DocumentError(f"{name} is no PDF, whatever its name says.")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{name} is locked with a password. Copy its text and paste it.")
        if len(reader.pages) > _MOST_PAGES:
            raise DocumentError(
                f"{name} has {len(reader.pages)} pages, and a report has at most {_MOST_PAGES}."
            )
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentError(f"{name} is damaged and cannot be read as PDF.") from error
    if not text.strip():
        raise DocumentError(
            f"{name} holds no text: it seems to be a scan. Run it through text recognition (OCR) "
            "first, or paste the text."
        )
    return Document(unwrapped(text))


def _word(name: str, data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise DocumentError(f"{name} unpacks to far more than a report holds.")
        word = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise DocumentError(f"{name} is no Word document that can be read.") from error
    return Document("\n\n".join(p.text for p in word.paragraphs if p.text.strip()))


def unwrapped(text: str) -> str:
    """Text whose lines were broken to a width, with whole paragraphs on a line again.

    A line goes on in the next one when it is about as long as the longest and the next line does
    not begin a list; a word that was parted at its end is joined.
    """
    made: list[str] = []
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    width = max(map(len, lines), default=0)
    goes_on = False
    for line in lines:
        if goes_on and line and not _ITEM.match(line):
            before = made[-1]
            parted = before.endswith("-") and line[:1].islower()
            made[-1] = before[:-1] + line if parted else f"{before} {line}"
        else:
            made.append(line)
        goes_on = len(line) > 0.7 * width
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip()


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written or "")
    except ValueError:
        return None


_ITEM = re.compile(r"[•·*–-]\s|\d{1,2}[.)]\s")
_READERS: Mapping[str, Callable[[str, bytes], Document]] = {
    "txt": _plain,
    "html": _page,
    "htm": _page,
    "pdf": _pdf,
    "docx": _word,
}
ENDINGS = tuple(_READERS)
"""Of the files that can be read, without the dot."""
