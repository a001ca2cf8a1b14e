"""Every page as its script runs it, without a browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from data.export.formats import FORMATS
from data.records import SEED_FOLDER, read_records
from pages.widgets import resources

ROOT = Path(__file__).parents[2]
PAGES = [f"pages/{page.name}" for page in sorted((ROOT / "pages").glob("*.py"))]
SECTOR, FROM, YEARS = "atlas_widget_sector", "atlas_widget_from", "atlas_widget_years"


def start(**query: list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, values in query.items():
        app.query_params[name] = values
    return app.run()


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def drawn_arcs(app: AppTest) -> list[dict[str, object]]:
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    arcs = next(layer for layer in deck["layers"] if layer["id"] == "arcs")
    return list(json.loads(unquote(arcs["data"].partition(",")[2])))


@pytest.fixture
def records(own_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seed that a test may damage; the pages put it into a database of their own."""
    folder = tmp_path / "seed"
    shutil.copytree(SEED_FOLDER, folder)
    monkeypatch.setattr(resources, "SEED_FOLDER", folder)
    return folder


@pytest.mark.parametrize("path", PAGES)
def test_every_page_runs_and_offers_the_others(path: str) -> None:
    app = start().switch_page(path).run()
    assert not app.exception
    assert app.title


def test_the_map_draws_every_pair_of_origin_and_place_visited_once() -> None:
    drawn = [str(arc["label"]) for arc in drawn_arcs(start())]
    expected = {
        f"{origin.name} → {stop.name}"
        for mission in read_records().missions
        for origin in mission.origins
        for stop in mission.stops
    }
    assert sorted(drawn) == sorted(expected)


def test_a_link_opens_the_same_view() -> None:
    app = start(years=["2015", "2019"], sector=["education"])
    assert app.select_slider(key=YEARS).value == (2015, 2019)
    assert app.multiselect(key=SECTOR).value == ["education"]
    assert figures(app)["Missions"] == "1"


def test_a_choice_goes_into_the_link_and_across_pages() -> None:
    app = start()
    app.multiselect(key=FROM).set_value(["Saxony"]).run()
    assert app.query_params["from"] == ["Saxony"] or app.query_params["from"] == "Saxony"
    app.switch_page("pages/1_Missions.py").run()
    assert app.multiselect(key=FROM).value == ["Saxony"]
    assert any("Showing 2 of 11" in caption.value for caption in app.caption)


def test_a_choice_survives_a_change_of_its_own_count() -> None:
    app = start(sector=["education"])
    app.select_slider(key=YEARS).set_value((2024, 2025)).run()
    assert app.multiselect(key=SECTOR).value == ["education"]
    assert figures(app)["Missions"] == "1"


def test_going_back_to_an_earlier_link_restores_its_filter() -> None:
    app = start()
    app.multiselect(key=SECTOR).set_value(["automotive"]).run()
    assert figures(app)["Missions"] == "1"
    del app.query_params["sector"]
    app.run()
    assert app.multiselect(key=SECTOR).value == []
    assert figures(app)["Missions"] == "11"


def test_undated_missions_are_said_to_be_left_out() -> None:
    app = start(years=["2015", "2019"])
    assert any("1 undated" in caption.value for caption in app.caption)


def test_junk_in_a_link_is_ignored_and_named() -> None:
    app = start(
        years=["banana", "99999999999999999999"], sector=["<script>"], direction=["up"], to=["Mars"]
    )
    assert not app.exception
    assert figures(app)["Missions"] == "11"
    assert "banana" in app.info[0].value


def test_an_empty_result_explains_itself_and_clears() -> None:
    app = start(sector=["automotive"], to=["Kunming"])
    assert "sector and destination" in app.info[0].value
    clear = next(button for button in app.button if "Clear" in button.label)
    clear.click().run()
    assert figures(app)["Missions"] == "11"


def test_one_filter_that_matches_nothing_is_named_alone() -> None:
    app = start(q=["nothing is called this"])
    assert "the filter by search. Change it" in app.info[0].value


def test_the_map_lists_the_latest_missions_and_links_to_all() -> None:
    app = start()
    labels = [link.proto.label for link in app.get("page_link")]
    assert "**British mayoral delegation in Chongqing**" in labels
    assert "All 11 missions" in labels
    said = [caption.value for caption in app.caption]
    assert "June 2024 · Liverpool → Shanghai · only announced" in said
    few = [link.proto.label for link in start(**{"from": ["Leipzig"]}).get("page_link")]
    assert not any(label.startswith("All ") for label in few)


def test_options_carry_the_number_of_missions_they_would_leave() -> None:
    app = start(sector=["education"])
    labels = app.multiselect(key="atlas_widget_to").options
    assert "Kunming (2)" in labels
    assert "Jining (0)" in labels


def test_a_mission_shows_its_facts_and_both_distances() -> None:
    app = start().switch_page("pages/1_Missions.py")
    app.query_params["mission"] = ["liverpool-city-region-six-cities"]
    app.run()
    text = " ".join(block.value for block in app.markdown)
    assert "computed" in text
    assert "24,140 km" in text
    assert "Chonqing" in str([table.value.to_dict() for table in app.table])


def test_an_unknown_mission_is_said_to_be_unknown() -> None:
    app = start().switch_page("pages/1_Missions.py")
    app.query_params["mission"] = ["<b>nobody</b>"]
    app.run()
    assert not app.exception
    assert "no mission" in app.warning[0].value


def test_a_city_shows_its_partnership() -> None:
    app = start().switch_page("pages/2_Cities.py")
    app.query_params["place"] = ["Leipzig"]
    app.run()
    assert figures(app)["Partnerships"] == "1"
    assert any("1988" in block.value for block in app.markdown)


def test_a_bad_row_is_named_and_the_rest_works(records: Path) -> None:
    file = records / "missions" / "leipzig-nanjing-jining-2019.toml"
    file.write_text(file.read_text("utf-8").replace('"DE"', '"Germany"'), "utf-8")
    app = start()
    assert not app.exception
    assert figures(app)["Missions"] == "10"
    told = " ".join(text.value for text in app.text)
    assert file.name in told
    assert "origins 1" in told


def test_without_records_the_page_says_what_to_do(records: Path) -> None:
    shutil.rmtree(records / "missions")
    app = start()
    assert not app.exception
    assert any("no missions" in info.value for info in app.info)


def test_a_stop_without_a_place_is_told_and_not_drawn(records: Path) -> None:
    file = records / "missions" / "liverpool-china-2015.toml"
    file.write_text(
        file.read_text("utf-8").replace('name = "Kunming"', 'name = "Nowhereville Xyz"'), "utf-8"
    )
    app = start()
    assert any("Nowhereville Xyz" in caption.value for caption in app.caption)


def test_markup_in_a_record_stays_text(records: Path) -> None:
    file = records / "missions" / "liverpool-china-2015.toml"
    title = "Liverpool trade mission to China"
    file.write_text(
        file.read_text("utf-8").replace(title, "**bold** :red[x] <script>alert(1)</script>"),
        "utf-8",
    )
    app = start().switch_page("pages/2_Cities.py")
    app.query_params["place"] = ["Liverpool"]
    app.run()
    links = [link.proto.label for link in app.get("page_link")]
    assert any(r"\*\*bold\*\*" in label for label in links)
    assert not any("<script>" in label for label in links)


def test_the_export_page_previews_and_offers_every_format() -> None:
    app = start(**{"from": ["Saxony"]}).switch_page("pages/3_Export.py").run()
    assert not app.exception
    offered = {button.proto.label for button in app.get("download_button")}
    assert {made.name for made in FORMATS.values()} <= offered
    assert app.get("image")


def test_the_export_page_says_why_a_size_cannot_be() -> None:
    app = start().switch_page("pages/3_Export.py").run()
    app.selectbox(key="template").set_value("A size of your own").run()
    app.number_input(key="width").set_value(12.0).run()
    assert not app.exception
    assert app.error


def test_an_export_of_nothing_says_so() -> None:
    app = start(sector=["automotive"], to=["Kunming"]).switch_page("pages/3_Export.py").run()
    assert not app.exception
    assert "sector and destination" in app.info[0].value
    assert not app.get("download_button")
