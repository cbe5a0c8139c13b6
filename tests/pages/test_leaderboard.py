"""The leaderboard of teams: opt-in, by outcomes, fair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goalposts.pages import numbers, teams
from goalposts.pages.leaderboard import Leaderboard
from goalposts.pages.page import Edition
from tests.pages.company import CONFIG, edition_of, html_of, pages_of

_ON = CONFIG.replace("site: {", "site: {leaderboard: true, ")
_TITLES = {"alpha": "Alpha", "beta": "Beta", "gamma": "Gamma"}


def _goal(grade: float, team: str = "", *, fields: str = "") -> str:
    """Returns a goal that closed on 30 September with a grade."""
    return (
        f"---\ntitle: A goal\nlevel: team\nowner: ceo\ncycle: 2026-Q3\nstate: closed\ngrade: {grade}\n"
        f"retrospective: So it was.\nrollup: none\n{fields}---\n"
    )


def _edition(grades: Mapping[str, list[float]], changes: Mapping[str, str] | None = None) -> Edition:
    """Returns teams with closed goals of these grades."""
    files = {"site_config.yml": _ON, "goals/index.md": "Hello.\n"}
    for team, of_team in grades.items():
        files[f"goals/{team}/index.md"] = f"---\ntitle: {_TITLES[team]}\n---\n"
        files |= {f"goals/{team}/{team}-{n}.md": _goal(grade) for n, grade in enumerate(of_team)}
    return edition_of({**files, **(changes or {})})


def _board(edition: Edition) -> Leaderboard:
    view = pages_of(teams.make(edition))["teams/"].view
    assert isinstance(view.leaderboard, Leaderboard)
    return view.leaderboard


def _ranks(edition: Edition) -> list[tuple[str, str, str, str]]:
    return [(one.rank, one.team.words, one.achieved, one.came) for one in _board(edition).places]


def test_it_is_off_unless_asked_for() -> None:
    """Without the setting there is neither a leaderboard nor its explanation."""
    edition = _edition({"alpha": [1.0, 1.0, 1.0]}, {"site_config.yml": CONFIG})
    page = pages_of(teams.make(edition))["teams/"]
    assert page.view.leaderboard is None
    assert "Outcomes by team" not in html_of(edition, page)
    assert "Outcomes by team" not in html_of(edition, pages_of(numbers.make(edition))["numbers/"])


def test_completion_comes_first_then_how_far_goals_came() -> None:
    """More achieved ranks higher; of two teams with equal completion the one whose goals came further."""
    edition = _edition({"alpha": [1.0, 0.2, 0.2], "beta": [1.0, 1.0, 0.0], "gamma": [1.0, 0.5, 0.2]})
    assert _ranks(edition) == [
        ("1", "Beta", "2 of 3 (67\u202f%)", "67\u202f%"),
        ("2", "Gamma", "1 of 3 (33\u202f%)", "57\u202f%"),
        ("3", "Alpha", "1 of 3 (33\u202f%)", "47\u202f%"),
    ]


def test_equal_teams_share_a_rank() -> None:
    """Teams that are equal in what is shown share a rank, by name; the next one counts them both."""
    edition = _edition(
        {"alpha": [1.0, 0.0, 0.0], "beta": [1.0, 1.0, 0.5], "gamma": [1.0, 1.0, 0.5, 1.0, 1.0, 0.5]}
    )
    assert [(rank, team) for rank, team, _, _ in _ranks(edition)] == [
        ("1, shared", "Beta"),
        ("1, shared", "Gamma"),
        ("3", "Alpha"),
    ]


def test_a_stretch_goal_is_measured_by_its_own_success() -> None:
    """0.7 of a stretch goal is all of success, and more than success counts as success."""
    stretch = _goal(0.7, fields="ambition: stretch\n")
    edition = _edition({"alpha": [1.0, 1.0]}, {"goals/alpha/far.md": stretch})
    assert _ranks(edition) == [("1", "Alpha", "3 of 3 (100\u202f%)", "100\u202f%")]


def test_too_little_is_no_rank() -> None:
    """A team with fewer than three goals that ended in a year is named without a rank, with the reason."""
    old = _goal(1.0).replace("cycle: 2026-Q3", "cycle: 2025-Q3")
    edition = _edition({"alpha": [1.0, 1.0], "beta": [], "gamma": [1.0, 1.0]}, {"goals/gamma/old.md": old})
    board = _board(edition)
    assert board.places == ()
    assert board.empty == "No team has enough goals that ended for a rank yet."
    assert [(one.why, [team.words for team in one.teams]) for one in board.unranked] == [
        ("No goal ended with a number; 3 are needed", ["Beta"]),
        ("2 goals ended; 3 are needed", ["Alpha", "Gamma"]),
    ]


def test_only_outcomes_of_teams_count() -> None:
    """Goals of one person, running and dropped goals, and goals without any number change no rank."""
    others = {
        "own": _goal(0.0).replace("level: team", "level: individual"),
        "runs": "---\ntitle: A\nlevel: team\nowner: ceo\ncycle: 2026-Q4\nrollup: none\n---\n",
        "dropped": _goal(0.0).replace(
            "state: closed\ngrade: 0.0\nretrospective: So it was.\n", "state: dropped\n"
        ),
    }
    files = {f"goals/alpha/{name}.md": text for name, text in others.items()}
    alone = _edition({"alpha": [1.0, 1.0, 0.5]})
    assert _ranks(_edition({"alpha": [1.0, 1.0, 0.5]}, files)) == _ranks(alone)


def test_check_ins_change_no_rank() -> None:
    """Who updates often and who never does is no outcome: check-ins leave the leaderboard as it is."""
    told = "check_ins:\n  - {date: 2026-08-01, status: off_track, confidence: 1}\n"
    grades = {"alpha": [1.0, 1.0], "beta": [1.0, 1.0, 1.0]}
    one = _edition(grades, {"goals/alpha/x.md": _goal(1.0)})
    other = _edition(grades, {"goals/alpha/x.md": _goal(1.0, fields=told)})
    assert _board(one) == _board(other)


def test_a_team_counts_without_the_teams_below_it() -> None:
    """The goals of a team below another one are its own: they give the upper team no rank."""
    below = {"goals/beta/index.md": "---\ntitle: Beta\nparent: alpha\n---\n"}
    board = _board(_edition({"alpha": [], "beta": [1.0, 1.0, 1.0]}, below))
    assert [one.team.words for one in board.places] == ["Beta"]
    assert [team.words for one in board.unranked for team in one.teams] == ["Alpha"]


def test_the_page_explains_the_rank() -> None:
    """The table has its ranks and leads to the explanation, which names the days and the least number."""
    edition = _edition({"alpha": [1.0, 1.0, 0.5], "beta": [1.0]})
    html = html_of(edition, pages_of(teams.make(edition))["teams/"])
    assert "numbers/#p_leaderboard" in html
    assert "2 of 3 (67\u202f%)" in html
    told = html_of(edition, pages_of(numbers.make(edition))["numbers/"])
    assert 'id="p_leaderboard"' in told
    assert "fewer than 3 such goals has no rank" in told
    assert date(2026, 11, 20) == edition.scorecard.as_of
    assert "365 days to 20 Nov 2026" in told
