"""Python's collector of cycles, kept out of the way of a build."""

from __future__ import annotations

import atexit
import gc


def collect_rarely() -> None:
    """Let the collector come rarely from now on: records and pages are trees, and it would walk them all.

    It is for whole programs: one that asked for the old pace again after a build would be walked through at
    once. At its end nothing is walked through any more: the system takes its memory back as a whole.
    """
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)
