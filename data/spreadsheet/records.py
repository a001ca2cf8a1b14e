"""The rows of one mission as a draft's values, with every fault, doubt and remark on the way."""

from __future__ import annotations

import re

from pydantic import JsonValue

from data.model import Direction, Status
from data.spreadsheet.cells import short, shown, tidy
from data.spreadsheet.fields import Field
from data.spreadsheet.grouping import Group, Skip
from data.spreadsheet.journey import Journey
from data.spreadsheet.people import leader_values
from data.spreadsheet.places import Found
from data.spreadsheet.record_values import (
    LONGEST_TEXT,
    caution,
    make_source,
    mentions,
    propose_title,
)
from data.spreadsheet.routes import StopRead
from data.spreadsheet.row_cells import Context, MissionRead
from data.spreadsheet.values import (
    nothing,
    read_agreements,
    read_count,
    read_sectors,
    read_status,
    read_urls,
    sectors_in,
    without_urls,
)
from geo.names import fold


def read_mission(group: Group, context: Context, mission_id: str) -> MissionRead:
    """The rows of one mission as values. Never raises for what the cells hold."""
    return _MissionReader(group, context, mission_id).read()


class _MissionReader(Journey):
    # --- the whole ------------------------------------------------------------------------------

    def read(self) -> MissionRead:
        when = self._when()
        stops = self._stops(when)
        origins = self._origins()
        direction = self._direction(origins, stops)
        made = self.read_so_far
        if self._elsewhere(origins, stops):
            made.skip = Skip.ELSEWHERE
        values = made.values
        values["direction"] = direction.value if direction else None
        if direction is not None:
            self._says("direction", **self._direction_evidence)
        self._put_origins(origins, direction)
        self._put_stops(stops)
        self._put_when(when, stops)
        self._put_status()
        self._put_days()
        self._put_people()
        self._put_sectors()
        self._put_agreements(stops)
        self._put_sources()
        self._put_title(origins, stops, direction)
        self._keep_remarks()
        values["sources"] = [source.id for source in made.sources]
        values["evidence"] = list(self.evidence)
        made.values = {key: value for key, value in values.items() if value not in (None, [])}
        return made

    # --- other fields ---------------------------------------------------------------------------

    def _put_status(self) -> None:
        status, note, inferred = None, None, None
        for _, column, text in self._cells(Field.STATUS):
            status = read_status(text)
            if status is None:
                self._remark(column, text)
            elif fold(text) != status.value:
                note = f"Written as “{short(text, 200)}”."
        if status is None:
            words = " ".join(t for _, _, t in self._cells(Field.TITLE, Field.NOTE))
            if re.search(
                r"\b(?:abgesagt|ausgefallen|cancelled|canceled|called off)\b", words, re.IGNORECASE
            ):
                status, inferred = Status.CANCELLED, "The row says that it was called off."
        if status is None and self.mapping.status is not None:
            status, inferred = self.mapping.status, "As said for the whole table."
        if status is None:
            status = Status.PLANNED
            inferred = "The spreadsheet does not say whether it took place."
        self.read_so_far.values["status"] = status.value
        self._says("status", inferred=inferred, note=note)

    def _put_days(self) -> None:
        for row, column, text in self._cells(Field.DAYS):
            count = read_count(text)
            if count is None or not count.exact or not 1 <= count.low <= 366:
                self._remark(column, text)
            elif "duration_days" not in self.read_so_far.values:
                self.read_so_far.values["duration_days"] = count.low
                self._says("duration_days", note=caution(text))
            del row

    def _put_people(self) -> None:
        values = self.read_so_far.values
        lead = self._text(Field.LEAD)
        if lead and not nothing(lead):
            values["lead"] = lead
            self._says("lead")
        elif self.mapping.lead:
            values["lead"] = self.mapping.lead
            self._says("lead", inferred="As said for the whole table.")
        leaders = leader_values(
            [text for _, _, text in self._cells(Field.LEADERS) if not nothing(text)],
            [text for _, _, text in self._cells(Field.ROLE) if not nothing(text)],
        )
        heading = self.group.section
        if not leaders and self.mapping.has(Field.LEADERS) and heading and heading[-1].isalpha():
            # Tables of travel name the traveller above the journeys.
            leaders = leader_values([heading], [])
            self._says("leaders", inferred="Named in the heading above the row.")
        elif leaders:
            self._says("leaders")
        if leaders:
            values["leaders"] = leaders
        figures: list[JsonValue] = []
        for wanted, name in ((Field.DELEGATES, "delegates"), (Field.COMPANIES, "companies")):
            for _, column, text in self._cells(wanted):
                self._put_count(wanted, column, text, name, figures)
        if figures:
            values["figures"] = figures
            self._says("figures")

    def _put_count(
        self, wanted: Field, column: int, text: str, name: str, figures: list[JsonValue]
    ) -> None:
        count = read_count(text)
        values = self.read_so_far.values
        if nothing(text) or text == "0":
            return
        if count is None:
            self._remark(column, text)
        elif not count.exact:
            figures += [
                {"name": f"{name}, at least", "value": float(count.low)},
                {"name": f"{name}, at most", "value": float(count.high)},
            ]
        elif wanted is Field.DELEGATES and 1 <= count.low <= 10_000:
            if values.get("delegates") not in (None, count.low):
                self._remark(column, text)
                return
            values["delegates"] = count.low
            self._says("delegates", note=caution(text))
        else:
            figure: dict[str, JsonValue] = {"name": name, "value": float(count.low)}
            figures.append(figure | ({"qualifier": count.qualifier} if count.qualifier else {}))

    def _put_sectors(self) -> None:
        keys: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for _, _, text in self._cells(Field.SECTORS):
            read = read_sectors(text, self.context.vocabulary)
            keys |= dict.fromkeys(read.keys)
            unknown |= dict.fromkeys(read.unknown)
        inferred = None
        if not keys and not self.mapping.has(Field.SECTORS):
            for _, _, text in self._cells(Field.PURPOSE):
                found = sectors_in(text, self.context.vocabulary)
                if found:
                    inferred = f"Taken from “{short(text, 300)}”."
                keys |= dict.fromkeys(found)
        if unknown:
            words = ", ".join(unknown)
            self.remarks.append(f"Sectors without a term: {words}")
            self.read_so_far.notes.append(f"No sector is called {words}; kept as a remark.")
        if keys:
            self.read_so_far.values["sectors"] = list(keys)
            self._says("sectors", inferred=inferred)

    def _put_agreements(self, stops: list[StopRead]) -> None:
        made: list[JsonValue] = []
        values = self.read_so_far.values
        for _, column, text in self._cells(Field.AGREEMENTS):
            agreements, count = read_agreements(text)
            if count:
                figures = values.get("figures")
                listed = list(figures) if isinstance(figures, list) else []
                values["figures"] = [*listed, {"name": "agreements signed", "value": float(count)}]
                if not listed:
                    self._says("figures")
            elif not agreements and not nothing(text) and text.casefold() not in ("no", "nein"):
                self._remark(column, text)
            for each in agreements:
                entry: dict[str, JsonValue] = {"title": each.title, "kind": each.kind}
                at = [s.place.name for s in stops if s.place and mentions(each.title, s)]
                made.append(entry | ({"place": at[0]} if len(set(at)) == 1 else {}))
        if made:
            values["agreements"] = made
            self._says("agreements")

    def _put_sources(self) -> None:
        titles = [text for _, _, text in self._cells(Field.SOURCE_TITLE) if not nothing(text)]
        links = [text for _, _, text in self._cells(Field.SOURCE_URL) if not nothing(text)]
        publisher = self._text(Field.PUBLISHER)
        urls = [url for text in (*links, *titles) for url in read_urls(text)]
        named = [name for name in map(without_urls, titles) if name]
        named += [text for text in links if not read_urls(text)]
        made = self.read_so_far.sources
        for place in range(max(len(urls), len(named))):
            url = urls[place] if place < len(urls) else None
            title = named[place] if place < len(named) else None
            source = make_source(url, title, publisher)
            if source is not None and all(source.id != other.id for other in made):
                made.append(source)

    def _put_title(
        self, origins: list[Found], stops: list[StopRead], direction: Direction | None
    ) -> None:
        title = self._text(Field.TITLE) or ""
        if not title or nothing(title):
            starts = [found.place.name for found in origins if found.place]
            ends = [stop.place.name for stop in stops if stop.place]
            title = propose_title(starts, ends, direction)
        if title:
            self.read_so_far.values["title"] = title

    def _keep_remarks(self) -> None:
        """Keeps what no field of a mission takes, word for word, beside the status."""
        for _, column, text in self._cells(Field.PURPOSE, Field.NOTE):
            self._remark(column, text)
        fields = {n for n, use in enumerate(self.mapping.columns) if use.field is not None}
        for row in self.group.rows:
            for column in row.filled:
                if column in fields or column >= len(self.mapping.columns):
                    continue
                said = tidy(shown(row.cell(column)))
                if said and column not in self.context.left_aside:
                    self._remark(column, said)
        if self.group.section and not self.group.section.strip().isdigit():
            self.remarks.append(f"Under the heading “{short(self.group.section, 200)}”")
        for text in self.remarks:
            for cut in range(0, len(text), LONGEST_TEXT - 20):
                self._says("status", note=text[cut : cut + LONGEST_TEXT - 20])
