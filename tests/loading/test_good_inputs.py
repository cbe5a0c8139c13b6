"""What is unusual and right is read without a word, as the value that is written."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import SourceTree
from goalposts.records.repository import Repository
from tests.support.repository import (
    CONFIG,
    CSV,
    GOAL,
    KPI,
    PEOPLE,
    TEAM,
    Files,
    config,
    document,
    goal,
    key_result,
    kpi,
    problems_of,
    repository,
    team,
    unmark,
)

TOP = "title: Be the first choice\nlevel: organization\nowner: boss\ncycle: 2026"


def _read(*changes: Files) -> Repository:
    files, _ = unmark(repository(*changes))
    assert problems_of(files) == ()
    parsed = parse(SourceTree(files)).repository
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    "title",
    [
        "NO",
        "off",
        "on",
        "yes",
        "1_000",
        "12:30:45",
        "017",
        "1.10",
        "2026-02-30",
        "null and void",
        "0x1F",
        ".inf",
        "~a",
    ],
)
def test_words_stay_words(title: str) -> None:
    """A text that YAML 1.1 takes for a boolean, a number or a time stays the text that was written."""
    text = f"{title} of the quarter"
    assert _read(goal(f"title: {text}\ntags: [{title}]")).goals["g"].tags == (title,)
    assert _read(goal(f"title: {text}")).goals["g"].title == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70", 70),
        ("-5", -5),
        ("70.50", 70.5),
        ("1e3", 1000),
        ("1.5E-2", 0.015),
        ("007", 7),
        ("'70'", 70),
        ("-0.0", 0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    """A number is digits with a point, a sign and an exponent; leading zeros change nothing."""
    result = _read(key_result(f"title: A\nvalues: {{2026-09-30: {text}}}\nat_least: {text}")).goals["g"]
    assert getattr(result.key_results[0].terms, "at_least") == value  # noqa: B009  # of one type only
    assert result.key_results[0].terms.values[date(2026, 9, 30)] == value


@pytest.mark.parametrize(
    "files",
    [
        {path: text.replace("\n", "\r\n") for path, text in (goal() | kpi() | team() | config()).items()}
        | {CSV: "date,value\r\n2026-09,60\r\n2026-10,61\r\n"},
        {path: "\ufeff" + text for path, text in (goal() | kpi() | team() | config()).items()}
        | {CSV: "\ufeffdate,value\n2026-09,60\n2026-10,61\n"},
        {path: text.rstrip("\n") for path, text in (goal() | kpi() | team() | config()).items()},
        {GOAL: goal()[GOAL].replace("---\n", "--- \n", 2)},
        {"goals/index.md": "--- A line, not front matter\n"},
        {"goals/index.md": ""},
        {"goals/index.md": "---\ntitle: Where we stand\n---\nHello.\n"},
        goal("title: 'It''s a goal: with a colon # and more'"),
        goal('title: "A goal \\"quoted\\""'),
        goal("title: Größe × 目标 🎯 ثلاثة"),
        goal("retrospective: |\n  One.\n\n  Two: a colon.\nstate: closed\nclosed_on: 2026-11-10"),
        goal("tags: [a, 'b, c', \"*new*\"]\ntitle: Reach it & more"),
        goal("links:\nstakeholders: []\ntags: ~"),
        goal(body="A line.\n---\n...\n\n```yaml\ntitle: *a\n```\n[text]{x} \u2028 \ufeff\n"),
        goal(body="[" * 20000 + "\n"),
        goal(body="A heading\n=======\n\n<<<<<<< not ours\n>>>>>>> nor theirs\n"),
        goal(body="    <<<<<<< HEAD\n    one\n    =======\n    two\n    >>>>>>> plans\n"),
        goal(body=">>>>>>> a\n=======\n<<<<<<< b\n"),
        goal(body="x" * (256 * 1024)),
        goal("# a comment\ntitle: Reach a higher score # another one"),
        goal(
            "start: 2026-10-01\ndue: 2026-10-01\n-cycle\nkind: development\nstate: draft\n"
            "key_results: [{title: A, done: false}]"
        )
        | {"goals/top.md": document(TOP)},
        kpi("unit: currency:EUR\ndecimals: 2"),
        kpi("unit: duration:minutes"),
        kpi("unit: tickets per week"),
        kpi("source: Billing system\nhealthy: {between: [50, 90]}\nwarning: {at_least: 40}"),
        kpi("source: {title: Billing, url: 'mailto:x@x.example'}"),
        config("cycles: {fiscal_year_start: 7, fiscal_year_named_by: start}\nstatus: {rule: pace}")
        | key_result("kpi: nps\nbaseline: 5\ntarget: 70", "cycle: 2026")
        | {"goals/top.md": document(f"{TOP}\nrollup: children")},
        {PEOPLE: 'id,name,team,title,left\nbob,"Bob ""B"" Moore",sales,,2026-08-31\n'},
        {PEOPLE: "id,name\n"},
        team("parent: sales", path="goals/sales/a/index.md"),
    ],
)
def test_unusual_and_right(files: Files) -> None:
    """Line ends, byte order marks, quotes, comments, empty fields and long bodies are no problem."""
    plain, _ = unmark(repository(files))
    assert [p for p in problems_of(plain) if p.code != "W102" or p.path == GOAL] == []


@pytest.mark.parametrize(
    "rows",
    [
        "date,value\n\n2026-09,60\n\n2026-10,61\n\n",
        'date,value,note\n2026-09,60,"a, b"\n2026-10,61,"two\nlines ""quoted"""\n',
        "date,value,note,region,Plan size\n2026-09,60,,,\n2026-10,61,=1+1,,\n2026-10,61,,North,Big\n",
        "value,date\n60,2026-09\n61,2026-10\n",
        "date,value\n2026-09,60\n2026-10,61",
        "date,value,target\n2026-09,60,\n2026-10,61,62.5\n",
        '"date","value"\n"2026-09","60"\n"2026-10","61"\n',
        "date,value\n2026-10,61\n2026-09,60\n",
        "date,value\n2026-09,60\n2026-10,-1.5e-3\n",
    ],
)
def test_series(rows: str) -> None:
    """Blank lines, quotes, further columns, any order of rows and columns are fine."""
    assert len(_read({CSV: rows}).kpis["nps"].rows) in (2, 3)


def test_gaps_are_not_zero() -> None:
    """A blank value is a gap: it has a row and no number."""
    rows = (
        _read({CSV: "date,value\n2026-08,\n2026-09,60\n2026-10,0\n"}, kpi("grace_days: 30")).kpis["nps"].rows
    )
    assert [row.value for row in rows] == [None, 60, 0]


def test_events_may_share_a_day() -> None:
    """Rows of an irregular KPI are events: the same date may stand there twice."""
    rows = "date,value\n2026-09-30,60\n2026-11-02,61\n2026-11-02,61\n"
    assert len(_read({CSV: rows}, kpi("cadence: irregular")).kpis["nps"].rows) == 3


@pytest.mark.parametrize(
    ("fiscal", "first"), [("", "2015-04-01"), ("cycles: {fiscal_year_start: 7}", "2015-07-01")]
)
def test_split_years(fiscal: str, first: str) -> None:
    """A split year runs with the fiscal year of the site; without one (C108) from April to March."""
    files, _ = unmark(
        repository(
            config(fiscal),
            {"kpis/rate.csv": "date,value\n2015/16,5\n", **kpi("cadence: yearly", path="kpis/rate.md")},
        )
    )
    parsed = parse(SourceTree(files)).repository
    assert parsed is not None
    assert parsed.kpis["rate"].rows[0].period.start.isoformat() == first
    found = [problem.code for problem in problems_of(files)]
    assert found == ([] if fiscal else ["C108"])


def test_defaults_come_from_the_folder_and_the_kpi() -> None:
    """A goal's id, team and roll-up, and a key result's id and title, have defaults."""
    read = _read(goal(path="goals/sales/deep/er/h.md"))
    assert read.goals["h"].team == "sales"
    assert read.goals["h"].rollup == "key_results"
    assert (read.goals["h"].key_results[0].id, read.goals["h"].key_results[0].title) == ("nps", "Score")
    assert read.goals["top"].team is None


@pytest.mark.parametrize("folder", ["a", "zeta"])
def test_a_team_in_the_folder_of_a_team_is_part_of_it(folder: str) -> None:
    """The team of the folder above is the parent, whatever the folder is called."""
    assert _read(team(path=f"goals/sales/{folder}/index.md")).teams[folder].parent == "sales"


def test_places_of_bodies_and_settings_are_kept() -> None:
    """What is parsed knows where the introduction begins and where each setting stands."""
    files, _ = unmark(repository({"goals/index.md": "---\ntitle: Hi\n---\n\nHello.\n"}))
    parsed = parse(SourceTree(files))
    assert parsed.introduction_line == 4
    assert parsed.config_node is not None
    people = parsed.config_node.key("people")
    assert people is not None
    assert people.line == 3


def test_an_audience_sees_its_records_only() -> None:
    """Private records are in no repository of an audience; the public sees whom public records name."""
    files, _ = unmark(
        repository(
            goal("visibility: private"),
            goal("visibility: public\nsupports: []\nowner: boss\nteam: sales", path="goals/sales/h.md"),
            {CONFIG: config()[CONFIG].replace("people:", "people:\n  cfo: {name: CFO}")},
        )
    )
    whole = parse(SourceTree(files)).repository
    assert whole is not None
    internal, public = for_audience(whole, "internal"), for_audience(whole, "public")
    assert set(internal.goals) == {"h", "top"}
    assert set(internal.people) == {"ann", "boss", "cfo"}
    assert set(public.goals) == {"h"}
    assert set(public.kpis) == set()
    assert set(public.people) == {"ann", "boss"}  # the owner, and the lead of the team that is named
    assert KPI.endswith("nps.md")
    assert TEAM in {record.path for record in public.teams.values()}
