"""Work in several processes gives what work in one gives."""

from __future__ import annotations

import os

import pytest

from goalposts.site.failures import SiteError
from goalposts.site.processes import WorkerError, work


@pytest.mark.parametrize("most", [1, 2, 5])
def test_every_task_is_done_once(most: int) -> None:
    """Each task gives its result under its number, however many work."""
    found = sorted(work(range(40), lambda number: "x" * number * 1000, most=most))
    assert found == [(number, "x" * number * 1000) for number in range(40)]


def test_the_error_of_a_task_is_raised() -> None:
    """What is wrong with a site is told as in one process; a mistake of the program with its traceback."""

    def refuse(number: int) -> int:
        raise SiteError(f"no {number}") if number == 3 else ZeroDivisionError

    with pytest.raises(SiteError, match="no 3"):
        list(work([3, 3], refuse, most=2))
    with pytest.raises(WorkerError, match="ZeroDivisionError"):
        list(work([1, 2], refuse, most=2))


def test_a_killed_process_is_noticed() -> None:
    """A process that ends without its result ends the build, and does not leave it waiting."""
    with pytest.raises(WorkerError, match="was ended"):
        list(work([1, 2, 3], lambda number: os._exit(9), most=2))
