"""Rules that looked at nothing that changed say what they said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import ModuleType
from zlib import crc32

from msgspec import structs

from goalposts.cache.book import key_of
from goalposts.cache.derived import Derived
from goalposts.cache.session import Session
from goalposts.cache.watch import Watch, remembered
from goalposts.problems import Problem
from goalposts.records.repository import Repository
from goalposts.rules import RULES, Check
from goalposts.rules.bodies import Mention, mentions_of

# in so many parts rules are divided that look at each record alone
_HEAPS = 32


def check_again(asked: Check, session: Session) -> list[Problem]:
    """Return what all rules say about a repository."""
    parts, digests = session.parts, session.recaller.digests
    repository = parts.watch.repository(asked.repository, digests, "every ")
    texts = parts.watch.texts(asked.repository, "every ")
    watched = replace(
        asked,
        repository=repository,
        texts=texts,
        mentions=_mentions(asked.repository, repository, texts, parts.watch),
        files=parts.watch.mapping("files", {path: path for path in sorted(asked.files)}),
        templates=parts.watch.mapping("templates", asked.templates),
        originals=parts.watch.mapping("originals", asked.originals),
        users=parts.watch.mapping("every users", asked.users),
    )
    about = (asked.introduction_line, tuple(sorted(asked.unread)))
    some = {kind: _divided(watched, asked.repository, kind) for kind in ("goals", "kpis")}
    found: list[Problem] = []
    for rule in RULES:
        for keys, few in some[rule.EACH] if hasattr(rule, "EACH") else ((b"", watched),):
            found += parts.do(f"rule {rule.RULE.code} {about} {keys.hex()}", partial(_say, rule, few))
    return found


def _divided(watched: Check, every: Repository, kind: str) -> list[tuple[bytes, Check]]:
    """Return the check of some goals or KPIs at a time, each with what tells them from others.

    Which ones go together depends on their ids alone, so a new record leaves all others where they are.
    """
    heaps: dict[int, list[str]] = {}
    for key in getattr(every, kind):
        heaps.setdefault(crc32(key.encode()) % _HEAPS, []).append(key)
    repository = watched.repository
    values = getattr(repository, kind)
    return [
        (key_of(*keys), replace(watched, repository=structs.replace(repository, **{kind: values.only(keys)})))
        for keys in heaps.values()
    ]


def _mentions(
    every: Repository, watched: Repository, texts: Mapping[str, str], watch: Watch
) -> Mapping[str, tuple[Mention, ...]]:
    """Return what the files of records link to: an edit that leaves all links as they are changes no rule."""
    kinds = ((every.goals, watched.goals), (every.kpis, watched.kpis), (every.teams, watched.teams))
    places = {record.path: (known, key) for records, known in kinds for key, record in records.items()}

    def make(path: str) -> tuple[Mention, ...]:
        records, key = places[path]
        return mentions_of(records[key], texts[path])

    return watch.derived(remembered(Derived("mentions", lambda: tuple(places), make)))


def _say(rule: ModuleType, asked: Check) -> tuple[Problem, ...]:
    return tuple(rule.check(asked))
