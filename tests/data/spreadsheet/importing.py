"""Reads a spreadsheet the way a user would, for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from data.records import read_records
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import RowResult
from data.spreadsheet.places import PlaceFinder, open_finder
from data.spreadsheet.planning import Known, Plan, make_plan, propose
from data.spreadsheet.proposing import Proposal
from geo.places import Place
from geo.resolver import open_resolver


@cache
def finder() -> PlaceFinder:
    """One for all tests: it is not changed by asking."""
    return open_finder(open_resolver(environment={}))


def proposals(name: str, data: bytes | str, **changes: Any) -> tuple[Proposal, ...]:
    """The useful sheets of a file, their mappings changed as a person would."""
    raw = data.encode() if isinstance(data, str) else data
    found = (each for each in propose(open_tables(name, raw), finder()) if each.useful)
    return tuple(each.with_mapping(each.mapping.model_copy(update=changes)) for each in found)


def plan(
    data: bytes | str,
    known: Known | None = None,
    *,
    name: str = "trips.csv",
    chosen: Mapping[str, Place] | None = None,
    **changes: Any,
) -> Plan:
    """The plan for a file."""
    raw = data.encode() if isinstance(data, str) else data
    places = open_finder(open_resolver(environment={}), chosen) if chosen else finder()
    vocabulary = read_records().vocabulary
    file = open_tables(name, raw)
    return make_plan(file, proposals(name, raw, **changes), places, vocabulary, known)


def by_row(made: Plan) -> dict[int, RowResult]:
    """Each result by its first row."""
    return {result.rows[0]: result for result in made.results}


def route(result: RowResult) -> list[str]:
    """Names of the stops of a result."""
    assert result.entry is not None
    stops: Any = result.entry.values.get("stops", [])
    return [stop["name"] for stop in stops]
