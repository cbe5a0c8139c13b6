"""Rules that looked at nothing that changed say what they said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import ModuleType

from goalposts.cache.derived import Derived
from goalposts.cache.session import Session
from goalposts.cache.watch import Watch, remembered
from goalposts.problems import Problem
from goalposts.records.repository import Repository
from goalposts.rules import RULES, Check
from goalposts.rules.bodies import Mention, mentions_of


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
    )
    about = (asked.introduction_line, tuple(sorted(asked.unread)))
    found: list[Problem] = []
    for rule in RULES:
        found += parts.do(f"rule {rule.RULE.code} {about}", partial(_say, rule, watched))
    return found


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
