"""The commits of the published branch, understood from the bytes that one `git log` printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

from goalposts.history.cleaning import clean_name, clean_subject, co_authors, pull_request

FORMAT = "%x01%H%x00%P%x00%ct%x00%aN%x00%B%x00"
"""What `git log --raw -z --format` is asked for: five fields, then the files that changed."""

_LATEST = 253402214400  # 9999-12-31, the last day that Python knows
_ORDINARY = ("100644", "100755")


class Commit(Struct, frozen=True):
    """A commit of the published branch. `when` is the committer's date; names are without addresses."""

    sha: str
    when: datetime
    author: str
    co_authors: tuple[str, ...]
    subject: str
    pull_request: int | None = None

    @property
    def day(self) -> date:
        """Return the day of the commit, in UTC."""
        return self.when.date()

    @property
    def short(self) -> str:
        """Return the first seven digits of the id."""
        return self.sha[:7]


class Touch(Struct, frozen=True):
    """One path that a commit changed, and the blobs before and after (None: no ordinary file).

    `came_from` is the path that git recognised the new file by: at least 90 % of it is the same.
    """

    path: str
    old: str | None
    new: str | None
    came_from: str | None = None


class Step(Struct, frozen=True):
    """A commit with what it changed against its first parent.

    Where nothing of that is `in_sight` of an audience, it is as if the commit had not been.
    """

    commit: Commit
    parent: str
    touches: tuple[Touch, ...]
    in_sight: bool = True


def parse_log(printed: bytes) -> tuple[Step, ...]:
    """Return the commits, oldest first, of what `git log --reverse --raw -z` printed in our format."""
    return tuple(_steps(iter(printed.decode("utf-8", "replace").split("\x00"))))


def _steps(tokens: Iterator[str]) -> Iterator[Step]:
    commit: Commit | None = None
    parent = ""
    touches: list[Touch] = []
    for token in tokens:
        mark = token.lstrip("\n")
        if mark.startswith("\x01"):
            if commit is not None:
                yield Step(commit, parent, tuple(touches))
            parents, seconds, author, message = (next(tokens, "") for _ in range(4))
            commit, parent, touches = _commit(mark[1:], seconds, author, message), parents.split(" ")[0], []
        elif mark.startswith(":") and len(entry := mark[1:].split(" ")) == 5:
            touches += _touches(entry, tokens)
    if commit is not None:
        yield Step(commit, parent, tuple(touches))


def _commit(sha: str, seconds: str, author: str, message: str) -> Commit:
    return Commit(
        sha,
        moment(seconds),
        clean_name(author),
        co_authors(message),
        clean_subject(message),
        pull_request(message),
    )


def moment(seconds: str) -> datetime:
    """Return the time that git writes as seconds since 1970; of impossible ones the nearest possible."""
    try:
        number = int(seconds)
    except ValueError:
        number = 0
    return datetime.fromtimestamp(max(0, min(number, _LATEST)), UTC)


def _touches(entry: list[str], tokens: Iterator[str]) -> Iterator[Touch]:
    old_mode, new_mode, old, new, status = entry
    path = next(tokens, "")
    before = old if old_mode in _ORDINARY else None
    after = new if new_mode in _ORDINARY else None
    if status[:1] == "R":
        came_from, path = path, next(tokens, "")
        yield Touch(came_from, before, None)
        yield Touch(path, None, after, came_from)
    else:
        yield Touch(path, before, after)
