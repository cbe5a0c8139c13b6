"""What of the commits is in an audience's sight, and which files git would call renamed among those alone.

Git looks for a renamed file among all that a commit deleted and added. A file that the audience may not see
must not take the place of one that it sees, neither as what is gone nor as what is new: the history is that
of the repository without such files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from msgspec.structs import replace

from goalposts.history.chronicle import HOME, FactsOf, kind_of
from goalposts.history.lineages import RecordKind
from goalposts.history.log import Step, Touch
from goalposts.loading.parse import AUDIENCES

Renames = Callable[[Mapping[str, str], Mapping[str, str]], Mapping[str, str]]
"""The former path of each new file in which git recognises one that is gone; files are blobs by path."""


def seen_by(audience: str, steps: Iterable[Step], facts_of: FactsOf, renames: Renames) -> Iterator[Step]:
    """Return the steps with renames among what the audience sees, and marked where that is nothing.

    A new file that is out of its sight keeps the one that it came from where no other file did: so what is
    renamed and hidden at once stays hidden. It does not where its title is another one: files that were
    written from one template are alike, too.
    """
    sight = _Sight(frozenset(AUDIENCES[audience]), facts_of, renames)
    return map(sight.of, steps)


@dataclass
class _Sight:
    visible: frozenset[str]
    facts_of: FactsOf
    renames: Renames
    kpis: set[str] = field(default_factory=set)
    """The definitions in sight, by their paths without the ending: their series are seen with them."""

    def of(self, step: Step) -> Step:
        series = self._series(step)
        if any(self._is_seen(touch, series) for touch in step.touches):
            return self._paired(step)
        return replace(step, in_sight=False)

    def _series(self, step: Step) -> Set[str]:
        """Return the KPIs that are in sight before or after a step."""
        definitions = [each for each in step.touches if each.path.endswith(".md") and _is_kpi(each.path)]
        before = frozenset(self.kpis) if definitions else self.kpis
        for path, blob in ((each.path, each.new) for each in definitions):
            is_shown = blob is not None and not self._is_hidden(path, blob)
            (self.kpis.add if is_shown else self.kpis.discard)(path.removesuffix(".md"))
        return before | self.kpis if definitions else before

    def _is_seen(self, touch: Touch, series: Set[str]) -> bool:
        if touch.path.endswith(".csv") and _is_kpi(touch.path):
            return touch.path.removesuffix(".csv") in series
        blobs = [blob for blob in (touch.old, touch.new) if blob is not None]
        return not blobs or not all(self._is_hidden(touch.path, blob) for blob in blobs)

    def _is_hidden(self, path: str, blob: str) -> bool:
        if not path.endswith(".md") or kind_of(path) not in (RecordKind.GOAL, RecordKind.KPI):
            return False
        facts = self.facts_of(path, blob)
        return facts.says_private if facts.fields is None else facts.visibility not in self.visible

    def _paired(self, step: Step) -> Step:
        """Return the step with the files that are the same under another name, without those out of sight."""
        pages = [touch for touch in step.touches if _is_page(touch.path)]
        gone = {each.path: each.old for each in pages if each.old and not each.new}
        new = {each.path: each.new for each in pages if each.new and not each.old}
        seen_gone, seen_new = (
            {path: blob for path, blob in side.items() if not self._is_hidden(path, blob)}
            for side in (gone, new)
        )
        if (gone, new) == (seen_gone, seen_new):
            return step
        origins = dict(self.renames(seen_gone, seen_new)) if seen_gone and seen_new else {}
        left = seen_gone.keys() - origins.values()
        for path, came_from in [(each.path, each.came_from) for each in pages if each.path not in seen_new]:
            if came_from in left and self._have_one_title((came_from, gone[came_from]), (path, new[path])):
                origins[path] = came_from
        touches = (
            replace(each, came_from=origins.get(each.path)) if each.path in new else each
            for each in step.touches
        )
        return replace(step, touches=tuple(touches))

    def _have_one_title(self, *files: tuple[str, str]) -> bool:
        was, now = (self.facts_of(path, blob) for path, blob in files)
        # of what cannot be read nobody knows it: what may be the same stays out of sight
        return None in (was.fields, now.fields) or was.text("title") == now.text("title")


def _is_kpi(path: str) -> bool:
    return kind_of(path) is RecordKind.KPI


def _is_page(path: str) -> bool:
    return path.endswith(".md") and (kind_of(path) is not None or path == HOME)
