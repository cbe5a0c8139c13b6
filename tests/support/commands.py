"""Runs commands as a user would, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click


def run(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None, timeout: int = 300
) -> str:
    """Returns what the command printed; an exit status other than 0 is a failure that shows the output.

    `env` is added to the environment. There is no standard input.
    """
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )
    if finished.returncode:
        line = " ".join(str(part) for part in command)
        raise AssertionError(f"exit status {finished.returncode} from: {line}\n{finished.stdout}")
    return finished.stdout


def goalposts(*arguments: str | Path, cwd: Path) -> str:
    """Returns what `goalposts ARGUMENTS…` printed, run with the Python of the tests."""
    return run([sys.executable, "-m", "goalposts", *arguments], cwd=cwd)


def commit_all(root: Path, subject: str, *, on: str = "2026-10-01") -> None:
    """Commits everything below `root`, making the repository first where there is none.

    `on` is the author and committer date. The user's own git settings have no say.
    """
    when = f"{on}T12:00:00+00:00"
    env = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada Editor",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada Editor",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
    }
    if not (root / ".git").exists():
        run(["git", "init", "--quiet", "--initial-branch=main"], cwd=root, env=env)
    run(["git", "add", "--all"], cwd=root, env=env)
    run(["git", "commit", "--quiet", "--allow-empty", "--message", subject], cwd=root, env=env)


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """Returns every command of a group by its name, those that are imported when they are called too."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}
