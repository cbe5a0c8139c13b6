"""The parts of a build's work: what each looked at, what it gave, and whether it must be done again."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from goalposts.cache.book import Book, Memory, Shelf, keep
from goalposts.cache.drawings import Drawings
from goalposts.cache.published import Files, state_of
from goalposts.cache.trace import Part, Trace, keep_trace, recall_trace
from goalposts.cache.watch import Watch

_STANDING = "standing"


class Parts:
    """The parts of one build, those of the last one that still hold among them."""

    def __init__(self, shelf: Shelf | None = None, name: str = "", site_dir: Path | None = None) -> None:
        """Take what the last build of the same kind left behind; its files are in `site_dir`."""
        self.shelf, self._name, self._site_dir = shelf, f"trace {name}" if name else "", site_dir
        kept = recall_trace(shelf, self._name) if shelf and name else None
        self._before = kept or Trace()
        self._done: dict[str, Part] = {}
        self._states: dict[str, os.stat_result | None] = {}
        self._is_standing = False
        self.charts = Book(shelf, "charts")
        self.watch = Watch(self._before.known, numbers=self._before.leaves)

    @property
    def before(self) -> Mapping[str, Part]:
        """Return the parts of the last build by their names."""
        return self._before.parts

    @property
    def commit(self) -> str | None:
        """Return the commit of the last build."""
        return self._before.commit

    def drawings(self, draw: Callable[[Any], str]) -> Drawings:
        """Return what draws charts and recalls those that were drawn before."""
        return Drawings(self.charts, self._name, draw)

    def held(self, path: str) -> bytes | None:
        """Return the hash of a file that the last build published, where it is still there as it was.

        In the folder of a preview it is: that belongs to one program.
        """
        known = self._before.files.get(path)
        if known is None or self._site_dir is None:
            return None
        if self._is_standing:
            return known.digest
        if path not in self._states:
            self._states[path] = state_of(known, f"{self._site_dir}/{path}")
        return known.digest if self._states[path] else None

    def state(self, path: str) -> os.stat_result | None:
        """Return the state of a file that `held` found as it was, None where nobody looked."""
        return self._states.get(path)

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
        # after another configuration the folder holds what a build of another kind made
        self._is_standing = standing is not None and standing is self._before.files
        return standing

    def kept(self, name: str) -> Part | None:
        """Return a part of the last build that looked at nothing that changed, and whose files are there."""
        part = self._before.parts.get(name)
        if part is None or not self.watch.changes.none_of(part.looked):
            return None
        if any(self.held(path) is None for path in part.outputs):
            return None
        self._done[name] = part
        return part

    def do(self, name: str, work: Callable[[], Any]) -> Any:
        """Return what a part tells that writes no files, done now where it must be."""
        part = self.kept(name)
        if part is not None:
            return pickle.loads(part.told)
        with self.watch.reads.noting() as reads:
            told = work()
        self.add(name, Part(frozenset(reads), (), pickle.dumps(told, protocol=5)))
        return told

    def add(self, name: str, part: Part) -> None:
        """Add a part that was done now."""
        self._done[name] = replace(part, looked=self.watch.numbers.packed(part.looked))

    def close(self, files: Files, commit: str | None) -> None:
        """Keep what was done for the next build; `files` are those of the published site, of a commit."""
        if self.shelf is None or not self._name:
            return
        self.charts.close()
        trace = Trace(self.watch.changes.after(), self._done, files, commit, self.watch.numbers)
        keep_trace(self.shelf, self._name, trace)
        if isinstance(self.shelf, Memory):
            keep(self.shelf, _STANDING, files)
