"""Renamed files among some that git is shown alone; what it once said of them is not asked again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from goalposts.history.git import renames


@dataclass
class Recognised:
    """Asks git of files by their blobs, which `contents` reads; `said` is what it said before."""

    contents: Callable[[Iterable[str]], Mapping[str, bytes]]
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """What git says of all that was asked of this value."""

    def renames(self, gone: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
        """Return the former path of each new file in which git recognises one that is gone."""
        question = hashlib.sha256(json.dumps([gone, new], sort_keys=True).encode()).hexdigest()
        if question not in self.asked:
            found = self.said.get(question)
            self.asked[question] = self._ask(gone, new) if found is None else found
        return self.asked[question]

    def _ask(self, *sides: Mapping[str, str]) -> Mapping[str, str]:
        contents = self.contents(blob for side in sides for blob in side.values())
        gone, new = (
            {path: contents[blob] for path, blob in side.items() if blob in contents} for side in sides
        )
        return renames(gone, new)

    def to_bytes(self) -> bytes:
        """Return what git said of all that was asked, to be kept."""
        return json.dumps(self.asked, sort_keys=True).encode()

    @staticmethod
    def said_in(kept: bytes | None) -> dict[str, Mapping[str, str]]:
        """Return what was kept, nothing where it cannot be read."""
        try:
            said = json.loads(kept or b"{}")
            return {question: dict(answer) for question, answer in said.items()}
        except (ValueError, TypeError, AttributeError):
            return {}
