"""From a file to the text of a report: plain text, saved web pages, PDF and Word documents."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from data.errors import UnreadableReportError
from data.report.language import language_of
from data.report.tables import table

LARGEST_FILE = 25_000_000
"""Bytes of a file that is opened."""
LONGEST_TEXT = 500_000
"""Letters of a text that is read: the longest of reports has a tenth of it."""
ENDINGS = (".txt", ".html", ".htm", ".pdf", ".docx", ".md", ".text", ".xhtml")
"""Endings of the files that a folder is searched for."""
_SHORT = 150
"""Words under which a page that speaks of subscribers is only the beginning of an article."""


def read_document(path: Path) -> str:
    """The text of a file, whatever its ending says that it is.

    The headline and the date that a saved web page names stand before its article. Raises
    UnreadableReportError for what is no report in English or German.
    """
    name = path.name
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableReportError(
                f"{name} is larger than {LARGEST_FILE // 1_000_000} MB, which no press report is."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableReportError(f"{name} cannot be read: {error.strerror}.") from error
    return text_of(data, name)


def text_of(data: bytes, name: str = "The file") -> str:
    """The text of a file's bytes. Raises UnreadableReportError as above."""
    if not data.strip():
        raise UnreadableReportError(f"{name} is empty.")
    return check_text(_opener(data)(data, name), name)


def check_text(text: str, name: str = "The text") -> str:
    """The text as it is read, ready for the reader. Raises UnreadableReportError for what is none.

    Lines end in a line feed, and control characters are blanks.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableReportError(
            f"{name} has {len(text):,} letters. A press report has {LONGEST_TEXT:,} at most: "
            "paste the report alone."
        )
    text = clean(text)
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not words:
        raise UnreadableReportError(f"{name} holds no words.")
    if len(words) < _SHORT and _paywall().search(text):
        raise UnreadableReportError(
            f"{name} holds only the beginning of an article that is for subscribers. "
            "Open the whole article and save or paste that."
        )
    if language_of(text) is None:
        raise UnreadableReportError(
            f"{name} is not in English or German, the languages that are read."
        )
    return text


def clean(text: str) -> str:
    """The text that offsets refer to: line feeds, no byte-order mark, no control characters."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text)


# The letters that stand for places while reading are no letters of any text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ue000-\uf8ff]")


@cache
def _paywall() -> re.Pattern[str]:
    return re.compile("|".join(table("sentences")["paywall"]), re.IGNORECASE)


def _opener(data: bytes) -> Callable[[bytes, str], str]:
    """What opens such bytes."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return _from_pdf
    if head.startswith(b"PK\x03\x04"):
        return _from_docx
    if re.match(
        rb"(?is)<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+html|html))", head
    ):
        return _from_html
    if len(re.findall(rb"(?i)</(?:p|div|span|a|li|article|h1|h2)>", data[:20_000])) > 3:
        return _from_html
    return _from_plain


def _decoded(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    western = data.decode("cp1252", errors="replace")
    foreign = sum(not c.isascii() for c in western[:20_000])
    if "\ufffd" not in western and foreign < 0.1 * len(western[:20_000]):
        return western
    named = re.search(rb"(?i)<meta[^>]+charset=[\"']?([\w-]+)", data[:4096])
    best = from_bytes(data[:200_000]).best() if data.count(0, 0, 4096) < 8 else None
    for encoding in (named[1].decode("ascii") if named else "", best.encoding if best else ""):
        try:
            if encoding:
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    raise UnreadableReportError(
        f"{name} is no text, web page, PDF or Word document that can be opened."
    )


def _from_plain(data: bytes, name: str) -> str:
    text = _decoded(data, name)
    odd = sum(not (c.isprintable() or c in "\n\r\t\f") for c in text[:20_000])
    if odd > 0.02 * len(text[:20_000]):
        raise UnreadableReportError(
            f"{name} is no text, web page, PDF or Word document that can be opened."
        )
    return text


def _from_html(data: bytes, name: str) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = trafilatura.bare_extraction(
        _decoded(data, name),
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict) or not page.text or not page.text.strip():
        raise UnreadableReportError(
            f"{name} is a web page without an article in it. Paste the article's text instead."
        )
    body = re.sub(r"\n+", "\n\n", page.text.strip())
    heads = [line for line in (page.title, page.date) if line and line not in body[:600]]
    return "\n\n".join([*heads, body])


def _from_pdf(data: bytes, name: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableReportError(f"{name} is locked with a password.")
        pages = [page.extract_text() for page in reader.pages]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        if isinstance(error, UnreadableReportError):
            raise
        raise UnreadableReportError(f"{name} is a damaged PDF, which cannot be opened.") from error
    text = "\n\n".join(pages)
    if sum(c.isalpha() for c in text) < 20:
        raise UnreadableReportError(
            f"{name} holds pictures of pages and no text. Let a program recognise the text first."
        )
    return re.sub(r"([^\W\d_])-\n([a-zäöüß])", r"\1\2", text)


def _from_docx(data: bytes, name: str) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise UnreadableReportError(f"{name} is an archive and no Word document.")
            if sum(entry.file_size for entry in archive.infolist()) > 8 * LARGEST_FILE:
                raise UnreadableReportError(f"{name} is too large a document for a press report.")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, SyntaxError, KeyError, OSError) as error:
        raise UnreadableReportError(
            f"{name} is a damaged Word document, which cannot be opened."
        ) from error
    lines = [paragraph.text for paragraph in document.paragraphs]
    for grid in document.tables:
        lines += [" ".join(cell.text for cell in row.cells) for row in grid.rows]
    return "\n\n".join(line for line in lines if line.strip())
