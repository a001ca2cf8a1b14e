"""The order of the house: geo <- data <- pages/widgets <- pages, dashboard.py; never back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import geopy.geocoders
import pytest

ROOT = Path(__file__).parents[1]

LAYERS = (("geo",), ("data",), ("pages.widgets",), ("pages", "dashboard"))
"""Packages from the ground up; each may import its own layer and those before it."""

NETWORK = ("aiohttp", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3")

ONLY_IN: dict[str, tuple[str, ...]] = {
    "streamlit": ("pages/", "dashboard.py"),
    "pydeck": ("geo/deck.py",),
    "altair": ("geo/figure_chart.py",),
    "vl_convert": ("geo/figure.py",),
    "pptx": ("geo/slides.py",),
    "xlsxwriter": ("data/export/tables.py", "data/spreadsheet/template.py"),
    "trafilatura": ("data/report/document.py",),
    "docx": ("data/report/document.py",),
    "openpyxl": ("data/spreadsheet/excel.py",),
    "lxml": ("data/spreadsheet/excel.py", "data/spreadsheet/sheet_xml.py"),
    "sqlalchemy": ("data/store/",),
    "alembic": ("data/store/",),
    "geopy.geocoders": ("geo/online.py",),
    **dict.fromkeys(NETWORK, ("geo/online.py",)),
}
"""What may be imported in few places only: dotted name -> folders (ending in /) and files."""

OPEN_TO_ALL = ("geopy.geocoders.base",)
"""Parts of the above that anyone may import."""

ONLINE_SERVICES = frozenset(geopy.geocoders.__all__)
"""geopy offers its online services at its top level too."""


def within(name: str, package: str) -> bool:
    """Whether a dotted name is a package or something inside it."""
    return name == package or name.startswith(package + ".")


def layer_of(name: str) -> int | None:
    """The layer of a dotted name, counted from 0, by the most exact match; None if not ours."""
    fits = [
        (len(package), rank)
        for rank, packages in enumerate(LAYERS)
        for package in packages
        if within(name, package)
    ]
    return max(fits)[1] if fits else None


def module_of(path: Path) -> str:
    """The dotted name of a file, by its path below the project's root."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a file imports; ``from a import b`` gives "a.b"."""
    package = list(path.parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            # Each dot after the first climbs one package.
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("import_module", "__import__")
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def faults_of(path: Path, target: str) -> Iterator[str]:
    """What is wrong with a file (below the root) importing a dotted name."""
    own, other = layer_of(module_of(path)), layer_of(target)
    if own is not None and other is not None and other > own:
        yield f"imports {target}, which stands above it"
    if within(target, "tests"):
        yield f"imports {target}: only tests do"
    head, _, last = target.rpartition(".")
    if target == "geopy" or (head == "geopy" and last in ONLINE_SERVICES):
        target = f"geopy.geocoders.{last}"
    if any(within(target, part) for part in OPEN_TO_ALL):
        return
    for library, places in ONLY_IN.items():
        if within(target, library) and not any(
            path.as_posix() == place or (place.endswith("/") and path.as_posix().startswith(place))
            for place in places
        ):
            yield f"imports {target}: only {' and '.join(places)} may"


def violations(root: Path) -> list[str]:
    """Every import below a root that runs against the rules, as "file:line: what"."""
    found = []
    for package in ("geo", "data", "pages", "dashboard.py"):
        top = root / package
        for file in [top] if top.is_file() else sorted(top.rglob("*.py")):
            path = file.relative_to(root)
            tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
            for line, target in imports_of(tree, path):
                found += [f"{path}:{line}: {fault}" for fault in faults_of(path, target)]
    return found


def authors_made(file: Path) -> list[int]:
    """The lines of a file that make an Author."""
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    return [call.lineno for call in calls if ast.unparse(call.func).split(".")[-1] == "Author"]


def test_one_page_module_alone_says_in_whose_name_records_change() -> None:
    pages = [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]
    makers = {file.relative_to(ROOT).as_posix() for file in pages if authors_made(file)}
    assert makers == {"pages/widgets/author.py"}


def test_imports_run_one_way() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("geo/arcs.py", "from data.model import Mission"),
        ("geo/arcs.py", "import data"),
        ("geo/arcs.py", "from ..data import model"),
        ("data/frames.py", "from pages.widgets import frame"),
        ("data/frames.py", "def late():\n    import pages.widgets.frame"),
        ("data/frames.py", "import importlib\nimportlib.import_module('pages.widgets.frame')"),
        ("pages/widgets/frame.py", "import dashboard"),
        ("data/frames.py", "import streamlit as st"),
        ("geo/arcs.py", "import pydeck as pdk"),
        ("pages/widgets/map.py", "from pydeck import Deck"),
        ("data/drafts.py", "from sqlalchemy import select"),
        ("geo/resolver.py", "from geopy.geocoders import Nominatim"),
        ("geo/resolver.py", "from geopy.geocoders.photon import Photon"),
        ("geo/resolver.py", "from geopy import Photon"),
        ("geo/resolver.py", "import geopy"),
        ("data/report/reader.py", "from urllib.request import urlopen"),
        ("data/model.py", "from tests.builders import mission"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, line: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line, encoding="utf-8")
    assert len(violations(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("data/frames.py", "from geo.places import Point"),
        ("pages/widgets/map.py", "import streamlit as st\nfrom data import filters, frames"),
        ("pages/1_Missions.py", "from pages.widgets import frame"),
        ("dashboard.py", "from pages.widgets.frame import begin"),
        (
            "geo/gazetteer.py",
            "from geopy import Location\nfrom geopy.geocoders.base import Geocoder",
        ),
        ("geo/online.py", "from geopy.geocoders import Nominatim, Photon"),
        ("data/store/tables.py", "import sqlalchemy as sa"),
        ("geo/deck.py", "import pydeck as pdk\nfrom . import arcs"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, path: str, line: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line, encoding="utf-8")
    assert violations(tmp_path) == []
