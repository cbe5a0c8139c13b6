"""What blobs say, read from git once and then from the cache: facts of files, changes of series."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any

from goalposts.history.cache import Cache
from goalposts.history.chronicle import blob_key, has_facts
from goalposts.history.events import Event
from goalposts.history.facts import Facts, Reader
from goalposts.history.git import Clone
from goalposts.history.kept_events import key_of, read_events, write_events
from goalposts.history.lineages import Lineage
from goalposts.history.log import Commit, Step, parse_log
from goalposts.history.narrate import Told, narrate
from goalposts.history.rows import RowChange, RowChanges, compare_rows
from goalposts.history.series import Pair, Series, all_pairs

_FORM = 1
"""Counts up whenever what is kept changes its meaning."""


@dataclass
class Library:
    """Reads a clone for one build; what it learnt can be kept for the next one."""

    clone: Clone
    cache: Cache | None
    _facts: dict[str, Facts] = field(default_factory=dict)
    _rows: dict[Pair, RowChanges] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _is_new: bool = False

    # --- commits ------------------------------------------------------------------------------------

    def steps(self, tip: str) -> tuple[Step, ...]:
        """Return the commits up to the tip, oldest first."""
        # names go through .mailmap, so what was printed holds for one version of it
        head = f"{tip} {hashlib.sha256(self._mailmap()).hexdigest()}".encode()
        kept = self._get("log") or b""
        known, _, printed = kept.partition(b"\n")
        if known != head:
            printed = self.clone.log(tip)
            self._put("log", head + b"\n" + printed)
        return parse_log(printed)

    def _mailmap(self) -> bytes:
        path = self.clone.top / ".mailmap"
        return path.read_bytes() if path.is_file() else b""

    # --- facts --------------------------------------------------------------------------------------

    def learn(self, steps: Iterable[Step]) -> None:
        """Read every version of goals, KPIs, teams, people and settings that the commits made."""
        self._load()
        wanted: dict[str, tuple[str, str]] = {}
        for step in steps:
            for touch in step.touches:
                if touch.new is not None and has_facts(touch.path):
                    wanted.setdefault(blob_key(touch.path, touch.new), (touch.path, touch.new))
        self._used = set(wanted)
        missing = {key: each for key, each in wanted.items() if key not in self._facts}
        if not missing:
            return
        self._is_new = True
        reader = Reader()
        found = self.clone.blobs(sha for _, sha in missing.values())
        for (key, (path, _)), (_, content) in zip(missing.items(), found, strict=True):
            self._facts[key] = reader.read(path, content)

    def facts_of(self, path: str, sha: str) -> Facts:
        """Return what a version of a file says."""
        return self._facts[blob_key(path, sha)]

    # --- series -------------------------------------------------------------------------------------

    def compare(self, lineages: Iterable[Lineage], commits: list[Commit]) -> Series:
        """Return what changed between the series of the KPIs; series are read in the order of commits.

        Each is forgotten as soon as its successor has been compared with it. Where some are broken, their
        successors are read once more, beside the last that were whole.
        """
        lineages = tuple(lineages)
        broken: frozenset[str | None] = frozenset()
        wanted: dict[Pair, None] = {}
        for _ in range(2):
            pairs = all_pairs(lineages, commits, broken)
            wanted |= dict.fromkeys(pairs)
            self._read_pairs([pair for pair in pairs if pair not in self._rows], broken)
            found = frozenset(new for (_, new, _), rows in self._rows.items() if rows.unreadable)
            if not found:
                break
            broken = found
        self._rows = {pair: self._rows[pair] for pair in wanted}
        return Series(self._rows, broken)

    def _read_pairs(self, pairs: list[Pair], broken: frozenset[str | None]) -> None:
        if not pairs:
            return
        self._is_new = True
        known_broken = set(broken)
        uses = Counter(sha for pair in pairs for sha in pair[:2] if sha is not None)
        with closing(self.clone.blobs(list(uses))) as stream:
            contents = _Contents(stream, uses)
            for old, new, day in pairs:
                before, after = contents.take(old), contents.take(new)
                # beside a broken one, all of the new one must be looked at
                rows = compare_rows(None if old in known_broken else before, after, day)
                if new is not None and after is None:
                    rows = RowChanges(unreadable=True)
                self._rows[old, new, day] = rows
                if rows.unreadable:
                    known_broken.add(str(new))

    def events(self, told: Told, tip: str, series: Series, as_of: date) -> tuple[Event, ...]:
        """Return the events, from the cache where they were told before from the same commits and records."""
        if self.cache is None:
            return narrate(told, series, as_of)
        commits, key = told.chronicle.commits, key_of(told, tip, as_of)
        events = read_events(self._get("events") or b"", key, commits)
        if events is None:
            events = narrate(told, series, as_of)
            self._put("events", write_events(key, events, commits))
        return events

    def contents(self, shas: Iterable[str]) -> dict[str, bytes]:
        """Return the content of the blobs that git has."""
        return {sha: content for sha, content in self.clone.blobs(dict.fromkeys(shas)) if content is not None}

    # --- cache --------------------------------------------------------------------------------------

    def _name(self, what: str) -> str:
        return f"{what} {_FORM} {self.clone.root}"

    def _get(self, what: str) -> bytes | None:
        return self.cache.get(self._name(what)) if self.cache else None

    def _put(self, what: str, content: bytes) -> None:
        if self.cache:
            self.cache.put(self._name(what), content)

    def _load(self) -> None:
        kept = self._get("blobs")
        if kept is None:
            return
        try:
            told = json.loads(kept)
            values = told["values"]
            for key, body, is_private, entries in told["facts"]:
                fields = None if entries is None else {values[n][0]: values[n][1] for n in entries}
                self._facts[key] = Facts(fields, body, is_private)
            for old, new, day, each in told["rows"]:
                changes, added, last, edited, unreadable = each
                rows = RowChanges(
                    tuple(_row(change) for change in changes), added, last and _row(last), edited, unreadable
                )
                self._rows[old, new, date.fromisoformat(day)] = rows
        except (ValueError, KeyError, TypeError, IndexError):
            # not what this version keeps: read everything anew
            self._facts, self._rows = {}, {}

    def keep(self) -> None:
        """Put everything that was used into the cache, where any of it is new."""
        if not self.cache or not self._is_new:
            return
        numbers: dict[tuple[str, int], int] = {}
        values: list[tuple[str, Any]] = []
        facts = []
        for key in self._used:
            each = self._facts[key]
            entries = None
            if each.fields is not None:
                entries = [_number(numbers, values, name, value) for name, value in each.fields.items()]
            facts.append((key, each.body, each.says_private, entries))
        rows = [(old, new, day.isoformat(), astuple(each)) for (old, new, day), each in self._rows.items()]
        self._put("blobs", json.dumps({"values": values, "facts": facts, "rows": rows}).encode())


def _row(kept: list[Any]) -> RowChange:
    period, slice_, before, after = kept
    return RowChange(period, tuple((name, part) for name, part in slice_), before, after)


class _Contents:
    """Blobs in the order of their first use; each is held only while it will be needed again."""

    def __init__(self, stream: Iterator[tuple[str, bytes | None]], uses: Counter[str]) -> None:
        self._stream = stream
        self._uses = uses
        self._held: dict[str, bytes | None] = {}

    def take(self, sha: str | None) -> bytes | None:
        if sha is None:
            return None
        while sha not in self._held:
            found, content = next(self._stream)
            self._held[found] = content
        self._uses[sha] -= 1
        return self._held[sha] if self._uses[sha] else self._held.pop(sha)


def _number(numbers: dict[tuple[str, int], int], values: list[tuple[str, Any]], name: str, value: Any) -> int:
    """Return the place of a field in the list of values, where what versions share stands once."""
    key = (name, id(value))
    if key not in numbers:
        numbers[key] = len(values)
        values.append((name, value))
    return numbers[key]
