"""Whatever a record may hold comes out of the store as it went in."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.access import Author
from data.corrections import Correction
from data.dates import YEARS
from data.drafts import Draft, DraftKind
from data.model import (
    Agreement,
    DateSpan,
    Leader,
    PlaceName,
    Record,
    ReportedFigure,
    Source,
    Standing,
    Status,
    Stop,
)
from data.store import Save, Store, kind_of
from geo.names import fold
from geo.places import Place, PlaceKind, Point
from tests.builders import mission

TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
DAYS = st.dates(dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31))
SPANS = st.builds(
    lambda days, standing, reason: DateSpan(
        first=min(days), last=max(days), standing=standing, reason=reason
    ),
    st.tuples(DAYS, DAYS),
    st.sampled_from(Standing),
    TEXTS,
)
FIGURES = st.builds(
    ReportedFigure,
    name=TEXTS,
    value=st.floats(min_value=0, allow_infinity=False, allow_nan=False),
    unit=st.none() | TEXTS,
)
MISSIONS = st.builds(
    lambda **kw: mission(**kw),
    title=TEXTS,
    status=st.sampled_from(Status),
    when=st.none() | SPANS,
    lead=st.none() | TEXTS,
    leaders=st.lists(st.builds(Leader, name=TEXTS, role=st.none() | TEXTS), max_size=3),
    delegates=st.none() | st.integers(1, 10_000),
    sectors=st.lists(SLUGS, unique=True, max_size=3).map(tuple),
    origins=st.lists(
        st.builds(PlaceName, name=TEXTS, country=st.just("DE"), region=st.none() | TEXTS),
        min_size=1,
        max_size=3,
    ),
    stops=st.lists(
        st.builds(Stop, name=TEXTS, country=st.just("CN"), written=st.none() | TEXTS), max_size=3
    ),
    agreements=st.lists(
        st.builds(Agreement, title=TEXTS, kind=TEXTS, parties=st.lists(TEXTS).map(tuple)),
        max_size=2,
    ),
    figures=st.lists(FIGURES, max_size=2),
)
SOURCES = st.builds(
    Source, id=st.just("x"), title=TEXTS, url=st.none() | TEXTS, published=st.none() | SPANS
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=12,
)
DRAFTS = st.builds(
    Draft,
    id=st.just("x"),
    kind=st.sampled_from(DraftKind),
    label=TEXTS,
    values=st.dictionaries(st.text(max_size=9), VALUES, max_size=4),
    read=st.dictionaries(st.text(max_size=9), VALUES, max_size=4),
    text=st.none() | st.text(max_size=60),
)
PLACES = st.builds(
    Place,
    key=TEXTS.map(str.strip),
    name=TEXTS.map(str.strip),
    country=st.just("CN"),
    region=st.none() | TEXTS.map(str.strip),
    kind=st.sampled_from(PlaceKind),
    point=st.builds(Point, st.floats(-180, 180), st.floats(-90, 90)),
    geoname_id=st.none() | st.integers(1, 10**8),
    population=st.integers(0, 10**9),
    within=st.lists(TEXTS.map(str.strip), max_size=2).map(tuple),
    name_de=st.none() | TEXTS.map(str.strip),
    name_zh=st.none() | TEXTS.map(str.strip),
)
CORRECTIONS = st.builds(
    Correction.of, TEXTS.filter(fold), st.sampled_from(["", "CN", "de"]), st.none() | PLACES
)
_numbers = itertools.count(1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.one_of(MISSIONS, SOURCES, DRAFTS, CORRECTIONS))
def test_records_come_out_as_they_went_in(store: Store, record: Record) -> None:
    if not isinstance(record, Correction):
        record = record.model_copy(update={"id": f"record-{next(_numbers)}"})
    kind = kind_of(record)
    name = str(record.id)  # type: ignore[attr-defined]
    now = store.get(kind, name)
    store.write([Save(record, now.version if now else None)], Author())
    kept = store.get(kind, name)
    assert kept is not None
    assert kept.record == record
    assert store.history(kind, name)[0].after == record


@given(PLACES)
def test_a_corrected_place_is_the_place(place: Place) -> None:
    kept = Correction.of("Somewhere", "CN", place).place
    assert kept is not None
    assert kept.to_place() == place


@given(TEXTS.filter(fold))
def test_a_correction_has_one_id_for_all_spellings_of_a_name(name: str) -> None:
    one, other = Correction.of(name, "cn", None), Correction.of(f" {name.upper()} ", "CN", None)
    if fold(name.upper()) == fold(name):
        assert one.id == other.id
    assert one.id != Correction.of(name, "", None).id
    assert Correction.of(name + "x", "CN", None).id != one.id
