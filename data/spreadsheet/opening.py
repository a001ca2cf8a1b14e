"""Opens a file of whatever kind: a workbook, a CSV file, or a ZIP of CSV files."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePath

from data.spreadsheet.cells import LARGEST_FILE, Sheet, SpreadsheetError, TableFile
from data.spreadsheet.excel import read_workbook
from data.spreadsheet.packages import check_zip
from data.spreadsheet.text_files import read_text_table

_SAVE_AS = "Open it in the program that made it, save it as .xlsx or CSV, and try again."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"PAR1", "a Parquet file"),
)
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")


def open_tables(name: str, data: bytes) -> TableFile:
    """The tables of a file, told by what it holds and not by its ending.

    Args:
        name: the file's name, for messages and as the name of the source.
        data: all of it.

    Raises SpreadsheetError, in plain words, for anything that is no table or is too large.
    """
    name = PurePath(name.replace("\\", "/")).name[:120] or "file"
    if len(data) > LARGEST_FILE:
        raise SpreadsheetError(
            f"{name} is larger than {LARGEST_FILE // 1_000_000} MB. Keep the sheet with the "
            "missions, without pictures, or split it."
        )
    if not data.strip(b"\0 \r\n\t"):
        raise SpreadsheetError(f"{name} is empty.")
    if data.startswith(b"PK"):
        return _packed(name, data)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise SpreadsheetError(
                f"{name} is protected by a password. Save it without one and try again."
            )
        raise SpreadsheetError(f"{name} is an Excel file of the old kind (.xls). {_SAVE_AS}")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SpreadsheetError(f"{name} is {kind}, not a table. {_SAVE_AS}")
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook")):
        raise SpreadsheetError(f"{name} is a web page or XML, not a table. {_SAVE_AS}")
    if start.startswith((b"{", b"[{")):
        raise SpreadsheetError(f"{name} is JSON, not a table. Save it as .xlsx or CSV.")
    return TableFile(name, (read_text_table(name, data),), csv=True)


def together(files: Sequence[TableFile]) -> TableFile:
    """Several files as one, such as the locations and flows of one origin-destination table."""
    if len(files) == 1:
        return files[0]
    sheets = tuple(sheet for file in files for sheet in file.sheets)
    return TableFile(" and ".join(file.name for file in files), sheets, files[0].csv)


def _packed(name: str, data: bytes) -> TableFile:
    entries = check_zip(name, data)
    lower = {entry.lower() for entry in entries}
    if "xl/workbook.xml" in lower or any(entry.startswith("xl/") for entry in lower):
        if "xl/workbook.bin" in lower:
            raise SpreadsheetError(f"{name} is a binary workbook (.xlsb). {_SAVE_AS}")
        return TableFile(name, read_workbook(name, data))
    if "mimetype" in lower and "content.xml" in lower:
        raise SpreadsheetError(f"{name} is an OpenDocument file (.ods). {_SAVE_AS}")
    if any(entry.startswith(("word/", "ppt/")) for entry in lower):
        raise SpreadsheetError(f"{name} is a document or slides, not a table. {_SAVE_AS}")
    if any(entry.endswith(".numbers") or entry.startswith("index/") for entry in lower):
        raise SpreadsheetError(f"{name} is a Numbers file. Export it as .xlsx or CSV.")
    tables = [entry for entry in entries if entry.lower().endswith(_TEXT_ENDINGS)]
    if not any(entry.lower().endswith((".csv", ".tsv")) for entry in tables):
        raise SpreadsheetError(f"{name} is a ZIP without any CSV file in it. {_SAVE_AS}")
    return TableFile(name, tuple(_members(name, data, tables)), csv=True)


def _members(name: str, data: bytes, tables: list[str]) -> list[Sheet]:
    sheets = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in tables:
            if entry.lower().endswith(".txt"):
                continue
            try:
                content = archive.read(entry)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise SpreadsheetError(
                    f"{entry} in {name} is damaged. Fetch or save the file again."
                ) from error
            if content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
                sheets.append(read_text_table(PurePath(entry).name, content))
    return sheets
