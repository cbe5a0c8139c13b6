"""What every key result says, whatever its type: its name, its weight, and where its values come from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from goalposts.records.fields import Day, Id, Line, Number, Title, Weight, choice
from goalposts.records.model import Fields

AGGREGATES = ("last", "sum", "mean", "max", "min", "count")


class Terms(Fields):
    """The fields that all key results share."""

    id: Id | None = Field(None, examples=["renewal-rate"])
    """Permanent name within the goal. Default: the KPI's id, else made from the title."""
    title: Title | None = Field(None, examples=["Renewal rate from 84 % to 92 %"])
    """One line. Default: the KPI's title."""
    weight: Weight = Field(1.0, examples=[2])
    """How much it counts; 0 is shown but not counted: a guardrail."""
    owner: Id | None = Field(None, examples=["renewals-manager"])
    """Who answers for it, if not the goal's owner."""
    kpi: Id | None = Field(None, examples=["renewal-rate"])
    """The KPI whose values it reads."""
    where: dict[Line, Line] = Field({}, examples=[{"plan": "Enterprise"}])
    """One slice of the KPI: column and value."""
    values: dict[Day, Number] = Field({}, examples=[{"2026-10-05": 12}])
    """Values written by hand, by date, where no KPI fits."""
    aggregate: Annotated[str, *choice(*AGGREGATES)] = Field("last", examples=["sum"])
    """How the values since `start` become the current one: `last`, `sum`, `mean`, `max`, `min` or `count`."""
    aliases: list[Id] = Field([], examples=[["renewals"]])
    """Former ids; links to them lead here, and it counts as the same key result."""
