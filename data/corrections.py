"""What people have said that names of places mean: kept as records, used by the geocoder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from data.model import CountryCode, Record, Text
from geo.names import fold
from geo.places import Place, PlaceKind, Point
from geo.resolver import CorrectionKey, Corrections, correction_key


class CorrectedPlace(Record):
    """A place in full, so that a correction holds whatever the gazetteer says later."""

    key: Text
    """The gazetteer's identifier, or one of our own for a place that it does not know."""
    name: Text
    """The usual English name."""
    country: CountryCode
    region: Text | None = None
    """English name of the region, Land or province; None where the country has none."""
    kind: PlaceKind = PlaceKind.CITY
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    """Degrees east of Greenwich, WGS84."""
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    """Degrees north of the equator, WGS84."""
    geoname_id: int | None = None
    """GeoNames identifier; None for a place that GeoNames does not have."""
    population: Annotated[int, Field(ge=0)] = 0
    """Inhabitants; 0 means unknown."""
    within: tuple[Text, ...] = ()
    """English names of further areas that hold it."""
    name_de: Text | None = None
    name_zh: Text | None = None

    @classmethod
    def of(cls, place: Place) -> Self:
        """A place as a correction keeps it."""
        return cls(
            key=place.key,
            name=place.name,
            country=place.country,
            region=place.region,
            kind=place.kind,
            lon=place.point.lon,
            lat=place.point.lat,
            geoname_id=place.geoname_id,
            population=place.population,
            within=place.within,
            name_de=place.name_de,
            name_zh=place.name_zh,
        )

    def to_place(self) -> Place:
        """The place as the geocoder gives it."""
        return Place(
            key=self.key,
            name=self.name,
            country=self.country,
            region=self.region,
            kind=self.kind,
            point=Point(self.lon, self.lat),
            geoname_id=self.geoname_id,
            population=self.population,
            within=self.within,
            name_de=self.name_de,
            name_zh=self.name_zh,
        )


class Correction(Record):
    """What one name means. Holds for every record that uses the name, now and later."""

    name: Text
    """As somebody wrote it."""
    country: CountryCode | Literal[""] = ""
    """ISO 3166-1 alpha-2 code; empty for a correction that holds whatever the country."""
    place: CorrectedPlace | None
    """Where it is; None: the name is no place at all."""

    @model_validator(mode="after")
    def _is_a_name(self) -> Self:
        if not fold(self.name):
            raise ValueError(f"{self.name!r} has no letter or digit, so it is no name")
        return self

    @classmethod
    def of(cls, name: str, country: str, place: Place | None) -> Self:
        """The correction that says what a name means; no place: that it is none."""
        kept = None if place is None else CorrectedPlace.of(place)
        return cls.model_validate({"name": name, "country": country.upper(), "place": kept})

    @cached_property
    def key(self) -> CorrectionKey:
        """What the geocoder finds it under: the same for every spelling that it treats alike."""
        return correction_key(self.name, self.country)

    @cached_property
    def id(self) -> str:
        """The same for every correction of the same name in the same country."""
        return correction_id(self.name, self.country)


def correction_id(name: str, country: str = "") -> str:
    """The id that a correction of this name has or would have."""
    key = correction_key(name, country)
    digest = hashlib.blake2s(key.name.encode(), digest_size=10).hexdigest()
    return f"{key.country.casefold() or 'any'}-{digest}"


def corrections_of(kept: Iterable[Correction]) -> Corrections:
    """The corrections as the geocoder takes them."""
    return {each.key: each.place.to_place() if each.place else None for each in kept}
