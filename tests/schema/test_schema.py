"""The schemas for editors: they say what the reader says, no more and no less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from goalposts.key_results import TYPES
from goalposts.loading.parse import parse
from goalposts.loading.text import read_document
from goalposts.loading.tree import SourceTree, load
from goalposts.problems import Severity
from goalposts.records.model import Fields
from goalposts.schema import ROOTS, Root, as_text, editor_files, models_of, schemas
from tests.schema.yaml_core import core_values
from tests.support.example import REPOSITORY
from tests.support.small import SMALL

SCHEMAS = schemas()
FOLDER = REPOSITORY / ".vscode"
PATHS = {
    "goal": "goals/sales/one.md",
    "kpi": "kpis/customers.md",
    "team": "goals/sales/index.md",
    "site_config": "site_config.yml",
}

GOAL = "title: Win\nlevel: team\nowner: sales-lead\ncycle: 2026-Q4\n"
RESULT = GOAL + "key_results:\n  - "
KPI = "title: Customers\ndirection: up\ncadence: monthly\n"
SITE = "schema: 1\nsite: {name: Acme}\n"
PEOPLE = "people: {ceo: {name: Chief}, sales-lead: {name: Sales}}\n"

GOOD = [
    ("goal", GOAL),
    ("goal", GOAL.replace("2026-Q4", "2026")),
    ("goal", GOAL.replace("title: Win", "title: 2026 goals")),
    ("goal", GOAL.replace("title: Win", "title: 2026")),
    ("goal", GOAL.replace("title: Win", "title: no")),
    ("goal", GOAL.replace("title: Win", "title: >-\n  Win more\n  customers")),
    ("goal", GOAL.replace("cycle: 2026-Q4", "start: 2026-10-01\ndue: '2026-12-31'")),
    ("goal", GOAL + "id: 2026\nteam:\ntags: [2026, retention, 1.5]\ncontributors: []\ngrade:\n"),
    ("goal", GOAL + "supports: [grow, grow#share, {to: grow, weight: 2}]\n"),
    (
        "goal",
        GOAL + "rollup: none\nambition: stretch\nstate: draft\nvisibility: private\nkind: development\n",
    ),
    (
        "goal",
        GOAL
        + "check_ins:\n  - {date: 2026-11-16, status: at_risk, confidence: 7, progress: 0.4, note: 42}\n",
    ),
    (
        "goal",
        GOAL
        + "links:\n  - {title: Plan, url: ../plan.md}\n  - {title: Wiki, url: 'https://wiki.example/'}\n",
    ),
    ("goal", RESULT + "{kpi: customers, target: 20}\n"),
    ("goal", RESULT + "{kpi: customers, target: -15%, baseline: 12.5, checkpoints: {2026-10-31: 13}}\n"),
    ("goal", RESULT + "{kpi: customers, target: +2pp, weight: 0, where: {plan: 2026, paid: true}}\n"),
    ("goal", RESULT + "{kpi: customers, target: '20', aggregate: sum}\n"),
    ("goal", RESULT + "{title: By hand, values: {2026-10-05: 12}, target: 20, kpi: }\n"),
    ("goal", RESULT + "{kpi: customers, at_most: 5}\n"),
    ("goal", RESULT + "{kpi: customers, between: [80, 90.5]}\n"),
    (
        "goal",
        RESULT + "{title: Steps, milestones: [{title: One, due: 2026-11-01, done: false}, {title: 2}]}\n",
    ),
    ("goal", RESULT + "{title: Ship it, done: false}\n"),
    ("goal", RESULT + "{title: Ship it, done: 2026-11-13}\n"),
    ("kpi", KPI),
    ("kpi", KPI + "unit: currency:EUR\ndecimals: 2\ngrace_days: 0\nsource: Billing\naggregate: sum\n"),
    ("kpi", KPI + "healthy: {at_least: 88}\nwarning: {between: [80, 88]}\nsource: {title: Billing}\n"),
    ("kpi", KPI + "healthy: {at_least: 1, at_most: 2}\nwarning:\nperiods: fiscal\nvisibility: public\n"),
    ("team", "title: Sales\nlead: sales-lead\nparent:\naliases: [sellers]\n"),
    ("team", "title: 360\n"),
    ("site_config", SITE + PEOPLE),
    ("site_config", SITE.replace("Acme", "Acme, branch: releases/2026")),
    ("site_config", SITE.replace("Acme", "Acme, branch: 2026")),
    (
        "site_config",
        SITE + PEOPLE + "cycles: {custom: {spring-push: {start: 2026-03-01, due: 2026-05-31}}}\n",
    ),
    ("site_config", SITE + PEOPLE + "status: {basis: share, on_track: 0.9, at_risk: 0.7}\nhome:\n"),
    (
        "site_config",
        SITE + PEOPLE + "status: {rule: pace}\nfreshness: {grace_days: 3}\nmkdocs: {a: [1, {b: c}]}\n",
    ),
    ("site_config", SITE.replace("1", "'1'") + PEOPLE + "cycles: {fiscal_year_start: 7}\n"),
]

BAD = [
    ("goal", GOAL.replace("level", "levle")),
    ("goal", GOAL.replace("title: Win\n", "")),
    ("goal", GOAL.replace("title: Win", "title:")),
    ("goal", GOAL.replace("title: Win", "title: ' '")),
    ("goal", GOAL.replace("title: Win", f"title: {'long ' * 30}")),
    ("goal", GOAL.replace("title: Win", "title: [Win]")),
    ("goal", GOAL.replace("level: team", "level: company")),
    ("goal", GOAL.replace("sales-lead", "Sales Lead")),
    ("goal", GOAL.replace("cycle: 2026-Q4\n", "")),
    ("goal", GOAL.replace("cycle: 2026-Q4", "start: 2026-10-01")),
    ("goal", GOAL.replace("cycle: 2026-Q4", "start: 1 October\ndue: 2026-12-31")),
    ("goal", GOAL + "tags: retention\n"),
    ("goal", GOAL + "supports: [Grow#Share]\n"),
    ("goal", GOAL + "grade: 80\n"),
    ("goal", GOAL + "check_ins:\n  - {status: at_risk}\n"),
    ("goal", GOAL + "check_ins:\n  - {date: 2026-11-16, status: fine}\n"),
    ("goal", GOAL + "check_ins:\n  - {date: 2026-11-16, confidence: 70}\n"),
    ("goal", GOAL + "links:\n  - {title: Plan, url: 'javascript:alert(1)'}\n"),
    ("goal", RESULT + "{kpi: customers}\n"),
    ("goal", RESULT + "{kpi: customers, target: 20, at_least: 5}\n"),
    ("goal", RESULT + "{kpi: customers, at_most: 20, at_least: 5}\n"),
    ("goal", RESULT + "{kpi: customers, target: }\n"),
    ("goal", RESULT + "{kpi: customers, target: 12%}\n"),
    ("goal", RESULT + "{kpi: customers, target: 1_000}\n"),
    ("goal", RESULT + "{kpi: customers, target: yes}\n"),
    ("goal", RESULT + "{kpi: customers, target: 20, taget: 30}\n"),
    ("goal", RESULT + "{target: 20}\n"),
    ("goal", RESULT + "{kpi: customers, values: {2026-10-05: 12}, target: 20}\n"),
    ("goal", RESULT + "{title: By hand, values: {October: 12}, target: 20}\n"),
    ("goal", RESULT + "{values: {2026-10-05: 12}, target: 20}\n"),
    ("goal", RESULT + "{kpi: customers, target: 20, weight: -1}\n"),
    ("goal", RESULT + "{kpi: customers, between: [80]}\n"),
    ("goal", RESULT + "{title: Steps, milestones: []}\n"),
    ("goal", RESULT + "{title: Steps, kpi: customers, milestones: [{title: One}]}\n"),
    ("goal", RESULT + "{title: Steps, milestones: [{title: One, done: yes}]}\n"),
    ("goal", RESULT + "{title: Ship it, done: true}\n"),
    ("goal", RESULT + "{done: false}\n"),
    ("kpi", KPI.replace("direction: up\n", "")),
    ("kpi", KPI.replace("up", "higher")),
    ("kpi", KPI + "decimals: 1.5\n"),
    ("kpi", KPI + "decimals: 10\n"),
    ("kpi", KPI + "healthy: 88\n"),
    ("kpi", KPI + "healthy: {above: 88}\n"),
    ("kpi", KPI + "healthy: {at_least: 80, between: [80, 90]}\n"),
    ("kpi", KPI + "healthy: {}\n"),
    ("team", "title: Sales\nhead: sales-lead\n"),
    ("team", "lead: sales-lead\n"),
    ("site_config", "site: {name: Acme}\n"),
    ("site_config", SITE.replace("1", "2")),
    ("site_config", "schema: 1\nsite:\n"),
    ("site_config", "schema: 1\nsite: {name: Acme, url: acme.example}\n"),
    ("site_config", "schema: 1\nsite: {name: Acme, repo: 'git@git.example:acme/goals'}\n"),
    ("site_config", "schema: 1\nsite: {name: Acme, url: 'https://goals.example/?a=b'}\n"),
    ("site_config", "schema: 1\nsite: {name: Acme, url: https://goals.example/index.html}\n"),
    ("site_config", "schema: 1\nsite: {name: Acme, branch: refs/heads/main}\n"),
    ("site_config", SITE + "people: {Chief Executive: {name: Chief}}\n"),
    ("site_config", SITE + "people: {ceo: Chief}\n"),
    ("site_config", SITE + "cycles: {fiscal_year_start: 13}\n"),
    ("site_config", SITE + "cycles: {custom: {spring: {start: 2026-03-01}}}\n"),
    ("site_config", SITE + "status: {rule: pace, basis: gap, on_track: 0.1, at_risk: 0.2}\n"),
    ("site_config", SITE + "status: {on_track: 0.1, at_risk: 0.2}\n"),
    ("site_config", SITE + "status: {basis: gap, on_track: 10, at_risk: 25}\n"),
    ("site_config", SITE + "freshness: {grace_days: soon}\n"),
    ("site_config", SITE + "home: {kpis: nps}\n"),
]


def is_valid(kind: str, value: Any) -> bool:
    """Returns whether an editor shows no complaint about a file of this kind."""
    return bool(Draft7Validator(SCHEMAS[f"{kind}.schema.json"]).is_valid(value))


def errors(kind: str, text: str) -> list[str]:
    """Returns what the reader finds wrong with a small repository that has this text in one of its files."""
    path = PATHS[kind]
    content = text if kind == "site_config" else f"---\n{text}---\nWhy.\n"
    files = {name: part.encode() for name, part in (SMALL | {path: content}).items()}
    found = parse(SourceTree(dict(sorted(files.items())))).problems
    return [f"{each.code} {each.message}" for each in found if each.severity is Severity.ERROR]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_what_the_reader_accepts_the_schema_accepts(kind: str, text: str) -> None:
    """No editor complains about a file that `goalposts check` accepts."""
    assert errors(kind, text) == []
    value = core_values(text)
    assert is_valid(kind, value), [
        e.message for e in Draft7Validator(SCHEMAS[f"{kind}.schema.json"]).iter_errors(value)
    ]


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_what_the_reader_refuses_the_schema_refuses(kind: str, text: str) -> None:
    """An editor shows what `goalposts check` would refuse for the form of the file."""
    assert errors(kind, text) != []
    assert not is_valid(kind, core_values(text))


def _example_records() -> Iterator[tuple[str, str, Any]]:
    for path, content in load(REPOSITORY).files.items():
        if path == "site_config.yml":
            yield "site_config", path, core_values(content.decode())
        if not path.endswith(".md") or path == "goals/index.md":
            continue
        kind = "kpi" if path.startswith("kpis/") else "team" if path.endswith("/index.md") else "goal"
        document, problems = read_document(content, path)
        assert document is not None, problems
        front_matter = content.decode().split("---\n")[1]
        yield kind, path, core_values(front_matter)


def test_the_example_company_is_accepted() -> None:
    """Every record of this repository is valid."""
    refused = [path for kind, path, value in _example_records() if not is_valid(kind, value)]
    assert refused == []


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.file)
def test_schemas_are_schemas(root: Root) -> None:
    """Each is valid as a draft-07 schema, and no reference of it leads nowhere."""
    schema = SCHEMAS[root.file]
    Draft7Validator.check_schema(schema)
    defined = {f"#/definitions/{name}" for name in schema.get("definitions", {})}
    assert set(_references(schema)) == defined, "a definition that is missing or that nothing uses"


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for part in node.values():
            yield from _references(part)
    elif isinstance(node, list):
        for part in node:
            yield from _references(part)


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.file)
def test_every_field_is_described(root: Root) -> None:
    """Every field of every model stands in the schema, with a title, a description and an example."""
    schema = SCHEMAS[root.file]
    parts: dict[str, Any] = {**schema.get("definitions", {}), root.model.__name__: schema}
    for model in models_of(root):
        described = parts[model.__name__]
        assert described["additionalProperties"] is False
        assert described["description"], model
        left_out = {"kpi", "where", "values"} if _reads_no_values(model) else set()
        names = {field.alias or name for name, field in model.model_fields.items()} - left_out
        assert set(described["properties"]) == names
        for name, field in described["properties"].items():
            assert field["description"], f"{model.__name__}.{name} has no docstring"
            assert field["title"] and field["examples"], f"{model.__name__}.{name}"


def _reads_no_values(model: type[Fields]) -> bool:
    return any(kind.terms is model and not kind.needs_values for kind in TYPES)


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.file)
def test_every_example_is_accepted_by_its_schema(root: Root) -> None:
    """What an editor offers as an example is itself valid."""
    schema = SCHEMAS[root.file]
    for part in (schema, *schema.get("definitions", {}).values()):
        for name, field in part["properties"].items():
            inner = Draft7Validator({**field, "definitions": schema.get("definitions", {})})
            for example in field["examples"]:
                assert inner.is_valid(example), f"{part['title']}: {name}: {example}"


def test_the_files_for_editors_are_up_to_date() -> None:
    """`.vscode` holds what the models say today; `goalposts schema` writes it anew."""
    for name, text in editor_files().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run `goalposts schema`"


def test_settings_lead_to_files_that_are_there() -> None:
    """The settings of the editor wire schemas and files that this repository has."""
    settings = json.loads((FOLDER / "settings.json").read_text(encoding="utf-8"))
    for schema, file in settings["yaml.schemas"].items():
        assert (REPOSITORY / schema).is_file()
        assert (REPOSITORY / file).is_file()


def test_the_text_of_a_schema_is_stable() -> None:
    """The same models give the same bytes, ending in a line end."""
    text = as_text(SCHEMAS["goal.schema.json"])
    assert text == as_text(schemas()["goal.schema.json"])
    assert text.endswith("}\n")


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.file)
def test_every_choice_is_named_in_the_description(root: Root) -> None:
    """A field that takes one of several words names all of them where it is explained."""
    schema = SCHEMAS[root.file]
    for part in (schema, *schema.get("definitions", {}).values()):
        for name, field in part["properties"].items():
            unnamed = {
                word
                for word in field.get("enum", ())
                if isinstance(word, str) and word != "1" and f"`{word}`" not in field["description"]
            }
            assert unnamed == set(), f"{part['title']}: {name}"
