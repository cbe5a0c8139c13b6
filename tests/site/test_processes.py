"""Work in several processes gives what work in one gives."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from goalposts.cli.main import main
from goalposts.site import filling, processes
from goalposts.site.failures import SiteError
from goalposts.site.processes import EndedError, WorkerError, beside, work
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL


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


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (lambda: os._exit(9), "was ended. "),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "by the signal SIGKILL. "),
    ],
)
def test_a_killed_process_is_noticed(end: Callable[[], None], told: str) -> None:
    """A process that ends without its result ends the build, and does not leave it waiting."""
    with pytest.raises(EndedError, match=told):
        list(work([1, 2, 3], lambda number: end() if number == 2 else number, most=2))


def test_a_killed_process_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose process is ended, as where memory runs out, says so and what to do; the site stays."""
    root, site = build_file_tree(tmp_path / "root", SMALL), tmp_path / "site"
    order = ["build", "--root", str(root), "--site-dir", str(site), "--as-of", "2026-11-15", "--no-cache"]
    assert CliRunner().invoke(main, order).exit_code == 0
    before = read_file_tree(site)
    build_file_tree(root, {"goals/grow.md": SMALL["goals/grow.md"] + "More.\n"})
    monkeypatch.setattr(filling, "processes", lambda: 2)
    monkeypatch.setattr(processes, "_done", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    ended = CliRunner().invoke(main, order)
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit), ended.exception
    assert "one of its processes was ended by the signal SIGKILL. " in ended.stderr
    assert "The published site is as it was." in ended.stderr
    assert "Traceback" not in ended.output
    assert read_file_tree(site) == before
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("root", "site")] == []


def test_what_is_done_beside_is_done_when_it_was_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process does it meanwhile; that it fails changes nothing here."""
    monkeypatch.setattr(processes, "processes", lambda: 2)
    with beside(lambda: (tmp_path / "done").write_text(str(os.getpid()))) as wait:
        wait()
        assert (tmp_path / "done").read_text() != str(os.getpid())
    with beside(lambda: 1 // 0) as wait:
        wait()


def test_what_is_done_beside_ends_where_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that ends early, or by an error, leaves no process behind."""
    monkeypatch.setattr(processes, "processes", lambda: 2)

    def work_long() -> None:
        (tmp_path / "begun").write_text(str(os.getpid()))
        time.sleep(600)

    with pytest.raises(ZeroDivisionError), beside(work_long):
        while not (tmp_path / "begun").exists() or not (tmp_path / "begun").read_text():
            time.sleep(0.01)
        _ = 1 // 0
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "begun").read_text()), 0)


def test_nothing_is_done_beside_where_there_is_one_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It only saves time where another processor has nothing to do."""
    monkeypatch.setattr(processes, "processes", lambda: 1)
    with beside(lambda: (tmp_path / "done").write_text("")) as wait:
        wait()
    assert not (tmp_path / "done").exists()
