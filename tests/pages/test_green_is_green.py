"""Green is green: no goal that is stale, without data, provisional or in dispute looks plainly on track."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from goalposts.charts import SeriesChart
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import Status
from goalposts.pages import make_pages
from goalposts.pages.counting import is_active
from goalposts.pages.frame import formatter
from goalposts.pages.goal_charts import chart_of
from goalposts.pages.links import hyphened
from goalposts.pages.page import Edition, Made
from goalposts.pages.words import STATUS_WORDS
from tests.pages.company import downloads_of, edition_of, html_of, pages_of
from tests.pages.goals_in_states import AS_OF, STATES, files_of
from tests.pages.html_tree import Element, read_tree

_ON_TRACK = "On track"
_LEVELS = ("organization", "team", "individual")
_OLD = "date,value\n2026-W39,84.0\n2026-W40,85.0\n2026-W41,86.0\n"
_YEAR_END = "cycle: 2026-Q4\n"
_FRESH = "  - {kpi: rate, id: fresh-one, baseline: 84, target: 85.4}\n  - {title: Told, done: 2026-10-30}\n"
_SAID = "check_ins:\n  - {date: 2026-11-16, status: off_track}\n"

# states that are on track by their numbers, with something that the reader must know beside it
_DOUBTFUL = {
    "provisional on track": (
        "start: 2026-10-01\ndue: 2026-11-19\nkey_results:\n  - {kpi: rate, baseline: 84, target: 85.5}\n"
    ),
    "partly stale": f"{_YEAR_END}key_results:\n  - {{kpi: old, baseline: 84, target: 92}}\n{_FRESH}",
    "stale": f"{_YEAR_END}key_results:\n  - {{kpi: old, baseline: 84, target: 92}}\n",
    "no data": f"{_YEAR_END}key_results:\n  - {{kpi: none, baseline: 84, target: 92}}\n",
    "reported off track": f"{_YEAR_END}key_results:\n  - {{kpi: rate, at_least: 84}}\n{_SAID}",
    "made of a stale one": f"{_YEAR_END}rollup: children\n",
}
_STATES = {name: text for name, text in STATES.items() if name != "hostile"} | _DOUBTFUL


def _slug(state: str) -> str:
    return state.replace(" ", "-")


IDS = [_slug(state) for state in _STATES]


@cache
def _edition() -> Edition:
    """Returns a company with a goal in each state, spread over the levels, for two people and two teams."""
    base = files_of("on track")
    files = {path: text for path, text in base.items() if path != "goals/sales/it.md"}
    kpi = base["kpis/rate.md"]
    files |= {"kpis/old.md": kpi.replace("Renewal rate", "Old rate"), "kpis/old.csv": _OLD}
    files |= {"kpis/none.md": kpi.replace("Renewal rate", "No rate"), "kpis/none.csv": "date,value\n"}
    for number, (state, front) in enumerate(_STATES.items()):
        level = _LEVELS[number % 3]
        to = "supports: [made-of-a-stale-one]\n" if state == "stale" else "supports: [holding]\n"
        supports = "" if state in ("holding", "made of a stale one") else to
        head = f"title: The {state} goal\nlevel: {level}\nowner: lead\nteam: sales\n"
        files[f"goals/sales/{_slug(state)}.md"] = f"---\n{head}{supports}{front}---\n.\n"
    return edition_of(files, AS_OF)


def _is_doubtful(score: GoalScore) -> bool:
    """Returns whether a goal may not look plainly on track."""
    return bool(
        score.status is not Status.ON_TRACK
        or score.disagrees
        or score.provisional_until
        or score.stale_parts[0]
        or not score.is_measured
    )


def _is_plain_green(element: Element) -> bool:
    """Returns whether an element says or shows on track and nothing else."""
    if "s-on-track" not in element.classes or "is-old" in element.classes:
        return False
    return "st" not in element.classes or element.text == _ON_TRACK


@cache
def _made() -> tuple[Made, ...]:
    """Returns all pages and downloads, but for the reviews: they show earlier days with other statuses."""
    return tuple(one for one in make_pages(_edition()) if not one.url.startswith("review"))


@cache
def _pages() -> dict[str, Element]:
    return {url: read_tree(html_of(_edition(), page)) for url, page in pages_of(_made()).items()}


@cache
def _places() -> dict[str, list[tuple[str, Element]]]:
    """Returns each place where a goal is linked or is the page itself: the address, and its row there."""
    found: dict[str, list[tuple[str, Element]]] = {goal_id: [] for goal_id in _edition().scorecard.goals}
    for url, root in _pages().items():
        here = url.removeprefix("goals/").rstrip("/")
        for element in root.all():
            path = element.attributes.get("href", "").partition("#")[0]
            there = posixpath.normpath(f"{url}/{path}").removeprefix("goals/")
            if element.tag == "a" and path and there in found:
                found[there].append((url, _row_of(element)))
            elif here in found and url.startswith("goals/") and {"why", "here"} & set(element.classes):
                found[here].append((url, element if "why" in element.classes else _row_of(element)))
    return found


def _row_of(link: Element) -> Element:
    """Returns the row of a list or table that a link stands in, else the paragraph around it."""
    return next((one for one in link.above() if one.tag in ("li", "tr", "dd", "p", "nav")), link)


def _own(row: Element) -> Iterator[Element]:
    """Yields what is in a row, and the row itself, but not the rows that are nested in it."""
    yield row
    yield from row.all(but=("ul", "ol", "details"))


@pytest.mark.parametrize("goal_id", IDS)
def test_no_doubtful_goal_is_plain_green(goal_id: str) -> None:
    """Wherever a goal is named, its status is told with what stands against it."""
    score = _edition().scorecard.goals[goal_id]
    found = _places()[goal_id]
    assert len({url for url, _ in found}) > 3, "a goal is named on its own page, in lists and by its owner"
    if not _is_doubtful(score):
        return
    for url, row in found:
        green = [one for one in _own(row) if _is_plain_green(one) and "st" in one.classes + row.classes]
        assert not green, (url, row.text)


@pytest.mark.parametrize("goal_id", IDS)
def test_no_old_bar_is_filled_green(goal_id: str) -> None:
    """The bar of a stale goal is hollow, that of one without data is not there, in every list."""
    score = _edition().scorecard.goals[goal_id]
    if score.status not in (Status.STALE, Status.NO_DATA) and score.is_measured:
        return
    for url, row in _places()[goal_id]:
        for element in _own(row):
            if "meter" in element.classes:
                filled = any("m-fill" in one.classes for one in element.all())
                assert not filled or "is-old" in element.classes, (url, row.text)
                assert "s-on-track" not in element.classes, (url, row.text)


def test_marks_on_the_home_page() -> None:
    """The marks of the home page show the worse of measured and reported, and none for what is in doubt."""
    scores = [one for one in _edition().scorecard.goals.values() if is_active(one, AS_OF)]
    home = _pages()[""]
    marks = [one for one in home.all() if "marks" in one.classes]
    assert marks
    shown = Counter(
        name for one in marks for mark in one.all() for name in mark.classes if name.startswith("s-")
    )
    plain = [one for one in scores if not _is_doubtful(one)]
    assert shown["s-on-track"] <= sum(
        one.shown_status is Status.ON_TRACK for one in scores if one.is_measured
    )
    doubtful = [one for one in scores if _is_doubtful(one) and one.shown_status is Status.ON_TRACK]
    words = home.text
    for score in doubtful:
        if score.provisional_until:
            assert "provisional" in words
        if score.stale_parts[0]:
            assert "partly on old values" in words
    assert plain


def test_a_colour_never_has_the_plain_word_of_another() -> None:
    """Wherever a shape stands for goals, in keys too, the word beside it is its own, or both are told."""
    told = {(name, one.text) for page in _pages().values() for one in page.all() for name in _shapes_of(one)}
    assert ("s-off-track", "On track, reported off track") in told
    wrong = {
        (shape, text)
        for shape, text in told
        for status, word in STATUS_WORDS.items()
        if text == word and shape != f"s-{hyphened(status)}"
    }
    assert not wrong


def _shapes_of(element: Element) -> list[str]:
    return [name for name in element.classes if "st" in element.classes and name.startswith("s-")]


def test_the_verdict_of_a_goal_page() -> None:
    """The large verdict of a page in doubt is never plainly `On track`."""
    for goal_id, score in _edition().scorecard.goals.items():
        [why] = [one for one in _pages()[f"goals/{goal_id}/"].all() if "why" in one.classes]
        heading = next(one for one in why.all() if one.tag == "h2").text
        if score.status is Status.ON_TRACK and score.is_measured and _is_doubtful(score):
            assert re.search(r"provisional|but reported|old|stale", heading), (goal_id, heading)
        elif _is_doubtful(score):
            assert not heading.startswith(_ON_TRACK), (goal_id, heading)


def test_the_json() -> None:
    """In the JSON `on_track` never stands for old, missing or unmeasured numbers, and doubts have fields."""
    edition = _edition()
    made = downloads_of(_made())
    listed = {one["id"]: one for one in json.loads(made["api/v1/goals.json"])}
    for goal_id, score in edition.scorecard.goals.items():
        whole = json.loads(made[f"api/v1/goals/{goal_id}.json"])
        for told in (listed[goal_id], whole):
            if told["status"] == "on_track":
                assert not told["stale"]
                assert told["progress"] is not None
                assert told["provisional"] is (score.provisional_until is not None)
            if told["stale"]:
                assert told["status"] == "stale"
        if score.disagrees:
            assert whole["check_ins"][0]["status"] not in (None, whole["status"])


@pytest.mark.parametrize(
    ("values", "styles", "words"),
    [
        ([4, 6, 4], "status outside status", "6: did not hold"),
        ([4, 4, 6], "status status outside", ""),
        ([4, 4, 4], "status status status", ""),
        ([4] * 27 + [6, 7, 4], "outside outside status", "7: did not hold"),
    ],
    ids=["in the middle", "at the end", "never", "in a long series"],
)
def test_a_day_that_did_not_hold_is_no_green_dot(values: list[int], styles: str, words: str) -> None:
    """In the chart of a goal that holds, periods that did not are marked otherwise, and words say so."""
    days = [date(2026, 10, 1) + timedelta(number) for number, _ in enumerate(values)]
    files = files_of("on track") | {
        "kpis/rate.md": "---\ntitle: Rate\ndirection: down\ncadence: daily\n---\n.\n",
        "kpis/rate.csv": "date,value\n" + "".join(f"{on},{n}\n" for on, n in zip(days, values, strict=True)),
        "goals/sales/it.md": (
            "---\ntitle: It\nlevel: team\nowner: lead\nteam: sales\ncycle: 2026-Q4\n"
            "key_results:\n  - {kpi: rate, at_most: 5}\n---\n.\n"
        ),
    }
    edition = edition_of(files, days[-1])
    score = edition.scorecard.goals["it"]
    chart = chart_of(edition.scorecard, score, score.key_results[0], formatter(edition))
    assert isinstance(chart, SeriesChart)
    assert [dot.style for dot in chart.dots] == styles.split()
    assert [label.text for label in chart.labels[1:]] == [words][: bool(words)]
    assert ("Squares mark where it did not hold" in chart.description) == ("outside" in styles)


def test_every_doubt_is_there() -> None:
    """The company of these tests has goals in every kind of doubt, and some that are plainly on track."""
    scores = _edition().scorecard.goals.values()
    judged = [one for one in scores if one.status is Status.ON_TRACK]
    assert {one.status for one in scores} == set(Status)
    assert any(one.provisional_until for one in judged)
    assert any(one.stale_parts[0] for one in judged)
    assert any(one.disagrees for one in judged)
    assert any(not _is_doubtful(one) for one in judged)
    assert date(2026, 11, 20) == AS_OF
