"""The command ``python -m data export``: a recipe or flags in, one file out."""

from __future__ import annotations

import argparse
import base64
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from data.atlas import Atlas
from data.export.formats import FORMATS, ExportError, find_format, format_of_file
from data.export.recipe import LARGEST_LOGO, LARGEST_RECIPE, Recipe, RecipeError, brand_text
from data.export.run import Exported, export
from data.filters import Filter
from data.flags import add_filter_flags, read_filter_flags
from geo.brand import Brand, BrandError, read_brand
from geo.template import TEMPLATES

_SIDE = r"(\d{1,5}(?:\.\d{1,3})?)"
_SIZE = re.compile(rf"{_SIDE}\s*[x×]\s*{_SIDE}\s*(in|mm|px)?", re.IGNORECASE)
_BESIDE_RECIPE = frozenset({"command", "run", "recipe", "out", "format", "save_recipe"})
"""Flags that go with a recipe; all others would contradict it."""


def add_export_command(subparsers: Any) -> argparse.ArgumentParser:
    """Adds ``export`` to the subparsers of ``python -m data``, and returns its parser."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export",
        help="write a picture, slide or data file of the missions that the filters select",
        description="Writes one file. The same recipe and records make the same bytes.",
    )
    parser.add_argument(
        "--recipe",
        metavar="FILE",
        help="a recipe, in place of all other flags but --format and --out",
    )
    add_filter_flags(parser)
    parser.add_argument("--format", choices=list(FORMATS), help="default: by the ending of --out")
    parser.add_argument("--template", choices=list(TEMPLATES), help="default: slide")
    parser.add_argument("--size", metavar="WxHUNIT", help="your own: 120x90mm, 800x600px")
    parser.add_argument("--dpi", type=int, help="dots per inch, 36 to 600")
    parser.add_argument("--itineraries", action="store_true", help="legs in order of travel")
    parser.add_argument("--language", choices=("en", "de"), help="default: en")
    parser.add_argument("--headline", help="default: proposed from what is selected")
    parser.add_argument("--subtitle", help='"" for none')
    parser.add_argument("--alt", metavar="TEXT", help="alt text; default: written from the records")
    parser.add_argument(
        "--projection", help="equal-area, equal-earth, natural-earth, mercator, globe"
    )
    parser.add_argument("--extent", help="eurasia, selection or china")
    parser.add_argument("--borders", action="store_true", help="draw lines between countries")
    parser.add_argument("--palette", help="house, grey or brand")
    parser.add_argument("--labels", help="language of place names: en, de or zh")
    parser.add_argument("--brand", metavar="FILE", help="TOML file of the brand's colours")
    parser.add_argument("--logo", metavar="FILE", help="PNG or SVG file")
    parser.add_argument(
        "--out",
        metavar="FILE",
        help="where to write; a folder takes the file's own name, - is standard output",
    )
    parser.add_argument("--save-recipe", metavar="FILE", help="write the recipe too")
    return parser


def run_export(atlas: Atlas, options: argparse.Namespace) -> int:
    """Writes the file and says where; returns 0.

    Raises AtlasError, before anything is written, for whatever cannot be made.
    """
    recipe = _from_file(options) if options.recipe else _from_flags(atlas, options)
    made = export(recipe, atlas)
    for line in made.notices:
        sys.stderr.write(f"atlas: {line}\n")
    if options.save_recipe:
        _write(Path(options.save_recipe), made.recipe.to_json().encode())
    if options.out == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.flush()
        return 0
    path = _target(options.out, made)
    _write(path, made.data)
    sys.stdout.write(f"{path}\n")
    return 0


def _from_file(options: argparse.Namespace) -> Recipe:
    set_flags = {name for name, value in vars(options).items() if value}
    given = sorted(set_flags - _BESIDE_RECIPE)
    if given:
        raise ExportError(
            f"--{given[0].replace('_', '-')} cannot stand beside --recipe, which says it already. "
            "Change the recipe, or leave out --recipe."
        )
    recipe = Recipe.from_json(_read(options.recipe, LARGEST_RECIPE))
    key = options.format
    if key is None and options.out and _names_a_format(options.out):
        ending = Path(options.out).suffix.lower()
        # A .zip or .csv may be the recipe's own format; only another ending asks for another one.
        if find_format(recipe.format).ending != ending:
            key = format_of_file(options.out).key
    return recipe.model_copy(update={"format": key}) if key else recipe


def _from_flags(atlas: Atlas, options: argparse.Namespace) -> Recipe:
    chosen: Filter = read_filter_flags(options, atlas)
    key = options.format
    if key is None:
        if not options.out or options.out == "-":
            raise ExportError("Say what to make: --out with an ending such as .svg, or --format.")
        key = format_of_file(options.out).key
    look: dict[str, object] = {
        name: value
        for name in ("projection", "extent", "palette", "labels")
        if (value := getattr(options, name)) is not None
    }
    if options.borders:
        look["borders"] = True
    if options.brand:
        brand = _brand(Path(options.brand))
        look["brand"] = brand_text(brand)
        look.setdefault("palette", "brand")
        if brand.logo:
            look["logo"] = base64.b64encode(brand.logo).decode()
    if options.logo:
        look["logo"] = base64.b64encode(_read(options.logo, LARGEST_LOGO)).decode()
    values = {
        "filter": chosen,
        "map": "itineraries" if options.itineraries else "flows",
        "format": key,
        "template": options.template or "slide",
        "size": _size(options) if options.size else None,
        "dpi": options.dpi,
        "language": options.language or "en",
        "words": {name: getattr(options, name) for name in ("headline", "subtitle", "alt")},
        "look": look,
    }
    try:
        return Recipe.model_validate(values)
    except ValidationError as error:
        _refuse(error)


def _refuse(error: ValidationError) -> NoReturn:
    fault = error.errors()[0]
    flag = str(fault["loc"][-1]) if fault["loc"] else "flags"
    told = str(fault["msg"]).removeprefix("Value error, ")
    raise RecipeError(f"--{flag}: {told[:1].lower()}{told[1:300]}.") from error


def _size(options: argparse.Namespace) -> dict[str, object]:
    found = _SIZE.fullmatch(options.size.strip())
    if found is None:
        raise ExportError(
            f"--size {options.size[:40]!r} is no size. Write 120x90mm, 8x6in or 800x600px."
        )
    size = {"width": float(found[1]), "height": float(found[2]), "unit": (found[3] or "px").lower()}
    return size if options.dpi is None else {**size, "dpi": options.dpi}


def _names_a_format(name: str) -> bool:
    return any(made.ending == Path(name).suffix.lower() for made in FORMATS.values())


def _target(out: str | None, made: Exported) -> Path:
    if not out:
        return Path(made.file_name)
    path = Path(out)
    return path / made.file_name if path.is_dir() else path


def _read(name: str, most: int) -> bytes:
    try:
        with Path(name).open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ExportError(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > most:
        raise ExportError(f"{name} is larger than {most // 1_000_000} MB.")
    return data


def _brand(path: Path) -> Brand:
    try:
        return read_brand(path)
    except BrandError as error:
        raise ExportError(str(error)) from error


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}.") from error
