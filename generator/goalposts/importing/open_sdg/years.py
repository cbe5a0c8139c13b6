"""Read a `Year` column: which period each cell means, decided for the column as a whole.

`2003-05` is May 2003, a split year or the years 2003 to 2005, and nothing in the cell tells which. The
other cells do, so all cells of a column are looked at before one of them is read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from goalposts.records.days import in_time
from goalposts.records.period import Cadence, Form, Period, parse_period

LONGEST_RANGE = 30
_SHORT = re.compile(r"(\d{4})\s*[-–/]\s*(\d{2})", re.ASCII)
_LONG = re.compile(r"(\d{4})\s*(?:[-–/]|to)\s*([1-9]\d{3})", re.ASCII)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

# Forms that mean one thing whatever stands in the other cells: pattern → how the period is written.
_CLEAR: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.ASCII | re.IGNORECASE), written)
    for pattern, written in (
        (r"(?P<y>\d{4})(?:\.0+)?", "{y}"),
        (r"(?P<y>\d{4})[ -]?Q(?P<n>[1-4])", "{y}-Q{n}"),
        (r"Q(?P<n>[1-4])[ -]?(?P<y>\d{4})", "{y}-Q{n}"),
        (r"(?P<y>\d{4})[ -]?[HS](?P<n>[12])", "{y}-H{n}"),
        (r"(?P<y>\d{4})[ -]?W(?P<n>\d{2})", "{y}-W{n}"),
        (r"(?P<y>\d{4})[ -]?M(?P<n>\d{1,2})", "{y}-{n:>02}"),
        (rf"(?P<y>\d{{4}})[ -](?P<m>{_WORD})", "{y}-{m}"),
        (rf"(?P<m>{_WORD})[ -](?P<y>\d{{4}})", "{y}-{m}"),
        (r"(?P<y>\d{4})-(?P<n>\d{2})-(?P<d>\d{2})(?:[T ]00:00:00)?", "{y}-{n}-{d}"),
    )
)


class YearColumn(Struct, frozen=True):
    """What the cells of one `Year` column mean, and what had to be decided to say so."""

    periods: Mapping[str, Period]
    decisions: tuple[str, ...]


def read_years(cells: Iterable[str]) -> YearColumn:
    """Return the period of every cell that names one; the others are missing from `periods`."""
    distinct = list(dict.fromkeys(cells))
    pairs = {cell: pair for cell in distinct if (pair := _pair(cell))}
    as_months, reason = _are_months(pairs)
    biennial = not as_months and _are_biennial(pairs)
    periods: dict[str, Period] = {}
    for cell in distinct:
        if cell in pairs:
            written = (
                _written_month(pairs[cell]) if as_months else _written_years(pairs[cell], biennial=biennial)
            )
        else:
            written = _clear(cell)
        if written and (period := _parsed(written)):
            periods[cell] = period
    return YearColumn(periods, tuple(_decisions(pairs, periods, reason)))


def cadence_of(periods: Iterable[Period]) -> Cadence:
    """Return the densest regular cadence that the periods show; yearly where there are none."""
    distinct = list(periods)
    forms = {period.form for period in distinct}
    if Form.DAY in forms:
        return _cadence_of_days(sorted({period.start for period in distinct}))
    for form, cadence in ((Form.WEEK, Cadence.WEEKLY), (Form.MONTH, Cadence.MONTHLY)):
        if form in forms:
            return cadence
    return Cadence.QUARTERLY if Form.QUARTER in forms else Cadence.YEARLY


def _cadence_of_days(days: list[date]) -> Cadence:
    shortest = min(((later - day).days for day, later in itertools.pairwise(days)), default=365)
    for longest, cadence in ((3, Cadence.DAILY), (13, Cadence.WEEKLY), (45, Cadence.MONTHLY)):
        if shortest <= longest:
            return cadence
    return Cadence.QUARTERLY if shortest <= 135 else Cadence.YEARLY


def _pair(cell: str) -> tuple[int, int] | None:
    """Return first year and second part: two digits of a year or month, or all four of a year."""
    match = _SHORT.fullmatch(cell) or _LONG.fullmatch(cell)
    return (int(match[1]), int(match[2])) if match else None


def _span(pair: tuple[int, int]) -> int:
    first, second = pair
    return second - first if second > 99 else (second - first) % 100


def _are_months(pairs: Mapping[str, tuple[int, int]]) -> tuple[bool, str]:
    short = [pair for pair in pairs.values() if pair[1] <= 99]
    if not short:
        return False, "both years are written in full"
    if any(not 1 <= second <= 12 for _, second in short):
        return False, "some second part is no month"
    spans = {_span(pair) for pair in short}
    longest = LONGEST_RANGE if len(short) > 1 else 10
    if len(spans) == 1 and 1 <= spans.copy().pop() <= longest:
        return False, "the second part is always as far from the first"
    return True, "every second part is a month"


def _are_biennial(pairs: Mapping[str, tuple[int, int]]) -> bool:
    """Return whether years such as 2014-15, 2016-17 tile time two by two instead of overlapping."""
    starts = sorted({first for first, second in pairs.values() if _span((first, second)) == 1})
    return len(starts) > 1 and all(later - start >= 2 for start, later in itertools.pairwise(starts))


def _written_month(pair: tuple[int, int]) -> str:
    first, second = pair
    return f"{first:04}-{second:02}" if second <= 99 else _written_years(pair, biennial=True)


def _written_years(pair: tuple[int, int], *, biennial: bool) -> str:
    first, span = pair[0], _span(pair)
    if not 1 <= span <= LONGEST_RANGE:
        return ""
    if span == 1 and not biennial:
        return f"{first:04}/{(first + 1) % 100:02}"
    return f"{first:04}/{first + span:04}"


def _clear(cell: str) -> str:
    for pattern, written in _CLEAR:
        if match := pattern.fullmatch(cell):
            groups = match.groupdict()
            if "m" in groups:
                groups["m"] = f"{_MONTH_NAMES.index(groups['m'][:3].lower()) + 1:02}"
            return written.format_map(groups)
    return ""


def _parsed(written: str) -> Period | None:
    try:
        period = parse_period(written)
    except ValueError:
        return None
    return period if in_time(period.start) and in_time(period.end) else None


_FORM_NAMES = {
    Form.MONTH: "months",
    Form.SPLIT_YEAR: "split years",
    Form.YEARS: "ranges of years",
    Form.QUARTER: "quarters",
    Form.HALF: "half-years",
    Form.WEEK: "weeks",
    Form.DAY: "days",
    Form.YEAR: "years",
}


def _decisions(
    pairs: Mapping[str, tuple[int, int]], periods: Mapping[str, Period], reason: str
) -> Iterable[str]:
    told: set[Form] = set()
    for cell, period in periods.items():
        if cell != period.label and period.form not in told:
            told.add(period.form)
            why = f", since {reason}" if cell in pairs else ""
            yield f"`Year` such as `{cell}` is read as {_FORM_NAMES[period.form]}, `{period.label}`{why}"
    if any(period.form is Form.SPLIT_YEAR for period in periods.values()):
        yield "the source does not say when its split years begin: set `cycles.fiscal_year_start`"
    forms = sorted({_FORM_NAMES[period.form] for period in periods.values()})
    if len(forms) > 1:
        yield f"the `Year` column mixes {', '.join(forms)}"
