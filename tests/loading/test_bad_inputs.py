"""Whatever is wrong with a file is found at its place, with what to do, and never by a traceback."""

from __future__ import annotations

import time
from itertools import chain

import pytest

from goalposts.problems import Severity
from tests.loading import bad_files, bad_records
from tests.support.repository import (
    CONFIG,
    CSV,
    GOAL,
    KPI,
    PEOPLE,
    TEAM,
    Files,
    Place,
    config,
    goal,
    kpi,
    places,
    problems_of,
    repository,
    team,
    unmark,
)

MARKED: dict[str, dict[str, Files]] = {
    "YAML": bad_files.YAML,
    "fields": bad_files.FIELDS,
    "series": bad_records.SERIES,
    "people": bad_records.PEOPLE_FILES,
    "dates": bad_records.DATES,
    "references": bad_records.REFERENCES,
}
PLACED: dict[str, dict[str, tuple[Files, list[Place]]]] = {
    "bytes": bad_files.BYTES,
    "names": bad_files.NAMES,
    "clashes": bad_records.CLASHES,
    "alone": bad_records.ALONE,
}
CASES: list[tuple[str, Files, list[Place]]] = [
    *((f"{group}: {name}", files, []) for group, table in MARKED.items() for name, files in table.items()),
    *((f"{group}: {name}", *case) for group, table in PLACED.items() for name, case in table.items()),
]
SECONDS = 1.0  # a case takes milliseconds; what is quadratic or worse takes minutes


def test_there_are_many_cases() -> None:
    """At least 150 kinds of bad input are tried."""
    assert len({name for name, _, _ in CASES}) >= 150


@pytest.mark.parametrize(("files", "placed"), [pytest.param(f, p, id=name) for name, f, p in CASES])
def test_bad_input(files: Files, placed: list[Place]) -> None:
    """Exactly the expected problems are found at the expected places, quickly, with message and hint."""
    plain, expected = unmark(repository(files))
    begun = time.process_time()
    found = problems_of(plain)
    assert time.process_time() - begun < SECONDS
    assert sorted(places(found), key=str) == sorted([*expected, *placed], key=str)
    for problem in found:
        assert problem.message.strip()
        assert problem.hint.strip()
        assert len(problem.message) < 400, "a message shows a part of a long value"


@pytest.mark.parametrize("text", ["vis" * 20_000, "a: 1\n  b:" + " " * 60_000, "a: 1\n  b: c" + " " * 60_000])
def test_broken_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    """The reasons for a problem are looked for once, however long a word or a gap is."""
    begun = time.process_time()
    assert [problem.code for problem in problems_of({GOAL: f"---\n{text}\n---\n".encode()})]
    assert time.process_time() - begun < SECONDS


def test_ten_broken_files_are_ten_problems() -> None:
    """A run lists everything: ten files are broken in ten ways, the settings among them."""
    files, expected = unmark(
        repository(
            config("«V101»sight: {}"),
            {"goals/top.md": "---\ntitle: «Y103»*a\n---\n"},
            goal("due: «V103»2026-02-30"),
            goal("cycle: 2026-Q4\nowner: «V103»Ann Moore", path="goals/sales/h.md"),
            team("«V101»leed: ann"),
            kpi("cadence: «V103»often"),
            {CSV: "date,value\n2026-10,«C105»61%\n", PEOPLE: "«C102»id,team\nbob,sales\n"},
            {"kpis/churn.csv": "«K101»date,value\n"},
            {"goals/index.md": "---\n«V101»titel: x\n---\n"},
        )
    )
    found = problems_of(files)
    assert sorted(places(found), key=str) == sorted(expected, key=str)
    assert len({problem.path for problem in found}) == 10


def test_broken_settings_hide_nothing_and_add_nothing() -> None:
    """With broken settings the other files are checked all the same, but for cycles listed there."""
    push = "cycles: {custom: {push: {start: 2026-10-01, due: 2026-12-31}}}"
    files, _ = unmark(repository(config(f"{push}\nsight: x"), goal("cycle: push\nlevel: company")))
    assert [(p.code, p.path) for p in problems_of(files)] == [("V103", GOAL), ("V101", CONFIG)]
    files, _ = unmark(repository({CONFIG: "schema: ["}, goal("cycle: push")))
    assert [(p.code, p.path) for p in problems_of(files)] == [("Y101", CONFIG)]
    files, _ = unmark(repository(goal("cycle: push")))
    del files[CONFIG]
    assert problems_of(files) == ()  # that it is missing is told when the folder is read


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (goal("ownr: ann"), "Did you mean `owner`?"),
        (goal("due: 2026/12/31"), "Write `2026-12-31`."),
        (goal("due: 31.12.2026"), "Write `2026-12-31`."),
        (goal("due: 31.02.2026"), "Check the day"),
        (goal("contributors: ann"), "Write contributors: [ann]"),
        (goal("id: Raise-NPS"), "Write `raise-nps`."),
        (goal("retrospective: Q3: grow"), 'Write: retrospective: "Q3: grow"'),
        (goal("tags: @name"), 'Write: tags: "@name"'),
        (goal("level: teams"), "Did you mean `team`?"),
        (goal("key_results: [{kpi: nps, target: 1_000}]"), "Write `1000`."),
        (goal("key_results: [{kpi: nps, target: '1,000'}]"), "Write `1000`."),
        (goal("key_results: [{kpi: nps, target: +70}]"), "`+70%`"),
        (goal("key_results: [{kpi: nps, target: 70%}]"), "Write `70` for the value"),
        (goal("key_results: [{title: x, done: yes}]"), "done: 2026-11-13"),
        (goal("-level"), "level: team"),
        (kpi("cadence: week"), "Did you mean `weekly`?"),
        ({CSV: 'date,value\n2026-10,"1,234"\n'}, "Write `1234`."),
        ({CSV: 'date,value\n2026-10,"61,5"\n'}, "Write `61.5`."),
        ({CSV: "date,value\n2026-10,61%\n"}, "Write `61`."),
        ({CSV: "date,value\n2026-10,\u22125\n"}, "Write `-5`."),
        ({CSV: "date,value\n 2026-10,61\n"}, "Write `2026-10` without spaces"),
        ({CSV: "date;value\n2026-10;61\n"}, "date,value"),
        ({CSV: "Date,value\n2026-10,61\n"}, "Rename `Date` to `date`."),
        ({"kpis/churn.csv": "date,value\n"}, "title: Churn\ndirection: up"),
        (
            {"kpis/Trial Sign-ups.csv": "date,value\n"},
            "to trial-sign-ups.csv, and write kpis/trial-sign-ups.md:",
        ),
        ({"kpis/NPS.csv": "date,value\n"}, "Rename it to nps.csv: its definition is kpis/nps.md."),
        ({"goals/Field Sales/index.md": "---\ntitle: x\n---\n"}, "Rename the folder to `field-sales`."),
        (goal(path="goals/sales/Raise NPS.md"), "Rename it to `raise-nps`"),
        (goal("links: [x]"), 'for example:\n  - {title: Renewal plan, url: "https://wiki'),
        (goal("check_ins: {date: 2026-11-16}"), "check_ins: [{date: 2026-11-16, status: on_track}]"),
        (goal("owner: [ann, bob]"), "Write one id, for example: cs-lead"),
        (goal("owner: ann, bob"), "Write one id only: `ann`."),
        (goal("key_results: [{kpi: nps, target: 70, checkpoints: [60]}]"), "checkpoints: {2026-10-31: 85}"),
        (kpi("healthy: 8"), "healthy: {at_least: 88}"),
        (config("people: {ann: Ann Moore}"), "ann: {name: Head of Customer Success}"),
        (config("people: [ann]"), "people: {cs-lead: {name: Head of Customer Success}}"),
        (config("status: {basis: gap, on_track: 10%, at_risk: 0.25}"), "Write `0.1`."),
        ({GOAL: "\n---\ntitle: x\n---\n"}, "Remove the empty lines above"),
        ({GOAL: "\u2014\ntitle: x\n\u2014\n"}, "Write three hyphens"),
        ({GOAL: "title: x\n"}, "Begin the file with:\n---\ntitle"),
        (goal("key_results: [{kpi: nps, target: 70,5}]"), "write 8.5 and 1000, and not 8,5 and 1,000"),
        (goal("key_results: [{kpi: nps, target:70}]"), "Write a space after the colon: target: 70"),
        ({CONFIG: ""}, "for example:\nschema: 1\nsite: {name: Northwind goals}"),
        ({GOAL: "---\n---\n"}, "for example:\ntitle: Raise NPS"),
    ],
)
def test_hints_say_what_to_write(change: Files, hint: str) -> None:
    """A hint shows the input as it should be."""
    files, _ = unmark(repository(change))
    [found] = [problem for problem in problems_of(files) if problem.severity is Severity.ERROR]
    assert hint in found.hint


def test_items_of_lists_are_named() -> None:
    """A wrong item of a list is told by the name of the list."""
    files, _ = unmark(repository(goal("contributors: [ann, Bob Smith]")))
    [found] = problems_of(files)
    assert found.message.startswith("`contributors`, item 2: `Bob Smith` is not an id")


SECRET = "visibility: private\ntitle: Buy Initech\n"


@pytest.mark.parametrize(
    "files",
    [
        goal(f"{SECRET}level: company"),
        goal(f"{SECRET}tags: *a"),
        goal(f"{SECRET}tags: [a"),
        goal(f"{SECRET}visibility: Private"),
        goal(f"{SECRET}visibility: privat"),
        goal("-visibility".replace("-visibility", "title: Buy Initech\nvisiblity: private")),
        goal('title: Buy Initech\nvisibility: "private"\nid: Buy'),
        goal(f"{SECRET}cycle: 2026-Q7"),
        goal(f"{SECRET}key_results: [{{kpi: nps}}]"),
        {GOAL: b"---\nvisibility: private\ntitle: Buy Initech\n---\n\xff\n"},
        {GOAL: "---\nvisibility: private\ntitle: Buy Initech\n"},
        {GOAL: "---\r\nvisibility: private\r\ntitle: Buy Initech\r\n...\r\n"},
        goal(SECRET, path="goals/sales/Buy Initech.md"),
        kpi(f"{SECRET}cadence: often"),
        kpi(SECRET) | {CSV: "date,value\n2026-10,Initech\n"},
        kpi(SECRET) | {CSV: "date,value\n2026-10,Initech,1\n"},
        {KPI: "---\nvisibility: private\n", CSV: "date,value\n2026-10,Initech\n"},
    ],
)
def test_broken_private_files_stay_private(files: Files) -> None:
    """What is wrong with a private record is marked as private, however broken its file is."""
    plain, _ = unmark(repository(files))
    changed = set(files)
    found = [problem for problem in problems_of(plain) if problem.path in changed]
    assert found
    assert all(problem.private for problem in found)


def test_ordinary_problems_are_not_private() -> None:
    """A word in a body makes no file private."""
    files, _ = unmark(
        repository(goal("level: company", body="visibility: private\n"), team("lead: Bob Smith"))
    )
    assert [problem.private for problem in problems_of(files)] == [False, False]


def test_every_case_has_its_own_name() -> None:
    """No case hides another one behind the same name."""
    names = [name for name, _, _ in CASES]
    assert len(names) == len(set(names))
    assert TEAM in chain.from_iterable(files for _, files, _ in CASES)
