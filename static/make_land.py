"""Make the base map, land.geojson and borders.geojson, from the npm package world-atlas.

Run by hand when the source changes; the results are committed, so the atlas never needs this.

    python static/make_land.py path/to/world-atlas-2.0.2.tgz

Needs shapely 2 (pip install "shapely>=2,<3"); nothing else in the project does. The package's file
hash is checked against SOURCE_SHA256. README.md beside this file holds source, licence and hashes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

from shapely import affinity, geometry, ops

HERE = Path(__file__).parent
SOURCE_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"

TOLERANCE = 0.02
"""Degrees that a coast may move: under one pixel up to zoom 5, where eastern China fills a page."""
DECIMALS = 2
"""Decimals kept of a degree: 0.01 degrees is half a pixel at zoom 5."""
SMALLEST = 0.004
"""Square degrees below which an island is left out: about 45 square kilometres at the equator."""
SOUTHERNMOST = -60.0
"""Degrees: Antarctica is left out, because no mission goes there and Mercator makes it huge."""
SEA: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [
        [[-180.0, -89.0], [-180.0, 89.0], [180.0, 89.0], [180.0, -89.0], [-180.0, -89.0]]
    ],
}
"""All of the world, further north and south than Web Mercator reaches."""

Ring = list[tuple[float, float]]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a quantised TopoJSON in degrees: delta-coded integers, scaled and moved."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)])
    return arcs


def join(indices: list[int], arcs: list[Ring]) -> Ring:
    """One line from arc numbers; a negative number means the arc ~n walked backwards."""
    line: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        line.extend(arc[1:] if line else arc)
    return line


def unwrap(line: Ring) -> Ring:
    """The same line with longitudes that run on beyond 180 instead of jumping to the other side."""
    turned, shift = [line[0]], 0.0
    for (before, _), (lon, lat) in itertools.pairwise(line):
        if lon - before > 180:
            shift -= 360
        elif lon - before < -180:
            shift += 360
        turned.append((lon + shift, lat))
    return turned


def cut_at_dateline(shape: Any) -> list[Any]:
    """The parts of an unwrapped shape, each moved into -180..180."""
    parts = []
    for turn in (-1, 0, 1):
        window = geometry.box(-180 + 360 * turn, SOUTHERNMOST, 180 + 360 * turn, 90)
        part = shape.intersection(window)
        if not part.is_empty:
            parts.append(affinity.translate(part, -360 * turn))
    return parts


def rounded(line: Any) -> list[list[float]]:
    """Coordinates with few decimals, without the repeats that rounding makes."""
    points = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in line]
    return [point for point, _ in itertools.groupby(points)]


def land(topology: dict[str, Any]) -> dict[str, Any]:
    """One MultiPolygon of all land, outer rings clockwise as d3-geo wants them."""
    arcs = decode_arcs(topology)
    (shape,) = topology["objects"]["land"]["geometries"]
    parts: list[Any] = []
    for rings in shape["arcs"]:
        outer, *holes = [unwrap(join(ring, arcs)) for ring in rings]
        if max(lat for _, lat in outer) < SOUTHERNMOST or len(outer) < 4:
            continue
        parts += cut_at_dateline(geometry.Polygon(outer, holes).buffer(0))
    simple = ops.unary_union(parts).simplify(TOLERANCE)
    polygons = []
    for polygon in sorted(simple.geoms, key=lambda p: (-p.area, p.bounds)):
        if polygon.area < SMALLEST:
            continue
        turned = geometry.polygon.orient(polygon, sign=-1.0)
        rings = [
            rounded(turned.exterior.coords),
            *(rounded(hole.coords) for hole in turned.interiors),
        ]
        polygons.append([ring for ring in rings if len(ring) >= 4])
    return {"type": "MultiPolygon", "coordinates": [rings for rings in polygons if rings]}


def borders(topology: dict[str, Any]) -> dict[str, Any]:
    """One MultiLineString of the lines that two countries share; coasts are left out."""
    arcs = decode_arcs(topology)
    owners: dict[int, set[int]] = {}
    for number, shape in enumerate(topology["objects"]["countries"]["geometries"]):
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for index in itertools.chain.from_iterable(itertools.chain.from_iterable(polygons)):
            owners.setdefault(index if index >= 0 else ~index, set()).add(number)
    shared = [geometry.LineString(arcs[i]) for i, users in sorted(owners.items()) if len(users) > 1]
    merged = ops.linemerge(shared).simplify(TOLERANCE)
    lines = [rounded(line.coords) for line in sorted(merged.geoms, key=lambda line: line.bounds)]
    return {"type": "MultiLineString", "coordinates": [line for line in lines if len(line) > 1]}


def feature(shape: dict[str, Any], **properties: object) -> dict[str, Any]:
    """A geometry as a feature in GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write(path: Path, *features: dict[str, Any]) -> None:
    """Write features without white space, and print the size and hash for README.md."""
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path.name}: {path.stat().st_size:,} bytes, sha256 {digest}")


def main(package: Path) -> None:
    """Check the package and write both files beside this script."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != SOURCE_SHA256:
        sys.exit(f"{package} has sha256 {digest}, not {SOURCE_SHA256}: get world-atlas 2.0.2.")
    with tarfile.open(package) as archive:

        def read(name: str) -> dict[str, Any]:
            member = archive.extractfile(f"package/{name}")
            if member is None:
                sys.exit(f"{package} holds no {name}.")
            topology: dict[str, Any] = json.load(member)
            return topology

        ground = feature(land(read("land-50m.json")))
        write(HERE / "land.geojson", feature(SEA, sea=True), ground)
        write(HERE / "borders.geojson", feature(borders(read("countries-50m.json"))))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
