"""`goalposts demo`: a year of history that is believable, whole, and the same every time."""

from __future__ import annotations

import shlex
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goalposts.cli.main import main
from goalposts.comparing import Viewpoint, judge_tree
from goalposts.demo.renames import STALL
from goalposts.demo.year import a_year
from goalposts.history import (
    EventKind,
    Question,
    former_addresses,
    key_result_addresses,
    load_at,
    moved,
    published_cycles,
    read_history,
)
from goalposts.history.codes import refused
from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import load
from goalposts.problems import Severity
from tests.support.commands import goalposts

DAYS = ("2026-11-23", "2026-01-01", "2028-02-29", "2026-03-31", "2026-07-02", "2026-11-30")


def git(root: Path, *words: str) -> list[str]:
    """Returns the lines that git printed."""
    told = subprocess.run(
        ["git", *words], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return told.stdout.splitlines()


def make(folder: Path, day: str) -> Path:
    """Returns the demo's folder."""
    found = CliRunner().invoke(main, ["demo", str(folder), "--as-of", day])
    assert found.exit_code == 0, found.output
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo up to one day."""
    return make(tmp_path_factory.mktemp("demo") / "it", DAYS[0])


def test_a_demo_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git gives up, the folders and what it began are removed, and the next try is not refused."""

    def give_up(folder: Path, _: bytes) -> None:
        (folder / ".git").mkdir()
        raise refused("fatal: write error: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("goalposts.cli.demo.import_commits", give_up)
        found = CliRunner().invoke(main, ["demo", str(tmp_path / "new/demo"), "--as-of", DAYS[0]])
    assert found.exit_code == 1
    assert f"{tmp_path / 'new/demo'}: git cannot" in found.output
    assert list(tmp_path.iterdir()) == []


def test_the_same_day_gives_the_same_commits(demo: Path, tmp_path: Path) -> None:
    """Files, dates, authors and so the ids of all commits are the same on every run."""
    again = make(tmp_path / "again", DAYS[0])
    assert git(again, "log", "--all", "--format=%H") == git(demo, "log", "--all", "--format=%H")
    assert git(again, "status", "--porcelain") == []


def test_what_is_told_next_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be a link to an empty one and have any name: the commands that are told lead to it."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("-our demo").symlink_to("empty")
    Path("lost").symlink_to("nowhere")
    found = CliRunner().invoke(main, ["demo", "--as-of", DAYS[0], "--", "-our demo"])
    assert found.exit_code == 0, found.output
    told = [shlex.split(line) for line in found.output.splitlines() if line.startswith("  goalposts")]
    folders = [words[words.index("--root") + 1] for words in told]
    assert folders == ["./-our demo"] * 2
    assert Path("empty/goals").is_dir()
    found = CliRunner().invoke(main, ["demo", "--as-of", DAYS[0], "lost"])
    assert found.exit_code == 1
    assert "lost is a symbolic link that leads nowhere." in found.output


def test_it_is_a_year_of_a_company(demo: Path) -> None:
    """Several people and a bot commit through a year, with pull requests, a merge and an open branch."""
    lines = [line.split("|") for line in git(demo, "log", "--reverse", "--format=%an|%cs|%P|%s", "main")]
    assert len(lines) >= 60
    assert len({author for author, *_ in lines}) >= 5
    assert sum(author == "Metrics Bot" for author, *_ in lines) >= 50
    assert (lines[0][1], lines[-1][1] <= DAYS[0]) == ("2025-11-24", True)
    assert sum("(#" in line[3] for line in lines) >= 60
    assert [line[3] for line in lines if " " in line[2]] == [
        "Merge pull request #87 from harbour-lane/recipes"
    ]
    assert [line[1] for line in lines] == sorted(line[1] for line in lines)
    assert "  proposal" in git(demo, "branch")


def test_its_history_has_everything(demo: Path) -> None:
    """There are check-ins, moved targets, a restated value, a rename, a deletion and closed goals."""
    repository = parse(load(demo)).repository
    assert repository is not None
    visible = for_audience(repository, "internal")
    history = read_history(Question(demo, visible, date.fromisoformat(DAYS[0])))
    assert {
        EventKind.CREATED, EventKind.DELETED, EventKind.RENAMED, EventKind.MOVED, EventKind.CHECK_IN_ADDED,
        EventKind.MILESTONE_DONE, EventKind.VALUES_ADDED, EventKind.VALUE_RESTATED,
        EventKind.KEY_RESULT_CHANGED, EventKind.KEY_RESULT_REMOVED, EventKind.RECREATED,
    } <= {event.kind for event in history.events}  # fmt: skip
    moves = [move.effect.value for goal in visible.goals.values() for move in moved(goal, history)]
    assert {"easier", "harder"} <= set(moves)
    assert visible.teams["customer-care"].aliases == ("support",)
    gone = {(str(each.kind), str(each.fate)): each for each in former_addresses(history)}
    assert {(kind, "alias") for kind in ("goal", "kpi", "team", "person")} <= set(gone)
    assert {(kind, "deleted") for kind in ("goal", "kpi", "team")} <= set(gone)
    results = {each.id: each.now for each in key_result_addresses(history) if each.goal == STALL}
    now = "permit-of-the-city"
    assert results == {"permit": now, now: now, "van": None}
    cycles = {each.cycle.id: (each.became, each.removed_by is not None) for each in published_cycles(history)}
    assert (cycles["market-season"], cycles["open-house"]) == (("stall-season", True), (None, True))
    assert any(goal.aliases for goal in visible.goals.values())
    assert sum(goal.state == "closed" for goal in visible.goals.values()) >= 8
    assert any(goal.grade is not None for goal in visible.goals.values())


def test_every_tenth_commit_can_be_built(demo: Path) -> None:
    """On the day of each tenth commit, its files have no errors."""
    lines = [line.split() for line in git(demo, "log", "--reverse", "--format=%H %cs", "main")]
    wrong = {}
    for sha, day in lines[::10]:
        judged = judge_tree(load_at(demo, sha), Viewpoint(date.fromisoformat(day)))
        if found := [problem for problem in judged.problems if problem.severity is Severity.ERROR]:
            wrong[sha] = found
    assert wrong == {}


def test_its_site_is_built(demo: Path, tmp_path: Path) -> None:
    """The newest commit gives a site, also for the public."""
    for audience in ("internal", "public"):
        told = goalposts(
            "build", "--root", demo, "--site-dir", tmp_path / audience, "--as-of", DAYS[0],
            "--audience", audience, cwd=tmp_path,
        )  # fmt: skip
        assert "Built " in told


@pytest.mark.parametrize("day", DAYS[1:])
def test_any_day_will_do(day: str, tmp_path: Path) -> None:
    """The year may end on any day: first and last days of quarters, leap days, after a short one."""
    root = make(tmp_path / "demo", day)
    judged = judge_tree(load(root), Viewpoint(date.fromisoformat(day)))
    assert [problem for problem in judged.problems if problem.severity is Severity.ERROR] == []
    assert len(git(root, "log", "--format=%H", "main")) >= 60
    assert max(git(root, "log", "--format=%cs", "main")) <= day


@settings(max_examples=20)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@example(date(2027, 9, 7))
def test_whatever_day_it_is(day: date) -> None:
    """Nothing in the year needs what comes later, whichever days its quarters begin on."""
    _, commits = a_year(day)
    assert commits >= 60


@pytest.mark.long
def test_every_day_of_four_years() -> None:
    """There is a year up to each day of four years."""
    for ahead in range(4 * 365 + 1):
        _, commits = a_year(date(2026, 1, 1) + timedelta(days=ahead))
        assert commits >= 60


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    """Nothing that is there is touched."""
    (tmp_path / "mine").write_text("mine")
    found = CliRunner().invoke(main, ["demo", str(tmp_path), "--as-of", DAYS[0]])
    assert found.exit_code == 1
    assert "is not empty" in found.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
