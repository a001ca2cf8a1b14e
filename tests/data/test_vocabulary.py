"""Sectors go by many names."""

from __future__ import annotations

import pytest

from data.vocabulary import Sector, Vocabulary

SPORT = Sector(key="sport", en="Sport", de="Sport", synonyms_en=("games", "football"))
CREATIVE = Sector(
    key="creative", en="Games and film", de="Kreativwirtschaft", synonyms_en=("film",)
)
WORDS = Vocabulary({sector.key: sector for sector in (SPORT, CREATIVE)})


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("sport", "sport"),
        ("  FOOTBALL ", "sport"),
        ("games  and film", "creative"),
        ("kreativwirtschaft", "creative"),
        ("alchemy", None),
        ("", None),
    ],
)
def test_a_word_is_found_whatever_its_case_and_spaces(word: str, key: str | None) -> None:
    assert WORDS.find(word) == key


def test_a_synonym_never_hides_a_term() -> None:
    games = Sector(key="games", en="Games", de="Spiele")
    for order in ((SPORT, games), (games, SPORT)):
        assert Vocabulary({sector.key: sector for sector in order}).find("games") == "games"


def test_a_label_in_either_language_and_for_an_unknown_key() -> None:
    assert WORDS.label("creative") == "Games and film"
    assert WORDS.label("creative", "de") == "Kreativwirtschaft"
    assert WORDS.label("alchemy") == "alchemy"
