"""Text from records is text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.text import counted, in_order, plain


@given(st.text())
def test_nothing_that_markdown_acts_on_is_left_bare(text: str) -> None:
    bare = plain(text).replace("\\\\", "")
    for sign in "*_[]<>`$:#":
        assert bare.count(sign) == bare.count(f"\\{sign}")


def test_a_line_break_cannot_start_a_heading() -> None:
    assert "\n" not in plain("a\n# b")


def test_counts_agree_with_their_noun() -> None:
    assert [counted(n, "mission") for n in (0, 1, 1200)] == [
        "0 missions",
        "1 mission",
        "1,200 missions",
    ]


@given(st.text(alphabet="htps:/w.@mailr-<>=~a ", max_size=40))
def test_what_would_be_replaced_after_all_is_parted(text: str) -> None:
    read = plain(text).replace("\\", "")
    for sign in ("://", "www.", "a@", ":material/", "->", "<-", "<=", ">=", "~=", "--"):
        assert sign not in read.lower()
    assert read.replace("\u2060", "") == " ".join(text.split())


def test_numbered_texts_sort_as_a_reader_counts() -> None:
    rows = ["a.csv, row 10", "A.csv, row 7", "7", f"row {'9' * 5000}", ""]
    assert sorted(rows, key=in_order) == ["", "7", "A.csv, row 7", "a.csv, row 10", rows[3]]
