"""What a closed page depends on, as a key: the same key, the same page, whatever else has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from goalposts.history import RecordKind
from goalposts.pages.page import Edition
from goalposts.pages.review_moments import Moment
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi


@dataclass
class Keys:
    """The keys of the closed pages of one edition; each of today's records is read for them once.

    A page shows the versions that were in force after the commit of its day, under the ids that they have
    now, to an audience and in a language: `shown` stands for these. Its errata come from what today's records
    say of that day, and name commits: `otherwise` stands for them. Links to the pages around it, templates
    and catalogues are not in the keys.
    """

    edition: Edition
    _texts: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def shown(self, moment: Moment) -> str | None:
        """Return the key of what a page shows of a moment; None where it is told from today's records."""
        archive = self.edition.history.archive if self.edition.history else None
        if archive is None or moment.number is None:
            return None
        repository = self.edition.repository
        parts = [
            archive.commits[moment.number].sha,
            moment.commit.sha if moment.commit else "",
            repository.audience,
            self.edition.version,
            # the site, its language and its fiscal year are those of today
            repr((repository.config.site, repository.config.cycles)),
            repr(sorted((key, person.name) for key, person in moment.records.people.items())),
        ]
        for kind in (RecordKind.GOAL, RecordKind.KPI, RecordKind.TEAM):
            found = archive.in_force(kind, moment.number)
            parts += sorted(f"{kind} {version.id} {timeline.id}" for timeline, version in found)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def otherwise(self, moment: Moment, goals: Iterable[str]) -> str:
        """Return the key of what today's records say of a day, of these goals and all that counts in them.

        `goals` are those that were live by the records of the day or are by today's.
        """
        known, kpis = self.edition.repository.goals, self.edition.repository.kpis
        asked = set(goals)
        needed = asked | moment.now.with_children(asked & set(known)) | moment.then.with_children(asked)
        read: set[str] = set()
        parts = [moment.day.isoformat().encode()]
        for key in sorted(needed):
            parts.append(self._told(RecordKind.GOAL, key))
            if key in known:
                parts.append(self._goal(known[key]))
                read |= {part.terms.kpi for part in known[key].key_results if part.terms.kpi is not None}
        for key in sorted(read & set(kpis)):
            series = moment.now.shelf.series(kpis[key])
            over = [row for row in series.rows if row.period.end <= moment.day]
            rows = [(row.period.label, row.value, row.slice) for row in over]
            parts += [self._told(RecordKind.KPI, key), self._kpi(kpis[key]), repr(rows).encode()]
        return hashlib.sha256(b"\n".join(parts)).hexdigest()

    def _told(self, kind: RecordKind, key: str) -> bytes:
        """Return what git tells of a record, since errata name the commits."""
        name = (str(kind), key, "told")
        if name not in self._texts:
            events = self.edition.history.of(kind, key) if self.edition.history else ()
            told = [(event.commit, event.change) for event in events]
            self._texts[name] = hashlib.sha256(repr(told).encode()).digest()
        return self._texts[name]

    def _goal(self, goal: Goal) -> bytes:
        key = ("goal", goal.id)
        if key not in self._texts:
            numbers = (goal.title, goal.team, goal.cycle, goal.start, goal.due, goal.state, goal.closed_on)
            terms = (goal.grade, goal.ambition, goal.rollup, goal.supports, goal.key_results, goal.check_ins)
            self._texts[key] = hashlib.sha256(repr((goal.id, numbers, terms)).encode()).digest()
        return self._texts[key]

    def _kpi(self, kpi: Kpi) -> bytes:
        key = ("kpi", kpi.id)
        if key not in self._texts:
            numbers = (kpi.title, kpi.unit, kpi.decimals, kpi.direction, kpi.cadence, kpi.grace_days)
            ranges = (kpi.aggregate, kpi.fiscal, kpi.healthy, kpi.warning, kpi.dimensions)
            self._texts[key] = hashlib.sha256(repr((kpi.id, numbers, ranges)).encode()).digest()
        return self._texts[key]
