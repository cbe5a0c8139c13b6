"""A bar that shows how far the work is, for those who sit at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import click

from goalposts.pipeline import Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Give a function that draws a bar on a terminal, once the work has taken a second."""
    begun = monotonic()
    bar: Any = None
    stage = ""

    def show(name: str, done: int, total: int) -> None:
        nonlocal bar, stage
        if not sys.stderr.isatty() or monotonic() - begun < 1:
            return
        if bar is None or name != stage:
            close()
            bar, stage = click.progressbar(length=total, label=name, file=sys.stderr), name
            bar.__enter__()
        bar.update(done - bar.pos)

    def close() -> None:
        if bar is not None:
            bar.__exit__(None, None, None)

    try:
        yield show
    finally:
        close()
