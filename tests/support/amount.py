"""How often a test repeats: a few times in `make test`, the full count in `make test-long`."""

from __future__ import annotations

import os


def amount(short: int, long: int) -> int:
    """Returns `long` when the environment has GOALPOSTS_LONG (`make test-long` sets it), else `short`."""
    return long if os.environ.get("GOALPOSTS_LONG") else short
