"""From what a reader takes from a report to the draft that a person looks through."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.drafts import Draft, mission_faults, mission_of
from data.editing import proposed_title
from data.model import DateSpan, Standing, Status
from data.report.drafting import Provenance, draft_of, report_id
from data.report.facts import AgreementRead, Evidence, Journey, LeftOut, PlaceRead, Reading
from tests.builders import CITIES, FixedGeocoder, place, span

TEXT = (
    "Leipzig in China\n\nA delegation from Leipzig went to Peking.\n\nTwelve people signed a pact."
)


def evidence(field: str, value: str | int, quote: str, text: str = TEXT, **kw: Any) -> Evidence:
    start = text.index(quote)
    made = Evidence(field, value, quote, start, start + len(quote), Standing.STATED, "Said so.")
    return replace(made, **kw)


def reading(**kw: Any) -> Reading:
    """An outbound journey from Leipzig to Beijing in June 2019, unless told otherwise."""
    values: dict[str, Any] = {
        "text": TEXT,
        "direction": Journey.OUTBOUND,
        "origins": (PlaceRead("Leipzig", "DE", "Saxony", "Leipzig"),),
        "stops": (PlaceRead("Beijing", "CN", "Beijing", "Peking"),),
        "start": "2019-06-25",
        "end": "2019-06",
        "delegates": 12,
        "status": Status.HELD,
        "evidence": (
            evidence("origins.0", "Leipzig", "from Leipzig"),
            evidence("stops.0", "Beijing", "Peking"),
            evidence("delegates", 12, "Twelve people"),
        ),
    }
    return Reading(**values | kw)


GEOCODER = FixedGeocoder({**CITIES, "Beijing": place("Beijing", region="Beijing")})


def drafted(**kw: Any) -> Draft:
    return draft_of(reading(**kw), GEOCODER)


def whole(draft: Draft) -> dict[str, Any]:
    return {"id": "a-mission", "title": proposed_title(draft.values), **draft.values}


def test_a_reading_becomes_a_mission_with_its_evidence() -> None:
    draft = drafted()
    mission = mission_of(whole(draft))
    assert mission.when == span("2019-06-25", "2019-06-30")
    assert [(stop.name, stop.region, stop.written) for stop in mission.stops] == [
        ("Beijing", None, "Peking")
    ]
    assert [(item.field, item.where) for item in mission.evidence] == [
        ("direction", None),
        ("origins.0", "paragraph 2"),
        ("stops.0", "paragraph 2"),
        ("delegates", "paragraph 3"),
    ]
    assert draft.read == draft.values
    assert draft.reader == "Report reader 1"
    assert mission.sources == (draft.sources[0].id,)
    assert draft.sources[0].title == "Report on Leipzig in Beijing"


@pytest.mark.parametrize(
    ("kw", "first", "last", "standing"),
    [
        ({"end": None}, "2019-06-25", "2019-06-25", "stated"),
        ({"start": None, "end": None, "year": 2019}, "2019-01-01", "2019-12-31", "stated"),
        (
            {"year": 2019, "year_standing": Standing.INFERRED},
            "2019-06-25",
            "2019-06-30",
            "inferred",
        ),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(
    kw: dict[str, Any], first: str, last: str, standing: str
) -> None:
    when = drafted(**kw).values["when"]
    assert isinstance(when, dict)
    assert (when["first"], when["last"], when["standing"]) == (first, last, standing)
    assert ("reason" in when) == (standing == "inferred")


def test_what_follows_says_from_what() -> None:
    follows = evidence("start", "2019-06-25", "went", standing=Standing.INFERRED, reason="Counted.")
    draft = drafted(evidence=(follows,))
    item = mission_of(whole(draft)).evidence_for("when")[0]
    assert (item.standing, item.note) == (Standing.INFERRED, "Counted.")


@pytest.mark.parametrize(
    ("kw", "said"),
    [
        ({"direction": Journey.NONE, "origins": (), "stops": ()}, "No mission was found"),
        ({"direction": Journey.OTHER}, "does not join"),
        ({"stops": ()}, "names no place"),
        ({"origins": ()}, "where the delegation comes from"),
        ({"start": None, "end": None}, "does not date"),
        ({"status": None}, "taken as announced"),
        ({"start": "2019-07", "end": "2019-06"}, "ended on"),
        ({"left_out": (LeftOut("Haifa", "A twin town."),)}, "Left out: Haifa. A twin town."),
        (
            {"agreements": (AgreementRead("contract", "A pact", place="Kunming"),)},
            "not among the stops",
        ),
    ],
)
def test_what_is_odd_is_told(kw: dict[str, Any], said: str) -> None:
    assert any(said in note for note in drafted(**{"evidence": (), **kw}).notes)


def test_a_name_that_many_places_share_is_left_to_a_person_unless_the_text_settles_it() -> None:
    both = [place("Jining", region="Shandong"), place("Jining", region="Inner Mongolia")]
    geocoder = FixedGeocoder({**CITIES, "Jining": both, "Shandong": place("Shandong")})
    stops = (PlaceRead("Jining", "CN", "Shandong", "Jining"),)
    unsaid = draft_of(reading(stops=stops), geocoder)
    assert unsaid.values["stops"] == [{"name": "Jining", "country": "CN"}]
    assert any("several places called Jining" in note for note in unsaid.notes)
    said = draft_of(reading(stops=stops, text=f"{TEXT} Shandong"), geocoder)
    assert said.values["stops"] == [{"name": "Jining", "country": "CN", "region": "Shandong"}]


def test_the_day_of_publication_comes_from_the_person_or_the_text_and_a_clash_is_told() -> None:
    day = DateSpan(first=dt.date(2019, 7, 8), last=dt.date(2019, 7, 8), standing=Standing.STATED)
    known = Provenance(publisher="City Press", published=day, url="https://example.org/a")
    draft = draft_of(reading(published="2019-07-09"), GEOCODER, known)
    source = draft.sources[0]
    assert (source.publisher, source.published, source.url) == ("City Press", day, known.url)
    assert any("published on 2019-07-09" in note for note in draft.notes)
    assert str(drafted(published="2019-07-09").sources[0].published) == "9 July 2019"


def test_the_same_words_make_the_same_draft_however_spaced() -> None:
    assert report_id("A  report\r\nof two lines") == report_id("A report of two lines\n")
    assert report_id("A report") != report_id("Another report")


FIELDS = st.sampled_from(
    (
        *("origins.0", "stops.0", "stops.1", "start", "year", "published", "delegates", "lead"),
        *("sectors.education", "agreements.0.kind", "direction", "odd.field"),
    )
)


@given(st.text(min_size=1), st.data())
def test_every_mark_is_found_in_the_text_and_the_draft_survives(text: str, data: Any) -> None:
    spans = []
    for field in data.draw(st.lists(FIELDS, max_size=8)):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        standing = data.draw(st.sampled_from(Standing))
        spans.append(Evidence(field, "x", text[start:end], start, end, standing, "It does."))
    draft = drafted(text=text, evidence=tuple(spans), sectors=("education",))
    assert all(text[mark.start : mark.end] == mark.quote for mark in draft.marks)
    assert Draft.model_validate_json(draft.model_dump_json()) == draft
    assert not mission_faults(whole(draft))
