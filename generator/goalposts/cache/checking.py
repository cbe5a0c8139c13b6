"""Rules that looked at nothing that changed say what they said before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import ModuleType

from goalposts.cache.session import Session
from goalposts.problems import Problem
from goalposts.rules import RULES, Check


def check_again(asked: Check, session: Session) -> list[Problem]:
    """Return what all rules say about a repository."""
    parts, digests = session.parts, session.recaller.digests
    watched = replace(
        asked,
        repository=parts.watch.repository(asked.repository, digests, "every "),
        texts=parts.watch.texts(asked.repository, "every "),
        files=parts.watch.mapping("files", {path: path for path in sorted(asked.files)}),
    )
    about = (asked.introduction_line, tuple(sorted(asked.unread)))
    found: list[Problem] = []
    for rule in RULES:
        found += parts.do(("rule", rule.RULE.code, about), partial(_say, rule, watched))
    return found


def _say(rule: ModuleType, asked: Check) -> tuple[Problem, ...]:
    return tuple(rule.check(asked))
