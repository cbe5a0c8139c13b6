"""The lists of goals: all of them, by level, and those of each status; long lists go on over pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from goalposts.language.catalogue import N_
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import attention_key, count_statuses, is_over, share_on_track
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.goals_filter import FilterBar, filter_bar, rows_file
from goalposts.pages.page import Edition, Made, Page
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.words import COUNTED, LEVEL_HEADINGS, StatusView, status_inside, status_view, status_word

# about 25 elements a row: a page stays below 1,500 elements however many goals there are
ROWS_PER_PAGE = 40

_EMPTY_LEVELS = {
    "organization": N_("No organization goals yet. They say what the strategy wants."),
    "team": N_("No team goals yet. They support the goals of the organization."),
    "individual": N_("No individual goals yet."),
}


class StatusCount(Struct, frozen=True):
    """A link to the goals of one status; `view` is None for all goals. `is_current` marks the page itself."""

    view: StatusView | None
    number: str
    address: str
    is_current: bool


class Group(Struct, frozen=True):
    """Goals under a heading; `empty` is said where there are none."""

    id: str
    title: str
    note: str
    rows: tuple[GoalRow, ...]
    empty: str = ""


class GoalsView(Struct, frozen=True):
    """A list of goals: what it holds in a sentence, counts as links, groups, and its pages.

    `filters` is for the list of all goals, and works only with the script.
    """

    heading: str
    intro: str
    crumbs: tuple[Link, ...]
    filters: FilterBar | None
    counts: tuple[StatusCount, ...]
    groups: tuple[Group, ...]
    empty: str
    pages: tuple[tuple[str, str | None], ...]
    new_goal: str | None
    json: str


class _Section(Struct, frozen=True):
    """A heading with its goals, before they are divided into pages."""

    key: str
    title: str
    note: str
    scores: tuple[GoalScore, ...]


def make(edition: Edition) -> Iterator[Made]:
    """Return the list of all goals, one list for each status, and the rows that the filters choose from."""
    fmt = formatter(edition)
    rows = {goal_id: goal_row(edition, fmt, goal_id) for goal_id in edition.scorecard.goals}
    for status in (None, *COUNTED):
        yield from _list(edition, status, rows)
    yield rows_file(edition, rows)


def level_addresses(edition: Edition) -> dict[str, str]:
    """Return for each level the address where its goals begin in the list of all goals."""
    addresses: dict[str, str] = {}
    place = 0
    for section in _by_level(edition, formatter(edition)):
        page = links.list_url(links.GOALS, place // ROWS_PER_PAGE + 1)
        addresses[section.key] = f"{page}#p_{section.key}"
        place += max(len(section.scores), 1)
    return addresses


def _list(edition: Edition, status: Status | None, rows: Mapping[str, GoalRow]) -> Iterator[Page]:
    fmt = formatter(edition)
    base = links.status_url(status) if status else links.GOALS
    sections = _by_level(edition, fmt) if status is None else _of_status(edition, fmt, status)
    chunks = _chunks(sections)
    heading = fmt.say("Goals")
    if status:
        heading = fmt.say("Goals: {status}", status=status_inside(status, fmt))
    intro = _intro(edition, fmt, status, sum(len(section.scores) for section in sections))
    counts = _counts(edition, fmt, status)
    filters = filter_bar(edition) if status is None else None
    for number, chunk in enumerate(chunks, 1):
        view = GoalsView(
            heading=heading,
            intro=intro,
            crumbs=(Link(fmt.say("Goals"), links.GOALS), Link(status_word(status, fmt))) if status else (),
            filters=filters,
            counts=counts,
            groups=tuple(_groups(rows, chunk, fmt, is_first=number == 1)),
            empty=fmt.say("No goal has this status.") if status and not sections else "",
            pages=_pager(base, number, len(chunks), fmt),
            new_goal=edition.git_host.new_file_url("goals"),
            json="api/v1/goals.json",
        )
        title = heading
        if number > 1:
            title = fmt.say("{title}, page {number}", title=heading, number=number)
        yield Page(links.list_url(base, number), "goals.html", title, intro, "goals", view)


def _by_level(edition: Edition, fmt: Formatter) -> list[_Section]:
    as_of = edition.scorecard.as_of
    scores = edition.scorecard.goals.values()
    running = [score for score in scores if not is_over(score, as_of)]
    sections = []
    for level, title in LEVEL_HEADINGS.items():
        of_level = sorted((score for score in running if score.goal.level == level), key=attention_key)
        share = share_on_track(of_level, as_of)
        notes = []
        if share.active:
            values = {"good": share.good, "active": share.active, "share": share.percent(fmt)}
            notes.append(fmt.say("{good} of {active} on track ({share})", **values))
        if others := len(of_level) - share.active:
            notes.append(fmt.say_many("{n} paused or draft", "{n} paused or draft", others))
        sections.append(_Section(level, fmt.say(title), ", ".join(notes), tuple(of_level)))
    over = [score for score in scores if is_over(score, as_of)]
    if over:
        latest_first = sorted(over, key=lambda score: (score.goal.due, score.goal.id), reverse=True)
        achieved = sum(score.status is Status.ACHIEVED for score in over)
        judged = sum(score.status in (Status.ACHIEVED, Status.MISSED) for score in over)
        note = ""
        if judged:
            values = {"achieved": achieved, "judged": judged, "share": fmt.share(achieved / judged, 1.0)}
            note = fmt.say("{achieved} of {judged} achieved ({share})", **values)
        sections.append(_Section("ended", fmt.say("Ended"), note, tuple(latest_first)))
    return sections


def _of_status(edition: Edition, fmt: Formatter, status: Status) -> list[_Section]:
    sections = []
    for level, title in LEVEL_HEADINGS.items():
        scores = [
            score
            for score in edition.scorecard.goals.values()
            if score.status is status and score.goal.level == level
        ]
        if scores:
            sections.append(_Section(level, fmt.say(title), "", tuple(sorted(scores, key=attention_key))))
    return sections


_Entry = tuple[_Section, GoalScore | None]


def _chunks(sections: Sequence[_Section]) -> list[list[_Entry]]:
    entries: list[_Entry] = []
    for section in sections:
        # a level without goals keeps a place of its own, for the sentence that says so
        entries += [(section, score) for score in section.scores] or [(section, None)]
    starts = range(0, max(len(entries), 1), ROWS_PER_PAGE)
    return [entries[start : start + ROWS_PER_PAGE] for start in starts]


def _groups(
    rows: Mapping[str, GoalRow], chunk: list[_Entry], fmt: Formatter, *, is_first: bool
) -> Iterator[Group]:
    for place, (key, grouped) in enumerate(groupby(chunk, lambda entry: entry[0].key)):
        entries = list(grouped)
        section = entries[0][0]
        scores = [score for _, score in entries if score is not None]
        begins_earlier = not is_first and place == 0 and scores[:1] != list(section.scores[:1])
        yield Group(
            id=f"p_{key}",
            title=fmt.say("{title}, continued", title=section.title) if begins_earlier else section.title,
            note=section.note,
            rows=tuple(rows[score.goal.id] for score in scores),
            empty=fmt.say(_EMPTY_LEVELS[key]) if key in _EMPTY_LEVELS and not scores else "",
        )


def _intro(edition: Edition, fmt: Formatter, status: Status | None, number: int) -> str:
    if status is not None:
        return fmt.say_many("{n} goal.", "{n} goals.", number)
    scores = edition.scorecard.goals.values()
    over = sum(is_over(score, edition.scorecard.as_of) for score in scores)
    if not scores:
        return fmt.say("There is no goal yet.")
    runs = fmt.say_many("{n} goal now", "{n} goals now", len(scores) - over)
    if not over:
        return fmt.say("{goals}. Those that need attention come first.", goals=runs)
    ended = fmt.say_many("{n} has ended", "{n} have ended", over)
    return fmt.say("{goals}, {ended}. Those that need attention come first.", goals=runs, ended=ended)


def _counts(edition: Edition, fmt: Formatter, current: Status | None) -> tuple[StatusCount, ...]:
    scores = edition.scorecard.goals.values()
    counts = [StatusCount(None, str(len(scores)), links.GOALS, current is None)]
    for status, number in count_statuses(scores):
        view = status_view(status, fmt)
        counts.append(StatusCount(view, str(number), links.status_url(status), status is current))
    return tuple(counts)


def _pager(base: str, current: int, last: int, fmt: Formatter) -> tuple[tuple[str, str | None], ...]:
    """Return links to the first and last page and to those around the current one."""
    near = {1, last, *range(current - 2, current + 3)}
    numbers = sorted(number for number in near if 1 <= number <= last)
    return tuple(
        (
            fmt.say("Page {number}", number=number),
            None if number == current else links.list_url(base, number),
        )
        for number in numbers
    )
