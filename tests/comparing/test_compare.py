"""What ten changes do, as it would be written by hand."""

from __future__ import annotations

import pytest

from goalposts.comparing import FORMATS, Comparison
from goalposts.comparing.comparison import Presence
from goalposts.loading.parse import parse
from goalposts.measuring.known import known_on
from goalposts.measuring.measure import measure
from goalposts.measuring.scorecard import Scorecard
from tests.comparing.changes import (
    AS_OF,
    COMPANY,
    KEEP,
    SERIES,
    WIN,
    Files,
    changed,
    edited,
    effect,
    goals,
    told,
    tree,
)

RENAMED = "goals/sales/win-more.md"
CHANGES: dict[str, Files] = {
    "target": edited(WIN, "target: 20", "target: 12"),
    "weight": edited(WIN, "weight: 1", "weight: 3"),
    "KPI row": edited(SERIES, "2026-10,12", "2026-10,18"),
    "owner": edited(WIN, "owner: ann", "owner: bob"),
    "deletion": {KEEP: None},
    "rename": {WIN: None, RENAMED: COMPANY[WIN]},
    "re-parenting": edited(KEEP, "[grow]", "[last]"),
    "dates": edited(WIN, "cycle: 2026-Q4", "start: 2026-10-01\ndue: 2027-03-31"),
    "broken file": edited(WIN, "cycle:", "cylce:"),
    "broken settings": {"site_config.yml": "schema: [1\n"},
    "nothing": {},
}


def text(comparison: Comparison) -> str:
    """Returns the comparison for a terminal, its spaces all alike."""
    return FORMATS["text"](comparison).replace("\u202f", " ")


def lines(comparison: Comparison) -> dict[str, list[str]]:
    """Returns the lines of the text by the heading they stand under."""
    sections: dict[str, list[str]] = {"": []}
    heading = ""
    for line in text(comparison).split("\n"):
        if line and not line.startswith(" ") and line[0].isupper() and not line.endswith("."):
            heading = line
        if not line.endswith("not listed."):
            sections.setdefault(heading, []).append(line.strip())
    return {name: [line for line in found if line and line != name] for name, found in sections.items()}


def test_a_target_is_lowered() -> None:
    """The field, the goalpost, the goal and what it rolls up into are told, with numbers before and after."""
    found = effect(CHANGES["target"])
    assert lines(found)["What changes"] == [
        "goal win “Win 20 customers”",
        "key result customers, target: 20 → 12",
    ]
    assert lines(found)["Goalposts that move"] == [
        "win “Win 20 customers”: easier: target 20 → 12 (key result customers)"
    ]
    assert lines(found)["Where goals stand"] == [
        "organization",
        "grow “Grow”: On track → Achieved; progress 80 % → 100 %, expected 8.2 %",
        "rolls up win",
        "team",
        "win “Win 20 customers”: On track → Achieved; progress 60 % → 100 %, expected 16.5 %",
        "key result customers: At risk → Achieved, progress 20 % → 100 %, target 20 → 12",
    ]


def test_a_key_result_gets_another_id() -> None:
    """It is the same one, as the changes say: its numbers stand beside those from before."""
    named = COMPANY[WIN].replace("target: 20", "target: 15, id: won")
    (won,) = goals(effect({WIN: named}))["win"].key_results
    assert won.before is not None and won.after is not None
    assert (won.before.key_result.id, won.after.key_result.id) == ("customers", "won")
    assert (won.before.target, won.after.target) == (20, 15)


def test_a_weight_is_changed() -> None:
    """Another weight moves a goalpost neither way, and the mean with it."""
    found = effect(CHANGES["weight"])
    assert [(each.goal_id, each.move.field, each.move.effect) for each in found.moves] == [
        ("win", "weight", "neither")
    ]
    after = goals(found)["win"].after
    assert after is not None and after.progress == pytest.approx((0.2 + 3) / 4)


def test_a_value_is_restated() -> None:
    """A value tells its period and both numbers; what reads it follows."""
    found = effect(CHANGES["KPI row"])
    assert lines(found)["What changes"] == ["KPI customers “Customers”", "2026-10: 12 → 18 restated"]
    assert "key result customers: At risk → On track, progress 20 % → 80 %, current 12 → 18" in text(found)
    assert [each.id for each in found.goals] == ["grow", "win"]
    assert [each.id for each in found.kpis] == ["customers"]
    assert not found.moves


def test_a_value_is_added_before_its_period_is_over() -> None:
    """A value of a running period is told with the day from which it counts."""
    found = effect({SERIES: COMPANY[SERIES] + "2026-11,20\n"})
    assert lines(found)["What changes"][1] == "2026-11: 20 added, counts from 30 Nov 2026"
    assert not found.goals


def test_a_default_baseline_is_restated() -> None:
    """A restated value that a goal begins at is a moved goalpost too."""
    defaults = edited(WIN, "baseline: 10, ", "")
    found = told(changed(defaults), changed({**defaults, **edited(SERIES, "2026-09,10", "2026-09,8")}))
    assert lines(found)["Goalposts that move"] == [
        "win “Win 20 customers”: easier: baseline 10 → 8 (key result customers, the value of 2026-09 is restated)"  # noqa: E501 (a line of the text)
    ]


def test_another_owner() -> None:
    """A field that no number depends on changes nothing else."""
    found = effect(CHANGES["owner"])
    assert lines(found)["What changes"] == ["goal win “Win 20 customers”", "owner: ann → bob"]
    assert not (found.goals or found.moves or found.kpis or found.problems)


def test_a_goal_is_deleted() -> None:
    """A goal that is gone is told, and what no longer rolls it up."""
    found = effect(CHANGES["deletion"])
    assert goals(found)["keep"].presence is Presence.REMOVED
    assert goals(found)["grow"].through == ("keep",)
    assert "keep “Keep them”: removed: was Achieved; progress 100 %, expected 0 %" in text(found)


def test_a_goal_is_renamed() -> None:
    """A file with another name is the same goal: no number changes."""
    found = effect(CHANGES["rename"])
    assert lines(found)["What changes"] == [
        "goal win-more “Win 20 customers”",
        "id: win → win-more",
        f"path: {WIN} → {RENAMED}",
    ]
    assert not found.goals


def test_key_results_in_another_order() -> None:
    """The order of key results is no number."""
    first = "  - {kpi: customers, baseline: 10, target: 20}\n"
    second = "  - {id: plan, title: A plan, done: 2026-10-20, weight: 1}\n"
    found = effect(edited(WIN, first + second, second + first))
    assert not found.goals
    assert text(found).splitlines()[1] == "1 record or file changes; no goal stands elsewhere."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{kpi: customers, baseline: 10, target: 20}", "{id: new, kpi: customers, baseline: 10, target: 15}"),
        (
            "{id: plan, title: A plan, done: 2026-10-20, weight: 1}",
            "{id: new, aliases: [plan], title: A contract, done: false}",
        ),
    ],
    ids=["the same KPI", "an alias"],
)
def test_a_key_result_is_renamed(before: str, after: str) -> None:
    """A key result under another id is the same one: it is compared with what it was."""
    found = effect(edited(WIN, before, after))
    (part,) = goals(found)["win"].key_results
    assert part.before is not None
    assert part.after is not None
    assert part.after.key_result.id == "new"
    assert "new: removed" not in text(found)


def test_a_goal_supports_another() -> None:
    """Both goals that win and lose a child are told."""
    found = effect(CHANGES["re-parenting"])
    assert lines(found)["What changes"] == ["goal keep “Keep them”", "supports: grow → last"]
    assert {each.id: each.through for each in found.goals} == {"grow": ("keep",), "last": ("keep",)}


def test_a_goal_that_is_rolled_up_is_no_longer_stale() -> None:
    """A goal whose numbers stay and that is no longer stale is the cause of what its parent becomes."""
    plan = "  - {id: plan, title: A plan, done: 2026-10-20, weight: 1}\n"
    before = {**edited(WIN, plan, ""), **edited("kpis/customers.md", "monthly", "weekly"), KEEP: None}
    weekly = before["kpis/customers.md"]
    assert weekly is not None
    patient = weekly.replace("owner:", "grace_days: 60\nowner:")
    found = told(changed(before), changed({**before, "kpis/customers.md": patient}))
    assert goals(found)["grow"].through == ("win",)
    assert "by a change of the settings" not in text(found)


def test_a_goal_leaves_a_roll_up_under_another_name() -> None:
    """A goal that is renamed while it leaves a roll-up is named as it is called now."""
    supporting = (
        COMPANY[KEEP].replace("[grow]", "[last]").replace("level: team", "level: team\naliases: [keep]")
    )
    found = goals(effect({KEEP: None, "goals/sales/keep-them.md": supporting}))
    assert (found["grow"].through, found["grow"].hidden) == (("keep-them",), 0)


def test_dates_are_moved() -> None:
    """A later due date is an easier promise, and less is expected by now."""
    found = effect(CHANGES["dates"])
    assert [(each.move.field, each.move.after, each.move.effect) for each in found.moves] == [
        ("due", "2027-03-31", "easier")
    ]
    assert "key result customers: At risk → On track" in text(found)


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
def test_a_broken_file_on_one_side(is_before: bool) -> None:
    """A file that cannot be read is told, and what it was or is; the rest is compared."""
    sides = (tree(COMPANY), changed({**CHANGES["broken file"], **CHANGES["re-parenting"]}))
    found = told(sides[1], sides[0]) if is_before else told(*sides)
    side = "main" if is_before else "the working tree"
    (cannot,) = found.not_compared
    assert (cannot.path, cannot.side, cannot.problem.code) == (WIN, side, "V101")
    assert goals(found)["win"].presence is (Presence.UNREAD_BEFORE if is_before else Presence.UNREAD)
    assert "grow" in goals(found)
    assert ("V101" in {each.code for each in found.problems}) is not is_before


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
def test_broken_settings_on_one_side(is_before: bool) -> None:
    """Where the settings cannot be read, those of the other side stand in."""
    sides = (tree(COMPANY), changed({**CHANGES["broken settings"], **CHANGES["target"]}))
    found = told(sides[1], sides[0]) if is_before else told(*sides)
    assert [each.path for each in found.not_compared] == ["site_config.yml"]
    assert {"grow", "win"} == set(goals(found))
    assert is_before or found.mended == 0


def test_broken_settings_on_both_sides() -> None:
    """With no settings at all nothing can be measured, and that is said."""
    broken = changed(CHANGES["broken settings"])
    found = told(broken, changed({**CHANGES["broken settings"], **CHANGES["target"]}))
    for form in FORMATS.values():
        assert form(found)
    assert "the settings can be read on neither side" in text(found)


def test_nothing_changes() -> None:
    """Two equal trees differ in nothing."""
    found = effect({})
    assert found.is_empty
    assert "Nothing changes" in text(found)


def test_a_comment_alone_counts_for_nothing() -> None:
    """A file that changes without any change that counts is named all the same."""
    found = effect(edited(WIN, "level: team", "level: team # ours"))
    assert found.others == (WIN,)


def _scorecard(files: Files) -> Scorecard | None:
    repository = parse(tree(files)).repository
    return measure(known_on(repository, AS_OF), AS_OF) if repository else None


@pytest.mark.parametrize("name", CHANGES)
def test_statuses_are_those_of_two_measurements(name: str) -> None:
    """What is told of a goal is what measuring both sides in full says, and nothing is left untold."""
    was, now = _scorecard(COMPANY), _scorecard({**COMPANY, **CHANGES[name]})
    found = goals(effect(CHANGES[name]))
    if was is None or now is None:
        assert found == {}
        return
    former = {"win-more": "win"} if name == "rename" else {}
    for key in {*now.goals, *(set(was.goals) - set(former.values()))}:
        before, after = was.goals.get(former.get(key, key)), now.goals.get(key)
        standing = [score and (score.status, score.progress, score.expected) for score in (before, after)]
        if key in found:
            parts = (found[key].before, found[key].after)
            assert [score and (score.status, score.progress, score.expected) for score in parts] == standing
        else:
            assert standing[0] == standing[1], key


def test_problems_are_those_of_the_change() -> None:
    """A problem that both sides have is counted, whatever line it stands on now; a new one is listed."""
    old = edited(KEEP, "owner: ann", "owner: nobody")
    new = {KEEP: old[KEEP].replace("title:", "# a line more\ntitle:").replace("[grow]", "[gone]")}
    found = told(changed(old), changed(new))
    assert [each.code for each in found.problems if each.severity == "error"] == ["R105"]
    assert found.existing >= 1
    assert told(changed(old), tree(COMPANY)).mended >= 1
