"""The next cycle's goals, drafted from those of the cycle that ends.

    plan = plan_rollover(repository, files, Ask(before, after, today))
    plan.drafts      # each with the path and the text of its file, and what is different in it
    plan.left_out    # each with the reason

`drafts` decides what is carried over, `edits` changes the text of a file and keeps everything else in it.
"""

from __future__ import annotations

from goalposts.rolling.cycles import previous_cycle
from goalposts.rolling.drafts import Ask, Draft, LeftOut, Plan, plan_rollover

__all__ = ["Ask", "Draft", "LeftOut", "Plan", "plan_rollover", "previous_cycle"]
