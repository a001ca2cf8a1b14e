from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import describe_span
from data.written_dates import WrittenDateError, read_span

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DAYS, DAYS)
def test_what_the_atlas_writes_reads_back(one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    assert read_span(describe_span(first, last)) == (first, last)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(0, 30))
def test_whole_months_and_years_read_back(year: int, month: int, more: int) -> None:
    first = dt.date(year, month, 1)
    end = min(year * 12 + month + more, 2100 * 12 + 12)
    last = dt.date((end) // 12, end % 12 + 1, 1) - dt.timedelta(1) if end < 2100 * 12 + 12 else None
    last = last or dt.date(2100, 12, 31)
    assert read_span(describe_span(first, last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-2018", "2016-01-01", "2018-12-31"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2019-06-25", "2019-06-25", "2019-06-25"),
        ("2019-06-25/2019-06-30", "2019-06-25", "2019-06-30"),
        ("25–30 June 2019", "2019-06-25", "2019-06-30"),
        ("25-30 June 2019", "2019-06-25", "2019-06-30"),
        ("25.–30. Juni 2019", "2019-06-25", "2019-06-30"),
        ("25.-30. Juni 2019", "2019-06-25", "2019-06-30"),
        ("June 25, 2019", "2019-06-25", "2019-06-25"),
        ("30 Dec 2019 to 4 Jan 2020", "2019-12-30", "2020-01-04"),
        ("28 June to 2 July 2019", "2019-06-28", "2019-07-02"),
        ("25.06.2019", "2019-06-25", "2019-06-25"),
        ("13/06/2019", "2019-06-13", "2019-06-13"),
        ("the 1st of May 2019", "2019-05-01", "2019-05-01"),
        ("March to May 2020", "2020-03-01", "2020-05-31"),
        ("Sept. 2015", "2015-09-01", "2015-09-30"),
    ],
)
def test_people_write_dates_in_many_ways(text: str, first: str, last: str) -> None:
    assert read_span(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 June 2019", "has 30 days"),
        ("05/06/2019", "may be 5 June or 6 May"),
        ("June", "does not say the year"),
        ("25 2019", "does not say the month"),
        ("last September", "is no date"),
        ("30 to 25 June 2019", "lies before"),
        ("2019-13", "no month 13"),
        ("1066", "between 1900 and 2100"),
        ("", "is no date"),
        ("²5 June 2019", "is no date"),
    ],
)
def test_what_is_no_date_says_what_would_be(text: str, said: str) -> None:
    with pytest.raises(WrittenDateError, match=said):
        read_span(text)


@given(st.text(max_size=60))
def test_any_text_ends_in_a_date_or_a_plain_message(text: str) -> None:
    try:
        first, last = read_span(text)
    except WrittenDateError as error:
        assert str(error)
    else:
        assert first <= last
