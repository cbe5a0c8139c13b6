"""What a test needs of the machine: a skip where somebody works, a failure where CI runs."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skips the test for want of `what`; where CI is set it fails, since CI has to have everything."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must not skip", pytrace=False)
    pytest.skip(f"{what} is missing")
