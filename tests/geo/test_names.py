"""Folding: the same name, however written, has one folded form."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import names
from geo.errors import GazetteerError
from geo.names import fold, spellings

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéèêñçåšžőūō"
words = st.text(alphabet=LETTERS + " -'’.", max_size=30)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_only_letters_and_digits_remain(text: str) -> None:
    assert all(c.isalnum() for c in fold(text))


@given(words)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text.title())


@given(words)
def test_accents_do_not_matter(text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    assert fold(bare) == fold(text)


@given(words)
def test_composed_decomposed_and_full_width_are_one(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(wide)


@given(words, st.sampled_from(" \t\u3000-–'’ʼ`´\u200b\x00/."))
def test_marks_between_letters_do_not_matter(text: str, mark: str) -> None:
    assert fold(mark.join(text)) == fold(text.replace(" ", ""))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xi'an", "Xi’an"),
        ("Shi Jia Zhuang", "Shijiazhuang"),
        ("St. Helens", "Saint Helens"),
        ("Weißenfels", "WEISSENFELS"),
        ("Tyne & Wear", "Tyne and Wear"),
        ("重慶", "重庆"),
        ("烏魯木齊", "乌鲁木齐"),
        ("Ｋｕｎｍｉｎｇ", "Kunming"),
        ("Łódź", "Lodz"),
    ],
)
def test_one_name_in_two_guises(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_apart() -> None:
    assert len({fold(n) for n in ("Jinan", "Jining", "济南", "济宁", "Halle", "Haale")}) == 6
    assert fold("???") == fold("") == ""


def test_umlauts_are_spelled_both_ways() -> None:
    assert {*spellings("München")} == {"munchen", "muenchen"}
    assert {*spellings("Leipzig")} == {"leipzig"}


def test_a_missing_table_of_characters_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "HAN_FILE", tmp_path / "han.tsv")
    names._simplified.cache_clear()
    try:
        with pytest.raises(GazetteerError, match=r"han\.tsv.*make\.py"):
            fold("重慶")
    finally:
        names._simplified.cache_clear()
