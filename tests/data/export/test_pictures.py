"""Pictures by recipe: drawn by geo, with the same words everywhere and the recipe inside."""

from __future__ import annotations

import io
import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pptx
import pytest
from PIL import Image

from data.export.recipe import Recipe, RecipeLook, RecipeWords
from data.export.run import export
from tests.data.export.samples import EVIL, atlas, mission, visit, year

KNOWN = atlas(
    mission("a", when=year(2016), title=EVIL),
    mission("b", ("Leipzig",), ("Nanjing", "Beijing"), year(2018)),
    visit("c", when=year(2017)),
)
ALT = "Map with 4 arcs"
SVG = "{http://www.w3.org/2000/svg}"


def test_svg_has_words_and_recipe_and_is_the_same_twice() -> None:
    recipe = Recipe(format="svg", template="x", words=RecipeWords(headline=EVIL))
    made = export(recipe, KNOWN)
    root = ET.fromstring(made.data)
    assert ALT in (root.findtext(f"{SVG}desc") or "")
    assert EVIL in (root.findtext(f"{SVG}title") or "")
    assert b"<script" not in made.data
    inside = Recipe.from_json(root.findtext(f"{SVG}metadata") or "")
    assert inside == made.recipe
    assert export(inside, KNOWN).data == made.data
    assert "Source: The Paper (2016)" in "".join(root.itertext())


def test_png_has_the_recipe_in_its_metadata_and_is_the_same_twice() -> None:
    made = export(Recipe(format="png", template="x"), KNOWN)
    with Image.open(io.BytesIO(made.data)) as picture:
        picture.load()
        assert picture.size == (1200, 675)
        inside = Recipe.from_json(picture.info["Recipe"])
    assert inside == made.recipe
    assert export(inside, KNOWN).data == made.data


def test_names_on_the_map_follow_the_language() -> None:
    german = export(Recipe(format="svg", template="x", language="de"), KNOWN).data.decode()
    assert ">Peking<" in german
    look = RecipeLook(labels="en")
    mixed = export(Recipe(format="svg", template="x", language="de", look=look), KNOWN)
    assert ">Beijing<" in mixed.data.decode()


def test_slide_has_notes_with_alt_text_sources_and_recipe() -> None:
    made = export(Recipe(format="pptx"), KNOWN)
    page = pptx.Presentation(io.BytesIO(made.data)).slides[0]
    notes = page.notes_slide.notes_text_frame.text
    assert ALT in notes
    assert "1. The Paper. A report. 2016." in notes
    found = re.search(r"^\{.*\}$", notes, re.MULTILINE)
    assert found
    assert Recipe.from_json(found[0]) == made.recipe


def test_page_carries_the_recipe_as_data() -> None:
    made = export(Recipe(format="html", template="x"), KNOWN)
    text = made.data.decode()
    found = re.search(r'id="atlas-recipe">(.*?)</script>', text, re.DOTALL)
    assert found
    assert Recipe.from_json(found[1]) == made.recipe
    assert "alert(1)</script>" not in text.replace(found[0], "")


@pytest.mark.parametrize("key", ["gif", "webp"])
def test_an_animation_has_a_frame_for_each_year(key: str) -> None:
    made = export(Recipe(format=key, template="x"), KNOWN)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert getattr(picture, "n_frames", 1) == 3


def test_the_bundle_holds_everything_and_makes_itself_again() -> None:
    made = export(Recipe(format="zip", template="x"), KNOWN)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        names = archive.namelist()
        again = Recipe.from_json(archive.read("recipe.json"))
        alt = archive.read("alt-text.txt").decode()
        svg = next(name for name in names if name.endswith(".svg"))
        assert ET.fromstring(archive.read(svg)).tag == f"{SVG}svg"
        geojson = next(name for name in names if name.endswith(".geojson"))
        assert json.loads(archive.read(geojson))["type"] == "FeatureCollection"
    assert {"sources.txt", "tables/missions.csv"} <= set(names)
    assert "Map with" in alt
    assert "Karte mit" in alt
    assert export(again, KNOWN).data == made.data
