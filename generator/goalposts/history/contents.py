"""What blobs say, read from git once and then from the cache: facts of files, changes of series."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

from goalposts.history.cache import Cache
from goalposts.history.chronicle import Chronicle, blob_key, follow, has_facts, known_by, later_than
from goalposts.history.events import Event
from goalposts.history.facts import Facts, Reader
from goalposts.history.git import Clone
from goalposts.history.kept_contents import (
    read_chronicle,
    read_facts,
    read_rows,
    write_chronicle,
    write_facts,
    write_rows,
)
from goalposts.history.kept_events import key_of, read_events, write_events
from goalposts.history.lineages import Lineage
from goalposts.history.log import Commit, Step, parse_log
from goalposts.history.narrate import Told, narrate
from goalposts.history.recognised import Recognised
from goalposts.history.rows import RowChanges, compare_rows
from goalposts.history.series import Pair, Series, all_pairs
from goalposts.history.sight import seen_by

_FORM = 6
"""Counts up whenever what is kept changes its meaning."""


@dataclass
class Library:
    """Reads a clone for one build; what it learnt can be kept for the next one."""

    clone: Clone
    cache: Cache | None
    _facts: dict[str, Facts] = field(default_factory=dict)
    _rows: dict[Pair, RowChanges] = field(default_factory=dict)
    _has_new_rows: bool = False

    # --- commits ------------------------------------------------------------------------------------

    def chronicle(self, tip: str, audience: str, as_of: date, *, is_asked_for: bool = False) -> Chronicle:
        """Return the commits up to the tip by a day, followed for an audience; later ones only name records.

        Names go through the `.mailmap` that stands in the folder, or that of the tip where that commit was
        asked for: so it is told as from a checkout of it.
        """
        names = self.clone.mailmap(tip if is_asked_for else None)
        # what is kept holds for one version of the names
        head = f"{tip} {hashlib.sha256(names).hexdigest()}"
        if kept := read_chronicle(self._get(f"chronicle {audience}"), head, as_of):
            return kept
        printed = self._steps(tip, head.encode(), names)
        self._learn(printed)
        every = self.seen_by(audience, printed)
        steps, later = tuple(known_by(every, as_of)), later_than(every, as_of)
        found = follow(steps, self.facts_of, audience, later)
        found.later = [step.commit for step in every if step.commit.day > as_of]
        if self.cache:
            last = max((step.commit.day for step in every), default=date.min)
            self._put(f"chronicle {audience}", write_chronicle(found, head, last, as_of))
        return found

    def ancestors(self, tip: str) -> tuple[Step, ...]:
        """Return every commit up to the tip, with its files read: `facts_of` answers for each of them."""
        steps = parse_log(self.clone.log(tip))
        self._learn(steps)
        return steps

    def _steps(self, tip: str, head: bytes, names: bytes) -> tuple[Step, ...]:
        known, _, printed = (self._get("log") or b"").partition(b"\n")
        if known != head:
            printed = self._printed(tip, names)
            self._put("log", head + b"\n" + printed)
        return parse_log(printed)

    def _printed(self, tip: str, names: bytes) -> bytes:
        if names == self.clone.mailmap():
            return self.clone.log(tip)
        with self.clone.with_mailmap(names) as clone:
            return clone.log(tip)

    def seen_by(self, audience: str, steps: Iterable[Step]) -> tuple[Step, ...]:
        """Return the steps as an audience sees them; their files are read."""
        kept = f"renames {audience}"
        recognised = Recognised(self.contents, Recognised.said_in(self._get(kept)))
        found = tuple(seen_by(audience, steps, self.facts_of, recognised.renames))
        if recognised.asked.keys() != recognised.said.keys():
            self._put(kept, recognised.to_bytes())
        return found

    # --- facts --------------------------------------------------------------------------------------

    def _learn(self, steps: Iterable[Step]) -> None:
        """Read every version of goals, KPIs, teams, people and settings that the commits made."""
        self._facts = read_facts(self._get("facts"))
        wanted: dict[str, tuple[str, str]] = {}
        for step in steps:
            for touch in step.touches:
                if touch.new is not None and has_facts(touch.path):
                    wanted.setdefault(blob_key(touch.path, touch.new), (touch.path, touch.new))
        missing = {key: each for key, each in wanted.items() if key not in self._facts}
        if not missing:
            return
        reader = Reader()
        found = self.clone.blobs(sha for _, sha in missing.values())
        for (key, (path, _)), (_, content) in zip(missing.items(), found, strict=True):
            self._facts[key] = reader.read(path, content)
        if self.cache:
            self._put("facts", write_facts({key: self._facts[key] for key in wanted}))

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
        self._rows = read_rows(self._get("rows"))
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
        if self._has_new_rows and self.cache:
            self._put("rows", write_rows(self._rows))
        return Series(self._rows, broken)

    def _read_pairs(self, pairs: list[Pair], broken: frozenset[str | None]) -> None:
        if not pairs:
            return
        self._has_new_rows = True
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
        # not by where the clone stands: that of a build server's next run may stand elsewhere
        return f"{what} {_FORM} {self.clone.root.name} {self.clone.inside}"

    def _get(self, what: str) -> bytes | None:
        return self.cache.get(self._name(what)) if self.cache else None

    def _put(self, what: str, content: bytes) -> None:
        if self.cache:
            self.cache.put(self._name(what), content)


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
