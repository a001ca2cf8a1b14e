"""The template: filled in as its examples are, it imports without a doubt."""

from __future__ import annotations

import io

import openpyxl
import pytest

from data.records import read_records
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.planning import propose
from data.spreadsheet.template import template
from tests.data.spreadsheet.importing import finder, plan

VOCABULARY = read_records().vocabulary


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_template_filled_in_like_its_examples_imports(language: str) -> None:
    data = template(VOCABULARY, language)
    assert data == template(VOCABULARY, language)
    book = openpyxl.load_workbook(io.BytesIO(data))
    missions, examples = book.worksheets[:2]
    assert missions.freeze_panes == "A2"
    assert len(missions.data_validations.dataValidation) == 3
    for row in examples.iter_rows(min_row=2):
        for cell in row:
            missions.cell(cell.row, cell.column, cell.value)
    out = io.BytesIO()
    book.save(out)
    made = plan(out.getvalue(), name="template.xlsx")
    first, second = [r for r in made.results if r.entry]
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.OK)
    assert not first.notes
    assert first.entry is not None
    mission = first.entry.mission
    assert mission is not None
    assert str(mission.when) == "9 to 14 May 2022"
    assert [stop.name for stop in mission.stops] == ["Wuhan", "Suzhou", "Shanghai"]
    assert (mission.stops[0].days, mission.delegates, mission.status) == (2, 18, "held")
    assert mission.sectors == ("energy", "science-research")
    assert mission.agreements[0].place == "Wuhan"
    assert second.entry is not None
    assert second.entry.values["direction"] == "inbound"


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_empty_template_holds_no_mission(language: str) -> None:
    proposals = propose(open_tables("a.xlsx", template(VOCABULARY, language)), finder())
    assert not [each.sheet.name for each in proposals if each.useful]
