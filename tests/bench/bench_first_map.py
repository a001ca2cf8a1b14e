"""How soon the map stands, against the quickest page that has one; and what a filter change sends.

All pages are served and loaded in the same run, in turn, by a browser that has nothing cached.
The bare page counts as shown at the first frame of its empty map. The atlas counts as shown when
the browser says that it has painted the still picture, which holds land, arcs and names; the goal
is for that. Told beside it are its interactive map, at the first frame of it and when that holds
land and arcs; and a furnished page, with widgets as the atlas has them, made of nothing but
Streamlit's own, and an empty map: what Streamlit takes for those before anything is drawn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.figures import report
from tests.browser.server import DASHBOARD, Server, running
from tests.browser.visitor import PATIENCE_MS, STILL_PICTURE, await_map, launch, settle, visiting

ROUNDS = 7
"""Cold loads of each page; the median is told."""
RATIO_GOAL = 1.5
BYTES_GOAL = 100_000
BARE_PAGE = """
import pydeck as pdk
import streamlit as st

st.pydeck_chart(pdk.Deck(map_provider=None))
"""
FURNISHED_PAGE = """
import pydeck as pdk
import streamlit as st

st.set_page_config(layout="wide")
with st.sidebar:
    st.select_slider("Years", range(2010, 2026), (2010, 2025))
    for name in "abcde":
        st.multiselect(name, [f"Choice {number}" for number in range(20)])
    st.text_input("Search")
    st.button("Clear")
st.title("Title")
with st.container(horizontal=True):
    for name in "abcde":
        st.metric(name, 1, help="Help")
with st.container(horizontal=True):
    st.segmented_control("Show", ["Arcs", "Itineraries"])
    st.toggle("Borders")
    st.button("Zoom")
st.pydeck_chart(pdk.Deck(map_provider=None))
"""
BARE_ENVIRONMENT = {
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "STREAMLIT_SERVER_ADDRESS": "localhost",
}

STOPWATCH_SCRIPT = """
(() => {
  const marks = window.atlasMarks = {};
  const mark = (name, gl) => {
    // Waiting for one mark would hold up the next.
    if (name !== window.atlasWanted || name in marks) return;
    marks[name] = 0;
    requestAnimationFrame(() => {
      // Reading a pixel waits until the graphics processor has really drawn the frame.
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      marks[name] = performance.now();
    });
  };
  const drawn = {land: false, arcs: false};
  const watch = (call, look) => {
    const own = WebGL2RenderingContext.prototype[call];
    WebGL2RenderingContext.prototype[call] = function (...values) {
      if (this.canvas.id === "deckgl-overlay") look(this, values);
      return own.apply(this, values);
    };
  };
  const note = (part) => (gl, values) => {
    // The sea is a polygon too, of a handful of corners.
    drawn[part] ||= part === "arcs" || values[1] > 1000;
    if (drawn.land && drawn.arcs) mark("map", gl);
  };
  watch("clear", (gl) => mark("frame", gl));
  // Filled polygons are drawn by index, lines and points as many instances of one shape.
  watch("drawElements", note("land"));
  watch("drawElementsInstanced", note("arcs"));
  watch("drawArraysInstanced", note("arcs"));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.element?.matches(%r)) marks.picture ??= entry.renderTime;
    }
  }).observe({type: "largest-contentful-paint", buffered: true});
})();
"""
"""Notes the milliseconds from navigation to the paint of the still picture, to the first frame of
the interactive map, and to one with land and arcs.

Looking at all pixels again and again would cost more than what is measured.
"""


def load_ms(browser: Browser, server: Server, mark: str) -> float:
    """Milliseconds from navigation to a mark of the stopwatch, nothing cached."""
    with visiting(browser, server.url) as visit:
        page = visit.tab()
        page.add_init_script(f"window.atlasWanted = {mark!r};{STOPWATCH_SCRIPT % STILL_PICTURE}")
        page.goto(server.url)
        page.wait_for_function(f"() => window.atlasMarks.{mark} > 0", timeout=PATIENCE_MS)
        elapsed = float(page.evaluate(f"window.atlasMarks.{mark}"))
        if mark == "map":
            await_map(page)  # not timed: what was drawn can be seen
        return elapsed


def filter_bytes(browser: Browser, server: Server) -> int:
    """Bytes the server sends when a reader picks the first choice of the first list of filters."""
    with visiting(browser, server.url) as visit:
        page = visit.open()
        choice = page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").locator("input")
        choice.first.click()
        page.get_by_role("option").first.wait_for()
        before = len(visit.received)
        page.get_by_role("option").first.click()
        page.wait_for_timeout(500)  # the browser gathers quick changes before it sends one
        settle(page)
        sent = sum(visit.received[before:])
        if not sent:
            raise RuntimeError("Picking a filter sent nothing: the benchmark no longer fits.")
        return sent


def main() -> int:
    """Measure, and print the figures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plain = {}
        for name, page in (("bare", BARE_PAGE), ("furnished", FURNISHED_PAGE)):
            app = folder / name / "dashboard.py"
            app.parent.mkdir()
            app.write_text(page, encoding="utf-8")
            plain[name] = stack.enter_context(running(app.parent, app, BARE_ENVIRONMENT))
        (folder / "atlas").mkdir()
        atlas = stack.enter_context(running(folder / "atlas", DASHBOARD))
        playwright = stack.enter_context(sync_playwright())
        chromium = launch(playwright)
        first = load_ms(chromium, atlas, "map")
        loads = {
            "bare page, empty map": (plain["bare"], "frame"),
            "furnished page, empty map": (plain["furnished"], "frame"),
            "atlas, still picture": (atlas, "picture"),
            "atlas, first interactive frame": (atlas, "frame"),
            "atlas, whole interactive map": (atlas, "map"),
        }
        times: dict[str, list[float]] = {name: [] for name in loads}
        for _ in range(ROUNDS + 1):
            for name, (server, mark) in loads.items():
                times[name].append(load_ms(chromium, server, mark))
        sent = filter_bytes(chromium, atlas)
        chromium.close()
    report("first map, the server's very first reader", first, "ms")
    medians = {}
    for name, taken in times.items():
        medians[name] = statistics.median(taken[1:])  # the first warmed the server up
        print(f"{name}, ms: {' '.join(f'{ms:.0f}' for ms in taken[1:])}")
        report(f"first map, {name} (median)", medians[name], "ms")
    bare, furnished, picture, frame, whole = medians.values()
    report("first map, furnished page over bare page", furnished / bare, "times")
    report("first map, atlas's picture over bare page", picture / bare, "times", at_most=RATIO_GOAL)
    report("first map, atlas's first interactive frame over bare page", frame / bare, "times")
    report("first map, atlas's whole interactive map over bare page", whole / bare, "times")
    report("sent on a filter change", sent, "bytes", at_most=BYTES_GOAL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
