"""Who may import whom: the core stands without a framework."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.shape.source import PACKAGE, imported_names, modules, typing_only_imports
from tests.support.amount import amount


class Framework(NamedTuple):
    """A library that the core must not know, and the one place that may."""

    name: str
    home: str
    most: int
    reason: str


FRAMEWORKS = [
    Framework("mkdocs", "goalposts.site", 2, "the adapter that hands our pages to MkDocs"),
    Framework("jinja2", "goalposts.site", 1, "the one renderer of templates"),
    Framework("matplotlib", "goalposts.charts", 2, "lines of charts as SVG, cards as pixels: two renderers"),
    Framework("git", "goalposts.history", 1, "git is asked once, in one place"),
]

# Modules outside the homes that may load a framework through another module of ours, with the reason.
WIRING: dict[str, str] = {
    "goalposts.__main__": "starts the command line",
    "goalposts.cli.main": "runs the commands, each of which needs its stage",
    "goalposts.pipeline": "calls the stages in order",
}


def _named_by(module: str) -> set[str]:
    """Returns the frameworks that a module's own import statements name."""
    tree = modules()[module]
    roots = {name.split(".")[0] for name in set(imported_names(tree)) - typing_only_imports(tree)}
    return roots & {framework.name for framework in FRAMEWORKS}


def _is_in(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")


@cache
def _reports() -> dict[str, dict[str, list[str] | str | None]]:
    asked = "\n".join(name for name in modules() if name != "goalposts.__main__")
    finished = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("import_each.py")), str(amount(8, 1))],
        input=asked,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
        # The package may stand beside the tests without being installed.
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )
    reports: dict[str, dict[str, list[str] | str | None]] = json.loads(finished.stdout)
    return reports


FORKING = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a fresh process for each module")
ONE_WORKER = pytest.mark.xdist_group("imports")  # the tests share one report, which takes seconds to make


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.name)
def test_framework_is_named_in_its_home_only(framework: Framework) -> None:
    """Import statements name a framework in as many modules as allowed, all of them in its home."""
    naming = [module for module in modules() if framework.name in _named_by(module)]
    strangers = [module for module in naming if not _is_in(module, framework.home)]
    assert strangers == [], f"{framework.name} belongs to {framework.home}: {framework.reason}"
    assert len(naming) <= framework.most, f"{framework.name} is imported by {naming}: {framework.reason}"


@FORKING
@ONE_WORKER
def test_every_module_can_be_imported_first() -> None:
    """Any module can be the first one imported: nothing goes round in a circle."""
    assert len(_reports()) > amount(100, len(modules()) - 2)
    assert {name: report["error"] for name, report in _reports().items() if report["error"]} == {}


@FORKING
@ONE_WORKER
def test_core_loads_no_framework() -> None:
    """Importing a module in a fresh interpreter loads a framework only in its home and in the wiring."""
    homes = {framework.name: framework.home for framework in FRAMEWORKS}
    uninvited = {
        module: strangers
        for module, report in _reports().items()
        if module not in WIRING
        and (strangers := [name for name in report["loaded"] or [] if not _is_in(module, homes[name])])
    }
    assert uninvited == {}


def test_wiring_is_still_there() -> None:
    """Every exception names a module that exists."""
    assert set(WIRING) <= set(modules())


@FORKING
@ONE_WORKER
def test_matplotlib_waits_until_something_is_drawn() -> None:
    """No import alone loads matplotlib: a build that draws nothing does not pay for it."""
    drawing = {module for module in modules() if "matplotlib" in _named_by(module)}
    loading = {name for name, report in _reports().items() if "matplotlib" in (report["loaded"] or [])}
    assert loading - drawing == set()
