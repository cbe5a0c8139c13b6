"""Which indicator a file belongs to, and where that indicator stands in goals and targets."""

from __future__ import annotations

import re

from msgspec import Struct

_SOURCE_ID = re.compile(r"(archived-)?([a-z0-9]+(?:-[a-z0-9]+)+)", re.ASCII)
LONGEST_ID = 40


class IndicatorId(Struct, frozen=True):
    """An indicator's name in the source, such as `3-1-1` or `archived-8-3-1`."""

    name: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts of the number: `("3", "1", "1")`."""
        return tuple(self.name.removeprefix("archived-").split("-"))

    @property
    def archived(self) -> bool:
        """Return whether the source has put the indicator aside."""
        return self.name.startswith("archived-")

    @property
    def number(self) -> str:
        """Return the number as people write it: `3.1.1`."""
        return ".".join(self.parts)

    @property
    def goal(self) -> str:
        """Return the number of the goal: `3`."""
        return self.parts[0]

    @property
    def target(self) -> str:
        """Return the number of the target: `3.1`."""
        return ".".join(self.parts[:2])

    @property
    def goal_team(self) -> str:
        """Return the id of the team that stands for the goal: `goal-3`."""
        return f"goal-{self.goal}"

    @property
    def target_team(self) -> str:
        """Return the id of the team that stands for the target: `target-3-1`."""
        return "target-" + "-".join(self.parts[:2])

    @property
    def kpi(self) -> str:
        """Return the id of the indicator's first KPI: `indicator-3-1-1`."""
        return f"indicator-{self.name}"

    @property
    def sort_key(self) -> tuple[tuple[tuple[int, int, str], ...], bool]:
        """Return a key that sorts 2 before 10, numbers before letters, current before archived."""
        return tuple((0, int(p), p) if p.isdigit() else (1, 0, p) for p in self.parts), self.archived


def indicator_of(file_name: str) -> IndicatorId | None:
    """Return the indicator that a file is named for, or None where its name is no id.

    The name becomes part of paths and addresses, so nothing but letters, digits and hyphens passes.
    """
    stem = file_name.rpartition(".")[0].removeprefix("indicator_").lower().replace(".", "-")
    if len(stem) > LONGEST_ID or not _SOURCE_ID.fullmatch(stem):
        return None
    return IndicatorId(stem)
