"""Pairs of histories, with hidden files and without them: not a word, a day or a rename is another one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goalposts.cache.folder import Folder
from goalposts.history import Fate, History, RecordKind, former_addresses, git, moved
from goalposts.history.recall import Recall
from tests.history.story import Files, Story, history, told
from tests.history.test_audience import seen

CONFIG = "schema: 1\nsite: {name: Acme}\npeople:\n  lead: {name: Head}\n"
BODY = "".join(f"Line {n} says something about the goal, in words {n * 7}.\n" for n in range(20))
Commits = list[tuple[str, str, Files]]


def goal(title: str, more: str = "", *, target: int = 10, body: str = BODY) -> str:
    """Returns a goal file."""
    result = f"key_results:\n  - {{id: sell, title: Sell, baseline: 0, target: {target}, values: {{}}}}\n"
    return f"---\ntitle: {title}\nlevel: team\nowner: lead\ncycle: 2026-Q4\n{more}{result}---\n{body}"


def private(title: str, more: str = "", *, target: int = 10, body: str = BODY) -> str:
    """Returns a private goal file."""
    return goal(title, f"visibility: private\n{more}", target=target, body=body)


def write(tmp_path: Path, commits: Commits) -> Path:
    """Returns a repository that begins with its settings and a goal."""
    story = Story()
    story.commit(
        "2026-09-01", "Begin", {"site_config.yml": CONFIG, "goals/root.md": goal("Root", body="x\n")}
    )
    for when, subject, files in commits:
        story.commit(when, subject, files)
    return story.write(tmp_path)


DAYS = tuple(date(2026, month, day) for month in (9, 10, 11) for day in (2, 6, 12, 22, 28))


def everything(found: History) -> tuple[object, ...]:
    """Returns what a site shows of a history, and the goals of some days."""
    assert found.archive is not None
    recall = Recall(found.archive, found.repository)
    days = [(day, recall.on(day)) for day in DAYS]
    targets = [
        (day, key, [result.terms for result in each.key_results])
        for day, then in days
        if then
        for key, each in then.goals.items()
    ]
    named = [found.archive.named_by(number) for day in DAYS if (number := found.archive.number_on(day))]
    return *seen(found), targets, [commit and commit.subject for commit in named]


SELL, EASIER, COPY = goal("Sell"), goal("Sell", target=5), private("Sell")
BEGIN = ("2026-09-20", "Sell", {"goals/s.md": SELL})
TYPO = private("Buy Initech").replace("visibility", "visibilty")
LIKE = "".join(f"{n} words of a template that every goal of the company has.\n" for n in range(9))
KPI = "---\ntitle: K\ndirection: up\ncadence: monthly\nvisibility: private\n---\n"
EDIT: Files = {"goals/s.md": EASIER}

PAIRS: dict[str, tuple[Commits, Commits]] = {
    "a private copy takes the place of a renamed goal": (
        [BEGIN, ("2026-10-10", "Rename", {"goals/s.md": None, "goals/d.md": EASIER, "goals/h.md": COPY})],
        [BEGIN, ("2026-10-10", "Rename", {"goals/s.md": None, "goals/d.md": EASIER})],
    ),
    "a private copy is deleted with the goal that is renamed": (
        [
            ("2026-09-20", "Sell", {"goals/s.md": EASIER, "goals/h.md": COPY}),
            ("2026-10-10", "Rename", {"goals/s.md": None, "goals/h.md": None, "goals/d.md": SELL}),
        ],
        [
            ("2026-09-20", "Sell", {"goals/s.md": EASIER}),
            ("2026-10-10", "Rename", {"goals/s.md": None, "goals/d.md": SELL}),
        ],
    ),
    "a private goal of the same template is added where one is deleted": (
        [
            ("2026-09-20", "Hire", {"goals/hire.md": goal("Hire 4", body=LIKE)}),
            ("2026-10-10", "Drop", {"goals/hire.md": None, "goals/fire.md": private("Fire 9", body=LIKE)}),
        ],
        [
            ("2026-09-20", "Hire", {"goals/hire.md": goal("Hire 4", body=LIKE)}),
            ("2026-10-10", "Drop", {"goals/hire.md": None}),
        ],
    ),
    "a private copy in a commit with a wrong clock": (
        [
            BEGIN,
            ("2036-10-10", "Rename", {"goals/s.md": None, "goals/d.md": EASIER, "goals/h.md": COPY}),
            ("2026-10-11", "Edit", {"goals/d.md": goal("Sell", target=4), "goals/h.md": None}),
        ],
        [
            BEGIN,
            ("2036-10-10", "Rename", {"goals/s.md": None, "goals/d.md": EASIER}),
            ("2026-10-11", "Edit", {"goals/d.md": goal("Sell", target=4)}),
        ],
    ),
    "a mistyped field": (
        [("2026-10-01", "Add", {"goals/buy.md": TYPO}), ("2026-10-02", "Mend", {"goals/buy.md": COPY})],
        [],
    ),
    "a mistyped field, mended under another name": (
        [
            ("2026-10-01", "Add", {"goals/buy.md": TYPO}),
            ("2026-10-02", "Mend", {"goals/buy.md": None, "goals/x.md": private("Buy Initech")}),
        ],
        [],
    ),
    "an id that is none": (
        [BEGIN, ("2026-10-01", "Add", {"goals/h.md": private("Buy Initech", "id: Buy Initech!\n")})],
        [BEGIN],
    ),
    "a private goal lists the id of a deleted one": (
        [
            BEGIN,
            ("2026-10-01", "Remove", {"goals/s.md": None}),
            ("2026-10-02", "Add", {"goals/h.md": private("Hush", "aliases: [s]\n")}),
        ],
        [BEGIN, ("2026-10-01", "Remove", {"goals/s.md": None})],
    ),
    "a private goal takes the id of a deleted one": (
        [
            BEGIN,
            ("2026-10-01", "Remove", {"goals/s.md": None}),
            ("2026-10-02", "Add", {"goals/x/s.md": private("Hush")}),
        ],
        [BEGIN, ("2026-10-01", "Remove", {"goals/s.md": None})],
    ),
    "a private goal came with an earlier date": (
        [BEGIN, ("2026-10-20", "Ease", EDIT), ("2026-10-05", "Hush", {"goals/h.md": private("Hush")})],
        [BEGIN, ("2026-10-20", "Ease", EDIT)],
    ),
    "a private goal came with a later date": (
        [("2026-11-20", "Hush", {"goals/h.md": private("Hush")}), BEGIN, ("2026-10-20", "Ease", EDIT)],
        [BEGIN, ("2026-10-20", "Ease", EDIT)],
    ),
    "a private goal came after a commit with a wrong clock": (
        [BEGIN, ("2036-10-20", "Ease", EDIT), ("2026-11-05", "Hush", {"goals/h.md": private("Hush")})],
        [BEGIN, ("2036-10-20", "Ease", EDIT)],
    ),
    "a private series that others' commits go around": (
        [
            BEGIN,
            ("2026-10-05", "Hush", {"kpis/k.md": KPI, "kpis/k.csv": "date,value\n2026-08,1\n"}),
            ("2026-10-20", "Ease", EDIT),
            ("2026-10-06", "Hush more", {"kpis/k.csv": "date,value\n2026-08,2\n"}),
        ],
        [BEGIN, ("2026-10-20", "Ease", EDIT)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PAIRS)
def test_hidden_files_change_nothing(tmp_path: Path, what: str) -> None:
    """The history of what is in sight, on every day, is that of the repository without hidden files."""
    ours, theirs = (
        history(write(tmp_path / name, commits))
        for name, commits in zip(("ours", "theirs"), PAIRS[what], strict=True)
    )
    assert everything(ours) == everything(theirs)


def test_goalposts_move_in_sight(tmp_path: Path) -> None:
    """A private copy of a goal that is renamed hides neither that its target moved nor where it went."""
    commits, _ = PAIRS["a private copy takes the place of a renamed goal"]
    found = history(write(tmp_path / "repository", commits))
    moves = moved(found.repository.goals["d"], found)
    assert [(move.before, move.after) for move in moves] == [("10", "5")]
    fates = {each.id: (each.fate, each.now) for each in former_addresses(found)}
    assert fates["s"] == (Fate.RENAMED, "d")


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_git_said_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: str) -> None:
    """Git is asked once what is renamed among visible files; with what was kept the history is the same."""
    visible = "visibility: public\n"
    story = Story()
    story.commit("2026-09-20", "Begin", {"site_config.yml": CONFIG, "goals/s.md": goal("Sell", visible)})
    files: Files = {"goals/s.md": None, "goals/d.md": goal("Sell", visible, target=5), "goals/h.md": COPY}
    story.commit("2026-10-10", "Rename", files)
    root, cache = story.write(tmp_path / "repository"), Folder(tmp_path / "cache", "1")
    first = history(root, audience=audience, cache=cache)
    assert "Rename | goal:d | renamed | id | s → d" in told(first)
    story.commit("2026-10-11", "Go on", {"goals/d.md": goal("Sell", visible, target=4)})
    more = story.write(tmp_path / "more/repository")
    wanted = everything(history(more, audience=audience))
    monkeypatch.setattr(git, "renames", None)
    monkeypatch.setattr("goalposts.history.recognised.renames", None)
    assert everything(history(more, audience=audience, cache=cache)) == wanted


def test_renamed_hidden_and_given_a_bad_id_first(tmp_path: Path) -> None:
    """A goal whose id could not be read for a commit, and that was hidden by the next, stays hidden."""
    commits: Commits = [
        BEGIN,
        ("2026-10-01", "Break", {"goals/s.md": goal("Sell", "id: Buy Initech!\n")}),
        ("2026-10-02", "Hush", {"goals/s.md": private("Sell", "id: hush\n")}),
    ]
    found = history(write(tmp_path / "repository", commits))
    assert not [line for line in told(found) if "Sell" in line or "Hush" in line]
    (address,) = [each for each in former_addresses(found) if each.id == "s"]
    assert (address.fate, address.title, address.deleted_by) == (Fate.HIDDEN, None, None)


def _public(more: str, title: str) -> str:
    return goal(title, f"visibility: public\n{more}")


def test_the_public_is_told_of_teams_and_people_since_they_were_named(tmp_path: Path) -> None:
    """The story of a team and of a person begins with the first public record that names them, as they were
    then, and names nobody whom the public does not see.
    """
    config = CONFIG + "  ann: {name: Ann, team: dept, title: Spy}\n  ghost: {name: Ghost, team: dept}\n"
    later = config.replace("dept, title: Spy", "sales, title: Seller")
    story = Story()
    story.commit(
        "2026-09-01",
        "Begin",
        {
            "site_config.yml": config,
            "goals/dept/index.md": "---\ntitle: Department\nlead: ghost\n---\n",
            "goals/project/index.md": "---\ntitle: Project X\nlead: ghost\nparent: dept\n---\n",
            "goals/project/i.md": goal("Internal").replace("owner: lead", "owner: ann"),
        },
    )
    story.commit(
        "2026-09-10",
        "Reorganise Project X",
        {
            "site_config.yml": later,
            "goals/project/index.md": None,
            "goals/sales/index.md": "---\ntitle: Sales\nlead: ghost\nparent: dept\naliases: [project]\n---\n",
        },
    )
    public = _public("", "First").replace("owner: lead", "owner: ann")
    story.commit("2026-10-01", "Publish", {"goals/sales/first.md": public})
    story.commit("2026-10-02", "Lead", {"goals/sales/index.md": "---\ntitle: Sellers\nlead: ann\n---\n"})
    story.commit("2026-10-03", "Rise", {"site_config.yml": later.replace("Seller", "Head")})
    found = history(story.write(tmp_path / "repository"), audience="public")
    assert [line for line in told(found) if "goal:" not in line] == [
        "Publish | team:sales | created | title | None → Sales",
        "Publish | person:ann | created | name | None → Ann",
        "Lead | team:sales | changed | title | Sales → Sellers",
        "Rise | person:ann | changed | title | Seller → Head",
    ]
    teams = {each.id for each in former_addresses(found) if each.kind is RecordKind.TEAM}
    assert teams == {"sales"}


def test_a_named_team_names_its_lead_and_the_team_above(tmp_path: Path) -> None:
    """A team that a public record names is told of with its lead and with the teams that it is part of."""
    story = Story()
    team = "---\ntitle: {}\nlead: {}\n{}---\n".format
    story.commit(
        "2026-09-01",
        "Begin",
        {
            "site_config.yml": CONFIG + "  boss: {name: Boss}\n  chief: {name: Chief}\n",
            "goals/all/index.md": team("All", "chief", ""),
            "goals/all/sales/index.md": team("Sales", "boss", ""),
        },
    )
    story.commit("2026-09-02", "Publish", {"goals/all/sales/g.md": _public("", "G")})
    found = history(story.write(tmp_path / "repository"), audience="public")
    assert {line for line in told(found) if "goal:" not in line} == {
        "Publish | team:all | created | title | None → All",
        "Publish | team:sales | created | title | None → Sales",
        "Publish | person:boss | created | name | None → Boss",
        "Publish | person:chief | created | name | None → Chief",
        "Publish | person:lead | created | name | None → Head",
    }
