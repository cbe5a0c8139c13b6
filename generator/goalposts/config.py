"""`site_config.yml`: the settings of one site, typed and checked."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from goalposts.git_host import HOSTS
from goalposts.records.core import read_core
from goalposts.records.fields import (
    MAX_WHOLE,
    Day,
    Flag,
    Fraction,
    Id,
    Line,
    Text,
    Title,
    Whole,
    choice,
    read_line,
    wrong,
)
from goalposts.records.model import Fields
from goalposts.records.people import PersonFields
from goalposts.records.period import FiscalYear
from goalposts.records.web_address import WebAddress


def _read_branch(value: object) -> str:
    text = read_line(value)
    if text.startswith("refs/"):
        name = text.removeprefix("refs/").partition("/")[2] or "main"
        raise wrong("branch", f"is `{text}`; expected the name of a branch alone", f"Write `{name}`.")
    return text


Branch = Annotated[
    str,
    BeforeValidator(_read_branch),
    WithJsonSchema({"type": "string", "pattern": r"^(?!\s*refs/)\s*\S([^\n\t]*\S)?\s*$"}),
]


class SiteFields(Fields):
    """What the site is called and where it lives."""

    name: Title = Field(examples=["Northwind goals"])
    """The name in the header and in every page title."""
    url: WebAddress | None = Field(None, examples=["https://goals.example/"])
    """The address it is published at; needed for absolute links, feeds and link previews."""
    description: Text = Field("", examples=["The goals of Northwind, and where they stand."])
    """One sentence for link previews and search engines."""
    repo: WebAddress | None = Field(None, examples=["https://git.example/northwind/goals"])
    """The repository's page on the git host; gives edit links."""
    host: Annotated[str | None, *choice(*HOSTS)] = Field(None, examples=["gitlab"])
    """The kind of git host that `repo` is on, for a host whose name does not tell it: `github`, `gitlab`, or
    `gitea` (Forgejo too). Default: by the name of the host, else addresses as on GitHub."""
    branch: Branch = Field("main", examples=["main"])
    """The branch that is published: its history is told, and edit links lead to it."""
    language: Line = Field("en", examples=["en"])
    """The language of the pages, as in the `lang` attribute."""
    organization: Line | None = Field(None, examples=["Northwind"])
    """Who the readers are, in the footer of internal pages. Default: the name."""
    stale_after_days: Annotated[
        Whole, Field(ge=1), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_WHOLE})
    ] = Field(3, examples=[3])
    """Where a reader's clock says that the site is older than this, a banner says so."""
    cards: Annotated[str, *choice("default", "all", "none")] = Field("default", examples=["all"])
    """Which pages get a picture for links in chats: organization and team goals, teams, cycles and the home
    page (`default`), every record (`all`), or no page (`none`). They need `url`."""

    leaderboard: Flag = Field(False, examples=[True])
    """Whether the page of all teams ranks them by the outcomes of their goals that ended in the last year."""


class CycleFields(Fields):
    """A cycle with a name of its own."""

    start: Day = Field(examples=["2026-03-01"])
    """Its first day."""
    due: Day = Field(examples=["2026-05-31"])
    """Its last day."""
    title: Line | None = Field(None, examples=["Spring push"])
    """How it is shown. Default: its id."""
    aliases: list[Id] = Field([], examples=[["spring"]])
    """Former ids; their addresses redirect here."""


def _read_month(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 12):
        raise wrong("month", f"is `{text}`; expected a month from 1 to 12", "Write, for example: 7")
    return int(text)


Month = Annotated[
    int, BeforeValidator(_read_month), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 12})
]


class CyclesFields(Fields):
    """How cycles run."""

    fiscal_year_start: Month = Field(1, examples=[7])
    """The month in which the fiscal year starts, 1 to 12."""
    fiscal_year_named_by: Annotated[str, *choice("start", "end")] = Field("end", examples=["end"])
    """By which calendar year a fiscal year is named: that of its `start` or of its `end`."""
    custom: dict[Id, CycleFields] = Field(
        {}, examples=[{"spring-push": {"start": "2026-03-01", "due": "2026-05-31"}}]
    )
    """Cycles with names of their own."""


class HomeSettings(Fields):
    """What the home page shows first."""

    kpis: list[Id] = Field([], examples=[["net-revenue-retention", "nps"]])
    """The KPIs on the home page, the north star first. Default: those of organization goals."""


class StatusFields(Fields):
    """How far behind a goal may be."""

    rule: Annotated[
        str | None, BeforeValidator(read_line), WithJsonSchema({"type": "string", "minLength": 1})
    ] = Field(None, examples=["pace"])
    """The name of a preset. Default: `pace`."""
    basis: Annotated[str | None, *choice("gap", "share")] = Field(None, examples=["gap"])
    """For a rule of your own: compare the `gap` or the `share` of what was expected."""
    on_track: Fraction | None = Field(None, examples=[0.1])
    """The bound of on track."""
    at_risk: Fraction | None = Field(None, examples=[0.25])
    """The bound of at risk."""

    @model_validator(mode="after")
    def _check(self) -> StatusFields:
        own = (self.basis, self.on_track, self.at_risk)
        if self.rule is not None and any(part is not None for part in own):
            raise wrong("status_rule", "names a preset and gives bounds of its own", "Keep one of them.")
        if any(part is not None for part in own):
            if None in own:
                raise wrong("status_rule", "a rule of your own needs basis, on_track and at_risk", _OWN_RULE)
            assert self.on_track is not None
            assert self.at_risk is not None
            wrong_way = self.on_track > self.at_risk if self.basis == "gap" else self.on_track < self.at_risk
            if wrong_way:
                raise wrong("status_rule", "the bounds contradict each other", _OWN_RULE)
        return self


_OWN_RULE = "Write, for example: {basis: gap, on_track: 0.10, at_risk: 0.25}"


class FreshnessFields(Fields):
    """When a value counts as late."""

    grace_days: Whole = Field(7, examples=[7])
    """Days after the end of a period until a KPI without a value is stale."""
    manual_days: Whole = Field(30, examples=[30])
    """Days without a value or check-in until what is kept by hand is stale."""


class SiteConfig(Fields):
    """All of `site_config.yml`."""

    schema_version: Annotated[str, *choice("1")] = Field(alias="schema", examples=[1])
    """The version of this file's form: 1."""
    site: SiteFields = Field(examples=[{"name": "Northwind goals"}])
    """What the site is called and where it lives."""
    people: dict[Id, PersonFields] = Field({}, examples=[{"cs-lead": {"name": "Head of Customer Success"}}])
    """Owners and stakeholders by id; larger companies keep them in `people.csv`."""
    cycles: CyclesFields = Field(CyclesFields(), examples=[{"fiscal_year_start": 7}])
    """Fiscal years and custom cycles."""
    home: HomeSettings = Field(HomeSettings(), examples=[{"kpis": ["nps"]}])
    """What the home page shows first."""
    status: StatusFields = Field(StatusFields(), examples=[{"rule": "pace"}])
    """The rule that turns a gap into a status."""
    freshness: FreshnessFields = Field(FreshnessFields(), examples=[{"grace_days": 3}])
    """When a value counts as late."""
    history: Flag = Field(True, examples=[False])
    """Whether the site tells what git knows: changes, moved goalposts, feeds, former addresses. Without it
    a clone may be shallow, and pages name no commit."""
    mkdocs: Annotated[dict[str, Any], BeforeValidator(read_core)] = Field({}, examples=[{"plugins": []}])
    """Anything MkDocs understands and the build does not make itself, passed through."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """Return how fiscal years run."""
        return FiscalYear(self.cycles.fiscal_year_start, self.cycles.fiscal_year_named_by)
