"""Whatever a commit puts where a build has its lock: no other file is touched, and nobody waits for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from goalposts.site.publishing import clean_up
from tests.safety.building import AS_OF
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

LOCK = ".site.lock"
KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "link": (lambda lock: lock.symlink_to("../outside/kept.txt"), "a symbolic link"),
    "dangling link": (lambda lock: lock.symlink_to("../outside/new.txt"), "a symbolic link"),
    "link to a folder": (lambda lock: lock.symlink_to("../outside"), "a symbolic link"),
    "pipe": (os.mkfifo, "not an ordinary file"),
    "folder": (Path.mkdir, "not an ordinary file"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_lock_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """The build says where it is, what it is and what to do; what a link leads to stays as it was."""
    root = build_file_tree(tmp_path / "root", SMALL)
    outside = build_file_tree(tmp_path / "outside", {"kept.txt": "precious"})
    put, words = KINDS[kind]
    put(root / LOCK)
    finished = subprocess.run(
        [sys.executable, "-m", "goalposts", "build", "--root", str(root), "--as-of", AS_OF],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 1
    assert f"{root / LOCK} is {words}" in finished.stderr
    assert "Remove it, or give another --site-dir." in finished.stderr
    assert "Traceback" not in finished.stderr
    assert os.path.lexists(root / LOCK)
    assert not (root / "site").exists()
    assert read_file_tree(outside) == {"kept.txt": b"precious"}


@pytest.mark.parametrize("kind", KINDS)
def test_cleaning_up_leaves_it_alone(tmp_path: Path, kind: str) -> None:
    """A build that has nothing to publish touches nothing there and says nothing."""
    outside = build_file_tree(tmp_path / "outside", {"kept.txt": "precious"})
    (tmp_path / "root").mkdir()
    KINDS[kind][0](tmp_path / "root" / LOCK)
    clean_up(tmp_path / "root/site")
    assert os.path.lexists(tmp_path / "root" / LOCK)
    assert read_file_tree(outside) == {"kept.txt": b"precious"}


def test_a_file_of_that_name_is_no_hindrance(tmp_path: Path) -> None:
    """A lock that a killed build left, or that was committed, is taken over."""
    root = build_file_tree(tmp_path / "root", {**SMALL, LOCK: "left"})
    clean_up(root / "site")
    assert not (root / LOCK).exists()
