from __future__ import annotations

from pathlib import Path

import pytest

from geo.brand import BrandError, brand_from_toml, difference, palette_faults, read_brand
from geo.figure_layout import GREY
from geo.palette import PALETTES, contrast

GOOD = """
name = "City of Example"
[parties]
GB = "#00313c"
DE = "#c25a08"
[colours]
land = "#eeeae0"
"""


def test_a_brand_is_read() -> None:
    brand = brand_from_toml(GOOD)
    assert brand.name == "City of Example"
    assert brand.palette.party("GB") == "#00313c"
    assert brand.palette.land == "#eeeae0"
    assert brand.logo is None


def test_a_logo_lies_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(b"<svg viewBox='0 0 2 1'/>")
    (tmp_path / "brand.toml").write_text('logo = "logo.svg"\n' + GOOD, encoding="utf-8")
    assert read_brand(tmp_path / "brand.toml").logo == b"<svg viewBox='0 0 2 1'/>"
    (tmp_path / "brand.toml").write_text('logo = "../logo.svg"\n' + GOOD, encoding="utf-8")
    with pytest.raises(BrandError, match="beside it"):
        read_brand(tmp_path / "brand.toml")
    with pytest.raises(BrandError, match="cannot be read"):
        read_brand(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("#00313c", "#9fc5e8"), r"contrast of .* at least 3:1"),
        (("#00313c", "#8a5a00"), "too much alike with"),
        (("#00313c", "blue"), "#rrggbb"),
        (('GB = "#00313c"', ""), "lacks a colour for GB"),
        (('land = "#eeeae0"', 'label = "#999999"'), "4.5:1"),
        (('land = "#eeeae0"', 'sky = "#999999"'), "no colour 'sky'"),
        (('name = "City of Example"', ""), "name is missing"),
        (("[parties]", "[parties"), "not TOML"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(change: tuple[str, str], message: str) -> None:
    with pytest.raises(BrandError, match=message):
        brand_from_toml(GOOD.replace(*change))


def test_the_palettes_of_the_house_are_held_to_the_same() -> None:
    assert palette_faults(PALETTES["light"]) == []
    assert palette_faults(GREY) == []
    one, other = GREY.parties.values()
    assert contrast(one, other) > 3  # on a photocopy, with dashes and markers beside it
    assert difference("#ffffff", "#000000") == pytest.approx(100, abs=0.1)
