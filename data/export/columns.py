"""What the columns of exported tables are called and mean, in English and German."""

from __future__ import annotations

from collections.abc import Mapping

from data.export import record_columns
from data.export.column import Column

SHEETS: Mapping[str, Mapping[str, str]] = {
    "about": {"en": "About", "de": "Über die Daten"},
    "missions": {"en": "Missions", "de": "Delegationsreisen"},
    "stops": {"en": "Stops", "de": "Stationen"},
    "flows": {"en": "Flows", "de": "Verbindungen"},
    "legs": {"en": "Legs", "de": "Etappen"},
    "places": {"en": "Places", "de": "Orte"},
    "sources": {"en": "Sources", "de": "Quellen"},
    **record_columns.SHEETS,
    "columns": {"en": "Columns", "de": "Spalten"},
}
"""Name of each sheet, by table and language."""

_ID = Column("mission_id", "text", "Id of the mission.", "Kennung der Reise.")
_TITLE = Column("title", "text", "Title of the mission.", "Titel der Reise.")
_DIRECTION = Column(
    "direction",
    "text",
    "outbound: to China; inbound: a visit from China.",
    "Delegationsreise nach China, oder Besuch aus China.",
)
_PARTY = Column(
    "party",
    "text",
    "Which European country the journey belongs to: GB or DE.",
    "Zu welchem europäischen Land die Reise gehört: GB oder DE.",
)
_YEARS = Column(
    "years",
    "text",
    "Calendar years, and how many missions are undated.",
    "Kalenderjahre, und wie viele Reisen undatiert sind.",
)
_KM = Column(
    "km",
    "real",
    "Length along the great circle.",
    "Länge auf dem Großkreis.",
    "km",
)
_SEQ = Column("seq", "whole", "Order of travel, from 0.", "Reihenfolge der Reise, ab 0.")
_COUNTRY = Column("country", "text", "Country, ISO 3166-1.", "Land, ISO 3166-1.")
_REGION = Column(
    "region",
    "text",
    "Region, Land or province; empty where unknown.",
    "Region, Bundesland oder Provinz; leer, wo unbekannt.",
)
_KIND = Column(
    "kind",
    "text",
    "city, city region, region, district or country.",
    "Stadt, Stadtregion, Region, Bezirk oder Land.",
)
_LON = Column("lon", "degrees", "Longitude, WGS84.", "Länge, WGS84.", "°")
_LAT = Column("lat", "degrees", "Latitude, WGS84.", "Breite, WGS84.", "°")
_MISSIONS = Column("missions", "whole", "Number of missions.", "Zahl der Reisen.")
_IDS = Column("mission_ids", "text", "Their ids.", "Ihre Kennungen.")


def _end(end: str, en: str, de: str) -> tuple[Column, ...]:
    return (
        Column(f"{end}_key", "text", f"Key of {en}.", f"Schlüssel {de}."),
        Column(f"{end}_name", "text", f"Name of {en}.", f"Name {de}."),
        Column(
            f"{end}_country", "text", f"Country of {en}, ISO 3166-1.", f"Land {de}, ISO 3166-1."
        ),
        Column(f"{end}_lon", "degrees", f"Longitude of {en}, WGS84.", f"Länge {de}, WGS84.", "°"),
        Column(f"{end}_lat", "degrees", f"Latitude of {en}, WGS84.", f"Breite {de}, WGS84.", "°"),
    )


_ENDS = (
    *_end("from", "the start", "des Ausgangsorts"),
    *_end("to", "the end", "des Zielorts"),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "missions": (
        _ID,
        _TITLE,
        _DIRECTION,
        Column(
            "status",
            "text",
            "planned (until a source says that it took place), held or cancelled.",
            "Angekündigt, bis eine Quelle vom Stattfinden berichtet; durchgeführt; abgesagt.",
        ),
        Column(
            "first_day",
            "date",
            "First day of the span in which it took place; empty when undated.",
            "Erster Tag des Zeitraums, in dem sie stattfand; leer, wenn undatiert.",
        ),
        Column("last_day", "date", "Last day of that span.", "Letzter Tag dieses Zeitraums."),
        Column(
            "date_standing",
            "text",
            "stated by a source, or inferred from one.",
            "Ob eine Quelle das Datum nennt, oder ob es aus ihr erschlossen ist.",
        ),
        record_columns.DATE_REASON,
        Column(
            "duration_days",
            "whole",
            "Length of the journey, where a source gives it.",
            "Dauer der Reise, wo eine Quelle sie nennt.",
            "d",
        ),
        Column("origins", "text", "Where it comes from.", "Woher sie kommt."),
        Column("stops", "text", "Places visited, in order.", "Besuchte Orte, in Reihenfolge."),
        Column(
            "not_on_map",
            "text",
            "Places that could not be found, and are not drawn.",
            "Orte, die nicht gefunden und nicht eingezeichnet wurden.",
        ),
        Column("sectors", "text", "Sectors.", "Branchen."),
        record_columns.SECTOR_KEYS,
        Column(
            "lead",
            "text",
            "Organisation that leads; empty where none is named.",
            "Leitende Organisation; leer, wo keine genannt ist.",
        ),
        Column("leaders", "text", "People who lead it.", "Wer sie leitet."),
        Column(
            "delegates",
            "whole",
            "People who travel; empty where not reported.",
            "Mitreisende; leer, wo nicht berichtet.",
        ),
        Column("agreements", "whole", "Agreements signed.", "Unterzeichnete Abkommen."),
        Column("agreement_titles", "text", "What was signed.", "Was unterzeichnet wurde."),
        Column(
            "km",
            "real",
            "Great circles from the first origin through every stop and home; empty when nothing "
            "can be measured.",
            "Großkreise vom ersten Ausgangsort über alle Stationen und zurück; leer, wenn nichts "
            "zu messen ist.",
            "km",
        ),
        Column("sources", "text", "Ids of the sources.", "Kennungen der Quellen."),
    ),
    "stops": (
        _ID,
        Column("role", "text", "origin or stop.", "Ausgangsort oder Station."),
        _SEQ,
        Column("key", "text", "Key of the place.", "Schlüssel des Orts."),
        Column("name", "text", "Name of the place.", "Name des Orts."),
        Column(
            "written",
            "text",
            "Spelling in the source, where it differs.",
            "Schreibweise der Quelle, wo sie abweicht.",
        ),
        _COUNTRY,
        _REGION,
        _KIND,
        _LON,
        _LAT,
        Column("match", "text", "How the name was found.", "Wie der Name gefunden wurde."),
    ),
    "flows": (
        Column("flow_id", "text", "Id of the pair.", "Kennung des Paars."),
        *_ENDS,
        _PARTY,
        _DIRECTION,
        _MISSIONS,
        _IDS,
        Column("titles", "text", "Their titles.", "Ihre Titel."),
        _YEARS,
        _KM,
    ),
    "legs": (
        Column("leg_id", "text", "Id of the leg.", "Kennung der Etappe."),
        _ID,
        _TITLE,
        _PARTY,
        _DIRECTION,
        _YEARS,
        _SEQ,
        *_ENDS,
        _KM,
        Column(
            "home",
            "flag",
            "Whether it starts or ends at the origin.",
            "Ob sie am Ausgangsort beginnt oder endet.",
        ),
        Column(
            "lead",
            "flag",
            "Whether it belongs to the first origin, from which kilometres count.",
            "Ob sie zum ersten Ausgangsort gehört, von dem die Kilometer zählen.",
        ),
    ),
    "places": (
        Column("key", "text", "Key of the place.", "Schlüssel des Orts."),
        Column("name", "text", "Name of the place.", "Name des Orts."),
        _COUNTRY,
        _REGION,
        _KIND,
        _LON,
        _LAT,
        Column(
            "role",
            "text",
            "origin, stop or both.",
            "Ausgangsort, Station oder beides.",
        ),
        _PARTY,
        _MISSIONS,
        Column("agreements", "whole", "Agreements signed there.", "Dort unterzeichnete Abkommen."),
        Column(
            "population",
            "whole",
            "Inhabitants by GeoNames; 0 where unknown.",
            "Einwohner nach GeoNames; 0, wo unbekannt.",
        ),
        _IDS,
    ),
    "sources": (
        Column("source_id", "text", "Id of the source.", "Kennung der Quelle."),
        Column("title", "text", "What it is, in our words.", "Was sie ist, in eigenen Worten."),
        Column("kind", "text", "Kind of source.", "Art der Quelle."),
        Column("publisher", "text", "Who published it.", "Wer sie veröffentlicht hat."),
        Column(
            "published_first",
            "date",
            "First day on which it may have come out.",
            "Erster Tag, an dem sie erschienen sein kann.",
        ),
        Column("published_last", "date", "Last such day.", "Letzter solcher Tag."),
        *record_columns.PUBLISHED,
        Column("url", "text", "Address; empty where unknown.", "Adresse; leer, wo unbekannt."),
        Column(
            "missions",
            "text",
            "Ids of the missions that it is a source for.",
            "Kennungen der Reisen, die sie belegt.",
        ),
    ),
    **record_columns.COLUMNS,
    "columns": (
        Column("table", "text", "Name of the table.", "Name der Tabelle."),
        Column("column", "text", "Name of the column.", "Name der Spalte."),
        Column("unit", "text", "Unit; empty for none.", "Einheit; leer für keine."),
        Column("meaning", "text", "What it holds.", "Was sie enthält."),
    ),
}
"""The columns of each table, in order."""
