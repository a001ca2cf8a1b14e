"""Weights that are learnt: the fit itself, and what is made of weights in reading."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from data.report.bounds import first_and_last
from data.report.moments import Moment
from data.report.reader import Reader
from data.report.times import Partial, Time
from data.report.training import fit, main
from data.report.weighing import likelihood, using, weights

LEARNT = Path(__file__).parents[2] / "reports" / "learnt"


def test_a_fit_tells_right_rows_from_wrong_ones_and_is_the_same_each_time() -> None:
    rows = [{"always": 1.0, "visited": float(n % 2), "named": n / 9} for n in range(20)]
    right = [n % 2 == 1 for n in range(20)]
    found = fit(rows, right)
    assert found["visited"] > 1 > abs(found["named"])
    assert likelihood(rows[1], found) > 0.5 > likelihood(rows[2], found)
    assert fit(rows, right) == found


def test_nothing_is_learnt_where_all_rows_are_alike() -> None:
    assert fit([{"always": 1.0}] * 9, [True] * 9) == {}


def test_other_weights_hold_for_as_long_as_they_are_in_use() -> None:
    kept = weights("stop")
    with using({"stop": {"always": 2.0}}):
        assert weights("stop") == {"always": 2.0}
        assert weights("origin") == {}
    assert weights("stop") == kept != {}


def test_reports_left_out_are_read_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in sorted(LEARNT.glob("*.txt"))[:16]:
        shutil.copy(file, tmp_path)
        shutil.copy(file.with_suffix(".json"), tmp_path)
    before = weights("stop")
    assert main([str(tmp_path), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "cross-validated: 16 reports" in out
    assert "facts without a quote: 0" in out
    assert weights("stop") == before


def _moment(reader: Reader, first: Partial, last: Partial, start: float, end: float) -> Moment:
    sentence = reader.take_apart("They went.").masked[0]
    time = Time(0, 4, "day", first, last)
    return Moment(sentence, time, first, last, {"start": start, "end": end})


def test_a_journey_ends_no_sooner_than_it_starts(reader: Reader) -> None:
    may = [Partial(2019, 5, day) for day in (3, 9, 12)]
    third = _moment(reader, may[0], may[0], -1.0, 3.0)
    ninth = _moment(reader, may[1], may[1], 3.0, -1.0)
    twelfth = _moment(reader, may[2], may[2], -1.0, 1.0)
    with using({"start": {"start": 2.0}, "end": {"end": 2.0}}):
        assert first_and_last([third, ninth, twelfth], None) == (ninth, twelfth)


def test_of_two_last_days_the_one_that_fits_the_length_is_taken(reader: Reader) -> None:
    days = [Partial(2019, 5, day) for day in (3, 9, 12)]
    start, soon, late = (
        _moment(reader, day, day, score, 1.0)
        for day, score in zip(days, (3.0, -3.0, -3.0), strict=True)
    )
    with using({"start": {"start": 2.0}, "end": {"end": 1.0}}):
        assert first_and_last([start, soon, late], 7) == (start, soon)
        assert first_and_last([start, late, soon], 10) == (start, late)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A delegation from Leeds paid a five-day visit to Wuhan.", 5),
        ("The Hull delegation left for a week-long tour of Qingdao.", 7),
        ("The group from Bath will spend two weeks in Chengdu.", 14),
        ("Die Bremer Delegation reiste vier Tage lang durch Dalian.", 4),
        ("Acht Tage war die Delegation aus Ulm in Harbin unterwegs.", 8),
    ],
)
def test_the_length_of_a_journey_is_found_among_lengths_of_time(
    reader: Reader, text: str, days: int
) -> None:
    assert days in {each.days for each in reader.take_stock(text).lengths}


def test_a_last_day_follows_from_the_first_and_the_length(reader: Reader) -> None:
    reading = reader.read(
        "PRESS RELEASE, 4 May 2023\n\n"
        "A trade delegation from Sheffield will leave for Chengdu on 9 May 2023. "
        "The delegation will meet hospital managers during the five-day visit to Chengdu."
    )
    assert (reading.start, reading.end) == ("2023-05-09", "2023-05-13")
    assert reading.year == dt.date(2023, 5, 9).year


def test_bodies_are_named_without_their_article(reader: Reader) -> None:
    stock = reader.take_stock(
        "The mission to Ningbo was organised by the Nottingham Chamber of Commerce. "
        "Nottingham Chamber of Commerce is glad."
    )
    assert [body.name for body in stock.bodies] == ["Nottingham Chamber of Commerce"]


def test_a_field_of_a_list_of_fields_is_known(reader: Reader) -> None:
    stock = reader.take_stock(
        "Companies from the tourism, insurance and brewing sectors went to Qingdao."
    )
    marked = {s.key for s in stock.subjects if "in a list of fields" in s.features}
    assert {"tourism", "financial-services", "food-agriculture"} <= marked
