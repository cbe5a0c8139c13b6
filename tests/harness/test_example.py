"""The example site is built once in a session, and its failure is everybody's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import example


def test_first_one_builds_and_the_others_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several workers that ask at once get the same folder from one build."""
    built: list[Path] = []

    def build(site: Path) -> None:
        built.append(site)

    monkeypatch.setattr(example, "_build", build)
    with ThreadPoolExecutor(4) as workers:
        folders = list(workers.map(example.build_example_site, [tmp_path / "shared"] * 4))
    assert folders == [tmp_path / "shared" / "site"] * 4
    assert built == folders[:1]


def test_failed_build_fails_for_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks after a failed build gets what the build said, not a half-made site."""
    monkeypatch.setattr(example, "_build", lambda site: "G101 goals/a.md:3: no title")
    for _ in range(2):
        with pytest.raises(AssertionError, match="no title"):
            example.build_example_site(tmp_path / "shared")
