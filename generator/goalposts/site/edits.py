"""The edits of a repository that change what a preview shows, told as they come."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from watchfiles import watch

from goalposts.loading.clone import git_folders

_WATCHED = ("goals", "kpis", "templates", "people.csv", "site_config.yml", ".mailmap")
# git holds its lock while it writes files; one that a git left behind is not waited for without end
_TICK = 100  # ms
_PATIENCE = 50
_STRANGE_NAME = "decode path"  # in the words of the watcher


class WatchError(Exception):
    """Edits cannot be followed; the message says why and what to do."""


def edits(root: Path, stop: threading.Event | None) -> Iterator[None]:
    """Yield once as soon as edits are followed, then once for the edits that come together.

    A commit is one, and so is a checkout, however long it takes. Whoever builds at the first one misses none
    that comes while the build runs. While nobody edits, what builds left behind is collected: that takes as
    long as a build, and no browser could be told of one meanwhile.
    """
    waited = 0
    edited, collected = False, False
    # a work tree has a lock of its own
    git = next(git_folders(root), root / ".git")
    lock, log = git / "index.lock", git / "logs" / "HEAD"
    commits = _last_change(log)
    for is_edited in _ticks(root, stop):
        before, commits = commits, _last_change(log)
        edited = edited or is_edited or commits != before
        if edited and lock.exists() and waited < _PATIENCE:
            waited += 1
        elif edited:
            edited, collected, waited = False, False, 0
            yield
        elif not collected:
            gc.collect()
            collected = True


def _ticks(root: Path, stop: threading.Event | None) -> Iterator[bool]:
    """Yield many times a second whether something was edited since; raises `WatchError`.

    What came before the watcher stands counts as an edit. It falls over a name that is not UTF-8, wherever in
    the repository; another one takes its place.
    """
    matters, missed = partial(_matters, root), True
    while True:
        try:
            for changes in watch(
                root, watch_filter=matters, stop_event=stop, rust_timeout=_TICK, yield_on_timeout=True
            ):
                yield missed or bool(changes)
                missed = False
        except (OSError, RuntimeError) as error:
            if _STRANGE_NAME not in str(error):
                raise _wrong(error) from error
            missed = True
        else:
            return


def _last_change(log: Path) -> int:
    """Return when git last noted a commit, in ns; 0 where it never did."""
    try:
        return log.stat().st_mtime_ns
    except OSError:
        return 0


def _wrong(error: Exception) -> WatchError:
    if "ermission denied" in str(error):
        hint = "Let yourself read that folder, or move it out of the repository, and serve again."
    else:
        hint = (
            "Where a limit is reached, raise it, for example with sysctl "
            "fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512, and serve again."
        )
    return WatchError(f"Edits cannot be followed: {error}. {hint}")


def _matters(root: Path, _change: object, path: str) -> bool:
    place = Path(path)
    try:
        # a link is an edit of the place where it stands, wherever it leads
        parts = (place.parent.resolve() / place.name).relative_to(root.resolve()).parts
    except ValueError:
        return False
    if not parts or parts[0] not in _WATCHED:
        return False
    return len(parts) == 1 or not parts[-1].startswith(".")
