"""Field by field and text by text, the schemas say what the reader says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from jsonschema import Draft7Validator

from goalposts.key_results.hold import Hold
from goalposts.loading.validation import validate
from goalposts.loading.yaml_text import parse_yaml
from goalposts.records.model import Fields
from goalposts.schema import ROOTS, Root, models_of, schemas
from tests.schema.yaml_core import core_values

SCHEMAS = schemas()

TEXTS = (
    *(
        "word",
        "two words",
        "Upper",
        "team",
        "on_track",
        "count",
        "sum",
        "no",
        "true",
        "false",
        "a-b",
        "-a",
        "a#b",
    ),
    *("0", "1", "-3", "-0", "007", "11", "0.5", "3.5", "7.0", "1e3", "2026", "100000000000"),
    *("12%", "-15%", "+2pp", "+30%", "1_000", "2026-11-30", "2026-2-3", "currency:EUR", "currency:eur"),
    *("duration:hours", "duration:years", "http://a.b/", "javascript:x", "../a.md", "x" * 130),
    *("1599-12-31", "3000-01-01", "2026-13-01", "2026-00-10", "2026-11-32", "{3000-01-01: 3}", "1.5"),
    *("", "~", "'2026'", "'92'", "''", "' '", "'a\tb'", "|\n  a\n  b\n", ">-\n  a\n  b\n"),
    *(
        "[]",
        "[a]",
        "[2026, b]",
        "[A B]",
        "[80, 90]",
        "[80]",
        "[1, 2, 3]",
        "[[a]]",
        "[{title: a}]",
        "[{to: a}]",
    ),
    *("[{date: 2026-11-30}]", "[{title: a, due: 2026-11-30, done: false}]", "[{title: a, url: b}]"),
    *("{}", "{a: b}", "{x: 3}", "{2026-11-30: 3}", "{2026-11-30: x}", "{title: x}", "{name: x}"),
    *(
        "{at_least: 3}",
        "{at_least: 3, between: [1, 2]}",
        "{cs: {name: x}}",
        "{C S: {name: x}}",
        "{rule: pace}",
    ),
    *("{basis: gap}", "{kpis: [a]}", "{grace_days: 3}", "{start: 2026-01-01}"),
    "{custom: {a: {start: 2026-01-01, due: 2026-02-01}}}",
)

STRICTER = {"true", "false"}  # a bare one is no text for editors; see the docstring of the package
# What an editor's parser has already turned into a number looks like one, and quoted numbers have no range.
LAXER = {"7.0", "-0", "'92'", "'2026'"}


class Verdict(NamedTuple):
    """What reader and schema say of one text in one field."""

    field: str
    text: str
    reader: bool
    schema: bool


def _verdicts(root: Root) -> Iterator[Verdict]:
    schema = SCHEMAS[root.file]
    definitions = schema.get("definitions", {})
    for model in models_of(root):
        part = schema if model is root.model else definitions[model.__name__]
        for key in part["properties"]:
            if key == "key_results":  # its items are read in a second step
                continue
            validator = Draft7Validator({**part["properties"][key], "definitions": definitions})
            for text in TEXTS:
                source = f"{key}: {text}\n"
                node, _ = parse_yaml(source, "example.yml")
                _, problems = validate(model, node, "example.yml")
                accepted = not any((problem.field or "").split(".")[0] == key for problem in problems)
                valid = validator.is_valid(core_values(source)[key])
                if not _is_empty_bound(model, key, text):
                    yield Verdict(f"{model.__name__}.{key}", text, accepted, valid)


def _is_empty_bound(model: type[Fields], key: str, text: str) -> bool:
    """Returns whether this is an empty bound, which makes no key result for the reader."""
    return model is Hold and key in ("at_least", "at_most", "above", "below", "between") and text in ("", "~")


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.file)
def test_schema_and_reader_agree(root: Root) -> None:
    """Each text is accepted by both or by none, in every field, but for the few that are named here."""
    verdicts = list(_verdicts(root))
    stricter = [each for each in verdicts if each.reader and not each.schema and each.text not in STRICTER]
    laxer = [each for each in verdicts if each.schema and not each.reader and each.text not in LAXER]
    assert (stricter, laxer) == ([], [])
    assert any(each.reader for each in verdicts) and any(not each.reader for each in verdicts)
