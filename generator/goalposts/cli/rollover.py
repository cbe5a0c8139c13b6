"""`goalposts rollover`: drafts of the next cycle's goals."""

from __future__ import annotations

from pathlib import Path

import click

from goalposts.cli.editing import Workplace, find, open_workplace
from goalposts.cli.options import ROOT, Today, refusals_told
from goalposts.editing.refusal import RefusedError
from goalposts.loading.goals import find_cycle
from goalposts.records.people import Cycle
from goalposts.rolling import Ask, Plan, plan_rollover, previous_cycle


@click.command("rollover")
@ROOT
@click.argument("cycle")
@click.option("--from", "before", metavar="CYCLE", help="The cycle that ends.  [default: the one before]")
@click.option(
    "--team", "teams", metavar="TEAM", multiple=True, help="Only goals of this team; may be repeated."
)
@click.pass_obj
def rollover_command(
    today: Today, /, root: Path, cycle: str, before: str | None, teams: tuple[str, ...]
) -> None:
    """Draft the goals of CYCLE from those of the cycle that ends.

    A goal that is active and not achieved is copied, as a draft with an id of its own: with the present
    values as baselines, without check-ins and checkpoints, and without what is reached already. The goals of
    the old cycle stay as they are. Nothing is overwritten.

    \b
      goalposts rollover 2027-Q1
      goalposts rollover 2027-Q1 --from 2026-Q4 --team sales
    """
    with refusals_told():
        place = open_workplace(root, today())
        after = _cycle(place, cycle)
        ended = _cycle(place, before) if before else _before(place, after)
        if ended.id == after.id:
            raise RefusedError(
                f"the goals of {after.id} cannot be drafted from themselves", "Give another --from."
            )
        for team in teams:
            find("team", team, place.repository.teams, place)
        plan = _plan(place, Ask(ended, after, today(), teams))
        if plan.drafts:
            place.write({draft.path: draft.content for draft in plan.drafts})
        for draft in plan.drafts:
            click.echo(f"Wrote {draft.path}, from {draft.goal.path}")
            for note in draft.notes:
                click.echo(f"    {note}")
        for left in plan.left_out:
            click.echo(f"Left out {left.goal.path}: {left.reason}")
        if not plan.drafts:
            click.echo(f"No goal of {ended.id} goes on in {after.id}. Nothing was written.")
        else:
            click.echo(f"{len(plan.drafts)} drafts: look at the targets, then take out `state: draft`.")


def _plan(place: Workplace, ask: Ask) -> Plan:
    """Return what can be written: a draft that would have an error is left out, with the first one told."""
    refused: dict[str, str] = {}
    while True:
        plan = plan_rollover(place.repository, place.before.tree.files, ask, refused)
        wrong = {
            draft.goal.id: f"its draft would have an error: {problem.message} ({problem.code})"
            for problem in reversed(place.new_errors({draft.path: draft.content for draft in plan.drafts}))
            for draft in plan.drafts
            if draft.path == problem.path
        }
        if not wrong:
            return plan
        refused |= wrong


def _cycle(place: Workplace, name: str) -> Cycle:
    found = find_cycle(name, place.repository.cycles, place.repository.config)
    if found is None:
        raise RefusedError(f"`{name[:60]}` is no cycle", "Write, for example: 2027-Q1")
    return found


def _before(place: Workplace, after: Cycle) -> Cycle:
    config, cycles = place.repository.config, place.repository.cycles
    found = previous_cycle(after, config.fiscal_year, cycles.values())
    if found is None:
        raise RefusedError(f"it is not clear which cycle comes before {after.id}", "Name it with --from.")
    return found
