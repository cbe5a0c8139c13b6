"""A build may be killed at any moment: the published site is whole, old or new, and the next build works."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.safety.building import Child, World, reading, traced
from tests.support.amount import amount

pytestmark = pytest.mark.xdist_group("safety")

# every call that changes which file a name leads to
NAMING = (
    "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "link", "linkat",
    "symlink", "symlinkat",
)  # fmt: skip
KILLED = -9


def test_killed_at_any_moment(world: World) -> None:
    """Whenever a build is killed, a reader sees the old or the new site, whole, and the next build works."""
    chance = random.Random(1)
    begun = time.monotonic()
    world.next_build_works(1)
    usual = time.monotonic() - begun
    ends: Counter[int] = Counter()
    with reading(world) as wrong:
        for number in range(amount(6, 100)):
            child = world.builder.start(world.roots[number % 2], world.site)
            child.go()
            time.sleep(chance.uniform(0, usual))
            child.kill()
            ends[child.end()] += 1
            assert world.whole() is not None
            world.next_build_works(number % 2)
    assert wrong == []
    assert set(ends) <= {0, KILLED}
    assert ends[KILLED] >= sum(ends.values()) / 2


def names_changed(world: World, number: int) -> Counter[str]:
    """Returns how often a build makes each of the calls that change names."""
    log = world.base / "calls"
    child = world.builder.start(world.roots[number], world.site, alone=True)
    with traced(child, "-e", f"trace={','.join(NAMING)}", "-o", str(log)):
        pass
    assert child.end() == 0, child.said()
    calls = re.findall(r"^(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return Counter(calls)


def killed_at(world: World, number: int, call: str, nth: int) -> Child:
    """Returns a build that was killed as it made the `nth` of these calls; what it started is not."""
    child = world.builder.start(world.roots[number], world.site, alone=True)
    inject = f"inject={call}:signal=KILL:when={nth}"
    with traced(child, "-e", f"trace={call}", "-e", inject, "-o", "/dev/null"):
        pass
    return child


def test_killed_at_every_change_of_a_name(world: World) -> None:
    """Killed at a rename, exchange, link, unlink or mkdir, a build leaves the old or the new site, whole."""
    world.next_build_works(0)
    counts = names_changed(world, 1)
    world.next_build_works(0)
    points = [(call, nth) for call, count in sorted(counts.items()) for nth in range(1, count + 1)]
    assert {"mkdir", "unlinkat", "renameat2"} <= set(counts)
    most = amount(2, len(points))
    rare = [point for point in points if counts[point[0]] == 1]
    sample = points if most == len(points) else rare + random.Random(2).sample(points, most)
    with reading(world) as wrong:
        for number, (call, nth) in enumerate(sample, 1):
            child = killed_at(world, number % 2, call, nth)
            assert child.end() == KILLED, (call, nth, child.said())
            assert world.whole() is not None, (call, nth)
            world.next_build_works(number % 2)
    assert wrong == []


def test_killed_before_there_was_a_site(world: World, tmp_path: Path) -> None:
    """The first build of a site, when killed, leaves no site or a whole one."""
    first = World(tmp_path, world.builder, world.roots, world.sites)
    for call, nth in (("mkdir", 20), ("rename", 1), ("unlinkat", 1))[: amount(2, 3)]:
        killed_at(first, 0, call, nth)
        first.whole()
    first.next_build_works(0)
