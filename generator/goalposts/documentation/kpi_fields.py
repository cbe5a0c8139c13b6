"""`docs/kpi-fields.md`: every field of a KPI, and its series."""

from __future__ import annotations

from goalposts.documentation.tables import fields_tables, fill
from goalposts.records.kpi import KpiFields, RangeFields, SourceFields

FILE = "kpi-fields.md"


def text() -> str:
    """Return the page."""
    return fill(_PAGE, fields_tables(KpiFields, RangeFields, SourceFields))


_PAGE = """\
# The fields of a KPI

A KPI is two files of the same name in `kpis/`: a definition in Markdown and a series in CSV. Folders inside
`kpis/` are for your own order. A short definition, `kpis/renewal-rate.md`:

```markdown
---
title: Renewal rate
direction: up
unit: percent
cadence: monthly
owner: cs-lead
healthy: {at_least: 88}
---
Of the contracts that came up for renewal, the share that was renewed.
```

Its series, `kpis/renewal-rate.csv`:

```csv
date,value
2026-08,85.1
2026-09,84.9
2026-10,86.2
```

The body of the definition says what the number means, how it is measured, and what its limits are.

## KPI

<<KpiFields>>

## Healthy and warning ranges

A value in `healthy` is healthy, else one in `warning` is a warning, else it is unhealthy. Without ranges the
health is unknown.

<<RangeFields>>

## Source

`source` is a name, or a name and a link:

<<SourceFields>>

## The series

The first row names the columns. Columns are separated by commas, and the file is UTF-8 (in a spreadsheet:
*CSV UTF-8*).

| column | meaning |
| --- | --- |
| `date` | the day or the period of the value, in one of the forms below |
| `value` | digits with a point for decimals; blank is a gap, not zero |
| `target` | optional: a target that differs from period to period; it is drawn, goals do not use it |
| `note` | optional: what happened, in a few words |
| any other name | a dimension, such as `region`; each of its values is a slice |

A date has one of these forms. A day is its own period; the others count from their last day on.

| form | example |
| --- | --- |
| day | `2026-11-20` |
| month | `2026-11` |
| quarter | `2026-Q4` |
| half | `2026-H2` |
| year | `2026` |
| ISO week | `2026-W47` |
| split year | `2015/16` |
| range of years | `2003/2005` |

The same date and slice twice is an error, except with `cadence: irregular`, where rows are events.

A row that leaves all dimensions blank is the total. Without such a row the total is made of the slices, if
the definition says how with `aggregate`; else there is none for that date.

```csv
date,value,region
2026-10,120,Europe
2026-10,80,Americas
2026-10,200,
```
"""
