"""Records to a scorecard: pure arithmetic on one day."""

from __future__ import annotations

from datetime import date

from goalposts.config import SiteConfig
from goalposts.measuring.goal import Measurer, children_of
from goalposts.measuring.kpi import measure_kpi, users_of
from goalposts.measuring.scorecard import Scorecard
from goalposts.measuring.status import PACE, PRESETS, StatusRule
from goalposts.records.repository import Repository


def rule_of(config: SiteConfig) -> StatusRule:
    """Return the status rule of a site: the named preset, or the site's own bounds."""
    given = config.status
    if given.basis is not None and given.on_track is not None and given.at_risk is not None:
        return StatusRule("own", given.basis, given.on_track, given.at_risk, source="this site")
    return PRESETS.get(given.rule or PACE.name, PACE)


def measure(repository: Repository, as_of: date) -> Scorecard:
    """Return where every goal and KPI of the repository stands on a day."""
    rule = rule_of(repository.config)
    measurer = Measurer(repository, as_of, rule, children_of(repository))
    users = users_of(repository.goals)
    return Scorecard(
        as_of=as_of,
        rule=rule,
        goals={key: measurer.score(goal) for key, goal in repository.goals.items()},
        kpis={
            key: measure_kpi(kpi, repository, as_of, users.get(key, ()))
            for key, kpi in repository.kpis.items()
        },
    )
