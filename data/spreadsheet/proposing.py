"""Proposes what each column of a sheet holds, from its name and from its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.model import Status
from data.spreadsheet.cells import Sheet, column_letter
from data.spreadsheet.columns import Look, look_at
from data.spreadsheet.fields import SEVERAL, Field, is_end, recognise
from data.spreadsheet.flows import is_locations
from data.spreadsheet.grouping import groups_stops
from data.spreadsheet.headers import Header, find_header
from data.spreadsheet.mapping import ColumnMapping, ColumnUse, Layout
from data.spreadsheet.places import PlaceFinder
from geo.names import fold

EXAMPLE_SHEETS = ("Examples", "Beispiele")
"""Sheets of the template that show how it is filled in, and are never imported."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping for one sheet, and why."""

    sheet: Sheet
    header: Header
    mapping: ColumnMapping
    remembered: bool
    """Whether a person has used it before for the same header."""
    ignored: tuple[str, ...]
    """Columns that are known and left aside, such as costs."""
    unknown: tuple[str, ...]
    """Columns that were not recognised; what they hold is kept with the mission as a remark."""
    doubts: tuple[str, ...]
    """Columns that were only guessed, in sentences."""

    @property
    def useful(self) -> bool:
        """Whether the sheet has rows and names places that were visited, and is no hidden sheet,
        example or list of locations."""
        if self.sheet.hidden or self.sheet.name in EXAMPLE_SHEETS or is_locations(self.sheet):
            return False
        below = any(row.number > self.header.last_row for row in self.sheet.rows)
        ends = (Field.DESTINATION, Field.DESTINATION_COUNTRY, Field.DESTINATION_REGION)
        points = (Field.TARGET_LAT, Field.TARGET_POINT)
        return below and self.mapping.has(*ends, *points)

    def with_mapping(self, mapping: ColumnMapping) -> Proposal:
        """The same sheet with a mapping that a person has corrected."""
        return replace(self, mapping=mapping, unknown=_unknown(mapping.columns, self.ignored))

    @property
    def left_aside(self) -> frozenset[int]:
        """Columns of costs and the like, counted from 0."""
        return frozenset(
            n
            for n, use in enumerate(self.mapping.columns)
            if use.field is None and use.name in self.ignored
        )


def fingerprint(header: Header) -> str:
    """The id of a mapping: the same header, the same id, whatever the file is called."""
    names = "\x1f".join(fold(name) or name for name in header.names)
    digest = hashlib.blake2s(f"{len(header.names)}:{names}".encode(), digest_size=10).hexdigest()
    return f"columns-{digest}"


def propose_mapping(
    sheet: Sheet,
    finder: PlaceFinder,
    remembered: Mapping[str, ColumnMapping] | None = None,
    header: Header | None = None,
) -> Proposal:
    """The likeliest meaning of each column of a sheet.

    Args:
        sheet: the table; may be empty.
        finder: knows which cells are places.
        remembered: mappings that people have used, by id.
        header: the header, where a person has pointed at it; None: it is looked for.
    """
    header = find_header(sheet) if header is None else header
    key = fingerprint(header)
    known = (remembered or {}).get(key) if header.found else None
    guesses = [recognise(name) if name else (None, 0) for name in header.names]
    ignored = tuple(
        name
        for name, (field, sure) in zip(header.names, guesses, strict=True)
        if name and field is None and sure
    )
    if known is not None and len(known.columns) == len(header.names):
        unknown = _unknown(known.columns, ignored)
        return Proposal(sheet, header, known, True, ignored, unknown, ())
    looks = [look_at(sheet, header, column, finder) for column in range(len(header.names))]
    fields, doubts = _chosen(header, guesses, looks)
    columns = tuple(
        ColumnUse(name=name, field=field) for name, field in zip(header.names, fields, strict=True)
    )
    mapping = ColumnMapping(id=key, columns=columns)
    layout = Layout.MISSIONS
    if _is_flows(header, mapping):
        layout = Layout.FLOWS
        mapping = _as_flows(header, mapping)
    elif groups_stops(sheet, header, {n: c.field for n, c in enumerate(columns) if c.field}):
        layout = Layout.STOPS
    mapping = mapping.model_copy(update={"layout": layout})
    if _reports_travel(mapping, ignored):
        mapping = mapping.model_copy(update={"status": Status.HELD})
        doubts.append("The table says what journeys cost, so they are taken to have been made.")
    return Proposal(
        sheet, header, mapping, False, ignored, _unknown(mapping.columns, ignored), tuple(doubts)
    )


def _reports_travel(mapping: ColumnMapping, ignored: tuple[str, ...]) -> bool:
    """Whether it is an account of official travel: who went, why, and at what cost."""
    told = mapping.has(Field.LEADERS) and mapping.has(Field.PURPOSE)
    return bool(ignored) and told and not mapping.has(Field.STATUS)


def _unknown(columns: Sequence[ColumnUse], ignored: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        column.name
        for column in columns
        if column.field is None and column.name and column.name not in ignored
    )


def _chosen(
    header: Header, guesses: list[tuple[Field | None, int]], looks: list[Look]
) -> tuple[list[Field | None], list[str]]:
    doubts: list[str] = []
    fields: list[Field | None] = []
    sure = [certainty for _, certainty in guesses]
    for place, ((field, certainty), look) in enumerate(zip(guesses, looks, strict=True)):
        name = header.names[place]
        other = look.corrected(field, name) if certainty else None
        if other is not None and other is not field:
            doubts.append(
                f"Column “{name}” is taken for {other.label()}, because of what it holds."
            )
            fields.append(other)
            continue
        if field is not None and certainty == 1:
            doubts.append(f"Column “{name}” is taken for {field.label()}.")
        fields.append(field)
    _once(fields, sure)
    _by_content(header, fields, guesses, looks, doubts)
    return fields, doubts


def _once(fields: list[Field | None], sure: list[int]) -> None:
    """Leaves each field that only one column may hold to the surest, of equals to the first."""
    for field in set(filter(None, fields)) - SEVERAL:
        places = [n for n, each in enumerate(fields) if each is field]
        best = max(places, key=lambda n: (sure[n], -n))
        for place in places:
            if place != best:
                fields[place] = _second(field, fields)
    if Field.START in fields and Field.END not in fields and Field.DATES in fields:
        fields[fields.index(Field.DATES)] = None


def _second(field: Field, fields: list[Field | None]) -> Field | None:
    """What a second column of one kind is: "City" beside "Destination" may be the origin."""
    if field is Field.DATES and Field.START not in fields and Field.END not in fields:
        return None
    return Field.NOTE if field is Field.TITLE else None


def _by_content(
    header: Header,
    fields: list[Field | None],
    guesses: list[tuple[Field | None, int]],
    looks: list[Look],
    doubts: list[str],
) -> None:
    """Finds what no name has told, by what the columns hold."""
    for place, look in enumerate(looks):
        if fields[place] is not None or guesses[place][1]:
            continue
        if header.found and header.names[place] and not look.certain:
            continue
        guess = look.guess
        if guess is Field.SOURCE_POINT and guess in fields:
            guess = Field.TARGET_POINT
        if guess is None or (guess in fields and guess not in (Field.DATES, Field.DESTINATION)):
            continue
        if guess is Field.DATES and {Field.START, Field.END, Field.DATES} & set(fields):
            if header.found or Field.DATES not in fields or Field.END in fields:
                continue
            fields[fields.index(Field.DATES)] = Field.START  # two columns of days: from and to
            guess = Field.END
        if guess is Field.DESTINATION and guess in fields and header.found:
            continue
        fields[place] = guess
        shown = header.names[place] or f"column {column_letter(place)}"
        doubts.append(f"“{shown}” is taken for {guess.label()}, because of what it holds.")


def _is_flows(header: Header, mapping: ColumnMapping) -> bool:
    if mapping.has(Field.SOURCE_LAT, Field.SOURCE_POINT) and mapping.has(
        Field.TARGET_LAT, Field.TARGET_POINT
    ):
        return True
    ends = [any(is_end(name, end) for name in header.names) for end in ("origin", "target")]
    dated = mapping.has(Field.DATES, Field.START, Field.TITLE, Field.PURPOSE, Field.DELEGATES)
    return all(ends) and not dated and len([name for name in header.names if name]) <= 8


def _as_flows(header: Header, mapping: ColumnMapping) -> ColumnMapping:
    """The columns as ends of ways; those that a sheet of journeys would name otherwise too."""
    made = mapping
    if not any(is_end(name, "target") for name in header.names):
        return made  # the names of the ends were told by what their columns hold
    for end, field in (("target", Field.DESTINATION), ("origin", Field.ORIGIN)):
        named = [n for n, name in enumerate(header.names) if is_end(name, end)]
        labelled = [n for n in named if fold(header.names[n]).endswith(("label", "name"))]
        for place in (labelled or named)[:1]:
            for other in made.places_of(field):
                made = made.with_field(other, None)
            made = made.with_field(place, field)
    return made
