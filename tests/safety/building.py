"""What the tests of this folder share: builds that can be killed, and two generations of one small site."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.support.files import build_file_tree, read_file_tree
from tests.support.needs import missing

AS_OF = "2026-11-23"
REPOSITORY = {
    "site_config.yml": (
        "schema: 1\nsite: {name: NAME, url: 'https://goals.acme.example/'}\nhistory: false\n"
        "people:\n  lead: {name: Head of Sales, team: sales}\n"
    ),
    "goals/sales/index.md": "---\ntitle: Sales\nlead: lead\n---\nWe sell.\n",
    "goals/sales/win.md": (
        "---\ntitle: Win 20 customers in November\nlevel: organization\nowner: lead\ncycle: 2026-11\n"
        "key_results:\n  - {kpi: customers, target: 20}\n---\nWhy NAME wants it.\n"
    ),
    "kpis/customers.md": (
        "---\ntitle: Customers\ndirection: up\nunit: count\ncadence: weekly\nowner: lead\n---\nSigned.\n"
    ),
    "kpis/customers.csv": "date,value\n2026-10-30,9\n2026-11-06,10\n2026-11-13,14\n2026-11-20,15\n",
}


@dataclass
class Child:
    """A build that waits to begin."""

    pid: int
    told: Path
    _answers: IO[str]
    status: int | None = None

    def go(self) -> None:
        """Lets it begin."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """Ends it and what it started, by force."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """Returns how it ended: exit status, 99 for a traceback, or minus the signal."""
        if self.status is None:
            self.status = int(self._answers.readline())
        return self.status

    def said(self) -> str:
        """Returns what it printed."""
        return self.told.read_text(encoding="utf-8") if self.told.exists() else ""


class Builder:
    """A process that has everything imported and forks a child for each build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("builder.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
        )

    def start(self, root: Path, site: Path, **more: object) -> Child:
        """Returns a build that waits to begin. One at a time."""
        assert self._process.stdin
        assert self._process.stdout
        self._count += 1
        told = self._folder / f"told-{self._count}"
        arguments = ["build", "--root", str(root), "--site-dir", str(site), "--as-of", AS_OF]
        self._process.stdin.write(json.dumps({"arguments": arguments, "told": str(told), **more}) + "\n")
        self._process.stdin.flush()
        return Child(int(self._process.stdout.readline()), told, self._process.stdout)

    def build(self, root: Path, site: Path, **more: object) -> Child:
        """Returns a build that has ended."""
        child = self.start(root, site, **more)
        child.go()
        child.end()
        return child

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@dataclass
class World:
    """Two repositories of the same goals whose sites differ in every page, and what their sites hold."""

    base: Path
    builder: Builder
    roots: list[Path] = field(default_factory=list)
    sites: list[dict[str, bytes]] = field(default_factory=list, repr=False)

    @property
    def site(self) -> Path:
        """The folder that both are published into."""
        return self.base / "www" / "site"

    def whole(self) -> int | None:
        """Returns which of the two sites is published whole; None where there is none. Else fails."""
        if not self.site.exists():
            return None
        found = read_file_tree(self.site)
        assert found in self.sites, self._unlike(found)
        return self.sites.index(found)

    def _unlike(self, found: dict[str, bytes]) -> str:
        lines = [f"{len(found)} files"]
        for number, site in enumerate(self.sites):
            unlike = sorted(path for path in site.keys() | found.keys() if site.get(path) != found.get(path))
            lines.append(f"unlike site {number}: {len(unlike)} files, {unlike[:5]}")
        return "; ".join(lines)

    def next_build_works(self, number: int) -> None:
        """Builds undisturbed: the site is whole and the leftovers of earlier builds are gone."""
        child = self.builder.build(self.roots[number], self.site)
        assert child.status == 0, child.said()
        assert self.whole() == number
        assert [path.name for path in self.site.parent.iterdir()] == ["site"]


@contextmanager
def open_world(base: Path) -> Iterator[World]:
    """Gives the two repositories, built once each; nothing is published yet."""
    world = World(base, Builder(base))
    try:
        for name in ("Acme goals", "Zeta aims"):
            files = {path: text.replace("NAME", name) for path, text in REPOSITORY.items()}
            root = build_file_tree(base / name[:4], files)
            child = world.builder.build(root, base / "clean" / name[:4])
            assert child.status == 0, child.said()
            world.roots.append(root)
            world.sites.append(read_file_tree(base / "clean" / name[:4]))
        shared = world.sites[0].keys() & world.sites[1].keys()
        assert sum(world.sites[0][path] != world.sites[1][path] for path in shared) > 20
        yield world
    finally:
        world.builder.close()


@contextmanager
def reading(world: World) -> Iterator[list[str]]:
    """Reads pages of the published site all the while, and gives the list of what a reader must not see."""
    wrong: list[str] = []
    counts = [0]
    stop = threading.Event()
    pages = sorted(world.sites[0].keys() & world.sites[1].keys())

    def read() -> None:
        while not stop.is_set():
            for path in pages:
                try:
                    content = (world.site / path).read_bytes()
                except OSError as error:
                    wrong.append(f"{path}: {error}")
                    continue
                counts[0] += 1
                time.sleep(0.001)  # the builds need the processor too
                if content not in (world.sites[0][path], world.sites[1][path]):
                    wrong.append(f"{path}: half a page")

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield wrong
    finally:
        stop.set()
        thread.join()
    assert counts[0] > len(pages), "the reader read nothing"


def strace() -> str:
    """Returns the program that follows system calls; without it the test cannot be run."""
    found = shutil.which("strace")
    if found is None:
        missing("strace (the Debian package of that name)")
    return found


@contextmanager
def traced(child: Child, *options: str) -> Iterator[None]:
    """Follows the system calls of a build that waits, as the options say, and lets it go on."""
    with subprocess.Popen(
        [strace(), "-p", str(child.pid), *options], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        said = ""
        deadline = time.monotonic() + 60
        while " attached" not in said:
            line = process.stderr.readline()
            assert line, f"strace cannot follow a process here: {said}"
            assert time.monotonic() < deadline, said
            said += line
        child.go()
        yield
        child.end()
        process.wait(timeout=60)
