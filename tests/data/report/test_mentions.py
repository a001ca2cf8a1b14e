from __future__ import annotations

import pytest

from data.report.language import language_of
from data.report.mentions import Finder
from data.report.sentences import split
from geo.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Gazetteer())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The visitors went to Kunming, Yunnan province, and Chonqing.", ["Kunming", "Chongqing"]),
        ("They flew to Jining in Shandong.", ["Jining"]),
        ("Councillor Ruth Chester and Mr Wells met Roy Derby in Halifax.", ["Halifax"]),
        ("Bank of China and the South China Morning Post sent nobody to Bath.", ["Bath"]),
        ("The deal was sealed over a good reading of the essay.", []),
        ("Die Leipziger Delegation traf Hamburgs Bürgermeister.", ["Leipzig", "Hamburg"]),
        (
            "Die sächsische Gruppe flog nach Tsingtau und Kanton.",
            ["Saxony", "Qingdao", "Guangzhou"],
        ),
        ("Das Essen in Essen war gut, die Lage auch.", ["Essen"]),
        ("Ihre Chinareise führte sie nach Schanghai.", ["China", "Shanghai"]),
        ("Die Gäste aus 昆明 und 重庆 kamen.", ["Kunming", "Chongqing"]),
        ("Wei Guangming and Hong Kong officials met in Pudong.", ["Hong Kong", "Shanghai"]),
        ("They saw Nanjing Automotive and Newcastle United.", []),
        (
            "The mission from Greater Manchester and the West Midlands",
            ["Greater Manchester", "West Midlands"],
        ),
    ],
)
def test_places_are_told_from_all_else(finder: Finder, text: str, places: list[str]) -> None:
    [mentions] = finder.find(split(text), language_of(text) or "en")
    kept = [m for m in mentions if not m.why_not and not m.qualifies]
    assert [m.place.name for m in kept] == places
    assert all(text[m.start : m.end] == m.written for m in mentions)
