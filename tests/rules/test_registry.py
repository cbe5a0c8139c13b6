"""Every rule is registered, documented and tested; every code has a paragraph."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import goalposts.rules
from goalposts.problem_codes import CODES
from goalposts.problems import PRIVATE_MESSAGE, Problem, Severity, as_json
from goalposts.rules import ALL_CODES, RULES
from goalposts.rules.documentation import problems_page
from tests.rules.cases import BAD, GOOD

ROOT = Path(__file__).resolve().parents[2]

# modules of the folder that are no rules, each with what it is
OTHERS = {
    "bodies": "finds links in Markdown",
    "advice": "what the rules tell an audience",
    "check": "what a rule is given",
    "clone": "what is wrong with the clone around a repository",
    "documentation": "writes docs/problems.md",
    "loops": "finds loops in a graph",
    "support_steps": "the place of a reference",
    "who": "looks up people and teams",
}


def test_every_rule_is_registered() -> None:
    """A module of the folder is a rule in the registry, or one of the few that serve rules."""
    names = {module.name for module in pkgutil.iter_modules(goalposts.rules.__path__)}
    registered = [rule.__name__.rpartition(".")[2] for rule in RULES]
    assert len(registered) == len(set(registered))
    assert names - set(OTHERS) == set(registered)
    for name in OTHERS:
        assert not hasattr(importlib.import_module(f"goalposts.rules.{name}"), "RULE")


def test_every_rule_is_documented() -> None:
    """A rule has a docstring of more than one sentence, an example, and a code of its own."""
    for rule in RULES:
        assert rule.__doc__, rule.__name__
        assert rule.RULE.text.strip().count(".") >= 2 or rule.RULE in CODES.values(), rule.__name__
        assert rule.RULE.example or rule.RULE in CODES.values(), rule.__name__
    own = [rule.RULE.code for rule in RULES if rule.RULE not in CODES.values()]
    assert len(own) == len(set(own))
    assert not set(own) & set(CODES)


def test_every_rule_has_cases() -> None:
    """Each rule is tried by a repository that breaks it; what has no good twin is always wrong."""
    codes = {rule.RULE.code for rule in RULES}
    assert set(BAD) == codes
    assert codes - set(GOOD) == {"G202"}


def test_every_code_is_tested() -> None:
    """Every code that exists occurs in a test."""
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("loading", "rules", "history")
        for path in sorted((ROOT / "tests" / folder).glob("*.py"))
    )
    assert [code for code in ALL_CODES if code not in tests] == []


def test_codes_have_one_form() -> None:
    """A code is a letter and three digits, its title begins small, its severity is its letter's."""
    for name, code in ALL_CODES.items():
        assert re.fullmatch("[A-Z][0-9]{3}", name)
        assert code.code == name
        assert code.title
        assert code.text.strip().endswith((".", ":")), name
    assert {code.severity for name, code in ALL_CODES.items() if name[0] in "YVIFS"} <= {
        Severity.ERROR,
        Severity.WARNING,
    }
    assert {code.severity for name, code in ALL_CODES.items() if name[0] == "W"} == {
        Severity.WARNING,
        Severity.INFO,
    }


def test_folded_private_problems_have_the_documented_code() -> None:
    """The code that stands for private records in reports is in the table as well."""
    hidden = Problem("R101", Severity.ERROR, "goals/secret.md", "x", "y", private=True)
    assert '"P001"' in as_json([hidden])
    assert CODES["P001"].title in PRIVATE_MESSAGE


def test_page_of_problems_is_up_to_date() -> None:
    """docs/problems.md is what `python -m goalposts.rules.documentation` writes."""
    assert (ROOT / "docs" / "problems.md").read_text(encoding="utf-8") == problems_page()


def test_page_of_problems_has_every_code_once() -> None:
    """Each code has a heading of its own on the page."""
    headings = re.findall(r"^### ([A-Z]\d{3}): ", problems_page(), re.MULTILINE)
    assert sorted(headings) == sorted(ALL_CODES)
