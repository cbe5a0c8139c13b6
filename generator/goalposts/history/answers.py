"""What `git cat-file --batch` answers: the content of many blobs from one process."""

from __future__ import annotations

import io
from collections.abc import Generator
from typing import Any

from goalposts.history.codes import refused

MOST = 50 * 1024 * 1024
"""Blobs that are larger, in bytes, are not read."""

_BUFFER = 1 << 18


def read_answers(process: Any) -> Generator[tuple[str, bytes | None], None, None]:
    """Return the content of each blob that was asked for, in order; None where it is missing or too large.

    Each is read when it is asked for, so that no more than one need be in memory. Raises `HistoryError` where
    git ends before the last one.
    """
    # a pipe holds more than the buffer that it comes with: fewer and larger reads
    stream = io.BufferedReader(process.stdout.raw, _BUFFER)
    try:
        while header := stream.readline():
            yield _blob(header, stream)
        if process.proc.wait():
            raise refused(process.stderr.read().decode("utf-8", "replace"))
    finally:
        # where the caller wanted no more, git still writes: it ends when nobody reads
        process.stdout.close()
        process.proc.wait()
        process.stderr.close()


def _blob(header: bytes, stream: Any) -> tuple[str, bytes | None]:
    sha, kind, *size = header.decode("ascii", "replace").split()
    if not size:
        return sha, None
    length = int(size[0])
    if length <= MOST and kind == "blob":
        return sha, bytes(stream.read(length + 1)[:-1])
    left = length + 1
    while left > 0:
        left -= len(stream.read(min(left, 1 << 20))) or left
    return sha, None
