"""Text from records stays text on every page, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.access import AT_THIS_MACHINE, Author
from data.drafts import Draft
from data.model import (
    Agreement,
    Evidence,
    Leader,
    Mission,
    Partnership,
    PlaceName,
    ReportedFigure,
    Source,
    Standing,
)
from data.store import Delete, Kind, Save, open_store
from data.store.database import file_url
from tests.browser.server import Server, running
from tests.browser.visitor import Visit, settle, visiting
from tests.builders import draft, mission, origin, span, stop

OUTSIDE = "outside.example.net"
PAGES = (
    "?table=true",
    "?show=Itineraries&table=true",
    "Missions?mission=hostile",
    "Cities?place=Kunming",
    "Export",
    "Add?edit=hostile",
    "Add?add=form&draft=hostile-draft",
    "Add?add=drafts",
    "Add?add=bin",
    "About",
)

WHAT_HAS_COME_OF_IT = """
(outside) => {
  const found = [];
  const roots = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element instanceof HTMLIFrameElement && element.contentDocument)
        roots.push(element.contentDocument);
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.data).join("");
      for (const {name, value} of element.attributes)
        if (name.startsWith("on") && value.includes("atlas_fell"))
          found.push(`${element.tagName} ${name}`);
      for (const name of ["href", "src", "srcset", "xlink:href", "action"]) {
        const value = element.getAttribute(name) ?? "";
        if (/^\\s*javascript:/i.test(value) || value.includes(outside))
          found.push(`${element.tagName} ${name}=${value}`);
      }
      if (element.tagName === "SCRIPT" && own.includes("atlas_fell")) found.push("script");
      if (/^(B|STRONG|EM|I|DEL|CODE|MARK|H1|LI|BLOCKQUOTE)$/.test(element.tagName)
          && /^\\s*fell/.test(own)) found.push(`${element.tagName}: ${own}`);
      if (element.matches(".katex, .math")) found.push("formula");
      if (element.matches('[data-testid="stIconMaterial"]') && own === "skull")
        found.push("icon");
      if (/\\u{1F480}/u.test(own)) found.push("emoji");
      if (/fell [\u2190-\u21ff\u2014\u2248\u2264\u2265] fell/u.test(own)) found.push("sign");
      if (element.tagName === "SPAN" && element.style.color && /^fell/.test(own))
        found.push(`colour: ${own}`);
    }
  }
  if (window.atlas_fell) found.push("a script ran");
  return found;
}
"""
"""Takes an outside host; gives what a page made of hostile text, in its frames and shadows too."""


def hostile(name: str) -> str:
    """Text that is many things to one who would take it for more than text."""
    return (
        f"{name} <script>window.atlas_fell=1</script><img src=x onerror=window.atlas_fell=1>"
        f"<b>fell</b> **fell** _fell_ ~~fell~~ `fell` :red[fell] $fell^2$ :material/skull: :skull: "
        f"[fell](javascript:window.atlas_fell=1) ![fell](https://{OUTSIDE}/p.png) "
        f"fell -> fell <= fell -- fell ~= fell :streamlit: "
        f"https://{OUTSIDE}/a www.{OUTSIDE} <https://{OUTSIDE}/b> fell@{OUTSIDE}"
    )


def sources() -> list[Source]:
    return [
        Source(
            id="hostile-report",
            title=hostile("Report"),
            publisher=hostile("Publisher"),
            url="javascript:window.atlas_fell=1",
        )
    ]


def waiting() -> Draft:
    """A draft with hostile text that was read, and as what it was read from."""
    return draft(
        id="hostile-draft",
        label=hostile("Label"),
        values={
            "title": hostile("Drafted"),
            "when": hostile("When"),
            "lead": hostile("Lead"),
            "stops": [{"name": hostile("Stop"), "country": "CN"}],
        },
        notes=(hostile("Doubt"),),
    )


def records() -> list[Mission | Partnership]:
    """A mission and a partnership with hostile text in every field that takes any."""
    when = span("2019-06-25", "2019-06-30").model_copy(
        update={"standing": Standing.INFERRED, "reason": hostile("Reason")}
    )
    unknown = stop(hostile("Stop"), written=hostile("Written"), note=hostile("Note"))
    stops = (stop(written=hostile("Printed"), note=hostile("Stay")), unknown)
    evidence = [
        Evidence(
            field=field,
            source="hostile-report",
            where=hostile("Where"),
            standing=Standing.INFERRED,
            note=hostile("Why"),
        )
        for field in ("when", "lead", "leaders.0", "agreements", "stops.0", "stops.1", "figures.0")
    ]
    travelled = mission(
        id="hostile",
        title=hostile("Title"),
        when=when,
        lead=hostile("Lead"),
        leaders=(Leader(name=hostile("Leader"), role=hostile("Role")),),
        origins=(origin(), origin(hostile("Origin"))),
        stops=stops,
        agreements=(
            Agreement(
                title=hostile("Agreement"),
                kind=hostile("Kind"),
                parties=(hostile("Party"),),
                place="Kunming",
            ),
            Agreement(title=hostile("Second"), kind=hostile("Kind"), place=unknown.name),
        ),
        figures=(
            ReportedFigure(
                name=hostile("Figure"), value=3.0, unit="km", qualifier=hostile("Qualifier")
            ),
        ),
        sources=("hostile-report",),
        evidence=tuple(evidence),
    )
    tie = Partnership(
        id="hostile-tie",
        kind=hostile("Tie"),
        home=origin(),
        partner=PlaceName(name="Kunming", country="CN"),
        sources=("hostile-report",),
    )
    return [travelled, tie]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The atlas over a database that holds hostile records beside its own."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    store = open_store(file_url(folder / "atlas.db"), policy=AT_THIS_MACHINE)
    binned = mission(id="binned", title=hostile("Binned"))
    kept = [*sources(), *records(), waiting(), binned]
    store.write([Save(record, None) for record in kept], Author(), hostile("Save"))
    store.write([Delete(Kind.MISSION, binned.id, 1)], Author(), hostile("Delete"))
    store.close()
    with running(folder) as atlas:
        yield atlas
        assert atlas.outside_attempts() == []


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Visit]:
    with visiting(browser, server.url) as visit:
        yield visit
        visit.assert_stayed()
        assert visit.faults == []


def assert_text_stayed_text(page: Page) -> None:
    assert page.evaluate(WHAT_HAS_COME_OF_IT, OUTSIDE) == []


def test_the_check_sees_what_it_should(reader: Visit) -> None:
    page = reader.tab()
    page.set_content(
        '<a href="javascript:1">x</a><img src="x" onerror="window.atlas_fell=1"><b>fell</b>'
        f'<span class="katex"></span><a href="mailto:fell@{OUTSIDE}">x</a>'
    )
    page.wait_for_function("window.atlas_fell")
    assert len(page.evaluate(WHAT_HAS_COME_OF_IT, OUTSIDE)) == 6


@pytest.mark.parametrize("path", PAGES)
def test_text_stays_text(reader: Visit, path: str) -> None:
    page = reader.tab()
    page.on("dialog", lambda dialog: pytest.fail(f"{path} opened a dialog: {dialog.message}"))
    page.goto(reader.base + path)
    settle(page)
    assert_text_stayed_text(page)
    # What is only drawn on demand: the options of a filter, and notes beside words.
    for choice in page.get_by_test_id("stMultiSelect").all():
        choice.get_by_role("combobox").click()
        assert_text_stayed_text(page)
        page.keyboard.press("Escape")
    for note in page.get_by_test_id("stTooltipHoverTarget").all()[:12]:
        note.hover(force=True)
        page.wait_for_timeout(150)
        assert_text_stayed_text(page)


def test_the_hostile_text_is_there_to_be_read(reader: Visit) -> None:
    page = reader.open("Missions?mission=hostile")
    body = page.get_by_test_id("stMain")
    for name in ("Title", "Leader", "Role", "Agreement", "Report", "Why"):
        read = body.get_by_text(re.compile(rf"{name} <script>")).locator("visible=true")
        expect(read.first).to_be_visible()
