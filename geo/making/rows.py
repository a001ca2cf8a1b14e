"""What the gazetteer is made of: rows, and the small rules by which names are chosen."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from unidecode import unidecode

DATA = Path(__file__).parents[1] / "gazetteer"
"""Where our own tables are and the result goes."""
HOME = ("CN", "HK", "MO", "TW", "GB", "DE")
EAST = ("CN", "HK", "MO", "TW")
SEAT_POPULATION = 10_000
"""Inhabitants from which a town that shares a district's name counts as its seat."""
# What may stand in a Latin spelling of a Chinese name: pinyin, Wade-Giles, postal. Other marks are
# transliterations into languages that the atlas does not speak.
LATIN_CHINESE = re.compile(r"^[A-Z][A-Za-z'’ \-()ÜüÊêéāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜĀÁǍÀĒÉĚÈŌÓǑÒ]+$")
LATIN_WESTERN = re.compile(r"^[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u00ff'’ .\-()/&]+$")
HAN = re.compile(r"^[\u3400-\u4dbf\u4e00-\u9fff]+$")
HAN_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "市",
    "县",
    "区",
    "省",
    "镇",
    "乡",
    "州",
    "盟",
)


@dataclass(slots=True)
class Row:
    """One place of the gazetteer while it is being made."""

    key: str
    name: str
    country: str
    kind: str
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    weight: int = 200
    region: Row | None = None
    within: list[Row] = field(default_factory=list)
    name_de: str = ""
    name_zh: str = ""
    exact: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    good: list[str] = field(default_factory=list)
    principal: Row | None = None
    number: int = -1
    seat: bool = False


def weight(population: float) -> int:
    """A hundred times the decimal logarithm of a population; 200 stands for unknown."""
    return round(100 * math.log10(max(population, 100)))


def slug(country: str, name: str) -> str:
    """A stable key of ours for an area that GeoNames does not have."""
    plain = re.sub(r"[^a-z0-9]+", "-", unidecode(name).lower()).strip("-")
    return f"{country.lower()}-{plain}"


def read_csv(name: str) -> list[list[str]]:
    """The rows of one of our tables, without comments."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(line for line in file if not line.startswith("#")) if row]


def plain(name: str) -> str:
    """A name for comparing within this script."""
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]", "", name.casefold().replace("’", ""))


def town_name(name: str, country: str) -> str:
    """The English name of a town: plain apostrophes, and no pinyin word for city at its end."""
    name = name.replace("’", "'").replace("‘", "'")
    return name.removesuffix(" Shi") if country == "CN" else name


def strip_suffix(han: str) -> str:
    """A Chinese name without its word for city, county and so on; two characters remain."""
    for suffix in HAN_SUFFIXES:
        if han.endswith(suffix) and len(han) - len(suffix) >= 2:
            return han.removesuffix(suffix)
    return han


def chinese_name(name: str, han: list[str]) -> str:
    """The usual simplified Chinese name among several, or nothing.

    Simplified characters are those of GB 2312. A name that sounds like the place's own wins, then
    one that also occurs with a suffix such as 市, then the shortest.
    """
    simple = [h for h in han if encodes(h)]
    if not simple:
        return strip_suffix(min(han, key=lambda h: (len(h), h))) if han else ""
    target = plain(unidecode(name))
    bare = sorted({strip_suffix(h) for h in simple})
    stems = [strip_suffix(h) for h in simple]

    def rank(candidate: str) -> tuple[bool, int, int, str]:
        sound = plain(unidecode(candidate))
        return (sound != target, -stems.count(candidate), len(candidate), candidate)

    return min(bare, key=rank)


def encodes(han: str) -> bool:
    """Whether a Chinese name is written in simplified characters."""
    try:
        han.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def useful_latin(row: Row) -> list[str]:
    """The names in Latin letters that a report in English or German might use."""
    latin = [a for a in row.aliases if a != row.name]
    if row.country in ("CN", "HK", "MO", "TW"):
        return [a for a in latin if LATIN_CHINESE.match(a) and not re.match(r"^[A-Z]{2,4}$", a)]
    latin = [a for a in latin if LATIN_WESTERN.match(a) and not re.match(r"^[A-Z]{2,4}$", a)]
    if row.country in HOME:
        if len(latin) <= 5:
            return latin
        words = {w for w in re.split(r"\W+", row.name.casefold()) if len(w) > 2}
        return [a for a in latin if words & set(re.split(r"\W+", a.casefold()))]
    return [a for a in latin if len(a) > 4] if row.population >= 300_000 else []


def prefecture_name(name: str, aliases: list[str]) -> str:
    """English name of a second-level division of China."""
    english = next((a for a in aliases if a.endswith("Autonomous Prefecture")), "")
    if english:
        return english
    if "Autonomous" in name:
        return name
    name = name.replace("’", "'")
    name = re.sub(r"^Prefecture of ", "", name)
    name = re.sub(r"(zu)+ ", " ", name) if "Zizhizhou" in name else name
    if name.endswith("Zizhizhou"):
        return f"{name.split(' ')[0]} Autonomous Prefecture"
    fixed = {"Yichangshi": "Yichang", "Lupanshui Shi": "Liupanshui", "Wulanchabu Shi": "Ulanqab"}
    name = fixed.get(name, name)
    return re.sub(r" (Shi|Diqu|Meng|Prefecture|County|City|Region)$", "", name)


def central_point(towns: list[Row]) -> tuple[float, float]:
    """Latitude and longitude of the town nearest to the population-weighted centre of towns."""
    lat = np.radians([t.lat for t in towns])
    lon = np.radians([t.lon for t in towns])
    xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    heavy = np.array([max(t.population, 1) for t in towns], dtype=float)
    centre = xyz @ heavy
    near = towns[int(np.argmax(centre @ xyz))]
    return near.lat, near.lon
