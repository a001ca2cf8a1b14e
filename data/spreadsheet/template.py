"""An empty workbook for missions: headers, drop-down lists, explanations and examples."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from data.spreadsheet.fields import Field
from data.spreadsheet.proposing import EXAMPLE_SHEETS
from data.vocabulary import Vocabulary

FILLED_ROWS = 1_000
"""Rows that have drop-down lists."""
_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_SHEETS: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("Missions", EXAMPLE_SHEETS[0], "Explanations", "Sectors"),
    "de": ("Reisen", EXAMPLE_SHEETS[1], "Erläuterungen", "Branchen"),
}
_STATUS = {"en": ("held", "planned", "cancelled"), "de": ("durchgeführt", "geplant", "abgesagt")}
_DIRECTION = {"en": ("to China", "from China"), "de": ("nach China", "aus China")}

# Field, width, explanation in English and German, two examples in English and German.
_COLUMNS: tuple[tuple[Field, int, str, str, tuple[str, str], tuple[str, str]], ...] = (
    (
        Field.TITLE,
        34,
        "A short name in your own words. Empty: made from the places.",
        "Ein kurzer Name in eigenen Worten. Leer: aus den Orten gebildet.",
        ("Hydrogen mission", ""),
        ("Wasserstoffreise", ""),
    ),
    (
        Field.ORIGIN,
        22,
        "City or region that the delegation comes from; several with commas.",
        "Stadt oder Region, aus der die Delegation kommt; mehrere mit Komma.",
        ("Leeds, Bradford", "Chengdu"),
        ("Dresden, Chemnitz", "Chengdu"),
    ),
    (
        Field.DESTINATION,
        38,
        "Places visited, in order of travel, with commas. A province tells places of one name "
        "apart; days may stand in brackets.",
        "Besuchte Orte in Reihenfolge, mit Komma. Eine Provinz unterscheidet gleichnamige Orte; "
        "Tage können in Klammern stehen.",
        ("Wuhan (2 days), Suzhou (Jiangsu), Shanghai", "Leeds"),
        ("Wuhan (2 Tage), Suzhou (Jiangsu), Shanghai", "Dresden"),
    ),
    (
        Field.START,
        14,
        "First day, as a date; or all that is known: June 2024, 2016.",
        "Erster Tag als Datum; oder was bekannt ist: Juni 2024, 2016.",
        ("2022-05-09", "September 2023"),
        ("2022-05-09", "September 2023"),
    ),
    (
        Field.END,
        14,
        "Last day, as a date. Empty where the first column says it all.",
        "Letzter Tag als Datum. Leer, wenn die erste Spalte alles sagt.",
        ("2022-05-14", ""),
        ("2022-05-14", ""),
    ),
    (
        Field.SECTORS,
        28,
        "Sectors, with commas; choose from the list or write your own word.",
        "Branchen, mit Komma; aus der Liste oder in eigenen Worten.",
        ("Energy, Science and research", "Education and skills"),
        ("Energie, Wissenschaft und Forschung", "Bildung"),
    ),
    (
        Field.DELEGATES,
        12,
        "How many people travelled.",
        "Wie viele Menschen gereist sind.",
        ("18", "about 12"),
        ("18", "ca. 12"),
    ),
    (
        Field.LEAD,
        28,
        "Organisation that leads or organises.",
        "Organisation, die leitet oder veranstaltet.",
        ("Name of the organisation", ""),
        ("Name der Organisation", ""),
    ),
    (
        Field.LEADERS,
        30,
        "Who leads it, with the office in brackets; several with semicolons.",
        "Wer sie leitet, mit dem Amt in Klammern; mehrere mit Semikolon.",
        ("First Name Surname (office)", ""),
        ("Vorname Nachname (Amt)", ""),
    ),
    (
        Field.AGREEMENTS,
        36,
        "What was signed; several with semicolons.",
        "Was unterzeichnet wurde; mehrere mit Semikolon.",
        ("Memorandum of understanding with Wuhan", ""),
        ("Absichtserklärung mit Wuhan", ""),
    ),
    (
        Field.DIRECTION,
        14,
        "To China, or a visit from China. Empty: follows from the places.",
        "Nach China, oder ein Besuch aus China. Leer: folgt aus den Orten.",
        ("to China", "from China"),
        ("nach China", "aus China"),
    ),
    (
        Field.STATUS,
        14,
        "Whether it took place. Empty: planned.",
        "Ob sie stattgefunden hat. Leer: geplant.",
        ("held", "planned"),
        ("durchgeführt", "geplant"),
    ),
    (
        Field.SOURCE_TITLE,
        30,
        "Who says so: a press report, minutes, a public record.",
        "Wer es sagt: Pressebericht, Protokoll, amtliches Verzeichnis.",
        ("Council minutes", ""),
        ("Ratsprotokoll", ""),
    ),
    (
        Field.SOURCE_URL,
        30,
        "Its address on the web, if it has one.",
        "Die Adresse im Netz, falls es eine gibt.",
        ("", ""),
        ("", ""),
    ),
    (
        Field.NOTE,
        34,
        "Anything else; kept with the mission as it stands.",
        "Sonstiges; bleibt wörtlich bei der Reise stehen.",
        ("", ""),
        ("", ""),
    ),
)


def template(vocabulary: Vocabulary, language: str = "en") -> bytes:
    """An Excel workbook to fill in, in "en" or "de". The same vocabulary makes the same bytes.

    Missions go on the first sheet. The sheet of examples is never imported.
    """
    out = io.BytesIO()
    missions, examples, explanations, sectors = _SHEETS[language]
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _DAY})
        styles = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet = _table(book, missions, language, styles)
        _choices(sheet, language, sectors, len(vocabulary.sectors))
        filled = _table(book, examples, language, styles)
        for column, (field, _, _, _, english, german) in enumerate(_COLUMNS):
            for row, text in enumerate(german if language == "de" else english, start=1):
                _write(filled, row, column, field, text, styles)
        _explanations(book, explanations, language, styles)
        terms = book.add_worksheet(sectors)
        terms.set_column(0, 0, 44)
        for row, key in enumerate(vocabulary.sectors):
            terms.write_string(row, 0, vocabulary.label(key, language))
    return out.getvalue()


def _table(book: Any, name: str, language: str, styles: Mapping[str, Any]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)  # all columns on one A4 page
    for column, (field, width, *_) in enumerate(_COLUMNS):
        style = styles["day"] if field in (Field.START, Field.END) else None
        sheet.set_column(column, column, width, style)
        sheet.write_string(0, column, field.label(language), styles["head"])
    return sheet


def _choices(sheet: Any, language: str, sectors: str, count: int) -> None:
    """Drop-down lists that also take other words: what is typed is read like any spreadsheet."""
    lists: dict[Field, Any] = {
        Field.STATUS: list(_STATUS[language]),
        Field.DIRECTION: list(_DIRECTION[language]),
        Field.SECTORS: f"='{sectors}'!$A$1:$A${max(count, 1)}",
    }
    for column, (field, *_) in enumerate(_COLUMNS):
        if field in lists:
            options = {"validate": "list", "source": lists[field], "show_error": False}
            sheet.data_validation(1, column, FILLED_ROWS, column, options)


def _write(
    sheet: Any, row: int, column: int, field: Field, text: str, styles: Mapping[str, Any]
) -> None:
    if field in (Field.START, Field.END) and text[:4].isdigit() and "-" in text:
        day = dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
        sheet.write_datetime(row, column, day, styles["day"])
    elif text.isdigit():
        sheet.write_number(row, column, int(text))
    elif text:
        sheet.write_string(row, column, text)


def _explanations(book: Any, name: str, language: str, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 28, styles["text"])
    sheet.set_column(1, 1, 90, styles["text"])
    sheet.freeze_panes(1, 0)
    german = language == "de"
    sheet.write_string(0, 0, "Spalte" if german else "Column", styles["head"])
    sheet.write_string(0, 1, "Bedeutung" if german else "Meaning", styles["head"])
    for row, (field, _, english, deutsch, *_) in enumerate(_COLUMNS, start=1):
        sheet.write_string(row, 0, field.label(language), styles["text"])
        sheet.write_string(row, 1, deutsch if german else english, styles["text"])
