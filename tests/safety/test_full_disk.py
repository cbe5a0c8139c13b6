"""A disk that is full at any write: the published site stays whole, and the build ends with words."""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.safety.building import Child, World, reading, traced
from tests.support.amount import amount

pytestmark = pytest.mark.xdist_group("safety")

FILLING = ("write", "mkdir", "rename", "renameat2", "link", "linkat")
"""Calls that need room on the disk."""


def traced_build(world: World, number: int, *options: str, alone: bool = True) -> Child:
    """Returns a build that has ended, followed as the options say, with one processor alone or with all."""
    child = world.builder.start(world.roots[number], world.site, alone=alone)
    with traced(child, "-e", f"trace={','.join(FILLING)}", *options):
        pass
    return child


def gave_up_in_words(child: Child) -> bool:
    """Returns whether the build ended as it should: done, or with a message and nothing else."""
    said = child.said()
    return child.end() == 0 or (child.end() == 1 and "Traceback" not in said)


def test_no_room_from_any_call_on(world: World) -> None:
    """From the first write, folder or rename that finds no room on, none does: the site stays whole."""
    log = world.base / "calls"
    world.next_build_works(0)
    traced_build(world, 1, "-o", str(log))
    counts = Counter(re.findall(r"^(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE))
    world.next_build_works(0)
    points = [(call, nth) for call, count in sorted(counts.items()) for nth in range(1, count + 1)]
    assert counts["write"] > 40
    sample = random.Random(3).sample(points, min(len(points), amount(2, 150)))
    with reading(world) as wrong:
        for number, (call, nth) in enumerate([("renameat2", 1), *sample], 1):
            inject = f"inject={call}:error=ENOSPC:when={nth}+"
            child = traced_build(world, number % 2, "-e", inject, "-o", "/dev/null")
            assert gave_up_in_words(child), (call, nth, child.end(), child.said())
            assert world.whole() is not None, (call, nth)
            if number % 3 == 0:
                world.next_build_works(number % 2)
        for nth in (1, 5, 9)[: amount(1, 3)]:
            world.next_build_works(0)
            inject = f"inject=write:error=ENOSPC:when={nth}+"
            child = traced_build(world, 1, "-f", "-e", inject, "-o", "/dev/null", alone=False)
            assert gave_up_in_words(child), (nth, child.end(), child.said())
            assert world.whole() is not None
    world.next_build_works(1)
    assert wrong == []


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mounts a disk of its own on the folder."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=755", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk; the test before this one needs no rights")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def used(folder: Path) -> int:
    """Returns the bytes in use on the disk of a folder."""
    room = os.statvfs(folder)
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def test_a_disk_too_small_for_two_sites(world: World, tmp_path: Path) -> None:
    """On a disk with too little room for a second site the first stays, also where the index has no room."""
    small = World(tmp_path, world.builder, world.roots, world.sites)
    disk = small.site.parent
    with small_disk(disk):
        small.next_build_works(0)
        one = used(disk)
        outcomes: Counter[int] = Counter()
        shares = [n / amount(3, 40) for n in range(amount(3, 40))]
        for share in (*shares, 1.4):
            size = one + 65536 + int(one * share)
            subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
            child = world.builder.build(world.roots[1], small.site)
            assert gave_up_in_words(child), (share, child.end(), child.said())
            outcomes[child.end()] += 1
            assert small.whole() == (1 if child.end() == 0 else 0), (share, child.said())
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            small.next_build_works(0)
    assert outcomes[1] >= 2
    assert outcomes[0] >= 1
