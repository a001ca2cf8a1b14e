"""An offline page for the tests that read it and those that open it."""

from __future__ import annotations

from geo.arcs import Arcs, flow_arcs
from geo.deck import mission_deck
from geo.template import Words
from geo.view import fit
from geo.webpage import SIZE, offline_page
from tests.geo import travel

EVIL = '</script><script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#18c060"/></svg>'
)
WORDS = Words(f"Headline {EVIL}", EVIL, f"Source: {EVIL}", EVIL, f"Map {EVIL}")


def evil_arcs() -> Arcs:
    """Flows to a place whose name tries to end a script."""
    flows, places = travel.flows(), travel.places()
    flows["titles"] = [(EVIL,)] * len(flows)
    places["name"] = places["name"].replace("Kunming", EVIL)
    return flow_arcs(flows, places)


def page() -> str:
    """A page whose every text tries to break out of it."""
    arcs = evil_arcs()
    view = fit(arcs.extent, SIZE)
    light, dark = (mission_deck(arcs, view=view, size=SIZE, theme=t) for t in ("light", "dark"))
    table = travel.flows()[["from_name", "to_name", "missions", "titles"]]
    table = table.assign(note=EVIL, km=1234.5)
    return offline_page(arcs, light, WORDS, table, svg=SVG, dark=dark, sources=[EVIL, "Report 2"])
