"""The records of any day: which commit counts, and what its records are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goalposts.history.recall import Recall
from goalposts.records.kpi import Row
from tests.history.acme import acme
from tests.history.story import Story, history, records

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n"
GOAL = "---\ntitle: One\nlevel: team\nowner: lead\ncycle: 2026-Q4\n---\n"
KPI = "---\ntitle: Rate\ndirection: up\ncadence: monthly\n---\n"


def test_the_last_commit_of_the_branch_by_a_day_counts(tmp_path: Path) -> None:
    """Of the commits dated by a day the last in the branch counts, whatever the dates before it."""
    story = Story()
    story.commit("2026-08-30", "Readme", {"README.md": "Soon.\n", "goals/a.md": GOAL})
    for day, title in (("2026-09-01", "One"), ("2026-09-20", "Clock ahead"), ("2026-09-10", "Three")):
        story.commit(day, title, {"site_config.yml": CONFIG, "goals/a.md": GOAL.replace("One", title)})
    story.commit("2026-09-12T23:59", "Late", {"goals/a.md": GOAL.replace("One", "Late")})
    root = story.write(tmp_path / "r")
    archive = history(root).archive
    assert archive is not None
    recall = Recall(archive, records(root))
    days = {day: recall.on(date(2026, *day)) for day in ((8, 31), (9, 9), (9, 11), (9, 12), (9, 19), (9, 30))}
    titles = {day: found.goals["a"].title if found else None for day, found in days.items()}
    assert titles == {
        (8, 31): None,  # there were no settings yet, so it was no goals repository
        (9, 9): "One",
        (9, 11): "Three",
        (9, 12): "Late",
        (9, 19): "Late",
        (9, 30): "Late",
    }


def test_today_is_todays_records(tmp_path: Path) -> None:
    """After the last commit the records are those of the folder, but for texts and places."""
    root = acme().write(tmp_path / "r")
    found = history(root)
    assert found.archive is not None
    now, then = records(root), Recall(found.archive, records(root)).on(date(2027, 1, 1))
    assert then is not None
    assert (set(then.goals), set(then.kpis), set(then.teams)) == (
        set(now.goals),
        set(now.kpis),
        set(now.teams),
    )
    for key, goal in now.goals.items():
        was = then.goals[key]
        assert (was.title, was.team, was.start, was.due) == (goal.title, goal.team, goal.start, goal.due)
        assert [part.terms for part in was.key_results] == [part.terms for part in goal.key_results]
        known = tuple(each for each in goal.supports if each.goal in now.goals)
        assert (was.check_ins, was.supports, was.state) == (goal.check_ins, known, goal.state)
    for key, kpi in now.kpis.items():
        assert (then.kpis[key].rows, then.kpis[key].dimensions) == (kpi.rows, kpi.dimensions)
        assert (then.kpis[key].grace_days, then.kpis[key].team) == (kpi.grace_days, kpi.team)


def test_some_goals_of_a_day(tmp_path: Path) -> None:
    """Some goals of a day are what they are among all others, with the KPIs that they read and no more."""
    root = acme().write(tmp_path / "r")
    found = history(root)
    assert found.archive is not None
    day = date(2027, 1, 1)
    whole = Recall(found.archive, records(root)).on(day)
    assert whole is not None
    for key, goal in whole.goals.items():
        some = Recall(found.archive, records(root)).on(day, (key, "unknown"))
        assert some is not None
        assert dict(some.goals) == {key: goal}
        read = {part.terms.kpi for part in goal.key_results} - {None}
        assert dict(some.kpis) == {kpi: whole.kpis[kpi] for kpi in whole.kpis if kpi in read}


def test_series_that_could_not_be_read(tmp_path: Path) -> None:
    """A series that was no table of values leaves the one before it in force; quotes and targets are read."""
    story = Story()
    rows = 'date,value,target,note\n2026-07,1,2,"a, b"\n2026-08,2,,\n'
    files = {"site_config.yml": CONFIG, "goals/a.md": GOAL, "kpis/r.md": KPI, "kpis/r.csv": rows}
    story.commit("2026-09-01", "Begin", files)
    story.commit("2026-09-10", "Break", {"kpis/r.csv": "no header\n1\n"})
    story.commit("2026-09-20", "Mend", {"kpis/r.csv": "date,value\n2026-07,1\n2026-09,4\n"})
    root = story.write(tmp_path / "r")
    archive = history(root).archive
    assert archive is not None
    recall = Recall(archive, records(root))
    recall.expect([date(2026, 9, 5), date(2026, 9, 15)])
    first, broken, last = (recall.on(date(2026, 9, day)) for day in (5, 15, 25))
    assert first and broken and last
    read = [(row.period.label, row.value, row.target, row.note) for row in first.kpis["r"].rows]
    assert read == [("2026-07", 1.0, 2.0, "a, b"), ("2026-08", 2.0, None, "")]
    assert broken.kpis["r"].rows == first.kpis["r"].rows
    assert [row.value for row in last.kpis["r"].rows] == [1.0, 4.0]


HEAD = "date,value\n"
FIRST, LAST = "2026-06,1\n2026-07,2.50\n", "2026-08,3\n2026-09,4\n"


@pytest.mark.parametrize(
    ("then", "labels", "are_todays"),
    [
        (HEAD + FIRST, ["2026-06", "2026-07"], [True, True]),
        (HEAD + FIRST.rstrip(), ["2026-06", "2026-07"], [True, True]),
        ("\ufeff" + (HEAD + FIRST).replace("\n", "\r\n"), ["2026-06", "2026-07"], [True, True]),
        (HEAD + "\n" + FIRST, ["2026-06", "2026-07"], [True, True]),
        (HEAD + "2026-06,1\n2026-07,2.5", ["2026-06", "2026-07"], [True, False]),
        (HEAD + LAST, ["2026-08", "2026-09"], [True, True]),
        (HEAD, [], []),
        (HEAD + "2026-06,10\n", ["2026-06"], [False]),
    ],
    ids=[
        "begins",
        "no last line end",
        "CRLF",
        "blank line",
        "another value",
        "ends",
        "no rows",
        "half a line",
    ],
)
def test_old_rows_that_stand_in_todays_file_are_todays(
    tmp_path: Path, then: str, labels: list[str], are_todays: list[bool]
) -> None:
    """The rows of an old version are what it said, and where today's file says it too, the same values."""
    story = Story()
    files = {"site_config.yml": CONFIG, "goals/a.md": GOAL, "kpis/r.md": KPI}
    story.commit("2026-09-01", "Begin", {**files, "kpis/r.csv": then})
    story.commit("2026-09-20", "Go on", {"kpis/r.csv": HEAD + FIRST + LAST})
    root = story.write(tmp_path / "r")
    archive, now = history(root).archive, records(root)
    assert archive is not None
    recall = Recall(archive, now)
    recall.expect([date(2026, 9, 5)])
    found = recall.on(date(2026, 9, 5))
    assert found is not None
    rows: tuple[Row, ...] = found.kpis["r"].rows
    today = {row.period.label: row for row in now.kpis["r"].rows}
    assert [row.period.label for row in rows] == labels
    assert [row is today[row.period.label] for row in rows] == are_todays
