"""One build and its cache: whether there is anything to do, and what the next build may know of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from goalposts.cache.book import Book, Memory, Shelf, keep, key_of, recall
from goalposts.cache.folder import CacheRefusedError, Folder
from goalposts.cache.inputs import clone_version, code_version, templates_version, tree_version
from goalposts.cache.place import refuse_place
from goalposts.cache.published import Files, look_again
from goalposts.loading.clone import place_in_clone
from goalposts.loading.tree import CONFIG, PEOPLE, SourceTree
from goalposts.site.folders import template_folders

# they need the records, which take long to import
if TYPE_CHECKING:
    from goalposts.cache.parts import Parts
    from goalposts.cache.recalling import Recaller

_INTRODUCTION = "goals/index.md"


class Outcome(Struct, frozen=True):
    """What a build told, and the files that it published; `of` is the fingerprint of what made them."""

    of: str
    told: Any
    files: Files


@dataclass(frozen=True)
class Session:
    """The cache as one build sees it; without a `shelf` nothing is known and nothing is kept.

    `fingerprint` stands for everything that the build depends on, `kind` for what all of its parts depend
    on; they are empty where that is not known. `clone` is the state of the clone around the repository.
    `notes` say why there is no cache although one was wanted.
    """

    site_dir: Path
    shelf: Shelf | None = None
    fingerprint: str = ""
    kind: str = ""
    clone: str = ""
    notes: tuple[str, ...] = ()

    def replay(self) -> Any:
        """Return what the same build told, where what it published is still there; else None."""
        if self.shelf is None or not self.fingerprint:
            return None
        outcome: Outcome | None = recall(self.shelf, self._outcome)
        if outcome is None or outcome.of != self.fingerprint:
            return None
        files = look_again(outcome.files, self.site_dir)
        if files is None:
            return None
        if files != outcome.files:
            self._keep(replace(outcome, files=files))
        return outcome.told

    def keep_records(self) -> None:
        """Keep what was read, once all of it is: what a build needs no longer it need not hold."""
        self._book.close()
        self.recaller.close()

    def close(self, told: Any, files: Files, commit: str | None) -> None:
        """Keep what the build told and published, of which commit, and what its parts looked at.

        `files` have the marks that they have where they are published. `told` is None where the same build
        may tell something else the next time.
        """
        if self.shelf is None or not files:
            return
        if self.fingerprint and told is not None:
            self._keep(Outcome(self.fingerprint, told, files))
        self.parts.close(files, commit)

    @contextmanager
    def within_bounds(self) -> Iterator[None]:
        """Delete what is too much in the cache after the work of a build, however that ends."""
        try:
            yield
        finally:
            if isinstance(self.shelf, Folder):
                self.shelf.prune()

    def _keep(self, outcome: Outcome) -> None:
        assert self.shelf is not None
        keep(self.shelf, self._outcome, outcome)

    @property
    def _outcome(self) -> str:
        # a preview makes one after the other, each with thousands of files: it remembers the last one
        return "outcome" if isinstance(self.shelf, Memory) else f"outcome {self.fingerprint}"

    @cached_property
    def _book(self) -> Book:
        return Book(self.shelf, "files")

    @cached_property
    def recaller(self) -> Recaller:
        """Return what recalls records by the files that they were read from."""
        from goalposts.cache.recalling import Recaller

        return Recaller(self._book, self.shelf)

    @cached_property
    def parts(self) -> Parts:
        """Return the parts of the build, with what the last one of its kind left behind."""
        from goalposts.cache.parts import Parts

        return Parts(self.shelf, self.kind, self.site_dir)


def begin(shelf: Path | Shelf | None, root: Path, tree: SourceTree, asked: tuple[str, Path]) -> Session:
    """Return the session of a build: `asked` is all that was asked for besides the files, and the site.

    Where nothing is said to be asked for, what the build depends on is not known, and no outcome is kept.
    """
    request, site_dir = asked
    if shelf is None:
        return Session(site_dir)
    if isinstance(shelf, Path):
        try:
            refuse_place(shelf, root, site_dir)
            shelf = Folder(shelf, code_version())
        except CacheRefusedError as error:
            return Session(site_dir, notes=(str(error),))
    if not request:
        return Session(site_dir, shelf)
    clone = clone_version(root)
    templates = templates_version(template_folders(root))
    settings = [tree.files.get(path, b"") for path in (CONFIG, PEOPLE, _INTRODUCTION)]
    kind = key_of(templates, request, place_in_clone(root), *settings).hex()
    fingerprint = key_of(templates, request, tree_version(tree), clone).hex()
    return Session(site_dir, shelf, fingerprint, kind, clone)


__all__ = ["Outcome", "Session", "begin"]
