"""A chamber's workbook as it might come: two rows of headers, merged cells, real dates."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

ROWS: tuple[tuple[object, ...], ...] = (
    ("Markterkundung Halbleiter", "Dresden", dt.date(2017, 3, 6), None, "Peking", "China", 14, 9),
    (None, None, None, None, "Chengdu", "China", None, None),
    (None, None, None, dt.date(2017, 3, 11), "Shenzhen", "China", None, None),
    (
        "Einkäuferreise",
        "IHK",
        dt.date(2017, 9, 4),
        dt.date(2017, 9, 8),
        "Ningbo",
        "China",
        "18",
        12,
    ),
    (
        "Buyers' trip (UK partners)",
        "Leeds",
        "4 Oct 2017",
        "8 Oct 2017",
        "Qingdao",
        "CN",
        "c. 11",
        7,
    ),
    (
        "Messe Auto Shanghai",
        "Zwickau",
        dt.datetime.combine(dt.date(2019, 4, 16), dt.time(9)),
        dt.date(2019, 4, 20),
        "Shanghai",
        "China",
        22,
        22,
    ),
    ("Delegation Macau", "Leipzig", 43500, 43504, "Macau", "China", 6, 4),
    (
        "Wasserstoffreise",
        "Chemnitz",
        dt.date(2023, 5, 8),
        dt.date(2023, 5, 12),
        "Foshan",
        "China",
        "≈ 16",
        "8-10",
    ),
    (
        "Reise nach Japan",
        "Leipzig",
        dt.date(2018, 5, 8),
        dt.date(2018, 5, 12),
        "Tokio",
        "Japan",
        16,
        8,
    ),
    (
        "Gegenbesuch",
        "Foshan",
        dt.date(2023, 9, 8),
        dt.date(2023, 9, 12),
        "Chemnitz",
        "Deutschland",
        5,
        None,
    ),
)


def workbook() -> bytes:
    """The workbook as bytes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Reisen 2017-2023"
    sheet["A1"] = "Unternehmerreisen China der IHK zu Leipzig"
    sheet.merge_cells("A1:H1")
    heads = {
        "A3": "Reise",
        "B3": "Herkunft",
        "C3": "Zeitraum",
        "E3": "Ziel",
        "G3": "Beteiligung",
        "C4": "von",
        "D4": "bis",
        "E4": "Stadt",
        "F4": "Land",
        "G4": "Personen",
        "H4": "Firmen",
    }
    for cell, text in heads.items():
        sheet[cell] = text
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3"):
        sheet.merge_cells(area)
    for number, row in enumerate(ROWS, start=5):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    sheet.merge_cells("A5:A7")
    sheet.merge_cells("B5:B7")
    sheet.row_dimensions[10].hidden = True
    sheet.cell(16, 1, "Summe")
    sheet.cell(16, 7, "=SUM(G5:G14)")
    legend = book.create_sheet("Legende")
    legend["A1"] = "Personen: alle Mitreisenden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
