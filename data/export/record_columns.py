"""The columns of the tables that hold every fact of the records, so that they can be imported."""

from __future__ import annotations

from collections.abc import Mapping

from data.export.column import Column

SHEETS: Mapping[str, Mapping[str, str]] = {
    "route": {"en": "Route", "de": "Reiseweg"},
    "people": {"en": "People", "de": "Personen"},
    "agreements": {"en": "Agreements", "de": "Abkommen"},
    "parties": {"en": "Parties", "de": "Vertragspartner"},
    "figures": {"en": "Figures", "de": "Zahlen"},
    "partnerships": {"en": "Partnerships", "de": "Partnerschaften"},
    "evidence": {"en": "Evidence", "de": "Belege"},
}
"""Name of each sheet, by table and language."""

ID = Column("mission_id", "text", "Id of the mission.", "Kennung der Reise.")
_SEQ = Column("seq", "whole", "Order, from 0.", "Reihenfolge, ab 0.")
_NAME = Column("name", "text", "Name of the place.", "Name des Orts.")
_COUNTRY = Column("country", "text", "Country, ISO 3166-1.", "Land, ISO 3166-1.")
_REGION = Column(
    "region",
    "text",
    "Region that tells it from places of the same name; may be empty.",
    "Region, die ihn von gleichnamigen Orten unterscheidet; kann leer sein.",
)
_SOURCES = Column(
    "sources",
    "text",
    "Ids of the sources, with semicolons between.",
    "Kennungen der Quellen, mit Semikolon dazwischen.",
)
DATE_REASON = Column(
    "date_reason",
    "text",
    "Why the date is believed, where it is inferred.",
    "Warum das Datum gilt, wo es erschlossen ist.",
)


def _dates(en: str, de: str) -> tuple[Column, ...]:
    return (
        Column("first_day", "date", f"First day {en}; may be empty.", f"Erster Tag {de}."),
        Column("last_day", "date", f"Last day {en}.", f"Letzter Tag {de}."),
        Column(
            "date_standing",
            "text",
            "stated by a source, or inferred from one.",
            "stated: von einer Quelle genannt; inferred: aus ihr erschlossen.",
        ),
        DATE_REASON,
    )


SECTOR_KEYS = Column(
    "sector_keys",
    "text",
    "Keys of the sectors, with semicolons between.",
    "Schlüssel der Branchen, mit Semikolon dazwischen.",
)
PUBLISHED = (
    Column(
        "published_standing",
        "text",
        "Whether the day is stated or inferred.",
        "Ob der Tag genannt (stated) oder erschlossen (inferred) ist.",
    ),
    Column("published_reason", "text", "Why, if inferred.", "Warum, wenn erschlossen."),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "route": (
        ID,
        Column("role", "text", "origin or stop.", "Ausgangsort (origin) oder Station (stop)."),
        _SEQ,
        _NAME,
        _COUNTRY,
        _REGION,
        Column(
            "written",
            "text",
            "Spelling in the source, where it differs.",
            "Schreibweise der Quelle, wo sie abweicht.",
        ),
        *_dates("there", "dort"),
        Column("days", "whole", "Length of stay.", "Aufenthaltsdauer.", "d"),
        Column("note", "text", "Anything else.", "Sonstiges."),
    ),
    "people": (
        ID,
        _SEQ,
        Column("name", "text", "Who leads it.", "Wer sie leitet."),
        Column("role", "text", "Office held then; may be empty.", "Damaliges Amt; kann leer sein."),
    ),
    "agreements": (
        ID,
        _SEQ,
        Column("title", "text", "What was signed.", "Was unterzeichnet wurde."),
        Column("kind", "text", "Kind of agreement.", "Art des Abkommens."),
        Column("place", "text", "Where: one of the stops.", "Wo: eine der Stationen."),
        *_dates("of signing", "der Unterzeichnung"),
    ),
    "parties": (
        ID,
        Column("agreement", "whole", "Which agreement, from 0.", "Welches Abkommen, ab 0."),
        _SEQ,
        Column("name", "text", "Who signed it.", "Wer es unterzeichnet hat."),
    ),
    "figures": (
        ID,
        _SEQ,
        Column("name", "text", "What is counted.", "Was gezählt wird."),
        Column("value", "exact", "The number as a source gives it.", "Die Zahl laut Quelle."),
        Column("unit", "text", "Unit; empty for a count.", "Einheit; leer für eine Anzahl."),
        Column("qualifier", "text", "The source's caution.", "Einschränkung der Quelle."),
    ),
    "partnerships": (
        Column("partnership_id", "text", "Id of the partnership.", "Kennung der Partnerschaft."),
        Column("kind", "text", "Kind of partnership.", "Art der Partnerschaft."),
        *(
            Column(f"{end}_{part.key}", part.kind, f"{en}: {part.en}", f"{de}: {part.de}")
            for end, en, de in (
                ("home", "British or German side", "Britische oder deutsche Seite"),
                ("partner", "Chinese side", "Chinesische Seite"),
            )
            for part in (_NAME, _COUNTRY, _REGION)
        ),
        *_dates("of the partnership", "der Partnerschaft"),
        _SOURCES,
    ),
    "evidence": (
        Column("record", "text", "mission or partnership.", "Reise oder Partnerschaft."),
        Column("record_id", "text", "Its id.", "Ihre Kennung."),
        _SEQ,
        Column("field", "text", "The fact, such as stops.0.", "Die Angabe, etwa stops.0."),
        Column("source_id", "text", "Who says so.", "Wer es sagt."),
        Column("where", "text", "Where in the source.", "Wo in der Quelle."),
        Column("standing", "text", "stated or inferred.", "Genannt oder erschlossen."),
        Column("note", "text", "What follows from what.", "Was woraus folgt."),
    ),
}
"""The columns of each table, in order."""
