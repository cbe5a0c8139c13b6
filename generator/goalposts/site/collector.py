"""Python's collector of cycles, kept out of the way of a build."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Let the collector come rarely from now on: records and pages are trees, and it would walk them all.

    It is for whole programs: one that asked for the old pace again after a build would be walked through at
    once.
    """
    gc.set_threshold(100_000, 50, 100)
