"""Writes the gazetteer: the rows, the index of folded names, the checksum, two small tables."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter, defaultdict
from pathlib import Path

import opencc
from rapidfuzz.distance import OSA

from geo.extract import FORMAT
from geo.fuzzy import FuzzyIndex, slips_allowed
from geo.making.rows import DATA, HOME, SEAT_POPULATION, Row
from geo.names import fold, spellings

# Hundred-fold decimal logarithms of inhabitants: one million, and some 150,000.
GREAT, SMALL = 600, 518
# Fuzzy matching looks only among places that a report is likely to name: the least population, by
# country. Chinese villages share so few syllables that almost any slip would hit one of them.
FUZZY_POPULATION = {
    "GB": 3_000,
    "DE": 3_000,
    "CN": 100_000,
    "HK": 50_000,
    "MO": 50_000,
    "TW": 50_000,
}
FUZZY_POPULATION_ELSEWHERE = 300_000


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
    (DATA / "han.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_countries(rows: list[Row]) -> None:
    """Write country_names.tsv, which names countries without opening the gazetteer."""
    lines = ["# ISO 3166-1 alpha-2 code and English name, from GeoNames and countries.csv."]
    lines += [f"{row.country}\t{row.name}" for row in rows if row.kind == "n"]
    (DATA / "country_names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_gazetteer(rows: list[Row]) -> str:
    """Write the rows, the index of folded names and the checksum; a line that says what is in it.

    Raises ValueError when two rows have one key.
    """
    doubled = [key for key, count in Counter(row.key for row in rows).items() if count > 1]
    if doubled:
        raise ValueError(f"These keys occur twice: {doubled[:10]}")
    for number, row in enumerate(rows):
        row.number = number
    index = index_lines(rows)
    text = "\n".join([FORMAT, str(len(rows)), *map(row_line, rows), *index])
    data = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    digest = hashlib.sha256(data).hexdigest()
    (DATA / "gazetteer.txt.gz").write_bytes(data)
    (DATA / "gazetteer.sha256").write_text(f"{digest}  gazetteer.txt.gz\n", encoding="utf-8")
    return f"{len(rows)} places, {len(index)} names, {len(data) / 1e6:.2f} MB, sha256 {digest}"


def row_line(row: Row) -> str:
    """A place as one line; geo.extract says what is in which cell."""
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
    return "\t".join(" ".join(cell.split()) for cell in cells)


def index_lines(rows: list[Row]) -> list[str]:
    """The folded names, sorted, each with the numbers of the rows that bear it.

    Numbers come as exact;usual;rare. A ~ marks a name that misspellings are compared with, a ! one
    of small places only that is a slip away from a great city's.
    """
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
    lines = []
    for name in sorted(exact.keys() | usual.keys() | rare.keys()):
        numbers = (",".join(map(str, sorted(c.get(name, ())))) for c in (exact, usual, rare))
        marks = "~" * (name in fuzzy) + "!" * (name in slips)
        lines.append(f"{name}\t{';'.join(numbers)}{marks}")
    return lines


def slips_of_cities(rows: list[Row], *classes: dict[str, set[int]]) -> set[str]:
    """Names of small places that are one slip away from a city of millions or a region.

    Who writes them may well have meant the other, so a look-up has to say so.
    """
    heaviest: dict[str, int] = defaultdict(int)
    for names in classes:
        for name, numbers in names.items():
            heaviest[name] = max(heaviest[name], *(rows[n].weight for n in numbers))
    exact = classes[0]
    great = FuzzyIndex(
        n
        for n in exact
        if n.isascii()
        and n.isalpha()
        and len(n) >= 5
        and any(rows[i].weight >= GREAT and rows[i].country in HOME for i in exact[n])
    )
    small = (n for n, weight in heaviest.items() if weight < SMALL)
    return {name for name in small if any(near.slips == 1 for near in great.near(name))}


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
