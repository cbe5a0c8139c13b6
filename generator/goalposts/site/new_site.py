"""The folder of a new site: what is published already and still right is linked, and never written to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from goalposts.cache.leaves import Leaf
from goalposts.cache.parts import Parts
from goalposts.cache.published import digest_of
from goalposts.pages.page import Commit
from goalposts.site.file_writing import inside, make_folder, write_file
from goalposts.site.stamps import Stamp, stamped_again

_NOTHING: frozenset[Leaf] = frozenset()

Stamps = Mapping[str, Sequence[Stamp]]
"""Where the commit stands on pages, by their files."""


class NewSite:
    """A folder that is filled. `files` has the hash of each file in it, `taken` those that are not new.

    Those that are the published files themselves are `linked`, with the states that they were seen in.
    """

    def __init__(
        self, folder: Path, site_dir: Path, parts: Parts, commit: Commit | None, *, is_whole: bool = True
    ) -> None:
        """Fill `folder`, which is empty; `parts` knows what of `site_dir` is as it was published.

        Where it is to be no whole site, nothing is linked: what would be stays where it is published.
        """
        self.folder = folder
        self._from, self._to = f"{site_dir}{os.sep}", f"{folder}{os.sep}"
        self._parts, self._commit, self._is_whole = parts, commit, is_whole
        self._is_other = commit is not None and commit.sha != parts.commit
        self.files: dict[str, bytes] = {}
        self.taken: set[str] = set()
        self.linked: dict[str, os.stat_result] = {}
        self._folders: set[str] = set()

    def take(
        self, files: Collection[str], reads: frozenset[Leaf] = _NOTHING, stamps: Stamps | None = None
    ) -> bool:
        """Link files if they are as they were and nothing of `reads` has changed; return whether it did."""
        if not self._parts.watch.changes.none_of(reads):
            return False
        if any(self._parts.held(path) is None for path in files):
            return False
        self.link(files, stamps or {})
        return True

    def link(self, files: Collection[str], stamps: Stamps) -> None:
        """Link files that are known to be as they were; those with stamps of another commit are written."""
        known = self._parts.files
        for path in files:
            if self._is_other and (places := stamps.get(path)) and self._commit is not None:
                page = Path(self._from + path).read_bytes()
                self.write(path, stamped_again(page, places, self._commit))
            else:
                if self._is_whole:
                    self._link(path)
                self.files[path] = known[path].digest
            self.taken.add(path)

    def put(self, path: str, content: str | bytes) -> None:
        """Write a file, or link it where the published site has the same."""
        raw = content.encode() if isinstance(content, str) else content
        if self._parts.held(path) == digest_of(raw):
            self.link((path,), {})
        else:
            self.write(path, raw)

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file."""
        raw = content.encode() if isinstance(content, str) else content
        self.linked.pop(path, None)
        write_file(self._to + inside(path), raw)
        self.files[path] = digest_of(raw)

    def _link(self, path: str) -> None:
        published, made = self._from + path, self._to + inside(path)
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            make_folder(made)
            self._folders.add(folder)
        if _is_linked(published, made) and (state := self._parts.state(path)):
            self.linked[path] = state


def _is_linked(published: str, made: str) -> bool:
    """Link a file, or copy it: not every file system has links, and none has them without end."""
    try:
        os.link(published, made)
    except OSError:
        shutil.copyfile(published, made)
        return False
    return True
