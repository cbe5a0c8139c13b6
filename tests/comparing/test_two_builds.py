"""What `diff` says of ten changes is what the sites of both sides say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goalposts.cli.main import main
from goalposts.pipeline import Request, build
from tests.comparing.changes import AS_OF, COMPANY, SERIES, WIN
from tests.comparing.test_compare import CHANGES, RENAMED
from tests.history.story import Story, git
from tests.support.amount import amount

KEYS = ("status", "progress", "expected", "gap", "stale", "provisional")
# a side that cannot be built has no site to compare with
BUILT = [name for name in CHANGES if not name.startswith("broken")]
NAMES = BUILT if amount(0, 1) else ["target"]


def goals_of(root: Path, rev: str, work: Path) -> dict[str, dict[str, Any]]:
    """Returns the goals that the site of a commit lists, by id."""
    site = work / rev
    assert build(root, site, Request(AS_OF, with_search=False, at=rev)).pages
    return {goal["id"]: goal for goal in json.loads((site / "api/v1/goals.json").read_text())}


@pytest.mark.parametrize("name", NAMES)
def test_statuses_are_those_of_two_builds(tmp_path: Path, name: str) -> None:
    """Each goal stands before and after as the two sites say; goals that are not told stand alike in both."""
    story = Story()
    first = story.commit("2026-09-20", "Begin", dict(COMPANY))
    changes = {SERIES: COMPANY[SERIES]} if name == "nothing" else dict(CHANGES[name])
    story.commit("2026-11-10", "Change", dict(changes), branch="change", parent=first)
    root = story.write(tmp_path / "repository")
    before, after = (goals_of(root, rev, tmp_path) for rev in ("main", "change"))
    arguments = ["diff", "main", "change", "--root", str(root), "--as-of", str(AS_OF), "--format", "json"]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0, told.output
    found = {goal["id"]: goal for goal in json.loads(told.output)["goals"]}
    former = {"win-more": "win"} if RENAMED in changes else {}
    for key in {*after, *(set(before) - set(former.values()))}:
        sides = [_standing(before.get(former.get(key, key))), _standing(after.get(key))]
        if key in found:
            assert [_standing(found[key][side]) for side in ("before", "after")] == sides
        else:
            assert sides[0] == sides[1], key
    assert git(root, "status", "--porcelain") == ""


def _standing(goal: dict[str, Any] | None) -> dict[str, Any] | None:
    return {key: goal[key] for key in KEYS} if goal else None


def test_every_change_is_there() -> None:
    """The ten changes are those that were asked for, and each but the broken ones is built."""
    assert WIN in CHANGES["target"] and len(CHANGES) >= 10
    assert len(BUILT) == len(CHANGES) - 2
