"""Key results that were published: each had an anchor on the page of its goal, and keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from goalposts.history.history import History, Past
from goalposts.history.key_result_changes import WrittenResult, pair, results_of
from goalposts.history.lineages import Lineage, RecordKind, Version
from goalposts.history.log import Commit
from goalposts.records.goal import Goal
from goalposts.records.ids import is_id


class KeyResultAddress(Struct, frozen=True):
    """The id of a key result that was published in a goal; `now` is its present id, None if it is gone.

    One that is gone has its last title and the commit that removed it.
    """

    goal: str
    id: str
    now: str | None
    title: str = ""
    removed_by: Commit | None = None


def key_result_addresses(history: History) -> tuple[KeyResultAddress, ...]:
    """Return every key-result id that was published in a goal that is still there, by goal, then by id.

    An id leads to the key result that has it now, that lists it as alias, or that reads the same slice of
    the same KPI or has the same title. The ids of a goal that lists another one's id as its alias are among
    its own.
    """
    found = []
    former = _former(history)
    for goal_id, goal in sorted(history.repository.goals.items()):
        by_id = {result.id: KeyResultAddress(goal_id, result.id, result.id) for result in goal.key_results}
        for result in goal.key_results:
            for alias in result.terms.aliases:
                by_id.setdefault(alias, KeyResultAddress(goal_id, alias, result.id))
        if history.past is not None:
            for lineage in former.get(goal_id, ()):
                for address in _followed(goal, lineage, history.past):
                    by_id.setdefault(address.id, address)
        found += [by_id[key] for key in sorted(by_id)]
    return tuple(found)


def _former(history: History) -> dict[str, list[Lineage]]:
    """Return the lineages whose addresses lead to each goal: its own first, then those that ended."""
    past = history.past
    if past is None:
        return {}
    found = {goal_id: [lineage] for goal_id, lineage in past.goals.items()}
    aliases = {alias: goal.id for goal in history.repository.goals.values() for alias in goal.aliases}
    for lineage in past.lineages.get(RecordKind.GOAL, ()):
        goal_id = aliases.get(lineage.id)
        if lineage.ending is not None and goal_id is not None:
            found.setdefault(goal_id, []).append(lineage)
    return found


def _followed(goal: Goal, lineage: Lineage, past: Past) -> Iterator[KeyResultAddress]:
    """Yield what became of each id in the versions of a goal, the newest first."""
    present = {result.id: result.id for result in goal.key_results}
    present |= {alias: result.id for result in goal.key_results for alias in result.terms.aliases}
    newest = past.goals[goal.id].last if goal.id in past.goals else lineage.last
    later = _results(newest, past)
    fates = {
        result.id: KeyResultAddress(goal.id, result.id, present.get(result.id), result.title)
        for result in later
    }
    following: Version | None = None
    for version in reversed(lineage.versions):
        if following and version.facts.listed("key_results") is following.facts.listed("key_results"):
            following = version
            continue
        results = _results(version, past)
        here: dict[str, KeyResultAddress] = {}
        for was, then in pair(results, later):
            if was is None:
                continue
            if was.id in present:
                here[was.id] = KeyResultAddress(goal.id, was.id, present[was.id])
            elif then is not None:
                here[was.id] = replace(fates[then.id], id=was.id)
            else:
                ended = following.index if following else lineage.ending.index if lineage.ending else None
                by = past.commits[ended] if ended is not None else None
                here[was.id] = KeyResultAddress(goal.id, was.id, None, was.title, by)
        yield from (address for key, address in here.items() if is_id(key))
        fates, later, following = here, results, version


def _results(version: Version, past: Past) -> tuple[WrittenResult, ...]:
    return results_of(version.facts.listed("key_results"), past.book.kpis, past.book.as_of)
