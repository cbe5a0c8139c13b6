"""The lists of goals: all of them, by level, and those of each status; long lists go on over pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import links
from goalposts.pages.counting import attention_key, count_statuses, is_over, share_on_track
from goalposts.pages.formatting import Formatter
from goalposts.pages.frame import formatter
from goalposts.pages.goals_filter import FilterBar, filter_bar, rows_file
from goalposts.pages.page import Edition, Made, Page
from goalposts.pages.rows import GoalRow, Link, goal_row
from goalposts.pages.words import COUNTED, LEVEL_HEADINGS, STATUS_WORDS, StatusView, status_view

# about 25 elements a row: a page stays below 1,500 elements however many goals there are
ROWS_PER_PAGE = 40

_EMPTY_LEVELS = {
    "organization": "No organization goals yet. They say what the strategy wants.",
    "team": "No team goals yet. They support the goals of the organization.",
    "individual": "No individual goals yet.",
}


@dataclass(frozen=True, slots=True)
class StatusCount:
    """A link to the goals of one status; `view` is None for all goals. `is_current` marks the page itself."""

    view: StatusView | None
    number: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Goals under a heading; `empty` is said where there are none."""

    id: str
    title: str
    note: str
    rows: tuple[GoalRow, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class GoalsView:
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


@dataclass(frozen=True, slots=True)
class _Section:
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
    sections = _by_level(edition, fmt) if status is None else _of_status(edition, status)
    chunks = _chunks(sections)
    heading = f"Goals: {STATUS_WORDS[status].lower()}" if status else "Goals"
    intro = _intro(edition, status, sum(len(section.scores) for section in sections))
    counts = _counts(edition, status)
    filters = filter_bar(edition) if status is None else None
    for number, chunk in enumerate(chunks, 1):
        current = "" if number == 1 else f", page {number}"
        view = GoalsView(
            heading=heading,
            intro=intro,
            crumbs=(Link("Goals", links.GOALS), Link(STATUS_WORDS[status])) if status else (),
            filters=filters,
            counts=counts,
            groups=tuple(_groups(rows, chunk, is_first=number == 1)),
            empty="No goal has this status." if status and not sections else "",
            pages=_pager(base, number, len(chunks)),
            new_goal=links.new_file_url(edition.repository.config.site, "goals"),
            json="api/v1/goals.json",
        )
        yield Page(links.list_url(base, number), "goals.html", heading + current, intro, "goals", view)


def _by_level(edition: Edition, fmt: Formatter) -> list[_Section]:
    as_of = edition.scorecard.as_of
    scores = edition.scorecard.goals.values()
    running = [score for score in scores if not is_over(score, as_of)]
    sections = []
    for level, title in LEVEL_HEADINGS.items():
        of_level = sorted((score for score in running if score.goal.level == level), key=attention_key)
        share = share_on_track(of_level, as_of)
        note = f"{share.good} of {share.active} on track ({share.percent(fmt)})" if share.active else ""
        if others := len(of_level) - share.active:
            note += f"{', ' if note else ''}{others} paused or draft"
        sections.append(_Section(level, title, note, tuple(of_level)))
    over = [score for score in scores if is_over(score, as_of)]
    if over:
        latest_first = sorted(over, key=lambda score: (score.goal.due, score.goal.id), reverse=True)
        achieved = sum(score.status is Status.ACHIEVED for score in over)
        judged = sum(score.status in (Status.ACHIEVED, Status.MISSED) for score in over)
        note = f"{achieved} of {judged} achieved ({fmt.share(achieved / judged, 1.0)})" if judged else ""
        sections.append(_Section("ended", "Ended", note, tuple(latest_first)))
    return sections


def _of_status(edition: Edition, status: Status) -> list[_Section]:
    sections = []
    for level, title in LEVEL_HEADINGS.items():
        scores = [
            score
            for score in edition.scorecard.goals.values()
            if score.status is status and score.goal.level == level
        ]
        if scores:
            sections.append(_Section(level, title, "", tuple(sorted(scores, key=attention_key))))
    return sections


_Entry = tuple[_Section, GoalScore | None]


def _chunks(sections: Sequence[_Section]) -> list[list[_Entry]]:
    entries: list[_Entry] = []
    for section in sections:
        # a level without goals keeps a place of its own, for the sentence that says so
        entries += [(section, score) for score in section.scores] or [(section, None)]
    starts = range(0, max(len(entries), 1), ROWS_PER_PAGE)
    return [entries[start : start + ROWS_PER_PAGE] for start in starts]


def _groups(rows: Mapping[str, GoalRow], chunk: list[_Entry], *, is_first: bool) -> Iterator[Group]:
    for place, (key, grouped) in enumerate(groupby(chunk, lambda entry: entry[0].key)):
        entries = list(grouped)
        section = entries[0][0]
        scores = [score for _, score in entries if score is not None]
        begins_earlier = not is_first and place == 0 and scores[:1] != list(section.scores[:1])
        yield Group(
            id=f"p_{key}",
            title=section.title + (", continued" if begins_earlier else ""),
            note=section.note,
            rows=tuple(rows[score.goal.id] for score in scores),
            empty=_EMPTY_LEVELS.get(key, "") if not scores else "",
        )


def _intro(edition: Edition, status: Status | None, number: int) -> str:
    if status is not None:
        return f"{number} goal{'' if number == 1 else 's'}."
    scores = edition.scorecard.goals.values()
    over = sum(is_over(score, edition.scorecard.as_of) for score in scores)
    if not scores:
        return "There is no goal yet."
    ended = f", {over} {'has' if over == 1 else 'have'} ended" if over else ""
    runs = len(scores) - over
    return f"{runs} goal{'' if runs == 1 else 's'} now{ended}. Those that need attention come first."


def _counts(edition: Edition, current: Status | None) -> tuple[StatusCount, ...]:
    scores = edition.scorecard.goals.values()
    counts = [StatusCount(None, str(len(scores)), links.GOALS, current is None)]
    for status, number in count_statuses(scores):
        view = status_view(status)
        counts.append(StatusCount(view, str(number), links.status_url(status), status is current))
    return tuple(counts)


def _pager(base: str, current: int, last: int) -> tuple[tuple[str, str | None], ...]:
    """Return links to the first and last page and to those around the current one."""
    near = {1, last, *range(current - 2, current + 3)}
    numbers = sorted(number for number in near if 1 <= number <= last)
    return tuple(
        (f"Page {number}", None if number == current else links.list_url(base, number)) for number in numbers
    )
