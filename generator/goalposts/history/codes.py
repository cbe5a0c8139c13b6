"""What can be wrong with a clone: the problems that reading the history finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity, as_text
from goalposts.site.failures import SiteError

WHERE = Location(".git")

H101 = Code(
    "H101",
    Severity.ERROR,
    "a clone without its history",
    "The clone is shallow: it holds only the newest commits. Changes, moved goalposts and former addresses "
    "cannot be known, and links that were once published would break.",
    "git fetch --unshallow",
)
H102 = Code(
    "H102",
    Severity.ERROR,
    "a clone that git does not read",
    "Git is missing or refuses the folder. In a container the folder often belongs to another user; git then "
    "wants to be told that it is safe.",
    "git config --global --add safe.directory '*'",
)
H103 = Code(
    "H103",
    Severity.ERROR,
    "an unknown revision",
    "The revision names no commit of this clone. A branch of the git host needs its remote's name.",
    "origin/main, v1.2 or a commit id",
)
H104 = Code(
    "H104",
    Severity.WARNING,
    "an id that another record had",
    "An address that was published leads to one record only. Here a record has, or lists as a former id, the "
    "one that another record had before, so old links to that one now show this one. `goalposts build` finds "
    "it, since only git knows.",
    "id: renew-the-large-accounts",
)
H105 = Code(
    "H105",
    Severity.ERROR,
    "a clone without its contents",
    "The clone is partial, as `git clone --filter` makes it: it has all commits, and asks the git host for "
    "the content of a file when that is read. Here the host did not give it. The history reads every version "
    "of every goal and series, so a whole clone is faster too.",
    "git fetch --refetch --no-filter",
)
H106 = Code(
    "H106",
    Severity.WARNING,
    "a branch that is not there",
    "The settings say which branch is published: its history is told, and edit links lead to it. This clone "
    "has no such branch, neither its own nor one of a remote.",
    "site: {name: Our goals, branch: master}",
)


H107 = Code(
    "H107",
    Severity.WARNING,
    "a commit from the future",
    "A commit of the published branch has a date after today: the clock of the machine that made it is "
    "wrong. What it changed is on the site, since the files hold it, but as a change it counts only from its "
    "day on: until then goalposts that it moved are not told of, or are told with the commit after it. "
    "`goalposts build` finds it where no day was chosen with `--as-of`.",
    "git commit --amend --no-edit",
)


CODES: dict[str, Code] = {code.code: code for code in (H101, H102, H103, H104, H105, H106, H107)}


class HistoryError(SiteError):
    """A clone that cannot be read; `problem` says why, and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        """Return the problem in words."""
        return as_text([self.problem])


def shallow_clone(root: Path) -> tuple[Problem, ...]:
    """Return the problem of a shallow clone without asking git, from the file that it keeps; else nothing.

    A work tree that is linked to a clone elsewhere is left to the build, which asks git.
    """
    root = root.resolve()
    top = next((each for each in (root, *root.parents) if (each / ".git").exists()), None)
    return (shallow().problem,) if top and (top / ".git/shallow").is_file() else ()


def shallow() -> HistoryError:
    """Return the error of a clone that holds only the newest commits."""
    hint = (
        "Fetch the rest:\ngit fetch --unshallow\n"
        "In CI, ask for a full clone; for GitHub's checkout action: fetch-depth: 0\n"
        "To build without history, write in site_config.yml:\nhistory: false"
    )
    return HistoryError(H101.at(WHERE, "the clone is shallow; its history is cut off", hint))


def cut_off(name: str) -> HistoryError:
    """Return the error of a revision that a clone with only the newest commits does not have."""
    hint = (
        "Fetch the rest:\ngit fetch --unshallow\n"
        "In CI, ask for a full clone; for GitHub's checkout action: fetch-depth: 0"
    )
    return HistoryError(H101.at(WHERE, f"the clone is shallow and has no commit `{name[:80]}`", hint))


def from_the_future(name: str, day: date, others: int) -> Problem:
    """Return the problem of a commit that is dated after today, and of how many others."""
    more = f", and {others} more after today" if others else ", after today"
    message = (
        f"the commit {name} is dated {day}{more}: the site shows what it changed, "
        "but tells of the change only from that day on, or with the commit after it"
    )
    hint = (
        "Set the clock of the machine that made it. A commit that nobody has yet can be made anew:\n"
        "git commit --amend --no-edit"
    )
    return H107.at(WHERE, message, hint)


def no_clone() -> HistoryError:
    """Return the error of a folder that is in no git repository, though a commit was asked for."""
    hint = "Run the command in a clone of the repository, or name its folder with --root DIR."
    return HistoryError(H102.at(WHERE, "the folder is in no git repository, so it has no commits", hint))


def refused(reason: str) -> HistoryError:
    """Return the error of a clone that git does not read, or of one whose contents are elsewhere."""
    if "promisor remote" in reason:
        return _partial()
    told = next((line.strip() for line in reason.splitlines() if line.strip()), "no reason given")
    hint = (
        "Run `git log` in the folder and mend what it says. Where the folder belongs to another user:\n"
        "git config --global --add safe.directory '*'"
    )
    return HistoryError(H102.at(WHERE, f"git cannot read this clone: {told[:200]}", hint))


def _partial() -> HistoryError:
    hint = (
        "Fetch all contents:\ngit fetch --refetch --no-filter\n"
        "In CI, ask for a clone without a filter; for GitHub's checkout action: no `filter`"
    )
    message = "the clone is partial, and what it leaves out cannot be fetched"
    return HistoryError(H105.at(WHERE, message, hint))


def no_git() -> HistoryError:
    """Return the error of a machine without git, where a clone is to be read or made."""
    hint = "Install git, and make sure that PATH leads to it."
    return HistoryError(H102.at(WHERE, "the command `git` is missing", hint))


def unknown_revision(name: str) -> HistoryError:
    """Return the error of a revision that names no commit."""
    hint = "Name a commit, a tag or a branch. One that only the git host has, with its remote: origin/main"
    return HistoryError(H103.at(WHERE, f"`{name[:80]}` is no commit of this clone", hint))
