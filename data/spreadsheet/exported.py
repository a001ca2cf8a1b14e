"""The atlas's own tables, as an export writes them, read back to the letter."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue, ValidationError

from data.drafts import DraftKind, draft_id, mission_faults, mission_of
from data.duplicates import MissionIndex
from data.export.columns import COLUMNS
from data.export.localised import from_words, language_of
from data.faults import fault_in_words, row_name
from data.model import Mission, Partnership, Source
from data.spreadsheet.cells import Row, TableFile, Value, shown
from data.spreadsheet.outcomes import Entry, Outcome, RowProblem, RowResult

_RECORDS = ("missions", "route", "people", "agreements", "parties", "figures", "partnerships")
_NEEDED: Mapping[str, frozenset[str]] = {
    "missions": frozenset({"mission_id", "title", "direction", "status", "sector_keys", "sources"}),
    "route": frozenset({"mission_id", "role", "seq", "name", "country", "days"}),
    "sources": frozenset({"source_id", "title", "kind"}),
} | {key: frozenset(column.key for column in COLUMNS[key]) for key in (*_RECORDS[2:], "evidence")}
"""The columns by which a table is recognised; the computed ones may be missing."""

Cells = dict[str, Value]


@dataclass(frozen=True)
class Tables:
    """The tables of an export by their keys, each a list of rows by the names of columns."""

    rows: Mapping[str, list[tuple[int, Cells]]]
    """Row numbers and cells."""
    sheets: Mapping[str, str]
    """The name of the sheet that each table stands in."""


def exported_tables(file: TableFile) -> Tables | None:
    """The tables of an export; None when the file is none, or lacks the sheets that tell it all."""
    rows: dict[str, list[tuple[int, Cells]]] = {}
    sheets: dict[str, str] = {}
    for sheet in file.tables:
        names = tuple(shown(value) for value in sheet.rows[0].cells)
        key = _table_of(frozenset(names))
        if key is not None and key not in rows:
            rows[key] = [(row.number, _cells(row, names)) for row in sheet.rows[1:]]
            sheets[key] = sheet.name
    if not {"missions", "route", "evidence"} <= rows.keys():
        return None
    language = language_of(cells["direction"] for _, cells in rows["missions"])
    return Tables({key: _in_our_terms(key, rows[key], language) for key in rows}, sheets)


def _in_our_terms(
    table: str, rows: list[tuple[int, Cells]], language: str
) -> list[tuple[int, Cells]]:
    return [
        (number, {name: from_words(name, cell, language, table) for name, cell in cells.items()})
        for number, cells in rows
    ]


def _table_of(names: frozenset[str]) -> str | None:
    """The table whose columns these are: of those that fit, the one that has most in common."""
    likeness = {
        key: len(names & header) / len(names | header)
        for key, columns in COLUMNS.items()
        for header in [{column.key for column in columns}]
    }
    best = max(likeness, key=lambda key: likeness[key])
    return best if best in _NEEDED and _NEEDED[best] <= names else None


def _cells(row: Row, names: tuple[str, ...]) -> Cells:
    return {name: row.cell(column) for column, name in enumerate(names)}


def exported_results(
    file: TableFile,
    tables: Tables,
    missions: Mapping[str, Mission],
    partnerships: Mapping[str, Partnership],
    taken: frozenset[str],
) -> Iterator[RowResult]:
    """What each mission and partnership of an export becomes.

    Args:
        file: the export.
        tables: its tables.
        missions: those that the atlas has, by id.
        partnerships: the same.
        taken: ids that were used before, deleted ones too.
    """
    reader = _Reader(file, tables)
    index = MissionIndex(missions.values())
    for number, cells in tables.rows["missions"]:
        yield reader.mission(number, cells, missions, taken, index)
    for number, cells in tables.rows.get("partnerships", []):
        yield reader.partnership(number, cells, partnerships, taken)


@dataclass
class _Reader:
    file: TableFile
    tables: Tables
    by_mission: dict[str, dict[str, list[Cells]]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in (*_RECORDS[1:6], "evidence"):
            grouped: defaultdict[str, list[Cells]] = defaultdict(list)
            for number, cells in self.tables.rows.get(key, []):
                owner = "record_id" if key == "evidence" else "mission_id"
                name = _text(cells.get(owner)) or ""
                kind = _text(cells.get("record")) if key == "evidence" else "mission"
                grouped[f"{kind}:{name}"].append({**cells, "#": number})
            for rows in grouped.values():
                rows.sort(key=lambda cells: _whole(cells.get("seq")) or 0)
            self.by_mission[key] = grouped
        for _, cells in self.tables.rows.get("sources", []):
            source = _source(cells)
            if source is not None:
                self.sources[source.id] = source

    def of(self, key: str, name: str, kind: str = "mission") -> list[Cells]:
        return self.by_mission[key].get(f"{kind}:{name}", [])

    def mission(
        self,
        number: int,
        cells: Cells,
        missions: Mapping[str, Mission],
        taken: frozenset[str],
        index: MissionIndex,
    ) -> RowResult:
        sheet = self.tables.sheets["missions"]
        name = _text(cells.get("mission_id")) or ""
        values = self._mission_values(name, cells)
        title = str(values.get("title") or name)
        problems = [
            RowProblem(sheet, number, fault.field, "", str(fault))
            for fault in mission_faults(values)
        ]
        mission = None if problems else mission_of(values)
        standing = missions.get(name)
        draft = draft_id(DraftKind.SPREADSHEET, "exported", name, repr(sorted(values.items())))
        same = standing is not None and standing == mission
        if same or draft in taken or (standing is None and name in taken):
            reason = "is a mission that the atlas has" if same else "was imported before"
            return RowResult(sheet, (number,), Outcome.KNOWN, title, reason=reason)
        like = (standing,) if standing else index.like(mission) if mission else ()
        entry = Entry(
            name or draft,
            draft,
            f"{self.file.name}, sheet {sheet}, row {number}",
            values,
            self._named(values),
            mission=mission,
        )
        outcome = Outcome.PROBLEM if problems else Outcome.DUPLICATE if like else Outcome.OK
        if mission is not None and outcome is Outcome.OK:
            index.add(mission)
        return RowResult(
            sheet, (number,), outcome, title, entry, problems=tuple(problems), like=like
        )

    def partnership(
        self,
        number: int,
        cells: Cells,
        partnerships: Mapping[str, Partnership],
        taken: frozenset[str],
    ) -> RowResult:
        sheet = self.tables.sheets["partnerships"]
        name = _text(cells.get("partnership_id")) or ""
        values = _filled(
            {
                "id": name,
                "kind": _text(cells.get("kind")),
                "home": _end(cells, "home"),
                "partner": _end(cells, "partner"),
                "since": _span(cells),
                "sources": _keys(cells.get("sources")),
                "evidence": self._evidence(name, "partnership"),
            }
        )
        title = f"{_text(cells.get('home_name'))} and {_text(cells.get('partner_name'))}"
        draft = draft_id(DraftKind.SPREADSHEET, "exported", name, repr(sorted(values.items())))
        try:
            made = Partnership.model_validate_json(_json(values))
        except ValidationError as error:
            problems = tuple(
                RowProblem(sheet, number, row_name(fault["loc"]), "", fault_in_words(fault))
                for fault in error.errors(include_url=False)
            )
            label = f"{self.file.name}, sheet {sheet}, row {number}"
            entry = Entry(name or draft, draft, label, values, self._named(values))
            return RowResult(sheet, (number,), Outcome.PROBLEM, title, entry, problems=problems)
        if partnerships.get(name) == made:
            reason = "is a partnership that the atlas has"
            return RowResult(sheet, (number,), Outcome.KNOWN, title, reason=reason)
        if name in taken and name not in partnerships:
            return RowResult(sheet, (number,), Outcome.KNOWN, title, reason="was imported before")
        label = f"{self.file.name}, sheet {sheet}, row {number}"
        entry = Entry(name, draft, label, values, self._named(values), partnership=made)
        outcome = Outcome.DUPLICATE if name in partnerships else Outcome.OK
        return RowResult(sheet, (number,), outcome, title, entry)

    def _named(self, values: Mapping[str, JsonValue]) -> tuple[Source, ...]:
        keys = values.get("sources")
        listed = keys if isinstance(keys, list) else []
        return tuple(self.sources[str(key)] for key in listed if str(key) in self.sources)

    def _mission_values(self, name: str, cells: Cells) -> dict[str, JsonValue]:
        places: dict[str, list[JsonValue]] = {"origin": [], "stop": []}
        for row in self.of("route", name):
            role = _text(row.get("role")) or "stop"
            place: dict[str, Any] = _end(row, "")
            if role == "stop":
                place |= {
                    "written": _text(row.get("written")),
                    "when": _span(row),
                    "days": _whole(row.get("days")),
                    "note": _text(row.get("note")),
                }
            places.setdefault(role, []).append(_filled(place))
        return _filled(
            {
                "id": name,
                "title": _text(cells.get("title")),
                "direction": _text(cells.get("direction")),
                "status": _text(cells.get("status")),
                "when": _span(cells),
                "duration_days": _whole(cells.get("duration_days")),
                "lead": _text(cells.get("lead")),
                "leaders": [
                    _filled({"name": _text(row.get("name")), "role": _text(row.get("role"))})
                    for row in self.of("people", name)
                ],
                "delegates": _whole(cells.get("delegates")),
                "sectors": _keys(cells.get("sector_keys")),
                "origins": places["origin"],
                "stops": places["stop"],
                "agreements": self._agreements(name),
                "figures": [
                    _filled(
                        {
                            "name": _text(row.get("name")),
                            "value": _number(row.get("value")),
                            "unit": _text(row.get("unit")),
                            "qualifier": _text(row.get("qualifier")),
                        }
                    )
                    for row in self.of("figures", name)
                ],
                "sources": _keys(cells.get("sources")),
                "evidence": self._evidence(name, "mission"),
            }
        )

    def _agreements(self, name: str) -> list[JsonValue]:
        parties: defaultdict[int, list[str]] = defaultdict(list)
        for row in self.of("parties", name):
            parties[_whole(row.get("agreement")) or 0].append(_text(row.get("name")) or "")
        return [
            _filled(
                {
                    "title": _text(row.get("title")),
                    "kind": _text(row.get("kind")),
                    "parties": list(parties[_whole(row.get("seq")) or 0]),
                    "place": _text(row.get("place")),
                    "when": _span(row),
                }
            )
            for row in self.of("agreements", name)
        ]

    def _evidence(self, name: str, kind: str) -> list[JsonValue]:
        return [
            _filled(
                {
                    "field": _text(row.get("field")),
                    "source": _text(row.get("source_id")),
                    "where": _text(row.get("where")),
                    "standing": _text(row.get("standing")),
                    "note": _text(row.get("note")),
                }
            )
            for row in self.of("evidence", name, kind)
        ]


def _text(value: Value) -> str | None:
    return None if value is None else shown(value)


def _whole(value: Value) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or value is None or isinstance(value, dt.date):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _day(value: Value) -> str | None:
    if isinstance(value, dt.datetime):
        value = value.date()
    return None if value is None else str(value)


def _span(cells: Cells, first: str = "first_day", last: str = "last_day") -> JsonValue:
    day = _day(cells.get(first))
    if day is None:
        return None
    made = {
        "first": day,
        "last": _day(cells.get(last)),
        "standing": _text(cells.get("date_standing")),
        "reason": _text(cells.get("date_reason")),
    }
    return _filled(made)


def _end(cells: Cells, end: str) -> dict[str, Any]:
    prefix = f"{end}_" if end else ""
    parts = ("name", "country", "region")
    return _filled({part: _text(cells.get(f"{prefix}{part}")) for part in parts})


def _keys(value: Value) -> list[JsonValue]:
    return [key.strip() for key in (_text(value) or "").split(";") if key.strip()]


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != []}


def _json(values: Mapping[str, JsonValue]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _source(cells: Cells) -> Source | None:
    published = {
        **cells,
        "date_standing": cells.get("published_standing"),
        "date_reason": cells.get("published_reason"),
    }
    values = _filled(
        {
            "id": _text(cells.get("source_id")),
            "title": _text(cells.get("title")),
            "kind": _text(cells.get("kind")),
            "publisher": _text(cells.get("publisher")),
            "published": _span(published, "published_first", "published_last"),
            "url": _text(cells.get("url")),
        }
    )
    try:
        return Source.model_validate_json(_json(values))
    except ValidationError:
        return None  # a source that is named and not described
