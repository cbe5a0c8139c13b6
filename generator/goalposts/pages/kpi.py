"""The page of one KPI: where it stands, its series, its slices, and the goals that read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.history.lineages import RecordKind
from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import KpiScore
from goalposts.measuring.status import Health
from goalposts.pages import links
from goalposts.pages.cards import kpi_card
from goalposts.pages.figures import ChartFiles, files_of
from goalposts.pages.formatting import Formatter, capitalised, is_long
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import HistoryView, history_of
from goalposts.pages.kpi_charts import KpiChart, Promise, in_short, promise, series_chart, targets_of
from goalposts.pages.kpi_comparisons import Comparison, comparisons
from goalposts.pages.kpi_slices import SliceGroup, finer, slice_groups
from goalposts.pages.kpi_table import KpiTable, make_table
from goalposts.pages.kpi_words import (
    DIRECTION_FACTS,
    DIRECTION_WORDS,
    change_inside,
    latest_places,
    latest_words,
    missing_words,
    next_value,
    range_words,
    split_unit,
    stale_words,
    told_shortly,
    updated_words,
)
from goalposts.pages.page import Edition, Page, Prose
from goalposts.pages.period_words import cadence_word
from goalposts.pages.rows import Fact, Link
from goalposts.pages.sentences import done_and_expected
from goalposts.pages.standing import cycle_of, who
from goalposts.pages.words import LEVEL_WORDS, StatusView, goal_status, kpi_inside
from goalposts.records.kpi import Kpi
from goalposts.records.period import Period

MOST_USES = 40
_WHOLES = {
    "sum": N_("the sum of its slices, where it is not given"),
    "mean": N_("the mean of its slices, where it is not given"),
}


class Use(Struct, frozen=True):
    """A goal that reads the KPI."""

    status: StatusView
    title: str
    url: str
    note: str


class Source(Struct, frozen=True):
    """Where the values come from; `href` is a full address or None."""

    words: str
    href: str | None


class KpiView(Struct, frozen=True):
    """The page of a KPI. `number` and `unit` make the latest value; `missing` says why there is none."""

    crumbs: tuple[Link, ...]
    level: str
    lead: Prose
    direction: str
    number: str
    unit: str
    missing: str
    late: str
    comparisons: tuple[Comparison, ...]
    chart: KpiChart | None
    files: ChartFiles
    no_chart: str
    next: str
    csv_url: str
    json_url: str
    slices: tuple[SliceGroup, ...]
    finer: str
    uses: tuple[Use, ...]
    more_uses: str
    table: KpiTable | None
    definition: Prose
    facts: tuple[Fact, ...]
    source: Source | None
    running: str
    csv_path: str
    csv_edit_url: str | None
    history: HistoryView | None


def make(edition: Edition) -> Iterator[Page]:
    """Yield the page of every KPI."""
    return make_some(edition, tuple(edition.repository.kpis))


def make_some(edition: Edition, keys: Sequence[str]) -> Iterator[Page]:
    """Yield the pages of some KPIs."""
    fmt = formatter(edition)
    for kpi_id, score in ((key, edition.scorecard.kpis[key]) for key in sorted(keys)):
        view = make_view(edition, fmt, score)
        kpi = score.kpi
        yield Page(
            links.kpi_url(kpi_id),
            "kpi.html",
            kpi.title,
            _description(fmt, score, promise(edition.scorecard, score)),
            "kpis",
            view,
            edit_path=kpi.path,
            card=kpi_card(edition, score, fmt, view.number + view.unit),
        )


def make_view(edition: Edition, fmt: Formatter, score: KpiScore) -> KpiView:
    """Return the view model of one KPI's page."""
    kpi, latest = score.kpi, score.latest
    aim = promise(edition.scorecard, score)
    lead, definition = split_lead(edition, kpi)
    direction = fmt.say(DIRECTION_WORDS[kpi.direction])
    uses = list(_uses(edition, fmt, score))
    number = unit = ""
    if latest is not None and latest.value is not None:
        value = latest_words(fmt, score, *targets_of(latest, aim))
        number, unit = split_unit(value, kpi.unit)
    return KpiView(
        crumbs=(Link(fmt.say("KPIs"), links.KPIS), Link(kpi.title)),
        level=_level(edition, fmt, kpi),
        lead=lead,
        direction="" if direction.lower() in lead.text.lower() else direction,
        number=number,
        unit=unit,
        missing="" if number else missing_words(fmt, score),
        late=stale_words(fmt, score, latest) if score.is_stale and latest else "",
        comparisons=tuple(comparisons(fmt, score, aim)) if number else (),
        chart=series_chart(fmt, score, aim),
        files=files_of(edition, fmt, f"{links.kpi_url(kpi.id)}chart", kpi.title, None),
        no_chart=_no_chart(fmt, score),
        next=next_value(fmt, score),
        csv_url=links.kpi_csv_url(kpi.id),
        json_url=f"api/v1/kpis/{kpi.id}.json",
        slices=slice_groups(fmt, score),
        finer=_finer(fmt, score),
        uses=tuple(uses[:MOST_USES]),
        more_uses=_more_uses(fmt, len(uses) - MOST_USES),
        table=make_table(fmt, score),
        definition=definition,
        facts=tuple(_facts(edition, fmt, score)),
        source=_source(kpi),
        running=_running(fmt, score),
        csv_path=kpi.csv_path,
        csv_edit_url=edition.git_host.edit_url(kpi.csv_path),
        history=history_of(edition, fmt, RecordKind.KPI, kpi.id),
    )


def split_lead(edition: Edition, kpi: Kpi) -> tuple[Prose, Prose]:
    """Return the first paragraph of the definition, and the rest; all is rest where it begins otherwise."""
    body = edition.text_of(kpi).strip()
    first, _, rest = body.partition("\n\n")
    is_plain = first[:1].isalnum() and not first[:1].isdigit()
    has_references = "[^" in first or "][" in first or "\n[" in body
    if (
        not is_plain
        or has_references
        or len(first) > 400
        or any(line.strip(" -=") == "" for line in first.split("\n"))
    ):
        return Prose("", kpi.path), Prose(body, kpi.path)
    return Prose(first, kpi.path), Prose(rest.strip(), kpi.path)


def _level(edition: Edition, fmt: Formatter, kpi: Kpi) -> str:
    team = edition.repository.name_of(kpi.team) if kpi.team else ""
    line = ", ".join(part for part in (fmt.say("KPI"), team, cadence_word(kpi.cadence, fmt)) if part)
    return fmt.say("{about}. Unit: {unit}", about=line, unit=kpi.unit) if is_long(kpi.unit) else line


def _description(fmt: Formatter, score: KpiScore, aim: Promise | None) -> str:
    kpi, latest = score.kpi, score.latest
    if latest is None or latest.value is None:
        return fmt.say("{title}. {reason}", title=kpi.title, reason=missing_words(fmt, score))
    targets = targets_of(latest, aim)
    value = latest_words(fmt, score, *targets)
    when = in_short(fmt, kpi, latest.period)
    words = [fmt.say("{value} {when}", value=value, when=when)]
    if score.is_stale or score.health is not Health.UNKNOWN:
        words.append(kpi_inside(score, fmt))
    if score.change and not score.is_stale:
        since = told_shortly(fmt, kpi, score.change.since.period)
        change = change_inside(fmt, kpi, score.change, latest_places(score, *targets))
        words.append(fmt.say("{change} since {period}", change=change, period=since))
    return fmt.say("{words}.", words=", ".join(words))


# --- the rest of the page --------------------------------------------------------------------------


def _no_chart(fmt: Formatter, score: KpiScore) -> str:
    if score.latest is not None:
        return fmt.say("One value is not enough to draw a line.")
    return fmt.say("Only its slices have values.") if score.slices else fmt.say("Nothing to draw yet.")


def _finer(fmt: Formatter, score: KpiScore) -> str:
    count = finer(score)
    if not count:
        return ""
    return fmt.say_many("{n}\u00a0finer slice is in the CSV.", "{n}\u00a0finer slices are in the CSV.", count)


def _more_uses(fmt: Formatter, count: int) -> str:
    return fmt.say_many("{n} more goal uses it.", "{n} more goals use it.", count) if count > 0 else ""


def _uses(edition: Edition, fmt: Formatter, score: KpiScore) -> Iterator[Use]:
    by_goal: dict[str, list[str]] = {}
    for goal_id, key_result_id in score.used_by:
        by_goal.setdefault(goal_id, []).append(key_result_id)
    for goal_id in sorted(by_goal, key=lambda key: (edition.repository.goals[key].title.casefold(), key)):
        of_goal = edition.scorecard.goals[goal_id]
        goal = of_goal.goal
        team = edition.repository.name_of(goal.team) if goal.team and goal.level != "organization" else ""
        whose = team or (fmt.say(LEVEL_WORDS[goal.level]) if goal.level == "organization" else "")
        cycle = cycle_of(edition.repository, goal.cycle, fmt)
        when = cycle.title if cycle else fmt.say("due {day}", day=fmt.day(goal.due))
        where = ", ".join(part for part in (whose, when) if part)
        parts = [part for part in of_goal.key_results if part.key_result.id in by_goal[goal_id]]
        if parts and all(part.key_result.terms.weight == 0 for part in parts):
            note = fmt.say("{where}. Shown as a guardrail, not counted.", where=where)
        else:
            told = capitalised("".join(done_and_expected(of_goal, fmt)))
            note = fmt.say("{words}.", words=where)
            if told:
                note = fmt.say("{where}. {numbers}.", where=where, numbers=told)
        url = links.key_result_url(goal_id, by_goal[goal_id][0])
        yield Use(goal_status(of_goal, edition.scorecard.rule, fmt), goal.title, url, capitalised(note))


def _facts(edition: Edition, fmt: Formatter, score: KpiScore) -> Iterator[Fact]:
    kpi, repository = score.kpi, edition.repository
    if kpi.owner:
        yield Fact(fmt.say("Owner"), (who(repository, kpi.owner),), is_found=True)
    if kpi.team:
        yield Fact(fmt.say("Team"), (who(repository, kpi.team),), is_found=True)
    yield Fact(fmt.say("Direction"), (Link(fmt.say(DIRECTION_FACTS[kpi.direction])),))
    if kpi.healthy:
        yield Fact(fmt.say("Healthy"), (Link(range_words(fmt, kpi, kpi.healthy)),))
    if kpi.warning:
        yield Fact(fmt.say("Warning"), (Link(range_words(fmt, kpi, kpi.warning)),))
    yield Fact(fmt.say("Updated"), (Link(updated_words(fmt, kpi)),))
    if words := next_value(fmt, score):
        yield Fact(fmt.say("Next value"), (Link(words),))
    if kpi.aggregate:
        yield Fact(fmt.say("The whole"), (Link(fmt.say(_WHOLES[kpi.aggregate])),))


def _source(kpi: Kpi) -> Source | None:
    if kpi.source is None:
        return None
    url = kpi.source.url or ""
    return Source(kpi.source.title, url if url.startswith(("http://", "https://", "mailto:")) else None)


def _running(fmt: Formatter, score: KpiScore) -> str:
    if not score.running:
        return ""
    ends = [_counts_from(fmt, score.kpi, period) for period in score.running]
    if len(ends) > 3:
        later = len(ends) - 2
        ends = [*ends[:2], fmt.say_many("{n} more later", "{n} more later", later)]
    return fmt.say("Not over yet, so not shown: {periods}.", periods=fmt.listed(ends))


def _counts_from(fmt: Formatter, kpi: Kpi, period: Period) -> str:
    name = fmt.period(period, fiscal=kpi.fiscal)
    return fmt.say("{period} counts from {day}", period=name, day=fmt.full_day(period.end))
