"""Prints constraints that hold each runtime dependency at its lower bound, and all else as it was.

Usage: `python tests/packaging/lowest.py constraints.txt > lowest.txt`, from the project's folder.
Development tools keep their pinned versions, but for those that need a runtime dependency themselves; those,
and what only the runtime dependencies bring along, are left free: old versions may need old companions.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOWER_OPERATORS = {">=", "==", "~="}


def lowest_versions(project: Path) -> dict[str, str]:
    """Returns name → lower bound of every runtime dependency; one without a bound is an error."""
    lowest = {}
    for text in tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]:
        requirement = Requirement(text)
        bounds = [part.version for part in requirement.specifier if part.operator in LOWER_OPERATORS]
        if not bounds:
            raise ValueError(f"{text!r} has no lower bound: write {requirement.name}>=…")
        lowest[str(canonicalize_name(requirement.name))] = bounds[0]
    return lowest


def development_versions(project: Path, constraints: Path) -> dict[str, str]:
    """Returns name → pinned version of the development tools that the project names itself."""
    group = tomllib.loads(project.read_text(encoding="utf-8"))["dependency-groups"]["dev"]
    named = {canonicalize_name(Requirement(text).name) for text in group} | {"pip"}
    lines = constraints.read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {name: version for name, version in pinned.items() if canonicalize_name(name) in named}


def needed_by(name: str) -> set[str]:
    """Returns the names of what an installed package needs, its extras left out."""
    found = (Requirement(text) for text in requires(name) or ())
    return {canonicalize_name(each.name) for each in found if "extra" not in str(each.marker)}


if __name__ == "__main__":
    here = Path("pyproject.toml")
    lowest = lowest_versions(here)
    tools = development_versions(here, Path(sys.argv[1]))
    free = {name for name in tools if name not in lowest and needed_by(name) & lowest.keys()}
    versions = {name: version for name, version in {**tools, **lowest}.items() if name not in free}
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in sorted(versions.items()))
