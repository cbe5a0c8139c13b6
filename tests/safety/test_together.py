"""Builds in places and under conditions that only a process of its own can have."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety.building import AS_OF, World, reading
from tests.safety.test_full_disk import small_disk
from tests.support.amount import amount

pytestmark = pytest.mark.xdist_group("safety")


def test_builds_into_one_folder_at_once(world: World) -> None:
    """Of several builds that begin together each ends well, and the site is whole all the while."""
    with reading(world) as wrong:
        running = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "goalposts", "build", "--as-of", AS_OF),
                    *("--root", str(world.roots[number % 2]), "--site-dir", str(world.site)),
                ],
                stderr=subprocess.STDOUT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(amount(2, 6))
        ]
        told = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(running), told
    assert wrong == []
    assert world.whole() is not None
    assert [path.name for path in world.site.parent.iterdir()] == ["site"]


def test_a_strict_umask_keeps_no_reader_out(world: World, tmp_path: Path) -> None:
    """Under umask 077 every file of the site can be read by everybody."""
    (tmp_path / "www").mkdir()
    child = world.builder.build(world.roots[0], tmp_path / "www/site", umask=0o077)
    assert child.status == 0, child.said()
    for path in (tmp_path / "www/site", *(tmp_path / "www/site").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_disk_that_is_read_only(world: World, tmp_path: Path) -> None:
    """Where nothing may be written the message says so and what to do, and the site stays."""
    closed = World(tmp_path, world.builder, world.roots, world.sites)
    disk = closed.site.parent
    with small_disk(disk):
        closed.next_build_works(0)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        child = world.builder.build(world.roots[1], closed.site)
        assert child.status == 1
        assert "read-only" in child.said()
        assert "--site-dir" in child.said()
        assert closed.whole() == 0


def test_a_mount_point_is_refused(world: World, tmp_path: Path) -> None:
    """A disk of its own at the site's place cannot be exchanged: the message says to go one folder deeper."""
    with small_disk(tmp_path / "site"):
        child = world.builder.build(world.roots[0], tmp_path / "site")
        assert child.status == 1
        assert "is a mount point" in child.said()
        assert "Give a folder inside it with --site-dir" in child.said()
        child = world.builder.build(world.roots[0], tmp_path / "site/inside")
        assert child.status == 0, child.said()
    # the same disk under two names is known to be one only when the exchange fails
    subprocess.run(["mount", "--bind", tmp_path / "site", tmp_path / "site"], check=True)
    try:
        child = world.builder.build(world.roots[0], tmp_path / "site")
        assert child.status == 1
        assert "mount point" in child.said()
    finally:
        subprocess.run(["umount", tmp_path / "site"], check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_inside_the_repository_is_not_read(world: World) -> None:
    """The default place is inside the repository: its pages never become content."""
    root = world.roots[0]
    for _ in range(2):
        child = world.builder.build(root, root / "site")
        assert child.status == 0, child.said()
        assert "site/" not in child.said().replace("into Acme/site/", "").replace(str(root / "site"), "")
