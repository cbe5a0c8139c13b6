"""The parts of a build's work: what each looked at, what it gave, and whether it must be done again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from goalposts.cache.book import Book, Memory, Shelf, keep, recall
from goalposts.cache.changes import Before
from goalposts.cache.drawings import Drawings
from goalposts.cache.published import Files, still_holds
from goalposts.cache.reads import Leaf
from goalposts.cache.watch import Watch

_STANDING = "standing"


class Part(Struct, frozen=True):
    """A part of the work that is done: what it looked at, the files it wrote, and what it told."""

    reads: frozenset[Leaf]
    outputs: tuple[str, ...]
    told: Any


class Trace(Struct, frozen=True):
    """What a build leaves behind: what it knew of leaves, its parts by name, its files and its commit."""

    known: Before = field(default_factory=Before)
    parts: Mapping[Any, Part] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    commit: str | None = None


class Parts:
    """The parts of one build, those of the last one that still hold among them."""

    def __init__(self, shelf: Shelf | None = None, name: str = "", site_dir: Path | None = None) -> None:
        """Take what the last build of the same kind left behind; its files are in `site_dir`."""
        self.shelf, self._name, self._site_dir = shelf, f"trace {name}" if name else "", site_dir
        kept: Trace | None = recall(shelf, self._name) if shelf and name else None
        self._before = kept or Trace()
        self._done: dict[Any, Part] = {}
        self._good: dict[str, bool] = {}
        self.charts = Book(shelf, "charts")
        self.watch = Watch(self._before.known)

    @property
    def before(self) -> Collection[Part]:
        """Return the parts of the last build."""
        return self._before.parts.values()

    @property
    def commit(self) -> str | None:
        """Return the commit of the last build."""
        return self._before.commit

    def drawings(self, draw: Callable[[Any], str]) -> Drawings:
        """Return what draws charts and recalls those that were drawn before."""
        return Drawings(self.charts, self._name, draw)

    def held(self, path: str) -> bytes | None:
        """Return the hash of a file that the last build published, where it is still there as it was."""
        known = self._before.files.get(path)
        if known is None or self._site_dir is None:
            return None
        if path not in self._good:
            self._good[path] = still_holds(known, f"{self._site_dir}/{path}")
        return known.digest if self._good[path] else None

    @property
    def files(self) -> Files:
        """Return what the published site holds, by the last build."""
        return self._before.files

    def take_standing(self) -> Files | None:
        """Return what the folder of a preview holds, None where that is not known, and forget it.

        It is known again when the build is closed: one that ends before may have left anything behind.
        """
        standing: Files | None = None
        if isinstance(self.shelf, Memory):
            standing = self.shelf.values.pop(_STANDING, None)
        return standing

    def kept(self, name: Any) -> Part | None:
        """Return a part of the last build that looked at nothing that changed, and whose files are there."""
        part = self._before.parts.get(name)
        if part is None or not self.watch.changes.none_of(part.reads):
            return None
        if any(self.held(path) is None for path in part.outputs):
            return None
        self._done[name] = part
        return part

    def do(self, name: Any, work: Callable[[], Any]) -> Any:
        """Return what a part tells that writes no files, done now where it must be."""
        part = self.kept(name)
        if part is None:
            with self.watch.reads.noting() as reads:
                told = work()
            part = self._done[name] = Part(self.watch.reads.frozen(reads), (), told)
        return part.told

    def add(self, name: Any, part: Part) -> None:
        """Add a part that was done now."""
        # another process has leaves of its own
        self._done[name] = Part(self.watch.reads.frozen(part.reads), part.outputs, part.told)

    def close(self, files: Files, commit: str | None) -> None:
        """Keep what was done for the next build; `files` are those of the published site, of a commit."""
        if self.shelf is None or not self._name:
            return
        self.charts.close()
        trace = Trace(self.watch.changes.after(), self._done, files, commit)
        keep(self.shelf, self._name, trace)
        if isinstance(self.shelf, Memory):
            keep(self.shelf, _STANDING, files)
