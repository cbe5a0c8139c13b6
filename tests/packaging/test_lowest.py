"""The lower bounds that `make test-lowest` installs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.lowest import development_versions, lowest_versions
from tests.support.example import REPOSITORY
from tests.support.files import build_file_tree


def test_every_dependency_has_a_lower_bound() -> None:
    """Each runtime dependency of the project says from which version on it works."""
    assert lowest_versions(REPOSITORY / "pyproject.toml")["mkdocs"].startswith("1.6")


def test_dependency_without_a_bound_is_an_error(tmp_path: Path) -> None:
    """A dependency without a lower bound is refused, with what to write."""
    build_file_tree(tmp_path, {"pyproject.toml": '[project]\ndependencies = ["click", "jinja2>=3"]\n'})
    with pytest.raises(ValueError, match="write click>="):
        lowest_versions(tmp_path / "pyproject.toml")


def test_development_tools_stay_pinned() -> None:
    """Lowest versions are for the runtime: pytest and pip keep the versions of constraints.txt."""
    pinned = development_versions(REPOSITORY / "pyproject.toml", REPOSITORY / "constraints.txt")
    assert {"pip", "pytest", "hatchling"} <= set(pinned)
    assert "mkdocs" not in pinned
