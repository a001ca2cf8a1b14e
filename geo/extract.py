"""Reading the gazetteer's file: two lists that are looked into without being taken apart first."""

from __future__ import annotations

import gzip
import hashlib
import zlib
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


class Hits(NamedTuple):
    """Row numbers of the places that bear a name, by how well the name fits: each place once."""

    exact: tuple[int, ...] = ()
    """It is their usual English, German, Chinese or local name."""
    usual: tuple[int, ...] = ()
    """It is a further name that people use: an old one, an abbreviation."""
    rare: tuple[int, ...] = ()
    """It is one of the many further names in GeoNames."""
    slip: bool = False
    """Whether it is the name of small places only, and one slip away from that of a great city."""


class Record:
    """One row of the gazetteer. What the ranking reads is at hand, the rest is taken apart when it
    is asked for: most places that bear a name are only compared."""

    __slots__ = ("_file", "_place", "_row", "country", "kind", "number", "seat", "weight")

    def __init__(self, number: int, row: str, file: Extract) -> None:
        """Raises ValueError or KeyError for a damaged row."""
        cells = row.split("\t", 8)
        self.number = number
        self.country = cells[2]
        self.kind = KINDS[cells[3]]
        self.weight = int(cells[7])
        """A hundred times the decimal logarithm of its inhabitants, 200 where unknown."""
        self.seat = cells[3] == "s"
        """Whether it is the town that the district around it is called after."""
        self._row = row
        self._file = file
        self._place: Place | None = None

    @property
    def place(self) -> Place:
        """The place itself. Raises GazetteerError when the row cannot be read."""
        if self._place is None:
            try:
                self._place = self._parsed()
            except (ValueError, IndexError) as error:
                raise self._file.damaged(self.number, error) from error
        return self._place

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude in degrees, read without the rest of the place."""
        _, _, _, _, lat, lon, _ = self._row.split("\t", 6)
        return float(lat), float(lon)

    @property
    def areas(self) -> tuple[int, ...]:
        """Row numbers of the areas that hold it: its region and everything in `Place.within`."""
        region, within, _ = self._row.split("\t", 10)[8:]
        return tuple(map(int, f"{region} {within}".split()))

    @property
    def names(self) -> tuple[str, ...]:
        """Its names as written: English, German, Chinese, then the further ones."""
        _, name, *_, german, chinese, more = self._row.split("\t")
        return tuple(n for n in (name, german, chinese, *more.split("|")) if n)

    def _parsed(self) -> Place:
        (key, name, country, _, lat, lon, population, _, region, within, german, chinese, _) = (
            self._row.split("\t")
        )
        areas = self._file.areas(within)
        return Place(
            key,
            name,
            country,
            self._file.areas(region)[0] if region else None,
            self.kind,
            Point(float(lon), float(lat)),
            int(key[3:]) if key.startswith("gn:") else None,
            int(population) if population else 0,
            tuple(area for area in areas if area != name) if name in areas else areas,
            german or None,
            chinese or None,
        )


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
        self._records: list[Record | None] = [None] * count
        self._areas: dict[str, tuple[str, ...]] = {}

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
        if found.endswith(";;"):
            return Hits(_numbers(found[:-2]))
        exact, usual, rare = found.rstrip("~!").split(";")
        return Hits(_numbers(exact), _numbers(usual), _numbers(rare), found.endswith("!"))

    def record(self, number: int) -> Record:
        """The row of a number. Raises GazetteerError when it cannot be read."""
        known = self._records[number]
        if known is not None:
            return known
        try:
            record = Record(number, self.rows[number], self)
        except (ValueError, KeyError) as error:
            raise self.damaged(number, error) from error
        self._records[number] = record
        return record

    def areas(self, numbers: str) -> tuple[str, ...]:
        """The usual English names of the areas in some rows, each once; the numbers of the rows
        stand in a text, which many places share."""
        known = self._areas.get(numbers)
        if known is None:
            names = (self.rows[int(number)].split("\t", 2)[1] for number in numbers.split())
            known = self._areas[numbers] = tuple(dict.fromkeys(names))
        return known

    def damaged(self, number: int, error: Exception) -> GazetteerError:
        """What to raise for a row that cannot be read."""
        return GazetteerError(
            f"Row {number + 1} of the gazetteer {self.path} is damaged: {error}. {REMEDY}"
        )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(","))) if text else ()
