"""Runs every case of the files beside it, through the package and through the second implementation."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from goalposts.measuring.scorecard import GoalScore, KpiScore
from goalposts.pages.page import Edition
from tests.cases.case import cases, world_of
from tests.cases.world import documents_of, edition_of, files_of
from tests.measuring.second import Second

CASES = dict(cases())
# numbers leave the package rounded to nine decimals
TOLERANCE = Fraction(6, 10**10)
# what the second implementation says of a goal
SECOND = ("progress", "expected", "gap", "status", "last_status", "stale", "provisional")
WORDS = {"null": None, "true": True, "false": False}


def agrees(wanted: Any, found: Any) -> bool:
    """Returns whether a found value is what the case expects; numbers to nine decimals."""
    if isinstance(wanted, list):
        return len(wanted) == len(found) and all(map(agrees, wanted, found))
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and not differences(wanted, found)
    if wanted in WORDS:
        return found is WORDS[wanted]
    if isinstance(found, int | float | Fraction) and not isinstance(found, bool):
        return abs(Fraction(wanted) - Fraction(found)) <= TOLERANCE
    return bool(str(found) == wanted)


def differences(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Returns {field: (wanted, found)} of what differs; fields that the case does not name are free."""
    return {key: (value, found[key]) for key, value in wanted.items() if not agrees(value, found[key])}


def goal_facts(document: dict[str, Any], score: GoalScore) -> dict[str, Any]:
    """Returns the document of a goal with what only the pages show."""
    results = {}
    for told, result in zip(document["key_results"], score.key_results, strict=True):
        held = told["held"] and f"{told['held']['periods']} of {told['held']['of']}"
        beside = {
            "last_status": result.last_status and result.last_status.value,
            "stale": result.is_stale,
            "straddling": [period.label for period in result.straddling],
            "counted": [seen.period.label for seen in result.counted],
            "first_due": result.first_due,
        }
        results[told["id"]] = {**beside, **told, "held": held}
    children = {
        child.goal_id: {
            "counts": child.counts,
            "why_not": child.why_not,
            "weight": child.weight,
            "progress": child.progress,
            "expected": child.expected,
        }
        for child in score.children
    }
    more: dict[str, Any] = {
        "result": next(iter(results.values()), None),
        "results": results,
        "children": children,
        "shown_status": score.shown_status.value,
        "disagrees": score.disagrees,
        "days_behind": score.days_behind,
        "worst": score.worst,
        "stale_parts": f"{score.stale_parts[0]} of {score.stale_parts[1]}",
        "provisional_until": score.provisional_until,
        "measured_at": score.measured_at,
        "is_measured": score.is_measured,
    }
    return {**document, **more}


def kpi_facts(document: dict[str, Any], score: KpiScore) -> dict[str, Any]:
    """Returns the document of a KPI with what only the pages show."""
    return {
        **document,
        "change": score.change and score.change.amount,
        "better": score.change and score.change.better,
        "year_ago": score.year_ago and score.year_ago.since.period.label,
        "since_year": score.year_ago and score.year_ago.amount,
        "next_due": score.next_due,
        "running": [period.label for period in score.running],
        "values": [seen.value for seen in score.series],
        "slice_names": [" ".join(part["dimensions"].values()) for part in document["slices"]],
        "slices": {
            " ".join(part["dimensions"].values()): part["latest"]["value"] for part in document["slices"]
        },
        "slice_changes": {
            " ".join(value for _, value in part.dimensions): part.change and part.change.amount
            for part in score.slices
        },
    }


def expectations(case: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Returns what a case expects, by goal id."""
    own = {"g": case["expect"]} if "expect" in case else {}
    return own | case.get("expect_goals", {})


@pytest.mark.parametrize("name", CASES)
def test_package_gives_the_numbers_of_the_case(name: str) -> None:
    """From files to JSON, every number and status is the one that was worked out by hand."""
    case = CASES[name]
    edition = edition_of(files_of(world_of(case)), case["as_of"])
    documents = documents_of(edition)
    found = {key: _goal(edition, documents, key) for key in expectations(case)}
    wrong = {key: differences(wanted, found[key]) for key, wanted in expectations(case).items()}
    if "expect_kpi" in case:
        kpi = kpi_facts(documents["kpis/k"], edition.scorecard.kpis["k"])
        wrong["k"] = differences(case["expect_kpi"], kpi)
    assert {key: parts for key, parts in wrong.items() if parts} == {}, case["rule"]


def _goal(edition: Edition, documents: dict[str, Any], key: str) -> dict[str, Any]:
    return goal_facts(documents[f"goals/{key}"], edition.scorecard.goals[key])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if expectations(case)])
def test_second_implementation_gives_the_numbers_of_the_case(name: str) -> None:
    """The second implementation agrees with what was worked out by hand, so that it can judge the package."""
    case = CASES[name]
    second = Second(world_of(case))
    for key, wanted in expectations(case).items():
        told = {field: value for field, value in wanted.items() if field in SECOND}
        assert differences(told, second.goal(key)) == {}, case["rule"]


def test_every_case_names_its_rule_and_expects_something() -> None:
    """A case has a rule in a sentence of its own, and at least one expectation."""
    rules = [case["rule"] for case in CASES.values()]
    assert all(rule.endswith(".") for rule in rules)
    assert [rule for rule in rules if rules.count(rule) > 1] == []
    assert all({"expect", "expect_goals", "expect_kpi"} & set(case) for case in CASES.values())
