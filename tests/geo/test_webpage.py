"""The offline page: nothing from elsewhere, nothing breaks out, everything is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest

from geo.arcs import flow_arcs
from geo.deck import mission_deck
from geo.view import fit
from geo.webpage import SIZE, PageError, offline_page
from tests.geo import offline, travel

HOSTS = re.compile(
    r"(?:https?:|wss?:)?//(?:[a-z0-9-]+\.)+(?:com|org|net|io|gl|cn|dev|app|uk|de)\b", re.IGNORECASE
)
OWN_TAGS = {"script": 6, "img": 2, "table": 1, "style": 1, "link": 0, "iframe": 0, "a": 1}


class Reader(HTMLParser):
    """Counts tags, and keeps attributes, texts of tags, and data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return offline.page()


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_nothing_names_another_machine(page: str, read: Reader) -> None:
    assert not HOSTS.findall(page)
    for tag, attributes in read.tags:
        for name in ("src", "href", "srcset", "action", "poster", "data"):
            assert not attributes.get(name, "").startswith(("http", "//", "file"))
        assert "src" not in attributes or attributes["src"].startswith("data:image/svg"), tag
    assert "@import" not in page
    assert not re.search(r"url\(\s*['\"]?(?!data:)[a-z]+:", page.split("</style>")[0])


def test_no_text_becomes_markup(read: Reader) -> None:
    tags = [tag for tag, _ in read.tags]
    assert {tag: tags.count(tag) for tag in OWN_TAGS} == OWN_TAGS
    assert "".join(read.texts["h1"]) == offline.WORDS.headline
    assert not [name for _, attributes in read.tags for name in attributes if name[:2] == "on"]


def test_the_policy_allows_the_pages_own_scripts_only(read: Reader) -> None:
    policy = next(a["content"] for t, a in read.tags if t == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy
    script = next(part for part in policy.split(";") if "script-src" in part)
    assert len(re.findall(r"'sha256-[^']+'", script)) == 2
    assert "unsafe" not in script


def test_the_table_can_be_read_aloud(read: Reader) -> None:
    scopes = [a.get("scope") for tag, a in read.tags if tag == "th"]
    assert scopes.count("col") == 6
    assert scopes.count("row") == 3
    assert "1,234" in "".join(read.texts["td"]) or "1,235" in "".join(read.texts["td"])
    assert "".join(read.texts["caption"]).startswith("3 rows")
    regions = [a for _, a in read.tags if a.get("class") == "scroll"]
    assert regions[0]["tabindex"] == "0"
    pictures = [a["alt"] for tag, a in read.tags if tag == "img"]
    assert pictures == [offline.WORDS.alt] * 2


def test_the_land_is_inside_once(page: str) -> None:
    data = {
        name: json.loads(text)
        for name, text in re.findall(
            r'<script type="application/json" id="atlas-(\w+)">(.*?)</script>', page, re.DOTALL
        )
    }
    assert set(data) == {"light", "dark", "shapes", "settings"}
    assert list(data["shapes"]) == ["land"]
    assert [a["data"] for a in data["light"]["layers"] if a["id"] == "land"] == ["inline:land"]


def test_the_same_page_is_the_same_text(page: str) -> None:
    assert offline.page() == page


def made(deck: Any = None, **changed: Any) -> str:
    arcs = flow_arcs(travel.flows(), travel.places())
    table: pd.DataFrame = changed.pop("table", travel.flows()[["from_name", "missions"]])
    svg = changed.pop("svg", offline.SVG)
    if deck is None:
        deck = mission_deck(arcs, view=fit(arcs.extent, SIZE), size=SIZE)
    return offline_page(arcs, deck, replace(offline.WORDS, **changed), table, svg=svg)


def test_a_german_page_counts_in_german() -> None:
    page = made(language="de", table=pd.DataFrame({"Von": ["Leipzig"], "km": [8500]}))
    assert '<html lang="de">' in page
    assert ">8.500<" in page
    assert "Deutschland" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"headline": "x" * 400}, "400 characters; the most is 300"),
        ({"headline": ""}, "headline is empty"),
        ({"alt": " "}, "alternative text is empty"),
        ({"source_line": ""}, "source line is empty"),
        ({"table": travel.flows().iloc[:0]}, "table is empty"),
        ({"svg": "<p>"}, "is no SVG"),
        ({"deck": "not json"}, "not a deck.gl description"),
        ({"deck": '{"layers":[{"id":"x","data":"https://a.org/x"}]}'}, "would fetch"),
        ({"deck": '{"layers":[{"id":"x","iconAtlas":"//a.org/x"}]}'}, "would fetch"),
        ({"deck": '{"layers":[],"mapStyle":"https://a.org/s"}'}, "base map"),
    ],
)
def test_what_cannot_be_made_is_said(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(PageError, match=told):
        made(**changed)


def test_nothing_selected_is_said() -> None:
    empty = flow_arcs(travel.flows().iloc[:0], travel.places().iloc[:0])
    with pytest.raises(PageError, match="nothing to show"):
        offline_page(empty, "{}", offline.WORDS, travel.flows(), svg=offline.SVG)
