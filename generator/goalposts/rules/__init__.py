"""What must hold between records: one rule a file.

A rule is a module with a docstring (its documentation), `RULE` (its code, severity, title and an example of
correct input) and `check(asked)`, which yields problems. To add one: a file here, a test, a line in
`RULES`. A rule that says of each goal or KPI what it would say of that one alone has `EACH`, "goals" or
"kpis", too: after an edit it is asked again about few of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from goalposts.history.codes import CODES as HISTORY_CODES
from goalposts.problem_codes import CODES, Code
from goalposts.problems import Problem
from goalposts.rules import (
    alias_clash,
    bad_closing_day,
    broken_link,
    changed_template,
    checkpoint_outside,
    closed_early,
    closed_without_numbers,
    closing_day_of_open_goal,
    early_grade,
    easy_target,
    foreign_periods,
    fractions_as_percent,
    future_fact,
    grade_without_reason,
    health_against_direction,
    kpi_twice,
    less_visible,
    look_alike_ids,
    many_key_results,
    milestone_outside,
    mixed_periods,
    mkdocs_key,
    narrow_warning,
    no_such_slice,
    no_whole_period,
    not_achievable,
    not_measurable,
    not_specific,
    not_time_bound,
    nothing_to_reach,
    orphan,
    outside_cycle,
    outside_parent,
    overloaded_owner,
    owner_left,
    points_target,
    relative_target,
    remote_image,
    reversed_bounds,
    running_periods,
    stale_kpi,
    support_loop,
    support_twice,
    target_against_direction,
    team_loop,
    unknown_kpi,
    unknown_language,
    unknown_owner,
    unknown_person,
    unknown_status_rule,
    unknown_support,
    unknown_team,
    unnamed_template,
    unsafe_link,
    unused_cycle,
    unused_template,
    weightless,
    weightless_milestones,
)
from goalposts.rules.check import Check

__all__ = ["ALL_CODES", "RULES", "Check", "check_all"]

RULES: tuple[ModuleType, ...] = (
    # references
    unknown_kpi,
    unknown_owner,
    unknown_person,
    unknown_team,
    unknown_support,
    less_visible,
    support_loop,
    team_loop,
    no_such_slice,
    alias_clash,
    look_alike_ids,
    broken_link,
    unsafe_link,
    remote_image,
    owner_left,
    support_twice,
    kpi_twice,
    # goals
    bad_closing_day,
    closing_day_of_open_goal,
    closed_early,
    grade_without_reason,
    early_grade,
    closed_without_numbers,
    weightless,
    weightless_milestones,
    milestone_outside,
    relative_target,
    points_target,
    nothing_to_reach,
    checkpoint_outside,
    reversed_bounds,
    # KPIs
    narrow_warning,
    health_against_direction,
    mixed_periods,
    foreign_periods,
    fractions_as_percent,
    running_periods,
    # settings
    unknown_status_rule,
    unknown_language,
    mkdocs_key,
    # templates
    changed_template,
    unnamed_template,
    unused_template,
    # advice
    not_specific,
    not_measurable,
    not_achievable,
    orphan,
    not_time_bound,
    many_key_results,
    overloaded_owner,
    no_whole_period,
    easy_target,
    target_against_direction,
    outside_cycle,
    outside_parent,
    stale_kpi,
    unused_cycle,
    future_fact,
)

ALL_CODES: dict[str, Code] = CODES | HISTORY_CODES | {rule.RULE.code: rule.RULE for rule in RULES}
"""Every code that a problem may have, with its documentation."""


def check_all(asked: Check) -> Iterator[Problem]:
    """Return what all rules say about a repository."""
    for rule in RULES:
        yield from rule.check(asked)
