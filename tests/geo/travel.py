"""Small frames of travel for the tests of the map."""

from __future__ import annotations

import itertools

import pandas as pd

from geo.places import Point
from geo.routes import distance_km

WHERE = {
    "liverpool": ("Liverpool", "North West", "GB", -2.9779, 53.4106),
    "leipzig": ("Leipzig", "Saxony", "DE", 12.3713, 51.3396),
    "kunming": ("Kunming", "Yunnan", "", 102.7183, 25.0389),
    "shanghai": ("Shanghai", "Shanghai", "", 121.4581, 31.2222),
    "nanjing": ("Nanjing", "Jiangsu", "", 118.7778, 32.0617),
}


def ends(start: str, end: str) -> dict[str, object]:
    a, b = WHERE[start], WHERE[end]
    return {
        "from_key": start,
        "to_key": end,
        "from_name": a[0],
        "to_name": b[0],
        "from_lon": a[3],
        "from_lat": a[4],
        "to_lon": b[3],
        "to_lat": b[4],
        "party": a[2] or b[2],
        "direction": "outbound",
        "years": "2016",
        "km": distance_km(Point(a[3], a[4]), Point(b[3], b[4])),
    }


def flows(**missions: int) -> pd.DataFrame:
    """FLOWS from keys such as liverpool__kunming=3; all of the standard ones when none is given."""
    wanted = missions or {"liverpool__kunming": 3, "liverpool__shanghai": 1, "leipzig__nanjing": 2}
    rows = []
    for key, count in wanted.items():
        start, end = key.split("__")
        titles = tuple(f"Mission {i + 1} to {WHERE[end][0]}" for i in range(count))
        flow = {"flow_id": f"{start}>{end}", **ends(start, end), "missions": count}
        rows.append({**flow, "titles": titles})
    return pd.DataFrame(rows)


def legs(*journeys: str) -> pd.DataFrame:
    """LEGS of one mission for each journey, such as "leipzig nanjing leipzig"."""
    rows = []
    for number, journey in enumerate(journeys):
        stops = journey.split()
        for seq, (start, end) in enumerate(itertools.pairwise(stops)):
            name = f"m{number}"
            row = {"leg_id": f"{name}:{seq}", "mission_id": name, "title": f"Mission {number}"}
            rows.append({**row, **ends(start, end), "seq": seq})
    return pd.DataFrame(rows)


def places(*keys: str) -> pd.DataFrame:
    """PLACES; all of them when no key is given."""
    rows = []
    for key in keys or WHERE:
        name, region, party, lon, lat = WHERE[key]
        row = {"key": key, "name": name, "region": region, "lon": lon, "lat": lat, "party": party}
        row |= {"role": "origin" if party else "stop", "missions": 2, "population": 0}
        rows.append({**row, "agreements": int(key == "kunming")})
    return pd.DataFrame(rows)
