"""The map: each goal once in full, orphans, and pages that stay small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from goalposts.pages import goal_map
from goalposts.pages.goal_map_rows import MapRow
from goalposts.pages.goal_map_view import MapView
from goalposts.pages.page import Edition
from tests.pages.company import COMPANY, company, edition_of, html_of, pages_of

MOST_ELEMENTS = 1500


def _goal(title: str, level: str = "team", supports: str = "", more: str = "") -> str:
    line = f"supports: [{supports}]\n" if supports else ""
    return (
        f"---\ntitle: {title}\nlevel: {level}\nowner: cs-lead\ncycle: 2026-Q4\n{line}{more}"
        "key_results:\n  - {id: a, title: Done, done: false}\n---\n"
    )


def _view(edition: Edition, url: str = "map/") -> MapView:
    page = pages_of(goal_map.make(edition))[url]
    html_of(edition, page)
    assert isinstance(page.view, MapView)
    return page.view


def _all(rows: Iterable[MapRow]) -> Iterator[MapRow]:
    for row in rows:
        yield row
        yield from _all(row.rows)


def _outline(rows: Iterable[MapRow], depth: int = 0) -> list[str]:
    """Returns the list as text: a dash for each step down, `see above` where it is only a link."""
    lines = []
    for row in rows:
        lines.append(f"{'- ' * depth}{row.title}{' (see above)' if row.above else ''}")
        lines += _outline(row.rows, depth + 1)
    return lines


FILES = {
    "goals/grow.md": _goal("Grow", "organization"),
    "goals/success/help.md": _goal("Help", supports="keep, {to: grow, weight: 3}"),
    "goals/support/call.md": _goal("Call", "individual", supports="help#a"),
    "goals/support/alone.md": _goal("Alone"),
    "goals/support/skill.md": _goal("A skill", "individual", more="kind: development\n"),
}


def test_a_goal_stands_once_in_full() -> None:
    """A goal below two others is shown with all below it once, and as a link to that place after."""
    view = _view(company(FILES))
    assert _outline(view.rows) == [
        "Grow",
        "- Help",
        "- - Call",
        "Keep our customers",
        "- Cut churn to 1.5 %",
        "- Help (see above)",
    ]
    again = next(row for row in _all(view.rows) if row.above)
    assert (again.id, again.above) == ("", "#help")
    details = {row.title: row.detail for row in _all(view.rows) if not row.above}
    assert details["Help"] == "Success, Head of Success, 0\u202f%, weight 3"
    assert details["Call"] == "Support, Head of Success, 0\u202f%, for “Done”"
    assert (
        view.lead == "2\u00a0organization goals. 3 of 5\u00a0team and individual goals support one of them."
    )


def test_list_and_drawing_say_the_same() -> None:
    """Every goal of the list is drawn once with the same status, every support is a line of its weight."""
    view = _view(company(FILES))
    assert view.chart is not None
    listed = [(row.id, row.status.icon) for row in _all(view.rows) if row.id]
    assert [(node.anchor, node.status) for node in view.chart.nodes] == listed
    names = [node.anchor for node in view.chart.nodes]
    own = {
        (node.anchor, names[node.above], node.weight) for node in view.chart.nodes if node.above is not None
    }
    more = {(names[link.lower], names[link.upper], link.weight) for link in view.chart.links}
    assert own == {("help", "grow", 3.0), ("call", "help", 1.0), ("cut-churn", "keep", 2.0)}
    assert more == {("help", "keep", 1.0)}
    assert [node.column for node in view.chart.nodes] == [0, 1, 2, 0, 1]


def test_orphans_and_development_goals() -> None:
    """What supports nothing live is listed apart; development goals stand for themselves."""
    view = _view(company(FILES))
    assert [(group.title, _outline(group.rows)) for group in view.apart] == [
        ("Orphans", ["Alone"]),
        ("Development goals that stand for themselves", ["A skill"]),
    ]
    assert [group.title for group in _view(company()).apart] == []


def test_what_supports_an_orphan_stands_below_it() -> None:
    """A goal that supports an orphan is no orphan, and is shown with it."""
    below = _goal("Below", "individual", supports="alone")
    view = _view(company({**FILES, "goals/support/below.md": below}))
    assert _outline(view.apart[0].rows) == ["Alone", "- Below"]


def test_one_goal() -> None:
    """An organization goal has a map of its own, with what it supports, live or over."""
    over = _goal("Old", "organization", more="state: closed\nclosed_on: 2026-11-01\n")
    edition = company({**FILES, "goals/old.md": over, "goals/support/late.md": _goal("Late", supports="old")})
    view = _view(edition, "map/grow/")
    assert _outline(view.rows) == ["Grow", "- Help", "- - Call"]
    assert view.lead.startswith("2\u00a0goals below it, ")
    assert _outline(_view(edition, "map/old/").rows) == ["Old", "- Late"]
    assert [(link.words, link.address) for link in _view(edition).ended] == [("Old", "map/old/")]
    assert _outline(_view(edition).apart[0].rows) == ["Alone", "Late"]  # what it supports is over


def test_a_team_has_its_part() -> None:
    """The map of a team shows its goals with what they support and what supports them, and nothing else."""
    edition = company(FILES)
    assert _outline(_view(edition, "map/team/success/").rows) == [
        "Grow",
        "- Help",
        "- - Call",
        "Keep our customers",
        "- Cut churn to 1.5 %",
        "- Help (see above)",
    ]
    support = _view(edition, "map/team/support/")
    assert "- Cut churn to 1.5 %" not in _outline(support.rows)
    assert {"Alone", "- - Call"} <= set(_outline(support.rows))


def test_no_goals() -> None:
    """Without goals the map says what to do."""
    edition = edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    assert _view(edition).empty == "No organization goal yet. Strategy comes first: write one."


def test_teams_lead_to_their_map() -> None:
    """The map links the part of each team that has goals now."""
    assert [(link.words, link.address) for link in _view(company()).teams] == [
        ("Success", "map/team/success/")
    ]


def _many(goals: int) -> Edition:
    files = {**COMPANY}
    organization = max(4, goals // 100)
    for number in range(goals):
        level = "organization" if number < organization else "team" if number < goals // 2 else "individual"
        above = f"g{number % organization}"
        if level == "individual":
            above = f"g{organization + number % (goals // 2 - organization)}, g{number % 7 % organization}"
        title = f"Raise the number of things that we do well to {number} %"
        folder = "" if level == "organization" else "success/" if number % 3 else "support/"
        files[f"goals/{folder}g{number}.md"] = _goal(title, level, "" if level == "organization" else above)
    return edition_of(files, date(2026, 11, 20))


@pytest.mark.parametrize("goals", [60, 400, 900])
def test_pages_stay_small(goals: int) -> None:
    """With hundreds of goals every page of the map has fewer than 1,500 elements and each goal is on one."""
    edition = _many(goals)
    pages = pages_of(goal_map.make(edition))
    seen: set[str] = set()
    for url, page in pages.items():
        html = html_of(edition, page)
        assert len(re.findall(r"<[a-zA-Z]", html)) < MOST_ELEMENTS, url
        rows = list(_all(page.view.rows))
        seen |= {row.id for row in rows}
        # what is too long for this page is on another
        assert all(row.more.address in pages for row in rows if row.more and row.more.address)
    organization = {goal.id for goal in edition.repository.goals.values() if goal.level == "organization"}
    assert organization <= seen
    tied = {goal_id for goal_id in edition.repository.goals if goal_id.startswith("g")}
    assert tied <= seen
