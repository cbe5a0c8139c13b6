"""`Year` columns: each form is read for the column as a whole, and never one cell by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.importing.open_sdg.years import cadence_of, read_years

YEARS = st.integers(1600, 2900)


def labels(*cells: str) -> list[str]:
    """Return how each cell is read, `-` for one that names no period."""
    periods = read_years(cells).periods
    return [periods[cell].label if cell in periods else "-" for cell in cells]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["2003-05", "2004-06", "1985-87"], ["2003/2005", "2004/2006", "1985/1987"]),
        (["2003-05", "2004-06"], ["2003/2005", "2004/2006"]),
        (["2003-05", "2003-06", "2003-07"], ["2003-05", "2003-06", "2003-07"]),
        (["2003-05", "2004-05", "2005-05"], ["2003-05", "2004-05", "2005-05"]),
        (["2019-11", "2019-12", "2020-01"], ["2019-11", "2019-12", "2020-01"]),
        (["1998-00", "1999-01"], ["1998/2000", "1999/2001"]),
        (["2015-16", "2016-17"], ["2015/16", "2016/17"]),
        (["2009-10", "2010-11", "2011-12"], ["2009/10", "2010/11", "2011/12"]),
        (["2014-15", "2016-17", "2018-19"], ["2014/2015", "2016/2017", "2018/2019"]),
        (["2015/16", "2016/17"], ["2015/16", "2016/17"]),
        (["1999/00"], ["1999/00"]),
        (["2003–05", "2003 - 2005", "2003 to 2005"], ["2003/2005"] * 3),
        (["2000 Q1", "2000Q2", "2000-Q3", "Q4 2000"], ["2000-Q1", "2000-Q2", "2000-Q3", "2000-Q4"]),
        (["2001", "2002.0"], ["2001", "2002"]),
        (["2020M01", "2020-M2", "Mar 2020", "2020 April"], ["2020-01", "2020-02", "2020-03", "2020-04"]),
        (["2020-H1", "2020S2", "2020-W07"], ["2020-H1", "2020-H2", "2020-W07"]),
        (["2020-01-31", "2020-02-29T00:00:00"], ["2020-01-31", "2020-02-29"]),
        (["notayear", "", "2020-13-01", "2021-02-29", "20200", "２０２０", "2015-15"], ["-"] * 7),
        (["2000-99", "2001-00"], ["-", "-"]),
    ],
)
def test_columns(cells: list[str], read: list[str]) -> None:
    """The forms that occur in published data, and what is none of them."""
    assert labels(*cells) == read


@given(st.sets(YEARS, min_size=2, max_size=12), st.integers(2, 12))
def test_equal_distances_are_ranges(starts: set[int], span: int) -> None:
    """Where the second part is equally far from the first in all cells, each is a range of years."""
    cells = [f"{year}-{(year + span) % 100:02}" for year in sorted(starts)]
    assert labels(*cells) == [f"{year}/{year + span}" for year in sorted(starts)]


@given(YEARS, st.integers(0, 60))
def test_a_run_of_months_is_months(year: int, first: int) -> None:
    """Consecutive months are read as months, whatever month they begin in."""
    cells = [f"{year + index // 12}-{index % 12 + 1:02}" for index in range(first, first + 3)]
    assert labels(*cells) == cells


@given(st.lists(YEARS, min_size=1, max_size=8, unique=True), st.integers(2, 9))
def test_the_order_of_cells_does_not_matter(starts: list[int], span: int) -> None:
    """The same cells in another order are read the same way."""
    cells = [f"{year}-{(year + span) % 100:02}" for year in starts]
    assert read_years(cells).periods == read_years(sorted(cells)).periods


@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_text_is_read_or_left_out(cells: list[str]) -> None:
    """No cell raises, and what is read is one of the cells."""
    assert set(read_years(cells).periods) <= set(cells)


@pytest.mark.parametrize(
    ("cells", "cadence"),
    [
        (["2001", "2002"], "yearly"),
        (["2001", "2001 Q1"], "quarterly"),
        (["2001", "2001 Q1", "2001M01"], "monthly"),
        (["2001-H1"], "yearly"),
        (["2003-05", "2004-06"], "yearly"),
        (["2001-W01"], "weekly"),
        (["2001-01-01", "2001-01-02"], "daily"),
        (["2001-01-31", "2001-02-28"], "monthly"),
        (["2001-12-31"], "yearly"),
        ([], "yearly"),
    ],
)
def test_cadence_is_the_densest_that_shows(cells: list[str], cadence: str) -> None:
    """A series that mixes forms has the cadence of its densest one; never `irregular`."""
    assert cadence_of(read_years(cells).periods.values()).value == cadence


def test_decisions_are_told_once_a_form() -> None:
    """The report says how the column was read and why."""
    told = read_years(["2003-05", "2004-06", "2005-13"]).decisions
    assert told[0] == (
        "`Year` such as `2003-05` is read as ranges of years, `2003/2005`, since some second part is no month"
    )
    assert read_years(["2001", "2002"]).decisions == ()
