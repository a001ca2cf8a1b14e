"""What a figure says, in English and German: right in number, never too long, never empty."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.atlas import open_atlas
from data.export.alt_text import alt_text
from data.export.citations import citation_list
from data.export.phrases import joined_places
from data.export.subject import MapKind, Subject, make_subject
from data.export.words import MOST_WORDS, credit, fits, headline, source_line, subtitle
from data.filters import Filter
from data.model import DateSpan, Mission, Source, Standing
from tests.data.export.samples import EVIL, atlas, mission, visit, year


def subject(*missions: Mission, kind: MapKind = "flows", **chosen: object) -> Subject:
    return make_subject(atlas(*missions), Filter(**chosen), kind)  # type: ignore[arg-type]


SIX = ("Kunming", "Nanjing", "Beijing", "Qingdao", "Tianjin", "Suva")


@pytest.mark.parametrize(
    ("missions", "english", "german"),
    [
        (
            [],
            "No mission matches this selection",
            "Keine Delegationsreise passt zu dieser Auswahl",
        ),
        (
            [mission()],
            "Liverpool sends a mission to Kunming",
            "Liverpool schickt eine Delegation nach Kunming",
        ),
        (
            [mission("a"), mission("b", stops=("Beijing",))],
            "Liverpool sends two missions to Kunming and Beijing",
            "Liverpool schickt zwei Delegationen nach Kunming und Peking",
        ),
        (
            [mission("a", ("Liverpool", "West Midlands"))],
            "Liverpool and the West Midlands send a joint mission to Kunming",
            "Liverpool und die West Midlands schicken eine gemeinsame Delegation nach Kunming",
        ),
        (
            [mission("a", stops=SIX[:5])],
            "Liverpool sends a mission to five Chinese cities",
            "Liverpool schickt eine Delegation in fünf chinesische Städte",
        ),
        (
            [mission("a", stops=SIX, status="planned")],
            "Liverpool plans a mission to six cities",
            "Liverpool plant eine Delegationsreise in sechs Städte",
        ),
        (
            [mission("a", status="cancelled"), mission("b", status="cancelled")],
            "Liverpool cancels two missions to Kunming",
            "Liverpool sagt zwei Delegationsreisen nach Kunming ab",
        ),
        (
            [mission("a", stops=())],
            "Liverpool sends a mission to China",
            "Liverpool schickt eine Delegation nach China",
        ),
        (
            [visit("a", stop="West Midlands")],
            "Kunming sends a delegation to the West Midlands",
            "Kunming schickt eine Delegation in die West Midlands",
        ),
        (
            [mission("a", ("West Midlands",)), visit("b", "Beijing", "Leipzig")],
            "The West Midlands and Leipzig exchange two delegations with Kunming and Beijing",
            "Die West Midlands und Leipzig tauschen zwei Delegationen mit Kunming und Peking aus",
        ),
    ],
)
def test_headlines(missions: list[Mission], english: str, german: str) -> None:
    assert headline(subject(*missions), "en") == english
    assert headline(subject(*missions), "de") == german


origins = st.lists(st.sampled_from(["Liverpool", "Bristol", "Leipzig"]), min_size=1, unique=True)
stops = st.lists(st.sampled_from(SIX[:5]), unique=True)
dates = st.none() | st.integers(2000, 2030).map(year)
statuses = st.sampled_from(["held", "planned", "cancelled"])
journeys = st.lists(st.tuples(origins, stops, dates, statuses, st.booleans()), max_size=16)


def made(rows: list[tuple[list[str], list[str], DateSpan | None, str, bool]]) -> list[Mission]:
    return [
        visit(f"m{i}", (towns or ["Kunming"])[0], homes[0], when=when, status=status)
        if inward
        else mission(f"m{i}", homes, towns, when, status=status)
        for i, (homes, towns, when, status, inward) in enumerate(rows)
    ]


@given(journeys, st.sampled_from(["flows", "itineraries"]))
def test_alt_text_tells_every_count_rightly(rows: object, kind: MapKind) -> None:
    about = subject(*made(rows), kind=kind)  # type: ignore[arg-type]
    text = alt_text(about, "en")
    if not about.itineraries:
        assert text.endswith("no mission matches.")
        return
    missions = [entry.mission for entry in about.itineraries]
    told = {
        r"(\d+) missions? to China": sum(m.direction == "outbound" for m in missions),
        r"(\d+) visits? from China": sum(m.direction == "inbound" for m in missions),
        r"(\d+) (?:arcs?|legs?)\b": len(about.lines),
    }
    for pattern, count in told.items():
        found = re.search(pattern, text)
        assert (int(found[1]) if found else 0) == count, text
    undated = sum(m.when is None for m in missions)
    if 0 < undated < len(missions):
        assert f"{undated} of them {'is' if undated == 1 else 'are'} undated" in text
    planned = sum(m.status == "planned" for m in missions)
    if planned and len(missions) > 1:
        verb = "is" if planned == 1 else "are"
        assert f"Of all missions shown, {planned} {verb} only announced" in text
    assert not re.search(r"\b1 (missions|visits|arcs|legs|of them are)\b", text)
    assert not re.search(r"\b([02-9]|\d\d+) (mission|visit|arc|leg)\b", text)


@given(journeys)
def test_words_fit_and_german_is_as_complete(rows: object) -> None:
    about = subject(*made(rows))  # type: ignore[arg-type]
    for language in ("en", "de"):
        assert fits(headline(about, language))
        assert fits(subtitle(about, language))
        assert source_line(about, language)
        text = alt_text(about, language)
        assert "  " not in text
        assert ".." not in text
        assert text.endswith(".")
    english, german = (re.findall(r"\d+", alt_text(about, each)) for each in ("en", "de"))
    # "from 2015 to 2016" is "2015 und 2016": the numbers are the same in either language.
    assert english == german


def test_alt_text_of_one_and_of_many() -> None:
    assert alt_text(subject(mission(when=year(2016)))) == (
        "Map with 1 arc. It shows 1 mission to China in 2016. The mission sets out from Liverpool "
        "and goes to Kunming."
    )
    several = [
        mission("a"),
        mission("b"),
        mission("c", stops=("Nowhere",)),
        mission("d", stops=SIX),
    ]
    text = alt_text(subject(*several), "de")
    assert text == (
        "Karte mit 6 Bögen, je einem für jeden Ausgangsort und besuchten Ort. Sie zeigt 4 "
        "Delegationsreisen nach China, alle undatiert. Die Reisen beginnen in Liverpool und führen "
        "nach Kunming, Nowhere, Nanjing, Peking, Qingdao, Tianjin und Suva. Am stärksten ist die "
        "Verbindung Liverpool – Kunming mit 3 Delegationsreisen. 1 Delegationsreise ist nicht "
        "eingezeichnet: Sie nennt keinen Ort, der auf der Karte liegt."
    )


def test_german_repeats_a_preposition_only_where_it_must() -> None:
    names = ["Kunming", "Innere Mongolei", "West Midlands"]
    assert (
        joined_places(names, "de", "to") == "nach Kunming, in die Innere Mongolei und die West "
        "Midlands"
    )
    assert (
        joined_places(names, "de", "from") == "aus Kunming, der Inneren Mongolei und den West "
        "Midlands"
    )


def test_a_title_of_any_length_and_markup_stays_text_on_one_line() -> None:
    about = subject(mission(title=EVIL + "\n" + "x" * 400), kind="itineraries")
    text = alt_text(about)
    assert "=1+1</title><script>" in text
    assert "\n" not in text
    assert len(text) < 500


def test_source_line_names_some_counts_the_rest_and_is_never_empty() -> None:
    published = DateSpan(
        first=dt.date(2015, 12, 1), last=dt.date(2016, 1, 31), standing=Standing.STATED
    )
    sources = [
        Source(id=f"s{i}", title=f"Report {i}", published=published if i == 0 else None)
        for i in range(9)
    ]
    keys = tuple(source.id for source in sources)
    known = atlas(mission(sources=(*keys, "lost")), sources=sources)
    about = make_subject(known, Filter())
    line = source_line(about)
    assert line.startswith("Sources: Report 0 (2015–2016); Report 1; ")
    assert line.endswith("; and 5 further sources")
    assert source_line(subject()).startswith("Source: ")
    listed = citation_list(about, "de")
    assert listed.count("[zu: Mission m]") == 10
    assert "Report 0. 01.12.2015 bis 31.01.2016." in listed
    assert "lost (im Datenbestand nicht beschrieben)" in listed


def test_credit_names_borders_only_where_they_are_drawn() -> None:
    about = subject(mission())
    assert credit(about) == "Land: Natural Earth (public domain). Places: GeoNames (CC BY 4.0)."
    assert credit(about, borders=True).startswith("Land and borders: ")


def test_the_seed_can_be_told_in_both_languages() -> None:
    seed = open_atlas()
    everything = make_subject(seed, Filter())
    assert headline(everything) == (
        "Eight British and German places exchange eleven delegations with ten Chinese cities"
    )
    for entry in seed.itineraries:
        about = make_subject(seed, Filter(text=entry.mission.title))
        for language in ("en", "de"):
            assert len(headline(about, language).split()) <= MOST_WORDS
            assert alt_text(about, language)
