"""The recipe of an export: all that is needed to make the same file again, as a small JSON text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from data.export.formats import FORMATS, ExportError
from data.export.subject import Subject
from data.filters import Facet, Filter, parse_query
from geo.brand import Brand
from geo.places import Place
from geo.template import (
    TEMPLATES,
    Extent,
    PaletteName,
    ProjectionName,
    Template,
    TemplateError,
    custom_template,
    template,
)

LARGEST_RECIPE = 4_000_000
"""Characters that a recipe may have; a logo takes most of them."""
LARGEST_LOGO = 2_000_000
"""Bytes of a logo's file."""


class RecipeError(ExportError):
    """A recipe that cannot be read, or asks for what does not exist."""


def _read_filter(value: object) -> Filter:
    if isinstance(value, Filter):
        return value
    if not isinstance(value, Mapping):
        raise ValueError('the filter is an object such as {"years": ["2016", "2019"]}')
    unknown = sorted({str(key) for key in value} - {facet.value for facet in Facet})
    if unknown:
        facets = ", ".join(facet.value for facet in Facet)
        raise ValueError(f"{unknown[0]!r} is not one of {facets}")
    query: dict[str, list[str]] = {}
    for key, given in value.items():
        items = given if isinstance(given, list | tuple) else [given]
        if not all(isinstance(item, str | int) for item in items):
            raise ValueError(f"{key!r} holds something else than text")
        query[str(key)] = [str(item) for item in items]
    chosen, ignored = parse_query(query)
    if ignored:
        raise ValueError(f"{ignored[0].value!r} is no value for {ignored[0].facet.value!r}")
    return chosen


RecipeFilter = Annotated[
    Filter,
    BeforeValidator(_read_filter),
    PlainSerializer(lambda chosen: chosen.to_query(), return_type=dict[str, list[str]]),
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Size(_Closed):
    """A size of one's own."""

    width: float = Field(gt=0, allow_inf_nan=False)
    height: float = Field(gt=0, allow_inf_nan=False)
    unit: Literal["in", "mm", "px"] = "px"
    dpi: int = 300


class RecipeWords(_Closed):
    """Words of a person's own; None takes what is proposed from the records."""

    headline: Line | None = None
    subtitle: Line | None = None
    """"" for none."""
    alt: Line | None = None


class RecipeLook(_Closed):
    """How the picture looks; the values are those of `geo.template.Look`."""

    projection: ProjectionName = "equal-area"
    extent: Extent = "eurasia"
    borders: bool = False
    palette: PaletteName = "house"
    labels: Literal["en", "de", "zh"] | None = None
    """Language of the place names; None for that of the words."""
    brand: str | None = Field(default=None, max_length=20_000)
    """The brand's TOML text, which the palette "brand" needs; it may not name a logo."""
    logo: str | None = None
    """A PNG or SVG file in base 64; None for no logo, or the brand's."""

    @model_validator(mode="after")
    def _brand_palette_has_a_brand(self) -> Self:
        if self.palette == "brand" and not self.brand:
            raise ValueError('the palette "brand" needs the brand\'s colours')
        return self

    @field_validator("logo")
    @classmethod
    def _logo_can_be_read(cls, text: str | None) -> str | None:
        if text is not None:
            try:
                size = len(base64.b64decode(text, validate=True))
            except binascii.Error as error:
                raise ValueError("the logo is not written in base 64") from error
            if size > LARGEST_LOGO:
                raise ValueError(f"the logo is larger than {LARGEST_LOGO // 1_000_000} MB")
        return text

    @property
    def logo_bytes(self) -> bytes | None:
        """The logo's file; None without one."""
        return base64.b64decode(self.logo) if self.logo else None


class Recipe(_Closed):
    """Everything that decides the bytes of an export, beside the records and the program."""

    version: Literal[1] = 1
    filter: RecipeFilter = Filter()
    map: Literal["flows", "itineraries"] = "flows"
    """Arcs from origins to cities, or legs in order of travel."""
    format: str = "svg"
    template: str = "slide"
    """A key of `geo.template.TEMPLATES`; without effect where `size` is given."""
    size: Size | None = None
    dpi: int | None = None
    """Of a PNG; None for the template's own."""
    language: Literal["en", "de"] = "en"
    words: RecipeWords = RecipeWords()
    look: RecipeLook = RecipeLook()
    records: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Hash of the records that were used when the recipe was written; "" when not yet used."""

    @field_validator("format")
    @classmethod
    def _format_exists(cls, key: str) -> str:
        if key not in FORMATS:
            raise ValueError(f"{key!r} is not one of {', '.join(FORMATS)}")
        return key

    @field_validator("template")
    @classmethod
    def _template_exists(cls, key: str) -> str:
        if key not in TEMPLATES:
            raise ValueError(f"{key!r} is not one of {', '.join(TEMPLATES)}")
        return key

    def sized(self) -> Template:
        """The template with its size. Raises RecipeError for a size that no figure can have."""
        try:
            if self.size is None:
                return template(self.template)
            asked = self.size
            width, height = (
                int(side) if side.is_integer() else side for side in (asked.width, asked.height)
            )
            return custom_template(width, height, asked.unit, asked.dpi)
        except TemplateError as error:
            raise RecipeError(str(error)) from error

    def to_json(self) -> str:
        """The recipe as JSON, without what is left at its default; ends in a line break."""
        kept = self.model_dump(mode="json", exclude_defaults=True)
        always = {"version": self.version, "filter": self.filter.to_query(), "format": self.format}
        whole = {**always, **kept}
        return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The recipe that a JSON text holds. Raises RecipeError, naming what is wrong and where."""
        if len(text) > LARGEST_RECIPE:
            raise RecipeError("This is too long for a recipe.")
        try:
            values: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(f"This is not a recipe: it is not JSON ({error}).") from error
        if not isinstance(values, dict):
            raise RecipeError("This is not a recipe: it holds no JSON object.")
        if values.get("version", 1) != 1:
            raise RecipeError(
                f"This recipe has version {values['version']!r}; only version 1 can be read here."
            )
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            faults = [_told(fault) for fault in error.errors()[:3]]
            raise RecipeError(f"This recipe cannot be used: {'; '.join(faults)}.") from error


def brand_text(brand: Brand) -> str:
    """A brand as the TOML text that a recipe holds, without its logo."""
    palette = asdict(replace(brand.palette, parties={}))
    del palette["parties"]
    tables = {"parties": brand.palette.parties, "colours": palette}
    lines = [f"name = {json.dumps(brand.name, ensure_ascii=False)}"]
    for table, colours in tables.items():
        lines += ["", f"[{table}]", *(f'{key} = "{value}"' for key, value in colours.items())]
    return "\n".join(lines) + "\n"


def records_hash(subject: Subject) -> str:
    """SHA-256, in hexadecimal, of everything in the records that an export of the subject shows.

    Missions, their sources, the names of their sectors, and where their places were found.
    """
    sectors = {key for entry in subject.itineraries for key in entry.mission.sectors}
    sectors |= set(subject.chosen.sectors)
    content = {
        "missions": [entry.mission.model_dump(mode="json") for entry in subject.itineraries],
        "sources": {
            key: source.model_dump(mode="json") if source else None
            for key, source in subject.sources
        },
        "sectors": {
            key: [subject.vocabulary.label(key, language) for language in ("en", "de")]
            for key in sectors
        },
        "places": [
            [_place_cells(visit.place) for visit in (*entry.origins, *entry.stops)]
            for entry in subject.itineraries
        ],
    }
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _place_cells(place: Place | None) -> list[object] | None:
    if place is None:
        return None
    names = [place.key, place.name, place.name_de, place.name_zh, place.region]
    return [*names, place.point.lon, place.point.lat, place.population]


def _told(fault: Any) -> str:
    where = ".".join(map(str, fault["loc"])) or "the whole"
    told = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        told = "is unknown here"
    return f"{where}: {told[:1].lower()}{told[1:300]}"
