"""Prints constraints that hold each runtime dependency at its lower bound, and all else as it was.

Usage: `python tests/packaging/lowest.py constraints.txt > lowest.txt`, from the project's folder.
Development tools keep their pinned versions; what only the runtime dependencies bring along is left
free, since old versions may need old companions.
"""

from __future__ import annotations

import sys
import tomllib
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


if __name__ == "__main__":
    here = Path("pyproject.toml")
    versions = {**development_versions(here, Path(sys.argv[1])), **lowest_versions(here)}
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in sorted(versions.items()))
