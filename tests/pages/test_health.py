"""The page on the health of the data: what is old, missing or doubtful, and the line that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from goalposts import pipeline
from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.measure import measure
from goalposts.pages import health
from goalposts.pages.frame import NAVIGATION
from goalposts.pages.health import HealthView
from goalposts.pages.health_parts import MOST, Item, Piece, pieces
from goalposts.pages.page import Edition
from goalposts.problems import Problem, Severity
from goalposts.rules import Check, check_all
from goalposts.rules.advice import advice
from tests.pages import told
from tests.pages.company import COMPANY, company, html_of, pages_of

_GOAL = "---\ntitle: {}\nlevel: team\nowner: cs-lead\nteam: success\nsupports: [keep]\n{}---\nWhy.\n"
_KPI = "---\ntitle: {}\ndirection: up\nunit: percent\ncadence: weekly\n---\nWhat it is.\n"
_OLD = "date,value\n2026-W39,80\n2026-W40,81\n"


def _view(edition: Edition) -> HealthView:
    view = pages_of(health.make(edition))["health/"].view
    assert isinstance(view, HealthView)
    return view


def _checked(changes: Mapping[str, str]) -> Edition:
    """Returns the edition of the company with what the check says about it."""
    edition = company(changes)
    files = {**COMPANY, **changes}
    tree = SourceTree({path: files[path].encode() for path in sorted(files)})
    asked = Check.of(
        parse(tree), tree, as_of=edition.scorecard.as_of, audience="internal", as_of_is_given=True
    )
    return replace(edition, problems=tuple(check_all(asked)))


def _items(edition: Edition, key: str) -> tuple[Item, ...]:
    return next((one.items for one in _view(edition).sections if one.id == f"p_{key}"), ())


def _told(item: Item) -> tuple[str, str, list[str]]:
    """Returns the words of an item, what to do, and where."""
    words, todo = ("".join(piece.text for piece in part) for part in (item.words, item.todo))
    return words.replace("\u00a0", " "), todo, [place.words for place in item.places]


def test_nothing_to_mend() -> None:
    """Where all is well the page says so, with the counts."""
    quiet = COMPANY["goals/success/cut-churn.md"].replace("status: at_risk, ", "")
    view = _view(company({"goals/success/cut-churn.md": quiet}))
    assert (view.verdict, view.sections) == ("Nothing to mend", ())
    assert [text.replace("\u00a0", " ") for text in view.counts] == [
        "1 of 1 KPI is up to date",
        "In 2 of 2 running goals no value is late",
    ]
    assert view.empty


def test_a_stale_kpi() -> None:
    """A KPI whose next value is late is named with its last row, the day it was due, and who reads it."""
    goal = _GOAL.format(
        "Raise it", "cycle: 2026-Q4\nkey_results:\n  - {kpi: old, baseline: 70, target: 92}\n"
    )
    edition = company(
        {"kpis/old.md": _KPI.format("Old"), "kpis/old.csv": _OLD, "goals/success/raise.md": goal}
    )
    [item] = _items(edition, "stale_kpis")
    assert _told(item) == (
        "The last value is for the week to 4 Oct; the next was due by 18 Oct 2026. 1 goal reads it.",
        "Add the missing rows, or record one: goalposts record old DATE VALUE",
        ["kpis/old.csv, line 3"],
    )
    assert item.places[0].address == "https://git.example/acme/goals/blob/main/kpis/old.csv?plain=1#L3"
    parent, stale = _items(edition, "stale_goals")
    assert _told(parent)[0] == "1 of 2 parts is old: “Raise it”. The status stands."
    assert _told(stale) == (
        "Its only part is old: “Old”. The goal is stale; last known: on track. No value since 4 Oct 2026.",
        "Add the missing rows to the CSV.",
        ["kpis/old.csv, line 3"],
    )
    assert _view(edition).counts[0].startswith("1 of 2")


def test_a_kpi_without_values_and_one_with_a_gap() -> None:
    """A KPI without any value, and one whose latest period is blank, are named with their files."""
    gap = "date,value,note\n2026-W45,80,\n2026-W46,,The export failed\n"
    files = {"kpis/none.md": _KPI.format("None"), "kpis/none.csv": "date,value\n"}
    files |= {"kpis/gap.md": _KPI.format("Gap"), "kpis/gap.csv": gap}
    edition = company(files)
    [empty] = _items(edition, "empty_kpis")
    assert _told(empty)[2] == ["kpis/none.csv"]
    [blank] = _items(edition, "gaps")
    assert _told(blank)[0] == "There is no value for week to 15 Nov. Its note says: The export failed"
    assert _told(blank)[2] == ["kpis/gap.csv, line 3"]


def test_goals_without_numbers() -> None:
    """A goal whose first value is late, and one that nothing measures, are named with the line to change."""
    late = "start: 2026-08-01\ndue: 2026-12-31\nkey_results:\n  - {title: By hand, target: 9, values: {}}\n"
    files = {
        "goals/success/late.md": _GOAL.format("Late", late),
        "goals/success/bare.md": _GOAL.format("Bare", "cycle: 2026-Q4\n"),
        "goals/success/told.md": _GOAL.format("Told", "cycle: 2026-Q4\nrollup: none\n"),
    }
    edition = company(files)
    [item] = _items(edition, "no_data")
    assert _told(item)[2] == ["goals/success/late.md, line 10"]
    found = {item.title.words: _told(item) for item in _items(edition, "not_measured")}
    assert found["Told"][2] == ["goals/success/told.md, line 8"]
    assert "no key result" in found["Bare"][0]
    assert "target: 92" in next(
        item.example for item in _items(edition, "not_measured") if item.title.words == "Bare"
    )


def test_disagreement_names_the_check_in() -> None:
    """Where owner and numbers differ, the line is that of the check-in that counts."""
    [item] = _items(company(), "disagree")
    assert _told(item) == (
        "Measured on track, reported at risk on 16 Nov 2026.",
        "Say why in a check-in, or correct the number that is wrong: goalposts check-in cut-churn",
        ["goals/success/cut-churn.md, line 13"],
    )


def test_results_that_wait() -> None:
    """A goal that is over and waits for its last period is named with the day by which it is final."""
    front = "start: 2026-10-01\ndue: 2026-11-18\nkey_results:\n  - {kpi: w, baseline: 70, target: 92}\n"
    files = {
        "kpis/w.md": _KPI.format("W"),
        "kpis/w.csv": "date,value\n2026-W46,80\n",
        "goals/success/over.md": _GOAL.format("Over", front),
    }
    [item] = [one for one in _items(company(files), "provisional") if one.title.words == "Over"]
    assert _told(item)[0] == "It was due on 18 Nov 2026; final values by 29 Nov 2026."
    assert _told(item)[2] == ["kpis/w.csv, line 2"]


def test_what_the_check_finds() -> None:
    """Orphans, overloaded owners and owners who left come from the check, the rest stands under advice."""
    lone = _GOAL.replace("supports: [keep]\n", "").format("Lone", "cycle: 2026-Q4\nkey_results:\n{}")
    result = "  - {title: Announced, done: false}\n"
    files = {f"goals/success/lone-{n}.md": lone.replace("{}", result) for n in range(6)}
    files["goals/success/left.md"] = _GOAL.format("Left", f"cycle: 2026-Q4\nkey_results:\n{result}").replace(
        "cs-lead", "agent"
    )
    edition = _checked(files)
    assert [item.title.words for item in _items(edition, "orphans")] == ["Lone"] * 6
    [busy] = _items(edition, "overloaded")
    assert busy.title.words == "Head of Success"
    [left] = _items(edition, "left")
    assert _told(left)[2] == ["goals/success/left.md, line 4"]
    assert not any("left on" in _told(item)[0] for item in _items(edition, "advice"))


def test_nothing_is_told_twice() -> None:
    """What a section of its own tells already is not told again as advice."""
    files = {"goals/success/bare.md": _GOAL.format("Bare", "cycle: 2026-Q4\n")}
    edition = _checked(files)
    assert any(problem.code == "W102" for problem in edition.problems)
    assert len(_items(edition, "not_measured")) == 1
    assert not any("measurable" in _told(item)[0] for item in _items(edition, "advice"))


def test_errors_and_infos_are_not_advice() -> None:
    """Only warnings are advice: an error has stopped the build, an info asks for nothing."""
    found = tuple(
        Problem("X1", severity, "goals/keep.md", "Something", "Do it.", line=2) for severity in Severity
    )
    [item] = _items(replace(company(), problems=found), "advice")
    assert item.title.words == "Keep our customers"


def test_a_long_list_is_cut() -> None:
    """A section shows a dozen things and says how many more there are, so that the page stays small."""
    files = {f"goals/success/bare-{n:02}.md": _GOAL.format("Bare", "cycle: 2026-Q4\n") for n in range(30)}
    edition = company(files)
    [section] = [one for one in _view(edition).sections if one.id == "p_not_measured"]
    assert (len(section.items), section.count) == (MOST, "30")
    assert section.more.startswith(f"{30 - MOST} more")


def test_the_page_is_whole() -> None:
    """The page renders, escapes what stands in files, and is found in the navigation."""
    hostile = "date,value,note\n2026-W45,80,\n2026-W46,,<b>gone</b>\n"
    edition = company({"kpis/gap.md": _KPI.format("'<i>Gap'"), "kpis/gap.csv": hostile})
    html = html_of(edition, pages_of(health.make(edition))["health/"])
    assert "&lt;b&gt;gone&lt;/b&gt;" in html
    assert "&lt;i&gt;Gap" in html
    assert "things to mend" in html
    assert "health/" in [address for _, _, address in NAVIGATION]


def test_code_in_sentences() -> None:
    """What stands in backticks is code; a single backtick is a backtick."""
    assert pieces("Write `a: b` here.") == (Piece("Write "), Piece("a: b", is_code=True), Piece(" here."))
    assert pieces("It's `so") == (Piece("It's `so"),)


def test_an_empty_repository() -> None:
    """Without goals and KPIs there is nothing to mend and nothing to count."""
    files = {path: "" for path in COMPANY if path.startswith(("goals/", "kpis/"))}
    kept = {path: text for path, text in COMPANY.items() if path not in files}
    tree = SourceTree({path: text.encode() for path, text in {**kept, "goals/index.md": "Hello.\n"}.items()})
    repository = parse(tree).repository
    assert repository is not None
    edition = Edition(repository, measure(repository, date(2026, 11, 20)), None, "1.0")
    assert _view(edition).counts == ()
    assert _view(edition).verdict == "Nothing to mend"


_PRIVATE = {
    "goals/success/secret.md": _GOAL.format("Secret", "cycle: 2026-Q4\nvisibility: private\n").replace(
        "supports: [keep]\n", ""
    ),
    "kpis/hidden.md": _KPI.format("Hidden").replace("cadence", "visibility: private\ncadence"),
    "kpis/hidden.csv": _OLD,
    "goals/success/shadow.md": _GOAL.format(
        "Shadow",
        "cycle: 2026-Q4\nvisibility: private\nkey_results:\n  - {kpi: old, baseline: 70, target: 92}\n",
    ),
}
_PUBLIC = {
    "kpis/old.md": _KPI.format("Old").replace("cadence", "visibility: public\ncadence"),
    "kpis/old.csv": _OLD,
    "goals/success/open.md": _GOAL.format(
        "Open", "cycle: 2026-Q4\nvisibility: public\nkey_results:\n  - {kpi: old, baseline: 70, target: 92}\n"
    ).replace("supports: [keep]\n", ""),
}


def _advice(root: Path, files: Mapping[str, str], audience: str) -> tuple[Problem, ...]:
    """Returns what the health page of an audience is given of the check of a repository."""
    config = {"site_config.yml": COMPANY["site_config.yml"] + "history: false\n"}
    for path, text in {**COMPANY, **files, **config}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    checked = pipeline.check(root, pipeline.Request(date(2026, 11, 20), audience))
    assert checked.asked is not None
    return advice(checked.asked, checked.problems, audience)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_hidden_records_leave_no_trace(tmp_path: Path, audience: str) -> None:
    """The advice on the page is that of the same repository without the private records."""
    with_them = _advice(tmp_path / "with", {**_PUBLIC, **_PRIVATE}, audience)
    without = _advice(tmp_path / "without", _PUBLIC, audience)
    assert with_them == without
    assert any(problem.code == "W113" for problem in without)


def test_a_public_page_knows_no_internal_record(tmp_path: Path) -> None:
    """In a public build no file, title or id of an internal record is in the advice."""
    internal = _GOAL.format(
        "Inside", "cycle: 2026-Q4\nkey_results:\n  - {kpi: old, baseline: 70, target: 92}\n"
    )
    found = _advice(tmp_path, {**_PUBLIC, "goals/success/inside.md": internal}, "public")
    assert {problem.path for problem in found} <= {"goals/success/open.md", "kpis/old.md", "kpis/old.csv"}
    assert not any("inside" in f"{problem.message}{problem.hint}".lower() for problem in found)


def test_moved_goalposts_with_the_lines_that_hold_them(tmp_path: Path) -> None:
    """An active goal whose promise changed tells each move, and where what was moved stands now."""
    story = told.company()
    steps = "key_results:\n  - title: Steps\n    milestones:\n      - {title: One, due: 2026-11-01}\n"
    results = "key_results:\n  - {kpi: rate, target: 94}\n  - {title: Gone, done: false}\n"
    for when, renewed, due in (("2026-10-01", results, "2026-11-01"), ("2026-11-12", "", "2026-11-30")):
        files = {
            "goals/sales/more.md": told.goal("More", renewed or results.rpartition("  - {title")[0]),
            "goals/sales/steps.md": told.goal("Steps", steps.replace("2026-11-01", due)),
        }
        story.commit(when, f"On {when}", dict(files))
    rows = "date,value\n2026-W39,83.0\n2026-W40,84.1\n2026-W44,84.9\n2026-W45,85.5\n2026-W46,85.4\n"
    story.commit("2026-11-14", "Restate where it begins", {"kpis/rate.csv": rows})
    edition = told.edition_of(story.write(tmp_path / "r"))
    found = [(item.title.words, *_told(item)) for item in _items(edition, "moved")]
    assert found == [
        (
            "Raise the rate",
            (
                "The target of “Renewal rate” went from 93\u202f% to 92\u202f% on 22 Oct 2026 (easier). "
                "The baseline of “Renewal rate” went from 84\u202f% to 83\u202f%: the value of 2026-W39 "
                "was restated on 14 Nov 2026 (easier)."
            ),
            "Set it back, or say why it had to move: goalposts check-in renew",
            ["goals/sales/renew.md, line 8", "kpis/rate.csv, line 2"],
        ),
        (
            "More",
            "The key result “Gone” was removed on 12 Nov 2026 (neither easier nor harder).",
            "Set it back, or say why it had to move: goalposts check-in more",
            ["goals/sales/more.md, line 8"],
        ),
        (
            "Steps",
            (
                "The due date of the milestone “One” went from 1 Nov 2026 to 30 Nov 2026 "
                "on 12 Nov 2026 (easier)."
            ),
            "Set it back, or say why it had to move: goalposts check-in steps",
            ["goals/sales/steps.md, line 10"],
        ),
    ]
    hand = "key_results:\n  - title: Debts\n    target: 30\n    values:\n"
    hand += "      2026-09-15: 99\n      2026-09-30: 90\n"
    story.commit("2026-10-01", "Debts", {"goals/sales/debts.md": told.goal("Debts", hand)})
    restated = told.goal("Debts", hand.replace("30: 90", "30: 95"))
    story.commit("2026-11-14", "Restate by hand", {"goals/sales/debts.md": restated})
    edition = told.edition_of(story.write(tmp_path / "by-hand"))
    assert [_told(item)[2] for item in _items(edition, "moved") if item.title.words == "Debts"] == [
        ["goals/sales/debts.md, line 12"]
    ]
    closed = told.renew("92", "state: closed\nclosed_on: 2026-11-15\n")
    story.commit("2026-11-15", "Close", {"goals/sales/renew.md": closed})
    later = told.edition_of(story.write(tmp_path / "closed"))
    assert "renew" not in {item.title.address for item in _items(later, "moved")}
