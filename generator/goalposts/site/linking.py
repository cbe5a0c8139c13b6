"""What is published already: files that are still right are linked into the new site, never written to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from goalposts.cache.parts import Parts
from goalposts.cache.reads import Leaf
from goalposts.pages.page import Commit
from goalposts.site.stamps import Stamp, stamped_again

_NOTHING: frozenset[Leaf] = frozenset()


class Published:
    """The published site, for one that is made in another folder. `taken` are the files that were linked."""

    def __init__(self, parts: Parts, folder: Path, site_dir: Path, commit: Commit | None) -> None:
        """Link what `parts` knows to be as it was from the site into the folder; pages get the `commit`."""
        self._parts, self._commit = parts, commit
        self._from, self._to = f"{site_dir}{os.sep}", f"{folder}{os.sep}"
        self.taken: list[str] = []

    def take(
        self,
        files: Collection[str],
        reads: frozenset[Leaf] = _NOTHING,
        stamps: Mapping[str, Sequence[Stamp]] | None = None,
    ) -> bool:
        """Link files that are as they were, unless anything of `reads` has changed; return whether it did.

        A page with `stamps` is written anew where it is of another commit.
        """
        if not self._parts.watch.changes.none_of(reads):
            return False
        if any(self._parts.held(path) is None for path in files):
            return False
        self.link(files, stamps or {})
        return True

    def link(self, files: Collection[str], stamps: Mapping[str, Sequence[Stamp]]) -> None:
        """Link files that are known to be as they were, but for the commit on some of them."""
        is_new = self._commit is not None and self._commit.sha != self._parts.commit
        for path in files:
            if is_new and (places := stamps.get(path)) and self._commit is not None:
                page = Path(self._from + path).read_bytes()
                write(Path(self._to + path), stamped_again(page, places, self._commit))
                continue
            try:
                _link(self._from + path, self._to + path)
            except FileNotFoundError:
                Path(self._to + path).parent.mkdir(parents=True, exist_ok=True)
                _link(self._from + path, self._to + path)
            self.taken.append(path)


def write(path: Path, content: str | bytes) -> None:
    """Write a file of the new site."""
    # a link to a published file must not be written through, should two parts ever name the same
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _link(published: str, made: str) -> None:
    try:
        os.link(published, made)
    except FileNotFoundError:
        raise
    except OSError:
        # not every file system has links, and none has them without end
        shutil.copyfile(published, made)
