"""Travel as lines and points to draw: the one description that the screen map and the figure share.

`flow_arcs` and `leg_arcs` turn plain frames into an `Arcs`, and `legend` says in words what its
lines, shapes and widths mean. Whatever both renderers must agree on is decided here: party, width,
line style, marker, order. Colours are in palette.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import pandas as pd

from geo import routes
from geo.contract import Contract, Rule, check
from geo.places import Point
from geo.routes import Array
from geo.wording import agreements, leg, missions, more

Kind = Literal["flows", "itineraries"]
Style = Literal["solid", "dashed"]
Shape = Literal["circle", "diamond", "dot"]

_LON = Rule("float64", low=-180.0, high=180.0)
_LAT = Rule("float64", low=-90.0, high=90.0)
_COUNT = Rule("int64", low=0)
_TEXT = Rule("str")

_ENDS = {
    "from_key": _TEXT,
    "to_key": _TEXT,
    "from_name": _TEXT,
    "to_name": _TEXT,
    "from_lon": _LON,
    "from_lat": _LAT,
    "to_lon": _LON,
    "to_lat": _LAT,
    "party": _TEXT,
    "direction": _TEXT,
    "years": _TEXT,
    "km": Rule("float64", low=0.0),
}

FLOWS = Contract(
    "FLOWS",
    "flow_id",
    {"flow_id": _TEXT, **_ENDS, "missions": Rule("int64", low=1), "titles": Rule("tuple")},
)
"""Columns of FLOWS that are drawn: one row for each origin and city visited."""
LEGS = Contract(
    "LEGS", "leg_id", {"leg_id": _TEXT, **_ENDS, "mission_id": _TEXT, "title": _TEXT, "seq": _COUNT}
)
"""Columns of LEGS that are drawn: one row for each leg of each mission."""
PLACES = Contract(
    "PLACES",
    "key",
    {
        "key": _TEXT,
        "name": _TEXT,
        "region": _TEXT,
        "lon": _LON,
        "lat": _LAT,
        "role": Rule("str", options=("origin", "stop", "both")),
        "party": _TEXT,
        "missions": _COUNT,
        "agreements": _COUNT,
        "population": _COUNT,
    },
)
"""Columns of PLACES that are drawn: one row for each place."""
LINES = Contract(
    "lines",
    "id",
    {
        "id": _TEXT,
        "label": _TEXT,
        **_ENDS,
        "style": Rule("str", options=("solid", "dashed")),
        "width": Rule("float64", low=0.0),
        "count": _COUNT,
        "directed": Rule("bool"),
        "mission_id": _TEXT,
        "seq": Rule("int64", low=-1),
        "offset": Rule("float64", low=0.0),
        "detail": _TEXT,
    },
)
"""Columns of `Arcs.lines`."""
POINTS = Contract(
    "points",
    "key",
    {
        **PLACES.columns,
        "shape": Rule("str", options=("circle", "diamond", "dot")),
        "radius": Rule("float64", low=0.0),
        "detail": _TEXT,
    },
)
"""Columns of `Arcs.points`."""

PARTIES: Mapping[str, tuple[str, Style, Shape]] = MappingProxyType(
    {"GB": ("United Kingdom", "solid", "circle"), "DE": ("Germany", "dashed", "diamond")}
)
"""Name, line style and marker of each party, so that colour is never the only difference."""
_OTHER: tuple[str, Style, Shape] = ("Other", "solid", "dot")

THINNEST, WIDEST = 1.6, 9.0
"""Pixels of a line for one mission, and of the widest line there is."""
SMALLEST, LARGEST = 4.0, 8.0
"""Pixels of the radius of a place with one mission, and of the largest."""
DASH = (7, 4)
"""Pixels of line and of gap in a dashed line."""
LANE = 4.0
"""Pixels between the middles of lines that share a great circle."""
LANES = 6
"""Lanes drawn for each direction; further lines lie on the outermost."""
APART = 0.8
"""Pixels between a flow and the great circle that it shares with the flow the other way."""
TITLES_SHOWN = 4
"""Missions named in a tooltip before it says how many more there are."""
POINTS_PER_LINE = 64
"""Points along an arc: enough for print, where a quarter of the globe may be 20 cm wide."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Lines and points to draw, checked, in drawing order. The frames must not be changed."""

    kind: Kind
    """Whether a line is a flow (origin to city, summed) or a leg of an itinerary."""
    lines: pd.DataFrame
    """One row for each line, columns as LINES, index 0..n-1. `id` is the flow_id or leg_id.

    label str "Liverpool – Kunming"; party str; style "solid" | "dashed"; width float64, pixels;
    count int64, missions; directed bool, whether the direction of travel is to be shown;
    mission_id str, "" for a flow; seq int64, place of the leg in its mission, -1 for a flow;
    offset float64, pixels that the line is moved to the right of its direction of travel because
    it shares its great circle with others, 0 for none; detail str, plain text with line breaks,
    for a tooltip.
    """
    points: pd.DataFrame
    """One row for each place, columns as POINTS, index 0..n-1, the most important last (on top).

    shape "circle" | "diamond" | "dot"; radius float64, pixels; detail str, plain text.
    """

    @cached_property
    def paths(self) -> tuple[Array, ...]:
        """Points along each line, in the order of `lines`: arrays (n, 2) of longitude and latitude.

        Longitudes run on beyond 180 degrees where a line crosses the dateline.
        """
        ends = self.lines[["from_lon", "from_lat", "to_lon", "to_lat"]].to_numpy(dtype=np.float64)
        return tuple(
            routes.unwrap(
                routes.great_circle(
                    Point(float(lon1), float(lat1)),
                    Point(float(lon2), float(lat2)),
                    POINTS_PER_LINE,
                )
            )
            for lon1, lat1, lon2, lat2 in ends
        )

    def each_line(self) -> Iterator[tuple[Any, Array]]:
        """Each row of `lines` as a named tuple, with its path."""
        return zip(rows_of(self.lines), self.paths, strict=True)

    def each_point(self) -> Iterator[Any]:
        """Each row of `points` as a named tuple."""
        return rows_of(self.points)

    @property
    def extent(self) -> list[Array]:
        """Everything that a view must show: the paths, and each place as a line of one row."""
        places = self.points[["lon", "lat"]].to_numpy(dtype=np.float64)
        return [*self.paths, *(place[None, :] for place in places)]


@dataclass(frozen=True, slots=True)
class LineEntry:
    """One party in the legend."""

    label: str
    party: str
    style: Style
    shape: Shape


@dataclass(frozen=True, slots=True)
class WidthEntry:
    """One step of line width in the legend."""

    label: str
    count: int
    width: float
    """Pixels."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What a reader must be told to read the map; empty parts are not worth drawing."""

    lines: tuple[LineEntry, ...]
    """The parties that are on the map, in alphabetical order of their names."""
    places: tuple[tuple[str, Shape], ...]
    """Markers that belong to no party, with what they stand for."""
    widths: tuple[WidthEntry, ...]
    """Steps from one mission to the most; empty where all lines stand for one mission."""
    directed: bool
    """Whether arrowheads show the direction of travel."""


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples, its columns their attributes."""
    return iter(frame.itertuples(index=False))


def flow_arcs(flows: pd.DataFrame, places: pd.DataFrame, language: str = "en") -> Arcs:
    """One arc for each flow, its width by the number of missions.

    Args:
        flows: FLOWS, columns as the contract of that name; others are ignored. May be empty.
        places: PLACES, likewise.
        language: of the details, "en" or "de".

    Wide lines come first, so that thin ones lie on top; ties in the order of their ids. Where
    traffic runs both ways between two places, each way keeps to its right.
    Raises FrameError, naming every fault at once.
    """
    check(flows, FLOWS)
    check(places, PLACES)
    lines = flows.rename(columns={"flow_id": "id", "missions": "count"})
    lines = lines.sort_values(["count", "id"], ascending=[False, True], ignore_index=True)
    lines["label"] = _joined(lines, " → ")
    lines["width"] = [line_width(count) for count in lines["count"]]
    lines["directed"] = False
    lines["mission_id"] = ""
    lines["seq"] = -1
    ways = set(zip(lines["from_key"], lines["to_key"], strict=True))
    lines["offset"] = [
        width / 2.0 + APART if (end, start) in ways else 0.0
        for start, end, width in zip(
            lines["from_key"], lines["to_key"], lines["width"], strict=True
        )
    ]
    lines["detail"] = [
        _text(
            " · ".join(filter(None, (missions(count, language), years))), *_some(titles, language)
        )
        for count, years, titles in zip(
            lines["count"], lines["years"], lines["titles"], strict=True
        )
    ]
    return _arcs("flows", lines, places, language)


def leg_arcs(legs: pd.DataFrame, places: pd.DataFrame, language: str = "en") -> Arcs:
    """One arc for each leg, with its direction of travel.

    Args:
        legs: LEGS, columns as the contract of that name; others are ignored. May be empty.
        places: PLACES, likewise.
        language: of the details, "en" or "de".

    Missions come in the order of their ids, each in travel order. Legs between the same two places
    get lanes of their own. Raises FrameError, naming every fault at once.
    """
    check(legs, LEGS)
    check(places, PLACES)
    lines = legs.rename(columns={"leg_id": "id"})
    lines = lines.sort_values(["mission_id", "seq", "id"], ignore_index=True)
    lines["label"] = _joined(lines, " → ")
    lines["width"] = THINNEST
    lines["count"] = 1
    lines["directed"] = True
    lines["offset"] = _offsets(lines)
    lines["detail"] = [
        _text(title, " · ".join(filter(None, (leg(seq, km, language), years))))
        for title, seq, km, years in zip(
            lines["title"], lines["seq"], lines["km"], lines["years"], strict=True
        )
    ]
    return _arcs("itineraries", lines, places, language)


def together(pictures: Sequence[Arcs]) -> Arcs:
    """All lines and places of several pictures, each once, as it is where it counts most.

    At least one of them must not be empty.
    """

    def united(parts: list[pd.DataFrame], key: str, count: str) -> pd.DataFrame:
        most = pd.concat(parts).sort_values([count, key], ascending=[False, True])
        return most.drop_duplicates(key).reset_index(drop=True)

    full = [arcs for arcs in pictures if len(arcs.points)]
    lines = united([arcs.lines for arcs in full], "id", "count")
    points = united([arcs.points for arcs in full], "key", "missions")
    return Arcs(full[0].kind, lines, points.iloc[::-1].reset_index(drop=True))


def line_width(count: int) -> float:
    """Pixels of a line for a number of missions: by the square root, so that one mission among
    many is still seen, and never above WIDEST, which is reached at 32 missions."""
    return min(WIDEST, THINNEST * math.sqrt(max(count, 1)))


def point_radius(count: int) -> float:
    """Pixels of a place's radius: its area above the smallest grows with the number of missions."""
    return min(LARGEST, SMALLEST + 0.8 * (math.sqrt(max(count, 1)) - 1.0))


def legend(arcs: Arcs) -> Legend:
    """What the lines, markers and widths of these arcs mean; only what is on the map."""
    codes = set(arcs.lines["party"]) | set(arcs.points["party"])
    entries = [
        LineEntry(name, code, style, shape)
        for code, (name, style, shape) in PARTIES.items()
        if code in codes
    ]
    counts = arcs.lines["count"]
    most = int(counts.max()) if len(counts) and arcs.kind == "flows" else 1
    steps = sorted({1, _round_half(most), most}) if most > 1 else []
    dots = arcs.points.loc[arcs.points["shape"] == "dot", "role"]
    places: tuple[tuple[str, Shape], ...] = (("Place visited", "dot"),) if len(dots) else ()
    return Legend(
        lines=tuple(sorted(entries, key=lambda entry: entry.label)),
        places=places,
        widths=tuple(WidthEntry(missions(step), step, line_width(step)) for step in steps),
        directed=bool(arcs.lines["directed"].any()),
    )


def _arcs(kind: Kind, lines: pd.DataFrame, places: pd.DataFrame, language: str) -> Arcs:
    lines["style"] = [PARTIES.get(party, _OTHER)[1] for party in lines["party"]]
    points = places.sort_values(
        ["missions", "key"], ascending=[True, False], ignore_index=True
    ).copy()
    points["shape"] = [PARTIES.get(party, _OTHER)[2] for party in points["party"]]
    points["radius"] = [point_radius(missions) for missions in points["missions"]]
    points["detail"] = [
        _text(region if region != name else "", _tally(visits, signed, language))
        for region, name, visits, signed in zip(
            points["region"], points["name"], points["missions"], points["agreements"], strict=True
        )
    ]
    arcs = Arcs(kind, LINES.select(lines), POINTS.select(points))
    check(arcs.lines, LINES)
    check(arcs.points, POINTS)
    return arcs


def _joined(lines: pd.DataFrame, between: str) -> list[str]:
    return [f"{a}{between}{b}" for a, b in zip(lines["from_name"], lines["to_name"], strict=True)]


def _offsets(lines: pd.DataFrame) -> list[float]:
    """Pixels that each line is moved aside: 0 where it has its great circle to itself, otherwise a
    lane of its own. Lanes count to the right of travel, so the two directions never meet."""
    pairs = [frozenset(pair) for pair in zip(lines["from_key"], lines["to_key"], strict=True)]
    shared = pd.Series(pairs, dtype=object).duplicated(keep=False)
    ranks = lines.groupby(["from_key", "to_key"]).cumcount()
    return [
        LANE * (min(int(rank), LANES - 1) + 0.5) if both else 0.0
        for rank, both in zip(ranks, shared, strict=True)
    ]


def _round_half(most: int) -> int:
    """About half of the most, rounded to 5, 10, 20, ... where that is coarser than one."""
    half = most / 2
    unit = 10 ** max(0, math.floor(math.log10(half))) if half >= 1 else 1
    return max(1, int(round(half / unit) * unit))


def _tally(visits: int, signed: int, language: str) -> str:
    told = missions(visits, language)
    return f"{told}, {agreements(signed, language)}" if signed else told


def _some(titles: tuple[str, ...], language: str) -> list[str]:
    rest = len(titles) - TITLES_SHOWN
    return [*titles[:TITLES_SHOWN], *([more(rest, language)] if rest > 0 else [])]


def _text(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
