"""Each rule finds what it is for, at the right place, and nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from mkdocs.config.defaults import MkDocsConfig
from msgspec import structs

from goalposts.problems import Problem, Severity, in_order
from goalposts.rules import RULES, mkdocs_key
from goalposts.rules.check import shown
from tests.rules.cases import BAD, GOOD, both, other
from tests.support.repository import (
    CONFIG,
    CSV,
    GOAL,
    PEOPLE,
    Files,
    check_of,
    config,
    goal,
    key_result,
    kpi,
    places,
    problems_of,
    repository,
    team,
    unmark,
)


def _numbered(table: dict[str, list[Files]]) -> list[object]:
    return [
        pytest.param(files, id=f"{code}-{number}")
        for code, cases in table.items()
        for number, files in enumerate(cases, 1)
    ]


def _found(*changes: Files, as_of: str = "2026-11-15", given: bool = False) -> tuple[Problem, ...]:
    files, _ = unmark(repository(*changes))
    return problems_of(files, as_of=date.fromisoformat(as_of), given=given)


def _only(*changes: Files, as_of: str = "2026-11-15", given: bool = False) -> Problem:
    found = _found(*changes, as_of=as_of, given=given)
    assert len(found) == 1, found
    return found[0]


def test_base_is_fine() -> None:
    """The repository that every case changes has no problem itself."""
    assert _found() == ()


@pytest.mark.parametrize("files", _numbered(BAD))
def test_what_is_wrong_is_found(files: Files) -> None:
    """Exactly the marked problems are found, each with a message and what to do."""
    plain, expected = unmark(repository(files))
    found = problems_of(plain)
    assert sorted(places(found), key=str) == sorted(expected, key=str)
    assert all(problem.message and problem.hint for problem in found)


@pytest.mark.parametrize("files", _numbered(BAD))
def test_rules_of_each_record_look_at_it_alone(files: Files) -> None:
    """What such a rule says of all goals or KPIs is what it says of each with no other there."""
    plain, _ = unmark(repository(files))
    asked = check_of(plain)
    assert asked is not None
    for rule in (rule for rule in RULES if hasattr(rule, "EACH")):
        records = getattr(asked.repository, rule.EACH)
        alone = [
            dataclasses.replace(
                asked, repository=structs.replace(asked.repository, **{rule.EACH: {key: one}})
            )
            for key, one in records.items()
        ]
        assert in_order(rule.check(asked)) == in_order(p for one in alone for p in rule.check(one))


@pytest.mark.parametrize("files", _numbered(GOOD))
def test_what_is_right_is_left_alone(files: Files) -> None:
    """The twin of a bad repository has no problem at all."""
    plain, _ = unmark(repository(files))
    assert problems_of(plain) == ()


def test_unknown_owner_of_a_closed_goal_is_a_warning() -> None:
    """An unknown owner stops the build while the goal is open; afterwards it is only told."""
    for state, severity in (
        ("active", Severity.ERROR),
        ("draft", Severity.ERROR),
        ("paused", Severity.ERROR),
        ("dropped", Severity.WARNING),
        ("closed\nclosed_on: 2026-11-10", Severity.WARNING),
    ):
        assert _only(goal(f"owner: bob\nstate: {state}")).severity is severity


def test_closing_day_after_a_chosen_day_is_a_note() -> None:
    """A site of a past day knows goals that were closed later; for today it is an error."""
    closed = goal("state: closed\nclosed_on: 2026-11-20")
    assert _only(closed).severity is Severity.ERROR
    assert _only(closed, given=True).severity is Severity.INFO
    early = goal("state: closed")
    assert _only(early).code == "G203"
    assert _found(early, given=True) == ()


def test_default_baseline_that_is_the_target_is_a_warning() -> None:
    """A written baseline that equals the target is an error; one that the KPI gives is a warning."""
    assert _only(key_result("kpi: nps\ntarget: 60")).severity is Severity.WARNING
    assert _only(key_result("kpi: nps\ntarget: 60\nbaseline: 60")).severity is Severity.ERROR


def test_loop_names_its_path_once() -> None:
    """A loop is reported once, with every goal on it in order."""
    found = _only(
        both(
            goal("supports: [top, h]"), other("supports: [i]"), goal("supports: [g]", path="goals/sales/i.md")
        )
    )
    assert "`g` → `h` → `i` → `g`" in found.message


def test_long_chains_are_walked() -> None:
    """A chain of thousands of goals is no loop and no overflow; its last link back makes one."""
    chain = {
        f"goals/sales/step-{n}x.md": goal(
            f"supports: [top, step-{n + 1}x]", path=f"goals/sales/step-{n}x.md"
        )[f"goals/sales/step-{n}x.md"]
        for n in range(2000, 4000)
    }
    end = goal("supports: [top, step-2000x]", path="goals/sales/step-4000x.md")
    codes = [problem.code for problem in _found(chain, end) if problem.code == "R107"]
    assert codes == ["R107"]


def test_slice_that_is_always_a_gap_names_the_columns() -> None:
    """The message of an always empty series names its columns, the hint shows how to choose."""
    found = _only(
        {CSV: "date,value,region,plan\n2026-09,60,N,A\n"}, key_result("kpi: nps\ntarget: 70\nbaseline: 1")
    )
    assert "`region` and `plan`" in found.message
    assert "where: {region: N}" in found.hint


def test_hints_name_the_nearest() -> None:
    """A typo gets the name that was meant."""
    for change, near in (
        (key_result("kpi: npss\ntarget: 70"), "nps"),
        (goal("owner: anne"), "ann"),
        (goal("supports: [topp]"), "top"),
        (goal("team: sale"), "sales"),
        (key_result("kpi: nps\nwhere: {regio: North}\ntarget: 70\nbaseline: 5"), "region"),
        (key_result("kpi: nps\nwhere: {region: north}\ntarget: 70\nbaseline: 5"), "North"),
        (config("status: {rule: pase}"), "pace"),
        (config("site: {name: x, language: englisch}"), "en"),
        (config("site: {name: x, language: de_AT}"), "de-AT"),
        (config("site: {name: x, language: EN}"), "en"),
        (config("mkdocs: {plugns: [a]}"), "plugins"),
        (goal(body="[it](toop.md)\n"), "../top.md"),
        (goal(body="[it](top.md)\n"), "../top.md"),
        (goal(body="[it](/goals/top/)\n"), "../top.md"),
        (goal("supports: [old]") | other("aliases: [old]"), "h"),
    ):
        assert f"`{near}`" in _only(change).hint or near == "en"


def test_every_setting_of_mkdocs_is_known() -> None:
    """Each key that MkDocs understands either works or is told to do nothing, with what to do instead."""
    known = {*mkdocs_key.WORKING, *mkdocs_key.READ_BY_PLUGINS, *mkdocs_key.INSTEAD}
    assert {key for key, _ in MkDocsConfig()._schema} == known


def test_hints_do_not_name_private_records() -> None:
    """Only a private record is told the names of private ones."""
    secret = both(
        other("visibility: private\nid: secret-plan\naliases: [plan-b]", body="![x](secret-picture.png)\n"),
        {"goals/sales/secret-picture.png": b"\x89PNG"},
        kpi("visibility: private", path="kpis/secret-number.md"),
        {"kpis/secret-number.csv": "date,value\n2026-09,1\n2026-10,2\n"},
    )
    for change in (
        goal("supports: [top, secret-pla]"),
        goal("supports: [top, plan-b]"),
        key_result("kpi: secret-numbe\ntarget: 70"),
        config("home: {kpis: [secret-numbe]}"),
        goal(body="[it](secret-number.md)\n"),
        goal(body="[it](hh.md)\n"),
        goal(body="![it](secret-picture.jpg)\n"),
    ):
        found = _only(secret, change)
        assert "secret" not in found.hint.replace("secret-pla`", "")
        assert "h.md" not in found.hint
        assert not found.private
    [own] = [
        p for p in _found(secret, goal("supports: [top, secret-pla]\nvisibility: private")) if p.path == GOAL
    ]
    assert "secret-plan" in own.hint
    assert own.private


@pytest.mark.parametrize(
    "files",
    [
        both(goal("aliases: [old]"), other("aliases: [old]\nvisibility: private")),
        both(goal("aliases: [h]"), other("visibility: private")),
        both(goal("id: a--b"), other("id: a-b\nvisibility: private")),
        both(goal("supports: [top]\nid: h"), other("visibility: private")),
        goal("owner: bob\nvisibility: private"),
        both(goal("visibility: private\nsupports: [top, h]"), other("visibility: private\nsupports: [g]")),
        both(kpi("visibility: private\nwarning: {at_least: 5}"), goal("visibility: private")),
    ],
    ids=[
        "alias twice",
        "alias in use",
        "look-alike",
        "same id",
        "private goal",
        "private loop",
        "private KPI",
    ],
)
def test_problems_that_tell_of_private_records_are_marked(files: Files) -> None:
    """Where a private record is one of the two, its name must not reach a report on a pull request."""
    found = [problem for problem in _found(files) if problem.severity is Severity.ERROR]
    assert found
    assert all(problem.private for problem in found)


def test_private_goals_do_not_count_for_others() -> None:
    """Private goals make nobody overloaded, measure no other goal, and keep no KPI waiting."""
    hidden = goal("visibility: private")
    assert [problem.code for problem in _found(hidden)] == ["W102"]
    stale = {CSV: "date,value\n2026-08,59\n2026-09,60\n"}
    assert [problem.code for problem in _found(hidden, stale)] == ["W102"]


def test_what_depends_on_a_broken_file_is_not_told_as_well() -> None:
    """A file that cannot be read is one problem, not one for each reference to it."""
    broken = "---\ntitle: [\n---\n"
    assert [p.path for p in _found({"goals/top.md": broken})] == ["goals/top.md"]
    assert [p.path for p in _found({"kpis/nps.md": broken})] == ["kpis/nps.md"]
    assert [p.path for p in _found({CSV: "date;value\n"})] == [CSV]
    assert [p.path for p in _found({"goals/sales/index.md": broken})] == ["goals/sales/index.md"]
    assert [p.path for p in _found({GOAL: broken}, other("supports: [top, g#nps]"))] == [GOAL]
    people = {PEOPLE: "id,name,left\nbob,Bob,August\n"}
    assert [p.path for p in _found(people, goal("owner: bob"))] == [PEOPLE]


def test_public_build_knows_what_the_public_sees() -> None:
    """In a public build the words of teams and of the home page may not name internal records."""
    public = both(team(body="[it](g.md)\n"), {"goals/index.md": "[it](top.md)\n"})
    files, _ = unmark(repository(public))
    assert problems_of(files) == ()
    found = problems_of(files, audience="public")
    assert [(problem.code, problem.path) for problem in found] == [
        ("R106", "goals/index.md"),
        ("R106", "goals/sales/index.md"),
    ]


def test_running_periods_are_counted() -> None:
    """Periods that are not over are told once a KPI, with the day they count from and how many there are."""
    found = _only({CSV: "date,value\n2026-09,60\n2026-10,61\n2026-11,62\n2026-12,63\n"})
    assert found.severity is Severity.INFO
    assert "2026-11 is not over: it counts from 2026-11-30; 1 more row counts later" in found.message


def test_stale_kpi_names_its_last_value() -> None:
    """A stale KPI is told with its last value, its period and the day the next one was due."""
    found = _only({CSV: "date,value\n2026-08,59\n2026-09,60\n"})
    assert "60, for 2026-09; the next was due by 2026-11-07 (read by `g`)" in found.message


def test_future_reports_of_a_chosen_day_are_fine() -> None:
    """A site of a past day leaves later reports out without a word."""
    later = goal("check_ins: [{date: 2026-11-20, note: x}]")
    assert _only(later).code == "W115"
    assert _found(later, given=True) == ()


def test_advice_is_for_open_goals() -> None:
    """What is over, closed, dropped or paused is not advised any more."""
    poor = "title: Do it\n-supports\n-key_results"
    for state in (
        "state: paused",
        "state: dropped",
        "state: closed\nclosed_on: 2026-11-10\ngrade: 1\nretrospective: x",
    ):
        found = _found(goal(f"{poor}\n{state}", body=""), {"goals/top.md": other()["goals/sales/h.md"]})
        assert [problem for problem in found if problem.path == GOAL] == []
    over = _found(goal(f"{poor}\ncycle: 2026-Q3", body=""))
    assert [problem for problem in over if problem.path == GOAL] == []
    drafts = [p.code for p in _found(goal(f"{poor}\nstate: draft", body="")) if p.path == GOAL]
    assert sorted(drafts) == ["W101", "W101", "W102", "W104"]


def test_problems_of_settings_have_a_place() -> None:
    """A problem of the settings names the line, also when it is found by a rule."""
    found = _only(config("site: {name: x, language: klingon}"))
    assert (found.path, found.line, found.column, found.field) == (CONFIG, 2, 27, "site.language")


@pytest.mark.parametrize(
    ("number", "text"),
    [(13810000.0, "13810000"), (0.1 + 0.2, "0.3"), (-2.50, "-2.5"), (0.0, "0"), (1e16, "1e+16")],
)
def test_numbers_are_shown_as_people_write_them(number: float, text: str) -> None:
    """Numbers in messages have no exponent and no noise behind the decimals."""
    assert shown(number) == text
