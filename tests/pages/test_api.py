"""The JSON contract."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from goalposts.pages import api
from goalposts.pages.page import Commit, Edition
from tests.pages.company import COMPANY, company, downloads_of, edition_of

SHA = "3f9c2ab" + "0" * 33


def _documents(edition: Edition) -> dict[str, Any]:
    return {url: json.loads(text) for url, text in downloads_of(api.make(edition)).items()}


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    """Every document of the company, by address."""
    return _documents(company())


def _definition(url: str) -> str:
    name = url.removeprefix("api/v1/").removesuffix(".json")
    kind, slash, _ = name.partition("/")
    return kind.removesuffix("s") if slash else name


def _validator(schema: dict[str, Any], definition: str) -> Draft202012Validator:
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{definition}"}, format_checker=FormatChecker())


def test_the_schema_is_a_schema(documents: dict[str, Any]) -> None:
    """`schema.json` is itself valid JSON Schema of 2020-12, and says where it is."""
    schema = documents["api/v1/schema.json"]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "https://acme.example/goals/api/v1/schema.json"


def test_every_document_is_valid(documents: dict[str, Any]) -> None:
    """Every document satisfies the schema, by its own definition and by the whole."""
    schema = documents["api/v1/schema.json"]
    for url, document in documents.items():
        if url != "api/v1/schema.json":
            _validator(schema, _definition(url)).validate(document)
            Draft202012Validator(schema).validate(document)


def test_every_key_is_described(documents: dict[str, Any]) -> None:
    """No document has a key that the schema does not name: closing every object of it changes nothing."""
    schema = _closed(documents["api/v1/schema.json"])
    for url, document in documents.items():
        if url != "api/v1/schema.json":
            _validator(schema, _definition(url)).validate(document)


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _closed(value) for key, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        found["additionalProperties"] = False
    return found


def test_every_property_is_described(documents: dict[str, Any]) -> None:
    """Every property in the schema has a description, or refers to what has one."""

    def silent(part: Any, path: str) -> list[str]:
        if not isinstance(part, dict):
            return []
        properties = part.get("properties", {})
        here = [
            f"{path}.{key}" for key, value in properties.items() if not {"description", "$ref"} & set(value)
        ]
        return here + [name for key, value in part.items() for name in silent(value, f"{path}.{key}")]

    assert silent(documents["api/v1/schema.json"]["$defs"], "") == []


def test_index() -> None:
    """`index.json` says the day, the audience, the commit and how many records there are."""
    edition = company()
    with_commit = Edition(edition.repository, edition.scorecard, Commit(SHA), "1.0")
    assert api.index_document(with_commit) == {
        "as_of": "2026-11-20",
        "audience": "internal",
        "commit": SHA,
        "counts": {"goals": 3, "kpis": 1, "teams": 2, "people": 4, "cycles": 2},
    }
    assert api.index_document(edition)["commit"] is None


def test_goals_are_listed_by_id(documents: dict[str, Any]) -> None:
    """`goals.json` is a list by id with the keys of the contract, in its order."""
    goals = documents["api/v1/goals.json"]
    assert [goal["id"] for goal in goals] == ["cut-churn", "keep", "learn"]
    assert ", ".join(goals[0]) == (
        "id, url, title, level, kind, team, owner, cycle, start, due, state, status, last_status, progress, "
        "expected, gap, score, stale, provisional, supports, tags"
    )


def test_one_goal(documents: dict[str, Any]) -> None:
    """`goals/<id>.json` has the goal as listed, then its key results, check-ins and history."""
    goal = documents["api/v1/goals/cut-churn.json"]
    listed = documents["api/v1/goals.json"][0]
    assert {key: goal[key] for key in listed} == listed
    assert [key for key in goal if key not in listed] == ["key_results", "check_ins", "history"]
    # from 2.1 to 1.5, at 1.9 on 31 October: day 30 of 91
    assert listed == {
        "id": "cut-churn",
        "url": "https://acme.example/goals/goals/cut-churn/",
        "title": "Cut churn to 1.5 %",
        "level": "team",
        "kind": "performance",
        "team": "success",
        "owner": "cs-lead",
        "cycle": "2026-Q4",
        "start": "2026-10-01",
        "due": "2026-12-31",
        "state": "active",
        "status": "on_track",
        "last_status": None,
        "progress": 0.333333333,
        "expected": 0.32967033,
        "gap": -0.003663004,
        "score": 0.3,
        "stale": False,
        "provisional": False,
        "supports": [{"to": "keep", "weight": 2}],
        "tags": ["retention"],
    }


def test_key_results(documents: dict[str, Any]) -> None:
    """A key result has the keys of the contract, its values in the unit of the KPI."""
    assert documents["api/v1/goals/cut-churn.json"]["key_results"] == [
        {
            "id": "monthly-churn",
            "title": "Monthly churn",
            "type": "reach",
            "kpi": "monthly-churn",
            "weight": 1,
            "baseline": 2.1,
            "target": 1.5,
            "current": 1.9,
            "measured_on": "2026-10-31",
            "progress": 0.333333333,
            "expected": 0.32967033,
            "gap": -0.003663004,
            "held": None,
            "status": "on_track",
            "moved": False,
        }
    ]


def test_check_ins(documents: dict[str, Any]) -> None:
    """Check-ins come latest first, by the owner where nobody is named, without those after `as_of`."""
    assert documents["api/v1/goals/cut-churn.json"]["check_ins"] == [
        {
            "date": "2026-11-16",
            "by": "cs-lead",
            "status": "at_risk",
            "confidence": 6,
            "progress": None,
            "wins": "Two renewals.",
            "blockers": "The export is late.",
            "needs": "One engineer.",
            "next": None,
            "note": None,
        }
    ]


def test_nothing_after_as_of() -> None:
    """On an earlier day, later values, check-ins and closings are absent from every document."""
    found = downloads_of(api.make(company(as_of=date(2026, 9, 15))))
    texts = "".join(text for url, text in found.items() if not url.endswith("schema.json"))
    assert "2026-10-31" not in texts
    assert "Two renewals" not in texts
    learn = json.loads(found["api/v1/goals/learn.json"])
    assert (learn["state"], learn["score"]) == ("active", 1)


def test_a_grade_replaces_the_score(documents: dict[str, Any]) -> None:
    """The score of a closed goal is its grade where there is one; its progress stays computed."""
    learn = documents["api/v1/goals/learn.json"]
    assert (learn["state"], learn["score"], learn["progress"], learn["status"]) == (
        "closed",
        0.85,
        1,
        "missed",
    )


def test_hold_says_how_long_it_held() -> None:
    """`held` counts the periods in which a hold result held, of those that count."""
    goal = COMPANY["goals/success/cut-churn.md"].replace("target: 1.5", "at_most: 2")
    found = _documents(company({"goals/success/cut-churn.md": goal}))
    result = found["api/v1/goals/cut-churn.json"]["key_results"][0]
    assert (result["type"], result["held"]) == ("hold", {"periods": 1, "of": 1})


def test_a_stale_goal_has_a_last_status() -> None:
    """`last_status` is null unless the goal is stale."""
    found = _documents(company(as_of=date(2026, 12, 20)))
    # the value of November is there: the KPI is stale only after the one of December is late
    assert found["api/v1/goals/cut-churn.json"]["stale"] is False
    old = {"kpis/monthly-churn.csv": "date,value\n2026-09,2.1\n2026-10,1.9\n"}
    found = _documents(company(old, date(2026, 12, 20)))
    goal = found["api/v1/goals/cut-churn.json"]
    assert (goal["status"], goal["stale"], goal["last_status"]) == ("stale", True, "on_track")
    assert found["api/v1/kpis/monthly-churn.json"]["stale"] is True


def test_one_kpi(documents: dict[str, Any]) -> None:
    """`kpis/<id>.json` has the series with its gaps, oldest first, and the series of every slice."""
    kpi = documents["api/v1/kpis/monthly-churn.json"]
    head = {key: value for key, value in kpi.items() if key not in ("series", "slices")}
    assert head == {
        "id": "monthly-churn",
        "url": "https://acme.example/goals/kpis/monthly-churn/",
        "title": "Monthly churn",
        "unit": "percent",
        "direction": "down",
        "cadence": "monthly",
        "health": "healthy",
        "stale": False,
        "latest": {"period": "2026-10", "date": "2026-10-31", "value": 1.9},
    }
    assert [(one["period"], one["value"], one["note"]) for one in kpi["series"]] == [
        ("2025-10", 2.3, None),
        ("2026-07", 2.6, None),
        ("2026-08", None, "No value: the system moved"),
        ("2026-09", 2.1, None),
        ("2026-10", 1.9, "Final"),
    ]
    assert kpi["slices"][0]["dimensions"] == {"plan": "Starter"}
    assert [one["value"] for one in kpi["slices"][0]["series"]] == [3.4, 3.1]


def test_the_list_of_kpis_is_small(documents: dict[str, Any]) -> None:
    """In `kpis.json` a slice has its latest value only."""
    listed = documents["api/v1/kpis.json"][0]
    assert list(listed) == list(documents["api/v1/kpis/monthly-churn.json"])
    assert listed["slices"] == [
        {
            "dimensions": {"plan": "Starter"},
            "latest": {"period": "2026-10", "date": "2026-10-31", "value": 3.1},
        },
        {
            "dimensions": {"plan": "Enterprise"},
            "latest": {"period": "2026-10", "date": "2026-10-31", "value": 0.6},
        },
    ]


def test_teams_people_and_cycles(documents: dict[str, Any]) -> None:
    """Teams, people and cycles name their records by id."""
    assert [(team["id"], team["parent"], team["goals"]) for team in documents["api/v1/teams.json"]] == [
        ("success", None, ["cut-churn"]),
        ("support", "success", ["learn"]),
    ]
    people = {person["id"]: person for person in documents["api/v1/people.json"]}
    assert people["cs-lead"]["goals"] == ["cut-churn", "learn"]
    assert (people["agent"]["left"], people["ceo"]["left"]) == ("2026-08-31", None)
    assert [(cycle["id"], cycle["url"]) for cycle in documents["api/v1/cycles.json"]] == [
        ("2026", "https://acme.example/goals/cycles/2026/"),
        ("2026-Q4", "https://acme.example/goals/cycles/2026-q4/"),
    ]


def test_a_departure_to_come_is_not_told() -> None:
    """Somebody who leaves after `as_of` has not left."""
    found = _documents(company(as_of=date(2026, 8, 30)))
    assert {person["left"] for person in found["api/v1/people.json"]} == {None}


def test_addresses_without_a_site_address() -> None:
    """Without `site.url` every address begins at the root."""
    config = COMPANY["site_config.yml"].replace("url: 'https://acme.example/goals/', ", "")
    found = _documents(company({"site_config.yml": config}))
    assert found["api/v1/goals/keep.json"]["url"] == "/goals/keep/"
    assert found["api/v1/schema.json"]["$id"] == "/api/v1/schema.json"


def test_documents_are_compact_lines() -> None:
    """Each document is one line of UTF-8 without spaces between its parts."""
    goal = COMPANY["goals/keep.md"].replace("Keep our customers", "Kundinnen & Kunden, größer, „heute“")
    found = downloads_of(api.make(company({"goals/keep.md": goal})))
    assert all(text.endswith("\n") and text.count("\n") == 1 for text in found.values())
    assert '"title":"Kundinnen & Kunden, größer, „heute“"' in found["api/v1/goals/keep.json"]


def test_an_empty_repository() -> None:
    """Without records the lists are empty and still valid."""
    found = _documents(
        edition_of({"site_config.yml": "schema: 1\nsite: {name: Empty}\n", "goals/index.md": "Hello."})
    )
    assert [found[f"api/v1/{name}.json"] for name in ("goals", "kpis", "teams", "people", "cycles")] == [
        []
    ] * 5
    _validator(found["api/v1/schema.json"], "index").validate(found["api/v1/index.json"])
