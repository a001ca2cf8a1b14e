from __future__ import annotations

import itertools

import numpy as np
import pytest

from geo.palette import PALETTES, Theme, contrast, luminance, mix, rgb

# Simulation of full colour blindness on linear RGB: Machado, Oliveira and Fernandes (2009),
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
DEFICIENCIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# sRGB primaries to CIE XYZ, D65 (IEC 61966-2-1).
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
themes = pytest.mark.parametrize("theme", ["light", "dark"])


def linear(colour: str) -> np.ndarray:
    share = np.array(rgb(colour)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB."""
    x, y, z = np.cbrt(np.clip(TO_XYZ @ light, 1e-4, None) / (TO_XYZ @ np.ones(3)))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@themes
def test_lines_and_labels_can_be_read_on_land_and_water(theme: Theme) -> None:
    palette = PALETTES[theme]
    for ground in (palette.land, palette.water):
        for line in (*palette.parties.values(), palette.neutral, palette.selected):
            assert contrast(line, ground) >= 3.0
        assert contrast(palette.label, ground) >= 4.5
    assert contrast(palette.label, palette.halo) >= 4.5


@themes
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_parties_stay_apart_for_colour_blind_readers(theme: Theme, deficiency: str | None) -> None:
    matrix = np.array(DEFICIENCIES[deficiency]) if deficiency else np.eye(3)
    colours = [*PALETTES[theme].parties.values(), PALETTES[theme].neutral]
    for one, other in itertools.combinations(colours, 2):
        difference = np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(other)))
        assert difference > 20  # CIE76; 2.3 is just noticeable


@themes
def test_parties_stay_apart_in_grey(theme: Theme) -> None:
    one, other = PALETTES[theme].parties.values()
    assert contrast(one, other) > 1.8


def test_contrast_and_mixing_have_their_fixed_points() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-4)
    assert mix("#ff0000", "#0000ff", 0.5) == "#800080"
    assert PALETTES["light"].party("FR") == PALETTES["light"].neutral
    with pytest.raises(ValueError, match="#rrggbb"):
        rgb("red")
