"""The types of key results. To add one: a file like `reach.py`, a test, and a line in `TYPES`."""

from goalposts.key_results import hold, milestones, reach, yes_no
from goalposts.key_results.evidence import KeyResultType

TYPES: tuple[KeyResultType, ...] = (reach.TYPE, hold.TYPE, milestones.TYPE, yes_no.TYPE)

BY_NAME: dict[str, KeyResultType] = {kind.name: kind for kind in TYPES}
