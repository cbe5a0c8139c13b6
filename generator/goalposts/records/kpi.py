"""A KPI: an ongoing number with an owner, a direction and a healthy range, and its series of values."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Struct
from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from goalposts.records.fields import Id, Line, Number, Title, Url, Whole, choice, read_line, wrong
from goalposts.records.model import Fields
from goalposts.records.period import Cadence, Period
from goalposts.records.ranges import Range


def _read_unit(value: object) -> str:
    text = read_line(value)
    kind, colon, detail = text.partition(":")
    if colon and kind == "currency" and not (len(detail) == 3 and detail.isascii() and detail.isupper()):
        raise wrong("unit", f"`{text}` is not a currency", "Write three capitals: unit: currency:EUR")
    if colon and kind == "duration" and detail not in DURATIONS:
        raise wrong(
            "unit", f"`{text}` is not a duration", f"Write duration: and one of {', '.join(DURATIONS)}."
        )
    return text


DURATIONS = ("seconds", "minutes", "hours", "days")
_UNIT = rf"(?!currency:|duration:)\S([^\n\t]*\S)?|currency:[A-Z]{{3}}|duration:({'|'.join(DURATIONS)})"
Unit = Annotated[
    str, BeforeValidator(_read_unit), WithJsonSchema({"type": "string", "pattern": rf"^\s*({_UNIT})\s*$"})
]


def usual_decimals(unit: str) -> int:
    """Return how many decimals values of a unit are shown with where the KPI does not say."""
    return 2 if unit == "ratio" else 0


def _read_pair(value: object) -> object:
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise wrong("not_a_pair", "expected two numbers", "Write, for example: between: [80, 90]")


Pair = Annotated[tuple[Number, Number], BeforeValidator(_read_pair)]


class RangeFields(Fields):
    """A range of good values: give `at_least`, `at_most`, both, or `between`."""

    at_least: Number | None = Field(None, examples=[88])
    """The lowest value in the range, included."""
    at_most: Number | None = Field(None, examples=[2])
    """The highest value in the range, included."""
    between: Pair | None = Field(None, examples=[[80, 90]])
    """The lowest and the highest value, both included."""

    @model_validator(mode="after")
    def _check(self) -> RangeFields:
        low, high = (self.at_least, self.at_most) if self.between is None else self.between
        if self.between is not None and (self.at_least is not None or self.at_most is not None):
            raise wrong("range", "gives `between` and another bound", "Keep one of them.")
        if low is None and high is None:
            raise wrong("range", "gives no bound", "Write, for example: {at_least: 88}")
        if low is not None and high is not None and low > high:
            raise wrong("range", f"begins at {low:g}, above its end {high:g}", "Put the lower number first.")
        return self

    def to_range(self) -> Range:
        """Return the range as a value."""
        low, high = (self.at_least, self.at_most) if self.between is None else self.between
        return Range(low, high)


class SourceFields(Fields):
    """Where the values come from."""

    title: Line = Field(examples=["Billing system"])
    """What the source is called."""
    url: Url | None = Field(None, examples=["https://billing.example/reports/churn"])
    """A link to it."""


def _read_source(value: object) -> object:
    return value if isinstance(value, dict) else {"title": value}


class KpiFields(Fields):
    """The front matter of `kpis/<id>.md`."""

    id: Id | None = Field(None, examples=["renewal-rate"])
    """Permanent name; the address is `/kpis/<id>/`. Default: the file name without `.md`."""
    title: Title = Field(examples=["Renewal rate"])
    """One line, at most 120 characters."""
    direction: Annotated[str, *choice("up", "down", "hold", "none")] = Field(examples=["up"])
    """Which way is better: `up`, `down`, `hold` (within a range) or `none` (descriptive, without health)."""
    unit: Unit = Field("count", examples=["percent"])
    """`percent` (85 is 85 %), `ratio` (0.85), `count`, `currency:EUR`, `duration:minutes`, or a word."""
    decimals: Annotated[Whole | None, Field(le=9)] = Field(None, examples=[1])
    """How many decimals are shown. Default: 2 for `ratio`, else 0."""
    cadence: Annotated[str, *choice(*(cadence.value for cadence in Cadence))] = Field(examples=["weekly"])
    """How often a value comes: `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `irregular` (events)."""
    grace_days: Whole | None = Field(None, examples=[5])
    """Days after the end of a period until its value is late. Default: `freshness.grace_days` of the site."""
    owner: Id | None = Field(None, examples=["cs-lead"])
    """The person who answers for the number."""
    team: Id | None = Field(None, examples=["customer-success"])
    """The team it belongs to."""
    healthy: RangeFields | None = Field(None, examples=[{"at_least": 88}])
    """The range of healthy values."""
    warning: RangeFields | None = Field(None, examples=[{"at_least": 84}])
    """The wider range of values that are no longer healthy but not yet unhealthy."""
    source: Annotated[
        SourceFields | None,
        BeforeValidator(_read_source),
        WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/SourceFields"}]}),
    ] = Field(None, examples=[{"title": "Billing system", "url": "https://billing.example/reports/churn"}])
    """Where the values come from: a name, or a name and a link."""
    aggregate: Annotated[str | None, *choice("sum", "mean")] = Field(None, examples=["sum"])
    """How slices make a total: `sum` or `mean`. Without it slices are not added up."""
    periods: Annotated[str | None, *choice("calendar", "fiscal")] = Field(None, examples=["fiscal"])
    """`fiscal` where quarters, halves and years of the series are fiscal ones. Default: `calendar`."""
    visibility: Annotated[str, *choice("public", "internal", "private")] = Field(
        "internal", examples=["public"]
    )
    """Who may see it: `public`, `internal` or `private` (never in any build)."""
    aliases: list[Id] = Field([], examples=[["renewals"]])
    """Former ids; their addresses redirect here."""


# there are hundreds of each KPI, and none of them can be part of a cycle
class Observation(Struct, frozen=True, gc=False):
    """One value of one series; `value` is None for a gap. `line` is its row in the CSV, if it has one row."""

    period: Period
    value: float | None
    target: float | None = None
    note: str = ""
    line: int | None = None


class Row(Observation, frozen=True, gc=False):
    """One row of a KPI's CSV: an observation of a slice.

    `slice` holds the dimension values in column order, blank for the total; `text` is the value as written.
    """

    line: int = 0
    slice: tuple[str, ...] = ()
    text: str = ""


class Kpi(Struct, frozen=True):
    """A KPI with its rows in the order of the file."""

    id: str
    title: str
    direction: str
    unit: str
    decimals: int
    cadence: Cadence
    grace_days: int
    owner: str | None
    team: str | None
    healthy: Range | None
    warning: Range | None
    source: SourceFields | None
    aggregate: str | None
    fiscal: bool
    visibility: str
    aliases: tuple[str, ...]
    body: str
    path: str
    csv_path: str
    columns: tuple[str, ...]
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    node: Any = None
    blob: str = ""
    """The id under which git keeps the series, where its ids are SHA-1."""

    def last_period_end(self, as_of: date) -> date | None:
        """Return the end of the latest headline period that is over by `as_of` and has a value."""
        ends = [
            row.period.end
            for row in self.rows
            if row.value is not None and row.period.end <= as_of and not any(row.slice)
        ]
        return max(ends, default=None)
