"""The command ``python -m data read``: press reports in, what they say out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from data.errors import UnreadableReportError
from data.report.document import ENDINGS, read_document
from data.report.facts import Reading
from data.report.reader import Reader, open_reader

_BAR = 30


def add_read_command(subparsers: Any) -> argparse.ArgumentParser:
    """Adds ``read`` to the subparsers of ``python -m data``, and returns its parser."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "read",
        help="print what press reports say of a mission",
        description="Reads text, saved web pages, PDF and Word documents in English or German. "
        "Of a folder every such file is read, one line each with --json.",
    )
    parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--progress", action="store_true", help="show how far it has come")
    return parser


def run_read(options: argparse.Namespace) -> int:
    """Reads and prints; returns 0. Of several files, those that cannot be read are told in place.

    Raises UnreadableReportError when the only file cannot be read, or a folder holds none.
    """
    paths: list[Path] = options.paths
    reader = open_reader()
    if len(paths) == 1 and not paths[0].is_dir():
        reading = reader.read(read_document(paths[0]))
        print_reading(reading, sys.stdout, as_json=options.json)
        return 0
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise UnreadableReportError(
            f"There is no report in {', '.join(map(str, paths))}: no file ends in "
            f"{', '.join(ENDINGS[:-4])} or .docx."
        )
    shown = options.progress or sys.stderr.isatty()
    failed = 0
    for number, file in enumerate(files, start=1):
        failed += not _read_one(file, reader, as_json=options.json)
        if shown:
            _show_progress(number, len(files))
    if failed:
        sys.stderr.write(f"atlas: {failed} of {len(files)} files could not be read.\n")
    return 0


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.suffix.casefold() in ENDINGS and file.is_file():
            yield file


def _read_one(file: Path, reader: Reader, *, as_json: bool) -> bool:
    try:
        reading = reader.read(read_document(file))
    except UnreadableReportError as error:
        if as_json:
            _write_json({"file": str(file), "error": str(error)}, sys.stdout)
        else:
            sys.stdout.write(f"{file}: {error}\n")
        return False
    if as_json:
        _write_json({"file": str(file), **reading.to_json()}, sys.stdout)
    else:
        sys.stdout.write(f"{file}: {headline(reading)}\n")
    return True


def _show_progress(done: int, total: int) -> None:
    filled = _BAR * done // total
    end = "\n" if done == total else ""
    sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done} of {total}{end}")
    sys.stderr.flush()


def print_reading(reading: Reading, out: TextIO, *, as_json: bool) -> None:
    """Writes a reading as JSON, or in lines with the words behind each fact."""
    if as_json:
        _write_json(reading.to_json(), out, indent=2)
        return
    out.write(headline(reading) + "\n")
    for entry in reading.evidence:
        quote = " ".join(entry.quote.split())
        quote = quote if len(quote) <= 90 else quote[:89] + "…"
        out.write(f"  {entry.field}: {entry.value} ({entry.standing.value})  “{quote}”\n")
    out.writelines(f"  not used: {left.name}. {left.why}\n" for left in reading.left_out)


def headline(reading: Reading) -> str:
    """A reading in one line: which way, when, from where and to where."""
    if reading.direction.value == "none":
        return "No mission is told of."
    when = reading.start or (str(reading.year) if reading.year else "undated")
    if reading.end and reading.end != reading.start:
        when += f" to {reading.end}"
    origins = ", ".join(place.name for place in reading.origins) or "origin not said"
    stops = ", ".join(place.name for place in reading.stops) or "no city named"
    return f"{reading.direction.value}, {when}: {origins} to {stops}"


def _write_json(values: dict[str, Any], out: TextIO, indent: int | None = None) -> None:
    # Escapes where the terminal cannot show every letter: JSON all the same.
    utf8 = (getattr(out, "encoding", "") or "").casefold().replace("-", "") == "utf8"
    out.write(json.dumps(values, ensure_ascii=not utf8, indent=indent) + "\n")
