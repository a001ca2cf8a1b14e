"""Dates as people write them: what they stand for, what is in doubt, and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.calendar_words import MONTHS
from data.date_tokens import UnreadableDateError
from data.dates import describe_span
from data.model import Standing
from data.written_dates import Cell, Precision, guess_day_first, read_date, read_dates

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "meant", "precision"),
    [
        ("11-24 April 1999", "11 to 24 April 1999", "DAY"),
        ("25.–30. Juni 2019", "25 to 30 June 2019", "DAY"),
        ("8-13.11.2024", "8 to 13 November 2024", "DAY"),
        ("vom 25. bis zum 30. Juni 2019", "25 to 30 June 2019", "DAY"),
        ("Mo., 24.06. – Fr., 28.06.2019", "24 to 28 June 2019", "DAY"),
        ("28 Feb - 3 March 2020", "28 February to 3 March 2020", "DAY"),
        ("28 Dec - 3 Jan 2020", "28 December 2019 to 3 January 2020", "DAY"),
        ("April 11-24, 1999", "11 to 24 April 1999", "DAY"),
        ("12.–19. Sept. 2015", "12 to 19 September 2015", "DAY"),
        ("25., 26. und 28. Juni 2019", "25 to 28 June 2019", "DAY"),
        ("Juni 2019 (25.-30.)", "25 to 30 June 2019", "DAY"),
        ("2019-06-25/2019-06-30", "25 to 30 June 2019", "DAY"),
        ("04-Sep-2015", "4 September 2015", "DAY"),
        ("25 . 06 . 2019", "25 June 2019", "DAY"),
        ("03.04.2019", "3 April 2019", "DAY"),
        ("2019年6月25日", "25 June 2019", "DAY"),
        ("\u200f25 June 2019", "25 June 2019", "DAY"),
        ("20190625", "25 June 2019", "DAY"),
        ("43641", "25 June 2019", "DAY"),
        (43641, "25 June 2019", "DAY"),
        (43641.75, "25 June 2019", "DAY"),
        (dt.datetime(2019, 6, 25, 14, tzinfo=dt.UTC), "25 June 2019", "DAY"),
        ("KW 25/2019", "17 to 23 June 2019", "WEEK"),
        ("June 2024", "June 2024", "MONTH"),
        ("Sept. 2015", "September 2015", "MONTH"),
        ("Juni/Juli 2019", "June to July 2019", "MONTH"),
        ("05/2016", "May 2016", "MONTH"),
        ("2016-05", "May 2016", "MONTH"),
        ("Mai 2019 (5 Tage)", "May 2019", "MONTH"),
        ("Q2 2017", "April to June 2017", "QUARTER"),
        ("II. Quartal 2017", "April to June 2017", "QUARTER"),
        ("1. Halbjahr 2018", "January to June 2018", "HALF"),
        ("2016", "2016", "YEAR"),
        (2016, "2016", "YEAR"),
        ("2016-17", "2016 to 2017", "YEAR"),
        ("2016–2018", "2016 to 2018", "YEAR"),
    ],
)
def test_what_the_words_say(written: Cell, meant: str, precision: str) -> None:
    read = read_date(written)
    assert read is not None
    assert (str(read.span()), read.precision.name, read.other) == (meant, precision, None)
    assert read.span().standing is Standing.STATED


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mitte Mai 2018", "11 to 20 May 2018"),
        ("mid-May 2018", "11 to 20 May 2018"),
        ("Ende Mai / Anfang Juni 2019", "21 May to 10 June 2019"),
        ("early 2018", "January to April 2018"),
        ("Spring 2019", "March to May 2019"),
        ("Winter 2019/20", "December 2019 to February 2020"),
        ("Winter 2019", "January 2019 to February 2020"),
        ("ca. Mai 2018", "May 2018"),
        ("w/c 5 June 2018", "5 to 11 June 2018"),
        ("Sep-15", "September 2015"),
    ],
)
def test_what_only_follows_from_the_words_is_inferred_and_quotes_them(
    written: str, meant: str
) -> None:
    read = read_date(written)
    assert read is not None
    assert (str(read.span()), read.span().standing) == (meant, Standing.INFERRED)
    assert read.reason is not None
    assert written in read.reason


@pytest.mark.parametrize("written", ["", None, "tba", "offen", " n/a ", "–"])
def test_no_date_is_none(written: Cell) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("soon", "“soon” is no part of a date"),
        ("25 June", "names no year"),
        ("31 Feb 2019", "no such day"),
        ("30 June - 25 June 2019", "the last day lies before the first"),
        ("13/25/2019", "no month 25"),
        ("May 2018, June 2019", "far apart"),
        ("2010-11", "a month or two years"),
        (99999, "neither a year nor a day"),
        ("1 June 1066", "does not lie between"),
        ("9" * 5000, "longer than any date"),
    ],
)
def test_what_is_no_date_says_why(written: Cell, why: str) -> None:
    with pytest.raises(UnreadableDateError, match=why):
        read_date(written)


def test_day_and_month_are_asked_for_when_in_doubt() -> None:
    read = read_date("03/04/2019")
    assert read is not None
    assert read.doubtful
    assert (read.first, read.other) == (dt.date(2019, 4, 3), (dt.date(2019, 3, 4),) * 2)
    settled = read_date("03/04/2019", day_first=False)
    assert settled is not None
    assert (settled.first, settled.doubtful) == (dt.date(2019, 3, 4), False)


def test_a_column_settles_its_own_order() -> None:
    assert guess_day_first(["03/04/2019", "25/04/2019", "x", None, 2016]) is True
    assert guess_day_first(["03/04/2019", "04/25/2019"]) is False
    assert guess_day_first(["25/04/2019", "04/25/2019"]) is None
    assert guess_day_first(["03/04/2019"]) is None
    both = read_dates("03/04/2019", "15/04/2019")
    assert both is not None
    assert (str(both.span()), both.doubtful) == ("3 to 15 April 2019", False)


def test_two_cells_make_a_span() -> None:
    whole = read_dates("June 2019", "5.7.2019")
    assert whole is not None
    assert str(whole.span()) == "1 June to 5 July 2019"
    assert whole.precision is Precision.MONTH
    lone = read_dates(dt.date(2019, 5, 3), None)
    assert lone is not None
    assert lone.reason == "Only the first day is given."
    counted = read_dates("", "7 May 2019", days=5)
    assert counted is not None
    assert str(counted.span()) == "3 to 7 May 2019"
    assert counted.span().standing is Standing.INFERRED
    with pytest.raises(UnreadableDateError, match="before the first"):
        read_dates("5 May 2019", "3 May 2019")
    assert read_dates(None, "tba") is None


def test_a_year_from_elsewhere_completes_a_day() -> None:
    read = read_date("28. Dez. – 3. Jan.", year=2019)
    assert read is not None
    assert str(read.span()) == "28 December 2019 to 3 January 2020"


GERMAN = {number: name for name, number in MONTHS.items() if name != "mrch"}


@given(DAYS, DAYS)
def test_every_span_that_the_atlas_writes_is_read_again(one: dt.date, two: dt.date) -> None:
    first, last = min(one, two), max(one, two)
    read = read_date(describe_span(first, last))
    assert read is not None
    assert (read.first, read.last, read.reason, read.other) == (first, last, None, None)


@given(DAYS)
def test_one_day_in_many_ways(day: dt.date) -> None:
    ways = (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}. {GERMAN[day.month]} {day.year}",
        f"{day:%d %b %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%a %d-%b-%Y}",
    )
    for written in ways:
        read = read_date(written)
        assert read is not None, written
        assert (read.first, read.last, read.other) == (day, day, None), written


@given(st.one_of(st.text(max_size=60), st.text("0123456789.-/ MaiunJ–,KWQ()", max_size=25)))
def test_any_text_is_a_span_or_a_plain_message(text: str) -> None:
    try:
        read = read_date(text)
    except UnreadableDateError as error:
        assert str(error).endswith((".", "…"))
        return
    if read is not None:
        assert read.first <= read.last
        assert read.span()


@given(st.floats() | st.integers())
@example(float("nan"))
@example(float("inf"))
@example(10**400)
@example(10**5000)
def test_any_number_is_a_span_or_a_plain_message(number: float) -> None:
    try:
        read = read_date(number)
    except UnreadableDateError:
        return
    assert read is not None
    assert read.first <= read.last
