"""The story of an invented company's goals, in which everything happens that a history can tell."""

from __future__ import annotations

from tests.history.story import Story

CONFIG = (
    "schema: 1\nsite: {name: Acme goals}\nstatus: {rule: pace}\n"
    "people:\n  ceo: {name: Chief Executive}\n  lead: {name: Head of Sales}\n"
)
KPI = "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ncadence: monthly\nowner: ceo\n---\nHow.\n"
BODY = (
    "Renewals pay for the rest.\n\nWe call every account ninety days before its contract ends, and we ask\n"
    "what would make them stay; what they tell us goes to the product team within a week.\n"
)


def renew(**changed: str) -> str:
    """Returns the goal file with some fields changed; an empty text removes the field."""
    fields = {
        "title": "Raise teh renewal rate",
        "level": "team",
        "owner": "lead",
        "cycle": "2026-Q4",
        "supports": "[grow]",
        "key_results": "\n  - {kpi: renewal, target: 92}\n  - title: Warnings\n    milestones:\n"
        "      - {title: Agree rules, due: 2026-10-16}\n      - {title: Alerts, due: 2026-11-18}",
    }
    fields |= changed
    lines = "".join(f"{name}: {text}\n" for name, text in fields.items() if text)
    return f"---\n{lines}---\n{BODY}"


def acme() -> Story:
    """Returns the story: typos, restatements, merges, renames, deletions, broken files, settings."""
    story = Story()
    title = {"title": "Raise the renewal rate"}
    results = {"key_results": "\n  - {kpi: renewal, target: 90, weight: 2}\n  - {title: Signed, done: false}"}
    done = {
        "key_results": "\n  - {kpi: renewal, target: 92}\n  - title: Warnings\n    milestones:\n"
        "      - {title: Agree rules, due: 2026-10-16, done: 2026-10-15}\n"
        "      - {title: Alerts, due: 2026-12-01}\n      - {title: Review, due: 2026-12-15}"
    }
    grow = "---\ntitle: Grow\nlevel: organization\nowner: ceo\ncycle: 2026\n---\nGrowth.\n"
    story.commit(
        "2026-09-01",
        "Begin",
        {
            "site_config.yml": CONFIG,
            ".mailmap": "Zoë Ångström <zoe@example.org> <z@old.example>\n",
            "goals/index.md": "We sell.\n",
            "goals/grow.md": grow,
            "goals/sales/index.md": "---\ntitle: Sales\nlead: lead\n---\nWe sell.\n",
            "goals/sales/renew.md": renew(),
            "kpis/renewal.md": KPI,
            "kpis/renewal.csv": "date,value\n2026-07,83\n2026-08,84\n",
        },
    )
    story.commit("2026-09-02", "Mend a typo (#12)", {"goals/sales/renew.md": renew(**title)})
    story.commit(
        "2026-10-02T08:00",
        "Oktoberwerte für été\n\nCo-authored-by: Bob B. <bob@example.org>\n"
        "Co-authored-by: Bob B. <b@x.example>\n",
        {"kpis/renewal.csv": "date,value\n2026-07,83\n2026-08,84\n2026-09,85\n2026-10,\n"},
        author="zoe <z@old.example>",
    )
    base = story.commit(
        "2026-10-16",
        "Restate August and more",
        {
            "kpis/renewal.csv": "date,value\n2026-07,83\n2026-08,80.5\n2026-09,85.0\n",
            "goals/sales/renew.md": renew(**title, **done),
        },
        author='\u202eEve \x1b[31m&\x07 "script" <eve@example.org>',
    )
    story.commit(
        "2026-10-17", "Lower", {"goals/sales/renew.md": renew(**title, **results)}, branch="a", parent=base
    )
    raised = {"key_results": done["key_results"].replace("92", "95")}
    other = story.commit(
        "2026-10-18", "Raise", {"goals/sales/renew.md": renew(**title, **raised)}, branch="b", parent=base
    )
    story.commit(
        "2026-10-18T13:00",
        "Team text",
        {"goals/sales/index.md": "---\ntitle: Sales\nlead: ceo\n---\nWe sell more.\n"},
    )
    higher = {"key_results": done["key_results"].replace("92", "93")}
    story.commit("2026-10-18T14:00", "Aim higher", {"goals/sales/renew.md": renew(**title, **higher)})
    # both sides changed the target, and the merge takes neither of the two
    solved = {"key_results": done["key_results"].replace("92", "91")}
    story.commit(
        "2026-10-19",
        "Merge pull request #214 from acme/raise\n\nRaise the target",
        {"goals/sales/renew.md": renew(**title, **solved)},
        merges=(other,),
    )
    x = story.commit(
        "2026-10-19T14:00", "X", {"goals/x.md": grow.replace("Grow", "Ex")}, branch="x", parent=base
    )
    y = story.commit(
        "2026-10-19T15:00", "Y", {"kpis/y.md": KPI.replace("Renewal", "Why")}, branch="y", parent=base
    )
    story.commit(
        "2026-10-20",
        "Octopus\n\nSee merge request acme/goals!77",
        {"goals/x.md": grow.replace("Grow", "Ex"), "kpis/y.md": KPI.replace("Renewal", "Why")},
        merges=(x, y),
    )
    check = "\n  - {date: 2026-10-21, status: at_risk, confidence: 4, wins: Two renewed}"
    check += "\n  - {date: 2027-06-01, note: later}"
    story.commit(
        "2026-10-21",
        "By mail to ceo@acme.example <script>alert(1)</script>",
        {"goals/sales/renew.md": renew(**title, **solved, check_ins=check)},
    )
    last = renew(
        **title, **solved, check_ins=check, supports="[grow, x]", ambition="stretch", due="2027-01-15"
    )
    story.commit(
        "2026-10-22",
        "Move to a folder of its own",
        {"goals/sales/renew.md": None, "goals/sales/q4/renew.md": last},
    )
    story.commit(
        "2026-10-23", "Rename the file", {"goals/sales/q4/renew.md": None, "goals/sales/q4/keep.md": last}
    )
    size = (
        "---\nid: spare\ntitle: Größe zählt\nlevel: organization\nowner: ceo\ncycle: 2026\n---\nAn Größe.\n"
    )
    story.commit(
        "2026-10-24",
        "Rename by alias",
        {
            "goals/größe.md": size,
            "goals/x.md": None,
            "goals/why.md": grow.replace("Grow", "Quite another text").replace(
                "cycle", "aliases: [x]\ncycle"
            ),
        },
    )
    story.commit("2026-10-25", "Delete a KPI", {"kpis/y.md": None, "goals/größe.md": None})
    story.commit(
        "2026-10-26",
        "Bring it back",
        {
            "goals/größe.md": size.replace("Größe zählt", "Größe zählt doch"),
            "kpis/y.md": KPI.replace("Renewal", "Why").replace(
                "unit: percent", "unit: ratio\nhealthy: {at_least: 0.9}"
            ),
        },
    )
    story.commit(
        "2026-10-27",
        "Break a file",
        {"goals/why.md": "---\ntitle: [unclosed\n---\n", "kpis/y.csv": "no header here\n1\n"},
    )
    story.commit(
        "2026-10-28",
        "Mend it",
        {
            "goals/why.md": grow.replace("Grow", "Quite another text").replace(
                "cycle", "aliases: [x]\nstate: paused\ncycle"
            ),
            "kpis/y.csv": "date,value,plan\n2026-09,1,Pro\n2026-10,2,Pro\n2026-12,9,Pro\n",
        },
    )
    story.commit(
        "2026-10-29",
        "Settings",
        {
            "site_config.yml": CONFIG.replace("pace", "viva")
            .replace("Head of Sales", "Sales Lead")
            .replace("lead: {name: Sales Lead}", "lead: {name: Sales Lead}\n  new: {name: New One}"),
            "goals/index.md": "We sell and renew.\n",
        },
    )
    story.commit(
        "2026-10-30",
        "Rename the team",
        {
            "goals/sales/index.md": None,
            "goals/sales/q4/keep.md": None,
            "goals/revenue/index.md": "---\ntitle: Revenue\nlead: ceo\naliases: [sales]\n---\n"
            "We sell more.\n",
            "goals/revenue/q4/keep.md": last.replace("ninety", "90"),
        },
    )
    story.commit(
        "2026-10-31", "Notes", {"kpis/renewal.csv": "date,value,note\n2026-07,83,\n2026-08,80.5,recounted\n"}
    )
    story.commit("2026-11-01", "Nothing that counts", {"README.md": "Hello.\n"})
    return story
