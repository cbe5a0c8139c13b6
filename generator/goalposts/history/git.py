"""Git, asked as rarely as possible: the only module that imports GitPython.

GitPython is imported by the first question, so that values of the history can be used without it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from goalposts.history.answers import read_answers
from goalposts.history.codes import cut_off, no_git, refused, shallow, unknown_revision
from goalposts.history.log import FORMAT
from goalposts.loading.tree import ordinary_content

CONTENT = ("goals", "kpis", "templates", "people.csv", "site_config.yml")
MAILMAP = ".mailmap"

_RENAMES = ("-M90%", "-l1000")
# how git tells a hook which clone it runs for
_OF_HOOKS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_SHALLOW_FILE"),
    *("GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE"),
)
# what users may have set otherwise, and what would change what `git log` prints
_OWN_SETTINGS = ("-c", "log.showSignature=false", "-c", "log.diffMerges=separate")


@contextmanager
def _by_folder() -> Iterator[None]:
    """Hide from git which clone a hook was started for: here the folder alone says which one is meant."""
    hidden = {name: os.environ.pop(name) for name in _OF_HOOKS if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


class Clone(Struct, frozen=True):
    """A git clone. `root` is the goals repository's folder in it, `top` the folder of the whole clone."""

    root: Path
    top: Path
    _git: Any
    _places: tuple[str, ...] = ()

    @property
    def inside(self) -> str:
        """Return where `root` is below `top`; all that git prints is relative to it."""
        return os.path.relpath(self.root, self.top.resolve())

    @_by_folder()
    def _ask(self, *words: str) -> bytes:
        import git

        try:
            told: bytes = self._git.execute(
                [
                    "git",
                    *self._places,
                    "--no-replace-objects",
                    "--literal-pathspecs",
                    *_OWN_SETTINGS,
                    *words,
                ],
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        except git.GitCommandError as error:
            raise refused(_said(error)) from error
        return told

    def tip(self, branch: str, rev: str | None = None) -> str | None:
        """Return the commit to tell the history of: `rev`, else the branch, else HEAD; None without commits.

        Where HEAD is on no branch and goes on from the branch, it is told of: who builds in a clone that is
        kept fetches and checks commits out, but never moves its branches.

        Raises `HistoryError` where the revision is unknown, where the clone is shallow, and where git
        refuses to read it.
        """
        is_shallow = self.is_shallow()
        found = self._published(branch) if rev is None else self._resolve(f"{rev}^{{commit}}")
        if found is None and rev is not None:
            raise unknown_revision(rev)
        if found is None and self._resolve("HEAD"):
            raise refused("its newest commit is named but not there")
        if found is not None and is_shallow:
            raise shallow()
        return found

    def _published(self, branch: str) -> str | None:
        """Return the newest commit of the branch, or HEAD where there is none or it was left behind."""
        names = (f"refs/heads/{branch}^{{commit}}", "HEAD^{commit}")
        found = self._ask("rev-list", "--no-walk=unsorted", "--ignore-missing", *names, "--").decode().split()
        if len(found) < 2:
            return next(iter(found), None)  # one of them is missing, or they are the same
        ours, head = found
        is_on_branch = self._try("symbolic-ref", "--quiet", "HEAD") is not None
        is_left_behind = not is_on_branch and self._try("merge-base", "--is-ancestor", ours, head) is not None
        return head if is_left_behind else ours

    def _resolve(self, name: str) -> str | None:
        told = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        return (told or "").strip() or None

    @_by_folder()
    def _try(self, *words: str) -> str | None:
        """Return what git printed, None where it failed."""
        status, told, _ = self._git.execute(["git", *words], with_extended_output=True, with_exceptions=False)
        return None if status else str(told)

    def commit(self, rev: str) -> str:
        """Return the id of the commit that `rev` names; raises `HistoryError` where it names none."""
        found = self._resolve(f"{rev}^{{commit}}")
        if found is None:
            raise cut_off(rev) if self.is_shallow() else unknown_revision(rev)
        return found

    def is_shallow(self) -> bool:
        """Return whether the clone holds only the newest commits."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def tracks_files(self) -> bool:
        """Return whether commits, or what is to be committed, have files below `root`."""
        return bool(self._ask("ls-files", "-z", "--", "."))

    def log(self, tip: str) -> bytes:
        """Return what one pass over the first parents printed, oldest first, paths relative to `root`.

        A merge is told with its own changes, those against its first parent. Authors have the names that
        the file `.mailmap` gives them.
        """
        return self._ask(
            *("log", "--first-parent", "-m", "--root", "--reverse", "--raw", "-z", "--no-abbrev"),
            *(*_RENAMES, "--no-color", "--no-notes", "--no-show-signature", "--encoding=UTF-8"),
            *("--relative", f"--format={FORMAT}", tip, "--", *CONTENT),
        )

    def mailmap(self, sha: str | None = None) -> bytes:
        """Return the file `.mailmap` that stands in the folder now, or that of a commit; else nothing.

        A link is none: git does not follow it either.
        """
        if sha is None:
            try:
                return ordinary_content(self.top / MAILMAP) or b""
            except OSError:
                return b""
        line = self._ask("ls-tree", "-z", "--full-tree", sha, "--", MAILMAP).decode("ascii", "replace")
        mode, _, blob = [*line.partition("\t")[0].split(" "), "", "", ""][:3]
        if not mode.startswith("100"):
            return b""
        return next((found or b"" for _, found in self.blobs([blob])), b"")

    @contextmanager
    def with_mailmap(self, content: bytes) -> Iterator[Clone]:
        """Give the clone with another `.mailmap` than the one that stands in the folder now.

        Git reads it from the top of the work tree, so the clone is given a work tree that holds nothing else.
        """
        import git

        inside = self._ask("rev-parse", "--absolute-git-dir").decode("utf-8", "surrogateescape").rstrip("\n")
        with tempfile.TemporaryDirectory(prefix="goalposts-") as top:
            if content:
                (Path(top) / MAILMAP).write_bytes(content)
            here = Path(top, self.root.relative_to(self.top.resolve()))
            here.mkdir(parents=True, exist_ok=True)
            yield Clone(here, Path(top), git.cmd.Git(here), ("--git-dir", inside, "--work-tree", top))

    def tree(self, sha: str) -> bytes:
        """Return the files of a commit below `root`, as `mode type sha size<TAB>path`, each before a NUL."""
        return self._ask("ls-tree", "-r", "-z", "--long", sha, "--", *CONTENT)

    def names(self, sha: str) -> list[str]:
        """Return the names of all files and folders of a commit that stand in `root` itself."""
        printed = self._ask("ls-tree", "-z", "--name-only", sha)
        return [name.decode("utf-8", "surrogateescape") for name in printed.split(b"\x00") if name]

    def blobs(self, shas: Iterable[str]) -> Generator[tuple[str, bytes | None], None, None]:
        """Return the content of each blob, in order, from one process; None where it is missing or too large.

        Raises `HistoryError` where git ends before the last one.
        """
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{sha}\n" for sha in shas).encode())
            if not asked.tell():
                return
            asked.seek(0)
            with _by_folder():
                answers = self._git.cat_file("--batch", istream=asked, as_process=True)
            yield from read_answers(answers)


def _said(error: Any) -> str:
    """Return what git said where it failed."""
    return str(error.stderr).replace("stderr:", "").strip(" '\n")


@_by_folder()
def open_clone(root: Path) -> Clone | None:
    """Return the clone that the folder is in, or None where it is in none.

    Raises `HistoryError` where git itself is missing although there is a clone.
    """
    try:
        import git
    except ImportError as error:
        if any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
            raise no_git() from error
        return None
    try:
        repo = git.Repo(root, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        return None
    with repo:
        top = repo.working_tree_dir
    if top is None:
        return None
    return Clone(root.resolve(), Path(top), git.cmd.Git(root.resolve()))


@_by_folder()
def renames(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, str]:
    """Return the former path of each new file in which git recognises one that is gone, as in `Clone.log`.

    The files are given by path; they need be in no clone. Raises `HistoryError` where git is missing.
    """
    if not gone or not new:
        return {}
    try:
        import git
    except ImportError as error:
        raise no_git() from error
    with tempfile.TemporaryDirectory(prefix="goalposts-") as folder:
        for side, files in (("a", gone), ("b", new)):
            for path, content in files.items():
                target = Path(folder, side, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        # the exit status is 1 where files differ
        status, told, said = git.cmd.Git(folder).execute(
            ["git", "diff", "--no-index", "--raw", "-z", "--diff-filter=R", *_RENAMES, "--", "a", "b"],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
    if status > 1:
        raise refused(str(said))
    marks, was, now = (told.decode("utf-8", "surrogateescape").split("\x00")[n::3] for n in range(3))
    return {path[2:]: former[2:] for _, former, path in zip(marks, was, now, strict=False)}


@_by_folder()
def import_commits(root: Path, stream: bytes) -> None:
    """Make a repository in an empty folder from what `git fast-import` reads, with `main` checked out.

    Raises `HistoryError` where git is missing or refuses.
    """
    try:
        import git
    except ImportError as error:
        raise no_git() from error
    try:
        with git.Repo.init(root, initial_branch="main") as repo, tempfile.TemporaryFile() as told:
            told.write(stream)
            told.seek(0)
            repo.git.fast_import("--quiet", "--done", "--date-format=raw", istream=told)
            repo.git.reset("--quiet", "--hard", "refs/heads/main")
    except git.GitCommandError as error:
        raise refused(_said(error)) from error
