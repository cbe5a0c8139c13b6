"""Builds sites in processes that a test may kill: everything is imported once, each build is a fork.

Run as a script. Each line on standard input is the JSON of one build: its arguments, a file for what it
says, optionally a umask, and whether it has one processor alone. The answer is the child's process id, on a
line, once the child has stopped itself; whoever sent the line lets it go on. When it has ended a second line
tells how: its exit status, 99 for a traceback, or minus the signal.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

PRELOADED = (
    "goalposts.cli.main",
    "goalposts.pipeline",
    "goalposts.site.write",
    "goalposts.site.search",
    "goalposts.charts.cards",
    "matplotlib.backends.backend_agg",
    "git",
    "mkdocs.commands.build",
)


def build(order: dict[str, Any]) -> int:
    """Returns the exit status of the command line; 99 where it ended with a traceback."""
    told = io.StringIO()
    status = 99
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        try:
            sys.modules["goalposts.cli.main"].main(order["arguments"], prog_name="goalposts")
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001  # the test is told
            traceback.print_exc()
    with contextlib.suppress(OSError):  # the test may have filled the disk
        Path(order["told"]).write_text(told.getvalue(), encoding="utf-8")
    return status


def fork(order: dict[str, Any]) -> int:
    """Returns the process id of a child that has stopped before its build."""
    child = os.fork()
    if child:
        os.waitpid(child, os.WUNTRACED)
        return child
    status = 99
    try:
        os.setsid()
        os.umask(order.get("umask", 0o022))
        if order.get("alone"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        os.kill(os.getpid(), signal.SIGSTOP)
        status = build(order)
    finally:
        os._exit(status)


if __name__ == "__main__":
    for module in PRELOADED:
        importlib.import_module(module)
    for line in sys.stdin:
        pid = fork(json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()
