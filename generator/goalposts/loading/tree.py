"""The only reader of a goals repository on disk: every file that matters, as bytes, or a problem."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from goalposts import problem_codes as codes
from goalposts.problems import Location, Problem
from goalposts.site.folders import TEXTS, own_templates

CONFIG = "site_config.yml"
PEOPLE = "people.csv"
FOLDERS = ("goals", "kpis")
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
MAX_FILE = 50 * 1024 * 1024
MAX_FOLDERS = 32

# what is read at the top, by names that it may be given by mistake
_NEAR = {name: name for name in (CONFIG, PEOPLE, *FOLDERS)} | {"site_config.yaml": CONFIG}


class SourceTree(Struct, frozen=True):
    """The files of a goals repository: path relative to its root, with `/`, to bytes; in sorted order.

    `templates` are its own templates and assets, by their paths below `templates/`; what is no text there is
    named alone.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    templates: Mapping[str, bytes] = {}

    def under(self, folder: str, *endings: str) -> Iterator[tuple[str, bytes]]:
        """Return the files below a folder that have one of the endings, in order."""
        for path, content in self.files.items():
            if path.startswith(folder + "/") and path.endswith(endings):
                yield path, content


def load(root: Path) -> SourceTree:
    """Return the goals repository at `root` as values. Nothing outside `root` is read; links are refused."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if (wrong := wrong_with(root)) is not None:
        return SourceTree({}, (wrong,))
    for name in (CONFIG, PEOPLE):
        if os.path.lexists(root / name):
            _read(root, name, files, problems)
    for folder in FOLDERS:
        if os.path.lexists(root / folder):
            _walk(root, folder, files, problems)
    problems += misnamed(_listed(root))
    if CONFIG not in files and not any(problem.path == CONFIG for problem in problems):
        message = f"there is no `{CONFIG}` in this folder"
        hint = "Write one, for example:\nschema: 1\nsite: {name: Our goals}"
        problems.append(codes.F106.at(Location(CONFIG), message, hint))
    if not any(path.startswith("goals/") for path in files):
        hint = "Write goals as Markdown files in the folder goals/."
        problems.append(codes.F106.at(Location("goals"), "there is no folder `goals/` with goals", hint))
    return SourceTree(dict(sorted(files.items())), tuple(problems), _templates(root))


def misnamed(names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each file or folder at the top that is not read for its name alone."""
    for name in sorted(names):
        right = _NEAR.get(name.casefold(), name)
        if name != right:
            hint = f"Only `{right}` is read: rename this, or remove it."
            yield codes.F107.at(Location(name), "is not used", hint)


def _listed(root: Path) -> list[str]:
    """Return the names at the top, without those that are read all the same where case does not count."""
    try:
        listed = os.listdir(root)  # noqa: PTH208  # the names do
    except OSError:
        return []
    read = {right for right in _NEAR.values() if os.path.lexists(root / right)} - {*listed}
    return [name for name in listed if _NEAR.get(name.casefold()) not in read]


def _templates(root: Path) -> dict[str, bytes]:
    """Return the own templates of a repository; what cannot be read is told where it is needed."""
    own = own_templates(root)
    found: dict[str, bytes] = {}
    for base, _, names in os.walk(own) if own else ():
        for name in names:
            path = Path(base, name)
            below = path.relative_to(own or root).as_posix()
            if is_template(below) and path.is_file() and not path.is_symlink():
                found[below] = _template(path) if below.endswith(TEXTS) else b""
    return dict(sorted(found.items()))


def is_template(path: str) -> bool:
    """Return whether a path below `templates/` is that of a file that counts, and not a hidden one."""
    return _is_text(path) and not any(part.startswith(".") for part in path.split("/"))


def _template(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def wrong_with(root: Path) -> Problem | None:
    """Return why nothing can be read in `root`, or None."""
    where = Location(str(root))
    try:
        # with the point at its end the path leads into the folder, which may be forbidden too
        is_folder = stat.S_ISDIR(os.stat(os.path.join(root, ".")).st_mode)  # noqa: PTH116, PTH118
    except (FileNotFoundError, NotADirectoryError):
        is_folder = False
    except OSError as error:
        return _unreadable(str(root), error)
    hint = "Give the folder of a goals repository with --root DIR."
    return None if is_folder else codes.F106.at(where, "is not a folder", hint)


def _walk(root: Path, folder: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    if folder.count("/") >= MAX_FOLDERS:
        message = f"folders nest more than {MAX_FOLDERS} levels deep"
        problems.append(codes.F103.at(Location(folder), message, "Move what is in it further up."))
        return
    try:
        status = (root / folder).lstat()
        if not stat.S_ISDIR(status.st_mode):
            problems.append(_refused(folder, status.st_mode))
            return
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            _take(root, entry, f"{folder}/{entry.name}", files, problems)


def _take(
    root: Path, entry: os.DirEntry[str], path: str, files: dict[str, bytes], problems: list[Problem]
) -> None:
    if not _is_text(path):
        message = "the name holds characters that cannot be shown"
        shown = "".join(character if _is_text(character) else "?" for character in path)
        problems.append(codes.F105.at(Location(shown), message, "Rename it with plain letters."))
    elif "\\" in entry.name:
        message = "the name holds a backslash"
        problems.append(codes.F105.at(Location(path), message, "Rename it with plain letters."))
    elif entry.is_dir(follow_symlinks=False):
        _walk(root, path, files, problems)
    elif entry.is_symlink() or not entry.is_file(follow_symlinks=False):
        problems.append(_refused(path, entry.stat(follow_symlinks=False).st_mode))
    elif path.endswith((".md", ".csv", *IMAGES)):
        _read(root, path, files, problems)
    else:
        hint = "Goals and KPIs are .md and .csv files; rename or move this one."
        problems.append(codes.F107.at(Location(path), "is not used", hint))


def _is_text(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return path.isprintable()


def _read(root: Path, path: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    # a path object for each of thousands is slow
    name = os.path.join(root, path)  # noqa: PTH118
    try:
        status = os.lstat(name)
        if not stat.S_ISREG(status.st_mode):
            problems.append(_refused(path, status.st_mode))
            return
        if status.st_size > MAX_FILE:
            message = f"is larger than {MAX_FILE // 1024 // 1024} MB"
            problems.append(codes.F103.at(Location(path), message, "Split the series, or keep fewer slices."))
            return
        files[path] = _content(name, status.st_size)
    except OSError as error:
        problems.append(_unreadable(path, error))


def ordinary_content(path: Path, most: int = MAX_FILE) -> bytes | None:
    """Return what an ordinary file holds; None for links, special files, and more than `most` bytes.

    A file that is not there or must not be read raises `OSError`.
    """
    status = path.lstat()
    is_taken = stat.S_ISREG(status.st_mode) and status.st_size <= most
    return _content(str(path), status.st_size) if is_taken else None


def _content(name: str, size: int) -> bytes:
    """Return what a file holds that had a size a moment ago; a link that took its place is not followed."""
    handle = os.open(name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.read(handle, size + 1)
        # else it is another one by now, or came in pieces
        while len(found) != size and (more := os.read(handle, MAX_FILE)):
            found += more
        return found
    finally:
        os.close(handle)


def _unreadable(path: str, error: OSError) -> Problem:
    message = f"cannot be read: {error.strerror or error}"
    return codes.F101.at(Location(path), message, "Check the permissions of it and of the folders above it.")


def _refused(path: str, mode: int) -> Problem:
    what = "a symbolic link" if stat.S_ISLNK(mode) else "not an ordinary file"
    hint = "Put the file itself here: links and special files are not followed."
    return codes.F101.at(Location(path), f"is {what}", hint)
