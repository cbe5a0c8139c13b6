"""When the next value is due: what makes a series stale, a result provisional, and a first value late."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from goalposts.measuring.series import before, up_to
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import CALENDAR, Cadence, FiscalYear, natural_period, step


class Rhythm(Struct, frozen=True):
    """How often values of a KPI come, and how many days they may be late.

    `fiscal` says how its quarters and years run.
    """

    cadence: Cadence
    grace_days: int
    fiscal: FiscalYear = CALENDAR

    @property
    def is_regular(self) -> bool:
        """Return whether there is a next period to wait for."""
        return self.cadence is not Cadence.IRREGULAR

    def late(self, end: date) -> date:
        """Return the last day on which the value of a period that ends on `end` is not late."""
        return end + timedelta(days=self.grace_days)

    def next_end(self, last: Observation) -> date:
        """Return the end of the period after the one of an observation."""
        return step(last.period.end, self.cadence)

    def end_around(self, day: date, series: tuple[Observation, ...]) -> date:
        """Return the end of the period that contains a day.

        It is the first date on or after the day that the cadence leads to from the last row before it:
        for dated rows the day of a row, for periods the end of one (split years end where they do). Without
        rows before the day it is the end of the cadence's own period around it.
        """
        over = up_to(series, day)
        if not over:
            return natural_period(day, self.cadence, self.fiscal)[1]
        return self._ends_from(over[-1].period.end, day)[1]

    def first_end(self, start: date, series: tuple[Observation, ...], *, whole: bool) -> date:
        """Return the end of the first period of a goal that starts on `start`.

        With `whole` it is the first period that begins on or after the start, else the first that ends
        on or after it.
        """
        earlier = before(series, start)
        if earlier:
            last, end = self._ends_from(earlier[-1].period.end, start)
            straddles = last + timedelta(days=1) < start and not all(seen.period.is_day for seen in earlier)
        else:
            begin, end = natural_period(start, self.cadence, self.fiscal)
            straddles = begin < start
        return step(end, self.cadence) if whole and straddles else end

    def _ends_from(self, end: date, day: date) -> tuple[date, date]:
        """Return the last end before a day and the first on or after it, by steps of the cadence."""
        last = end
        while end < day:
            last, end = end, step(end, self.cadence)
        return last, end


def rhythm_of(kpi: Kpi, site_fiscal: FiscalYear) -> Rhythm:
    """Return the rhythm of a KPI; `site_fiscal` is the site's fiscal year, used where the KPI says so."""
    return Rhythm(kpi.cadence, kpi.grace_days, site_fiscal if kpi.fiscal else CALENDAR)
