"""Work on all processors by forking: what was made before the fork is shared, results come back as values."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import selectors
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from goalposts.site.failures import SiteError

Task = TypeVar("Task")
Result = TypeVar("Result")

_WIDTH = 4
_SET_DEATH_SIGNAL = 1
# all numbers of tasks must fit into a pipe before anybody reads them
_MOST_TASKS = 60_000 // _WIDTH


class WorkerError(Exception):
    """A task failed by a mistake of the program; the message is the traceback."""


class EndedError(SiteError):
    """A process was ended from outside, before it was done."""

    def __init__(self, by: str) -> None:
        super().__init__(
            f"The build was given up: one of its processes was ended{by}. Systems do so where memory runs "
            "out: free some, or give the build more, and build again. The published site is as it was."
        )


def processes() -> int:
    """Return how many processes may work at once: one where forking is not safe."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


@contextmanager
def beside(do: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """Let another processor do something that only saves work while the block runs; give what waits for it.

    Nobody is told what it gave, nor that it failed. Where the block ends without waiting, it is ended too.
    Without another processor, and where forking is not safe, it is not done.
    """
    if processes() < 2:
        yield lambda: None
        return
    child = os.fork()
    if child == 0:
        try:
            _end_with_parent()
            do()
        finally:
            os._exit(0)  # nothing of the parent's may be ended twice
    is_over = False

    def wait() -> None:
        nonlocal is_over
        _wait(child)
        is_over = True

    try:
        yield wait
    finally:
        if not is_over:
            os.kill(child, signal.SIGKILL)
            _wait(child)


def work(tasks: Sequence[Task], do: Callable[[Task], Result], *, most: int) -> Iterator[tuple[int, Result]]:
    """Yield the number and the result of every task as it is done, by up to `most` processes.

    Results must be picklable. Whoever is free takes the next task, so put the longest first. A `SiteError` or
    `OSError` of a task is raised here, any other as `WorkerError`, and `EndedError` where a process was ended
    from outside. With one process all is done in this one.
    """
    if most < 2 or len(tasks) < 2 or len(tasks) > _MOST_TASKS:
        yield from ((number, do(task)) for number, task in enumerate(tasks))
        return
    waiting, fill = os.pipe()
    os.write(fill, b"".join(number.to_bytes(_WIDTH, "big") for number in range(len(tasks))))
    os.close(fill)
    children: dict[int, int] = {}
    try:
        for _ in range(min(most, len(tasks))):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                for other in (*children, reading):
                    os.close(other)
                _be_a_worker(waiting, writing, tasks, do)
            os.close(writing)
            children[reading] = child
        done = 0
        for result in _results(list(children)):
            done += 1
            yield result
        if done < len(tasks):
            raise EndedError(_ended_by(children))
    finally:
        os.close(waiting)
        for reading, child in children.items():
            # a worker that still writes ends when nobody reads any more
            os.close(reading)
            _wait(child)


def _ended_by(children: Mapping[int, int]) -> str:
    """Return by which signal a process ended, in words; nothing where none did."""
    for child in children.values():
        status = _wait(child)
        if status < 0:
            return f" by the signal {signal.Signals(-status).name}"
    return ""


def _wait(child: int) -> int:
    """Return how a process ended: its exit status, or minus the signal; 0 where that was told before."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except ChildProcessError:
        return 0


def _be_a_worker(waiting: int, writing: int, tasks: Sequence[Any], do: Callable[[Any], Any]) -> None:
    status = 1
    try:
        _end_with_parent()
        with os.fdopen(writing, "wb") as out:
            while taken := os.read(waiting, _WIDTH):
                number = int.from_bytes(taken, "big")
                _send(out, _done(number, do, tasks[number]))
        status = 0
    except BrokenPipeError:
        pass  # the parent has given up
    finally:
        os._exit(status)  # nothing of the parent's may be ended twice


def _end_with_parent() -> None:
    """Let this process be ended with its parent: a build that is killed must not leave one that goes on."""
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)


def _done(number: int, do: Callable[[Any], Any], task: Any) -> bytes:
    try:
        told: Any = (number, do(task), None)
    except (SiteError, OSError) as error:  # a full disk is no bug
        told = (number, None, error)
    except BaseException:  # noqa: BLE001  # it is raised by the parent
        told = (number, None, WorkerError(traceback.format_exc()))
        return pickle.dumps(told)
    return pickle.dumps(told, protocol=5)


def _send(out: Any, told: bytes) -> None:
    out.write(len(told).to_bytes(8, "big"))
    out.write(told)
    out.flush()


def _results(pipes: list[int]) -> Iterator[tuple[int, Any]]:
    with selectors.DefaultSelector() as selector:
        left: dict[int, bytearray] = {}
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
            left[pipe] = bytearray()
        while left:
            for key, _ in selector.select():
                pipe = key.fd
                got = os.read(pipe, 1 << 20)
                left[pipe] += got
                yield from _whole(left[pipe])
                if not got:
                    selector.unregister(pipe)
                    left.pop(pipe)


def _whole(received: bytearray) -> Iterator[tuple[int, Any]]:
    """Yield the results that have arrived whole, and take them out."""
    while len(received) >= 8 and len(received) >= 8 + (size := int.from_bytes(received[:8], "big")):
        number, result, error = pickle.loads(bytes(received[8 : 8 + size]))
        del received[: 8 + size]
        if error is not None:
            raise error
        yield number, result


@contextmanager
def shared_memory() -> Iterator[None]:
    """Keep what is there out of the collector's way: processes that are forked share what they only read."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
