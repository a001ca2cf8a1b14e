"""Origin-destination tables: pairs of places by name, by id of a list of locations, or by point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from data.date_tokens import UnreadableDateError
from data.model import CHINA, HOME_COUNTRIES, Direction, Evidence, Partnership, PlaceName, Status
from data.spreadsheet.cells import Row, Sheet, shown, tidy
from data.spreadsheet.columns import POINT
from data.spreadsheet.fields import Field
from data.spreadsheet.grouping import Group, Skip
from data.spreadsheet.mapping import Target
from data.spreadsheet.outcomes import RowProblem
from data.spreadsheet.places import Certainty, Found, PlaceFinder
from data.spreadsheet.record_values import place_question, place_values, propose_title, where
from data.spreadsheet.row_cells import Context, MissionRead
from data.spreadsheet.values import read_count
from data.written_dates import read_date
from geo.names import fold
from geo.places import Place, Point
from geo.routes import distance_km

NEAR_KM = 30.0
"""How far a town may be from a point that stands for it."""
SAME_KM = 100.0
"""How far a place may be from the point that a table gives it, which may be an area's middle."""


@dataclass(frozen=True, slots=True)
class Location:
    """One place of a list of locations."""

    name: str
    point: Point | None


Locations = Mapping[str, Location]
"""Places by the id under which an origin-destination table names them."""

_LOCATION_NAMES = {"id", "name", "lat", "lon"}


def locations_of(sheets: Iterable[Sheet]) -> Locations:
    """The locations in sheets with the columns id, name, lat and lon, as FlowmapBlue has them."""
    found: dict[str, Location] = {}
    for sheet in sheets:
        columns = _location_columns(sheet)
        if columns is None:
            continue
        for row in sheet.rows[1:]:
            key = tidy(shown(row.cell(columns["id"])))
            name = tidy(shown(row.cell(columns["name"])))
            point = _point(shown(row.cell(columns["lat"])), shown(row.cell(columns["lon"])))
            if key:
                found[key] = Location(name or key, point)
    return found


def is_locations(sheet: Sheet) -> bool:
    """Whether a sheet is a list of locations and no table of journeys."""
    return _location_columns(sheet) is not None


def _location_columns(sheet: Sheet) -> dict[str, int] | None:
    if not sheet.rows:
        return None
    names: dict[str, int] = {}
    for column, value in enumerate(sheet.rows[0].cells):
        folded = fold(shown(value))
        plain = {"latitude": "lat", "longitude": "lon", "lng": "lon"}.get(folded, folded)
        names.setdefault(plain, column)
    return names if names.keys() >= _LOCATION_NAMES else None


def read_pair(
    group: Group, context: Context, locations: Locations, digest: str
) -> tuple[MissionRead, Partnership | None]:
    """One row of an origin-destination table as a mission, or as a partnership if that is wanted.

    The partnership is None when a mission is wanted, and when an end is not settled; then the
    values are those of a mission, for a draft.
    """
    row = group.rows[0]
    ends = [_end(row, context, locations, which) for which in _ENDS]
    read = MissionRead({"id": f"sheet-{digest}"}, [context.source])
    where_said = f"{context.where}row {row.number}"
    for (found, note), (name, _, _, _) in zip(ends, _ENDS, strict=True):
        if note:
            read.notes.append(note)
        _ask(read, found, row, context, name)
    start, end = ends[0][0].place, ends[1][0].place
    if start is None or end is None:
        return read, None
    if not {start.country, end.country} & CHINA:
        read.skip = Skip.ELSEWHERE
    elif not {start.country, end.country} & HOME_COUNTRIES:
        read.problems.append(
            RowProblem(
                context.sheet,
                row.number,
                "",
                f"{where(start)} to {where(end)}",
                "Neither end lies in the UK or Germany. Correct one of them.",
            )
        )
    partners = context.mapping.target is Target.PARTNERSHIPS
    if partners:
        read.values["title"] = f"{start.name} and {end.name}"
    else:
        _put_mission(read, row, context, start, end, where_said)
    if not partners or read.skip or read.problems or read.questions:
        if partners:
            _put_mission(read, row, context, start, end, where_said)
            read.notes.append("The table was read as partnerships; this row is none yet.")
        return read, None
    return read, _partnership(read, row, context, (start, end), digest, where_said)


_ENDS = (
    (Field.ORIGIN, Field.SOURCE_LAT, Field.SOURCE_LON, Field.SOURCE_POINT),
    (Field.DESTINATION, Field.TARGET_LAT, Field.TARGET_LON, Field.TARGET_POINT),
)


def _text(row: Row, context: Context, wanted: Field) -> str:
    places = context.mapping.places_of(wanted)
    return tidy(shown(row.cell(places[0]))) or "" if places else ""


def _end(
    row: Row, context: Context, locations: Locations, fields: tuple[Field, Field, Field, Field]
) -> tuple[Found, str]:
    """What one end stands for, and a note on how it was found."""
    named, lat, lon, whole = fields
    name = _text(row, context, named)
    point = _point(_text(row, context, lat), _text(row, context, lon))
    written = POINT.fullmatch(_text(row, context, whole))
    if point is None and written is not None:
        point = _point(written[2], written[1])
    location = locations.get(name)
    if location is not None:
        name, point = location.name, location.point or point
    return _at(name, point, context.finder)


def _at(name: str, point: Point | None, finder: PlaceFinder) -> tuple[Found, str]:
    found = finder.find(name) if name else Found("", Certainty.UNKNOWN)
    if point is None:
        return found, ""
    near = [p for p in found.candidates if distance_km(p.point, point) <= SAME_KM]
    if near:
        return Found(name, Certainty.SURE, (near[0],)), ""
    nearest = finder.nearest(point) if finder.nearest is not None else None
    if nearest is None or nearest[1] > NEAR_KM:
        return Found(name or _shown(point), Certainty.UNKNOWN, found.candidates), ""
    town, km = nearest
    if found.candidates:
        both = (town, *found.candidates)
        return Found(name, Certainty.AMBIGUOUS, both), ""
    said = f"“{name}”" if name else _shown(point)
    note = f"{said} is taken for {town.name}, the nearest town, {km:.0f} km off."
    return Found(name or town.name, Certainty.SURE, (town,)), note


def _point(lat: str, lon: str) -> Point | None:
    try:
        return Point(float(lon.replace(",", ".")), float(lat.replace(",", ".")))
    except ValueError:
        return None


def _shown(point: Point) -> str:
    return f"{point.lat:.3f}, {point.lon:.3f}"


def _ask(read: MissionRead, found: Found, row: Row, context: Context, wanted: Field) -> None:
    if found.sure:
        return
    places = context.mapping.places_of(wanted)
    column = context.mapping.columns[places[0]].shown(places[0]) if places else ""
    read.questions.append(place_question(found, row.number, column))


def _put_mission(
    read: MissionRead, row: Row, context: Context, start: Place, end: Place, said: str
) -> None:
    inbound = start.country in CHINA and end.country in HOME_COUNTRIES
    direction = Direction.INBOUND if inbound else Direction.OUTBOUND
    status = context.mapping.status or Status.PLANNED
    evidence: list[JsonValue] = [
        {"field": fact, "source": context.source.id, "where": said} for fact in ("origins", "stops")
    ]
    reasons = {
        "direction": "Follows from where it starts and where it goes.",
        "status": "As said for the whole table."
        if context.mapping.status
        else "The table does not say whether it took place.",
    }
    evidence += [
        {
            "field": fact,
            "source": context.source.id,
            "where": said,
            "standing": "inferred",
            "note": note,
        }
        for fact, note in reasons.items()
    ]
    read.values |= {
        "title": propose_title([start.name], [end.name], direction),
        "direction": direction.value,
        "status": status.value,
        "origins": [place_values(start)],
        "stops": [place_values(end)],
    }
    count = read_count(_text(row, context, Field.COUNT))
    if count is not None and count.low > 1:
        read.values["figures"] = [{"name": "journeys", "value": float(count.low)}]
        evidence.append({"field": "figures", "source": context.source.id, "where": said})
        read.notes.append(f"The table counts {count.low} journeys; kept as a figure.")
    read.values |= {"sources": [context.source.id], "evidence": evidence}


def _partnership(
    read: MissionRead,
    row: Row,
    context: Context,
    ends: tuple[Place, Place],
    digest: str,
    said: str,
) -> Partnership | None:
    home, partner = sorted(ends, key=lambda place: place.country not in HOME_COUNTRIES)
    facts = ["kind", "home", "partner"]
    since = None
    text = _text(row, context, Field.SINCE)
    try:
        since = read_date(text, day_first=context.day_first) if text else None
    except UnreadableDateError as error:
        read.notes.append(str(error))
    if since is not None:
        facts.append("since")
    try:
        return Partnership(
            id=f"tie-{digest}",
            kind=_text(row, context, Field.KIND) or "twin city",
            home=PlaceName.model_validate(place_values(home)),
            partner=PlaceName.model_validate(place_values(partner)),
            since=since.span() if since else None,
            sources=(context.source.id,),
            evidence=tuple(
                Evidence(field=fact, source=context.source.id, where=said) for fact in facts
            ),
        )
    except ValidationError as error:
        told = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        read.problems.append(RowProblem(context.sheet, row.number, "", "", f"{told}."))
        return None
