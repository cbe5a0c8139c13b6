"""The commands that write, as an editor and a script meet them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from goalposts.cli import editing as cli_editing
from goalposts.cli import new as cli_new
from goalposts.cli.main import main
from goalposts.loading.parse import parse
from goalposts.loading.tree import load
from goalposts.records.repository import Repository
from tests.support.commands import commands_of
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

TODAY = date(2026, 11, 23)


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    """Returns what a command printed and its exit status, on a fixed day."""
    return CliRunner().invoke(main, [str(each) for each in arguments], input=typed, obj=lambda: TODAY)


def done(*arguments: str | Path, typed: str | None = None) -> str:
    """Returns what a command printed, which must have gone well."""
    told = run(*arguments, typed=typed)
    assert told.exit_code == 0, told.output
    return told.output


def read(root: Path) -> Repository:
    """Returns the records of a repository."""
    repository = parse(load(root)).repository
    assert repository is not None
    return repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository without a fault, with a series of slices."""
    more = {
        "kpis/signups.md": "---\ntitle: Sign-ups\ndirection: up\nunit: count\ncadence: monthly\n---\n",
        "kpis/signups.csv": "date,value,plan,note\n2026-10,5,Free,\n2026-10,3,Pro,\n",
        "kpis/bare.md": "---\ntitle: Bare\ndirection: none\ncadence: weekly\n---\n",
    }
    return build_file_tree(tmp_path / "repository", {**SMALL, **more})


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there to answer."""
    monkeypatch.setattr(cli_new, "is_terminal", lambda: True)
    monkeypatch.setattr(cli_editing, "is_terminal", lambda: True)


# --- record -------------------------------------------------------------------------------------


def test_record_adds_a_row_and_says_so(root: Path) -> None:
    """A value becomes the last row; that its period still runs is said."""
    told = done("record", "customers", "2026-11", "21", "--root", root)
    assert (root / "kpis/customers.csv").read_text() == SMALL["kpis/customers.csv"] + "2026-11,21\n"
    assert "kpis/customers.csv: Customers, Nov 2026: 21." in told
    assert "counts from 2026-11-30" in told


def test_record_takes_negative_numbers(root: Path) -> None:
    """A minus begins a number, not an option."""
    done("record", "customers", "2026-11", "-2.5", "--root", root)
    assert read(root).kpis["customers"].rows[-1].value == -2.5


def test_record_of_a_slice_with_a_note(root: Path) -> None:
    """Columns are named with --where; the note goes into its column."""
    told = done(
        "record", "signups", "2026-11", "4", "--where", "plan=Prro", "--note", "one, two", "--root", root
    )
    assert (root / "kpis/signups.csv").read_text().endswith('2026-11,4,Prro,"one, two"\n')
    assert "`Prro` is new in the column `plan`. Did you mean `Pro`?" in told


def test_record_replaces_only_when_asked(root: Path) -> None:
    """A value that is there is kept, unless --replace is given."""
    before = read_file_tree(root)
    told = run("record", "customers", "2026-10", "15", "--root", root)
    assert (told.exit_code, read_file_tree(root)) == (1, before)
    assert "--replace" in told.output
    told_now = done("record", "customers", "2026-10", "15", "--replace", "--root", root)
    assert "15 instead of 14" in told_now
    assert (root / "kpis/customers.csv").read_text() == "date,value\n2026-08,9\n2026-09,10\n2026-10,15\n"
    assert "says so already" in done("record", "customers", "2026-10", "15", "--replace", "--root", root)


def test_record_makes_the_series_of_a_kpi_that_has_none(root: Path) -> None:
    """The first value of a KPI makes its CSV file."""
    done("record", "bare", "2026-W47", "1", "--root", root)
    assert (root / "kpis/bare.csv").read_bytes() == b"date,value\n2026-W47,1\n"


RECORD_REFUSALS = {
    "per cent": (("customers", "2026-11", "12%"), "Write `12`."),
    "thousands": (("customers", "2026-11", "1,200"), "Write `1200`."),
    "a word": (("customers", "2026-11", "many"), "is not a number"),
    "no date": (("customers", "November", "1"), "is no date"),
    "no day": (("customers", "2026-02-30", "1"), "there is no such day"),
    "an unknown KPI": (("custmers", "2026-11", "1"), "Did you mean `customers`?"),
    "an unknown column": (("signups", "2026-11", "1", "--where", "paln=Pro"), "Did you mean `plan`?"),
    "no column for the note": (("customers", "2026-11", "1", "--note", "x"), "date,value,note"),
    "the same slice": (("signups", "2026-10", "1", "--where", "plan=Pro"), "2026-10 for Pro is 3 already"),
}


@pytest.mark.parametrize(("arguments", "expected"), RECORD_REFUSALS.values(), ids=list(RECORD_REFUSALS))
def test_record_refuses_what_check_would(root: Path, arguments: tuple[str, ...], expected: str) -> None:
    """What cannot stand in a series is not written; the message says what to write instead."""
    before = read_file_tree(root)
    told = run("record", *arguments, "--root", root)
    assert told.exit_code == 1, told.output
    assert expected in told.output
    assert "Nothing was written" in told.output
    assert read_file_tree(root) == before


# --- check-in -----------------------------------------------------------------------------------


def test_check_in_with_options(root: Path) -> None:
    """The options become the fields of the day's check-in; the owner need not be named."""
    done(
        "check-in",
        "win",
        "--status",
        "at_risk",
        "--confidence",
        "4",
        "--progress",
        "0.3",
        "--wins",
        "A: one",
        "--next",
        "First\n\nsecond",
        "--by",
        "sales-lead",
        "--root",
        root,
    )
    (check_in,) = read(root).goals["win"].check_ins
    assert (check_in.date, check_in.by, check_in.status) == (TODAY, None, "at_risk")
    assert (check_in.confidence, check_in.progress) == (4, 0.3)
    assert (check_in.wins, check_in.next) == ("A: one", "First\n\nsecond\n")


def test_check_in_of_somebody_else_on_another_day(root: Path) -> None:
    """Who reports and when can be said."""
    done("check-in", "win", "--note", "x", "--by", "ceo", "--date", "2026-11-20", "--root", root)
    (check_in,) = read(root).goals["win"].check_ins
    assert (check_in.date, check_in.by) == (date(2026, 11, 20), "ceo")


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_check_in_takes_line_ends_of_chats(root: Path, sign: str) -> None:
    """What ends a line elsewhere ends a line in the file."""
    done("check-in", "win", "--note", f"First.{sign}Second.", "--root", root)
    assert read(root).goals["win"].check_ins[-1].note == "First.\nSecond.\n"


NOT_UTF_8 = {
    "VALUE": ("record", "signups", "2026-11", "5\udca0"),
    "DATE": ("record", "signups", "2026-11\udca0", "5"),
    "KPI": ("record", "\udca0", "2026-11", "5"),
    "--where": ("record", "signups", "2026-11", "5", "--where", "plan=\udca0"),
    "GOAL": ("check-in", "\udca0", "--note", "x"),
    "--note": ("check-in", "win", "--note", "Gr\udcfc\udcdfe"),
    "--by": ("check-in", "win", "--note", "x", "--by", "\udcfc"),
    "--title": ("new", "goal", "--title", "\udcfc"),
    "--as-of": ("check", "--as-of", "\udcfc"),
}


@pytest.mark.parametrize(("name", "arguments"), NOT_UTF_8.items(), ids=list(NOT_UTF_8))
def test_a_text_that_is_not_utf_8_is_wrong_usage(root: Path, name: str, arguments: tuple[str, ...]) -> None:
    """Whatever the command, the argument is named, and nothing is written."""
    before = read_file_tree(root)
    told = run(*arguments, "--root", root)
    assert told.exit_code == 2, told.output
    assert f"Invalid value for '{name}'" in told.output
    assert "is not UTF-8" in told.output
    assert read_file_tree(root) == before


def test_check_in_asks_on_a_terminal(root: Path, terminal: None) -> None:
    """Without options the questions are asked; a wrong answer is asked again."""
    told = done("check-in", "win", "--root", root, typed="good\nat_risk\n6\nOne signed\n\n\n\n")
    assert "is not among the answers" in told
    (check_in,) = read(root).goals["win"].check_ins
    assert (check_in.status, check_in.confidence, check_in.wins) == ("at_risk", 6, "One signed")
    assert check_in.blockers is None


def test_no_status_is_given_for_nobody(root: Path, terminal: None) -> None:
    """Who presses Enter has not said how it stands: there is no status, and nothing is no check-in."""
    before = read_file_tree(root)
    told = run("check-in", "win", "--root", root, typed="\n" * 6)
    assert (told.exit_code, read_file_tree(root)) == (2, before)
    assert "The check-in says nothing." in told.output
    done("check-in", "win", "--root", root, typed="\n\nOne signed\n\n\n\n")
    (check_in,) = read(root).goals["win"].check_ins
    assert (check_in.status, check_in.confidence, check_in.wins) == (None, None, "One signed")


def test_a_wrong_answer_is_asked_again_at_once(root: Path, terminal: None) -> None:
    """One answer that cannot be used throws none of the others away."""
    told = done("check-in", "win", "--root", root, typed="\n7/10\n11\n70%\n7\nOne\x1b[D\nOne\n\n\n\n")
    assert told.count("from 0 to 10 (empty: not said)") == 4
    assert "U+001B" in told
    (check_in,) = read(root).goals["win"].check_ins
    assert (check_in.confidence, check_in.wins) == (7, "One")


CHECK_IN_REFUSALS = {
    "an unknown goal": (("wim", "--status", "on_track"), 1, "Did you mean `win`?"),
    "too sure": (("win", "--confidence", "11"), 1, "from 0 to 10"),
    "per cent": (("win", "--progress", "40%"), 1, "Write `0.4`."),
    "a confidence in per cent": (("win", "--confidence", "70%"), 1, "Write a number from 0 to 10."),
    "nothing said": (("win",), 2, "--status"),
    "an unknown status": (("win", "--status", "fine"), 2, "fine"),
    "only space": (("win", "--note", "  ", "--wins", "\u00a0\n"), 2, "The check-in says nothing."),
    "the name of the file": (("grow-more", "--note", "x"), 1, "in goals/sales/grow-more.md is `sell`"),
    "a former id": (("grow-all", "--note", "x"), 1, "the goal `grow-all` is now `sell`"),
    "no date": (("win", "--note", "x", "--date", "23.11.2026"), 2, "2026-11-30"),
}


@pytest.mark.parametrize(
    ("arguments", "status", "expected"), CHECK_IN_REFUSALS.values(), ids=list(CHECK_IN_REFUSALS)
)
def test_check_in_refuses(root: Path, arguments: tuple[str, ...], status: int, expected: str) -> None:
    """What check would refuse ends with 1, wrong usage with 2; nothing is written."""
    other = SMALL["goals/sales/win.md"].replace("---\n", "---\nid: sell\naliases: [grow-all]\n", 1)
    build_file_tree(root, {"goals/sales/grow-more.md": other})
    before = read_file_tree(root)
    told = run("check-in", *arguments, "--root", root)
    assert told.exit_code == status, told.output
    assert expected in told.output
    assert read_file_tree(root) == before


# --- new ----------------------------------------------------------------------------------------


def test_new_goal_in_a_script(root: Path) -> None:
    """With the flags, a goal is written that has no error; baseline and checkpoints are proposed."""
    told = done(
        "new",
        "goal",
        "--title",
        "Win 26: the plan",
        "--level",
        "team",
        "--team",
        "sales",
        "--owner",
        "sales-lead",
        "--kpi",
        "customers",
        "--target",
        "22",
        "--supports",
        "grow",
        "--checkpoints",
        "--root",
        root,
    )
    assert "Oct 2026  14" in told
    assert "Wrote goals/sales/win-26-the-plan.md" in told
    goal = read(root).goals["win-26-the-plan"]
    assert (goal.title, goal.cycle, goal.team) == ("Win 26: the plan", "2026-Q4", "sales")
    assert [support.goal for support in goal.supports] == ["grow"]
    text = (root / goal.path).read_text()
    assert "baseline: 10 # where it begins: the value of 2026-09\n    target: 22\n" in text
    assert "      2026-10-31: 14\n      2026-11-30: 18\n" in text
    assert "- id: customers" in text
    assert run("check", "--root", root).exit_code == 0


def test_new_goal_of_a_slice_with_any_name(root: Path) -> None:
    """Columns are quoted where YAML asks for it; a baseline of one's own has no period."""
    build_file_tree(root, {"kpis/signups.csv": 'date,value,Region: all,"a, b"\n2026-10,5,x,z\n'})
    done(
        "new", "goal", "--title", "Sign up", "--level", "team", "--team", "sales", "--owner", "sales-lead",
        "--kpi", "signups", "--where", "Region: all=x", "--where", "a, b=z", "--target", "30",
        "--baseline", "21", "--root", root,
    )  # fmt: skip
    text = (root / "goals/sales/sign-up.md").read_text()
    assert 'where: {"Region: all": x, "a, b": z} # one slice of the KPI\n' in text
    assert "    baseline: 21 # where it begins\n" in text
    done("check", "--as-of", "2026-11-23", "--root", root)


def test_new_goal_without_a_number(root: Path) -> None:
    """A goal without a KPI is one that is done or not."""
    done(
        "new",
        "goal",
        "--title",
        "Open the office",
        "--level",
        "organization",
        "--owner",
        "ceo",
        "--root",
        root,
    )
    goal = read(root).goals["open-the-office"]
    assert goal.path == "goals/open-the-office.md"
    assert [result.type for result in goal.key_results] == ["yes_no"]


def test_new_goal_asks_on_a_terminal(root: Path, terminal: None) -> None:
    """Every answer is checked as it is given, and asked for again until it can be used."""
    answers = (
        "Win more",
        "team",
        "slaes",
        "sales",
        "nobody",
        "sales-lead",
        "2026-Q9",
        "2026-Q4",
        "grwo",
        "grow",
        "custmers",
        "customers",
        "",
        "many",
        "+100%",
        "y",
    )
    told = done("new", "goal", "--root", root, typed="\n".join(answers) + "\n")
    for hint in ("`sales`", "`2026-Q9` is no cycle", "Did you mean `grow`", "Did you mean `customers`"):
        assert hint in told
    assert "Checkpoints: 2026-10-31: 13, 2026-11-30: 17" in told
    text = (root / "goals/sales/win-more.md").read_text()
    assert "target: +100%\n    checkpoints:" in text
    assert "supports: [grow]" in text


def test_new_goal_asks_for_another_id(root: Path, terminal: None) -> None:
    """A title that makes an id which is taken leads to a proposal."""
    answers = ("Win", "team", "sales", "sales-lead", "", "", "", "", "")
    told = done("new", "goal", "--root", root, typed="\n".join(answers) + "\n")
    assert "[win-2]" in told
    assert (root / "goals/sales/win-2.md").is_file()


def test_interrupted_questions_leave_nothing_behind(root: Path, terminal: None) -> None:
    """Somebody who stops answering has changed nothing."""
    before = read_file_tree(root)
    told = run("new", "goal", "--root", root, typed="Win more\nteam\n")
    assert told.exit_code == 1
    assert "Aborted" in told.output
    assert read_file_tree(root) == before


def test_new_goal_of_a_sum_begins_at_nothing(root: Path) -> None:
    """What is added up since the start has no baseline; the line begins at 0."""
    done(
        "new",
        "goal",
        "--title",
        "Sign up 30",
        "--level",
        "team",
        "--team",
        "sales",
        "--owner",
        "sales-lead",
        "--kpi",
        "signups",
        "--where",
        "plan=Pro",
        "--aggregate",
        "sum",
        "--target",
        "30",
        "--checkpoints",
        "--root",
        root,
    )
    text = (root / "goals/sales/sign-up-30.md").read_text()
    assert "baseline" not in text
    assert "where: {plan: Pro}" in text
    assert "2026-10-31: 10\n      2026-11-30: 20\n" in text


def test_new_kpi(root: Path) -> None:
    """A definition and an empty series, without an error."""
    done(
        "new",
        "kpi",
        "--title",
        "Renewal rate",
        "--direction",
        "up",
        "--unit",
        "percent",
        "--cadence",
        "weekly",
        "--owner",
        "sales-lead",
        "--team",
        "sales",
        "--healthy",
        "at_least=88.5",
        "--root",
        root,
    )
    kpi = read(root).kpis["renewal-rate"]
    assert (kpi.unit, kpi.decimals, kpi.owner, kpi.team) == ("percent", 1, "sales-lead", "sales")
    assert kpi.healthy is not None
    assert (kpi.healthy.low, kpi.healthy.high) == (88.5, None)
    assert (root / "kpis/renewal-rate.csv").read_bytes() == b"date,value\n"
    assert run("check", "--root", root).exit_code == 0


def test_new_kpi_asks_on_a_terminal(root: Path, terminal: None) -> None:
    """The questions of a KPI, some of which may stay open."""
    answers = (
        "Answer time",
        "sideways",
        "down",
        "currency:euro",
        "duration:hours",
        "daily",
        "",
        "",
        "",
        "x",
        "8",
    )
    told = done("new", "kpi", "--root", root, typed="\n".join(answers) + "\n")
    assert "three capitals" in told
    kpi = read(root).kpis["answer-time"]
    assert (kpi.direction, kpi.unit, kpi.cadence, kpi.owner) == ("down", "duration:hours", "daily", None)
    assert kpi.healthy is not None
    assert kpi.healthy.high == 8


def test_new_kpi_keeps_a_series_that_waits_for_it(root: Path) -> None:
    """A series without a definition gets one, and keeps its rows."""
    build_file_tree(root, {"kpis/waiting.csv": "date,value\n2026-10,7\n"})
    done("new", "kpi", "--title", "Waiting", "--direction", "down", "--cadence", "monthly", "--root", root)
    assert (root / "kpis/waiting.csv").read_text() == "date,value\n2026-10,7\n"


def test_new_team(root: Path, terminal: None) -> None:
    """A folder with a page about the team, from options and answers together."""
    done("new", "team", "--title", "Field Sales", "--root", root, typed="sales-lead\nsales\n")
    team = read(root).teams["field-sales"]
    assert (team.title, team.lead, team.parent) == ("Field Sales", "sales-lead", "sales")


def test_a_schema_is_named_where_there_is_one(root: Path) -> None:
    """Editors find the schema of a new file, if the repository has it."""
    build_file_tree(root, {".vscode/goal.schema.json": "{}"})
    done(
        "new", "goal", "--title", "Go", "--level", "team", "--team", "sales", "--owner", "ceo", "--root", root
    )
    text = (root / "goals/sales/go.md").read_text()
    assert text.startswith("---\n# yaml-language-server: $schema=../../.vscode/goal.schema.json\ntitle: Go\n")


TEAM_GOAL = ("goal", "--title", "Win more", "--level", "team", "--team", "sales", "--owner", "sales-lead")
NEW_REFUSALS = {
    "no flags": (("goal",), 2, "--title, --level, --owner, --team"),
    "no target": ((*TEAM_GOAL, "--kpi", "customers"), 2, "--target"),
    "a target of nothing": ((*TEAM_GOAL, "--target", "5"), 2, "--target without --kpi"),
    "no KPI flags": (("kpi", "--title", "x"), 2, "--direction, --cadence"),
    "no team flags": (("team",), 2, "--title"),
    "no letters for an id": (("team", "--title", "東京"), 2, "--id"),
    "an id that is taken": ((*TEAM_GOAL, "--id", "win"), 1, "--id win-2"),
    "an id from the title that is taken": (
        ("kpi", "--title", "Customers", "--direction", "up", "--cadence", "daily"),
        1,
        "--id customers-2",
    ),
    "a person's id": (("team", "--title", "CEO"), 1, "--id ceo-2"),
    "the name of a team's page": ((*TEAM_GOAL, "--id", "index"), 1, "is taken"),
    "no id": ((*TEAM_GOAL, "--id", "Win More"), 1, "Write `win-more`."),
    "an unknown team": (
        ("goal", "--title", "x", "--level", "team", "--team", "sale", "--owner", "ceo"),
        1,
        "Did you mean `sales`?",
    ),
    "an unknown person": ((*TEAM_GOAL[:-1], "sales-led"), 1, "Did you mean `sales-lead`?"),
    "an unknown cycle": ((*TEAM_GOAL, "--cycle", "2026-Q5"), 1, "2026-Q4"),
    "an unknown goal": ((*TEAM_GOAL, "--supports", "grwo"), 1, "Did you mean `grow`?"),
    "an unknown key result": ((*TEAM_GOAL, "--supports", "win#custmers"), 1, "Did you mean `customers`?"),
    "an unknown KPI": ((*TEAM_GOAL, "--kpi", "custmers", "--target", "5"), 1, "Did you mean `customers`?"),
    "a target that is none": ((*TEAM_GOAL, "--kpi", "customers", "--target", "+5"), 1, "`+5%`"),
    "a relative target of nothing": ((*TEAM_GOAL, "--kpi", "bare", "--target", "+5%"), 1, "--baseline"),
    "checkpoints from nowhere": (
        (*TEAM_GOAL, "--kpi", "bare", "--target", "5", "--checkpoints"),
        1,
        "--baseline",
    ),
    "a bound that is none": (
        ("kpi", "--title", "x", "--direction", "up", "--cadence", "daily", "--healthy", "above=3"),
        1,
        "at_least",
    ),
    "a unit that is none": (
        ("kpi", "--title", "x", "--direction", "up", "--cadence", "daily", "--unit", "currency:euro"),
        1,
        "three capitals",
    ),
    "a title too long": (("team", "--title", "x" * 121, "--id", "x"), 1, "at most 120"),
    "a title that is no text": (("team", "--title", "a\udcffb"), 2, "'--title': `a?b` is not UTF-8"),
    "a unit that is no text": (
        ("kpi", "--title", "x", "--direction", "up", "--cadence", "daily", "--unit", "a\udcffb"),
        2,
        "'--unit': `a?b` is not UTF-8",
    ),
    "an id of no use": ((*TEAM_GOAL, "--id", "Win More"), 1, "--id: `Win More` is not an id"),
    "a goal of nobody": ((*TEAM_GOAL, "--supports", "grwo"), 1, "--supports: there is no goal `grwo`"),
    "a bound that is no number": (
        ("kpi", "--title", "x", "--direction", "up", "--cadence", "daily", "--healthy", "at_least=3%"),
        1,
        "--healthy: `3%` is not a number",
    ),
}


@pytest.mark.parametrize(("arguments", "status", "expected"), NEW_REFUSALS.values(), ids=list(NEW_REFUSALS))
def test_new_refuses(root: Path, arguments: tuple[str, ...], status: int, expected: str) -> None:
    """What is missing or wrong is named with what to write; nothing is written."""
    before = read_file_tree(root)
    told = run("new", *arguments, "--root", root)
    assert told.exit_code == status, told.output
    assert expected in told.output
    assert read_file_tree(root) == before


# --- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["record", "check-in", "new", "new goal", "new kpi", "new team"])
def test_every_command_explains_itself(command: str) -> None:
    """`--help` says what a command does."""
    assert len(done(*command.split(), "--help").splitlines()) > 8


def test_faults_elsewhere_do_not_stop_an_edit(root: Path) -> None:
    """An error that was there before is nobody's reason not to record a value."""
    build_file_tree(root, {"goals/broken.md": "---\ntitel: x\n---\n", "kpis/lost.csv": "date,value\n"})
    assert run("check", "--root", root).exit_code == 1
    done("record", "customers", "2026-11", "21", "--root", root)
    done("check-in", "win", "--status", "on_track", "--root", root)
    done("new", "team", "--title", "Legal", "--root", root)


def test_settings_with_a_fault_stop_it(root: Path) -> None:
    """Without readable settings nothing is known of the repository, and they are told."""
    build_file_tree(root, {"site_config.yml": "schema: 2\n"})
    told = run("record", "customers", "2026-11", "21", "--root", root)
    assert told.exit_code == 1
    assert "site_config.yml:1:9" in told.output


def test_a_fault_in_the_file_itself_is_named(root: Path) -> None:
    """A record that cannot be read is not called unknown."""
    build_file_tree(root, {"goals/sales/win.md": "---\ntitel: x\n---\n"})
    told = run("check-in", "win", "--status", "on_track", "--root", root)
    assert told.exit_code == 1
    assert "goals/sales/win.md cannot be read" in told.output


def commands(group: click.Group, path: str = "") -> dict[str, click.Command]:
    """Returns every command below a group by the words that call it."""
    found: dict[str, click.Command] = {}
    for name, command in commands_of(group).items():
        found[f"{path}{name}"] = command
        if isinstance(command, click.Group):
            found |= commands(command, f"{path}{name} ")
    return found


@pytest.mark.parametrize("name", list(commands(main)))
def test_every_command_and_option_is_documented(name: str) -> None:
    """docs/commands.md has a section for each command, which names each option and argument."""
    text = (REPOSITORY / "docs/commands.md").read_text(encoding="utf-8")
    section = re.search(
        rf"^## `goalposts {re.escape(name)}[ `].*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert section, f"docs/commands.md has no section on goalposts {name}"
    for parameter in commands(main)[name].params:
        names = parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]
        for option in names:
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", section[0]), f"{name} {option}"
