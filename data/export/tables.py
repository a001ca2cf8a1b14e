"""The missions as tables for people: CSV and a workbook, every column explained."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from data.export.column import Column
from data.export.columns import COLUMNS, SHEETS
from data.export.localised import in_words
from data.export.record_tables import RECORD_TABLES
from data.export.subject import Subject, display_name
from data.itinerary import Itinerary
from geo.exchange import csv_text, plain
from geo.kml import xml_text

Cell = str | int | float | bool | dt.date | None

LONGEST_CELL = 32_767
"""Characters that Excel takes in a cell."""
WIDEST_COLUMN = 36
"""Width of a column in characters, at most; longer text is broken into lines."""
PAGE_WIDTH = 160
"""Characters across one page that can still be read in print."""
FRONT_WIDTH = 100
"""Width in characters of the text on the first sheet."""
POINTS_PER_LINE = 16
MOST_LINES = 25
"""Lines that a row has room for; Excel's rows end at 409 points."""
_BIRTHDAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- the library takes no time zone
BOM = "\ufeff"
"""What tells Excel that a CSV file is UTF-8."""


@dataclass(frozen=True)
class Table:
    """One table, ready to be written."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        """The table as CSV for a spreadsheet: UTF-8 with a mark, dates as 2016-02-25."""
        header = [column.key for column in self.columns]
        return BOM + csv_text(header, self.rows)


def tables(subject: Subject, language: str = "en") -> tuple[Table, ...]:
    """Missions, stops, flows, legs, places, sources, every fact of the records so that they can be
    imported again, and the explanation of all columns.

    Args:
        subject: the missions; with none, the tables have their columns and no row.
        language: "en" or "de", of sector names, explanations and true or false.
    """
    made = [
        missions_table(subject, language),
        _table("stops", _records(subject.told("stops")), language),
        _table("flows", _records(subject.told("flows")), language),
        _table("legs", _records(subject.told("legs")), language),
        _table("places", _records(subject.told("places")), language),
        _table("sources", list(_sources(subject)), language),
        # In the words of the records whatever the language, because these are read again.
        *(_table(key, list(rows(subject)), "en") for key, rows in RECORD_TABLES.items()),
    ]
    explained = [
        {
            "table": SHEETS[table.key][language],
            "column": column.key,
            "unit": column.unit,
            "meaning": column.meaning(language),
        }
        for table in made
        for column in table.columns
    ]
    return (*made, _table("columns", explained, language))


def missions_table(subject: Subject, language: str = "en") -> Table:
    """One row a mission."""
    rows = [_mission(entry, subject, language) for entry in subject.itineraries]
    return _table("missions", rows, language)


def workbook(subject: Subject, language: str, about: Mapping[str, str]) -> bytes:
    """An Excel workbook: a sheet about it, one sheet a table, and one that explains the columns.

    Args:
        subject: the missions.
        language: "en" or "de".
        about: lines for the first sheet, such as title, sources and recipe.

    Headers stay in view, dates are dates, text is never a formula or a link. The same input makes
    the same bytes.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # The day of the file would make every file another one.
        book.set_properties(
            {"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)}
        )
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        kinds = {
            "date": book.add_format({"num_format": "yyyy-mm-dd_)", "valign": "top"}),
            "real": book.add_format({"num_format": "#,##0.0_)", "valign": "top"}),
            "degrees": book.add_format({"num_format": "0.00000", "valign": "top"}),
            "whole": book.add_format({"num_format": "0_)", "valign": "top"}),
        }
        front = book.add_worksheet(SHEETS["about"][language])
        front.set_column(0, 0, 16, bold)
        front.set_column(1, 1, FRONT_WIDTH, wrapped)
        for number, (name, text) in enumerate(about.items()):
            front.write_string(number, 0, _fit(name), bold)
            front.write_string(number, 1, _fit(text), wrapped)
            # LibreOffice does not make room for lines by itself.
            lines = sum(1 + len(line) // FRONT_WIDTH for line in text.split("\n"))
            front.set_row(number, min(400, POINTS_PER_LINE * lines))
        _for_print(front)
        for table in tables(subject, language):
            sheet = book.add_worksheet(SHEETS[table.key][language])
            sheet.freeze_panes(1, 1 if table.key != "columns" else 0)
            widths = [_width(table, place) for place in range(len(table.columns))]
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column.key, bold)
                kind = kinds.get(column.kind, wrapped)
                sheet.set_column(place, place, widths[place])
                for line, row in enumerate(table.rows, start=1):
                    _write(sheet, line, place, row[place], kind)
            for line, row in enumerate(table.rows, start=1):
                # LibreOffice does not make room for lines by itself.
                sheet.set_row(line, POINTS_PER_LINE * _lines(row, widths))
            _for_print(sheet, math.ceil(sum(widths) / PAGE_WIDTH), headers=True)
            if table.rows:
                sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    return out.getvalue()


def _for_print(sheet: Any, pages: int = 1, *, headers: bool = False) -> None:
    """On paper: A4 landscape, the columns over so many pages, headers on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    if headers:
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)


def _write(sheet: Any, line: int, place: int, value: Cell, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, place, dt.datetime.combine(value, dt.time()), style)
    elif isinstance(value, float) and float(f"{value:.16G}") != value:
        # Excel keeps 16 digits; a text keeps them all.
        sheet.write_string(line, place, repr(value), style)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value, style)
    else:
        sheet.write_string(line, place, _fit(value), style)


def _fit(text: str) -> str:
    text = xml_text(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _width(table: Table, place: int) -> int:
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return min(WIDEST_COLUMN, max(longest, len(table.columns[place].key)) + 3)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Lines of text that the fullest cell of a row takes, within what Excel can show."""
    lengths = (len(cell) if isinstance(cell, str) else 1 for cell in row)
    # Words that do not fit leave a part of each line empty.
    taken = (math.ceil(1.05 * n / (wide - 1)) for n, wide in zip(lengths, widths, strict=True))
    return min(MOST_LINES, max(1, *taken))


def _table(key: str, rows: list[dict[str, Any]], language: str) -> Table:
    columns = COLUMNS[key]
    cells = tuple(
        tuple(in_words(c.key, _cell(row[c.key], c), language, key) for c in columns) for row in rows
    )
    return Table(key, columns, cells)


def _cell(value: object, column: Column) -> Cell:
    if isinstance(value, dt.date):
        return value
    made = plain(value)
    if isinstance(made, list):
        return "; ".join(map(str, made))
    if isinstance(made, float) and column.kind == "exact":
        return made
    if isinstance(made, float):
        return round(made, 6 if column.kind == "degrees" else 1)
    if isinstance(made, str | int) or made is None:
        return made
    return str(made)


def _records(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def _mission(entry: Itinerary, subject: Subject, language: str) -> dict[str, Any]:
    mission = entry.mission
    when = mission.when
    return {
        "mission_id": mission.id,
        "title": mission.title,
        "direction": mission.direction.value,
        "status": mission.status.value,
        "first_day": when.first if when else None,
        "last_day": when.last if when else None,
        "date_standing": when.standing.value if when else None,
        "date_reason": when.reason if when else None,
        "duration_days": mission.duration_days,
        "origins": [display_name(visit, language) for visit in entry.origins],
        "stops": [display_name(visit, language) for visit in entry.stops],
        "not_on_map": [visit.at.name for visit in entry.unplaced],
        "sectors": [subject.vocabulary.label(key, language) for key in mission.sectors],
        "sector_keys": list(mission.sectors),
        "lead": mission.lead,
        "leaders": [
            ", ".join(filter(None, (leader.name, leader.role))) for leader in mission.leaders
        ],
        "delegates": mission.delegates,
        "agreements": len(mission.agreements),
        "agreement_titles": [agreement.title for agreement in mission.agreements],
        "km": entry.km,
        "sources": list(mission.sources),
    }


def _sources(subject: Subject) -> Iterator[dict[str, Any]]:
    named = {key for key, _ in subject.sources}
    further = dict.fromkeys(key for each in subject.partnerships for key in each.sources)
    more = [(key, subject.known_sources.get(key)) for key in further if key not in named]
    for key, source in (*subject.sources, *more):
        published = source.published if source else None
        yield {
            "source_id": key,
            "title": source.title if source else None,
            "kind": source.kind if source else None,
            "publisher": source.publisher if source else None,
            "published_first": published.first if published else None,
            "published_last": published.last if published else None,
            "published_standing": published.standing.value if published else None,
            "published_reason": published.reason if published else None,
            "url": source.url if source else None,
            "missions": [e.mission.id for e in subject.itineraries if key in e.mission.sources],
        }
