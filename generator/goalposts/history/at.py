"""The files of any commit, for a site as it was built from it: nothing is checked out."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goalposts import problem_codes as codes
from goalposts.history.codes import HistoryError, refused
from goalposts.history.git import Clone, open_clone
from goalposts.loading.tree import CONFIG, FOLDERS, IMAGES, MAX_FILE, PEOPLE, SourceTree
from goalposts.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: int
    sha: str
    size: int
    path: str


def load_at(root: Path, rev: str) -> SourceTree:
    """Return the goals repository at `root` as the commit `rev` has it, with the limits of `loading.tree`.

    A revision that is unknown, and a folder without git, are problems of the tree.
    """
    try:
        clone = open_clone(root)
        if clone is None:
            raise refused("the folder is in no git repository")
        return _load(clone, clone.commit(rev))
    except HistoryError as error:
        return SourceTree({}, (error.problem,))


def _load(clone: Clone, sha: str) -> SourceTree:
    problems: list[Problem] = []
    wanted = {entry.path: entry for entry in _entries(clone.tree(sha)) if _is_wanted(entry, problems)}
    contents = clone.blobs(entry.sha for entry in wanted.values())
    files: dict[str, bytes] = {}
    for path, (_, content) in zip(wanted, contents, strict=True):
        if content is None:
            problems.append(codes.F101.at(Location(path), "cannot be read: git has lost it", "Run git fsck."))
        else:
            files[path] = content
    if CONFIG not in files and not any(problem.path == CONFIG for problem in problems):
        message = f"there is no `{CONFIG}` in this folder"
        hint = "Write one, for example:\nschema: 1\nsite: {name: Our goals}"
        problems.append(codes.F106.at(Location(CONFIG), message, hint))
    if not any(path.startswith("goals/") for path in files):
        hint = "Write goals as Markdown files in the folder goals/."
        problems.append(codes.F106.at(Location("goals"), "there is no folder `goals/` with goals", hint))
    return SourceTree(dict(sorted(files.items())), tuple(problems))


def _entries(printed: bytes) -> Iterator[_Entry]:
    for line in printed.split(b"\x00"):
        told, tab, path = line.partition(b"\t")
        if tab:
            mode, _, sha, size = told.decode("ascii").split()
            length = int(size) if size.isdigit() else 0
            yield _Entry(int(mode, 8), sha, length, path.decode("utf-8", "surrogateescape"))


def _is_wanted(entry: _Entry, problems: list[Problem]) -> bool:
    """Return whether a file of a commit is read; says what is wrong with one that is not."""
    path, parts = entry.path, entry.path.split("/")
    is_content = path in (CONFIG, PEOPLE) or parts[0] in FOLDERS
    if (
        not is_content
        or stat.S_IFMT(entry.mode) == 0o160000
        or any(part.startswith(".") for part in parts[1:])
    ):
        return False
    if not _is_text(path):
        shown = path.encode("utf-8", "replace").decode()
        hint = "Rename it with plain letters."
        problems.append(codes.F105.at(Location(shown), "the name of a file is not UTF-8", hint))
    elif not stat.S_ISREG(entry.mode):
        hint = "Put the file itself here: links and special files are not followed."
        problems.append(codes.F101.at(Location(path), "is a symbolic link", hint))
    elif path in FOLDERS:
        hint = "Put the file itself here: links and special files are not followed."
        problems.append(codes.F101.at(Location(path), "is not an ordinary file", hint))
    elif parts[0] in FOLDERS and not path.endswith((".md", ".csv", *IMAGES)):
        hint = "Goals and KPIs are .md and .csv files; rename or move this one."
        problems.append(codes.F107.at(Location(path), "is not used", hint))
    elif entry.size > MAX_FILE:
        message = f"is larger than {MAX_FILE // 1024 // 1024} MB"
        problems.append(codes.F103.at(Location(path), message, "Split the series, or keep fewer slices."))
    else:
        return True
    return False


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return path.isprintable()
