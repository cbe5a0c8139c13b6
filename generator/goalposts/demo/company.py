"""The state of the invented company's repository, and the files that say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from goalposts.demo.texts import KPIS, Someone
from goalposts.editing.yaml_writing import scalar


@dataclass
class GoalState:
    """A goal as it stands now. `key_results` and `check_ins` are the lines of their entries."""

    id: str
    title: str
    level: str
    owner: str
    folder: str
    body: str
    fields: dict[str, str] = field(default_factory=dict)
    supports: list[str] = field(default_factory=list)
    key_results: list[list[str]] = field(default_factory=list)
    check_ins: list[list[str]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Return the path of its file."""
        return f"goals/{self.folder}/{self.id}.md" if self.folder else f"goals/{self.id}.md"

    def text(self) -> str:
        """Return its file."""
        lines = [f"title: {scalar(self.title)}", f"level: {self.level}", f"owner: {self.owner}"]
        lines += [f"{name}: {text}" for name, text in self.fields.items() if name not in _AT_THE_END]
        if self.supports:
            lines.append(f"supports: [{', '.join(self.supports)}]")
        for name, entries in (("key_results", self.key_results), ("check_ins", self.check_ins)):
            if entries:
                lines.append(f"{name}:")
            for first, *rest in entries:
                lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        lines += [f"{name}: {text}" for name, text in self.fields.items() if name in _AT_THE_END]
        if self.aliases:
            lines.append(f"aliases: [{', '.join(self.aliases)}] # former ids; old links lead here")
        front = "\n".join(lines)
        return f"---\n{front}\n---\n{self.body}\n"


_AT_THE_END = ("grade", "retrospective")


@dataclass
class TeamState:
    """A team as it stands now."""

    id: str
    title: str
    lead: str
    body: str
    aliases: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return its `index.md`."""
        former = f"aliases: [{', '.join(self.aliases)}]\n" if self.aliases else ""
        return f"---\ntitle: {self.title}\nlead: {self.lead}\n{former}---\n{self.body}\n"


@dataclass
class Company:
    """Everything that the repository holds."""

    people: dict[str, Someone] = field(default_factory=dict)
    left: dict[str, date] = field(default_factory=dict)
    teams: dict[str, TeamState] = field(default_factory=dict)
    goals: dict[str, GoalState] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    loose: dict[str, str] = field(default_factory=dict)
    """Files that are written as a whole."""
    aside: dict[str, GoalState] = field(default_factory=dict)
    """Goals that were deleted and will be back."""
    cycles: dict[str, tuple[date, date]] = field(default_factory=dict)
    """Cycles with names of their own."""
    renamed: dict[str, str] = field(default_factory=dict)
    """The ids of KPIs and people that have another one now, by the one that they began with."""
    home: str = ""

    def now(self, name: str) -> str:
        """Return the id that a KPI or a person has now."""
        return self.renamed.get(name, name)

    def folder_of(self, team: str) -> str:
        """Return the folder of a team by an id that it has or had."""
        return next(each.id for each in self.teams.values() if team in (each.id, *each.aliases))

    def files(self) -> dict[str, str]:
        """Return every file of the repository by path."""
        made = {
            "site_config.yml": self._settings(),
            "goals/index.md": self.home,
            ".gitignore": "/site/\n/.cache/\n/.*.building-*/\n/.*.lock\n",
        }
        made |= self.loose
        made |= {f"goals/{team.id}/index.md": team.text() for team in self.teams.values()}
        made |= {goal.path: goal.text() for goal in self.goals.values()}
        renamed = {former: team.id for team in self.teams.values() for former in team.aliases}
        for kpi in KPIS:
            if kpi.id not in self.rows:
                continue
            team, name = kpi.fields.get("team", ""), self.now(kpi.id)
            fields = {**kpi.fields, **({"team": renamed[team]} if team in renamed else {})}
            if name != kpi.id:
                fields["aliases"] = f"[{kpi.id}]"
            lines = "\n".join(f"{name}: {text}" for name, text in fields.items())
            made[f"kpis/{name}.md"] = f"---\n{lines}\n---\n{kpi.body}\n"
            rows = "".join(f"{period},{text}\n" for period, text in self.rows[kpi.id].items())
            made[f"kpis/{name}.csv"] = f"date,value\n{rows}"
        return made

    def rename_goal(self, old: str, new: str) -> None:
        """Give a goal another id; its old one stays as an alias, and those that name it follow."""
        goal = self.goals.pop(old)
        goal.id, goal.aliases = new, [*goal.aliases, old]
        self.goals[new] = goal
        for each in self.goals.values():
            each.supports = [new if name == old else name for name in each.supports]

    def rename_kpi(self, old: str, new: str) -> None:
        """Give a KPI another id; those that read it follow."""
        self.renamed[old] = new
        for goal in self.goals.values():
            for result in goal.key_results:
                result[:] = [f"kpi: {new}" if line == f"kpi: {old}" else line for line in result]

    def rename_person(self, old: str, new: str) -> None:
        """Give a person another id; those goals that name it follow."""
        self.renamed[old] = new
        for goal in self.goals.values():
            goal.owner = new if goal.owner == old else goal.owner

    def rename_team(self, old: str, new: str, title: str) -> None:
        """Give a team another id and folder; everybody and everything in it follows."""
        team = self.teams.pop(old)
        self.teams[new] = TeamState(new, title, team.lead, team.body, [*team.aliases, old])
        for goal in self.goals.values():
            goal.folder = new if goal.folder == old else goal.folder
        for key, person in self.people.items():
            if person.team == old:
                self.people[key] = Someone(person.id, person.name, new)

    def _settings(self) -> str:
        lines = [
            "schema: 1",
            "site:",
            "  name: Harbour Lane goals",
            "  url: https://goals.harbour-lane.example/",
            "  repo: https://git.harbour-lane.example/harbour-lane/goals",
            "  description: What Harbour Lane, an invented roaster of coffee, wants to reach.",
            "people:",
        ]
        for person in self.people.values():
            team = f", team: {person.team}" if person.team else ""
            left = f", left: {self.left[person.id]}" if person.id in self.left else ""
            name = self.now(person.id)
            former = f", aliases: [{person.id}]" if name != person.id else ""
            lines.append(f"  {name}: {{name: {person.name}{team}{left}{former}}}")
        if self.cycles:
            lines += ["cycles:", "  custom:"]
            lines += [f"    {name}: {{start: {a}, due: {b}}}" for name, (a, b) in self.cycles.items()]
        return "\n".join([*lines, "home:", "  kpis: [active-subscribers, monthly-churn, revenue]", ""])
