"""A goal: what somebody promised, by when, and how everybody can see whether it is reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Struct
from pydantic import BeforeValidator, Field, WithJsonSchema

from goalposts.key_results.terms import Terms
from goalposts.records.fields import (
    Confidence,
    Day,
    Fraction,
    Id,
    Line,
    Text,
    Title,
    Url,
    Weight,
    choice,
    read_line,
    wrong,
)
from goalposts.records.ids import ID_PATTERN
from goalposts.records.model import Fields

LEVELS = ("organization", "team", "individual")
KINDS = ("objective", "performance", "development")
STATES = ("draft", "active", "paused", "dropped", "closed")
VISIBILITIES = ("public", "internal", "private")
ROLLUPS = ("key_results", "children", "both", "none")
REPORTED = ("on_track", "at_risk", "off_track")


def default_rollup(key_results: Sequence[object]) -> str:
    """Return where the numbers of a goal come from that does not say it: its key results, if it has any."""
    return "key_results" if key_results else "children"


_REFERENCE_FORM = re.compile(f"{ID_PATTERN}(#{ID_PATTERN})?")


def read_reference(value: object) -> str:
    """Return a reference to a goal (`id`) or to a key result (`id#key-result`)."""
    text = read_line(value)
    if not _REFERENCE_FORM.fullmatch(text):
        hint = "Write the id of a goal, or goal-id#key-result-id."
        raise wrong("not_a_reference", f"`{text[:80]}` is not a reference to a goal", hint)
    return text


_LINE = {"type": "string", "minLength": 1}
_REFERENCE = {
    "type": ["string", "integer"],
    "minimum": 0,
    "pattern": f"^{ID_PATTERN}(#{ID_PATTERN})?$",
}


class SupportFields(Fields):
    """A goal or key result that this goal supports, with its weight in the other's roll-up."""

    to: Annotated[str, BeforeValidator(read_reference), WithJsonSchema(_REFERENCE)] = Field(
        examples=["keep-the-customers-we-have"]
    )
    """A goal (`id`) or a key result (`id#key-result`)."""
    weight: Weight = Field(1.0, examples=[2])
    """How much it counts there, where the other goal rolls up its children."""


def _read_support(value: object) -> object:
    return value if isinstance(value, dict) else {"to": value}


_SUPPORT_SCHEMA = WithJsonSchema({"anyOf": [_REFERENCE, {"$ref": "#/$defs/SupportFields"}]})


class CheckInFields(Fields):
    """What the owner reports on a day. The texts are Markdown."""

    date: Day = Field(examples=["2026-11-16"])
    """The day of the check-in."""
    by: Id | None = Field(None, examples=["cs-lead"])
    """Who reports. Default: the owner."""
    status: Annotated[str | None, *choice(*REPORTED)] = Field(None, examples=["on_track"])
    """The owner's own judgement: `on_track`, `at_risk` or `off_track`."""
    confidence: Confidence | None = Field(None, examples=[7])
    """How sure the owner is of success, from 0 to 10."""
    progress: Fraction | None = Field(None, examples=[0.4])
    """The owner's own estimate, from 0 to 1; shown beside the measured progress, never instead of it."""
    wins: Text | None = Field(None, examples=["Two of our ten largest customers renewed."])
    """What went well."""
    blockers: Text | None = Field(None, examples=["Alerts wait for the billing export."])
    """What stands in the way."""
    needs: Text | None = Field(None, examples=["One data engineer for two weeks."])
    """What is needed from others."""
    next: Text | None = Field(None, examples=["Switch the alerts on by 27 November."])
    """What comes next."""
    note: Text | None = Field(None, examples=["Week 46."])
    """Anything else."""


class LinkFields(Fields):
    """A link to a plan, an initiative or a discussion."""

    title: Line = Field(examples=["Renewal plan"])
    """What the link is called."""
    url: Url = Field(examples=["https://wiki.example/renewal-plan"])
    """Where it leads: http, https, mailto, or a path in this repository."""


class GoalFields(Fields):
    """The front matter of a goal, `goals/<team>/<id>.md`."""

    id: Id | None = Field(None, examples=["raise-renewal-rate"])
    """Permanent name; the address is `/goals/<id>/`. Default: the file name without `.md`."""
    title: Title = Field(examples=["Raise the renewal rate to 92 %"])
    """One line, at most 120 characters."""
    level: Annotated[str, *choice(*LEVELS)] = Field(examples=["team"])
    """`organization`, `team` or `individual`."""
    kind: Annotated[str, *choice(*KINDS)] = Field("performance", examples=["objective"])
    """`objective`, `performance` or `development`."""
    owner: Id = Field(examples=["cs-lead"])
    """The one person who is accountable."""
    team: Id | None = Field(None, examples=["customer-success"])
    """The team. Default: the team of the folder."""
    contributors: list[Id] = Field([], examples=[["support", "renewals-manager"]])
    """People and teams who work on it."""
    stakeholders: list[Id] = Field([], examples=[["cfo"]])
    """People and teams who asked for it and follow it."""
    cycle: Annotated[str | None, BeforeValidator(read_line), WithJsonSchema(_LINE)] = Field(
        None, examples=["2026-Q4"]
    )
    """`2026`, `2026-H2`, `2026-Q4`, `2026-11`, or a cycle of the configuration."""
    start: Day | None = Field(None, examples=["2026-10-01"])
    """The first day. Default: the cycle's."""
    due: Day | None = Field(None, examples=["2026-12-31"])
    """The last day. Default: the cycle's."""
    supports: list[Annotated[SupportFields, BeforeValidator(_read_support), _SUPPORT_SCHEMA]] = Field(
        [], examples=[["keep-the-customers-we-have"]]
    )
    """The goals and key results it supports: `id`, `id#key-result`, or `{to: id, weight: 2}`."""
    ambition: Annotated[str, *choice("committed", "stretch")] = Field("committed", examples=["stretch"])
    """`committed`: 1.0 is expected; `stretch`: 0.7 is success."""
    state: Annotated[str, *choice(*STATES)] = Field("active", examples=["active"])
    """`draft`, `active`, `paused`, `dropped` or `closed`."""
    closed_on: Day | None = Field(None, examples=["2026-11-13"])
    """The day it was closed, when that was before `due`."""
    visibility: Annotated[str, *choice(*VISIBILITIES)] = Field("internal", examples=["public"])
    """Who may see it: `public`, `internal` or `private` (never in any build)."""
    rollup: Annotated[str | None, *choice(*ROLLUPS)] = Field(None, examples=["children"])
    """Where its numbers come from: `key_results`, `children`, `both` or `none`.
    Default: `key_results`, or `children` if there are none."""
    key_results: list[dict[str, Any]] = Field([], examples=[[{"kpi": "renewal-rate", "target": 92}]])
    """What success is, in numbers."""
    check_ins: list[CheckInFields] = Field([], examples=[[{"date": "2026-11-16", "status": "on_track"}]])
    """What the owner reported, and when."""
    grade: Fraction | None = Field(None, examples=[0.8])
    """At close: a number from 0 to 1 that replaces the computed score; needs `retrospective`."""
    retrospective: Text | None = Field(None, examples=["The price change cost us two renewals."])
    """At close: what was learned, and the reason for the grade."""
    links: list[LinkFields] = Field(
        [], examples=[[{"title": "Renewal plan", "url": "https://wiki.example/renewal-plan"}]]
    )
    """Plans, initiatives, discussions."""
    tags: list[Line] = Field([], examples=[["retention"]])
    """Free words."""
    aliases: list[Id] = Field([], examples=[["renewal-rate-up"]])
    """Former ids; their addresses redirect here."""


class KeyResult(Struct, frozen=True):
    """A key result: its name, and the terms that say what success is. `index` is its place in the list."""

    id: str
    title: str
    type: str
    terms: Terms
    index: int


class Support(Struct, frozen=True):
    """A reference to a goal, or to one of its key results."""

    goal: str
    key_result: str | None
    weight: float


class Goal(Struct, frozen=True):
    """A goal with its defaults filled in. `node` is the front matter with the place of every field."""

    id: str
    title: str
    level: str
    kind: str
    owner: str
    team: str | None
    contributors: tuple[str, ...]
    stakeholders: tuple[str, ...]
    cycle: str | None
    start: date
    due: date
    supports: tuple[Support, ...]
    ambition: str
    state: str
    closed_on: date | None
    visibility: str
    rollup: str
    key_results: tuple[KeyResult, ...]
    check_ins: tuple[CheckInFields, ...]
    grade: float | None
    retrospective: str | None
    links: tuple[LinkFields, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    body: str
    path: str
    node: Any = None

    @property
    def is_stretch(self) -> bool:
        """Return whether 0.7 is success."""
        return self.ambition == "stretch"

    @property
    def days(self) -> int:
        """Return the length from the start to the due date, in days (0 for a one-day goal)."""
        return (self.due - self.start).days
