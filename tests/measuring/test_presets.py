"""Status presets: what the products publish about themselves, their bounds, and their count of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.key_results.evidence import Evidence
from goalposts.key_results.reach import Reach, expected_value, path
from goalposts.loading.parse import parse
from goalposts.loading.tree import SourceTree
from goalposts.measuring.measure import measure
from goalposts.measuring.scorecard import GoalScore
from goalposts.measuring.status import PACE, PRESETS, Status, StatusRule

ON_TRACK, AT_RISK, OFF_TRACK = Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK
JUDGED = (ON_TRACK, AT_RISK, OFF_TRACK)


def score(status: str, goal: str, as_of: str, *, kpi: str = "", rows: str = "") -> GoalScore:
    """Returns the score of one goal under a status setting."""
    site = "schema: 1\nsite: {name: Tests}\npeople: {boss: {name: Boss}}\n"
    files = {
        "site_config.yml": f"{site}status: {status}\n",
        "goals/g.md": f"---\ntitle: A goal\nlevel: organization\nowner: boss\n{goal}\n---\nWhy.\n",
        "kpis/k.md": f"---\ntitle: A number\ndirection: up\ncadence: weekly\n{kpi}\n---\nWhat.\n",
        "kpis/k.csv": f"date,value\n{rows}",
    }
    parsed = parse(SourceTree({name: text.encode() for name, text in sorted(files.items())}))
    assert parsed.repository is not None
    assert [problem for problem in parsed.problems if problem.severity == "error"] == []
    return measure(parsed.repository, date.fromisoformat(as_of)).goals["g"]


def reach(rule: str, span: str, as_of: str, value: str) -> GoalScore:
    """Returns the score of a goal from 0 to 100 with one value, written by hand on the day itself."""
    terms = f"key_results: [{{id: r, title: R, baseline: 0, target: 100, values: {{{as_of}: {value}}}}}]"
    return score(f"{{rule: {rule}}}", f"{span}\n{terms}", as_of)


def word(rule: StatusRule, progress: float, expected: float) -> str:
    """Returns the product's own word."""
    return rule.words[JUDGED.index(rule.judge(progress, expected))]


# --- what the products publish -----------------------------------------------------------------


def test_viva_on_track_means_not_behind_at_all() -> None:
    """Viva Goals: with 33 % expected, 33 % and more is on track and less is behind."""
    rule = PRESETS["viva"]
    assert [word(rule, done, 0.33) for done in (0.33, 0.5, 0.32)] == ["On track", "On track", "Behind"]


def test_viva_formula_wins_over_its_example() -> None:
    """Viva Goals calls 56 % of expected 82 % behind; by its formula, and here, 26 points are at risk."""
    rule = PRESETS["viva"]
    assert word(rule, 0.56, 0.82) == "At risk"
    assert [word(rule, done, 0.82) for done in (0.57, 0.569)] == ["Behind", "At risk"]


def test_engagedly_counts_the_day_itself() -> None:
    """Engagedly: on 15 April 50 % is expected of a goal from 1 to 30 April."""
    found = reach("engagedly", "start: 2027-04-01\ndue: 2027-04-30", "2027-04-15", "40")
    assert (found.expected, found.gap, found.status) == (0.5, 0.1, ON_TRACK)
    assert reach("engagedly", "start: 2027-04-01\ndue: 2027-04-30", "2027-04-15", "0").days_behind == 15
    assert reach("pace", "start: 2027-04-01\ndue: 2027-04-30", "2027-04-15", "40").expected == 0.482758621


@pytest.mark.parametrize(
    ("done", "said"),
    [("34", "On track"), ("33.5", "On track"), ("33.4", "Behind"), ("17", "Behind"), ("16.9", "At risk")],
)
def test_engagedly_bounds(done: str, said: str) -> None:
    """Engagedly: a gap up to 16.5 points is on track, up to 33 behind, above at risk."""
    found = reach("engagedly", "start: 2027-04-01\ndue: 2027-04-30", "2027-04-15", done)
    assert PRESETS["engagedly"].words[JUDGED.index(found.status)] == said


def test_tability_bounds() -> None:
    """Tability: more than 70 % of what was expected is on track, from 50 % at risk, below off track."""
    rule = PRESETS["tability"]
    said = [word(rule, done, 0.5) for done in (0.351, 0.35, 0.25, 0.249)]
    assert said == ["On track", "At risk", "At risk", "Off track"]


def test_mooncamp_looks_at_the_time_left() -> None:
    """Mooncamp: where 90 % is needed, 50 % is off track at the end and on track in the middle."""
    span = "start: 2026-10-01\ndue: 2026-12-30"
    assert reach("mooncamp", span, "2026-11-15", "50").status is ON_TRACK
    rule = PRESETS["mooncamp"]
    assert [word(rule, 0.5, expected) for expected in (0.5, 1.0)] == ["On track", "Off track"]
    assert [word(rule, done, 1.0) for done in (0.9, 0.899, 0.7, 0.699)] == [
        "On track",
        "Progressing",
        "Progressing",
        "Off track",
    ]


def test_upraise_compares_with_ideal_progress() -> None:
    """UpRaise: from 0.95 × ideal progress on track, between lagging, below 0.75 × at risk."""
    rule = PRESETS["upraise"]
    said = [word(rule, done, 0.4) for done in (0.38, 0.379, 0.301, 0.3, 0.299)]
    assert said == ["On track", "Lagging", "Lagging", "Lagging", "At risk"]


@pytest.mark.parametrize(("done", "said"), [("15", "At risk"), ("20", "Behind"), ("50", "On track")])
def test_oboard_on_day_40_of_100(done: str, said: str) -> None:
    """Oboard: on day 40 of 100, 15 % is at risk, 20 % behind, 50 % on track."""
    rule = PRESETS["oboard"]
    assert word(rule, float(done) / 100, 0.40) == said
    start = date(2027, 1, 1)
    span = f"start: {start}\ndue: {start + timedelta(days=99)}"
    found = reach("oboard", span, str(start + timedelta(days=39)), done)
    assert rule.words[JUDGED.index(found.status)] == said


# --- the rows -----------------------------------------------------------------------------------


def test_the_default_is_unchanged() -> None:
    """`pace` is on track up to a gap of 0.10 and at risk up to 0.25, in our own words."""
    assert (PACE.basis, PACE.on_track, PACE.at_risk, PACE.words) == (
        "gap",
        0.10,
        0.25,
        ("On track", "At risk", "Off track"),
    )
    assert [PACE.judge(done, 0.5) for done in (0.4, 0.399, 0.25, 0.249)] == [
        ON_TRACK,
        AT_RISK,
        AT_RISK,
        OFF_TRACK,
    ]


@pytest.mark.parametrize("rule", PRESETS.values(), ids=list(PRESETS))
def test_a_row_says_where_it_comes_from(rule: StatusRule) -> None:
    """Each row has a source; those of a product link to it and say in sentences what differs."""
    assert rule.source
    if rule is PACE:
        return
    assert rule.link.startswith("https://")
    assert len(rule.differs) >= 2
    assert all(text.endswith(".") and text[:1].isupper() for text in rule.differs)


def rules() -> st.SearchStrategy[StatusRule]:
    """Returns presets, and made-up rules with bounds of any kind, equal ones too."""

    def made(basis: str, bounds: list[int], first_open: bool, second_open: bool) -> StatusRule:
        low, high = (bound / 1000 for bound in sorted(bounds))
        first, second = (low, high) if basis == "gap" else (high, low)
        return StatusRule("own", basis, first, second, first_open, second_open)

    bounds = st.lists(st.integers(1, 999), min_size=2, max_size=2)
    own = st.builds(made, st.sampled_from(["gap", "share"]), bounds, st.booleans(), st.booleans())
    return st.sampled_from(list(PRESETS.values())) | own


@given(rules())
def test_a_tolerated_miss_is_never_on_track(rule: StatusRule) -> None:
    """The progress of a tolerated miss is the lowest that is at risk; it is off track where nothing is."""
    progress = rule.at_risk_progress
    assert 0 <= progress < 1
    judged = rule.judge(progress, 1.0)
    assert judged is not ON_TRACK
    if judged is AT_RISK:
        assert rule.judge(progress - 1e-9, 1.0) is OFF_TRACK
    else:
        assert rule.judge(progress + 1e-9, 1.0) is ON_TRACK


def test_at_risk_progress_of_the_presets() -> None:
    """Each preset has its own value for a tolerated miss, on its bound."""
    found = {name: rule.at_risk_progress for name, rule in PRESETS.items()}
    assert found == {
        "pace": 0.75,
        "viva": 0.75,
        "engagedly": 0.67,
        "tability": 0.5,
        "mooncamp": 0.7,
        "upraise": 0.75,
        "oboard": 0.4,
    }


@pytest.mark.parametrize("name", PRESETS)
def test_a_tolerated_miss_is_at_risk_in_a_goal(name: str) -> None:
    """A hold result outside its bound, but within the KPI's warning range, is at risk by every preset."""
    goal = "start: 2026-10-01\ndue: 2026-12-31\nkey_results: [{kpi: k, at_least: 90}]"
    ranges = "healthy: {at_least: 90}\nwarning: {at_least: 80}"
    found = score(f"{{rule: {name}}}", goal, "2026-11-15", kpi=ranges, rows="2026-11-11,85\n")
    assert (found.status, found.progress) == (AT_RISK, PRESETS[name].at_risk_progress)
    worse = score(f"{{rule: {name}}}", goal, "2026-11-15", kpi=ranges, rows="2026-11-11,79\n")
    assert (worse.status, worse.progress) == (OFF_TRACK, 0)


def test_open_bounds_leave_the_bound_out() -> None:
    """A bound that belongs to the worse side is left by the smallest step that is compared."""
    rule = StatusRule("own", "gap", 0.1, 0.25, at_risk_open=True)
    assert (rule.at_risk_progress, rule.judge(0.75, 1.0)) == (0.750000001, OFF_TRACK)
    share = StatusRule("own", "share", 0.9, 0.6, at_risk_open=True)
    assert (share.at_risk_progress, share.judge(0.6, 1.0)) == (0.600000001, OFF_TRACK)


def test_share_of_nothing_expected_is_on_track() -> None:
    """With basis `share` a goal is on track while nothing is expected of it."""
    assert all(rule.judge(0.0, 0.0) is ON_TRACK for rule in PRESETS.values() if rule.basis == "share")


# --- a site's own rule --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "value", "status"),
    [
        ("{basis: gap, on_track: 0.05, at_risk: 0.2}", "45", ON_TRACK),
        ("{basis: gap, on_track: 0.05, at_risk: 0.2}", "44.9", AT_RISK),
        ("{basis: gap, on_track: 0.05, at_risk: 0.2}", "29.9", OFF_TRACK),
        ("{basis: share, on_track: 0.8, at_risk: 0.6}", "40", ON_TRACK),
        ("{basis: share, on_track: 0.8, at_risk: 0.6}", "30", AT_RISK),
        ("{basis: share, on_track: 0.8, at_risk: 0.6}", "29.9", OFF_TRACK),
    ],
)
def test_own_bounds_belong_to_the_better_side(rule: str, value: str, status: Status) -> None:
    """A site's own bounds are compared as they stand, each on the better side."""
    terms = f"key_results: [{{id: r, title: R, baseline: 0, target: 100, values: {{2026-11-15: {value}}}}}]"
    found = score(rule, f"start: 2026-10-01\ndue: 2026-12-30\n{terms}", "2026-11-15")
    assert (found.expected, found.status) == (0.5, status)


def test_share_is_that_of_the_weighted_sums() -> None:
    """With basis `share` the sums over all parts are divided, not each part by itself."""
    terms = "[{id: a, title: A, baseline: 0, target: 100, values: {2026-11-15: 50}, weight: 3},"
    terms += " {id: b, title: B, baseline: 0, target: 100, values: {2026-11-15: 10}}]"
    found = score(
        "{basis: share, on_track: 0.8, at_risk: 0.6}",
        f"start: 2026-10-01\ndue: 2026-12-30\nkey_results: {terms}",
        "2026-11-15",
    )
    assert (found.progress, found.status) == (0.4, ON_TRACK)  # (3 × 50 + 10) ÷ (4 × 50) = 0.8


# --- the count of days --------------------------------------------------------------------------


def evidence(start: date, due: date, *, counts_the_day: bool) -> Evidence:
    """Returns evidence with nothing but dates."""
    return Evidence(start, due, due, due, False, (), None, None, (), 0.75, counts_the_day)


def test_elapsed_with_and_without_the_day_itself() -> None:
    """The day itself is over by one count and not by the other; both end at 1."""
    start, due = date(2027, 4, 1), date(2027, 4, 30)
    plain, counting = (evidence(start, due, counts_the_day=counts) for counts in (False, True))
    days = [start - timedelta(days=1), start, date(2027, 4, 15), due, due + timedelta(days=9)]
    assert [plain.elapsed(day) for day in days] == [0, 0, 14 / 29, 1, 1]
    assert [counting.elapsed(day) for day in days] == [0, 1 / 30, 0.5, 1, 1]


def test_a_goal_of_one_day_has_elapsed_on_its_day() -> None:
    """A one-day goal has elapsed 1 on its day by either count."""
    day = date(2027, 4, 1)
    for counts in (False, True):
        one = evidence(day, day, counts_the_day=counts)
        assert [one.elapsed(day - timedelta(days=1)), one.elapsed(day)] == [0, 1]


def test_checkpoints_follow_the_count_of_days() -> None:
    """A path through checkpoints begins on the eve of the start where the day itself counts."""
    terms = Reach.model_validate({"target": "30", "baseline": "0", "checkpoints": {"2027-04-10": "20"}})
    start, due = date(2027, 4, 1), date(2027, 4, 30)
    one = evidence(start, due, counts_the_day=True)
    assert path(terms, one)[0] == (date(2027, 3, 31), 0)
    assert [expected_value(terms, one, day) for day in (start, date(2027, 4, 5), date(2027, 4, 10), due)] == [
        2,
        10,
        20,
        30,
    ]
    plain = evidence(start, due, counts_the_day=False)
    assert expected_value(terms, plain, start) == 0
