"""What gets another name in the year, goes, and comes back: so that old links have something to lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from goalposts.demo.company import Company, GoalState

STALL = "a-stall-at-the-market"
LAB = "goals/lab/index.md"
COLD_BREW = "cold-brew-that-keeps"
Told = tuple[int, int, str, str, Callable[[], None]]
"""On which day, at which hour, who, what is said of it, and what it does."""


class Renames(Struct, frozen=True):
    """The story of a stall, of a laboratory, and of names that were not the best."""

    company: Company
    first: date

    def told(self) -> Iterator[Told]:
        """Yield what happens, in no order."""
        yield 32, 10, "ines", "Open a lab for what is not coffee yet", self._open_lab
        yield 62, 10, "tariq", "Try a stall at the market", self._add_stall
        yield 78, 10, "tariq", "Count who stops at the stall", self._count_visitors
        yield 104, 11, "tariq", "Give the stall up: the market is full", self._give_up
        yield 112, 15, "nele", "The season is that of the stall, not of the market", self._rename_season
        yield 121, 10, "nele", "No open house this year", self._cancel
        yield 140, 10, "ines", "Close the lab; Product keeps the cold brew", self._close_lab
        yield 146, 13, "tariq", "The market has a place for us after all", self._bring_back
        yield 184, 16, "ines", "Call the rate what it is: repeat orders", self._rename_kpi
        yield 190, 11, "tariq", "Say which permit is meant", self._rename_result
        yield 226, 11, "tariq", "The stall needs no van: we are round the corner", self._remove_result
        yield 236, 9, "amara", "Write my name as on my badge", self._rename_person
        yield 241, 10, "tariq", "Stop counting who passes by: nobody used it", self._stop_counting

    def _on(self, days: int) -> date:
        return self.first + timedelta(days=days)

    # --- a stall ------------------------------------------------------------------------------------

    def _add_stall(self) -> None:
        self.company.cycles |= {
            "market-season": (self._on(60), self._on(340)),
            "open-house": (self._on(150), self._on(180)),
        }
        goal = GoalState(STALL, "A stall at the market", "individual", "tariq", "growth", _WHY)
        goal.fields = {"cycle": "market-season"}
        goal.supports = ["more-people-drink-our-coffee"]
        goal.key_results = [
            ["id: permit", "title: The city allows it", "done: false"],
            ["id: van", "title: A van that starts in winter", "done: false"],
        ]
        self.company.goals[STALL] = goal

    def _count_visitors(self) -> None:
        rows = "".join(f"{self._on(days)},{20 + days}\n" for days in (63, 70, 77))
        self.company.loose |= {
            "kpis/stall-visitors.md": _VISITORS,
            "kpis/stall-visitors.csv": f"date,value\n{rows}",
        }

    def _stop_counting(self) -> None:
        for path in ("kpis/stall-visitors.md", "kpis/stall-visitors.csv"):
            del self.company.loose[path]

    def _give_up(self) -> None:
        self.company.aside[STALL] = self.company.goals.pop(STALL)

    def _bring_back(self) -> None:
        goal = self.company.aside.pop(STALL)
        goal.fields["cycle"] = "stall-season"
        self.company.goals[STALL] = goal

    def _rename_season(self) -> None:
        self.company.cycles["stall-season"] = self.company.cycles.pop("market-season")

    def _cancel(self) -> None:
        del self.company.cycles["open-house"]

    def _rename_result(self) -> None:
        self.company.goals[STALL].key_results[0][0] = "id: permit-of-the-city"

    def _remove_result(self) -> None:
        del self.company.goals[STALL].key_results[1]

    # --- a laboratory -------------------------------------------------------------------------------

    def _open_lab(self) -> None:
        self.company.loose[LAB] = "---\ntitle: Lab\nlead: ines\n---\nWe try what may be coffee one day.\n"
        goal = GoalState(COLD_BREW, "Cold brew that keeps", "individual", "ines", "lab", "Summer comes.")
        goal.fields = {"start": str(self._on(30)), "due": str(self._on(200))}
        goal.supports = ["more-people-drink-our-coffee"]
        goal.key_results = [["title: It keeps for two weeks", "done: false"]]
        self.company.goals[COLD_BREW] = goal

    def _close_lab(self) -> None:
        del self.company.loose[LAB]
        self.company.goals[COLD_BREW].folder = "product"

    # --- names --------------------------------------------------------------------------------------

    def _rename_kpi(self) -> None:
        self.company.rename_kpi("second-order-rate", "repeat-order-rate")

    def _rename_person(self) -> None:
        self.company.rename_person("amara", "amara-okoye")


_WHY = "People who have tasted it subscribe."
_VISITORS = """---
title: Visitors of the stall
direction: none
cadence: irregular
owner: tariq
team: growth
---
Everybody who stops, counted on market days.
"""
