"""Moved goalposts: what is the promise, which changes are moves, and which way they went."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.history import Move, moved, promise
from goalposts.history.effects import of_baseline, of_bound, of_target, target_of
from goalposts.history.facts import Facts
from goalposts.history.in_force import Calendar
from goalposts.key_results.reach import Reach
from goalposts.records.period import CALENDAR
from goalposts.records.ranges import Range
from tests.history.story import Story, history, records, told

CONFIG = (
    "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head of Sales}\n"
    "cycles: {custom: {push: {start: 2026-10-01, due: 2026-12-31}}}\n"
)
KPI = "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ncadence: monthly\n---\nHow.\n"
SERIES = "date,value\n2026-08,83\n2026-09,84\n2026-10,85\n"
BASE = {"kpis/renewal.md": KPI, "kpis/renewal.csv": SERIES, "site_config.yml": CONFIG}


def goal(results: str, **fields: str) -> str:
    """Returns a goal file with the key results of a YAML list."""
    given = {"title": "Renew", "level": "team", "owner": "lead", "cycle": "2026-Q4", **fields}
    lines = "".join(f"{name}: {text}\n" for name, text in given.items() if text)
    return f"---\n{lines}key_results: {results}\n---\nWhy.\n"


def line(move: Move) -> str:
    """Returns a move as one line."""
    where = "/".join(part for part in (move.key_result, move.milestone) if part)
    which = f"{where} {move.field}".strip()
    extra = f" (restated {move.restated})" if move.restated else f" (back {move.back})" if move.back else ""
    return f"{move.commit.subject}: {which} {move.before} → {move.after}, {move.effect}{extra}"


def moves_of(
    tmp_path: Path, versions: list[tuple[str, dict[str, str | None]]], as_of: str = "2027-01-31"
) -> list[str]:
    """Returns the moves of the goal `renew`; each version is committed on its day, named by it."""
    story = Story()
    for number, (day, files) in enumerate(versions):
        story.commit(day, day, {**BASE, **files} if number == 0 else files)
    root = story.write(tmp_path / "repository")
    found = records(root).goals["renew"]
    return [line(move) for move in moved(found, history(root, as_of))]


def edit(before: str, after: str, **fields: str) -> list[tuple[str, dict[str, str | None]]]:
    """Returns two versions: one before the start, one after it."""
    return [
        ("2026-09-20", {"goals/renew.md": goal(before)}),
        ("2026-11-03", {"goals/renew.md": goal(after, **fields)}),
    ]


FIXED = "[{kpi: renewal, baseline: 84, target: 92}]"

CASES = {
    "target nearer": (FIXED, FIXED.replace("92", "90"), ["renewal target 92 → 90, easier"]),
    "target farther": (FIXED, FIXED.replace("92", "95"), ["renewal target 92 → 95, harder"]),
    "target on the other side": (FIXED, FIXED.replace("92", "80"), ["renewal target 92 → 80, neither"]),
    "same number": (FIXED, FIXED.replace("92", "92.0"), []),
    "same number for zero": (FIXED.replace("92", "0"), FIXED.replace("92", "-0.0"), []),
    "same change": ("[{kpi: renewal, target: +10%}]", "[{kpi: renewal, target: +10.0%}]", []),
    "another unit of change": (
        "[{kpi: renewal, target: +10%}]",
        "[{kpi: renewal, target: +10pp}]",
        ["renewal target +10% → +10pp, harder"],
    ),
    "default baseline": (
        "[{kpi: renewal, target: 92}]",
        "[{kpi: renewal, target: 86}]",
        ["renewal target 92 → 86, easier"],
    ),
    "relative": (
        "[{kpi: renewal, target: +10%}]",
        "[{kpi: renewal, target: +12%}]",
        ["renewal target +10% → +12%, harder"],
    ),
    "relative to absolute": (
        "[{kpi: renewal, target: +10%}]",
        "[{kpi: renewal, target: 90}]",
        ["renewal target +10% → 90, easier"],
    ),
    "baseline lower": (FIXED, FIXED.replace("84", "80"), ["renewal baseline 84 → 80, easier"]),
    "baseline higher": (FIXED, FIXED.replace("84", "88"), ["renewal baseline 84 → 88, harder"]),
    "baseline past the target": (FIXED, FIXED.replace("84", "95"), ["renewal baseline 84 → 95, neither"]),
    "default written down": ("[{kpi: renewal, target: 92}]", FIXED, []),
    "weight": (FIXED, FIXED.replace("92", "92, weight: 3"), ["renewal weight 1 → 3, neither"]),
    "lower bound": (
        "[{kpi: renewal, at_least: 90}]",
        "[{kpi: renewal, at_least: 88}]",
        ["renewal target at_least: 90 → at_least: 88, easier"],
    ),
    "upper bound": (
        "[{kpi: renewal, at_most: 5}]",
        "[{kpi: renewal, at_most: 4}]",
        ["renewal target at_most: 5 → at_most: 4, harder"],
    ),
    "same bound": ("[{kpi: renewal, at_most: 50}]", "[{kpi: renewal, at_most: 50.0}]", []),
    "same bound in another form": ("[{kpi: renewal, at_least: 5}]", "[{kpi: renewal, at_least: 5e0}]", []),
    "same range": (
        "[{kpi: renewal, between: [80, 90]}]",
        "[{kpi: renewal, between: [80.0, 90.00]}]",
        [],
    ),
    "open bound": (
        "[{kpi: renewal, above: 5}]",
        "[{kpi: renewal, at_least: 5}]",
        ["renewal target above: 5 → at_least: 5, easier"],
    ),
    "shifted range": (
        "[{kpi: renewal, between: [80, 90]}]",
        "[{kpi: renewal, between: [85, 95]}]",
        ["renewal target between: 80, 90 → between: 85, 95, neither"],
    ),
    "another type": (FIXED, "[{kpi: renewal, at_least: 92}]", ["renewal target 92 → at_least: 92, neither"]),
    "removed": (
        "[{kpi: renewal, target: 92}, {title: Sign, done: false}]",
        "[{kpi: renewal, target: 92}]",
        ["sign key_result Sign → None, neither"],
    ),
    "added": ("[{kpi: renewal, target: 92}]", "[{kpi: renewal, target: 92}, {title: Sign, done: false}]", []),
    "done": ("[{title: Sign, done: false}]", "[{title: Sign, done: 2026-11-02}]", []),
    "another id, same series": (
        FIXED,
        FIXED.replace("kpi", "id: rate, kpi").replace("92", "91"),
        ["rate target 92 → 91, easier"],
    ),
    "another id, same title": (
        "[{title: Sign, id: a, done: false, weight: 1}]",
        "[{title: Sign, id: b, done: false, weight: 2}]",
        ["b weight 1 → 2, neither"],
    ),
    "another id and title, the old id listed": (
        "[{id: mail, title: Answer mail, baseline: 0, target: 9}]",
        "[{id: letters, aliases: [mail], title: Answer letters, baseline: 0, target: 7}]",
        ["letters target 9 → 7, easier"],
    ),
    "another id and title, and no longer listed": (
        "[{id: letters, aliases: [mail], title: Answer letters, baseline: 0, target: 7}]",
        "[{id: mail, title: Answer mail, baseline: 0, target: 7}]",
        [],
    ),
    "milestones": (
        "[{title: M, milestones: [{title: A, due: 2026-10-20}, {title: B}, {title: C}]}]",
        "[{title: M, milestones: [{title: A, due: 2026-10-25}, {title: B, weight: 2}]}]",
        [
            "m/A due 2026-10-20 → 2026-10-25, easier",
            "m/B weight 1 → 2, neither",
            "m/C target C → None, easier",
        ],
    ),
}


@pytest.mark.parametrize(("before", "after", "wanted"), CASES.values(), ids=CASES.keys())
def test_which_way(tmp_path: Path, before: str, after: str, wanted: list[str]) -> None:
    """Each kind of change is a move of its field, easier, harder or neither by that field's rule."""
    assert moves_of(tmp_path, edit(before, after)) == [f"2026-11-03: {each}" for each in wanted]


def test_numbers_in_another_form_are_no_change(tmp_path: Path) -> None:
    """Numbers are compared as numbers: what is only written in another way is neither moved nor told."""
    before = (
        "[{kpi: renewal, id: hold, at_most: 50}, {kpi: renewal, id: in, between: [80, 90]}, "
        "{kpi: renewal, id: rel, target: +30%, checkpoints: {2026-10-31: 85}}]"
    )
    after = before.replace("50", "50.0").replace("80, 90", "8e1, 90.0").replace("30%", "30.0%")
    story = Story()
    story.commit("2026-09-20", "Begin", {**BASE, "goals/renew.md": goal(before)})
    story.commit("2026-11-03", "Form", {"goals/renew.md": goal(after.replace(": 85", ": 85.00"))})
    known = history(story.write(tmp_path / "repository"))
    assert moved(known.repository.goals["renew"], known) == ()
    assert [each for each in told(known) if each.startswith("Form")] == []


def test_terms_of_the_goal(tmp_path: Path) -> None:
    """Later due and stretch are easier; another start is neither; title, owner and state are no promise."""
    after = {
        "due": "2027-01-15",
        "start": "2026-10-05",
        "ambition": "stretch",
        "title": "Other",
        "state": "paused",
    }
    assert moves_of(tmp_path, edit(FIXED, FIXED, **after)) == [
        "2026-11-03: start 2026-10-01 → 2026-10-05, neither",
        "2026-11-03: due 2026-12-31 → 2027-01-15, easier",
        "2026-11-03: ambition committed → stretch, easier",
    ]


def test_an_ambition_that_is_taken_back_is_harder(tmp_path: Path) -> None:
    """A goal that needs all of its way again, where 0.7 of it was success, is harder."""
    stretch = goal(FIXED, ambition="stretch")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": stretch}),
        ("2026-11-03", {"goals/renew.md": goal(FIXED)}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-11-03: ambition stretch → committed, harder"]


def test_what_cannot_be_read_is_neither(tmp_path: Path) -> None:
    """A version with a date, a target or a value that is none breaks nothing; what it moved is told."""
    hand = "{title: Debts, values: {2026-09-15: 95, 2026-09-30: 90}, target: 30}"
    milestone = "{title: M, milestones: [{title: A, due: 2026-10-20}]}"
    broken = f"{hand}, {milestone}".replace("target: 30", "target: low").replace("30: 90", "30: many")
    broken = broken.replace("2026-09-15", "some day: 1, 2026-09-15").replace("10-20", "10-40")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{hand}, {milestone}]")}),
        ("2026-11-03", {"goals/renew.md": goal(f"[{broken}]", due="2026-12-40")}),
        ("2026-11-04", {"goals/renew.md": goal(f"[{hand}, {milestone}]")}),
    ]
    assert moves_of(tmp_path, versions) == [
        "2026-11-03: debts target 30 → low, neither",
        "2026-11-03: debts baseline 90 → 95, neither (restated 2026-09-30)",
        "2026-11-03: m/A due 2026-10-20 → 2026-10-40, neither",
        "2026-11-04: debts target low → 30, neither",
        "2026-11-04: m/A due 2026-10-40 → 2026-10-20, neither",
    ]


TARGETS = [
    # without a known baseline the direction of the KPI decides, and changes of one unit by their size
    ("80", "90", None, "up", "harder"),
    ("90", "80", None, "up", "easier"),
    ("80", "90", None, "down", "easier"),
    ("80", "90", None, "hold", "neither"),
    ("80", "90", None, "", "neither"),
    ("+10%", "+12%", None, "", "harder"),
    ("-10%", "-5%", None, "down", "easier"),
    ("-10%", "+12%", None, "up", "neither"),
    ("+10%", "+12pp", None, "up", "neither"),
    ("+10%", "90", None, "up", "neither"),
    ("90", "+10%", None, "up", "neither"),
    # with one, the distance from it
    ("84", "90", 84.0, "up", "neither"),
    ("90", "84", 84.0, "up", "easier"),
    ("90", "+6pp", 84.0, "up", "neither"),
    ("low", "90", 84.0, "up", "neither"),
    ("90", "low", None, "up", "neither"),
]


@pytest.mark.parametrize(("before", "after", "baseline", "direction", "wanted"), TARGETS)
def test_which_way_a_target_went(
    before: str, after: str, baseline: float | None, direction: str, wanted: str
) -> None:
    """A target is judged from the baseline; where none is known, by the direction or not at all."""
    assert of_target(before, after, baseline, direction) == wanted


BASELINES = [
    (84.0, 88.0, "92", "harder"),
    (84.0, 80.0, "92", "easier"),
    (42.0, 40.0, "30", "harder"),
    (84.0, 92.0, "92", "neither"),
    (92.0, 84.0, "92", "neither"),
    (84.0, 95.0, "92", "neither"),
    (50.0, 60.0, "+10%", "harder"),
    (50.0, 50.0, "+10%", "neither"),
    (None, 84.0, "+10%", "neither"),
    (84.0, None, "92", "neither"),
    (84.0, 88.0, "low", "neither"),
]


@pytest.mark.parametrize(("before", "after", "target", "wanted"), BASELINES)
def test_which_way_a_baseline_went(
    before: float | None, after: float | None, target: str, wanted: str
) -> None:
    """A baseline that comes nearer to its target, or takes a relative one along, is harder."""
    assert of_baseline(before, after, target_of(target)) == wanted


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Draws a range that some value lies in, with bounds from 0 to 4."""
    bounds = st.none() | st.integers(0, 4)
    low, high = draw(bounds), draw(bounds)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    is_open = st.just(value=False) if low == high else st.booleans()
    return Range(low, high, low is not None and draw(is_open), high is not None and draw(is_open))


@given(ranges(), ranges())
def test_which_way_a_bound_went(before: Range, after: Range) -> None:
    """A bound that holds all values that it held before and more is easier, the other way round harder."""
    was, now = ({n for n in range(-1, 10) if each.holds(n / 2)} for each in (before, after))
    assert of_bound(before, after) == ("easier" if was < now else "harder" if now < was else "neither")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"cycle": "2026-Q4"}, ("2026-10-01", "2026-12-31")),
        ({"cycle": "push"}, ("2026-10-05", "2026-11-30")),
        ({"cycle": "push", "start": "2026-10-10"}, ("2026-10-10", "2026-11-30")),
        ({"cycle": "push", "due": "2026-11-20"}, ("2026-10-05", "2026-11-20")),
        ({"cycle": "push", "start": "2026-10-10", "due": "2026-11-20"}, ("2026-10-10", "2026-11-20")),
        ({"start": "2026-10-10", "due": "2026-11-20"}, ("2026-10-10", "2026-11-20")),
        ({"start": "2026-10-10"}, ("2026-10-10", "None")),
        ({"cycle": "someday", "due": "2026-11-20"}, ("None", "2026-11-20")),
        ({"cycle": "push", "start": "2026-10-40"}, ("2026-10-05", "2026-11-30")),
    ],
)
def test_when_a_version_ran(fields: dict[str, str], wanted: tuple[str, str]) -> None:
    """Each date is the one that is written, else that of the cycle, as far as either can be read."""
    calendar = Calendar(0, CALENDAR, {"push": (date(2026, 10, 5), date(2026, 11, 30))})
    start, due = calendar.dates(Facts(dict(fields)))
    assert (str(start), str(due)) == wanted


def test_changes_before_the_start_are_planning(tmp_path: Path) -> None:
    """The promise is the version in force at the start; what was changed before it is no move."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(FIXED)}),
        ("2026-09-30T23:00", {"goals/renew.md": goal(FIXED.replace("92", "93"))}),
        ("2026-10-01T00:30", {"goals/renew.md": goal(FIXED.replace("92", "94"))}),
        ("2026-10-05", {"goals/renew.md": goal(FIXED.replace("92", "93"))}),
    ]
    assert moves_of(tmp_path, versions) == [
        "2026-10-01T00:30: renewal target 93 → 94, harder",
        "2026-10-05: renewal target 94 → 93, easier",
    ]


def test_a_draft_promises_nothing(tmp_path: Path) -> None:
    """The promise is the first version on or after the start in which the goal is active."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(FIXED, state="draft")}),
        ("2026-10-10", {"goals/renew.md": goal(FIXED.replace("92", "91"), state="draft")}),
        ("2026-10-20", {"goals/renew.md": goal(FIXED.replace("92", "90"))}),
        ("2026-10-25", {"goals/renew.md": goal(FIXED.replace("92", "89"))}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-10-25: renewal target 90 → 89, easier"]


def test_a_start_cannot_be_moved_away_from_the_promise(tmp_path: Path) -> None:
    """A start that is put off after it has come is a move, and so is what follows before the new start."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(FIXED)}),
        ("2026-10-10", {"goals/renew.md": goal(FIXED, start="2026-11-01")}),
        ("2026-10-20", {"goals/renew.md": goal(FIXED.replace("92", "90"), start="2026-11-01")}),
    ]
    assert moves_of(tmp_path, versions) == [
        "2026-10-10: start 2026-10-01 → 2026-11-01, neither",
        "2026-10-20: renewal target 92 → 90, easier",
    ]


def test_a_cycle_that_is_moved_moves_its_goals(tmp_path: Path) -> None:
    """A custom cycle with another due date is a move of the goals in it, by the commit of the settings."""
    later = CONFIG.replace("2026-12-31", "2027-01-31")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(FIXED, cycle="push")}),
        ("2026-11-03", {"site_config.yml": later}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-11-03: due 2026-12-31 → 2027-01-31, easier"]


RESTATED = {
    "the baseline": (
        SERIES.replace("09,84", "09,81"),
        ["renewal baseline 84 → 81, easier (restated 2026-09)"],
    ),
    "upwards": (SERIES.replace("09,84", "09,86"), ["renewal baseline 84 → 86, harder (restated 2026-09)"]),
    "removed": (SERIES.replace("2026-09,84\n", ""), ["renewal baseline 84 → 83, easier (restated 2026-09)"]),
    "to another month": (
        SERIES.replace("08,83", "08,84").replace("09,84", "09,81"),
        ["renewal baseline 84 → 81, easier (restated 2026-09)"],
    ),
    "another month": (SERIES.replace("08,83", "08,80").replace("10,85", "10,86"), []),
    "written otherwise": (SERIES.replace("09,84", "09,84.0"), []),
}


@pytest.mark.parametrize(("series", "wanted"), RESTATED.values(), ids=RESTATED.keys())
def test_restated_baselines(tmp_path: Path, series: str, wanted: list[str]) -> None:
    """A restated value that moves a default baseline is a moved goalpost; other restatements are not."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-10-02", {"goals/renew.md": goal("[{kpi: renewal, target: 92}]")}),
        ("2026-11-03", {"kpis/renewal.csv": series}),
    ]
    assert moves_of(tmp_path, versions) == [f"2026-11-03: {each}" for each in wanted]


HAND = "[{title: Debts, values: {2026-09-15: 95, 2026-09-30: 90, 2026-10-31: 60}, target: 30}]"

BY_HAND = {
    "the baseline": (
        HAND.replace("30: 90", "30: 190"),
        ["debts baseline 90 → 190, easier (restated 2026-09-30)"],
    ),
    "nearer": (HAND.replace("30: 90", "30: 60"), ["debts baseline 90 → 60, harder (restated 2026-09-30)"]),
    "removed": (
        HAND.replace("2026-09-30: 90, ", ""),
        ["debts baseline 90 → 95, easier (restated 2026-09-30)"],
    ),
    "none left": (
        HAND.replace("2026-09-15: 95, 2026-09-30: 90, ", ""),
        ["debts baseline 90 → None, neither (restated 2026-09-30)"],
    ),
    "another day": (HAND.replace("15: 95", "15: 96").replace("31: 60", "31: 50"), []),
    "the same on another day": (HAND.replace("09-30: 90", "09-29: 90"), []),
    "a late value": (HAND.replace("09-30: 90", "09-30: 90, 2026-10-01: 80"), []),
    "written otherwise": (HAND.replace("30: 90", "30: 90.0"), []),
    "written down": (HAND.replace("target", "baseline: 90, target"), []),
    "to be added up": (HAND.replace("target", "aggregate: sum, target"), ["debts baseline 90 → 0, neither"]),
}


@pytest.mark.parametrize(("after", "wanted"), BY_HAND.values(), ids=BY_HAND.keys())
def test_baselines_by_hand(tmp_path: Path, after: str, wanted: list[str]) -> None:
    """A value by hand that is another one moves a default baseline as a restated value of a KPI does."""
    assert moves_of(tmp_path, edit(HAND, after)) == [f"2026-11-03: {each}" for each in wanted]


OTHER: dict[str, str | None] = {
    "kpis/csat.md": KPI.replace("Renewal", "Other"),
    "kpis/csat.csv": "date,value,region\n2026-09,90,\n2026-09,80,north\n2026-10,91,\n",
}
READS = {
    "another KPI": ("kpi: renewal, ", "kpi: csat, ", ["a baseline 84 → 90, harder"]),
    "a slice": ("kpi: csat, ", "kpi: csat, where: {region: north}, ", ["a baseline 90 → 80, easier"]),
    "a slice without values": ("kpi: csat, ", "kpi: csat, where: {region: south}, ", []),
    "by hand": ("kpi: renewal, ", "values: {2026-09-30: 85}, ", ["a baseline 84 → 85, harder"]),
    "by hand, the same": ("kpi: renewal, ", "values: {2026-09-30: 84}, ", []),
}


@pytest.mark.parametrize(("before", "after", "wanted"), READS.values(), ids=READS.keys())
def test_another_series_has_another_baseline(
    tmp_path: Path, before: str, after: str, wanted: list[str]
) -> None:
    """A key result that reads another series begins elsewhere, where it is known where both begin."""
    versions = edit(*(f"[{{id: a, title: Rate, {each}target: 95}}]" for each in (before, after)))
    versions[0][1].update(OTHER)
    assert moves_of(tmp_path, versions) == [f"2026-11-03: {each}" for each in wanted]


def test_another_series_begins_where_it_began_then(tmp_path: Path) -> None:
    """A series that is restated after a key result left or took it is told as it was known then."""
    versions = edit("[{id: a, kpi: renewal, target: 95}]", "[{id: a, kpi: csat, target: 95}]")
    versions[0][1].update(OTHER)
    csat = OTHER["kpis/csat.csv"]
    assert csat is not None
    versions.append(("2026-11-04", {"kpis/renewal.csv": SERIES.replace("09,84", "09,81")}))
    versions.append(("2026-11-05", {"kpis/csat.csv": csat.replace("09,90", "09,92")}))
    assert moves_of(tmp_path, versions) == [
        "2026-11-03: a baseline 84 → 90, harder",
        "2026-11-05: a baseline 90 → 92, harder (restated 2026-09)",
    ]


def test_a_late_value_moves_nothing(tmp_path: Path) -> None:
    """A value of the month before the start that comes in after it was not known: no promise was broken."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        (
            "2026-09-20",
            {
                "goals/renew.md": goal("[{kpi: renewal, target: 92}]"),
                "kpis/renewal.csv": "date,value\n2026-08,83\n",
            },
        ),
        ("2026-10-05", {"kpis/renewal.csv": SERIES}),
    ]
    assert moves_of(tmp_path, versions) == []


def test_only_default_baselines_are_restated(tmp_path: Path) -> None:
    """A written baseline, a bound and a sum from zero do not move with a KPI; a default beside them does."""
    results = (
        "{kpi: renewal, id: default, target: 92}, {kpi: renewal, id: written, baseline: 84, target: 92}, "
        "{kpi: renewal, id: bound, at_least: 80}, {kpi: renewal, id: sum, aggregate: sum, target: 900}"
    )
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{results}]")}),
        ("2026-11-03", {"kpis/renewal.csv": SERIES.replace("09,84", "09,81")}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-11-03: default baseline 84 → 81, easier (restated 2026-09)"]
    known = history(tmp_path / "repository", "2027-01-31")
    then = promise(known.repository.goals["renew"], known)
    assert then is not None
    written = {each.id: getattr(each.terms, "baseline", None) for each in then.key_results}
    assert written == {"default": 84, "written": 84, "bound": None, "sum": None}


def test_a_first_value_before_the_start_moves_nothing(tmp_path: Path) -> None:
    """Where no value was known before the start, one that comes in while others are restated is no move."""
    before = SERIES.replace("2026-08,83\n2026-09,84\n", "")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-10-02", {"goals/renew.md": goal("[{kpi: renewal, target: 92}]"), "kpis/renewal.csv": before}),
        ("2026-11-03", {"kpis/renewal.csv": SERIES.replace("10,85", "10,86")}),
    ]
    assert moves_of(tmp_path, versions) == []


def test_a_definition_that_cannot_be_read_moves_nothing(tmp_path: Path) -> None:
    """A restatement under a definition that is none is passed over; the one that mends it counts."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal("[{kpi: renewal, target: 92}]")}),
        ("2026-11-03", {"kpis/renewal.md": KPI.replace("direction: up", "direction: sideways")}),
        ("2026-11-04", {"kpis/renewal.csv": SERIES.replace("09,84", "09,81")}),
        ("2026-11-05", {"kpis/renewal.md": KPI, "kpis/renewal.csv": SERIES.replace("09,84", "09,80")}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-11-05: renewal baseline 81 → 80, easier (restated 2026-09)"]


def test_moves_follow_renames(tmp_path: Path) -> None:
    """A goal cannot be given a new promise by giving it a new name, at once or by deleting it first."""
    renamed = goal(FIXED.replace("92", "91"), aliases="[former]")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/former.md": goal(FIXED)}),
        ("2026-10-10", {"goals/former.md": None}),
        ("2026-10-12", {"goals/renew.md": renamed}),
    ]
    assert moves_of(tmp_path, versions) == ["2026-10-12: renewal target 92 → 91, easier"]


SIGN, PAY = "{id: sign, title: Sign, done: false}", "{id: pay, title: Pay, baseline: 10, target: 100}"
GONE = "2026-10-15: pay key_result Pay → None, neither (back 2026-10-20)"
BACK = {
    "easier": (PAY.replace("100", "20"), [GONE, "2026-10-20: pay target 100 → 20, easier"]),
    "harder": (PAY.replace("100", "120"), [GONE, "2026-10-20: pay target 100 → 120, harder"]),
    "as it was": (PAY, [GONE]),
    "by its title": (
        PAY.replace("id: pay", "id: paid").replace("100", "20"),
        [GONE, "2026-10-20: paid target 100 → 20, easier"],
    ),
    "by its former id": (
        "{id: call, aliases: [pay], title: Call, baseline: 10, target: 20}",
        [GONE, "2026-10-20: call target 100 → 20, easier"],
    ),
    "another one": (
        "{id: call, title: Call, baseline: 10, target: 20}",
        ["2026-10-15: pay key_result Pay → None, neither"],
    ),
    "another baseline": (PAY.replace("10,", "20,"), [GONE, "2026-10-20: pay baseline 10 → 20, harder"]),
}


@pytest.mark.parametrize(("again", "wanted"), BACK.values(), ids=BACK.keys())
def test_a_key_result_that_is_back(tmp_path: Path, again: str, wanted: list[str]) -> None:
    """A key result cannot be given new terms by removing it first: it is compared with what it was."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{PAY}, {SIGN}]")}),
        ("2026-10-15", {"goals/renew.md": goal(f"[{SIGN}]")}),
        ("2026-10-17", {"goals/renew.md": goal(f"[{SIGN.replace('false', '2026-10-16')}]")}),
        ("2026-10-20", {"goals/renew.md": goal(f"[{again}, {SIGN}]")}),
    ]
    assert moves_of(tmp_path, versions) == wanted
    assert moves_of(tmp_path / "before", versions[:3]) == ["2026-10-15: pay key_result Pay → None, neither"]


def test_a_key_result_that_is_back_by_its_series(tmp_path: Path) -> None:
    """One that comes back under another id and title is known by the KPI and the slice that it reads."""
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{FIXED[1:-1]}, {SIGN}]")}),
        ("2026-10-15", {"goals/renew.md": goal(f"[{SIGN}]")}),
        (
            "2026-10-20",
            {"goals/renew.md": goal("[{kpi: renewal, id: x, title: X, baseline: 84, target: 90}]")},
        ),
    ]
    assert moves_of(tmp_path, versions) == [
        "2026-10-15: renewal key_result renewal → None, neither (back 2026-10-20)",
        "2026-10-20: x target 92 → 90, easier",
        "2026-10-20: sign key_result Sign → None, neither",
    ]


def test_a_key_result_that_is_removed_again(tmp_path: Path) -> None:
    """Each move is told once, and of each removal the day on which it was undone."""
    twin = PAY.replace("id: pay", "id: twin")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{PAY}, {SIGN}]")}),
        ("2026-10-15", {"goals/renew.md": goal(f"[{SIGN}]")}),
        ("2026-10-16", {"goals/renew.md": goal(f"[{SIGN}, {PAY.replace('100', '50')}]")}),
        ("2026-10-17", {"goals/renew.md": goal(f"[{SIGN}]")}),
        ("2026-10-18", {"goals/renew.md": goal(f"[{SIGN}, {PAY.replace('100', '20')}]")}),
        ("2026-10-19", {"goals/renew.md": goal(f"[{SIGN}]")}),
    ]
    moves = [
        "2026-10-15: pay key_result Pay → None, neither (back 2026-10-16)",
        "2026-10-16: pay target 100 → 50, easier",
        "2026-10-17: pay key_result Pay → None, neither (back 2026-10-18)",
        "2026-10-18: pay target 50 → 20, easier",
        "2026-10-19: pay key_result Pay → None, neither",
    ]
    assert moves_of(tmp_path, versions) == moves
    versions += [
        ("2026-10-20", {"goals/renew.md": goal(f"[{SIGN}, {twin}]")}),
        ("2026-10-21", {"goals/renew.md": goal(f"[{SIGN}, {PAY}]")}),
    ]
    assert moves_of(tmp_path / "twin", versions) == [
        *moves[:-1],
        f"{moves[-1]} (back 2026-10-20)",
        "2026-10-20: twin target 20 → 100, harder",
    ]


def test_an_id_that_is_back_is_no_other_one(tmp_path: Path) -> None:
    """What is back is matched by its id first, and only then with one of the same title."""
    twin = PAY.replace("id: pay", "id: twin").replace("100", "50")
    versions: list[tuple[str, dict[str, str | None]]] = [
        ("2026-09-20", {"goals/renew.md": goal(f"[{PAY}, {twin}]")}),
        ("2026-10-15", {"goals/renew.md": goal(f"[{twin}]")}),
        ("2026-10-20", {"goals/renew.md": goal(f"[{PAY.replace('100', '20')}]")}),
    ]
    assert moves_of(tmp_path, versions) == [
        GONE,
        "2026-10-20: pay target 100 → 20, easier",
        "2026-10-20: twin key_result Pay → None, neither",
    ]


def test_the_promise_as_a_goal(tmp_path: Path) -> None:
    """The promise is a goal record with the terms as they were, so that it can be measured."""
    story = Story()
    story.commit("2026-09-20", "Begin", {**BASE, "goals/renew.md": goal(FIXED)})
    story.commit("2026-11-03", "Lower", {"goals/renew.md": goal(FIXED.replace("92", "90"), due="2027-01-15")})
    root = story.write(tmp_path / "repository")
    now = records(root).goals["renew"]
    then = promise(now, history(root))
    assert then is not None
    terms = then.key_results[0].terms
    assert isinstance(terms, Reach)
    assert (then.id, str(then.due), terms.target.amount) == ("renew", "2026-12-31", 92)
    assert then.key_results[0].title == "Renewal rate"
    assert promise(now, history(root, "2026-09-10")) is None
    assert [move.field for move in moved(now, history(root, "2026-11-02"))] == []


def test_the_promise_begins_where_it_began(tmp_path: Path) -> None:
    """A default baseline that moved since is that of the promise; one that no value moved is not written."""
    by_hand = "{title: Debts, values: {2026-09-30: VALUE}, target: 30}"
    others = "{kpi: late, target: 92}, {kpi: near, target: 92}"
    results = f"[{{kpi: renewal, target: 92}}, {by_hand}, {others}]"
    late = {"kpis/late.md": KPI, "kpis/late.csv": SERIES.replace("2026-09,84\n", "")}
    near = {"kpis/near.md": KPI, "kpis/near.csv": SERIES}
    story = Story()
    begun = {"goals/renew.md": goal(results.replace("VALUE", "90"))}
    story.commit("2026-09-20", "Begin", {**BASE, **late, **near, **begun})
    restated = {"kpis/renewal.csv": SERIES.replace("84", "70"), "kpis/near.csv": SERIES.replace("85", "95")}
    changed = results.replace("VALUE", "190").replace("kpi: renewal", "kpi: renewal, baseline: 60")
    story.commit("2026-11-03", "Restate", {**restated, "kpis/late.csv": SERIES})
    story.commit("2026-11-04", "Write", {"goals/renew.md": goal(changed)})
    story.commit("2026-11-05", "Restate again", {"kpis/renewal.csv": SERIES.replace("84", "75")})
    root = story.write(tmp_path / "repository")
    then = promise(records(root).goals["renew"], history(root))
    assert then is not None
    terms = [each.terms for each in then.key_results]
    assert [each.baseline for each in terms if isinstance(each, Reach)] == [84, 90, None, None]


def test_the_promise_reads_a_kpi_by_its_present_id(tmp_path: Path) -> None:
    """A KPI that was renamed since is the one that the promise reads, so its values still count."""
    story = Story()
    story.commit("2026-09-20", "Begin", {**BASE, "goals/renew.md": goal("[{kpi: renewal, target: 92}]")})
    moved_files = {"kpis/renewal.md": None, "kpis/renewal.csv": None, "kpis/rate.csv": SERIES}
    aliases = KPI.replace("title", "aliases: [renewal]\ntitle")
    changed = goal("[{kpi: rate, target: 90}]")
    story.commit("2026-11-03", "Rename", {**moved_files, "kpis/rate.md": aliases, "goals/renew.md": changed})
    root = story.write(tmp_path / "repository")
    then = promise(records(root).goals["renew"], history(root))
    assert then is not None
    assert [(each.id, each.terms.kpi) for each in then.key_results] == [("renewal", "rate")]


def test_a_commit_from_the_future_counts_with_the_next(tmp_path: Path) -> None:
    """What a commit with a wrong clock did is told of the commit after it, and not before."""
    story = Story()
    story.commit("2026-09-20", "Begin", {**BASE, "goals/renew.md": goal(FIXED)})
    story.commit("2036-11-03", "Wrong clock", {"goals/renew.md": goal(FIXED.replace("92", "90"))})
    story.commit(
        "2026-11-04", "Right clock", {"goals/renew.md": goal(FIXED.replace("92", "90"), title="Other")}
    )
    root = story.write(tmp_path / "repository")
    lines = told(history(root))
    assert [each for each in lines if not each.startswith("Begin")] == [
        "Right clock | goal:renew | changed | title | Renew → Other",
        "Right clock | goal:renew | key_result_changed | renewal | target | 92 → 90",
    ]
    assert not [each for each in told(history(root, "2026-11-03")) if not each.startswith("Begin")]
