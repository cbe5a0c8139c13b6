"""Pagefind's program, spoken to: the only module that knows how.

It is given the words of one page after the other. Left to find pages itself it takes them in the order in
which the disk lists them, which differs from machine to machine, and writes another index for each order; and
reading a page takes it four times as long as taking words.
"""

from __future__ import annotations

import base64
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import IO, Any

from msgspec import Struct
from msgspec.json import Decoder, encode

_SECONDS = 600
# questions that are asked at once: nobody waits for each answer, and all answers fit into a pipe
_MOST = 50


class Record(Struct, frozen=True):
    """A page for the index: its address, its words as plain text, their language, what is told beside it."""

    url: str
    words: str
    language: str
    meta: Mapping[str, str]


def make_index(program: Path, records: Iterable[Record], work: Path) -> dict[str, bytes]:
    """Return the files of the index of pages: paths in the index to contents. `work` is a folder to work in.

    The same records in the same order give the same bytes. The program is not asked to write them: it may end
    before all that it wrote is in its files. Raises `ValueError` with what the program said where it fails,
    `MsgspecError` where an answer has another form, `OSError` where it cannot be started.
    """
    with _started(program, work) as talk:
        index = talk("NewIndex", config={}).index_id
        for some in _together(records):
            talk.all("AddRecord", [{"index_id": index, **_told(record)} for record in some])
        files = talk("GetFiles", index_id=index).files
    return {file.path: file.content for file in files}


def _together(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(records)
    while some := list(islice(rest, _MOST)):
        yield some


def _told(record: Record) -> dict[str, Any]:
    return {
        "url": record.url,
        "content": record.words,
        "language": record.language,
        "meta": dict(record.meta),
    }


class _File(Struct):
    path: str
    content: bytes


class _Payload(Struct):
    type: str
    message: str = "an error without words"
    index_id: int | None = None
    files: list[_File] = []


class _Answer(Struct):
    payload: _Payload


_ANSWERS = Decoder(_Answer)


class _Talk:
    """A question, an answer: JSON in base64, a comma after each. Answers come in the order of questions."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._questions = questions
        self._answers = _until_commas(answers)
        self._count = 0

    def __call__(self, kind: str, **details: Any) -> _Payload:
        return self.all(kind, [details])[0]

    def all(self, kind: str, questions: Sequence[Mapping[str, Any]]) -> list[_Payload]:
        """Ask some questions of a kind at once; their answers must fit into a pipe."""
        for details in questions:
            self._count += 1
            message = {"message_id": self._count, "payload": {"type": kind, **details}}
            self._questions.write(base64.b64encode(encode(message)) + b",")
        self._questions.flush()
        return [self._answer() for _ in questions]

    def _answer(self) -> _Payload:
        answer = _ANSWERS.decode(base64.b64decode(next(self._answers))).payload
        if answer.type == "Error":
            raise ValueError(answer.message)
        return answer


def _until_commas(stream: IO[bytes]) -> Iterator[bytes]:
    begun: list[bytes] = []
    while more := stream.read1(1 << 20):  # type: ignore[attr-defined]  # a pipe is buffered
        *ends, left = more.split(b",")
        for end in ends:
            yield b"".join((*begun, end))
            begun.clear()
        begun.append(left)
    raise EOFError


@contextmanager
def _started(program: Path, work: Path) -> Iterator[_Talk]:
    """Start the program and give the way to talk to it; it ends with its input, also when we are killed."""
    with tempfile.TemporaryFile(dir=work) as said:
        process = subprocess.Popen(
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
        )
        patience = Timer(_SECONDS, process.kill)
        patience.start()
        try:
            assert process.stdin
            assert process.stdout
            yield _Talk(process.stdin, process.stdout)
        except (EOFError, BrokenPipeError) as error:
            process.kill()
            process.wait()
            raise ValueError(_last_words(said, process.returncode)) from error
        finally:
            patience.cancel()
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):  # what it did not read any more
                stream.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_words(said: IO[bytes], status: int) -> str:
    said.seek(0)
    lines = [line for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"it ended with {status}"


def _environment() -> dict[str, str]:
    """Return the environment without settings of Pagefind: what is found must not depend on the shell."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
