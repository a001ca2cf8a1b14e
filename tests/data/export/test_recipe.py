"""Recipes: the same file again, plain words for junk, and a word when the records have changed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.export.file_names import LONGEST_NAME, file_name, slug
from data.export.formats import FORMATS, ExportError, find_format, format_of_file
from data.export.recipe import Recipe, RecipeError, RecipeLook, RecipeWords, Size
from data.export.run import CHANGED, export, select_subject
from data.filters import Filter
from data.model import Direction
from geo.template import TEMPLATES
from tests.data.export.samples import atlas, mission, year

years = st.none() | st.lists(st.integers(1900, 2100), min_size=2, max_size=2).map(
    lambda pair: (min(pair), max(pair))
)
line = st.none() | st.text(max_size=40).map(str.strip)
names = st.lists(st.text(min_size=1, max_size=12), max_size=2, unique=True).map(tuple)
recipes = st.builds(
    Recipe,
    filter=st.builds(
        Filter,
        years=years,
        sectors=names,
        origins=names,
        destinations=names,
        leads=names,
        directions=st.lists(st.sampled_from(Direction), unique=True).map(tuple),
        text=st.text(max_size=30).map(lambda text: " ".join(text.split())),
    ),
    map=st.sampled_from(["flows", "itineraries"]),
    format=st.sampled_from(list(FORMATS)),
    template=st.sampled_from(list(TEMPLATES)),
    size=st.none() | st.builds(Size, width=st.integers(300, 900), height=st.integers(300, 900)),
    dpi=st.none() | st.integers(36, 600),
    language=st.sampled_from(["en", "de"]),
    words=st.builds(RecipeWords, headline=line, subtitle=line, alt=line),
    look=st.builds(
        RecipeLook,
        borders=st.booleans(),
        logo=st.none() | st.binary(max_size=20).map(lambda raw: base64.b64encode(raw).decode()),
    ),
)


@given(recipes)
def test_a_recipe_survives_its_json(recipe: Recipe) -> None:
    text = recipe.to_json()
    again = Recipe.from_json(text)
    assert again == recipe
    assert again.to_json() == text


@pytest.mark.parametrize(
    ("junk", "told"),
    [
        ("", "not JSON"),
        ("[1]", "no JSON object"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00junk", "not JSON"),
        ('{"version": 2}', "version 2"),
        ('{"format": "doc"}', "format: 'doc' is not one of svg"),
        ('{"template": "poster"}', "template: 'poster' is not one of slide"),
        ('{"colour": "red"}', "colour: is unknown here"),
        ('{"filter": {"year": ["2016"]}}', "filter: 'year' is not one of years"),
        ('{"filter": {"years": ["soon"]}}', "filter: 'soon' is no value for 'years'"),
        ('{"filter": {"sector": [{}]}}', "filter: 'sector' holds something else than text"),
        ('{"filter": "2016"}', "filter: the filter is an object"),
        ('{"size": {"width": -1, "height": 5}}', "size.width: "),
        ('{"size": {"width": NaN, "height": 5}}', "size.width: "),
        ('{"look": {"palette": "brand"}}', "look: the palette"),
        ('{"look": {"logo": "*"}}', "look.logo: the logo is not written in base 64"),
        ('{"records": "abc"}', "records: "),
    ],
)
def test_junk_is_refused_in_plain_words(junk: str | bytes, told: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.from_json(junk)
    assert told in str(caught.value)
    assert "pydantic" not in str(caught.value)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_no_json_value_breaks_the_reader(value: object) -> None:
    for text in (json.dumps(value), json.dumps({"filter": value}), json.dumps({"size": value})):
        try:
            Recipe.from_json(text)
        except RecipeError as error:
            assert str(error)


DATA = [key for key, made in FORMATS.items() if not made.picture and key != "html"]


@pytest.mark.parametrize("key", DATA)
def test_the_recipe_of_an_export_makes_the_same_bytes(key: str) -> None:
    known = atlas(mission("a", when=year(2016)), mission("b", ("Leipzig",), ("Nanjing",)))
    first = export(Recipe(format=key, filter=Filter(years=(2015, 2017))), known)
    second = export(Recipe.from_json(first.recipe.to_json()), known)
    assert first.data == second.data
    assert len(first.recipe.records) == 64
    assert CHANGED not in (*first.notices, *second.notices)
    assert "1 mission left out for want of a date." in first.notices


def test_changed_records_are_told_and_others_are_not() -> None:
    before = export(Recipe(format="csv", filter=Filter(origins=("Liverpool",))), atlas(mission()))
    other = export(before.recipe, atlas(mission(), mission("b", ("Leipzig",))))
    assert CHANGED not in other.notices
    changed = export(before.recipe, atlas(mission(delegates=20)))
    assert changed.notices == (CHANGED,)
    assert changed.recipe.records != before.recipe.records


def test_a_filter_that_the_records_do_not_know_is_refused() -> None:
    with pytest.raises(ExportError, match="'Atlantis', which is not in the records"):
        export(Recipe(format="csv", filter=Filter(origins=("Atlantis",))), atlas(mission()))


def test_a_picture_of_nothing_is_refused_and_a_table_of_nothing_is_told() -> None:
    nothing = Filter(years=(1950, 1951))
    for key in ("svg", "pptx", "html", "gif", "zip"):
        with pytest.raises(ExportError, match="nothing to draw"):
            export(Recipe(format=key, filter=nothing), atlas(mission(when=year(2016))))
    made = export(Recipe(format="csv", filter=nothing), atlas(mission(when=year(2016))))
    assert "No mission matches the filter" in made.notices[0]
    with pytest.raises(ExportError, match="names a place"):
        export(
            Recipe(format="svg"),
            atlas(
                mission(origins=("Atlantis",), stops=()),
            ),
        )


@pytest.mark.parametrize("size", [Size(width=3, height=4), Size(width=9e6, height=9e6, unit="mm")])
def test_a_wrong_size_is_refused(size: Size) -> None:
    with pytest.raises(ExportError, match="must be"):
        export(Recipe(format="svg", size=size), atlas(mission()))


@pytest.mark.parametrize(
    ("chosen", "key", "name"),
    [
        (
            Filter(origins=("Liverpool",), years=(2016, 2019)),
            "svg",
            "missions_liverpool_2016-2019_slide.svg",
        ),
        (Filter(), "geojson", "missions_all_2016.geojson"),
        (Filter(destinations=("Kunming",)), "flourish", "missions_to-kunming_2016_flourish.zip"),
        (
            Filter(sectors=("education",), directions=(Direction.OUTBOUND,), text="Größe & Ümläut"),
            "kepler-csv",
            "missions_education_outbound_groesse-uemlaeut_kepler.csv",
        ),
        (Filter(text="昆明"), "csv", "missions_6606-660e_2016.csv"),
        (Filter(text="../../etc/passwd\x00"), "csv", "missions_etc-passwd.csv"),
    ],
)
def test_file_names(chosen: Filter, key: str, name: str) -> None:
    known = atlas(mission(when=year(2016), sectors=("education",)))
    recipe = Recipe(format=key, filter=chosen)
    assert file_name(recipe, select_subject(recipe, known), find_format(key)) == name


@given(st.text(), st.text(), st.sampled_from(list(FORMATS)))
def test_file_names_are_short_plain_and_keep_their_ending(one: str, two: str, key: str) -> None:
    recipe = Recipe(format=key, size=Size(width=120.5, height=90, unit="mm"))
    words = " ".join(f"{one} {two}".split())[:200]
    subject = select_subject(Recipe(filter=Filter(text=words)), atlas(mission()))
    name = file_name(recipe, subject, find_format(key))
    assert len(name) <= LONGEST_NAME
    assert name.endswith(find_format(key).ending)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert name.count(".") == 1


def test_slugs_are_cut_between_words() -> None:
    assert slug("Düsseldorf, São Paulo & Xi’an") == "duesseldorf-sao-paulo-xian"
    assert slug("a" * 30 + " " + "b" * 30) == "a" * 30


def test_every_ending_means_a_format() -> None:
    for made in FORMATS.values():
        assert format_of_file(f"x{made.ending.upper()}").ending == made.ending
    assert format_of_file("a.zip").key == "zip"
    with pytest.raises(ExportError, match=r"ends in \.doc"):
        format_of_file("a.doc")
