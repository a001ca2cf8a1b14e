"""When a mission took place, where it started and where it went, by the cells of its rows."""

from __future__ import annotations

import re
from typing import Any

from pydantic import JsonValue

from data.date_tokens import UnreadableDateError
from data.model import CHINA, HOME_COUNTRIES, DateSpan, Direction, Standing
from data.spreadsheet.cells import EXCEL_ERRORS, Row, Value, short, shown, tidy
from data.spreadsheet.fields import Field
from data.spreadsheet.outcomes import Asked, Question
from data.spreadsheet.places import Certainty, Found
from data.spreadsheet.record_values import (
    distinct,
    place_values,
    span,
    stop_values,
    where,
    wrong_start,
)
from data.spreadsheet.routes import StopRead, read_route
from data.spreadsheet.row_cells import DITTO, RowCells
from data.spreadsheet.values import nothing, read_count, read_direction
from data.written_dates import WrittenDate, read_date, read_dates

_HOME = tuple(sorted(HOME_COUNTRIES))
_AWAY = tuple(sorted(CHINA))


class Journey(RowCells):
    """Reads dates, places and direction."""

    # --- dates ----------------------------------------------------------------------------------

    def _year(self) -> int | None:
        text = self._text(Field.YEAR)
        found = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text or "")
        if len(found) == 1:
            return int(found[0])
        return self.group.year or self.context.heading_year

    def _row_when(self, row: Row, year: int | None) -> WrittenDate | None:
        def cell(wanted: Field) -> Value:
            for column in self.mapping.places_of(wanted):
                value = row.cell(column)
                if value is not None and shown(value).strip() not in DITTO:
                    return value
            return None

        start, end, whole = cell(Field.START), cell(Field.END), cell(Field.DATES)
        days = self._days_of(row)
        try:
            if start is None and end is None:
                return self._checked(row, whole, None, Field.DATES, year, days)
            return self._checked(row, start, end, Field.START, year, days)
        except UnreadableDateError as error:
            column = self._column_of(Field.DATES if start is None and end is None else Field.START)
            value = " to ".join(shown(v) for v in (start, end, whole) if v is not None)
            self._problem(row, column, value, str(error))
        return None

    def _checked(
        self,
        row: Row,
        start: Value,
        end: Value,
        used: Field,
        year: int | None,
        days: int | None,
    ) -> WrittenDate | None:
        if isinstance(start, str) and start.strip() in EXCEL_ERRORS:
            raise UnreadableDateError(start, "the formula in this cell has failed")
        if used is Field.DATES:
            read = read_date(start, day_first=self.context.day_first, year=year)
        else:
            read = read_dates(start, end, day_first=self.context.day_first, year=year, days=days)
        if read is not None and read.doubtful and read.other is not None:
            written = " to ".join(shown(v) for v in (start, end) if v is not None)
            one = DateSpan(first=read.first, last=read.last, standing=Standing.STATED)
            other = DateSpan(first=read.other[0], last=read.other[1], standing=Standing.STATED)
            self.read_so_far.questions.append(
                Question(
                    Asked.DATE,
                    row.number,
                    self._column_of(used),
                    short(written),
                    f"“{short(written)}” may be {one} or {other}. Say whether the day or the month "
                    "comes first in this table.",
                )
            )
        return read

    def _days_of(self, row: Row) -> int | None:
        for column in self.mapping.places_of(Field.DAYS):
            count = read_count(shown(row.cell(column)))
            if count is not None and count.exact and 1 <= count.low <= 366:
                return count.low
        return None

    def _when(self) -> WrittenDate | None:
        year = self._year()
        apart = self._ends_in_other_rows()
        if apart is not None:
            (row, start), (_, end) = apart
            self.row_dates: list[WrittenDate | None] = [None] * len(self.group.rows)
            try:
                return self._checked(row, start, end, Field.START, year, None)
            except UnreadableDateError as error:
                self._problem(row, self._column_of(Field.START), shown(start), str(error))
                return None
        reads = [self._row_when(row, year) for row in self.group.rows]
        self.row_dates = reads
        known = [read for read in reads if read is not None]
        if not known:
            text = self._text(Field.YEAR)
            try:
                return read_date(text) if text else None
            except UnreadableDateError as error:
                self._problem(self.first, self._column_of(Field.YEAR), text or "", str(error))
                return None
        first = min(read.first for read in known)
        last = max(read.last for read in known)
        reason = next((read.reason for read in known if read.reason), None)
        return WrittenDate(first, last, max(r.precision for r in known), reason)

    def _ends_in_other_rows(self) -> tuple[tuple[Row, Value], tuple[Row, Value]] | None:
        """The one first and the one last day of a mission whose rows are its stops."""
        ends = []
        for wanted in (Field.START, Field.END):
            cells = [
                (row, row.cell(column))
                for row in self.group.rows
                for column in self.mapping.places_of(wanted)
                if row.cell(column) is not None
            ]
            if len(cells) != 1:
                return None
            ends.append(cells[0])
        return None if ends[0][0] is ends[1][0] else (ends[0], ends[1])

    def _put_when(self, when: WrittenDate | None, stops: list[StopRead]) -> None:
        dated = [stop.when for stop in stops if stop.when is not None]
        if when is None and dated:
            when = WrittenDate(
                min(d.first for d in dated),
                max(d.last for d in dated),
                max(d.precision for d in dated),
                "Taken from the days at its stops.",
            )
        if when is not None:
            self.read_so_far.values["when"] = span(when)
            self._says("when", inferred=when.reason)

    # --- places ---------------------------------------------------------------------------------

    def _countries(self, wanted: Field) -> tuple[tuple[str, ...], list[Found]]:
        """Codes of the countries that a column names, and what was found."""
        found: list[Found] = []
        for _, _, text in self._cells(wanted):
            if nothing(text):
                continue
            if re.fullmatch(r"[A-Z]{2}", text):
                found.append(self.context.finder.find(text))
                continue
            found += [stop.found for stop in read_route(text, self.context.finder).stops]
        codes = dict.fromkeys(f.place.country for f in found if f.place)
        if "CN" in codes:
            codes |= dict.fromkeys(("HK", "MO"))
        return tuple(codes), found

    def _stops(self, when: WrittenDate | None) -> list[StopRead]:
        countries, named = self._countries(Field.DESTINATION_COUNTRY)
        self.country_codes = countries
        regions = {row.number: text for row, _, text in self._cells(Field.DESTINATION_REGION)}
        year = when.first.year if when and when.first.year == when.last.year else None
        stops: list[StopRead] = []
        self.stop_cells: list[tuple[Row, int]] = []
        for place, row in enumerate(self.group.rows):
            for column in self.mapping.places_of(Field.DESTINATION):
                text = tidy(shown(row.cell(column)))
                if text is None or nothing(text) or text in DITTO:
                    continue
                if text in EXCEL_ERRORS:
                    self._problem(row, column, text, "The formula in this cell has failed.")
                    continue
                route = read_route(
                    text,
                    self.context.finder,
                    countries=countries,
                    region=regions.get(row.number),
                    year=year,
                    day_first=self.context.day_first,
                )
                self.read_so_far.notes += route.notes
                made = [self._dated(stop, place) for stop in route.stops]
                stops += made
                self.stop_cells += [(row, column)] * len(made)
        if not stops:
            stops, self.stop_cells = self._wide_stops(named)
        return stops

    def _dated(self, stop: StopRead, place: int) -> StopRead:
        """A stop in a row of its own has that row's days."""
        read = self.row_dates[place]
        if len(self.group.rows) == 1 or stop.when is not None or read is None:
            return stop
        if len({(r.first, r.last) for r in self.row_dates if r is not None}) < 2:
            return stop
        return StopRead(stop.found, read, stop.days, stop.note)

    def _wide_stops(self, named: list[Found]) -> tuple[list[StopRead], list[tuple[Row, int]]]:
        """A province or a country, where a row names no town."""
        columns = self.mapping.places_of(Field.DESTINATION_REGION)
        stops: list[StopRead] = []
        for _, _, text in self._cells(Field.DESTINATION_REGION):
            stops += read_route(text, self.context.finder, countries=self.country_codes).stops
        if not stops:
            stops = [StopRead(found) for found in named]
            columns = self.mapping.places_of(Field.DESTINATION_COUNTRY)
        cell = (self.first, columns[0] if columns else -1)
        return stops, [cell] * len(stops)

    def _origins(self) -> list[Found]:
        """Where the delegation comes from, and how that is known."""
        self.origin_reason: str | None = None
        self.origin_column = self._column_of(Field.ORIGIN, Field.LEAD)
        countries, named = self._countries(Field.ORIGIN_COUNTRY)
        found: list[Found] = []
        for _, _, text in self._cells(Field.ORIGIN):
            if nothing(text):
                continue
            route = read_route(text, self.context.finder, countries=countries)
            found += [stop.found for stop in route.stops]
        found = distinct(found)
        if not found:
            found = self._implied_origin() or [f for f in named if f.place]
        return found

    def _implied_origin(self) -> list[Found]:
        """What a person has said for the whole table, else what other words of the row imply."""
        if self.mapping.origin:
            self.origin_reason = "As said for the whole table."
            route = read_route(self.mapping.origin, self.context.finder)
            return [stop.found for stop in route.stops]
        told = [
            text for f in (Field.LEAD, Field.LEADERS, Field.ROLE) for _, _, text in self._cells(f)
        ]
        told += [self.mapping.lead] if self.mapping.lead else []
        told += [text for _, _, text in self._cells(Field.TITLE)]
        for text in (*told, self.group.section, *self.context.heading):
            within = self.context.finder.within(text, _HOME) if text else None
            if within is not None and within.place is not None:
                self.origin_reason = f"Taken from “{short(text, 120)}”."
                return [Found(within.place.name, Certainty.SURE, within.candidates[:1])]
        return []

    def _direction(self, origins: list[Found], stops: list[StopRead]) -> Direction | None:
        self._direction_evidence: dict[str, Any] = {}
        for row, column, text in self._cells(Field.DIRECTION):
            said = read_direction(text)
            if said is not None:
                return said
            self._remark(column, text)
            del row
        self._direction_evidence = {"inferred": "Follows from where it starts and where it goes."}
        starts = {found.place.country for found in origins if found.place}
        ends = {stop.place.country for stop in stops if stop.place}
        if starts & HOME_COUNTRIES or (not starts and ends & CHINA):
            return Direction.OUTBOUND
        if starts & CHINA or (not starts and ends & HOME_COUNTRIES):
            return Direction.INBOUND
        return Direction.OUTBOUND if ends & CHINA else None

    def _elsewhere(self, origins: list[Found], stops: list[StopRead]) -> bool:
        """Whether it surely touches China at neither end."""
        if not stops or not all(found.sure for found in origins):
            return False
        lands = {found.country for found in origins}
        for stop in stops:
            if stop.found.sure or stop.found.land:
                lands.add(stop.found.country)
            elif stop.found.certainty is Certainty.UNKNOWN and self.country_codes:
                lands |= set(self.country_codes)
            else:
                return False
        return not lands & CHINA

    def _put_origins(self, origins: list[Found], direction: Direction | None) -> None:
        row, column = self.first, self.origin_column
        if not origins:
            self._problem(
                row,
                column,
                "",
                "It does not say where the delegation comes from. Name a city or region in the UK "
                "or Germany (for a visit from China: in China), or say it for the whole table.",
            )
            return
        values: list[JsonValue] = []
        home = _HOME if direction is not Direction.INBOUND else _AWAY
        for found in origins:
            self._ask(found, row, column, "origin")
            if found.place is None:
                continue
            if found.sure and found.place.country not in home:
                self._problem(row, column, found.written, wrong_start(found.place, direction))
            values.append(place_values(found.place))
        self.read_so_far.values["origins"] = values
        if values:
            self._says("origins", inferred=self.origin_reason)

    def _put_stops(self, stops: list[StopRead]) -> None:
        values: list[JsonValue] = []
        column = self._column_of(
            Field.DESTINATION, Field.DESTINATION_REGION, Field.DESTINATION_COUNTRY
        )
        if not stops:
            self._problem(
                self.first,
                column,
                "",
                "It names no place that was visited. Name at least one, such as Nanjing.",
            )
            return
        for stop, (row, place) in zip(stops, self.stop_cells, strict=True):
            self._ask(stop.found, row, self._column(place) if place >= 0 else column, "stop")
            values.append(stop_values(stop, self.country_codes))
        self.read_so_far.values["stops"] = values
        self._says("stops")

    def _ask(self, found: Found, row: Row, column: str, what: str) -> None:
        """Asks about a place that is not settled."""
        if found.sure:
            return
        written = short(found.written)
        places = "; ".join(dict.fromkeys(map(where, found.candidates)))
        if found.certainty is Certainty.AMBIGUOUS:
            text = f"“{written}” may be {places}. Choose one, or name its province or region."
        elif found.candidates:
            text = f"“{written}” is no name that is known; {places} may be meant."
        else:
            text = (
                f"No place called “{written}” was found. Correct the name, or place it on the map."
            )
        self.read_so_far.questions.append(
            Question(
                Asked.PLACE,
                row.number,
                column,
                found.written,
                text,
                found.candidates,
                unknown=found.certainty is not Certainty.AMBIGUOUS,
            )
        )
        del what
