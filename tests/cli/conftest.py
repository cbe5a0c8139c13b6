"""What holds for every test of the command line."""

from __future__ import annotations

from datetime import date

import pytest

from goalposts.cli.main import main


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that a test runs itself are given the day: with the clock they say something else tomorrow."""

    def read() -> date:
        pytest.fail("the clock of the system was read: give `--as-of`, or a day as `obj`")

    monkeypatch.setitem(main.context_settings, "obj", read)
