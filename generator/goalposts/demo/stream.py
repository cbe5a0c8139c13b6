"""Commits as `git fast-import` reads them: every date, author and parent is chosen, so ids repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec import Struct

Files = Mapping[str, str]


class Signed(Struct, frozen=True):
    """Who commits, when and why."""

    author: str
    when: datetime
    message: str


@dataclass
class Stream:
    """A growing stream of commits, numbered from 1."""

    parts: list[bytes] = field(default_factory=list)
    count: int = 0

    def commit(
        self, signed: Signed, was: Files, now: Files, parents: tuple[int, ...], branch: str = "main"
    ) -> int:
        """Add a commit that turns the files of its first parent into others; return its number."""
        self.count += 1
        seconds = int(signed.when.replace(tzinfo=UTC).timestamp())
        message = signed.message.encode()
        self._add(f"commit refs/heads/{branch}\nmark :{self.count}")
        for role in ("author", "committer"):
            self._add(f"{role} {signed.author} {seconds} +0000")
        self._add(f"data {len(message)}")
        self.parts += [message, b"\n"]
        for word, number in zip(("from", *("merge" for _ in parents[1:])), parents, strict=False):
            self._add(f"{word} :{number}")
        for path in sorted({*was, *now}):
            if path not in now:
                self._add(f"D {path}")
            elif was.get(path) != now[path]:
                content = now[path].encode()
                self._add(f"M 100644 inline {path}\ndata {len(content)}")
                self.parts += [content, b"\n"]
        return self.count

    def _add(self, line: str) -> None:
        self.parts.append(f"{line}\n".encode())

    def to_bytes(self) -> bytes:
        """Return the whole stream."""
        return b"".join([*self.parts, b"done\n"])
