"""Reading the gazetteer's file: two lists that are looked into without being taken apart first."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from geo.errors import GazetteerError
from geo.places import Place, PlaceKind, Point

FILE = Path(__file__).parent / "gazetteer" / "gazetteer.txt.gz"
"""The extract that comes with the atlas."""
FORMAT = "atlas-gazetteer 1"
REMEDY = "Restore it from the repository, or make it anew: python geo/gazetteer/make.py"

KINDS = {
    "c": PlaceKind.CITY,
    "s": PlaceKind.CITY,
    "t": PlaceKind.CITY_REGION,
    "r": PlaceKind.REGION,
    "d": PlaceKind.DISTRICT,
    "n": PlaceKind.COUNTRY,
}
"""Kinds by the letter that stands for them in the file."""
_CELLS = 13


class Hits(NamedTuple):
    """Row numbers of the places that bear a name, by how well the name fits."""

    exact: tuple[int, ...] = ()
    """It is their usual English, German, Chinese or local name."""
    usual: tuple[int, ...] = ()
    """It is a further name that people use: an old one, an abbreviation."""
    rare: tuple[int, ...] = ()
    """It is one of the many further names in GeoNames."""
    slip: bool = False
    """Whether it is the name of small places only, and one slip away from that of a great city."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the gazetteer, taken apart."""

    number: int
    place: Place
    weight: int
    """A hundred times the decimal logarithm of its inhabitants, 200 where unknown."""
    seat: bool
    """Whether it is the town that the district around it is called after."""
    areas: tuple[int, ...]
    """Row numbers of the areas that hold it: its region and everything in `Place.within`."""
    names: tuple[str, ...]
    """Its names as written: English, German, Chinese, then the further ones."""


class Extract:
    """The rows and names of a gazetteer file, taken apart one by one as they are asked for.

    Raises GazetteerError when the file or its checksum is missing, damaged or of another format.
    """

    def __init__(self, path: Path = FILE) -> None:
        self.path = path
        lines = self._read(path).split("\n")
        try:
            count = int(lines[1])
            self.rows: list[str] = lines[2 : 2 + count]
            self.names: dict[str, str] = dict(
                line.split("\t", 1)  # two parts, or ValueError
                for line in lines[2 + count :]
            )
        except (IndexError, ValueError) as error:
            raise GazetteerError(f"The gazetteer {path} is damaged: {error}. {REMEDY}") from error
        if len(self.rows) != count or not self.names:
            raise GazetteerError(f"The gazetteer {path} is cut short. {REMEDY}")
        self._records: dict[int, Record] = {}

    @staticmethod
    def _read(path: Path) -> str:
        sidecar = path.with_name(path.name.split(".")[0] + ".sha256")
        try:
            data = path.read_bytes()
            expected = sidecar.read_text(encoding="utf-8").split()[0]
        except (OSError, IndexError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is empty or not text"
            name = getattr(error, "filename", None) or sidecar
            raise GazetteerError(
                f"The gazetteer file {name} cannot be read ({reason}). {REMEDY}"
            ) from error
        if hashlib.sha256(data).hexdigest() != expected:
            raise GazetteerError(
                f"The gazetteer {path} is damaged: its checksum is not that of {sidecar.name}. "
                f"{REMEDY}"
            )
        try:
            text = gzip.decompress(data).decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise GazetteerError(f"The gazetteer {path} is damaged: {error}. {REMEDY}") from error
        if not text.startswith(FORMAT + "\n"):
            raise GazetteerError(f"The gazetteer {path} is not of the format {FORMAT}. {REMEDY}")
        return text

    def hits(self, folded: str) -> Hits | None:
        """The places that bear a folded name, or None."""
        found = self.names.get(folded)
        if found is None:
            return None
        exact, usual, rare = (
            tuple(map(int, part.split(","))) if part else ()
            for part in found.rstrip("~!").split(";")
        )
        return Hits(exact, usual, rare, found.endswith("!"))

    def record(self, number: int) -> Record:
        """The row of a number. Raises GazetteerError when it cannot be read."""
        known = self._records.get(number)
        if known is not None:
            return known
        cells = self.rows[number].split("\t")
        try:
            record = self._parse(number, cells)
        except (ValueError, KeyError, IndexError) as error:
            raise GazetteerError(
                f"Row {number + 1} of the gazetteer {self.path} is damaged: {error}. {REMEDY}"
            ) from error
        self._records[number] = record
        return record

    def _parse(self, number: int, cells: list[str]) -> Record:
        if len(cells) != _CELLS:
            raise ValueError(f"{len(cells)} cells instead of {_CELLS}")
        (
            key,
            name,
            country,
            kind,
            lat,
            lon,
            population,
            weight,
            region,
            within,
            german,
            chinese,
            more,
        ) = cells
        areas = tuple(map(int, within.split())) if within else ()
        place = Place(
            key=key,
            name=name,
            country=country,
            region=self.rows[int(region)].split("\t", 2)[1] if region else None,
            kind=KINDS[kind],
            point=Point(lon=float(lon), lat=float(lat)),
            geoname_id=int(key[3:]) if key.startswith("gn:") else None,
            population=int(population) if population else 0,
            within=tuple(
                dict.fromkeys(
                    n for n in (self.rows[a].split("\t", 2)[1] for a in areas) if n != name
                )
            ),
            name_de=german or None,
            name_zh=chinese or None,
        )
        written = (name, german, chinese, *more.split("|"))
        return Record(
            number=number,
            place=place,
            weight=int(weight),
            seat=kind == "s",
            areas=(int(region), *areas) if region else areas,
            names=tuple(n for n in written if n),
        )
