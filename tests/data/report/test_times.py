from __future__ import annotations

import datetime as dt

import pytest

from data.report.resolving import resolve
from data.report.times import find_times

THURSDAY = dt.date(2019, 6, 20)


@pytest.mark.parametrize(
    ("text", "future", "first", "last"),
    [
        ("from 25 to 30 June", None, "2019-06-25", "2019-06-30"),
        ("between 30 May and 11 June 2016", None, "2016-05-30", "2016-06-11"),
        ("vom 6. bis 8. Mai", None, "2019-05-06", "2019-05-08"),
        ("Mon, 4 – Wed, 6 Nov.", True, "2019-11-04", "2019-11-06"),
        ("October 15 to 18", False, "2018-10-15", "2018-10-18"),
        ("Samstag, 9. März 2019", None, "2019-03-09", "2019-03-09"),
        ("12.06.2024", None, "2024-06-12", "2024-06-12"),
        ("2018/06/13", None, "2018-06-13", "2018-06-13"),
        ("last Friday", False, "2019-06-14", "2019-06-14"),
        ("on Wednesday", False, "2019-06-19", "2019-06-19"),
        ("on Wednesday", True, "2019-06-26", "2019-06-26"),
        ("am kommenden Montag", True, "2019-06-24", "2019-06-24"),
        ("Montag vergangener Woche", False, "2019-06-10", "2019-06-10"),
        ("this weekend", True, "2019-06-22", "2019-06-23"),
        ("the weekend before last", False, "2019-06-08", "2019-06-09"),
        ("gestern", None, "2019-06-19", "2019-06-19"),
        ("last September", None, "2018-09", "2018-09"),
        ("Ende Mai", False, "2019-05", "2019-05"),
        ("next month", True, "2019-07", "2019-07"),
        ("im Herbst vergangenen Jahres", None, "2018-09", "2018-11"),
        ("vor zwei Jahren", None, "2017", "2017"),
        ("in October 2022", None, "2022-10", "2022-10"),
    ],
)
def test_an_expression_means_its_days(
    text: str, future: bool | None, first: str, last: str
) -> None:
    [time] = find_times(text)
    resolved = resolve(time, THURSDAY, future=future)
    assert resolved is not None
    assert (resolved[0].iso(), resolved[1].iso()) == (first, last)


@pytest.mark.parametrize("text", ["He may go", "spring works", "2,000 boxes", "20-strong", "Mayor"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert [
        t for t in find_times(text) if t.first.month or t.first.year or t.kind == "season"
    ] == []


def test_a_day_without_a_year_stays_open_without_a_day_of_publication() -> None:
    [time] = find_times("from 11 to 16 March")
    assert resolve(time, None, future=True) is None
    resolved = resolve(time, None, future=True, year=2021)
    assert resolved is not None
    assert resolved[0].iso() == "2021-03-11"
