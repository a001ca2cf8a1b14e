"""What is exported imports again unchanged: every fact of every record, as XLSX and as CSV."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.atlas import Atlas
from data.export.bundle import zipped
from data.export.recipe import Recipe
from data.export.run import export
from data.export.subject import make_subject
from data.export.tables import tables, workbook
from data.filters import Filter
from data.itinerary import find_places
from data.model import Agreement, Leader, Mission, Source
from data.records import Records, read_records
from data.spreadsheet.opening import open_tables
from data.spreadsheet.outcomes import Outcome
from data.spreadsheet.planning import Known, Plan, plan_export
from tests.builders import FixedGeocoder, mission

# No control characters: XML cannot hold them.
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n"),
    min_size=1,
    max_size=25,
).filter(str.strip)
RISKY = st.sampled_from(
    ["=1+1", "'=1", "''", "+49 341", "-", "@x", "＝A1", "' @", "001", "1.0", "1e5"]
)
TEXT = st.one_of(RISKY, WORDS).map(str.strip).filter(bool)
SLUG = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DAY = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def spans(draw: st.DrawFn, around: dict[str, Any] | None = None) -> dict[str, Any]:
    first, last = sorted((draw(DAY), draw(DAY)))
    if around is not None:
        first, last = around["first"], around["last"]
    reason = draw(maybe(TEXT))
    standing = draw(st.sampled_from(["stated", "inferred"])) if reason else "stated"
    return {"first": first, "last": last, "standing": standing, "reason": reason}


@st.composite
def places(draw: st.DrawFn, country: str) -> dict[str, Any]:
    return {"name": draw(TEXT), "country": country, "region": draw(maybe(TEXT))}


@st.composite
def missions(draw: st.DrawFn) -> Mission:
    when = draw(maybe(spans()))
    inbound = draw(st.booleans())
    home, away = ("CN", "GB") if inbound else ("DE", "TW")
    stops = [
        draw(places(away))
        | {
            "written": draw(maybe(TEXT)),
            "when": draw(maybe(spans(when))) if when else None,
            "days": draw(maybe(st.integers(1, 366))),
            "note": draw(maybe(TEXT)),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    names = [stop["name"] for stop in stops]
    sources = draw(st.lists(SLUG, min_size=1, max_size=3, unique=True))
    values = {
        "id": draw(SLUG),
        "title": draw(TEXT),
        "direction": "inbound" if inbound else "outbound",
        "status": draw(st.sampled_from(["planned", "held", "cancelled"])),
        "when": when,
        "duration_days": draw(maybe(st.integers(1, 366))),
        "lead": draw(maybe(TEXT)),
        "leaders": draw(
            st.lists(st.fixed_dictionaries({"name": TEXT, "role": maybe(TEXT)}), max_size=2)
        ),
        "delegates": draw(maybe(st.integers(1, 10_000))),
        "sectors": draw(st.lists(SLUG, max_size=3, unique=True)),
        "origins": [draw(places(home)) for _ in range(draw(st.integers(1, 2)))],
        "stops": stops,
        "agreements": [
            {
                "title": draw(TEXT),
                "kind": draw(TEXT),
                "parties": draw(st.lists(TEXT, max_size=3)),
                "place": draw(st.sampled_from(names)) if names else None,
                "when": draw(maybe(spans(when))) if when else None,
            }
            for _ in range(draw(st.integers(0, 2)))
        ],
        "figures": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "name": TEXT,
                        "value": st.floats(0, allow_infinity=False, allow_nan=False),
                        "unit": maybe(TEXT),
                        "qualifier": maybe(TEXT),
                    }
                ),
                max_size=2,
            )
        ),
        "sources": sources,
        "evidence": [
            {
                "field": field,
                "source": draw(st.sampled_from(sources)),
                "where": draw(maybe(TEXT)),
                "note": draw(maybe(TEXT)),
            }
            for field in draw(st.lists(st.sampled_from(["direction", "status", "origins"])))
        ],
    }
    return Mission.model_validate(values)


def atlas_of(*kept: Mission) -> Atlas:
    seed = read_records()
    sources = {
        key: seed.sources.get(key) or Source(id=key, title=f"=Source {key}")
        for mission in (*kept, *seed.partnerships)
        for key in mission.sources
    }
    records = Records(kept, seed.partnerships, sources, seed.vocabulary)
    return Atlas(records, find_places(kept, FixedGeocoder()), ())


def written(atlas: Atlas, kind: str, language: str = "en") -> bytes:
    subject = make_subject(atlas, Filter())
    if kind == "xlsx":
        return workbook(subject, language, {"Title": "All"})
    return zipped({f"{table.key}.csv": table.csv() for table in tables(subject, language)})


def read_again(data: bytes, known: Known | None = None) -> Plan:
    plan = plan_export(open_tables("export", data), known)
    assert plan is not None
    return plan


def missions_in(plan: Plan) -> list[Mission]:
    found = [result.entry.mission for result in plan.results if result.entry]
    return [mission for mission in found if mission is not None]


@settings(max_examples=40)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@given(st.lists(missions(), min_size=1, max_size=3, unique_by=lambda each: each.id))
def test_any_missions_come_back_equal(kind: str, kept: list[Mission]) -> None:
    atlas = atlas_of(*kept)
    plan = read_again(written(atlas, kind))
    assert not [line for result in plan.results for line in result.problems]
    assert missions_in(plan) == kept
    sources = {s.id: s for r in plan.results if r.entry for s in r.entry.sources}
    assert sources == dict(atlas.records.sources)


def test_a_german_export_keeps_the_texts_of_a_record() -> None:
    kept = mission(
        leaders=(Leader(name="A leader", role="stop"),),
        agreements=(Agreement(title="A deed", kind="region"), Agreement(title="B", kind="Land")),
    )
    assert missions_in(read_again(written(atlas_of(kept), "csv", "de"))) == [kept]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_seed_comes_back_equal_partnerships_and_all(kind: str) -> None:
    seed = read_records()
    atlas = Atlas(seed, find_places(seed.missions, FixedGeocoder()), ())
    plan = read_again(written(atlas, kind, "de"))
    assert missions_in(plan) == list(seed.missions)
    ties = [r.entry.partnership for r in plan.results if r.entry and r.entry.partnership]
    assert ties == list(seed.partnerships)


@pytest.mark.parametrize("key", ["xlsx", "csv-tables"])
def test_the_export_of_the_atlas_changes_nothing_in_it(key: str) -> None:
    seed = read_records()
    atlas = Atlas(seed, find_places(seed.missions, FixedGeocoder()), ())
    known = Known(seed.missions, seed.partnerships, frozenset(m.id for m in seed.missions))
    plan = read_again(export(Recipe(format=key), atlas).data, known)
    assert set(plan.counts()) == {Outcome.KNOWN}
    assert plan.rows == len(seed.missions) + len(seed.partnerships)


def test_a_mission_that_was_edited_in_the_export_is_shown_beside_its_own() -> None:
    seed = read_records()
    edited = seed.missions[0].model_copy(update={"title": "Another title"})
    known = Known((edited,), (), frozenset({edited.id}))
    plan = read_again(written(atlas_of(seed.missions[0]), "csv"), known)
    (result,) = [r for r in plan.results if r.title == seed.missions[0].title]
    assert (result.outcome, result.like) == (Outcome.DUPLICATE, (edited,))


def test_a_mission_that_was_deleted_stays_away() -> None:
    kept = read_records().missions[0]
    known = Known((), (), frozenset({kept.id}))
    plan = read_again(written(atlas_of(kept), "csv"), known)
    assert plan.results[0].outcome is Outcome.KNOWN
