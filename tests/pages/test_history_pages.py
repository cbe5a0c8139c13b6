"""What pages say of the history: sentences, moved goalposts, the changes by week."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from goalposts.pages.page import Edition, Page
from goalposts.pages.rows import moves_of
from tests.pages.company import html_of
from tests.pages.told import company, downloads, edition_of, goal, pages, renew


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Returns the edition of the company."""
    return edition_of(company().write(tmp_path_factory.mktemp("told") / "r"))


@pytest.fixture(scope="module")
def made(told: Edition) -> dict[str, Page]:
    """Returns the pages of the company."""
    return pages(told)


def test_a_goal_tells_its_history(made: dict[str, Page]) -> None:
    """Every change of a goal, newest first, in words, with its commit and pull request."""
    history = made["goals/renew/"].view.history
    assert [(each.iso, each.sentences) for each in history.latest] == [
        ("2026-11-16", ("Check-in of 16 Nov 2026: on track",)),
        ("2026-10-22", ("Target of Renewal rate 93\u202f% → 92\u202f% (easier)",)),
        ("2026-09-24", ("Created",)),
    ]
    lowered = history.latest[1].commit
    assert (lowered.pull_request, lowered.author) == ("pull request 214", "Ada Editor")
    assert lowered.pull_request_url == "https://git.example/acme/goals/issues/214"
    assert [each.is_moved for each in history.latest] == [False, True, False]


def test_moved_goalposts_are_a_note(made: dict[str, Page]) -> None:
    """The note says what moved, from where to where, which way, and what the first promise would say."""
    note = made["goals/renew/"].view.moved
    assert note.heading == "The goalposts moved, once"
    assert note.moves[0].sentence == "The target of “Renewal rate” went from 93\u202f% to 92\u202f%"
    assert note.moves[0].effect == "Easier"
    # (85.4 − 84) ÷ (93 − 84) = 0.156, against (85.4 − 84) ÷ (92 − 84) = 0.175
    assert note.promised == "Against the first promise, progress would be 16\u202f% instead of 18\u202f%."
    assert made["goals/call-all/"].view.moved is None


def test_facts_since_the_promise_count_against_it(tmp_path: Path) -> None:
    """Days done and values by hand stay: only what was promised is taken back."""
    story = company()
    steps = "key_results:\n  - title: System\n    milestones:\n"
    steps += "      - {{title: One{done}}}\n      - {{title: Two}}\n"
    more = "      - {title: Three}\n      - {title: Four}\n"
    story.commit(
        "2026-10-01", "Promise", {"goals/sales/m.md": goal("Milestones", steps.format(done="") + more)}
    )
    done = steps.format(done=", done: 2026-10-20")
    story.commit("2026-11-18", "Do less", {"goals/sales/m.md": goal("Milestones", done)})
    note = pages(edition_of(story.write(tmp_path / "r")))["goals/m/"].view.moved
    assert note.promised == "Against the first promise, progress would be 25\u202f% instead of 50\u202f%."


def test_a_key_result_under_a_new_name_keeps_its_facts(tmp_path: Path) -> None:
    """One that lists its old id is the same: it was not removed, and its values count against the promise."""
    story = company()
    was = "key_results:\n  - {id: mail, title: Mail, values: {2026-10-05: 10}, baseline: 0, target: 80}\n"
    now = was.replace("id: mail, title: Mail", "id: letters, title: Letters, aliases: [mail]")
    now = now.replace("10}", "10, 2026-11-16: 40}").replace("80", "50")
    story.commit("2026-10-01", "Promise", {"goals/sales/answer.md": goal("Answer", was)})
    story.commit("2026-11-17", "Rename", {"goals/sales/answer.md": goal("Answer", now)})
    view = pages(edition_of(story.write(tmp_path / "r")))["goals/answer/"].view
    assert [each.sentence for each in view.moved.moves] == ["The target of “Letters” went from 80 to 50"]
    # 40 ÷ 80 against 40 ÷ 50
    wanted = "Against the first promise, progress would be 50\u202f% instead of 80\u202f%."
    assert view.moved.promised == wanted
    assert view.removed_key_results == ()


def test_values_by_hand_are_told_one_by_one(tmp_path: Path) -> None:
    """What was added, restated and removed is told, and not all values that there are."""
    story = company()
    hand = "key_results:\n  - {id: n, title: Calls, values: {VALUES}, baseline: 0, target: 30}\n"
    versions = (
        ("2026-10-05: 3, 2026-10-12: 5, 2026-10-19: 6", "2026-10-20"),
        ("2026-10-05: 3.0, 2026-10-12: -4, 2026-10-26: 7, 2026-11-02: 9", "2026-11-03"),
        ("2026-10-05: 3.0, 2026-10-12: -4, 2026-10-26: 7, 2026-11-02: 9, 2026-11-09: 11", "2026-11-10"),
    )
    for values, day in versions:
        story.commit(day, "Count", {"goals/sales/calls.md": goal("Calls", hand.replace("VALUES", values))})
    history = pages(edition_of(story.write(tmp_path / "r")))["goals/calls/"].view.history
    assert [each.sentences for each in history.latest[:2]] == [
        ("Value of Calls added: 11 on 9 Nov 2026",),
        (
            (
                "2\N{NO-BREAK SPACE}values of Calls added, the last 9 on 2 Nov 2026; "
                "value of Calls on 12 Oct 2026 restated: 5 → −4; value of Calls on 19 Oct 2026 removed: 6"
            ),
        ),
    ]


def test_key_results_are_called_as_their_kpis(tmp_path: Path) -> None:
    """A key result without a title has that of its KPI, also where it was removed or had another id."""
    story = company()
    rate = "key_results:\n  - {title: Sign, done: false}\n  - {kpi: rate, target: TARGET}\n"
    for day, results in (
        ("2026-10-01", rate.replace("TARGET", "93")),
        ("2026-10-20", rate.replace("TARGET", "92")),
        ("2026-10-21", rate.replace("kpi", "id: share, kpi").replace("TARGET", "92")),
        ("2026-11-10", "key_results:\n  - {title: Sign, done: false}\n"),
    ):
        story.commit(day, "Change", {"goals/sales/keep.md": goal("Keep", results)})
        if day == "2026-10-21":
            renamed = pages(edition_of(story.write(tmp_path / "renamed")))["goals/keep/"].view
    target = "Target of Renewal rate 93\u202f% → 92\u202f% (easier)"
    assert renamed.history.latest[1].sentences == (target,)
    view = pages(edition_of(story.write(tmp_path / "removed")))["goals/keep/"].view
    assert view.history.latest[0].sentences == ("Key result “Renewal rate” removed",)
    assert view.moved.moves[-1].sentence == "The key result “Renewal rate” was removed"
    assert [each.sentence for each in view.removed_key_results] == [
        "“Renewal rate” was removed on 10 Nov 2026."
    ]


def test_a_default_baseline_that_moved_is_told(tmp_path: Path) -> None:
    """What no field says that was changed is told beside the fields, in the note and in the history."""
    story = company()
    hand = "key_results:\n  - {title: Debts, values: {2026-09-30: VALUE, 2026-11-16: 60}, target: 30}\n"
    story.commit(
        "2026-10-01", "Promise", {"goals/sales/debts.md": goal("Debts", hand.replace("VALUE", "90"))}
    )
    story.commit("2026-11-18", "Mend", {"goals/sales/debts.md": goal("Debts", hand.replace("VALUE", "190"))})
    view = pages(edition_of(story.write(tmp_path / "r")))["goals/debts/"].view
    moved = "The baseline of “Debts” went from 90 to 190: the value of 2026-09-30 was restated"
    assert [each.sentence for each in view.moved.moves] == [moved]
    # (60 − 90) ÷ (30 − 90) = 0.5, against (60 − 190) ÷ (30 − 190) = 0.8125
    assert (
        view.moved.promised == "Against the first promise, progress would be 50\u202f% instead of 81\u202f%."
    )
    told = "baseline of Debts 90 → 190 (easier): the value of 2026-09-30 was restated"
    assert view.history.latest[0].sentences[1:] == (told,)


def test_a_key_result_that_is_back_is_told_by_what_moved(tmp_path: Path) -> None:
    """One that was removed and is there again is not told as removed, but by what it came back with."""
    story = company()
    sign = "key_results:\n  - {title: Sign, done: false}\n"
    calls = "  - {title: Calls, values: {2026-10-05: 12}, baseline: 10, target: 100}\n"
    lower = calls.replace("100", "20")
    for day, results in (("2026-10-01", sign + calls), ("2026-11-17", sign), ("2026-11-18", sign + lower)):
        story.commit(day, "Change", {"goals/sales/calls.md": goal("Calls", results)})
    root = story.write(tmp_path / "r")
    view = pages(edition_of(root))["goals/calls/"].view
    moved = "The target of “Calls” went from 100 to 20"
    assert [(each.sentence, each.effect) for each in view.moved.moves] == [(moved, "Easier")]
    assert [each.sentences for each in view.history.latest[:2]] == [
        ("Key result “Calls” added", "target of Calls 100 → 20 (easier)"),
        ("Key result “Calls” removed",),
    ]
    assert view.removed_key_results == ()
    # what was told of an earlier day stays
    now = edition_of(root)
    then = replace(now, scorecard=replace(now.scorecard, as_of=date(2026, 11, 17)))
    assert [each.field for each in moves_of(then, "calls")] == ["key_result"]


def test_later_moves_are_not_told_of_earlier_days(tmp_path: Path) -> None:
    """A commit after the day of the build moved nothing yet."""
    story = company()
    story.commit("2026-11-25", "Lower again", {"goals/sales/renew.md": renew("91")})
    note = pages(edition_of(story.write(tmp_path / "r")))["goals/renew/"].view.moved
    assert len(note.moves) == 1


def test_a_kpi_tells_its_restatements(made: dict[str, Page]) -> None:
    """A restated value is told with its period, the old and the new value."""
    latest = made["kpis/rate/"].view.history.latest[0]
    assert latest.sentences[1] == "value of week to 8 Nov restated: 85.6\u202f% → 85.5\u202f%"


def test_changes_by_week(made: dict[str, Page]) -> None:
    """The changes stand in weeks, newest first; a removed record has no link."""
    view = made["changes/"].view
    assert [week.title for week in view.weeks][:2] == ["Week to 22 Nov 2026", "Week to 15 Nov 2026"]
    changes = [change for commit in view.weeks[0].commits for change in commit.changes]
    first = {change.record.words: change for change in changes if change.record}
    assert first["Goal “An <old> goal”"].record.address is None
    assert first["Goal “Raise the rate”"].record.address == "goals/renew/"


def test_home_tells_this_week(made: dict[str, Page]) -> None:
    """The home page tells the changes of the seven days to the day of the build."""
    view = made[""].view
    assert [commit.iso for commit in view.commits] == ["2026-11-17", "2026-11-16"]
    assert view.commits_note == "7 days to 20 Nov."
    assert [link.address for link in view.feeds] == ["feed.xml", "feed.json"]


def test_home_names_a_commit_once(tmp_path: Path) -> None:
    """A commit is one row: the records that matter most, moved goalposts first, and a count of the others."""
    story = company()
    result = "key_results:\n  - {title: Called, done: false}\n"
    files: dict[str, str | None] = {
        f"goals/sales/a{n}.md": goal(f"Another goal {n}", result) for n in range(6)
    }
    files |= {"goals/sales/renew.md": renew("90"), "goals/index.md": "We keep everybody.\n"}
    story.commit("2026-11-19", "Begin anew", files)
    edition = edition_of(story.write(tmp_path / "r"))
    made = pages(edition)
    first = made[""].view.commits[0]
    assert [change.record.words for change in first.changes] == [
        "Goal “Raise the rate”",
        *(f"Goal “Another goal {n}”" for n in range(3)),
    ]
    assert first.changes[0].is_moved
    assert first.more == "And 3\u00a0goals and the home page."
    for url in ("", "changes/"):
        html = html_of(edition, made[url])
        assert html.count("Begin anew") == 1
        assert html.count("Another goal") == (3 if url == "" else 6)
    week = made["changes/"].view.weeks[0].commits[0]
    assert (len(week.changes), week.more) == (8, "")


def test_home_names_a_last_record_instead_of_counting_it(tmp_path: Path) -> None:
    """Where one record would be counted, it is named."""
    story = company()
    result = "key_results:\n  - {title: Called, done: false}\n"
    story.commit("2026-11-19", "Five", {f"goals/sales/a{n}.md": goal(f"Goal {n}", result) for n in range(5)})
    first = pages(edition_of(story.write(tmp_path / "r")))[""].view.commits[0]
    assert (len(first.changes), first.more) == (5, "")


def test_records_lead_to_their_feeds(made: dict[str, Page]) -> None:
    """The pages of goals, teams and people say where their changes can be followed."""
    for url in ("goals/renew/", "teams/sales/", "people/lead/"):
        followed = [fact for fact in made[url].view.facts if fact.term == "Follow"]
        assert [part.address for fact in followed for part in fact.parts] == [f"{url}feed.xml"]


def test_pages_are_whole_and_hostile_words_stay_words(told: Edition, made: dict[str, Page]) -> None:
    """The pages nest well, and names from git are text."""
    html = "".join(html_of(told, made[url]) for url in ("", "changes/", "goals/renew/", "kpis/rate/"))
    assert "<values>" not in html
    assert "<old>" not in html
    assert "Goalposts moved" in html
    assert 'type="application/atom+xml"' in html


def test_json_tells_changes_and_moves(told: Edition) -> None:
    """`history` and `moved` of a goal are filled, and `changes.json` has every change."""
    files = downloads(told)
    document = json.loads(files["api/v1/goals/renew.json"])
    assert document["key_results"][0]["moved"] is True
    assert [change["moved"] for change in document["history"]] == [None, "easier", None]
    changes = json.loads(files["api/v1/changes.json"])
    assert {change["record"] for change in changes} >= {"goal", "kpi", "team"}


def test_without_history(tmp_path: Path) -> None:
    """A site without history says so, and has no feeds."""
    edition = edition_of(company(history="false").write(tmp_path / "r"))
    made = pages(edition)
    assert "history: false" in made["changes/"].view.empty
    assert made["goals/renew/"].view.history is None
    assert not [url for url in downloads(edition) if url.endswith("feed.xml")]
    html_of(edition, made["changes/"])


def test_weeks_of_commits_that_are_dated_out_of_order(tmp_path: Path) -> None:
    """Each week is told once, so that its heading has one id."""
    story = company()
    for when, target in (("2026-11-17", "91"), ("2026-11-02", "90"), ("2026-11-18", "89")):
        story.commit(when, f"Lower to {target}", {"goals/sales/renew.md": renew(target)})
    weeks = pages(edition_of(story.write(tmp_path / "r")))["changes/"].view.weeks
    assert len({week.key for week in weeks}) == len(weeks)
    (newest,) = [week for week in weeks if week.key == "2026-11-22"]
    assert {"2026-11-17", "2026-11-18"} <= {one.iso for one in newest.commits}
