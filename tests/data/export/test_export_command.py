"""``python -m data export``: flags and recipes, and plain words for what cannot be made."""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path

import pytest

from data.errors import AtlasError
from data.export.cli import add_export_command, run_export
from tests.data.export.samples import atlas, mission, year

KNOWN = atlas(
    mission("a", when=year(2016), sectors=("education",)),
    mission("b", ("Leipzig",), ("Nanjing",), year(2019)),
)


def run(*flags: str) -> int:
    parser = argparse.ArgumentParser()
    add_export_command(parser.add_subparsers(dest="command"))
    return run_export(KNOWN, parser.parse_args(["export", *flags]))


def test_flags_write_the_file_and_its_recipe(tmp_path: Path) -> None:
    out, saved = tmp_path / "a.geojson", tmp_path / "a.recipe.json"
    flags = ["--years", "2016:2018", "--sector", "education", "--language", "de"]
    assert run(*flags, "--out", str(out), "--save-recipe", str(saved)) == 0
    first = out.read_bytes()
    assert json.loads(first)["title"] == "Liverpool schickt eine Delegation nach Kunming"
    assert json.loads(saved.read_text())["filter"] == {
        "years": ["2016", "2018"],
        "sector": ["education"],
    }
    assert run("--recipe", str(saved), "--out", str(out)) == 0
    assert out.read_bytes() == first


def test_a_folder_takes_the_name_and_another_ending_another_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "recipe.json"
    flags = ["--format", "flourish", "--out", str(tmp_path), "--save-recipe", str(saved)]
    assert run(*flags) == 0
    assert capsys.readouterr().out.strip().endswith("missions_all_2016-2019_flourish.zip")
    run("--recipe", str(saved), "--out", str(tmp_path / "x.kml"))
    assert (tmp_path / "x.kml").read_text().startswith("<?xml")
    run("--recipe", str(saved), "--out", str(tmp_path / "x.zip"))
    assert (tmp_path / "x.zip").read_bytes() == next(tmp_path.glob("*flourish.zip")).read_bytes()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--out", "x.doc"], "ends in .doc"),
        (["--years", "2016"], "Say what to make"),
        (["--out", "x.svg", "--size", "large"], "is no size"),
        (["--out", "x.svg", "--size", "3x4mm"], "must be"),
        (["--out", "x.svg", "--projection", "flat"], "--projection: "),
        (["--out", "x.svg", "--brand", "no.toml"], "no.toml cannot be read"),
        (["--out", "x.csv", "--from", "Atlantis"], "Atlantis"),
        (["--recipe", "no.json"], "no.json cannot be read"),
        (["--recipe", "no.json", "--years", "2016"], "--years cannot stand beside --recipe"),
        (["--out", "no/such/folder.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    flags: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AtlasError, match=told):
        run(*flags)
    assert list(tmp_path.iterdir()) == []


def test_a_brand_and_its_logo_travel_in_the_recipe(tmp_path: Path) -> None:
    shape = '<rect width="9" height="9"/>'
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{shape}</svg>'
    (tmp_path / "logo.svg").write_text(logo)
    brand = tmp_path / "brand.toml"
    brand.write_text(
        'name = "City \\"X\\""\nlogo = "logo.svg"\n[parties]\nGB = "#17498c"\nDE = "#c25a08"\n'
    )
    out, saved = tmp_path / "a.svg", tmp_path / "recipe.json"
    run("--brand", str(brand), "--out", str(out), "--save-recipe", str(saved))
    first = out.read_bytes()
    brand.unlink()
    assert run("--recipe", str(saved), "--out", str(out)) == 0
    assert out.read_bytes() == first
    look = json.loads(saved.read_text())["look"]
    assert base64.b64decode(look["logo"]).decode() == logo
    brand.write_text('name = "X"\n[parties]\nGB = "red"\nDE = "#c25a08"\n')
    with pytest.raises(AtlasError, match="red"):
        run("--brand", str(brand), "--out", str(out))
