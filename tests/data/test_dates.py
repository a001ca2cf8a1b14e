"""Dates in words lose nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import describe_span

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2017, 1, 31))
SPANS = st.tuples(DAYS, DAYS).map(sorted).map(tuple)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-01-01", "2016-12-31", "2016"),
        ("2015-01-01", "2016-12-31", "2015 to 2016"),
        ("2024-06-01", "2024-06-30", "June 2024"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2015-02-01", "2016-02-28", "1 February 2015 to 28 February 2016"),
        ("2020-03-01", "2020-05-31", "March to May 2020"),
        ("2019-12-01", "2020-01-31", "December 2019 to January 2020"),
        ("2019-06-25", "2019-06-30", "25 to 30 June 2019"),
        ("2019-06-25", "2019-07-02", "25 June to 2 July 2019"),
        ("2016-02-25", "2016-02-25", "25 February 2016"),
    ],
)
def test_a_span_in_words(first: str, last: str, words: str) -> None:
    assert describe_span(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == words


@given(SPANS, SPANS)
def test_different_spans_never_read_the_same(
    one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]
) -> None:
    assert (describe_span(*one) == describe_span(*other)) == (one == other)


def test_whole_months_and_years_have_texts_of_their_own() -> None:
    starts = [dt.date(year, month, 1) for year in (2015, 2016) for month in range(1, 13)]
    day = dt.timedelta(days=1)
    ends = [start - day for start in starts[1:]]
    spans = [(first, last) for first in starts for last in ends if first < last]
    assert len({describe_span(*span) for span in spans}) == len(spans)
