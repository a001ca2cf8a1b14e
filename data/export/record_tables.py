"""Every fact of the records, row by row, so that what is exported can be imported unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from data.export.subject import Subject
from data.model import DateSpan, Evidenced, PlaceName

Rows = Iterator[dict[str, Any]]


def _dates(when: DateSpan | None) -> dict[str, Any]:
    return {
        "first_day": when.first if when else None,
        "last_day": when.last if when else None,
        "date_standing": when.standing.value if when else None,
        "date_reason": when.reason if when else None,
    }


def _place(place: PlaceName) -> dict[str, Any]:
    return {"name": place.name, "country": place.country, "region": place.region}


def _route(subject: Subject) -> Rows:
    for entry in subject.itineraries:
        mission = entry.mission
        for seq, origin in enumerate(mission.origins):
            yield {
                "mission_id": mission.id,
                "role": "origin",
                "seq": seq,
                **_place(origin),
                "written": None,
                **_dates(None),
                "days": None,
                "note": None,
            }
        for seq, stop in enumerate(mission.stops):
            yield {
                "mission_id": mission.id,
                "role": "stop",
                "seq": seq,
                **_place(stop),
                "written": stop.written,
                **_dates(stop.when),
                "days": stop.days,
                "note": stop.note,
            }


def _people(subject: Subject) -> Rows:
    for entry in subject.itineraries:
        for seq, leader in enumerate(entry.mission.leaders):
            yield {"mission_id": entry.mission.id, "seq": seq, **leader.model_dump()}


def _agreements(subject: Subject) -> Rows:
    for entry in subject.itineraries:
        for seq, agreement in enumerate(entry.mission.agreements):
            yield {
                "mission_id": entry.mission.id,
                "seq": seq,
                "title": agreement.title,
                "kind": agreement.kind,
                "place": agreement.place,
                **_dates(agreement.when),
            }


def _parties(subject: Subject) -> Rows:
    for entry in subject.itineraries:
        for number, agreement in enumerate(entry.mission.agreements):
            for seq, name in enumerate(agreement.parties):
                yield {
                    "mission_id": entry.mission.id,
                    "agreement": number,
                    "seq": seq,
                    "name": name,
                }


def _figures(subject: Subject) -> Rows:
    for entry in subject.itineraries:
        for seq, figure in enumerate(entry.mission.figures):
            yield {"mission_id": entry.mission.id, "seq": seq, **figure.model_dump()}


def _partnerships(subject: Subject) -> Rows:
    for each in subject.partnerships:
        home, partner = _place(each.home), _place(each.partner)
        yield {
            "partnership_id": each.id,
            "kind": each.kind,
            **{f"home_{key}": value for key, value in home.items()},
            **{f"partner_{key}": value for key, value in partner.items()},
            **_dates(each.since),
            "sources": list(each.sources),
        }


def _evidence(subject: Subject) -> Rows:
    records: list[tuple[str, Any]] = [("mission", e.mission) for e in subject.itineraries]
    records += [("partnership", each) for each in subject.partnerships]
    for kind, record in records:
        yield from _evidence_of(kind, record.id, record)


def _evidence_of(kind: str, name: str, record: Evidenced) -> Rows:
    for seq, item in enumerate(record.evidence):
        yield {
            "record": kind,
            "record_id": name,
            "seq": seq,
            "field": item.field,
            "source_id": item.source,
            "where": item.where,
            "standing": item.standing.value,
            "note": item.note,
        }


RECORD_TABLES: Mapping[str, Callable[[Subject], Rows]] = {
    "route": _route,
    "people": _people,
    "agreements": _agreements,
    "parties": _parties,
    "figures": _figures,
    "partnerships": _partnerships,
    "evidence": _evidence,
}
"""The rows of each table, by its key in the columns."""
