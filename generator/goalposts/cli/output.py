"""Standard output that may be full, closed or gone: said in one line, whatever command writes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click


class _Output:
    """A stream that ends the command where it cannot take a text; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        if not text:
            # only asked whether it takes texts or bytes
            return self._stream.write(text)
        with self._told():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._told():
            self._stream.flush()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # what is still kept would fail again when the interpreter ends
            with suppress(OSError), open(os.devnull, "wb") as nothing:  # noqa: PTH123
                os.dup2(nothing.fileno(), self._stream.fileno())
            if error.errno == errno.EPIPE:
                # who reads has seen enough
                raise click.exceptions.Exit(1) from error
            message = f"standard output cannot be written: {error.strerror}."
            raise click.ClickException(message) from error


@contextmanager
def output_told() -> Iterator[None]:
    """Turn a standard output that cannot be written into a message and exit status 1."""
    stream = sys.stdout
    if stream is not None:
        sys.stdout = _Output(stream)
    try:
        yield
    finally:
        sys.stdout = stream
