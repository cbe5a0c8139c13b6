"""The slices of a KPI in its latest period, as bars: one group for each dimension column."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from goalposts.measuring.rounding import half_up
from goalposts.measuring.scorecard import KpiScore, SliceScore
from goalposts.pages.formatting import Formatter, capitalised
from goalposts.pages.kpi_words import difference_places, told_period, told_shortly, value_words
from goalposts.records.kpi import Kpi, Observation
from goalposts.records.period import Period

MOST = 12
# a whole that is longer than this many times the longest slice would press the bars flat
_LONGEST_WHOLE = 1.6
# characters of value and change that stand beside a name on a line of 288 px
_MOST_BESIDE = 20


class Bar(Struct, frozen=True):
    """A slice: its name, its value, its bar in per cent of the width, and its change."""

    name: str
    value: str
    x: str
    width: str
    change: str


class SliceGroup(Struct, frozen=True):
    """The slices of one column, largest first; `post` is where the whole stands, `rest` what is left out."""

    heading: str
    note: str
    bars: tuple[Bar, ...]
    post: str
    key: str
    rest: str

    @property
    def is_long(self) -> bool:
        """Return whether the numbers leave no room for a name beside them on a phone."""
        longest = [max(len(getattr(bar, part)) for bar in self.bars) for part in ("value", "change")]
        return sum(longest) > _MOST_BESIDE


def slice_groups(fmt: Formatter, score: KpiScore) -> tuple[SliceGroup, ...]:
    """Return the slices by column; those of several columns only where no row stands for one alone."""
    by_column: dict[tuple[str, ...], list[SliceScore]] = {}
    for part in score.slices:
        by_column.setdefault(tuple(column for column, value in part.dimensions if value), []).append(part)
    single = {columns: parts for columns, parts in by_column.items() if len(columns) == 1}
    shown = single or by_column
    order = {column: place for place, column in enumerate(score.kpi.dimensions)}
    groups = sorted(shown.items(), key=lambda group: [order.get(column, 0) for column in group[0]])
    return tuple(group for columns, parts in groups if (group := _group(fmt, score, columns, parts)))


def finer(score: KpiScore) -> int:
    """Return how many slices of several columns are not shown."""
    several = sum(1 for part in score.slices if sum(1 for _, value in part.dimensions if value) > 1)
    return several if several < len(score.slices) else 0


def _group(
    fmt: Formatter, score: KpiScore, columns: tuple[str, ...], parts: list[SliceScore]
) -> SliceGroup | None:
    known = [part for part in parts if part.latest.value is not None]
    if not known:
        return None
    period = max((part.latest.period for part in known), key=lambda period: period.end)
    now = [part for part in known if part.latest.period == period]
    now.sort(key=lambda part: (-_value(part.latest), part.dimensions))
    shown = now[:MOST]
    kpi = score.kpi
    whole = _whole(score, period, [_value(part.latest) for part in shown])
    lowest, highest = _ends(
        [*(_value(part.latest) for part in shown), *([whole] if whole is not None else [])]
    )
    span = highest - lowest or 1.0
    return SliceGroup(
        heading=fmt.say("By {columns}", columns=fmt.listed(columns)),
        note=_note(fmt, kpi, period, shown),
        bars=tuple(_bar(fmt, kpi, part, (lowest, span)) for part in shown),
        post="" if whole is None else _percent((whole - lowest) / span),
        key="" if whole is None else _key(fmt, value_words(fmt, kpi, whole)),
        rest=" ".join(_rest(fmt, kpi, period, (len(now) - len(shown), len(parts) - len(now)))),
    )


def _whole(score: KpiScore, period: Period, values: list[float]) -> float | None:
    """Return the value of the whole in that period, where it can stand on the scale of the slices."""
    if score.kpi.aggregate == "sum":
        return None
    of_period = [seen.value for seen in score.series if seen.period == period and seen.value is not None]
    longest = max(abs(value) for value in values)
    return of_period[0] if of_period and abs(of_period[0]) <= longest * _LONGEST_WHOLE else None


def _ends(values: list[float]) -> tuple[float, float]:
    """Return the ends of the scale: it always holds zero, where the bars begin."""
    return min(0.0, *values), max(0.0, *values)


def _bar(fmt: Formatter, kpi: Kpi, part: SliceScore, scale: tuple[float, float]) -> Bar:
    lowest, span = scale
    value = _value(part.latest)
    earlier: tuple[float, ...] = ()
    change = ""
    if part.change and part.change.since.value is not None:
        earlier = (part.change.since.value,)
        change = fmt.signed(part.change.amount, kpi.unit, difference_places(kpi, value, *earlier))
    start = (min(0.0, value) - lowest) / span
    return Bar(
        name=", ".join(value for _, value in part.dimensions if value),
        value=value_words(fmt, kpi, value, earlier=earlier),
        x=_percent(start),
        width=_percent(abs(value) / span),
        change=change,
    )


def _note(fmt: Formatter, kpi: Kpi, period: Period, shown: list[SliceScore]) -> str:
    named = capitalised(fmt.period(period, fiscal=kpi.fiscal))
    since = {part.change.since.period.label: part.change.since.period for part in shown if part.change}
    if not since:
        return named
    if len(since) > 1:
        return fmt.say("{period}, change since the value before", period=named)
    before = told_shortly(fmt, kpi, next(iter(since.values())))
    return fmt.say("{period}, change since {before}", period=named, before=before)


def _key(fmt: Formatter, whole: str) -> str:
    return fmt.say("The tick is the whole, {value}.", value=whole)


def _rest(fmt: Formatter, kpi: Kpi, period: Period, counts: tuple[int, int]) -> Iterator[str]:
    smaller, without = counts
    if smaller:
        yield fmt.say_many(
            "{n}\u00a0smaller slice is in the CSV.", "{n}\u00a0smaller slices are in the CSV.", smaller
        )
    if without:
        yield fmt.say_many(
            "{n}\u00a0slice has no value for {period}.",
            "{n}\u00a0slices have no value for {period}.",
            without,
            period=told_period(fmt, kpi, period),
        )


def _percent(share: float) -> str:
    return f"{half_up(share * 100, 2):.2f}".rstrip("0").rstrip(".") + "%"


def _value(observation: Observation) -> float:
    assert observation.value is not None
    return observation.value
