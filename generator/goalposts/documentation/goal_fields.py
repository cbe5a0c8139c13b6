"""`docs/goal-fields.md`: every field of goals and teams."""

from __future__ import annotations

from goalposts.documentation.tables import fields_tables, fill
from goalposts.key_results import TYPES
from goalposts.key_results.milestones import MilestoneFields
from goalposts.key_results.terms import Terms
from goalposts.records.goal import CheckInFields, GoalFields, LinkFields, SupportFields
from goalposts.records.people import HomeFields, TeamFields

FILE = "goal-fields.md"


def text() -> str:
    """Return the page."""
    records = (GoalFields, SupportFields, Terms, MilestoneFields, CheckInFields, LinkFields)
    types = (kind.terms for kind in TYPES)
    return fill(
        _PAGE,
        fields_tables(*records, TeamFields, HomeFields)
        | fields_tables(*types, without=set(Terms.model_fields)),
    )


_PAGE = """\
# The fields of a goal

A goal is a Markdown file in `goals/` or in a team's folder, such as `goals/sales/win-20-customers.md`.
Its fields stand between two lines `---`. Below them the body says why the goal matters and how it will be
done. The shortest goal with a number:

```markdown
---
title: Raise the renewal rate to 92 %
level: team
owner: cs-lead
cycle: 2026-Q4
key_results:
  - {kpi: renewal-rate, target: 92}
---
Renewals pay for everything else.
```

A field that is left empty counts as not given. An unknown field is an error that names the nearest known
one. Ids are made of a–z, 0–9 and hyphens; they become addresses, so choose them to last. Dates are
`YYYY-MM-DD`. Give either `cycle`, or both `start` and `due`.

## Goal

<<GoalFields>>

## What a goal supports

`supports` lists ids. Where the other goal takes its numbers from the goals that support it, an entry may
carry a weight:

<<SupportFields>>

## Key results

Each entry of `key_results` says what success is, in exactly one of four ways: a target, a bound, milestones,
or done. A target and a bound read a `kpi`, or `values` written by hand. These fields are common to all four,
except that milestones and yes/no have no `kpi`, `where` or `values`.

<<Terms>>

### Reach a target

A number goes from where it is to a target, up or down.
Progress is (current − baseline) ÷ (target − baseline).

```yaml
key_results:
  - {kpi: renewal-rate, target: 92}
```

<<Reach>>

### Hold a bound

A number stays within a bound; give exactly one. Progress is 1 while it holds. `at_least`, `at_most` and
`between` include the bound, `above` and `below` do not.

```yaml
key_results:
  - {kpi: first-response-time, at_most: 5}
```

<<Hold>>

### Milestones

A list of steps. Progress is the weight done ÷ the weight of all.

```yaml
key_results:
  - title: Early-warning system in use
    milestones:
      - {title: Agree the warning rules, due: 2026-10-16, done: 2026-10-14}
      - {title: Alerts for all accounts, due: 2026-11-18}
```

<<Milestones>>

Each step has:

<<MilestoneFields>>

### Yes or no

Something that is done, or is not. Progress is 0 or 1.

```yaml
key_results:
  - {title: Announce the programme, done: false}
```

<<YesNo>>

## Check-ins

What the owner reports. The latest date counts; on one day, the last in the file. Texts are Markdown.

<<CheckInFields>>

## Links

<<LinkFields>>

## Teams

A folder below `goals/` is a team if it has an `index.md`. The folder's name is the team's id. The body says
who the team is and what it works on.

```markdown
---
title: Customer Success
lead: cs-lead
---
We keep the customers we have.
```

<<TeamFields>>

## The home page

`goals/index.md` is the introduction on the home page. Its front matter is optional.

<<HomeFields>>
"""
