"""The headline figures say what they rest on."""

from __future__ import annotations

from typing import Any

from data.headlines import headlines
from data.model import Agreement, Mission, Status
from tests.builders import incoming, itineraries, mission, stop


def figures(*missions: Mission) -> dict[str, tuple[Any, str]]:
    return {each.label: (each.value, each.basis) for each in headlines(itineraries(*missions))}


def test_each_figure_with_its_basis() -> None:
    signed = Agreement(title="MoU", kind="memorandum")
    told = figures(
        mission(delegates=20, stops=(stop(), stop("Nanjing"), stop()), agreements=(signed, signed)),
        mission(stops=(), status=Status.PLANNED),
        incoming(delegates=5),
    )
    assert told["Missions"] == (3, "1 incoming, 1 only announced")
    assert told["Cities in China"] == (2, "1 mission without a city")
    assert told["Delegates"] == (25, "reported for 2 of 3")
    assert told["Agreements"] == (2, "on 1 mission")
    assert told["Kilometres"][1] == "measured for 2 of 3"


def test_nobody_travels_on_a_cancelled_mission() -> None:
    told = figures(mission(delegates=20, status=Status.CANCELLED))
    assert told["Missions"] == (1, "1 cancelled")
    assert [told[label][0] for label in ("Cities in China", "Delegates", "Kilometres")] == [
        0,
        None,
        None,
    ]


def test_an_unfound_city_still_counts_as_one() -> None:
    lost = mission(stops=(stop("Lost"), stop("Lost")))
    assert figures(lost)["Cities in China"][0] == 1
    assert figures(lost)["Kilometres"][0] is None


def test_nothing_selected_has_figures_too() -> None:
    assert [value for value, _ in figures().values()] == [0, 0, None, 0, None]
    assert figures()["Missions"][1] == "none selected"
